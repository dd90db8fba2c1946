"""Catalogues: their entries, and what is asked of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qingdan_checker import model as m
from qingdan_checker.quantity import NUMBER, YES_NO
from qingdan_dsl.syntax import expressions as e

if TYPE_CHECKING:
    from qingdan_checker.resolve.expressions import Binder
    from qingdan_checker.resolve.faults import Faults
    from qingdan_checker.resolve.passage import Passage
    from qingdan_dsl.syntax import statements as s


def bind_listing(node: s.Listing, on: Passage) -> m.Statement | None:
    """`list`, `include`, `exclude`: the entries of a catalogue."""
    catalogue = on.names.catalogue(node.catalogue, on.faults)
    standing = on.standing(node)
    if catalogue is None:
        return None
    keys: set[str] = set()
    for entry in node.entries:
        if entry.key.text in keys:
            on.faults.add("duplicate", "key", entry.key, key=entry.key.text)
        keys.add(entry.key.text)
        for field, _ in entry.fields:
            _has(catalogue, field.text, field, on.faults)
    return m.Listing(**standing, act=node.action, catalogue=catalogue)


def bind_question(node: e.Within | e.Alike | e.Count, on: Binder) -> m.Expression | None:
    """What is asked of a catalogue."""
    catalogue = _catalogue(node.catalogue, on)
    other = node.other if isinstance(node, e.Count) else node.jurisdiction
    jurisdiction = on.names.jurisdiction(other, on.faults) if other else None
    if isinstance(node, e.Count):
        on.faults.read_day(node.day)
        if node.field and catalogue and not _has(catalogue, node.field.text, node.field, on.faults):
            return None
    if catalogue is None or (other is not None and jurisdiction is None):
        return None
    kind = NUMBER if isinstance(node, e.Count) else YES_NO
    return m.Asked(kind=kind, catalogue=catalogue, jurisdiction=jurisdiction, where=on.where(node))


def _catalogue(name: e.Name, on: Binder) -> m.Catalogue | None:
    """The catalogue of a name, which may name one of its fields too: `drug.class`."""
    if "." not in name.text or on.names.knows(name.text, "catalogue"):
        return on.names.catalogue(name, on.faults)
    head, _, field = name.text.rpartition(".")
    bound = on.names.catalogue(e.Name(text=head, start=name.start, end=name.end), on.faults)
    return bound if bound and _has(bound, field, name, on.faults) else None


def _has(catalogue: m.Catalogue, field: str, name: e.Name, faults: Faults) -> bool:
    """Whether a catalogue has a field; a fault at its name where it has not."""
    if field in catalogue.fields:
        return True
    faults.add("name", "unknown", name, name=name.text, near=", ".join(catalogue.fields))
    return False
