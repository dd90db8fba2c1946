"""The page of a catalogue: its entries, which can be searched, and where a jurisdiction's list differs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from qingdan_checker.sites.desk import Desk
from qingdan_checker.sites.items import who_decides
from qingdan_checker.sites.links import page_of
from qingdan_checker.sites.markdown import heading, paragraph, plain, table
from qingdan_checker.sites.places import changes, entry_row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qingdan_checker.messages.book import Book
    from qingdan_checker.sites.desk import Page
    from qingdan_checker.sites.facts import Site
    from qingdan_checker.standing import Listed

MOST_ENTRIES: Final = 5000
"""Entries of one list that its page shows."""


def catalogue_page(name: str, site: Site, book: Book) -> Page:
    """The page of one catalogue."""
    desk = Desk(site, book, page_of("catalogue", name))
    return desk.page(desk.called(name), _lines(name, desk))


def lists_of(name: str, site: Site) -> Iterator[tuple[str, Listed]]:
    """The lists of a catalogue: each jurisdiction that has said something of it."""
    for place in site.places:
        for one in site.standing[place].lists:
            if one.catalogue == name:
                yield place, one


def _lines(name: str, desk: Desk) -> Iterator[str]:
    yield from (heading(1, desk.called(name)), "")
    yield from who_decides(name, desk)
    lists = list(lists_of(name, desk.site))
    if not lists:
        said = desk.pick("Nobody lists anything on this day.", "当日没有任何条目。")
        yield from (paragraph(said), "")
    for place, one in lists:
        yield from (f"## {desk.place(place)}", "")
        yield from _list(place, one, desk)


def _list(place: str, one: Listed, desk: Desk) -> Iterator[str]:
    title = f"{desk.called(one.catalogue)} · {desk.book.name(place)}"
    above = desk.site.report.parents[place]
    if above:
        said = desk.pick(
            f"{one.size:,} entries. What differs from {desk.book.name(above)}:",
            f"共 {one.size:,} 项。与{desk.book.name(above)}的差异：",
        )
        yield from (paragraph(said), "")
        yield from changes(one, title, desk)
        return
    shown = one.changed[:MOST_ENTRIES]
    more = desk.pick(f" The first {len(shown):,} are shown.", f"列出前 {len(shown):,} 项。")
    said = desk.pick(f"{one.size:,} entries.", f"共 {one.size:,} 项。") + (more if len(shown) < one.size else "")
    yield from (paragraph(said), "")
    heads = [plain(text) for text in (*map(desk.book.name, one.columns), desk.pick("from", "依据"))]
    yield from table(heads, [entry_row("", entry, len(one.columns) - 1, desk)[1:] for entry in shown], title=title)


def catalogues_index(site: Site, book: Book) -> Page:
    """All catalogues, and who has said something of each."""
    desk = Desk(site, book, "catalogues/index.md")
    title = book.pick("Catalogues", "目录")
    heads = (
        book.pick("catalogue", "目录"),
        book.pick("jurisdiction", "地区"),
        book.pick("entries", "条目数"),
        book.pick("added or changed", "新增或改动"),
        book.pick("left out", "移出"),
    )
    rows = [
        [desk.matter(name), desk.place(place), f"{one.size:,}", f"{len(one.changed):,}", f"{len(one.removed):,}"]
        for name in site.catalogues
        for place, one in lists_of(name, site)
    ]
    return desk.page(title, [heading(1, title), "", *table([plain(head) for head in heads], rows)])
