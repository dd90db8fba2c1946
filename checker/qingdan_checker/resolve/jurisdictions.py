"""Jurisdictions to the model, from the top down: a parent before what lies in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qingdan_checker import model as m

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from qingdan_checker.resolve.desk import Desk, Placed
    from qingdan_checker.resolve.faults import Faults
    from qingdan_dsl.syntax import declarations as d


def bind_jurisdictions(placed: Sequence[Placed[d.Jurisdiction]], desk: Desk) -> dict[str, m.Jurisdiction]:
    """All jurisdictions by name; there is one nation."""
    found: dict[str, m.Jurisdiction] = {}
    ranks = {one.entry.name: one.node.rank for one in placed}
    nation: m.Named | None = None
    lowest = len(m.RANKS)
    for one in sorted(placed, key=lambda one: (m.RANKS.get(one.node.rank or "", lowest), one.path, one.node.start)):
        faults = desk.begin(one)
        parent = _parent(one.node, desk, ranks, faults)
        place = _made(one, parent)
        if place.rank == "nation" and not faults.failed:
            if nation:
                name = one.node.name
                faults.add("duplicate", "nation", name, related=nation.where, name=name.text, first=nation.name)
            else:
                nation = place
        desk.end(one, place, faults)
        if one.entry.bound is place and desk.names.entries.get(place.name) is one.entry:
            found[place.name] = place
    return found


def _made(one: Placed[d.Jurisdiction], parent: m.Jurisdiction | None) -> m.Jurisdiction:
    code = one.node.code.text if one.node.code else ""
    place = m.Jurisdiction(**one.facts, rank=one.node.rank or "county", parent=parent, code=code)
    object.__setattr__(place, "line", (place, *(parent.line if parent else ())))
    return place


def _parent(node: d.Jurisdiction, desk: Desk, ranks: Mapping[str, str | None], faults: Faults) -> m.Jurisdiction | None:
    """Where a jurisdiction lies; None for the nation, or with a fault.

    `ranks` are the levels by name, which a child needs even where the parent has not been bound.
    """
    if node.rank is None:
        faults.add("syntax", "missing-clause", node.name, clause="level", name=node.name.text)
        return None
    if node.parent is None:
        if node.rank != "nation":
            faults.add("value", "no-parent", node.name, name=node.name.text)
        return None
    entry = desk.names.of_sort(node.parent, ("jurisdiction",), faults)
    if entry is None:
        return None
    rank = ranks.get(entry.name)
    if rank is not None and m.RANKS[rank] >= m.RANKS[node.rank]:
        faults.add("value", "parent-level", node.parent, name=entry.name, level=rank, child=node.rank)
    elif isinstance(entry.bound, m.Jurisdiction):
        return entry.bound
    else:
        faults.missing = True
    return None
