"""What is declared: dimensions, items, statistics, defines, catalogues, jurisdictions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from qingdan_dsl.words import LEVELS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from qingdan_checker.model.expressions import Expression
    from qingdan_checker.quantity import Number, Value
    from qingdan_dsl.source import Span

RANKS: Final[Mapping[str, int]] = {word.english: height for height, word in enumerate(LEVELS)}
"""Levels of government, 0 the highest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """A place in a source: its path and offsets."""

    path: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Named:
    """A declared thing. `label` and `english` are empty where there are none."""

    name: str
    label: str = ""
    english: str = ""
    where: Where


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Member(Named):
    """A member of a listed dimension."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Dimension(Named):
    """A listed dimension (维度); members in the order of their declaration, lowest first where ordered."""

    ordered: bool
    members: tuple[Member, ...]

    @property
    def size(self) -> int:
        """How many members it has."""
        return len(self.members)

    @property
    def all(self) -> int:
        """The mask of all its members."""
        return (1 << len(self.members)) - 1


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Measure(Named):
    """A dimension that is a quantity ≥ 0 of some kind: age, cost."""

    kind: str


Axis = Dimension | Measure


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One term of a selector, about one dimension.

    About a listed dimension: the mask of the members it selects. About a measure: comparisons (operator, number),
    all of which must hold, or, where `negated`, must not all hold.
    """

    axis: Axis
    mask: int = 0
    bounds: tuple[tuple[str, Number], ...] = ()

    @property
    def is_one(self) -> bool:
        """Whether it selects exactly one member, or one amount."""
        if isinstance(self.axis, Measure):
            return len(self.bounds) == 1 and self.bounds[0][0] == "="
        return self.mask.bit_count() == 1


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Item(Named):
    """What a document may decide (事项)."""

    kind: str
    low: Value | None
    high: Value | None
    dimensions: tuple[Axis, ...]
    better: str | None

    def allows(self, value: Value) -> bool:
        """Whether a value lies in the range that was declared."""
        high_enough = self.low is None or value >= self.low  # type: ignore[operator]  # of the item's own kind
        return high_enough and (self.high is None or value <= self.high)  # type: ignore[operator]  # as above


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Statistic(Named):
    """What is observed, not decided (统计)."""

    kind: str
    by_year: bool


@dataclass(frozen=True, kw_only=True, eq=False)
class Define(Named):
    """A derived item; `expression` is filled in once all names are known."""

    kind: str
    dimensions: tuple[Axis, ...]
    expression: Expression | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Catalogue(Named):
    """A kind of list with keyed entries (目录): the names of its key and of its fields, in their order.

    `columns` has the name of each by all that may be written for it (its name, and its label), `labels`
    the label of each that has one.
    """

    key: str
    fields: tuple[str, ...]
    columns: Mapping[str, str]
    labels: Mapping[str, str]

    def field(self, written: str) -> str | None:
        """The name of a field by its name or label; None where it has none such."""
        name = self.columns.get(written)
        return name if name in self.fields else None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Jurisdiction(Named):
    """A place with a level of government; `line` is itself, its parent, and so on up to the nation."""

    rank: str
    parent: Jurisdiction | None
    code: str
    line: tuple[Jurisdiction, ...] = ()

    def is_above(self, other: Jurisdiction) -> bool:
        """Whether this is strictly above the other."""
        return other is not self and self in other.line
