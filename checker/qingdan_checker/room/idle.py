"""Rules that speak of nobody: what they are for, or when they apply, covers no combination."""

from __future__ import annotations

from datetime import date
from itertools import product
from typing import TYPE_CHECKING, Final

from qingdan_checker import model as m
from qingdan_checker.combinations import Varying, are_too_many
from qingdan_checker.effect import first
from qingdan_checker.evaluate import Scope, compiled
from qingdan_checker.quantity import DATE, DAYS, NUMBER
from qingdan_checker.room.symbolic import Keys

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qingdan_checker.evaluate import Answer
    from qingdan_checker.round import Round


MOST_NAMED: Final = 100
"""Dates, spans and numbers in one condition, which move one another; of one with more nothing is said."""

MOST_DAYS: Final = 2_000
"""Days on which one condition is tried; of one that can turn on more nothing is said."""


def is_idle(round_: Round, rule: m.Rule) -> bool:
    """Whether a rule covers no combination: on this day by its selector, on no day that it is in force by its `when`.

    A condition that rests on what is decided or observed may come to be met, so it makes no rule idle.
    """
    if any(round_.day.mask(term) == 0 for term in rule.region.values()):
        return True
    if rule.condition is None or not _is_fixed(rule.condition):
        return False
    days = _days(round_, rule, rule.condition)
    return len(days) <= MOST_DAYS and not any(_applies(round_, rule, rule.condition, day) for day in days)


def _is_fixed(condition: m.Expression) -> bool:
    """Whether a condition rests on the combination and the day alone, and on the day by plain comparisons."""
    parts = m.walk(condition)
    if any(isinstance(one, m.Reference | m.Figure | m.Asked | m.Amount | m.Total | m.Banded) for one in parts):
        return False
    if sum(isinstance(one, m.Constant) for one in parts) > MOST_NAMED:
        return False
    operands = [operand for one in parts if isinstance(one, m.Compared) for operand in one.operands]
    return sum(map(_is_plain, operands)) == sum(isinstance(one, m.Now) for one in parts)


def _is_plain(operand: m.Expression) -> bool:
    """Whether it is the day or the year, perhaps moved by so much (or how far it is from another)."""
    if isinstance(operand, m.Computed) and operand.operator in {"+", "-"}:
        sides = operand.left, operand.right
        return any(isinstance(one, m.Now) for one in sides) and not all(map(_asks, sides))
    return isinstance(operand, m.Now)


def _asks(expression: m.Expression) -> bool:
    """Whether the day or the year is asked for."""
    return any(isinstance(part, m.Now) for part in m.walk(expression))


def _days(round_: Round, rule: m.Rule, condition: m.Expression) -> Sequence[date]:
    """The days on which it can begin or cease to be met, as far as the rule is in force on them."""
    stretch = round_.day.stretches.statement(rule)
    days = {stretch.start, round_.date, *_turning(round_, rule, condition)}
    if stretch.end != m.FOREVER:
        days.add(stretch.end)
    return [day for day in sorted(days) if day in stretch]


def _turning(round_: Round, rule: m.Rule, condition: m.Expression) -> set[date]:
    """The days and years that are named, moved by each span that is named, with those before and after."""
    said = list(_said(round_, rule, condition))
    dates = [value.toordinal() for value in said if isinstance(value, date)]
    numbers = [value for value in said if isinstance(value, int)]
    spans = {0, *numbers, *(-one for one in numbers)}
    days = {one + span + by for one in dates for span in spans for by in (-1, 0, 1)}
    years = {one + span + by for one in numbers for span in spans for by in (-1, 0, 1)}
    return {date.fromordinal(one) for one in days if 0 < one <= date.max.toordinal()} | {
        date(one, 1, 1) for one in years if date.min.year <= one <= date.max.year
    }


def _said(round_: Round, rule: m.Rule, condition: m.Expression) -> Iterator[Answer]:
    """What the dates, spans of days and numbers come to that a condition names."""
    table = Keys(round_.effect(rule.issuer))
    for one in m.walk(condition):
        if one.kind in {DATE, DAYS, NUMBER} and not _asks(one):
            yield compiled(one)(Scope(table=table, cell={}))


def _applies(round_: Round, rule: m.Rule, condition: m.Expression, day: date) -> bool:
    """Whether the condition is met for some combination on a day."""
    effect = round_.effect(rule.issuer)
    varying = Varying(effect=effect, region=rule.region)
    varying.note(condition)
    axes = varying.found()
    if are_too_many(axes):
        return True
    table = Keys(effect)
    table.day = day
    run = compiled(condition)
    return any(
        run(Scope(table=table, cell={axis.key: first(mask) for axis, mask in zip(axes, masks, strict=True)}))
        is not False
        for masks in product(*(axis.parts for axis in axes))
    )
