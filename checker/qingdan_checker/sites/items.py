"""The page of an item: all jurisdictions side by side, and who may decide it."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from qingdan_checker.messages.language import Sentence
from qingdan_checker.pictures.levels import Level, levels
from qingdan_checker.pictures.spans import Bar, spans
from qingdan_checker.quantity import show
from qingdan_checker.sites.desk import Desk
from qingdan_checker.sites.links import page_of
from qingdan_checker.sites.markdown import heading, paragraph, plain, span, table
from qingdan_checker.sites.tables import says_something, value
from qingdan_dsl.words import LEVELS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from qingdan_checker.citations import Grant
    from qingdan_checker.messages.book import Book
    from qingdan_checker.sites.desk import Page
    from qingdan_checker.sites.facts import Site
    from qingdan_checker.standing import Table

MOST_COLUMNS: Final = 8
"""Combinations that stand side by side in one table; more make another."""

MOST_CELLS: Final = 120
"""Combinations of one item that are shown side by side; the pages of the jurisdictions have all."""

MOST_NAMED: Final = 6
"""Jurisdictions that a line names."""

_ACTS: Final = {
    "delegate": Sentence("delegated to", "授权给"),
    "permit": Sentence("permitted to", "批准由其决定："),
    "reserve": Sentence("reserved", "保留"),
    "tolerate": Sentence("tolerated for a time", "过渡期内容许"),
}

Shape = tuple[tuple[tuple[str, tuple[str, ...]], ...], ...]
"""The combinations of a table, in their order."""


def item_page(name: str, site: Site, book: Book) -> Page:
    """The page of one item."""
    desk = Desk(site, book, page_of("item", name))
    return desk.page(desk.called(name), _lines(name, desk))


def _lines(name: str, desk: Desk) -> Iterator[str]:
    _book, site = desk.book, desk.site
    yield from (heading(1, desk.called(name)), "")
    yield from desk.facts(_facts(name, desk))
    yield from who_decides(name, desk)
    tables = site.tables.get(name, ())
    if tables:
        yield from (heading(2, desk.pick("Side by side", "各地区对照"), "places"), "")
        yield from _chart(name, tables, desk)
        yield from _side_by_side(tables, desk)


def _facts(name: str, desk: Desk) -> Iterator[tuple[str, str]]:
    book, term = desk.book, desk.site.report.terms[name]
    yield desk.pick("name in the files", "文件中的名称"), f"<code>{plain(name)}</code>"
    yield desk.pick("Chinese", "英文"), plain(term.label if book.language == "en" else term.english)
    yield desk.pick("kind of value", "取值类型"), plain(book.word(term.kind))
    rules = [one for one, rule in desk.site.rules.items() if name in rule.uses]
    yield desk.pick("rules about it", "相关规则"), desk.several(desk.rule(one) for one in rules)


# ---- who may decide


def who_decides(name: str, desk: Desk) -> Iterator[str]:
    """The levels that may decide a matter, as a picture, and the articles that say so."""
    yield from (heading(2, desk.pick("Who may decide", "谁有权决定"), "authority"), "")
    grants = [one for one in desk.site.grants.get(name, ()) if one.cited[0] in desk.site.known["document"]]
    yield from desk.writer.block(levels(list(_levels(name, grants, desk)), *_said(name, desk), desk.book))
    if not grants:
        said = desk.pick("No article passes it on.", "没有条款将其授权给下级。")
        yield from (paragraph(said), "")
        return
    heads = (
        desk.pick("article", "条款"),
        desk.pick("what it says", "规定"),
        desk.pick("may distinguish by", "可区分的维度"),
        desk.pick("in force", "有效期间"),
    )
    yield from table([plain(head) for head in heads], [_grant(one, desk) for one in grants])


def _said(name: str, desk: Desk) -> tuple[str, str]:
    called = desk.called(name)
    title = desk.pick(f"Who may decide {called}", f"谁有权决定{called}")
    return title, desk.pick(f"{title}, level by level; in words below.", f"{title}，按层级列出，文字见下。")


def _levels(name: str, grants: Sequence[Grant], desk: Desk) -> Iterator[Level]:
    book, site = desk.book, desk.site
    by_rank: dict[str, list[str]] = defaultdict(list)
    for place in site.places:
        by_rank[site.standing[place].rank].append(place)
    for word in LEVELS:
        places = by_rank.get(word.english, [])
        if places:
            may = [place for place in places if name in site.standing[place].decides]
            deciding = [place for place in places if name in site.standing[place].decided]
            said = desk.pick(
                f"{len(may)} of {len(places)} may decide; {len(deciding)} have decided",
                f"{len(places)} 个地区，{len(may)} 个有权决定，{len(deciding)} 个已作规定",
            )
            passed = [one for one in grants if one.to == word.english and one.holds]
            cited = "; ".join(dict.fromkeys(book.citation(*one.cited) for one in passed))
            yield Level(name=book.word(word.english), said=said, holds=bool(may), passed=cited)


def _is_in_force(one: Grant, site: Site) -> bool:
    return site.is_in_force(one.start, one.until)


def _grant(one: Grant, desk: Desk) -> list[str]:
    book = desk.book
    to = plain(book.word(one.to)) if one.act == "delegate" else desk.place(one.to) if one.to else ""
    axes = desk.pick("all", "全部") if one.dimensions is None else desk.calls(one.dimensions)
    said = f"{one.start or ''} – {one.until or ''}"
    tone = "" if one.holds or (one.act in {"reserve", "tolerate"} and _is_in_force(one, desk.site)) else "qd-faint"
    cells = [desk.cited(*one.cited), f"{plain(_ACTS[one.act].say(book.language))} {to}", plain(axes), plain(said)]
    return [span(cell, tone) if tone else cell for cell in cells]


# ---- side by side


def _chart(name: str, tables: Sequence[tuple[str, Table]], desk: Desk) -> Iterator[str]:
    """From the least to the greatest value of each jurisdiction that has decided itself."""
    book, kind = desk.book, desk.site.report.terms[name].kind
    bars = []
    for place, one in tables:
        if one.extremes and name in desk.site.standing[place].decided:
            low, high = one.extremes
            ends = dict.fromkeys(book.phrase(show(kind, end)) for end in (low, high))
            bars.append(Bar(name=book.name(place), low=low, high=high, said=" – ".join(ends)))
    if not bars:
        return
    bars.sort(key=lambda bar: (-bar.high, -bar.low, bar.name))
    called = desk.called(name)
    title = desk.pick(f"{called}: from the least to the greatest", f"{called}：最低至最高")
    about = desk.pick(f"{title}, for {len(bars)} jurisdictions.", f"{title}，共 {len(bars)} 个地区。")
    yield from desk.writer.block(spans(bars, title, about, book))


def _side_by_side(tables: Sequence[tuple[str, Table]], desk: Desk) -> Iterator[str]:
    """A row for each jurisdiction and a column for each combination; those that tell the same ones apart together."""
    alike: dict[Shape, list[tuple[str, Table]]] = defaultdict(list)
    for place, one in tables:
        if one.item in desk.site.standing[place].decided or place == tables[0][0]:
            alike[tuple(row.cell for row in one.rows)].append((place, one))
    for shape, found in alike.items():
        said_of = [at for at in range(len(shape)) if any(says_something(one.rows[at]) for _, one in found)]
        for start in range(0, min(len(said_of), MOST_CELLS), MOST_COLUMNS):
            yield from _columns(shape, said_of[start : start + MOST_COLUMNS], found, desk)
        if len(said_of) > MOST_CELLS:
            said = desk.pick("More on the pages of the jurisdictions.", "其余见各地区页面。")
            yield from (paragraph(said), "")


def _columns(shape: Shape, columns: Sequence[int], found: Sequence[tuple[str, Table]], desk: Desk) -> Iterator[str]:
    book = desk.book
    heads = [plain(desk.pick("jurisdiction", "地区")), *(plain(_called(shape[at], book)) for at in columns)]
    rows = [[desk.place(place), *(value(one.rows[at], desk) for at in columns)] for place, one in found]
    yield from table(heads, rows)


def _called(cell: tuple[tuple[str, tuple[str, ...]], ...], book: Book) -> str:
    if not cell:
        return book.pick("everyone", "所有情形")
    return " · ".join(book.several([book.cell(((axis, one),)) for one in found], 3) for axis, found in cell)


# ---- all items


def items_index(site: Site, book: Book) -> Page:
    """All items, and by how many jurisdictions each is decided."""
    desk = Desk(site, book, "items/index.md")
    title = book.pick("Items", "事项")
    heads = (
        book.pick("item", "事项"),
        book.pick("name in the files", "文件中的名称"),
        book.pick("kind", "类型"),
        book.pick("decided by", "作出规定的地区"),
        book.pick("rules", "规则数"),
    )
    uses: dict[str, int] = defaultdict(int)
    for rule in site.rules.values():
        for one in rule.uses:
            uses[one] += 1
    rows = [_listed(name, uses, desk) for name in site.items]
    return desk.page(title, [heading(1, title), "", *table([plain(head) for head in heads], rows)])


def _listed(name: str, uses: Mapping[str, int], desk: Desk) -> list[str]:
    own = [place for place in desk.site.places if name in desk.site.standing[place].decided]
    shown = desk.several(desk.place(place) for place in own[:MOST_NAMED])
    more = desk.pick(f" and {len(own) - MOST_NAMED} more", f" 等 {len(own)} 个地区") if len(own) > MOST_NAMED else ""
    kind = plain(desk.book.word(desk.site.report.terms[name].kind))
    return [desk.matter(name), f"<code>{plain(name)}</code>", kind, shown + more, str(uses[name] or "")]
