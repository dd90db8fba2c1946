"""The page of a rule: what it demands, who is bound, how far each meets it, since when."""

from __future__ import annotations

import re
from collections import Counter
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from qingdan_checker.messages.states import excuse, first_day, left
from qingdan_checker.pictures.spans import Bar, spans
from qingdan_checker.sites.desk import Desk
from qingdan_checker.sites.links import page_of
from qingdan_checker.sites.markdown import fenced, heading, paragraph, plain, table
from qingdan_checker.timeline import STATES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qingdan_checker.audits.facts import Line
    from qingdan_checker.findings import RuleFacts
    from qingdan_checker.messages.book import Book
    from qingdan_checker.sites.desk import Page
    from qingdan_checker.sites.facts import Site

_NUMBER: Final = re.compile(r"-?\d+(?:/\d+|\.\d+)?")

Held = tuple[str, "Line"]
"""A jurisdiction, and how it stands to the rule."""


def rule_page(name: str, site: Site, book: Book) -> Page:
    """The page of one rule."""
    desk = Desk(site, book, page_of("rule", name))
    return desk.page(book.demand(name), _lines(name, desk))


def _lines(name: str, desk: Desk) -> Iterator[str]:
    rule, book = desk.site.rules[name], desk.book
    yield from (heading(1, book.demand(name)), "")
    yield from desk.facts(_facts(name, rule, desk))
    yield from fenced(rule.text, "qingdan")
    yield ""
    held = sorted(desk.site.lines.get(name, ()), key=_narrowest)
    yield from (heading(2, desk.pick("Who is bound, and how far it is met", "约束的地区与余量"), "bound"), "")
    if not held:
        said = desk.pick("Nobody is bound on this day.", "当日没有受其约束的地区。")
        yield from (paragraph(said), "")
        return
    yield from _chart(held, book.demand(name), desk)
    yield from _table(held, desk)


def _facts(name: str, rule: RuleFacts, desk: Desk) -> Iterator[tuple[str, str]]:
    book = desk.book
    yield desk.pick("name in the files", "文件中的名称"), f"<code>{plain(name)}</code>"
    yield desk.pick("force", "效力"), plain(book.word(rule.force))
    yield desk.pick("required by", "依据"), desk.cited(rule.document, rule.article, rule.place.line)
    yield desk.pick("issued by", "制定"), desk.place(rule.issuer)
    yield desk.pick("rests on", "涉及事项"), desk.several(desk.matter(one) for one in rule.uses)
    until = rule.until or desk.pick("open", "无期限")
    yield desk.pick("in force", "有效期间"), plain(f"{rule.start or ''} – {until}")
    yield desk.pick("remark", "说明"), plain(book.half(rule.because))


def margin(line: Line) -> Fraction | None:
    """How far a rule is met in the tightest case, in its own unit; negative where it is broken."""
    said = line.verdict.tightest.margin if line.verdict and line.verdict.tightest else None
    found = _NUMBER.match(said) if said else None
    return Fraction(found[0]) if found else None


def _narrowest(one: Held) -> tuple[object, ...]:
    """Those without a margin last, each by the gravity of their state."""
    room = margin(one[1])
    return (room is None, room if room is not None else 0, STATES.index(one[1].state), one[0])


def _chart(held: Sequence[Held], rule: str, desk: Desk) -> Iterator[str]:
    book = desk.book
    bars = [
        Bar(
            name=book.name(place),
            low=Fraction(0),
            high=room,
            said=book.phrase(line.verdict.tightest.margin or ""),
            state=line.state,
        )
        for place, line in held
        if (room := margin(line)) is not None and line.verdict and line.verdict.tightest
    ]
    if not bars:
        return
    title = desk.pick(f"Margins: {rule}", f"余量：{rule}")
    below = sum(bar.high < 0 for bar in bars)
    about = desk.pick(
        f"How far the rule is met in the tightest case of each of {len(bars)} jurisdictions; {below} fall short.",
        f"{len(bars)} 个地区最紧情形的余量，其中 {below} 个未达到。",
    )
    yield from desk.writer.block(spans(bars, title, about, book, zero=True))


def _table(held: Sequence[Held], desk: Desk) -> Iterator[str]:
    heads = (
        desk.pick("jurisdiction", "地区"),
        desk.pick("verdict", "判定"),
        desk.pick("since", "自"),
        desk.pick("margin", "余量"),
        desk.pick("tightest case", "最紧的情形"),
        desk.pick("sum", "算式"),
        desk.pick("excused by", "免除依据"),
    )
    rows = [_row(place, line, desk) for place, line in held]
    yield from table([plain(head) for head in heads], rows, title=desk.pick("Who is bound", "约束的地区"))


def _row(place: str, line: Line, desk: Desk) -> Sequence[str]:
    book, stretch = desk.book, line.stretch
    tightest = line.verdict.tightest if line.verdict else None
    alike = dict(tightest.alike) if tightest else {}
    cell = tuple(part for part in tightest.cell if part[0] not in alike) if tightest else ()
    sides = [side for side in ((tightest.left, tightest.right) if tightest else ()) if side]
    days = left(stretch, book) if excuse(stretch, book) else ""
    excused = desk.cited(stretch.document, stretch.article) if stretch.document else ""
    return [
        desk.place(place),
        desk.verdict(line),
        plain(first_day(stretch, book)),
        plain(book.phrase(tightest.margin)) if tightest and tightest.margin else "",
        plain(book.cell(cell)),
        plain(book.pick(" against ", " 对 ").join(book.phrase(side) for side in sides)),
        f"{excused} {plain(days)}".strip(),
    ]


def rules_index(site: Site, book: Book) -> Page:
    """All rules, as they stand in the law, with how many are bound and how they stand."""
    desk = Desk(site, book, "rules/index.md")
    title = book.pick("Rules", "规则")
    heads = (
        book.pick("rule", "规则"),
        book.pick("force", "效力"),
        book.pick("required by", "依据"),
        book.pick("in force", "有效期间"),
        book.pick("bound", "约束地区数"),
        book.pick("verdicts", "判定"),
    )
    rows = [_listed(name, rule, desk) for name, rule in site.rules.items()]
    return desk.page(title, [heading(1, title), "", *table([plain(head) for head in heads], rows)])


def _listed(name: str, rule: RuleFacts, desk: Desk) -> list[str]:
    lines = sorted((line for _, line in desk.site.lines.get(name, ())), key=lambda line: STATES.index(line.state))
    counts = Counter(desk.verdict(line) for line in lines)
    return [
        desk.rule(name),
        plain(desk.book.word(rule.force)),
        desk.cited(rule.document, rule.article, rule.place.line),
        plain(f"{rule.start or ''} – {rule.until or ''}"),
        str(len(lines)),
        " ".join(f"{said} {count}" for said, count in counts.items()),
    ]
