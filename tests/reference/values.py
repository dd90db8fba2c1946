"""Values, their kinds and their algebra (section 3), and how they are printed (section 11)."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

from qingdan_dsl.words import UNIT_OF

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from qingdan_dsl.syntax.expressions import Day, Literal

QUANTITIES = frozenset(
    {"number", "percent", "pp", "yuan", "days", "working-days", "months", "years", "persons", "times"}
)
"""Kinds that can be added, multiplied and rounded; date, yes-no and text cannot."""

WHOLE = frozenset({"days", "working-days", "months", "years", "persons", "times"})
"""Kinds of a measure that takes whole numbers (section 4)."""

Amount = Fraction | date | bool | str


@dataclass(frozen=True, slots=True)
class Known:
    """A value. A percent is kept as a share, a percentage point as a difference of shares, money in yuan."""

    kind: str
    amount: Amount

    @property
    def number(self) -> Fraction:
        """The amount of a quantity."""
        assert isinstance(self.amount, Fraction)
        return self.amount


@dataclass(frozen=True, slots=True)
class Absent:
    """No value: an unset cell, a missing statistic, a neighbour beyond the end. `circle`: it rests on a circle."""

    circle: bool = False


@dataclass(frozen=True, slots=True)
class Undetermined:
    """Neither a value nor unset, with what it rests on: `conflict`, `unknown`, `division`, …"""

    reasons: frozenset[str]


Result = Known | Absent | Undetermined

TRUE = Known("yes-no", amount=True)
FALSE = Known("yes-no", amount=False)


def undetermined(*reasons: str) -> Undetermined:
    """An undetermined result that rests on these."""
    return Undetermined(frozenset(reasons))


def settled(result: Result) -> Result:
    """What a VALUE, a CHANGE or a LIMIT comes to: only what rests on a conflict, a circle or `unknown` is not missing,
    so one that is undetermined for another reason (a division by zero, say) has no value (section 6, rule 3)."""
    if not isinstance(result, Undetermined) or result.reasons & {"conflict", "unknown", "measure", "catalogue"}:
        return result
    return Absent(circle="circle" in result.reasons)


def failing(results: Sequence[Result]) -> Absent | Undetermined | None:
    """What keeps an operation from having a value: anything undetermined first, then anything absent."""
    reasons = [result.reasons for result in results if isinstance(result, Undetermined)]
    missing = [result for result in results if isinstance(result, Absent)]
    if reasons:
        circle = frozenset({"circle"}) if any(result.circle for result in missing) else frozenset()
        return Undetermined(frozenset[str]().union(*reasons, circle))
    if missing:
        return Absent(circle=any(result.circle for result in missing))
    return None


def literal(node: Literal) -> Known:
    """The value of a number with its unit."""
    number = Fraction(node.digits)
    if not node.unit:
        return Known("number", number)
    unit = UNIT_OF[node.unit]
    if unit.kind in {"percent", "pp"}:
        return Known(unit.kind, number / 100)
    return Known(unit.kind, number * unit.factor)


def calendar(node: Day) -> date | None:
    """The date as written, if it exists."""
    try:
        return date(node.year, node.month, node.day)
    except ValueError:
        return None


# ---- the algebra


def combined(operator: str, left: str, right: str) -> str | None:
    """The kind that an operation on two kinds gives (section 3), or None where it is a type error."""
    if operator in {"+", "-"}:
        return _added(operator, left, right)
    if left not in QUANTITIES or right not in QUANTITIES:
        return None
    if operator == "of":
        return right if left == "percent" else None
    if operator == "/":
        return _divided(left, right)
    return _multiplied(left, right)


def _added(operator: str, left: str, right: str) -> str | None:
    if left == right == "percent":
        return "pp" if operator == "-" else None
    if left == "percent" and right == "pp":
        return "percent"
    if left == "pp" and right == "percent" and operator == "+":
        return "percent"
    if left == "date" and right == "days":
        return "date"
    if left == right == "date" and operator == "-":
        return "days"
    return left if left == right and left in QUANTITIES else None


def _multiplied(left: str, right: str) -> str | None:
    pair = {left, right}
    if pair == {"percent", "number"}:
        return "percent"
    if "percent" in pair:
        return right if left == "percent" else left
    if "number" in pair:
        return right if left == "number" else left
    return None


def _divided(left: str, right: str) -> str | None:
    if left == right:
        return "number"
    return left if right == "number" else None


def computed(operator: str, left: Known, right: Known) -> Result:
    """The value of an operation on two values whose kinds go together."""
    kind = combined(operator, left.kind, right.kind)
    assert kind is not None
    if isinstance(left.amount, date):
        return _computed_date(operator, left.amount, right)
    if operator == "+":
        return Known(kind, left.number + right.number)
    if operator == "-":
        return Known(kind, left.number - right.number)
    if operator == "/":
        return Known(kind, left.number / right.number) if right.number else undetermined("division")
    return Known(kind, left.number * right.number)


def _computed_date(operator: str, left: date, right: Known) -> Result:
    if isinstance(right.amount, date):
        return Known("days", Fraction((left - right.amount).days))
    days = right.number if operator == "+" else -right.number
    if days.denominator != 1:
        return undetermined("part-of-a-day")
    try:
        return Known("date", left + timedelta(days=int(days)))
    except OverflowError:
        return undetermined("calendar")


def compared(operator: str, left: Known, right: Known) -> bool:
    """Whether a comparison of two likes holds."""
    a, b = left.amount, right.amount
    if operator == "=":
        return a == b
    if operator == "!=":
        return a != b
    tests: dict[str, Callable[[int], bool]] = {
        "<": lambda sign: sign < 0,
        "<=": lambda sign: sign <= 0,
        ">": lambda sign: sign > 0,
        ">=": lambda sign: sign >= 0,
    }
    return tests[operator](_sign(left, right))


def _sign(left: Known, right: Known) -> int:
    if isinstance(left.amount, date) and isinstance(right.amount, date):
        return (left.amount > right.amount) - (left.amount < right.amount)
    return (left.number > right.number) - (left.number < right.number)


def margin(operator: str, left: Known, right: Known) -> Known | None:
    """What is left before a comparison breaks (section 9); None for `!=`, and where there is no difference."""
    if operator == "!=" or left.kind in {"text", "yes-no"}:
        return None
    gap = computed("-", left, right)
    assert isinstance(gap, Known)
    if operator in {"<", "<="}:
        return Known(gap.kind, -gap.number)
    return Known(gap.kind, -abs(gap.number)) if operator == "=" else gap


def rounded(function: str, value: Known, step: Known) -> Result:
    """`round-down`, `round-up` and `round` (half away from zero) to a step."""
    if step.number <= 0:
        return undetermined("step")
    steps = value.number / step.number
    if function == "round-down":
        whole = math.floor(steps)
    elif function == "round-up":
        whole = math.ceil(steps)
    else:
        whole = math.floor(abs(steps) + Fraction(1, 2)) * (1 if steps >= 0 else -1)
    return Known(value.kind, whole * step.number)


# ---- print


def printed(value: Known) -> str:
    """The shortest exact form with its unit: `500 yuan`, `5pp`, `0.6`, `100/3%`."""
    if isinstance(value.amount, bool):
        return "yes" if value.amount else "no"
    if isinstance(value.amount, date):
        return value.amount.isoformat()
    if isinstance(value.amount, str):
        return value.amount
    if value.kind == "percent":
        return _number(value.number * 100) + "%"
    if value.kind == "pp":
        return _number(value.number * 100) + "pp"
    return _number(value.number) + ("" if value.kind == "number" else f" {value.kind}")


def _number(value: Fraction) -> str:
    rest = value.denominator
    for factor in (2, 5):
        while rest % factor == 0:
            rest //= factor
    if rest != 1:
        return str(value)
    digits = 0
    while (value * 10**digits).denominator != 1:
        digits += 1
    scaled = str(abs(int(value * 10**digits))).rjust(digits + 1, "0")
    text = f"{scaled[:-digits]}.{scaled[-digits:]}" if digits else scaled
    return f"-{text}" if value < 0 else text
