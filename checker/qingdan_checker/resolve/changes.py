"""How an adjustment changes a value: which changes fit which kinds, and what is likely meant where one does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qingdan_checker import model as m
from qingdan_checker.quantity import DATE, DAYS, NUMBER, PERCENT, POINTS, QUANTITIES, show

if TYPE_CHECKING:
    from qingdan_checker.resolve.passage import Passage
    from qingdan_dsl.syntax import statements as s


def bind_change(change: s.Change, item: m.Item, on: Passage) -> m.Change | None:
    """A CHANGE with its limits and its group; None with a fault."""
    binder = on.binder(item)
    value = binder.bind(change.value)
    up_to, down_to = (binder.bind_as(one, item.kind) if one else None for one in (change.up_to, change.down_to))
    if change.group and item.better is None:
        on.faults.add("type", "no-better", change.group, item=item.name)
    if value is None:
        return None
    act = _multiplied(change, value, item, on) if change.operator == "*" else _added(change, value, item, on)
    if act is None:
        return None
    group = change.group.text if change.group else ""
    return m.Change(act=act, value=value, up_to=up_to, down_to=down_to, group=group)


def _multiplied(change: s.Change, value: m.Expression, item: m.Item, on: Passage) -> str | None:
    if item.kind in QUANTITIES and value.kind in {PERCENT, NUMBER}:
        return "percent-of" if value.kind == PERCENT else "factor"
    on.faults.add("type", "kinds", change, operation="×", left=item.kind, right=value.kind)
    return None


def _added(change: s.Change, value: m.Expression, item: m.Item, on: Passage) -> str | None:
    if value.kind == PERCENT and item.kind == PERCENT:
        _either_points_or_percent(change, value, item, on)
        return None
    if item.kind in QUANTITIES and value.kind == PERCENT:
        return "percent"
    fits = {PERCENT: POINTS, DATE: DAYS}.get(item.kind, item.kind)
    if value.kind == fits and (item.kind in QUANTITIES or item.kind == DATE):
        return "add"
    on.faults.add("type", "kinds", change, operation="+", left=item.kind, right=value.kind)
    return None


def _either_points_or_percent(change: s.Change, value: m.Expression, item: m.Item, on: Passage) -> None:
    """`+5%` of a percentage may mean 5 points or × 105%: the fault offers both."""
    written = show(PERCENT, value.value) if isinstance(value, m.Constant) else ""
    whole = isinstance(value, m.Constant) and isinstance(value.value, int)
    on.faults.add(
        "type",
        "percent-change",
        change,
        written=written,
        points=written.lstrip("-").rstrip("%"),
        sign="-" if written.startswith("-") else "+",
        factor=f"{100 + value.number}%" if isinstance(value, m.Constant) and whole else "",
        item=item.name,
    )
