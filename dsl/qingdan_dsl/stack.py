"""The stack of a run through the grammar's tables, and what can be asked of it after a mistake."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from qingdan_dsl.grammar import Grammar


@dataclass(frozen=True, slots=True, kw_only=True)
class Stack:
    """What has been read and is not complete yet, in four parallel lists, which the run's loop reads fastest.

    `states` is one longer than the others: its first is where the run started. `values` are nodes, clauses, lists
    of them, and numbers of tokens.
    """

    grammar: Grammar
    states: list[int]
    values: list[Any]
    starts: list[int]
    ends: list[int]

    @staticmethod
    def at_start(grammar: Grammar) -> Stack:
        """The stack of a run that has read nothing."""
        return Stack(grammar=grammar, states=[grammar.start], values=[], starts=[], ends=[])

    def accepts(self, wanted: Iterable[Sequence[str]], height: int | None = None) -> bool:
        """Whether these terminals could follow one another, above a height if one is given.

        Each has its readings, of which the first that fits counts.
        """
        states = self.states[: None if height is None else height + 1]
        return all(any(self._shift(states, kind) for kind in readings) for readings in wanted)

    def accepted(self) -> frozenset[str]:
        """The terminals that can follow."""
        row = self.grammar.states[self.states[-1]]
        return frozenset(kind for kind in row if is_terminal(kind) and self.accepts([[kind]]))

    def _shift(self, states: list[int], kind: str) -> bool:
        """Whether a terminal can follow these states; if so, they become those behind it."""
        table, reductions = self.grammar.states, self.grammar.reductions
        after = list(states)
        while True:
            target = table[after[-1]].get(kind)
            if target is None:
                return kind == "$END" and after[-1] == self.grammar.accepting
            if target >= 0:
                states[:] = [*after, target]
                return True
            reduction = reductions[~target]
            del after[len(after) - reduction.size :]
            after.append(table[after[-1]][reduction.symbol])

    def takes(self, height: int, kind: str) -> bool:
        """Whether a terminal can follow at once what lies below a height."""
        return self.grammar.states[self.states[height]].get(kind, -1) >= 0

    def highest(self, kind: str) -> int | None:
        """The greatest height at which a terminal can follow at once."""
        heights = range(len(self.states) - 1, -1, -1)
        return next((height for height in heights if self.takes(height, kind)), None)

    def cut(self, height: int) -> None:
        """Drops what lies above a height."""
        del self.states[height + 1 :], self.values[height:], self.starts[height:], self.ends[height:]

    def open_braces(self, kinds: Sequence[str], height: int = 0) -> list[int]:
        """The tokens of the braces above a height that are still open, outermost first."""
        found: list[int] = []
        for value in self.values[height:]:
            if type(value) is int and kinds[value] == "LBRACE":
                found.append(value)
            elif type(value) is int and kinds[value] == "RBRACE":
                found.pop()
        return found


def is_terminal(symbol: str) -> bool:
    """Whether a symbol of the tables is a token; shapes are in lower case."""
    return symbol[0].isupper() or symbol == "$END"
