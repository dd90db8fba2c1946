"""What an expression computes: arithmetic, dates, functions."""

from __future__ import annotations

import operator
from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final, cast

from qingdan_checker import model as m
from qingdan_checker.functions import FUNCTIONS
from qingdan_checker.quantity import DATE, Gap, Number, Value, as_number, heavier, whole

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from qingdan_checker.evaluate.scope import Answer, Compile, Run, Scope


def minus(one: m.Minus, compiled: Compile) -> Run:
    """Unary minus."""
    operand = compiled(one.operand)

    def run(scope: Scope) -> Answer:
        value = operand(scope)
        return value if isinstance(value, Gap) else -as_number(value)

    return run


def computed(one: m.Computed, compiled: Compile) -> Run:
    """`+ - * / of`."""
    left, right, scale = compiled(one.left), compiled(one.right), one.scale
    compute, share = _dated(one) or _COMPUTE[one.operator], Fraction(1, scale)

    def run(scope: Scope) -> Answer:
        a, b = left(scope), right(scope)
        if isinstance(a, Gap):
            return heavier(a, b) if isinstance(b, Gap) else a
        if isinstance(b, Gap):
            return b
        value = compute(a, b)
        if isinstance(value, Gap | date):
            return value
        return whole(value) if scale == 1 else _divided(value, scale, share)

    return run


def _divided(value: Number, scale: int, share: Fraction) -> Number:
    """A number divided by a whole one, exactly: an int where it comes out as one."""
    if isinstance(value, int):
        quotient, rest = divmod(value, scale)
        if not rest:
            return quotient
    return whole(value * share)


def _divide(a: Number, b: Number) -> Number | Gap:
    return a / (Fraction(b) if isinstance(b, int) else b) if b else Gap(reason="zero")


def _dated(one: m.Computed) -> Callable[[Any, Any], Any] | None:
    if one.left.kind != DATE:
        return None
    if one.right.kind == DATE:
        return lambda a, b: (a - b).days
    sign = 1 if one.operator == "+" else -1
    moving = ", ".join(sorted(str(name) for name in m.amounts_in(one.right)))
    return lambda a, b: _shift(a, sign * b, moving)


def _shift(day: date, days: Number, moving: str) -> date | Gap:
    if isinstance(days, Fraction):
        return Gap(reason="part-day")
    if not isinstance(cast("object", days), int):
        return Gap(reason="amount", what=moving)  # days by an amount that is left open
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return Gap(reason="calendar")


_COMPUTE: Final[Mapping[str, Callable[[Any, Any], Any]]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "of": operator.mul,
    "/": _divide,
}


def called(one: m.Called, compiled: Compile) -> Run:
    """A function."""
    arguments = [compiled(argument) for argument in one.arguments]
    apply = FUNCTIONS[one.function].apply

    def run(scope: Scope) -> Answer:
        known: list[Value] = []
        gap: Gap | None = None
        for argument in arguments:
            answer = argument(scope)
            if isinstance(answer, Gap):
                gap = heavier(gap, answer) if gap else answer
            else:
                known.append(answer)
        if gap:
            return gap
        result = apply(known)
        return result if isinstance(result, Gap | date) else whole(as_number(result))

    return run
