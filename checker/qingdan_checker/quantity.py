"""Exact numbers with units: how they are read from a literal and how they are written.

A value is an exact number (`int` or `Fraction`) in the unit of its kind: percent and pp in hundredths (90% is 90),
money in yuan, time spans and counts in their own unit. Dates, yes-no and text are Python's own. Kinds are checked
before anything is computed (`kinds`), so a value need not carry its kind.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from qingdan_dsl.words import UNIT_OF

if TYPE_CHECKING:
    from qingdan_dsl.syntax.expressions import Day, Literal

Number = int | Fraction
Value = int | Fraction | date | bool | str

NUMBER: Final = "number"
PERCENT: Final = "percent"
POINTS: Final = "pp"
YUAN: Final = "yuan"
DAYS: Final = "days"
DATE: Final = "date"
YES_NO: Final = "yes-no"
TEXT: Final = "text"

SPANS: Final = frozenset({"days", "working-days", "months", "years"})
COUNTS: Final = frozenset({"persons", "times"})
QUANTITIES: Final = frozenset({NUMBER, PERCENT, POINTS, YUAN}) | SPANS | COUNTS
WHOLE: Final = SPANS | COUNTS
"""Kinds that a measure takes in whole numbers only; the others are continuous."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """What stands in the place of a value that is not known.

    `reason` is one of: `unset`, `statistic`, `end` (no neighbour), `zero` (division), `step`, `part-day`, `calendar`,
    which mean that there is no value; and `unknown`, `conflict`, `circle`, `amount`, `no-solver`, `solver-limit`,
    `disputed`, `too-many`, `too-deep`, `when`, `over-amounts`, which mean that it cannot be said. `what` is the name of
    what lacks a value.
    """

    reason: str
    what: str = ""
    cell: tuple[tuple[str, str], ...] = ()
    year: int | None = None


_WEIGHT: Final = {"conflict": 3, "circle": 2} | dict.fromkeys(
    ("unknown", "amount", "no-solver", "solver-limit", "disputed", "too-many", "too-deep", "over-amounts"), 1
)


def heavier(one: Gap, other: Gap) -> Gap:
    """Of two gaps the one that an answer rests on: a conflict before a circle before an unknown before no value."""
    return other if _WEIGHT.get(other.reason, 0) > _WEIGHT.get(one.reason, 0) else one


def is_missing(gap: Gap) -> bool:
    """Whether the gap is the lack of a value, rather than a value that cannot be said."""
    return gap.reason not in _WEIGHT


def read_literal(literal: Literal) -> tuple[str, Number]:
    """The kind and exact value of a number as written."""
    number = Fraction(literal.digits) if "." in literal.digits else int(literal.digits)
    if not literal.unit:
        return NUMBER, number
    unit = UNIT_OF[literal.unit]
    return unit.kind, number if unit.factor == 1 else whole(number * unit.factor)


def read_day(day: Day) -> date | None:
    """The date as written, or None where the calendar has none."""
    try:
        return date(day.year, day.month, day.day)
    except ValueError:
        return None


def as_number(value: Value) -> Number:
    """The value of something whose kind is a quantity."""
    assert not isinstance(value, date | str)  # noqa: S101  by its kind
    return value


def whole(number: Number) -> Number:
    """The same number, as an int where it is one: ints are computed with much faster."""
    return number.numerator if isinstance(number, Fraction) and number.denominator == 1 else number


def show(kind: str, value: Value) -> str:
    """A value as it is printed: the shortest exact decimal with its unit, else a fraction; English words."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return value
    number = show_number(value)
    if kind == NUMBER:
        return number
    if kind == PERCENT:
        return f"{number}%"
    return f"{number}pp" if kind == POINTS else f"{number} {kind}"


def show_number(number: Number) -> str:
    """The shortest exact decimal of a number, or a fraction where no decimal is exact."""
    if isinstance(number, int):
        return str(number)
    rest, twos, fives = number.denominator, 0, 0
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    places = max(twos, fives)
    if rest != 1:
        return f"{number.numerator}/{number.denominator}"
    if not places:
        return str(number.numerator)
    digits = str(abs(number.numerator) * 10**places // number.denominator).rjust(places + 1, "0")
    return f"{'-' if number < 0 else ''}{digits[:-places]}.{digits[-places:]}"
