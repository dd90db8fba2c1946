"""The first page, and those that are lists: findings, terms, what is not judged, the receipt."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from qingdan_checker.audits.matrix import matrix_of
from qingdan_checker.audits.receipt import ledger_of, receipt_of
from qingdan_checker.audits.summary import summary_of
from qingdan_checker.messages.headlines import headline
from qingdan_checker.messages.language import Sentence, counted
from qingdan_checker.messages.states import STATES
from qingdan_checker.pictures.levels import Level, levels
from qingdan_checker.sites.desk import Desk
from qingdan_checker.sites.links import page_of, relative
from qingdan_checker.sites.markdown import badge, heading, link, paragraph, plain, table
from qingdan_checker.sites.places import tree
from qingdan_dsl.words import KEYWORDS, LEVELS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qingdan_checker.findings import Finding
    from qingdan_checker.messages.book import Book
    from qingdan_checker.paper import Section
    from qingdan_checker.sites.desk import Page
    from qingdan_checker.sites.facts import Site

FEW_PLACES: Final = 60
"""So many jurisdictions have their tree on the first page."""

_SORTS: Final = {
    "jurisdiction": Sentence("jurisdictions", "地区"),
    "dimension": Sentence("dimensions", "维度"),
    "member": Sentence("members of dimensions", "维度的成员"),
    "item": Sentence("items", "事项"),
    "define": Sentence("derived items", "派生事项"),
    "statistic": Sentence("statistics", "统计"),
    "catalogue": Sentence("catalogues", "目录"),
    "field": Sentence("fields of catalogues", "目录的字段"),
}
_FOUND: Final = {
    "error": Sentence("error", "错误"),
    "warning": Sentence("warning", "警告"),
    "note": Sentence("note", "提示"),
}
_TONES: Final = {"error": "breach", "warning": "undetermined", "note": "excused"}


def home_page(site: Site, book: Book, title: str, *, playground: bool) -> Page:
    """What is judged, on which day, how it stands, and who is above whom."""
    desk = Desk(site, book, "index.md")
    return desk.page(title, _home(title, desk, playground=playground))


def _home(title: str, desk: Desk, *, playground: bool) -> Iterator[str]:
    yield from (heading(1, title), "")
    yield from _ways(desk, playground=playground)
    yield from desk.writer.body(summary_of(desk.site.audit, desk.book))
    yield from _levels(desk)
    yield from desk.writer.section(matrix_of(desk.site.audit, desk.book))
    said = desk.pick(
        "About the texts as they are encoded; not legal advice. Each number leads to the provision that made it.",
        "只就录入的条文而言，不是法律意见。每个数字都可追溯到规定它的条文。",
    )
    yield from (f"{paragraph(said)}\n{{: .qd-small }}", "")


def _ways(desk: Desk, *, playground: bool) -> Iterator[str]:
    """Where the reader may want to go, with how much is there."""
    site = desk.site
    ways = (
        ("places/index.md", desk.pick("Jurisdictions", "地区"), len(site.places)),
        ("documents/index.md", desk.pick("Documents", "文件"), len(site.documents)),
        ("rules/index.md", desk.pick("Rules", "规则"), len(site.rules)),
        ("items/index.md", desk.pick("Items", "事项"), len(site.items)),
        ("catalogues/index.md", desk.pick("Catalogues", "目录"), len(site.catalogues)),
        ("findings.md", desk.pick("Findings", "问题"), sum(len(one.findings) for one in site.audit.places)),
    )
    yield from ('<div class="qd-ways" markdown="1">', "")
    yield from (f"- {link(text, address)} {plain(f'{count:,}')}" for address, text, count in ways)
    if playground:  # no page of MkDocs': it is put beside them once they are built
        yield f'- <a href="playground/index.html">{plain(desk.pick("Playground", "试用页"))}</a>'
    yield from ("", "</div>", "")


def _levels(desk: Desk) -> Iterator[str]:
    """The map of the levels."""
    book, site = desk.book, desk.site
    yield from (heading(2, desk.pick("The levels", "层级"), "levels"), "")
    title = desk.pick("The levels, and what each decides", "各层级及其规定")
    about = desk.pick("How many jurisdictions, documents and rules each level has.", "各层级的地区、文件与规则数。")
    yield from desk.writer.block(levels(list(_counted(site, book)), title, about, book))
    if len(site.places) <= FEW_PLACES:
        yield from tree(desk)
    else:
        yield from (link(desk.pick("All jurisdictions", "全部地区"), "places/index.md"), "")


def _counted(site: Site, book: Book) -> Iterator[Level]:
    """What each level has in force on the day."""
    documents, rules = defaultdict[str, int](int), defaultdict[str, int](int)
    for name in site.documents:
        if site.is_in_force(*site.register.documents[name]):
            documents[site.standing[site.report.documents[name].issuer].rank] += 1
    for rule in site.rules.values():
        if site.is_in_force(rule.start, rule.until):
            rules[site.standing[rule.issuer].rank] += 1
    for word in LEVELS:
        places = [name for name in site.places if site.standing[name].rank == word.english]
        if places:
            count, laws, demands = len(places), documents[word.english], rules[word.english]
            said = book.pick(
                f"{count} jurisdictions; in force: {laws} documents, {demands} rules",
                f"地区 {count}；有效文件 {laws}，有效规则 {demands}",
            )
            may = {matter for name in places for matter in site.standing[name].decides}
            passed = book.pick(f"may decide {counted(len(may), 'matter')}", f"获授权决定 {len(may)} 项")
            yield Level(name=book.word(word.english), said=said, holds=bool(may), passed=passed if may else "")


# ---- lists


def findings_page(site: Site, book: Book) -> Page:
    """All findings of the day, the gravest first, each with the way to its card and to its bound."""
    desk = Desk(site, book, "findings.md")
    title = book.pick("Findings", "问题")
    found = [(place.name, one) for place in site.audit.places for one in place.findings]
    found.sort(key=lambda pair: list(_FOUND).index(pair[1].severity))
    heads = (
        book.pick("severity", "级别"),
        book.pick("where", "地区"),
        book.pick("what", "问题"),
        book.pick("required by", "依据"),
    )
    rows = [_finding(place, one, desk) for place, one in found]
    faults = [_fault(one, book) for one in site.audit.faults]
    lines = [heading(1, title), "", *table([plain(head) for head in heads], [*faults, *rows])]
    return desk.page(title, lines)


def _fault(one: Finding, book: Book) -> list[str]:
    severity = badge(_FOUND[one.severity].say(book.language), _TONES[one.severity])
    return [severity, "", plain(headline(one, book)), plain(f"{one.place.file}:{one.place.line}")]


def _finding(place: str, one: Finding, desk: Desk) -> list[str]:
    rule = desk.site.report.rules.get(one.rule or "")
    address = f"{relative(page_of('jurisdiction', place), desk.path)}#f-{one.fingerprint[:12]}"
    return [
        badge(_FOUND[one.severity].say(desk.book.language), _TONES[one.severity]),
        desk.place(place),
        link(headline(one, desk.book), address if place in desk.site.known["jurisdiction"] else ""),
        desk.cited(rule.document, rule.article, rule.place.line) if rule else "",
    ]


def glossary_page(site: Site, book: Book) -> Page:
    """Every word in Chinese and English: the terms that are declared, and those of the language."""
    desk = Desk(site, book, "glossary.md")
    title = book.pick("Glossary", "术语对照")
    return desk.page(title, _glossary(title, desk))


def _glossary(title: str, desk: Desk) -> Iterator[str]:
    yield from (heading(1, title), "")
    heads = ["中文", "English", plain(desk.pick("name in the files", "文件中的名称"))]
    terms = desk.site.report.terms
    for sort, sentence in _SORTS.items():
        rows = [
            [plain(term.label), plain(term.english), f"<code>{plain(name)}</code>"]
            for name, term in terms.items()
            if term.sort == sort
        ]
        if rows:
            yield from (heading(2, sentence.say(desk.book.language), sort), "")
            yield from table(heads, rows)
    yield from (heading(2, desk.pick("Verdicts", "判定"), "verdicts"), "")
    yield from table(heads[:2], [[plain(word.zh), plain(word.en)] for word in STATES.values()])
    yield from (heading(2, desk.pick("Keywords", "关键词"), "keywords"), "")
    words = [[plain(desk.pick(", ", "、").join(one.chinese)), plain(one.english)] for one in (*KEYWORDS, *LEVELS)]
    yield from table(heads[:2], words)


def _alone(path: str, section: Section, site: Site, book: Book, nothing: str) -> Page:
    """A section of the audit report as a page."""
    desk = Desk(site, book, path)
    lines = [heading(1, section.title), "", *desk.writer.body(section, 1)]
    return desk.page(section.title, lines if section.blocks else [*lines, paragraph(nothing), ""])


def unchecked_page(site: Site, book: Book) -> Page:
    """The articles that are not judged, with the reason."""
    nothing = book.pick("Every article was judged.", "各条均已校验。")
    return _alone("unchecked.md", ledger_of(site.audit, book), site, book, nothing)


def receipt_page(site: Site, book: Book) -> Page:
    """What the site rests on: the day, the tool, every source with its digest."""
    return _alone("receipt.md", receipt_of(site.audit, book), site, book, "")
