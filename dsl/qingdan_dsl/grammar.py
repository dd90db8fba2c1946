"""The grammar as LALR tables: compiled by Lark from `grammar.lark`, kept as plain data, run by `parse`."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any, Final

FORMAT: Final = 2
_TERMINAL: Final = re.compile(r"\b_?[A-Z][A-Z_]+\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reduction:
    """What completes a shape: `size` symbols off the stack become one `symbol`, built by the action `action`.

    `kept` says which of them stay and how: an index, or `~index` for one whose own children are taken in.
    An action that is empty makes no node (the symbol starts with `_`).
    """

    symbol: str
    size: int
    action: str
    kept: tuple[int, ...]

    @property
    def passes_through(self) -> bool:
        """Whether the value stays as it is: one shapeless symbol that becomes another."""
        return not self.action and self.size == 1 and self.kept == (-1,)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Grammar:
    """LALR(1) tables as plain data.

    `states[s][symbol]` is the next state (≥ 0) after a shift or goto, or `~r` for the reduction r.
    """

    start: int
    accepting: int
    states: tuple[dict[str, int], ...]
    reductions: tuple[Reduction, ...]
    shortcuts: dict[tuple[int, int, str], int] = field(default_factory=dict, compare=False)

    def dump(self) -> str:
        """The tables as JSON text."""
        rows = [[r.symbol, r.size, r.action, r.kept] for r in self.reductions]
        data = {"start": self.start, "accepting": self.accepting, "states": self.states, "reductions": rows}
        return json.dumps(data, separators=(",", ":"))

    @staticmethod
    def load(text: str) -> Grammar:
        """The tables from what `dump` wrote; raises ValueError, KeyError or TypeError where it is something else."""
        data = json.loads(text)
        rows = ((symbol, size, action, tuple(kept)) for symbol, size, action, kept in data["reductions"])
        return Grammar(
            start=data["start"],
            accepting=data["accepting"],
            states=tuple(data["states"]),
            reductions=tuple(Reduction(symbol=s, size=n, action=a, kept=k) for s, n, a, k in rows),
        )


def grammar_text() -> str:
    """The text of `grammar.lark`, with all its terminals declared: the lexer makes them."""
    text = files("qingdan_dsl").joinpath("grammar.lark").read_text(encoding="utf-8")
    bare = re.sub(r"//.*", "", text)
    return f"{text}\n%declare {' '.join(sorted(set(_TERMINAL.findall(bare))))}\n"


@cache
def compile_grammar() -> Grammar:
    """The tables of the grammar, freshly made by Lark (about a quarter of a second).

    Raises lark.exceptions.GrammarError where the grammar has a conflict: shift/reduce ones too.
    """
    from lark import Lark  # noqa: PLC0415  a check that reads its tables from the cache never needs Lark
    from lark.lexer import Lexer  # noqa: PLC0415

    class NoLexer(Lexer):
        def __init__(self, _conf: object) -> None: ...

        def lex(self, _state: object, _parser: object) -> Any:  # noqa: ANN401  Lark's own signature
            return iter(())

    lark = Lark(grammar_text(), parser="lalr", lexer=NoLexer, start="file", strict=True, maybe_placeholders=False)
    table = lark.parser.parser._parse_table  # noqa: SLF001  the one thing of Lark that is not public
    numbers = {rule: index for index, rule in enumerate(lark.rules)}
    order = {name: index for index, name in enumerate(table.states)}
    states: list[dict[str, int]] = [{} for _ in order]
    for name, actions in table.states.items():
        for symbol, (action, target) in actions.items():
            shift = action.name == "Shift"
            states[order[name]][_plain(symbol)] = order[target] if shift else ~numbers[target]
    return Grammar(
        start=order[table.start_states["file"]],
        accepting=order[table.end_states["file"]],
        states=tuple(states),
        reductions=tuple(_reduction(rule) for rule in lark.rules),
    )


def _plain(symbol: str) -> str:
    """Terminals lose the `_` that only says that they leave no trace; shapes keep theirs."""
    return str(symbol[1:] if symbol[0] == "_" and symbol[1:2].isupper() else symbol)


def _reduction(rule: Any) -> Reduction:  # noqa: ANN401  a rule of Lark's
    kept = []
    for index, symbol in enumerate(rule.expansion):
        if not symbol.is_term:
            kept.append(~index if symbol.name.startswith("_") else index)
        elif not symbol.filter_out and not symbol.name.startswith("_"):
            kept.append(index)
    name = rule.origin.name
    shapeless = name.startswith("_")
    return Reduction(symbol=str(name), size=len(rule.expansion), action="" if shapeless else name, kept=tuple(kept))
