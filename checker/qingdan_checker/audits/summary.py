"""What a head of department reads: one paragraph, one picture, and what comes first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from qingdan_checker.audits.facts import EXCUSED
from qingdan_checker.audits.tones import cited_cell, place_cell, tone
from qingdan_checker.messages.headlines import headline
from qingdan_checker.messages.language import counted
from qingdan_checker.messages.states import STATES
from qingdan_checker.paper import Cell, Section, Table, Text
from qingdan_checker.pictures.counts import Counted, counts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qingdan_checker.audits.facts import Audit
    from qingdan_checker.messages.book import Book
    from qingdan_checker.paper import Block

MOST_FIRST: Final = 10
"""How many of the gravest findings stand on the first page."""


def summary_of(audit: Audit, book: Book) -> Section:
    """The first section."""
    return Section(mark="summary", title=book.pick("Summary", "摘要"), blocks=tuple(_blocks(audit, book)))


def _blocks(audit: Audit, book: Book) -> Iterator[Block]:
    yield Text(text=_paragraph(audit, book), size="lead")
    if audit.places:
        yield _picture(audit, book)
    first = list(_first(audit, book))
    if first:
        yield Table(
            title=book.pick("What comes first", "最重要的问题"),
            heads=(book.pick("where", "地区"), book.pick("what", "问题"), book.pick("required by", "依据")),
            rows=tuple(first[:MOST_FIRST]),
            widths=(15, 55, 30),
        )
        if len(first) > MOST_FIRST:
            more = len(first) - MOST_FIRST
            yield Text(text=book.pick(f"{more} more below.", f"另有 {more} 项，见下文。"), size="small")
    if audit.faults:
        count = len(audit.faults)
        yield Text(
            text=book.pick(
                f"{counted(count, 'error')} in the sources left something out: what follows is not complete.",
                f"原文有 {count} 个错误，相关内容未参与校验：以下结果并不完整。",
            ),
            tone="breach",
        )


def _paragraph(audit: Audit, book: Book) -> str:
    graves, hints = sum(place.against for place in audit.places), sum(place.hints for place in audit.places)
    still_open = audit.count({"undetermined"})
    excused, good = audit.count(EXCUSED), audit.count({"within bounds"})
    places = sum(place.against > 0 for place in audit.places)
    silent = sum(entry.count("not checkable") + entry.count("not encoded") for entry in audit.entries)
    if book.language == "en":
        return (
            f"On {audit.day}, {counted(len(audit.places), 'jurisdiction')} {_was(len(audit.places))} held against"
            f" {counted(len(audit.rules), 'rule')}. Broken requirements and decisions beyond authority: {graves}, in"
            f" {counted(places, 'jurisdiction')}; recommendations not followed: {hints};"
            f" {counted(still_open, 'line')} cannot be judged for want of a figure; {counted(excused, 'departure')}"
            f" {'is' if excused == 1 else 'are'} excused for a time; {good} {'is' if good == 1 else 'are'} met."
            f" {counted(silent, 'article')} {'states' if silent == 1 else 'state'} duties or aims that no figure shows,"
            f" and {_was(silent)} not judged."
        )
    return (
        f"截至 {audit.day}，共将 {len(audit.places)} 个地区与 {len(audit.rules)} 条规则逐一核对："
        f"违反要求或超越权限 {graves} 项，涉及 {places} 个地区；未达到鼓励性规则 {hints} 项；"
        f"因缺少数字无法判定 {still_open} 项；"
        f"获批准、豁免或处于过渡期 {excused} 项；未超出 {good} 项。另有 {silent} 条为行为义务或目标，不能以数值校验。"
    )


def _was(count: int) -> str:
    return "was" if count == 1 else "were"


def _picture(audit: Audit, book: Book) -> Block:
    rows = [
        Counted(
            name=book.name(place.name),
            parts=tuple((state, place.count({state})) for state in STATES if place.count({state})),
        )
        for place in audit.places
    ]
    return counts(rows, book)


def _first(audit: Audit, book: Book) -> Iterator[tuple[Cell, ...]]:
    """The errors, then the warnings that are breaches, jurisdiction by jurisdiction."""
    found = [
        finding
        for place in audit.places
        for finding in place.findings
        if finding.code not in {"undetermined", "missing"} and finding.severity != "note"
    ]
    for finding in sorted(found, key=lambda one: one.severity != "error"):
        rule = book.report.rules.get(finding.rule or "")
        yield (
            place_cell(finding.jurisdiction or "", book),
            Cell(text=headline(finding, book), tone=tone("breach") if finding.severity == "error" else "undetermined"),
            cited_cell(rule.document, rule.article, book) if rule else Cell(text=""),
        )
