"""Catalogues: their entries, and what is asked of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from qingdan_checker import model as m
from qingdan_checker.quantity import NUMBER, YES_NO
from qingdan_checker.resolve.entries import Rows
from qingdan_checker.sheets import Refused, Sheet
from qingdan_dsl.syntax import expressions as e

if TYPE_CHECKING:
    from collections.abc import Mapping

    from qingdan_checker.listed import Fields
    from qingdan_checker.resolve.expressions import Binder
    from qingdan_checker.resolve.faults import Faults
    from qingdan_checker.resolve.passage import Passage
    from qingdan_dsl.syntax import statements as s

_COUNTED: Final[Mapping[str, str]] = {"": "count", "beyond": "beyond", "missing": "missing"}


def bind_listing(node: s.Listing, on: Passage) -> m.Statement | None:
    """`list`, `include`, `exclude`: the entries of a catalogue."""
    catalogue = on.names.catalogue(node.catalogue, on.faults)
    standing = on.standing(node)
    sheet = _sheet(node, on)
    if catalogue is None or isinstance(sheet, Refused):
        return None
    if sheet is None:
        entries, rows = _written(node, catalogue, on)
        return m.Listing(**standing, act=node.action, catalogue=catalogue, entries=entries, rows=rows)
    read = on.entries.read(sheet, catalogue, keys_only=node.action == "exclude")
    on.faults.found += read.faults
    path = sheet.source.path
    places = Rows(path, read.fields, read.starts)
    return m.Listing(**standing, act=node.action, catalogue=catalogue, entries=read.fields, rows=places, sheet=path)


def _sheet(node: s.Listing, on: Passage) -> Sheet | Refused | None:
    """The file that a statement names, with a fault where there is none; None where it names none."""
    if node.file is None:
        return None
    sheet = on.entries.find(on.faults.path, node.file.text)
    if isinstance(sheet, Refused):
        on.faults.add("value", sheet.reason, node, path=sheet.written)
    return sheet


def _written(
    node: s.Listing, catalogue: m.Catalogue, on: Passage
) -> tuple[Mapping[str, Fields], Mapping[str, m.Where]]:
    """The entries that stand in the text, and the place of each."""
    entries: dict[str, Fields] = {}
    rows: dict[str, m.Where] = {}
    for entry in node.entries:
        key = entry.key.text
        if not key.strip():
            on.faults.add("value", "sheet-empty-key", entry.key)
        elif key in entries:
            on.faults.add("duplicate", "key", entry.key, related=rows[key], key=key)
        else:
            rows[key] = on.faults.where(entry.key)
        entries.setdefault(key, () if node.action == "exclude" else _fields(entry, catalogue, on.faults))
    return entries, rows


def _fields(entry: s.CatalogueEntry, catalogue: m.Catalogue, faults: Faults) -> Fields:
    """The fields of an entry in the catalogue's order; one that is not there is empty."""
    found: dict[str, str] = {}
    for name, value in entry.fields:
        field = _field(catalogue, name.text, name, faults)
        if field in found:
            faults.add("duplicate", "clause", name, clause=name.text)
        elif field:
            found[field] = value.text
    return tuple([found.get(field, "") for field in catalogue.fields])


def bind_question(node: e.Within | e.Alike | e.Count, on: Binder) -> m.Expression | None:
    """What is asked of a catalogue."""
    return _count(node, on) if isinstance(node, e.Count) else _comparison(node, on)


def _count(node: e.Count, on: Binder) -> m.Expression | None:
    catalogue = on.names.catalogue(node.catalogue, on.faults)
    other = on.names.jurisdiction(node.other, on.faults) if node.other else None
    day = on.faults.read_day(node.day)
    field = _field(catalogue, node.field.text, node.field, on.faults) if catalogue and node.field else None
    if catalogue is None or (node.other and not other) or (node.field and not field) or (node.day and not day):
        return None
    return m.Asked(
        kind=NUMBER,
        where=on.where(node),
        question=_COUNTED[node.relation],
        catalogue=catalogue,
        jurisdiction=other,
        field=field or "",
        where_is=node.value.text if node.value else "",
        day=day,
    )


def _comparison(node: e.Within | e.Alike, on: Binder) -> m.Expression | None:
    other = on.names.jurisdiction(node.jurisdiction, on.faults)
    if isinstance(node, e.Within):
        catalogue, field = on.names.catalogue(node.catalogue, on.faults), ""
    else:
        catalogue, field = _with_field(node.catalogue, on)
    if catalogue is None or other is None:
        return None
    question = "within" if isinstance(node, e.Within) else "as"
    return m.Asked(
        kind=YES_NO, where=on.where(node), question=question, catalogue=catalogue, jurisdiction=other, field=field
    )


def _with_field(name: e.Name, on: Binder) -> tuple[m.Catalogue | None, str]:
    """The catalogue of a name, which may name one of its fields too: `drug.class`."""
    parts = name.text.split(".")
    heads = (".".join(parts[:cut]) for cut in range(len(parts) - 1, 0, -1))
    head = "" if on.names.knows(name.text, "catalogue") else next(filter(on.names.has_catalogue, heads), "")
    if not head:
        return on.names.catalogue(name, on.faults), ""
    bound = on.names.catalogue(e.Name(text=head, start=name.start, end=name.end), on.faults)
    field = _field(bound, name.text[len(head) + 1 :], name, on.faults) if bound else None
    return (bound, field) if field else (None, "")


def _field(catalogue: m.Catalogue, written: str, name: e.Name, faults: Faults) -> str | None:
    """The field of a catalogue by its name or label; a fault at its name where it is none."""
    field = catalogue.field(written)
    if field is None and written in catalogue.columns:
        faults.add("type", "sort", name, name=name.text, found="key", wanted="field")
    elif field is None:
        faults.add("name", "unknown", name, name=name.text, near=", ".join(catalogue.fields))
    return field
