"""The page of a document, article by article: the quotation, what it means, who is bound, who cites whom."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from qingdan_checker.audits.facts import is_within
from qingdan_checker.messages.language import Sentence
from qingdan_checker.messages.states import days
from qingdan_checker.sites.desk import Desk
from qingdan_checker.sites.links import article_mark, line_mark, page_of
from qingdan_checker.sites.markdown import badge, fenced, heading, paragraph, plain, span, table
from qingdan_checker.timeline import STATES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from qingdan_checker.audits.facts import Line
    from qingdan_checker.citations import Citation, Written
    from qingdan_checker.ledger import Article, Entry
    from qingdan_checker.messages.book import Book
    from qingdan_checker.sites.desk import Page
    from qingdan_checker.sites.facts import Site

MOST_NAMED: Final = 12
"""Jurisdictions and articles that one line names."""

_DECIDING: Final = frozenset({"set", "adjust", "list", "include", "exclude"})

_CITES: Final = {
    "repeals": Sentence("repeals", "废止"),
    "amends": Sentence("amends", "修改"),
    "delegated-by": Sentence("authorised by", "授权依据"),
    "approves": Sentence("approves a deviation from", "批准偏离"),
    "waives": Sentence("waives", "豁免"),
    "declares": Sentence("declares a deviation from", "声明偏离"),
}
_CITED: Final = {
    "repeals": Sentence("repealed by", "被废止"),
    "amends": Sentence("amended by", "被修改"),
    "delegated-by": Sentence("authority used by", "据此作出规定"),
    "approves": Sentence("deviation approved by", "批准偏离的文件"),
    "waives": Sentence("waived by", "豁免的文件"),
    "declares": Sentence("deviation declared by", "声明偏离的文件"),
}


def document_page(name: str, site: Site, book: Book) -> Page:
    """The page of one document."""
    desk = Desk(site, book, page_of("document", name))
    facts = site.report.documents[name]
    title = book.pick(facts.english or facts.title or name, facts.title or name)
    return desk.page(title, _lines(name, title, desk))


def _lines(name: str, title: str, desk: Desk) -> Iterator[str]:
    entry = desk.site.entries.get(name)
    yield from (heading(1, title), "")
    yield from desk.facts(_facts(name, entry, desk))
    marks: Counter[str] = Counter()
    for article in entry.articles if entry else ():
        yield from _article(name, article, marks, desk)


def _facts(name: str, entry: Entry | None, desk: Desk) -> Iterator[tuple[str, str]]:
    facts = desk.site.report.documents[name]
    yield desk.pick("name in the files", "文件中的名称"), f"<code>{plain(name)}</code>"
    yield desk.pick("number", "文号"), plain(facts.number)
    yield desk.pick("issued by", "印发机关所在地区"), desk.place(facts.issuer)
    yield desk.pick("issued on", "印发日期"), plain(str(facts.issued or ""))
    yield desk.pick("in force", "有效期间"), _status(name, desk)
    yield desk.pick("encoded from", "录入依据"), plain(desk.book.half(facts.source))
    yield desk.pick("file", "文件位置"), f"<code>{plain(entry.file)}</code>" if entry else ""
    yield from _citations(desk.site.citing.get((name, ""), ()), desk, _CITES, lambda one: one.cited)
    yield from _citations(desk.site.cited_by.get((name, ""), ()), desk, _CITED, lambda one: one.citing)


def _status(name: str, desk: Desk) -> str:
    """From when to when a document is in force, and whether it is so on the day of the site."""
    start, until = desk.site.register.documents[name]
    marks = []
    if desk.site.report.documents[name].draft:
        marks.append(desk.draft())
    if not desk.site.is_in_force(start, until):
        marks.append(badge(desk.pick("not in force", "当日不在有效期内"), "faint"))
    return " ".join([plain(_stretch(start, until, desk)), *marks])


# ---- an article


def _article(document: str, one: Article, marks: Counter[str], desk: Desk) -> Iterator[str]:
    book = desk.book
    title = f"{book.article(one.id)}{book.pick(' ', '　')}{one.title}".strip()
    yield from (heading(2, title, _once(article_mark(one.id), marks)), "")
    if one.text:
        yield from (f"> {paragraph(one.text)}", "")
    if one.reason:
        said = desk.pick("Not judged: ", "未校验：") + book.half(one.reason)
        yield from (f"{paragraph(said)}\n{{: .qd-small }}", "")
    for written in desk.site.statements(document, one):
        yield from _statement(written, marks)
    yield from desk.facts(_about(document, one, desk))


def _once(mark: str, marks: Counter[str]) -> str:
    """A mark that no other part of the page bears."""
    marks[mark] += 1
    return mark if marks[mark] == 1 else f"{mark}-{marks[mark]}"


def _statement(one: Written, marks: Counter[str]) -> Iterator[str]:
    yield from (f'<div class="qd-statement" id="{_once(line_mark(one.place.line), marks)}" markdown="1">', "")
    yield from fenced(one.text, "qingdan")
    yield from ("", "</div>", "")


def _about(document: str, article: Article, desk: Desk) -> Iterator[tuple[str, str]]:
    site, where = desk.site, (document, article.id)
    written = site.statements(document, article)
    matters = dict.fromkeys(matter for one in written for matter in one.matters)
    yield desk.pick("speaks of", "涉及事项"), desk.several(desk.matter(one) for one in matters)
    for one in written:
        if one.rule:
            yield desk.pick("rule", "规则"), _rule(one, desk)
    yield desk.pick("must meet", "须符合"), _held_to(document, article, written, desk)
    yield from _citations(site.citing.get(where, ()), desk, _CITES, lambda one: one.cited)
    yield from _citations(site.cited_by.get(where, ()), desk, _CITED, lambda one: one.citing)
    yield desk.pick("in force", "有效期间"), plain(_times(written, desk))


def _rule(one: Written, desk: Desk) -> str:
    """A rule with whom it binds, those first that do not meet it, and how it stands there."""
    lines = sorted(desk.site.lines.get(one.rule, ()), key=lambda held: STATES.index(held[1].state))
    shown = [f"{desk.place(place)} {desk.verdict(line)}" for place, line in lines[:MOST_NAMED]]
    more = len(lines) - len(shown)
    said = desk.pick(": binds ", "，约束：") + desk.several(shown) if shown else ""
    rest = desk.pick(f" and {more} more, on the rule's page", f" 等 {len(lines)} 个地区，见规则页") if more > 0 else ""
    return f"{desk.rule(one.rule)} ({plain(desk.book.word(desk.site.report.rules[one.rule].force))}){said}{rest}"


def _held_to(document: str, article: Article, written: Sequence[Written], desk: Desk) -> str:
    """The rules that what an article decides today is held to; where one is not met, if the article is a reason."""
    site = desk.site
    decided = {
        matter
        for one in written
        if one.act in _DECIDING and site.is_in_force(one.start, one.until)
        for matter in one.matters
    }
    audit = site.place_audits.get(site.report.documents[document].issuer)
    lines = [line for line in audit.lines if _uses(line, decided, site)] if audit else []
    lines.sort(key=lambda line: STATES.index(line.state))
    shown = [f"{desk.rule(line.lane.rule)} {desk.verdict(line)}" for line in lines if _is_behind(article, line)]
    return desk.pick("; ", "；").join(shown)


def _is_behind(article: Article, line: Line) -> bool:
    """Whether an article made one of the numbers of a finding; where there is none, all is well with it."""
    places = [step.place for one in line.findings for step in one.trace]
    return not line.findings or any(is_within(place, article.place) for place in places)


def _uses(line: Line, decided: set[str], site: Site) -> bool:
    rule = site.report.rules.get(line.lane.rule)
    return rule is not None and bool(decided & set(rule.uses))


def _citations(
    found: Sequence[Citation], desk: Desk, words: dict[str, Sentence], other: object
) -> Iterator[tuple[str, str]]:
    for how, sentence in words.items():
        ones = [other(one) for one in found if one.how == how]  # type: ignore[operator]  # a function of the two above
        ones = [one for one in dict.fromkeys(ones) if one[0] in desk.site.known["document"]]
        said = [desk.cited(*one) for one in ones[:MOST_NAMED]]
        more = len(ones) - len(said)
        rest = desk.pick(f" and {more} more", f" 等 {len(ones)} 条") if more > 0 else ""
        yield sentence.say(desk.book.language), desk.pick("; ", "；").join(said) + rest


def _times(written: Sequence[Written], desk: Desk) -> str:
    stretches = dict.fromkeys((one.start, one.until) for one in written)
    return desk.pick("; ", "；").join(_stretch(*one, desk) for one in stretches)


def _stretch(start: date | None, until: date | None, desk: Desk) -> str:
    if start and until and until < start:
        return desk.pick("never", "未曾有效")
    return days(start, until, desk.book)


# ---- all documents


def documents_index(site: Site, book: Book) -> Page:
    """All documents by issuer and date, with what of each is encoded."""
    desk = Desk(site, book, "documents/index.md")
    title = book.pick("Documents", "文件")
    order = {name: at for at, name in enumerate(site.places)}
    names = sorted(site.documents, key=lambda one: (order[site.report.documents[one].issuer], one))
    heads = [
        book.pick("document", "文件"),
        book.pick("title", "标题"),
        book.pick("issued by", "印发"),
        book.pick("issued on", "日期"),
        book.pick("articles", "条"),
        book.pick("not judged", "未校验"),
    ]
    rows = [_row(name, desk) for name in names]
    return desk.page(title, [heading(1, title), "", *table([plain(one) for one in heads], rows)])


def _row(name: str, desk: Desk) -> list[str]:
    facts = desk.site.report.documents[name]
    entry = desk.site.entries[name]
    silent = entry.count("not checkable") + entry.count("not encoded")
    return [
        desk.document(name),
        plain(desk.pick(facts.english or facts.title, facts.title)),
        desk.place(facts.issuer),
        plain(str(facts.issued or "")) + (desk.draft() if facts.draft else ""),
        str(len(entry.articles)),
        span(str(silent), "qd-faint"),
    ]
