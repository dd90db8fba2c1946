"""Trees to the model: every name bound, kinds agreed, or a fault; what has a fault takes no part."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, TypeVar

from qingdan_checker import model as m
from qingdan_checker.resolve.declarations import BINDERS
from qingdan_checker.resolve.defines import bind_meanings
from qingdan_checker.resolve.desk import Desk, Placed, placed
from qingdan_checker.resolve.documents import Reading, read_documents, read_loose_case
from qingdan_checker.resolve.entries import EntryReader
from qingdan_checker.resolve.jurisdictions import bind_jurisdictions
from qingdan_checker.resolve.names import Entry, Names
from qingdan_dsl.syntax import declarations as d
from qingdan_dsl.syntax import statements as s

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from qingdan_checker.sheets import Sheets

__all__ = ["NO_SHEETS", "resolve"]

_Sort = TypeVar("_Sort")


NO_SHEETS: Final[Sheets] = MappingProxyType({})
"""No statement names a file."""


def resolve(files: Sequence[d.File], sheets: Sheets = NO_SHEETS, *, drafts: bool = True) -> m.Model:
    """The model of a set of files. Order and names of the files carry no meaning.

    `sheets` are the files with entries that statements name. Without `drafts`, documents with the status draft take
    no part, though their names stay declared.
    """
    files = sorted(files, key=lambda file: file.path)
    names = Names()
    desk = Desk(names)
    announced = _declare(files, names, desk)
    jurisdictions = _bind_words(announced, desk)
    reading = Reading(names=names, jurisdictions=jurisdictions, entries=EntryReader(sheets))
    read_documents(announced.get("document", ()), reading, drafts=drafts)
    for file in files:
        for node in file.declarations:
            if isinstance(node, s.Case):
                read_loose_case(file.path, node, reading)
    return _model(files, desk, reading)


def _declare(files: Sequence[d.File], names: Names, desk: Desk) -> Mapping[str, Sequence[Placed[Any]]]:
    """Declares every name of every file, in the order of path and place; those of broken files stay unbound.

    What is declared a second time takes no part: its errors are told, but its entry stands for nothing.
    """
    found: dict[str, list[Placed[Any]]] = {}
    for file in files:
        for name in file.declared:
            where = m.Where(path=file.path, span=name.span)
            names.declare(Entry(sort=name.sort, name=name.name, label=name.label, where=where))
        for node in file.declarations:
            if isinstance(node, s.Case):
                continue
            one = placed(file.path, node)
            names.declare(one.entry)
            found.setdefault(one.entry.sort, []).append(one)
            if isinstance(node, d.Dimension):
                desk.declare_members(file.path, node)
    return found


def _bind_words(announced: Mapping[str, Sequence[Placed[Any]]], desk: Desk) -> dict[str, m.Jurisdiction]:
    """Binds all declarations but the documents; gives the jurisdictions."""
    for sort, bind in BINDERS.items():
        for one in announced.get(sort, ()):
            bind(one, desk)
    jurisdictions = bind_jurisdictions(announced.get("jurisdiction", ()), desk)
    bind_meanings(announced.get("define", ()), desk)
    return jurisdictions


def _model(files: Sequence[d.File], desk: Desk, reading: Reading) -> m.Model:
    names = desk.names
    faults = {*names.faults, *desk.faults, *reading.faults, *(fault for file in files for fault in file.faults)}
    broken = [f"file {file.path}" for file in files if file.broken]
    return m.Model(
        axes={**_bound(names, m.Dimension), **_bound(names, m.Measure)},
        groups=_bound(names, m.Term),
        items=_bound(names, m.Item),
        statistics=_bound(names, m.Statistic),
        defines=_bound(names, m.Define),
        catalogues=_bound(names, m.Catalogue),
        jurisdictions=reading.jurisdictions,
        documents=reading.documents,
        rules=reading.rules,
        statements=tuple(reading.statements),
        examples=tuple(reading.examples),
        articles=tuple(reading.articles),
        labels=names.labels(),
        faults=tuple(sorted(faults, key=lambda fault: (fault.path, fault.span, fault.code, fault.reason))),
        left_out=tuple(sorted({*broken, *desk.left_out, *reading.left_out})),
    )


def _bound(names: Names, sort: type[_Sort]) -> dict[str, _Sort]:
    """All names that stand for things of one sort."""
    return {name: entry.bound for name, entry in names.entries.items() if isinstance(entry.bound, sort)}
