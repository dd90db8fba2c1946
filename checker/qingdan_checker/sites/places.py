"""The page of a jurisdiction: what holds there, what was found of it, its documents, its time line."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from qingdan_checker.audits.place import card_of, deadlines_of, verdicts_of
from qingdan_checker.messages.states import first_day, grounds, lane_name
from qingdan_checker.paper import Card, Cell, Ref
from qingdan_checker.pictures.timeline import picture
from qingdan_checker.sites.desk import Desk
from qingdan_checker.sites.links import page_of
from qingdan_checker.sites.markdown import folded, heading, paragraph, plain, table
from qingdan_checker.sites.tables import in_effect

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qingdan_checker.audits.facts import PlaceAudit
    from qingdan_checker.findings import Finding
    from qingdan_checker.messages.book import Book
    from qingdan_checker.sites.desk import Page
    from qingdan_checker.sites.facts import Site
    from qingdan_checker.standing import Entry, Listed
    from qingdan_checker.timeline import Lane

_SEVERITIES: Final = ("error", "warning", "note")
MOST_BELOW: Final = 400
"""Jurisdictions below one that its page lists."""


def place_page(name: str, site: Site, book: Book) -> Page:
    """The page of one jurisdiction."""
    desk = Desk(site, book, page_of("jurisdiction", name))
    return desk.page(book.name(name), _lines(name, desk))


def _lines(name: str, desk: Desk) -> Iterator[str]:
    yield from (heading(1, desk.book.name(name)), "")
    yield from desk.facts(_facts(name, desk))
    audit = desk.site.place_audits.get(name)
    yield from _tables(name, desk)
    yield from _lists(name, desk)
    yield from _findings(audit, desk) if audit else ()
    yield from _documents(name, desk)
    yield from _timeline(name, desk)


def _facts(name: str, desk: Desk) -> Iterator[tuple[str, str]]:
    book, site = desk.book, desk.site
    yield desk.pick("name in the files", "文件中的名称"), f"<code>{plain(name)}</code>"
    yield desk.pick("level", "层级"), plain(book.word(site.standing[name].rank))
    parent = site.report.parents[name]
    yield desk.pick("above it", "上级"), desk.place(parent) if parent else ""
    below = site.below.get(name, ())
    yield desk.pick("below it", "下级"), desk.several(desk.place(one) for one in below[:MOST_BELOW])
    decides = site.standing[name].decides
    said = f"{len(decides)}" + desk.pick(" items and catalogues", " 项事项和目录")
    yield desk.pick("may decide", "有权决定"), plain(said)
    audit = site.place_audits.get(name)
    yield desk.pick("verdicts", "判定"), desk.counts(audit) if audit else ""


# ---- findings


def _findings(audit: PlaceAudit, desk: Desk) -> Iterator[str]:
    if not audit.lines and not audit.others:
        return
    found = sorted(audit.findings, key=lambda one: _SEVERITIES.index(one.severity))
    yield from (heading(2, desk.pick("Verdicts and findings", "判定与问题"), "findings"), "")
    if audit.lines:
        yield from desk.writer.block(verdicts_of(audit, desk.book))
    for finding in found:
        yield from desk.writer.block(_card(finding, desk))
    if audit.deadlines:
        yield from desk.writer.block(deadlines_of(audit.deadlines, desk.book))


def _card(finding: Finding, desk: Desk) -> Card:
    """A finding as the audit report has it, with the way to every provision behind its numbers."""
    card = card_of(finding, desk.site.audit, desk.book)
    cited = {(step.document, step.article): step.place.line for step in finding.trace if step.document}
    parts = [
        Cell(text=desk.book.citation(*where), ref=Ref(sort="document", name=where[0], article=where[1], line=line))
        for where, line in cited.items()
    ]
    row = (desk.pick("provisions", "所据条文"), Cell(text="", parts=tuple(parts)))
    return replace(card, rows=(*card.rows, row)) if parts else card


# ---- tables and lists


def _tables(name: str, desk: Desk) -> Iterator[str]:
    tables = desk.site.standing[name].tables
    if not tables:
        return
    said = f"What holds on {desk.site.day}", f"{desk.site.day} 生效的待遇"
    yield from (heading(2, desk.pick(*said), "tables"), "")
    for one in tables:
        yield from in_effect(name, one, desk)


def _lists(name: str, desk: Desk) -> Iterator[str]:
    lists = desk.site.standing[name].lists
    if lists:
        yield from (heading(2, desk.pick("Catalogues", "目录"), "lists"), "")
    for one in lists:
        title = desk.called(one.catalogue)
        size = desk.pick(f"{one.size:,} entries; changed here: ", f"共 {one.size:,} 项；本地区改动：")
        yield from (f"{desk.matter(one.catalogue)}{desk.pick(': ', '：')}{plain(size)}{_changes(one)}", "")
        if desk.site.report.parents[name]:  # the whole list stands on the catalogue's own page
            yield from changes(one, title, desk)


def _changes(one: Listed) -> str:
    return f"+{len(one.changed):,} −{len(one.removed):,}"


def changes(one: Listed, title: str, desk: Desk) -> Iterator[str]:
    """What a jurisdiction's list has that its parent's has not, or has otherwise, and what it has not."""
    book = desk.book
    heads = [
        plain(text) for text in (desk.pick("change", "改动"), *map(book.name, one.columns), desk.pick("from", "依据"))
    ]
    rows = [entry_row("+", entry, len(one.columns) - 1, desk) for entry in one.changed]
    rows += [entry_row("−", entry, len(one.columns) - 1, desk) for entry in one.removed]
    yield from table(heads, rows, title=title)


def entry_row(sign: str, entry: Entry, fields: int, desk: Desk) -> Sequence[str]:
    """An entry as a row: a sign, the key, its fields, the provisions that made it so."""
    disputed = desk.pick("disputed", "规定不一")
    said = [plain(disputed if one is None else desk.book.phrase(one)) for one in entry.fields]
    said += [""] * (fields - len(said))
    return [sign, desk.value(entry.key, entry.steps), *said, desk.sources(entry.steps)]


# ---- documents and time


def _documents(name: str, desk: Desk) -> Iterator[str]:
    site = desk.site
    own = [one for one in site.documents if site.report.documents[one].issuer == name]
    if not own:
        return
    yield from (heading(2, desk.pick("Its documents", "本级文件"), "documents"), "")
    heads = [desk.pick("document", "文件"), desk.pick("title", "标题"), desk.pick("issued", "印发日期")]
    rows = []
    for one in sorted(own, key=lambda each: (str(site.report.documents[each].issued or ""), each)):
        facts = site.report.documents[one]
        title = desk.pick(facts.english or facts.title, facts.title)
        rows.append(
            [desk.document(one), plain(title), plain(str(facts.issued or "")) + (desk.draft() if facts.draft else "")]
        )
    yield from table([plain(head) for head in heads], rows)


def _timeline(name: str, desk: Desk) -> Iterator[str]:
    lanes = [lane for lane in desk.site.lanes if lane.jurisdiction == name]
    if not lanes:
        return
    book, report = desk.book, desk.site.report
    title = desk.pick("Time line", "时间线")
    yield from (heading(2, title, "timeline"), "")
    about = desk.pick(f"Time line of {book.name(name)}; in words below", f"{book.name(name)}时间线，文字见下")
    yield from desk.picture(picture(report, lanes, [book]), title, about)
    yield from folded(desk.pick("The same in words", "文字"), _stretches(lanes, desk))


def _stretches(lanes: Sequence[Lane], desk: Desk) -> Iterator[str]:
    book = desk.book
    heads = [
        plain(one)
        for one in (
            desk.pick("rule", "规则"),
            desk.pick("state", "状态"),
            desk.pick("from", "自"),
            desk.pick("until", "至"),
            desk.pick("where, or what excuses it", "位置，或免除的依据"),
        )
    ]
    rows = []
    for lane in lanes:
        said = desk.rule(lane.rule) if lane.rule else plain(lane_name(lane, book))
        for one in lane.stretches:
            until = plain(str(one.until or ""))
            where = desk.cited(one.document, one.article) if one.document else plain(grounds(one, book))
            rows.append([said, desk.state(one.state), plain(first_day(one, book)), until, where])
    yield from table(heads, rows)


def places_index(site: Site, book: Book) -> Page:
    """All jurisdictions as a tree, each with its verdicts."""
    desk = Desk(site, book, "places/index.md")
    title = book.pick("Jurisdictions", "地区")
    intro = book.pick(
        "Every jurisdiction below the one above it, with its verdicts on the day of this site.",
        "各地区按上下级排列，并列出本站所示日期的判定。",
    )
    lines = [heading(1, title), "", paragraph(intro), "", *tree(desk)]
    return desk.page(title, lines)


def tree(desk: Desk) -> Iterator[str]:
    """The jurisdictions, those below another under it."""
    todo = [(name, 0) for name in reversed(desk.site.below.get("", ()))]
    while todo:
        name, depth = todo.pop()
        yield f"{'    ' * min(depth, 8)}- {desk.place(name)}{_badges(name, desk)}"
        todo += [(one, depth + 1) for one in reversed(desk.site.below.get(name, ()))]
    yield ""


def _badges(name: str, desk: Desk) -> str:
    audit = desk.site.place_audits.get(name)
    return f" {desk.counts(audit, ('not applicable',))}" if audit else ""
