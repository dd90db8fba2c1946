"""Declarations to the model: dimensions, groups, items, statistics, catalogues."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from qingdan_checker import model as m
from qingdan_checker.quantity import DATE, QUANTITIES, Value, read_literal
from qingdan_checker.resolve.defines import bind_define
from qingdan_checker.resolve.desk import read_axes, read_kind
from qingdan_checker.resolve.selectors import Place
from qingdan_dsl.syntax.expressions import Day

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from qingdan_checker.resolve.desk import Desk, Placed
    from qingdan_checker.resolve.faults import Faults
    from qingdan_dsl.syntax import declarations as d
    from qingdan_dsl.syntax.expressions import Literal


def _bind_dimension(one: Placed[d.Dimension], desk: Desk) -> None:
    """A listed dimension, and what the names of its members stand for."""
    declared = desk.members(one)
    members = tuple(m.Member(**member.facts) for member in declared)
    axis = m.Dimension(**one.facts, ordered=one.node.ordered, members=members)
    for index, member in enumerate(declared):
        member.entry.bound = Place(axis=axis, index=index)
    desk.end(one, axis, desk.begin(one))


def _bind_measure(one: Placed[d.Measure], desk: Desk) -> None:
    faults = desk.begin(one)
    if one.node.kind not in QUANTITIES:
        faults.add("type", "measure-kind", one.node, kind=one.node.kind)
    desk.end(one, m.Measure(**one.facts, kind=one.node.kind), faults)


def _bind_group(one: Placed[d.Group], desk: Desk) -> None:
    """Members of one dimension under a name."""
    faults = desk.begin(one)
    mask = 0
    axis: m.Dimension | None = None
    for member in one.node.members:
        place = desk.names.wanted(member, ("member",), faults)
        if isinstance(place, Place):
            if axis is not None and place.axis is not axis:
                faults.add("type", "group-over-two", member, dimension=axis.name, other=place.axis.name)
            axis = axis or place.axis
            mask |= 1 << place.index
    desk.end(one, m.Term(axis=axis, mask=mask) if axis else None, faults)


def _bind_item(one: Placed[d.Item], desk: Desk) -> None:
    faults = desk.begin(one)
    node = one.node
    axes = read_axes(node.dimensions, desk.names, faults)
    kind = read_kind(node, faults)
    low, high = _range(node, kind, faults)
    item = m.Item(**one.facts, kind=kind, low=low, high=high, dimensions=axes, better=node.better)
    desk.end(one, item, faults)


def _range(node: d.Item, kind: str, faults: Faults) -> tuple[Value | None, Value | None]:
    if node.range is None or node.kind is None:
        return None, None
    low, high = (_end(end, kind, faults) for end in (node.range.lowest, node.range.highest))
    if not faults.found and low is not None and high is not None and low > high:  # type: ignore[operator]  # one kind
        faults.add("value", "empty-range", node.range)
    return low, high


def _end(end: Literal | Day | None, kind: str, faults: Faults) -> Value | None:
    """One end of a range, which must be of the item's kind."""
    if end is None:
        return None
    value: Value | None
    found, value = (DATE, faults.read_day(end)) if isinstance(end, Day) else read_literal(end)
    if value is not None and found != kind:
        faults.add("type", "kind-wanted", end, found=found, wanted=kind)
    return value


def _bind_statistic(one: Placed[d.Statistic], desk: Desk) -> None:
    faults = desk.begin(one)
    kind = read_kind(one.node, faults)
    desk.end(one, m.Statistic(**one.facts, kind=kind, by_year=one.node.by_year), faults)


def _bind_catalogue(one: Placed[d.Catalogue], desk: Desk) -> None:
    """A kind of list; the names of its key and fields count inside it only."""
    faults = desk.begin(one)
    node = one.node
    if node.key is None:
        faults.add("syntax", "missing-clause", node.name, clause="key", name=node.name.text)
    seen = {node.key.name.text} if node.key else set()
    for column in node.fields:
        if column.name.text in seen:
            faults.add("duplicate", "name", column, name=column.name.text)
        seen.add(column.name.text)
    key = node.key.name.text if node.key else ""
    columns = [node.key, *node.fields] if node.key else node.fields
    bound = m.Catalogue(
        **one.facts,
        key=key,
        fields=tuple(column.name.text for column in node.fields),
        columns=_columns(columns),
        labels={column.name.text: column.label.text for column in columns if column.label},
    )
    desk.end(one, bound, faults)


def _columns(columns: Sequence[d.Member]) -> dict[str, str]:
    """The name of each column by all that can be written for it: a label of its own too, inside its catalogue only."""
    labels = Counter(column.label.text.strip() for column in columns if column.label)
    named = {column.label.text.strip(): column.name.text for column in columns if column.label}
    own = {label: name for label, name in named.items() if labels[label] == 1}
    return own | {column.name.text: column.name.text for column in columns}


BINDERS: Final[Mapping[str, Callable[[Placed[Any], Desk], None]]] = {
    "dimension": _bind_dimension,
    "measure": _bind_measure,
    "group": _bind_group,
    "item": _bind_item,
    "statistic": _bind_statistic,
    "catalogue": _bind_catalogue,
    "define": bind_define,
}
"""What binds each sort of declaration, in the order in which one needs another."""
