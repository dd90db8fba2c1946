"""Expressions with their names bound and their kinds agreed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from qingdan_checker.quantity import as_number

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from qingdan_checker.model.declarations import (
        Axis,
        Catalogue,
        Define,
        Dimension,
        Item,
        Jurisdiction,
        Measure,
        Statistic,
        Term,
        Where,
    )
    from qingdan_checker.quantity import Number, Value


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Bound:
    """An expression with the kind of its value and its place."""

    kind: str
    where: Where


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Constant(Bound):
    """A literal."""

    value: Value

    @property
    def number(self) -> Number:
        """The value of a literal whose kind is a quantity."""
        return as_number(self.value)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Reference(Bound):
    """An item or define, with its pinned dimensions and its neighbours (dimension to -1 or +1).

    Every dimension that is neither pinned nor in `target.dimensions` stays open. A pin of several members is a
    choice: the expression must hold for each.
    """

    target: Item | Define
    pins: Mapping[str, Term]
    neighbours: Mapping[str, int]
    closed: str = ""

    @property
    def open(self) -> tuple[Axis, ...]:
        """The dimensions that vary with the combination: also those of which a neighbour is taken."""
        return tuple(axis for axis in self.target.dimensions if axis.name not in self.pins and axis.name != self.closed)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Figure(Bound):
    """A statistic; `year` is None for the year before the date being judged, or where it is not by year."""

    statistic: Statistic
    year: Expression | None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Amount(Bound):
    """A measure's value as a quantity."""

    measure: Measure


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Test(Bound):
    """Whether the combination is one that a term selects."""

    term: Term


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Minus(Bound):
    """Unary minus."""

    operand: Expression


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Negated(Bound):
    """`not`."""

    operand: Expression


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Computed(Bound):
    """`+ - * / of`; `scale` divides the result (percent × X is in hundredths)."""

    operator: str
    left: Expression
    right: Expression
    scale: int = 1


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Connected(Bound):
    """`and`, `or`, `implies`."""

    operator: str
    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Compared(Bound):
    """A chain of comparisons; `margin_kind` is the kind of left − right, empty where there is no difference."""

    operands: tuple[Expression, ...]
    operators: tuple[str, ...]
    margin_kind: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Chosen(Bound):
    """`if … then … else …`."""

    condition: Expression
    then: Expression
    otherwise: Expression


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Called(Bound):
    """A function of section 3."""

    function: str
    arguments: tuple[Expression, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Total(Bound):
    """`sum(ITEM over DIMENSION)`."""

    reference: Reference
    axis: Dimension


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Banded(Bound):
    """`banded(RATIO, AMOUNT, FROM)`: the bands of a measure between two amounts, each at its own ratio (分段累进)."""

    reference: Reference
    measure: Measure
    amount: Expression
    start: Expression


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Now(Bound):
    """`date` (the date being judged) or `this-year` (its year, a number)."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Asked(Bound):
    """A catalogue question.

    `question` is `within`, `as` (with a `field`: in that field), `count`, `beyond` or `missing`; the last three count,
    of the entries counted those with the value `where` in a `field`. `jurisdiction` is that of the other list, `day`
    the one as of which both lists are meant, else the date being judged.
    """

    question: str
    catalogue: Catalogue
    jurisdiction: Jurisdiction | None = None
    field: str = ""
    where_is: str = ""
    day: date | None = None

    @property
    def place(self) -> int | None:
        """The place of the field in an entry; None where no field is asked for."""
        return self.catalogue.fields.index(self.field) if self.field else None


Expression = (
    Constant
    | Reference
    | Figure
    | Amount
    | Test
    | Minus
    | Negated
    | Computed
    | Connected
    | Compared
    | Chosen
    | Called
    | Total
    | Banded
    | Now
    | Asked
)


@lru_cache(maxsize=1 << 16)
def walk(expression: Expression) -> tuple[Expression, ...]:
    """An expression and all that it is made of, in the order of the text."""
    found: list[Expression] = []
    todo: list[Expression] = [expression]
    while todo:
        one = todo.pop()
        found.append(one)
        todo.extend(reversed(parts(one)))
    return tuple(found)


def parts(one: Expression) -> tuple[Expression, ...]:
    """What an expression is directly made of."""
    found: tuple[Expression, ...] = ()
    match one:
        case Minus() | Negated():
            found = (one.operand,)
        case Computed() | Connected():
            found = (one.left, one.right)
        case Compared():
            found = one.operands
        case Chosen():
            found = (one.condition, one.then, one.otherwise)
        case Called():
            found = one.arguments
        case Total():
            found = (one.reference,)
        case Banded():
            found = (one.reference, one.amount, one.start)
        case Figure(year=year) if year:
            found = (year,)
    return found
