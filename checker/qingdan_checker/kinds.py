"""Which kinds of value go together (section 3 of the language reference)."""

from __future__ import annotations

from typing import Final

from qingdan_checker.quantity import DATE, DAYS, NUMBER, PERCENT, POINTS, QUANTITIES, TEXT, YES_NO

HUNDREDTH: Final = 100
"""What a product with a percent is divided by: 10% is held as 10."""


def combine(operator: str, left: str, right: str) -> tuple[str, int] | None:
    """The kind of `left OPERATOR right` and what its number is divided by; None where the two do not go together."""
    if operator in {"+", "-"}:
        kind = _added(operator, left, right)
        return (kind, 1) if kind else None
    if left not in QUANTITIES or right not in QUANTITIES:
        return None
    if operator == "of":
        return (right, HUNDREDTH) if left == PERCENT else None
    return _multiplied(left, right) if operator == "*" else _divided(left, right)


def _added(operator: str, left: str, right: str) -> str | None:
    if left == PERCENT:
        if right == POINTS:
            return PERCENT
        return POINTS if operator == "-" and right == PERCENT else None
    if left == POINTS and right == PERCENT:
        return PERCENT if operator == "+" else None
    if left == DATE:
        if right == DAYS:
            return DATE
        return DAYS if operator == "-" and right == DATE else None
    return left if left == right and left in QUANTITIES else None


def _multiplied(left: str, right: str) -> tuple[str, int] | None:
    if NUMBER in {left, right}:
        return (right if left == NUMBER else left), 1
    if left == PERCENT:
        return right, HUNDREDTH
    return (left, HUNDREDTH) if right == PERCENT else None


def _divided(left: str, right: str) -> tuple[str, int] | None:
    if right == NUMBER:
        return left, 1
    return (NUMBER, 1) if left == right else None


def margin(operators: tuple[str, ...], left: str) -> str:
    """The kind of what is left before a single comparison breaks; empty where there is no such thing."""
    if len(operators) != 1 or operators[0] == "!=" or left in {TEXT, YES_NO}:
        return ""
    return {PERCENT: POINTS, DATE: DAYS}.get(left, left)


def comparable(operators: tuple[str, ...], kinds: tuple[str, ...]) -> bool:
    """Whether values of these kinds can be compared so: like with like, texts and yes-no only for equality."""
    if len(set(kinds)) != 1:
        return False
    return kinds[0] not in {TEXT, YES_NO} or set(operators) <= {"=", "!="}
