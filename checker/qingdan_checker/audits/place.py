"""A jurisdiction: every rule that it was held against, each finding as clause, bound, fact, difference and evidence."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final

from qingdan_checker.audits.tones import cited_cell, rule_cell, state_cell, tone
from qingdan_checker.messages.deadlines import deadline_row
from qingdan_checker.messages.headlines import headline
from qingdan_checker.messages.notes import Note, notes
from qingdan_checker.messages.states import excuse, lane_name, left
from qingdan_checker.paper import Card, Cell, Ref, Section, Table, Text
from qingdan_checker.pictures.band import band_picture

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qingdan_checker.audits.facts import Audit, Line, PlaceAudit
    from qingdan_checker.clock import Deadline
    from qingdan_checker.findings import Finding, Place
    from qingdan_checker.messages.book import Book
    from qingdan_checker.paper import Block, Tone

_LABELS: Final = {
    "amounts": ("where", "数额"),
    "case": ("fact", "事实"),
    "all": ("extent", "范围"),
    "sum": ("difference", "差额"),
    "rule": ("rule", "规则"),
    "made": ("evidence", "证据"),
    "gaps": ("lacks too", "另缺"),
    "keys": ("entries", "条目"),
    "reason": ("remark", "说明"),
    "source": ("source", "来源"),
    "since": ("time", "期间"),
    "draft": ("draft", "草案"),
    "help": ("what would help", "建议"),
}
"""What the notes of a finding are called in a report."""


def place_of(place: PlaceAudit, audit: Audit, book: Book) -> Section:
    """The section of a jurisdiction."""
    return Section(
        mark=f"place-{place.name.replace('.', '-')}" if place.name.isascii() else f"place-{audit.places.index(place)}",
        title=book.name(place.name),
        blocks=tuple(_blocks(place, audit, book)),
    )


def _blocks(place: PlaceAudit, audit: Audit, book: Book) -> Iterator[Block]:
    if not place.lines and not place.others:
        yield Text(text=book.pick("No rule binds it on this day.", "当日没有对其有约束力的规则。"))
        return
    if place.lines:
        yield verdicts_of(place, book)
    for _, group in groupby(place.rooms, key=lambda one: one.item):
        yield band_picture(list(group), book.name(place.name), book)
    for finding in sorted(place.findings, key=lambda one: ("error", "warning", "note").index(one.severity)):
        yield card_of(finding, audit, book)
    if place.deadlines:
        yield deadlines_of(place.deadlines, book)


def verdicts_of(place: PlaceAudit, book: Book) -> Table:
    """Every rule that a jurisdiction was held against: how it stands, in which case most narrowly."""
    return Table(
        title=book.pick(f"{book.name(place.name)}: verdicts", f"{book.name(place.name)}：各项判定"),
        heads=(
            book.pick("rule", "规则"),
            book.pick("required by", "依据"),
            book.pick("verdict", "判定"),
            book.pick("tightest case", "最紧的情形"),
            book.pick("margin", "余量"),
        ),
        rows=tuple(_line(line, book) for line in place.lines),
        widths=(25, 24, 16, 23, 12),
    )


def _line(line: Line, book: Book) -> tuple[Cell, ...]:
    tightest = line.verdict.tightest if line.verdict else None
    alike = dict(tightest.alike) if tightest else {}
    cell = tuple((name, part) for name, part in tightest.cell if name not in alike) if tightest else ()
    rule = book.report.rules.get(line.lane.rule)
    excused = excuse(line.stretch, book)
    days = left(line.stretch, book) if excused else ""
    return (
        rule_cell(line.lane.rule, book) if rule else Cell(text=lane_name(line.lane, book)),
        cited_cell(rule.document, rule.article, book) if rule else Cell(text=""),
        state_cell(line.standing, book),
        Cell(text=" ".join(part for part in (excused, days) if part) or book.cell(cell)),
        Cell(text=book.phrase(tightest.margin) if tightest and tightest.margin else ""),
    )


# ---- a finding


def card_of(finding: Finding, audit: Audit, book: Book) -> Card:
    """A finding with both texts cited and quoted, the sum that failed, and what made the numbers."""
    return Card(
        title=headline(finding, book),
        tone=_tone(finding),
        rows=tuple((label, cell) for label, cell in _rows(finding, audit, book) if cell.text),
        mark=finding.fingerprint[:12],
    )


def _tone(finding: Finding) -> Tone:
    if finding.code in {"approved", "declared", "tolerated", "undetermined"}:
        return tone(finding.code)
    return "breach" if finding.severity == "error" else "undetermined"


def _rows(finding: Finding, audit: Audit, book: Book) -> Iterator[tuple[str, Cell]]:
    yield book.pick("clause", "条款"), _clause(finding, book)
    yield book.pick("as written", "原句"), Cell(text=_quoted(finding.place, book), code=True)
    rule = book.report.rules.get(finding.rule or "")
    if rule:
        bound = f"{book.basis(rule)}{book.pick(': ', '：')}{book.demand(finding.rule or '')}"
        yield book.pick("bound", "依据"), cited_cell(rule.document, rule.article, book, bound)
        yield book.pick("bound as written", "依据原句"), Cell(text=_rule_text(rule.text, book), code=True)
        yield book.pick("original text", "原文引述"), Cell(text=audit.quotation(rule.place))
    for related in finding.related:
        if related.role != "rule" and related.document:
            yield book.pick("see also", "另见"), cited_cell(related.document, related.article, book)
    yield from _noted(notes(finding, book), book)


def _noted(found: Sequence[Note], book: Book) -> Iterator[tuple[str, Cell]]:
    for note in found:
        english, chinese = _LABELS[note.tag]
        if note.tag != "rule":  # the bound is quoted already
            yield book.pick(english, chinese), Cell(text=note.text)


def _clause(finding: Finding, book: Book) -> Cell:
    """The local provision: the article at the finding's own place, with file and line."""
    step = next((one for one in finding.trace if one.place == finding.place), None)
    document, article = (step.document, step.article) if step else ("", "")
    if not document and not finding.rule:
        document, article = finding.document, finding.article
    where = f"{finding.place.file}:{finding.place.line}"
    if not document:
        return Cell(text=where)
    ref = Ref(sort="document", name=document, article=article, line=finding.place.line)
    return Cell(text=f"{book.citation(document, article)}{book.pick(' (', '（')}{where}{book.pick(')', '）')}", ref=ref)


def _quoted(place: Place, book: Book) -> str:
    """The line of the source at a place."""
    lines = book.report.sources.get(place.file, "").split("\n")
    return lines[place.line - 1].strip() if place.line <= len(lines) else ""


def _rule_text(text: str, book: Book) -> str:
    return book.phrase(" ".join(text.split()))


# ---- days


def deadlines_of(deadlines: Sequence[Deadline], book: Book) -> Table:
    """What runs out, and what begins."""
    return Table(
        title=book.pick("Days to watch", "期限"),
        heads=(
            book.pick("days", "天数"),
            book.pick("day", "日期"),
            book.pick("what", "事项"),
            book.pick("about", "关于"),
            book.pick("set by", "依据"),
        ),
        rows=tuple(_deadline(one, book) for one in deadlines),
        widths=(10, 18, 16, 28, 28),
    )


def _deadline(one: Deadline, book: Book) -> tuple[Cell, ...]:
    _, day, what, about, _, cited = deadline_row(one, "", book)
    return Cell(text=str(one.days)), Cell(text=day), Cell(text=what), Cell(text=about), Cell(text=cited)
