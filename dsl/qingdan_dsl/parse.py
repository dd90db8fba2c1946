"""Tokens to tree: runs the grammar's tables, and goes on after a mistake."""

from __future__ import annotations

import keyword
from collections.abc import Callable
from typing import Any, Final

from qingdan_dsl.build import Builder
from qingdan_dsl.grammar import Grammar, compile_grammar
from qingdan_dsl.lexer import TOO_MANY_DIGITS, Tokens, tokenize
from qingdan_dsl.mistakes import MOST_FAULTS, explain, too_deep
from qingdan_dsl.source import Fault, Source, Span
from qingdan_dsl.syntax.declarations import Declared, File
from qingdan_dsl.words import SPELLINGS

Action = Callable[[list[Any], int, int], Any]

_NUMBERS: Final = frozenset({"NUMERAL", "QUANTITY"})

DEEPEST_STACK: Final = 1500
"""Symbols that may be open at once: braces in braces, brackets in brackets."""

_DECLARATIONS: Final = frozenset(
    {
        "DIMENSION",
        "GROUP",
        "ITEM",
        "STATISTIC",
        "DEFINE",
        "CATALOGUE",
        "JURISDICTION",
        "DOCUMENT",
        "ARTICLE",
    }
)
_STATEMENTS: Final = frozenset(
    {
        "SET",
        "ADJUST",
        "RULE",
        "DELEGATE",
        "DELEGATE_ZH",
        "RESERVE",
        "TOLERATE",
        "REQUIRE",
        "OBSERVE",
        "LIST",
        "LIST_ZH",
        "INCLUDE",
        "INCLUDE_ZH",
        "EXCLUDE",
        "EXCLUDE_ZH",
        "APPROVE",
        "WAIVE",
        "DEVIATE_ZH",
        "NOT_CHECKABLE",
        "CASE",
    }
)


def parse(source: Source, grammar: Grammar | None = None) -> File:
    """The tree of a source text. Total: what is wrong with the text is in `File.faults`, never raised."""
    tokens = tokenize(source.code)
    return _Run(source, tokens, grammar or compile_grammar()).file()


class _Run:
    """One text on its way through the tables."""

    def __init__(self, source: Source, tokens: Tokens, grammar: Grammar) -> None:
        self._source = source
        self._tokens = tokens
        self._grammar = grammar
        self._builder = Builder(source, tokens)
        self._states = [grammar.start]
        self._values: list[Any] = []
        self._starts: list[int] = []
        self._ends: list[int] = []
        self._faults: list[Fault] = []

    def file(self) -> File:
        """Runs to the end of the text, over as many mistakes as can be told apart."""
        at = self._advance(0)
        while at is not None:
            at = self._recover(at)
            if at is not None:
                at = self._advance(at)
        faults = (*self._faults, *self._builder.faults)
        broken = bool(self._faults) or self._builder.broken
        done = self._values[0] if self._values and isinstance(self._values[0], tuple) else ()
        return File(
            path=self._source.path,
            declarations=() if broken else done,
            faults=tuple(sorted(faults, key=lambda fault: fault.span)),
            broken=broken,
            declared=declared(self._source, self._tokens) if broken else (),
        )

    def _advance(self, at: int) -> int | None:  # noqa: C901, PLR0912, PLR0915  the one hot loop, flat on purpose
        """Runs until the end (None) or until a token that cannot stand where it does (its number)."""
        grammar, tokens = self._grammar, self._tokens
        table, shortcuts, accepting = grammar.states, grammar.shortcuts, grammar.accepting
        kinds, token_starts, token_ends = tokens.kinds, tokens.starts, tokens.ends
        states, values, starts, ends = self._states, self._values, self._starts, self._ends
        reductions = _actions(grammar, self._builder)
        state = states[-1]
        kind = kinds[at]
        while True:
            target = table[state].get(kind)
            if target is None:
                if state == accepting and kind == "$END":
                    return None
                other = self._other_reading(at, table[state])
                if other is None:
                    return at
                kind = other
                target = table[state][kind]
            if target >= 0:
                if len(states) > DEEPEST_STACK or token_ends[at] - token_starts[at] > TOO_MANY_DIGITS:
                    if len(states) > DEEPEST_STACK or kind in _NUMBERS:
                        return at
                states.append(target)
                values.append(at)
                starts.append(token_starts[at])
                ends.append(token_ends[at])
                state = target
                at += 1
                kind = kinds[at]
                continue
            symbol, size, action, kept, passes = reductions[~target]
            if passes:
                # a shapeless symbol becomes another: walk the whole chain at once, and remember where it led
                below = states[-2]
                key = (below, state, kind)
                end = shortcuts.get(key)
                if end is None:
                    end = state
                    while True:
                        target = table[end].get(kind)
                        if target is None or target >= 0 or not reductions[~target][4]:
                            break
                        end = table[below][reductions[~target][0]]
                    shortcuts[key] = end
                states[-1] = state = end
                continue
            if size:
                start, end = starts[-size], ends[-1]
                if size == 1:
                    value = values[-1]
                    if not kept:
                        value = []
                    elif kept[0] == 0:
                        value = [value]
                    values[-1] = value if action is None else action(value, start, end)
                    del states[-1]
                    state = table[states[-1]][symbol]
                    states.append(state)
                    continue
                popped = values[-size:]
                children: list[Any] | None = None
                for index in kept:
                    if index >= 0:
                        if children is None:
                            children = [popped[index]]
                        else:
                            children.append(popped[index])
                    elif children is None:
                        children = popped[~index]
                    else:
                        children.extend(popped[~index])
                if children is None:
                    children = []
                del states[-size:], values[-size:], starts[-size:], ends[-size:]
            else:
                start = end = token_starts[at]
                children = []
            values.append(children if action is None else action(children, start, end))
            starts.append(start)
            ends.append(end)
            state = table[states[-1]][symbol]
            states.append(state)

    def _other_reading(self, at: int, row: dict[str, int]) -> str | None:
        """A word that cannot be what it is at first sight: as a level, a kind, or the name of a field."""
        kind = self._tokens.kinds[at]
        if not kind[0].isalpha() or kind in {"STRING", "DAY", "NUMERAL", "QUANTITY", "BAD", "ROW_END"}:
            return None
        word = self._tokens.text[self._tokens.starts[at] : self._tokens.ends[at]]
        for other in SPELLINGS.get(word, ()):
            if other in row:
                return other
        if "FIELD_NAME" in row and (word[:1].isalpha() or word[:1] == "`"):
            return "FIELD_NAME"
        return None

    # ---- after a mistake

    def _recover(self, at: int) -> int | None:
        """Notes the mistake at a token; the number of the token to go on with, or None at the end."""
        row = self._grammar.states[self._states[-1]]
        if len(self._states) > DEEPEST_STACK:
            self._faults.append(too_deep(self._source, self._tokens, at))
            return None
        self._faults.append(explain(self._source, self._tokens, at, self._expected(row)))
        if len(self._faults) >= MOST_FAULTS:
            return None
        depth = 0
        first = at
        while True:
            kind = self._tokens.kinds[at]
            if kind == "$END":
                return None
            fresh = at > first or kind in _DECLARATIONS or kind in _STATEMENTS or kind == "RBRACE"
            if fresh and (depth == 0 or kind in _DECLARATIONS) and self._resumes(kind):
                return at
            if kind == "LBRACE":
                depth += 1
            elif kind == "RBRACE" and depth:
                depth -= 1
            at += 1

    def _resumes(self, kind: str) -> bool:
        """Whether a text can go on at this token; if so, drops what the mistake left unfinished."""
        if kind not in _DECLARATIONS and kind not in _STATEMENTS and kind != "RBRACE":
            return False
        for height in range(len(self._states) - 1, -1, -1):
            if self._grammar.states[self._states[height]].get(kind, -1) >= 0:
                del self._states[height + 1 :], self._values[height:], self._starts[height:], self._ends[height:]
                return True
        return False

    def _expected(self, row: dict[str, int]) -> tuple[str, ...]:
        """The terminals that can stand where the run stopped."""
        return tuple(sorted(symbol for symbol in row if symbol[0].isupper() or symbol == "$END"))


def _actions(grammar: Grammar, builder: Builder) -> list[tuple[str, int, Action | None, tuple[int, ...], bool]]:
    found: list[tuple[str, int, Action | None, tuple[int, ...], bool]] = []
    for reduction in grammar.reductions:
        action = None
        if reduction.action:
            name = reduction.action
            action = getattr(builder, f"{name}_" if keyword.iskeyword(name) else name)
        found.append((reduction.symbol, reduction.size, action, reduction.kept, reduction.passes_through))
    return found


_DECLARES: Final = {
    "DIMENSION": "dimension",
    "GROUP": "group",
    "ITEM": "item",
    "STATISTIC": "statistic",
    "DEFINE": "define",
    "CATALOGUE": "catalogue",
    "JURISDICTION": "jurisdiction",
    "DOCUMENT": "document",
    "RULE": "rule",
}


def declared(source: Source, tokens: Tokens) -> tuple[Declared, ...]:
    """The names that a broken text declares, as far as its words show: keyword, name, perhaps a label."""
    found: list[Declared] = []
    document = ""
    kinds = tokens.kinds
    in_members = False
    for at, kind in enumerate(kinds[:-1]):
        if kind == "RBRACE":
            in_members = False
        if kind == "NAME" and in_members:
            found.append(_declared("member", "", source, tokens, at))
        elif kind in _DECLARES and kinds[at + 1] == "NAME":
            sort = _DECLARES[kind]
            one = _declared(sort, f"{document}." if sort == "rule" else "", source, tokens, at + 1)
            found.append(one)
            document = one.name if sort == "document" else document
        elif kind == "LBRACE" and any(name == "DIMENSION" for name in kinds[max(0, at - 4) : at]):
            in_members = True
    return tuple(found)


def _declared(sort: str, prefix: str, source: Source, tokens: Tokens, at: int) -> Declared:
    span = Span(tokens.starts[at], tokens.ends[at])
    name = prefix + tokens.text[span.start : span.end].strip("`")
    label = ""
    if tokens.kinds[at + 1] == "STRING":
        label = source.text[tokens.starts[at + 1] + 1 : tokens.ends[at + 1] - 1]
    return Declared(sort=sort, name=name, label=label, span=span)
