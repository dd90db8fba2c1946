"""Who may decide: `delegate`, `reserve`, `tolerate`, and an approval to decide."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from qingdan_checker import model as m

if TYPE_CHECKING:
    from qingdan_checker.resolve.passage import Passage
    from qingdan_dsl.syntax import statements as s


def bind_delegate(node: s.Delegate, on: Passage) -> m.Statement:
    """`delegate`: authority for the levels below."""
    objects = on.matters(node.objects)
    axes = [on.names.axis(name, on.faults) for name in node.dimensions]
    dimensions = frozenset(axis.name for axis in axes if axis)
    for one in objects:
        lacking = dimensions - {axis.name for axis in one.dimensions} if isinstance(one, m.Item) else ()
        for name in sorted(lacking):
            on.faults.add("type", "dimension-lacking", node, dimension=name, item=one.name)
    return m.Delegation(
        **on.standing(node),
        objects=objects,
        dimensions=dimensions if node.dimensions else None,
        rank=node.rank,
    )


def bind_reserve(node: s.Reserve, on: Passage) -> m.Statement:
    """`reserve`: authority taken back."""
    return m.Reservation(**on.standing(node), objects=on.matters(node.objects))


def bind_tolerate(node: s.Tolerate, on: Passage) -> m.Statement:
    """`tolerate`: time to clean up what older documents decided without authority."""
    standing = on.standing(node)
    before = on.faults.read_day(node.before)
    if node.narrowing.until is None:
        on.faults.add("syntax", "missing-clause", node, clause="until", name="tolerate")
    return m.Tolerance(**standing, objects=on.matters(node.objects), before=before or date.min)


def bind_approve_decision(node: s.ApproveDecision, on: Passage) -> m.Statement:
    """`approve J to decide`."""
    standing = on.standing(node, because=True)
    jurisdiction = on.jurisdiction(node.jurisdiction)
    return m.Permission(**standing, jurisdiction=jurisdiction, objects=on.matters(node.objects))
