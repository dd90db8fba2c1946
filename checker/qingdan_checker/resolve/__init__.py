"""Trees to the model: every name bound, kinds agreed, or a fault; what has a fault takes no part."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qingdan_checker import model as m
from qingdan_checker.resolve.declarations import SORTS, Declarer, entry_of
from qingdan_checker.resolve.documents import Draft, Reading, declare_rules, read_articles, read_header, read_rules
from qingdan_checker.resolve.names import Entry, Faults, Names
from qingdan_checker.resolve.statements import bind_case
from qingdan_dsl.syntax import declarations as d
from qingdan_dsl.syntax import statements as s

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qingdan_dsl.source import Fault

__all__ = ["resolve"]


def resolve(files: Sequence[d.File], *, drafts: bool = True) -> m.Model:
    """The model of a set of files. Order and names of the files carry no meaning.

    Without `drafts`, documents with the status draft take no part, though their names stay declared.
    """
    files = sorted(files, key=lambda file: file.path)
    faults: list[Fault] = [fault for file in files for fault in file.faults]
    left_out = [f"file {file.path}" for file in files if file.broken]
    names = Names()
    declarer = Declarer(names)
    placed = _declare(files, names, declarer)
    _bind_words(placed, declarer)
    reading = Reading(names=names, jurisdictions=declarer.jurisdictions)
    _read_documents(placed.get("document", []), reading, drafts=drafts)
    _read_loose_cases(files, reading)
    faults += names.faults + reading.faults + [fault for one in declarer.faults for fault in one.found]
    return m.Model(
        axes=_bound(names, m.Dimension) | _bound(names, m.Measure),
        groups=_bound(names, m.Term),
        items=_bound(names, m.Item),
        statistics=_bound(names, m.Statistic),
        defines=_bound(names, m.Define),
        catalogues=_bound(names, m.Catalogue),
        jurisdictions=declarer.jurisdictions,
        documents=reading.documents,
        rules=reading.rules,
        statements=tuple(reading.statements),
        examples=tuple(reading.examples),
        articles=tuple(reading.articles),
        faults=tuple(sorted(set(faults), key=lambda fault: (fault.path, fault.span, fault.code, fault.reason))),
        left_out=tuple(sorted({*left_out, *declarer.left_out, *reading.left_out})),
    )


Placed = dict[str, list[tuple[str, Any, Entry]]]


def _declare(files: Sequence[d.File], names: Names, declarer: Declarer) -> Placed:
    """Declares every name of every file, in the order of path and place; those of broken files stay unbound.

    What is declared a second time takes no part: its errors are told, but its entry stands for nothing.
    """
    placed: Placed = {}
    for file in files:
        for one in file.declared:
            where = m.Where(path=file.path, span=one.span)
            names.declare(Entry(sort=one.sort, name=one.name, label=one.label, where=where))
        for node in file.declarations:
            if isinstance(node, s.Case):
                continue
            entry = entry_of(file.path, node, SORTS[type(node)])
            names.declare(entry)
            placed.setdefault(entry.sort, []).append((file.path, node, entry))
            if isinstance(node, d.Dimension):
                declarer.declare_members(file.path, node)
    return placed


def _bind_words(placed: Placed, declarer: Declarer) -> None:
    for path, node, entry in placed.get("dimension", []):
        declarer.dimension(path, node, entry)
    for path, node, entry in placed.get("measure", []):
        declarer.measure(path, node, entry)
    for path, node, entry in placed.get("group", []):
        declarer.group(path, node, entry)
    for path, node, entry in placed.get("item", []):
        declarer.item(path, node, entry)
    for path, node, entry in placed.get("statistic", []):
        declarer.statistic(path, node, entry)
    for path, node, entry in placed.get("catalogue", []):
        declarer.catalogue(path, node, entry)
    for path, node, entry in placed.get("define", []):
        declarer.define(path, node, entry)
    jurisdictions = placed.get("jurisdiction", [])
    declarer.note_ranks(jurisdictions)
    declarer.all_jurisdictions(jurisdictions)
    declarer.define_expressions(placed.get("define", []))


def _read_documents(placed: Sequence[tuple[str, d.Document, Entry]], reading: Reading, *, drafts: bool) -> None:
    rules = [declare_rules(path, node, reading.names) for path, node, _ in placed]
    read: list[Draft] = []
    for (path, node, entry), entries in zip(placed, rules, strict=True):
        document = read_header(path, node, entry, reading)
        if document.draft and not drafts:
            reading.documents.pop(document.name, None)
            entry.bound = None
        whole = reading.documents.get(document.name) is document
        read.append(Draft(path=path, node=node, document=document, whole=whole, rules=entries))
    for draft in read:
        read_rules(draft, reading)
    for draft in read:
        read_articles(draft, reading)


def _read_loose_cases(files: Sequence[d.File], reading: Reading) -> None:
    nation = next((place for place in reading.jurisdictions.values() if place.rank == "nation"), None)
    for file in files:
        for node in file.declarations:
            if isinstance(node, s.Case):
                faults = Faults(path=file.path)
                case = bind_case(
                    node, names=reading.names, rules=reading.rules, faults=faults, document=None, nation=nation
                )
                reading.faults.extend(faults.found)
                if case:
                    reading.examples.append(case)
                else:
                    reading.left_out.append(f"case {file.path}:{node.label.text}")


def _bound(names: Names, sort: type) -> dict[str, Any]:
    return {name: entry.bound for name, entry in names.entries.items() if isinstance(entry.bound, sort)}
