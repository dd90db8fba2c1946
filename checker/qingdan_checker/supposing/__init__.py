"""What if: numbers that a jurisdiction has not written, as a further amendment of its own, in force on the judged day.

`hengshui: inpatient.ratio[resident, secondary, tcm] = 85%` becomes the text of a document that amends all that
hengshui has issued. Where the item is adjusted, the document also holds the sum of all changes to the number that was
written (`up to 85% down to 85%`), so that the cell is that number, and not that number with a change on top. Whatever
else follows is the language's own meaning: who may decide, what lies below, which rules bind.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from qingdan_checker import model as m
from qingdan_checker.resolve import resolve
from qingdan_checker.supposing.amending import Amendments
from qingdan_checker.supposing.reading import SupposingError, read
from qingdan_checker.wording import region_said, said
from qingdan_dsl.parse import parse
from qingdan_dsl.source import Source

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from qingdan_checker.findings import Finding, Report
    from qingdan_checker.sheets import Sheets
    from qingdan_checker.supposing.reading import Supposition
    from qingdan_dsl.syntax.declarations import File

__all__ = ["WHAT_IF", "Repository", "Supposed", "SupposingError", "as_supposed", "suppose"]

WHAT_IF: Final = "<what-if>"
"""The path of the supposed text; no checked path begins with a `<`."""

MOST: Final = 1_000
"""Suppositions of one run."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Repository:
    """What is supposed of: trees, texts, files with entries, whether drafts count, the paths that were asked for."""

    files: Sequence[File]
    sources: Mapping[str, Source]
    sheets: Sheets
    drafts: bool
    checked: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Supposed:
    """The trees and texts with what is supposed; `told` says that in the words of the language, one text each."""

    files: tuple[File, ...]
    sources: Mapping[str, Source]
    told: tuple[str, ...]


def suppose(repository: Repository, written: Sequence[str], day: date) -> Supposed:
    """The repository as if the numbers that are written were decided, from a day on. Raises SupposingError."""
    if len(written) > MOST:
        raise SupposingError("many", MOST)
    suppositions = [read(text, which) for which, text in enumerate(written)]
    model = resolve(repository.files, repository.sheets, drafts=repository.drafts)
    writer = Amendments(model, day)
    by_place: dict[m.Jurisdiction, list[Supposition]] = {}
    for one in suppositions:
        by_place.setdefault(_place(one, model, repository.checked), []).append(one)
    for place, ones in by_place.items():
        writer.document(place, ones)
    source = Source(path=WHAT_IF, text=writer.text, code=writer.text)
    file = parse(source)
    writer.blame(file.faults, source)
    writer.blame_more(file)
    files = (*repository.files, file)
    supposed = resolve(files, repository.sheets, drafts=repository.drafts)
    writer.blame([fault for fault in supposed.faults if fault.path == WHAT_IF], source)
    return Supposed(files=files, sources={**repository.sources, WHAT_IF: source}, told=_told(supposed))


def _told(model: m.Model) -> tuple[str, ...]:
    """What is supposed, by place and in the order of the command line."""
    decided = (one for one in model.statements if isinstance(one, m.Deciding) and one.where.path == WHAT_IF)
    provisions = (each for one in decided if one.act == "set" for each in one.provisions)
    return tuple(_said(one) for one in sorted(provisions, key=lambda one: one.where.span))


def _said(one: m.Provision) -> str:
    item = one.statement.item
    selector = region_said(one.region, [axis.name for axis in item.dimensions])
    cells = f"[{selector}]" if selector else ""
    return f"{one.statement.issuer.name}: {item.name}{cells} = {said(one.value) if one.value else 'unknown'}"


def as_supposed(report: Report, told: tuple[str, ...]) -> Report:
    """A report that says what is supposed. What is found of both statements of one supposition is said once."""
    kept: dict[object, Finding] = {}
    for one in report.findings:
        about = (one.code, one.reason, one.anchor, one.jurisdiction, one.start, one.until)
        kept[about if one.place.file == WHAT_IF and one.rule is None else id(one)] = one
    digests = {path: digest for path, digest in report.digests.items() if path != WHAT_IF}
    return replace(report, supposed=told, findings=tuple(kept.values()), digests=digests)


# ---- whose number it is


def _place(one: Supposition, model: m.Model, checked: frozenset[str]) -> m.Jurisdiction:
    """The jurisdiction that is named, else the only one that issues what is checked."""
    if one.place.text:
        name = one.place.text.strip("`")
        found = model.jurisdictions.get(name) or _by_label(name, model)
        if found is None:
            raise SupposingError("jurisdiction", one.which, one.place.start, one.place.end)
        return found
    issuers = {document.issuer for document in model.documents.values() if document.where.path in checked}
    if len(issuers) != 1:
        names = tuple(sorted(issuer.name for issuer in issuers))
        raise SupposingError("choice", one.which, one.item.start, one.item.end, names=names)
    return issuers.pop()


def _by_label(label: str, model: m.Model) -> m.Jurisdiction | None:
    found = [place for place in model.jurisdictions.values() if place.label == label]
    return found[0] if len(found) == 1 else None
