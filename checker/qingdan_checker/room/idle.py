"""Rules that speak of nobody: what they are for, or when they apply, covers no combination."""

from __future__ import annotations

from datetime import date
from itertools import product
from typing import TYPE_CHECKING

from qingdan_checker import model as m
from qingdan_checker.combinations import Varying, are_too_many
from qingdan_checker.effect import first
from qingdan_checker.evaluate import Scope, compiled
from qingdan_checker.quantity import DATE, NUMBER
from qingdan_checker.room.symbolic import Keys

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qingdan_checker.round import Round


def is_idle(round_: Round, rule: m.Rule) -> bool:
    """Whether a rule covers no combination: on this day by its selector, on no day that it is in force by its `when`.

    A condition that rests on what is decided or observed may come to be met, so it makes no rule idle.
    """
    if any(round_.day.mask(term) == 0 for term in rule.region.values()):
        return True
    if rule.condition is None or not _is_fixed(rule.condition):
        return False
    return not any(_applies(round_, rule, rule.condition, day) for day in _days(round_, rule, rule.condition))


def _is_fixed(condition: m.Expression) -> bool:
    """Whether a condition rests on the combination and the day alone, and on the day by plain comparisons."""
    parts = m.walk(condition)
    if any(isinstance(one, m.Reference | m.Figure | m.Asked | m.Amount | m.Total | m.Banded) for one in parts):
        return False
    plain = [
        operand
        for one in parts
        if isinstance(one, m.Compared)
        for operand in one.operands
        if isinstance(operand, m.Now)
    ]
    return len(plain) == sum(isinstance(one, m.Now) for one in parts)


def _days(round_: Round, rule: m.Rule, condition: m.Expression) -> Iterator[date]:
    """The days on which it can begin or cease to be met, as far as the rule is in force on them."""
    stretch = round_.day.stretches.statement(rule)
    days = {stretch.start, stretch.end, round_.date}
    for one in m.walk(condition):
        if one.kind in {DATE, NUMBER} and not any(isinstance(part, m.Now) for part in m.walk(one)):
            value = compiled(one)(Scope(table=Keys(round_.effect(rule.issuer)), cell={}))
            if isinstance(value, date):
                days |= {m.day_before(value), value, m.day_after(value)}
            elif isinstance(value, int):
                years = (year for year in (value - 1, value, value + 1) if date.min.year <= year <= date.max.year)
                days |= {date(year, 1, 1) for year in years}
    return (day for day in sorted(days) if day in stretch)


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
