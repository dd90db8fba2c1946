"""Where an expression is evaluated, and what it can ask there."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Protocol

from qingdan_checker.quantity import Gap, Number, Value

if TYPE_CHECKING:
    from datetime import date

    from qingdan_checker import model as m
    from qingdan_checker.listed import Listed

Answer = Value | Gap
Key = tuple[int, ...]


class Bounded(Protocol):
    """A piece of a measure: a point, or the amounts between two ends (None: no end)."""

    @property
    def low(self) -> Number | None:
        """Where it begins."""

    @property
    def high(self) -> Number | None:
        """Where it ends."""


class Table(Protocol):
    """What an expression asks of the table in effect."""

    day: date

    def read(self, target: m.Item | m.Define, key: Key, /) -> tuple[Answer, bool]:
        """The value of a cell, and whether anybody has regulated it."""

    def figure(self, statistic: m.Statistic, year: int | None, /) -> Answer:
        """An observed figure."""

    def listed(self, catalogue: m.Catalogue, place: m.Jurisdiction | None, day: date | None, /) -> Listed:
        """A list in effect: the table's own jurisdiction's where none is named, on its day where none is."""

    def pieces(self, measure: m.Measure, /) -> Sequence[Bounded]:
        """The pieces of a measure, lowest first."""

    def mask(self, term: m.Term, /) -> int:
        """The members, or the pieces of a measure, that a term selects."""


@dataclass(slots=True, kw_only=True)
class Scope:
    """Where an expression is evaluated: a table, a combination (axis to index), and amounts given by a case.

    `cell` also holds the choices of references that are pinned to several members. `regulated` turns true when an
    item that is read has a value; with `thorough`, references in a branch that is not taken are read for that too.
    `reads`, where it is a list, gathers the cells and figures that are read. An amount may be a `Course` or a `Term` in
    the place of a number. `known` keeps the defines that were computed at these amounts, `bands` the bands of
    the table, at whatever amounts; `depth` is how many defines this one stands in.
    """

    table: Table
    cell: Mapping[Any, int]
    amounts: Mapping[Any, Number] = field(default_factory=dict)
    regulated: bool = False
    thorough: bool = False
    reads: list[tuple[Any, Any]] | None = None
    known: dict[Any, tuple[Answer, bool]] | None = None
    bands: dict[Any, Any] | None = None
    depth: int = 0

    def at(self, name: str, index: int, amounts: Mapping[Any, Number] | None = None) -> Scope:
        """The same at another place along one dimension (and at other amounts), with whatever it keeps."""
        return Scope(
            table=self.table,
            cell={**self.cell, name: index},
            amounts=self.amounts if amounts is None else amounts,
            thorough=self.thorough,
            reads=self.reads,
            known=self.known,
            bands=self.bands,
            depth=self.depth,
        )


Run = Callable[[Scope], Answer]
"""An expression, compiled: its value in a scope."""

Compile = Callable[["m.Expression"], Run]
"""Compiles the parts of an expression."""


COMPARE: Final[Mapping[str, Callable[[Any, Any], bool]]] = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
"""What the signs of comparisons mean."""
