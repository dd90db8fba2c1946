"""What is decided: `set` and `adjust`, with their entries and tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from qingdan_checker import model as m
from qingdan_checker.quantity import show
from qingdan_checker.resolve.changes import bind_change
from qingdan_checker.resolve.tables import Said, bind_table
from qingdan_dsl.syntax import expressions as e
from qingdan_dsl.syntax import statements as s

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from qingdan_checker.resolve.passage import Passage

_Entry = TypeVar("_Entry", s.Entry, s.ChangeEntry)


def bind_set(node: s.Set, on: Passage) -> m.Statement | None:
    """`set`: values for the cells of an item."""
    item = on.item(node.item)
    standing = on.standing(node)
    region = on.part_of(item, node.narrowing.scope)
    condition = on.condition(node, item)
    if item is None:
        _look_up(node.entries, on)
        return None
    axes, said = _said(node, region, item, on)
    values = [(where, _value(value, item, on), place) for where, value, place in said]
    named = _named(condition).union(region, (axis.name for axis in axes))
    named = named.union(*(_tested(value).union(where) for where, value, _ in values))
    deciding = m.Deciding(**standing, act="set", item=item, condition=condition, named=named)
    deciding.provisions.extend(
        m.Provision(statement=deciding, region=where, where=on.faults.where(place), value=value)
        for where, value, place in values
    )
    return deciding


def bind_adjust(node: s.Adjust, on: Passage) -> m.Statement | None:
    """`adjust`: changes to the cells of an item, whoever has set them."""
    item = on.item(node.item)
    standing = on.standing(node)
    region = on.part_of(item, node.narrowing.scope)
    condition = on.condition(node, item)
    if item is None:
        _look_up(node.entries, on)
        return None
    said: list[tuple[m.Region, s.Change, e.Node]] = [
        (where, entry.change, entry) for where, entry in _entries(node.entries, region, item, on) if entry.change
    ]
    if node.change is not None:
        said.append((region, node.change, node))
    changes = [(where, bind_change(change, item, on), place) for where, change, place in said]
    named = _named(condition).union(region)
    named = named.union(*(_distinguished(change).union(where) for where, change, _ in changes))
    deciding = m.Deciding(**standing, act="adjust", item=item, condition=condition, named=named)
    deciding.provisions.extend(
        m.Provision(statement=deciding, region=where, where=on.faults.where(place), change=change)
        for where, change, place in changes
    )
    return deciding


def _look_up(entries: Sequence[s.Entry | s.ChangeEntry], on: Passage) -> None:
    """Reports what is wrong with entries whose item is not known: their names can still be looked up."""
    for entry in entries:
        on.region(entry.selector)
        _look_up(entry.entries, on)
        if isinstance(entry, s.Entry) and entry.value is not None and not isinstance(entry.value, e.Unknown):
            on.binder().bind(entry.value)


def _said(node: s.Set, region: m.Region, item: m.Item, on: Passage) -> tuple[Iterable[m.Axis], Sequence[Said]]:
    """What a `set` says of each part of its item's cells, and the dimensions of its table."""
    if node.table:
        return bind_table(node.table, region, item, on)
    if node.value is not None:
        return (), [(region, node.value, node)]
    entries = _entries(node.entries, region, item, on)
    return (), [(where, entry.value, entry) for where, entry in entries if entry.value is not None]


def _entries(
    entries: Sequence[_Entry], region: m.Region, item: m.Item, on: Passage
) -> Iterator[tuple[m.Region, _Entry]]:
    """All entries, the nested ones too, each with what it covers."""
    todo = [(entry, region) for entry in reversed(entries)]
    while todo:
        entry, above = todo.pop()
        here = on.part_of(item, entry.selector)
        for name in here:
            if name in above:
                on.faults.add("type", "dimension-twice", entry.selector, dimension=name)
        covered = {**above, **here}
        yield covered, entry
        todo.extend((below, covered) for below in reversed(entry.entries))


def _value(value: e.Expression | e.Unknown, item: m.Item, on: Passage) -> m.Expression | None:
    """A VALUE; None for `unknown`."""
    if isinstance(value, e.Unknown):
        return None
    bound = on.binder(item).bind_as(value, item.kind)
    if isinstance(bound, m.Constant) and not item.allows(bound.value):
        on.faults.add(
            "value",
            "range",
            value,
            value=show(item.kind, bound.value),
            item=item.name,
            low=show(item.kind, item.low) if item.low is not None else "",
            high=show(item.kind, item.high) if item.high is not None else "",
        )
    return bound


def _tested(expression: m.Expression | None) -> frozenset[str]:
    """The dimensions by which an expression distinguishes: those of its tests."""
    if expression is None:
        return frozenset()
    return frozenset(part.term.axis.name for part in m.walk(expression) if isinstance(part, m.Test))


def _distinguished(change: m.Change | None) -> frozenset[str]:
    """The dimensions by which a change distinguishes."""
    return frozenset().union(*(_tested(one) for one in change.expressions)) if change else frozenset()


def _named(condition: m.Expression | None) -> frozenset[str]:
    """The dimensions that a `when` names: those of its tests and of its brackets."""
    if condition is None:
        return frozenset()
    pins = (name for part in m.walk(condition) if isinstance(part, m.Reference) for name in part.pins)
    return _tested(condition).union(pins)
