"""Tables in effect on a page: each value with its provision, and the band that the rules leave it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from qingdan_checker.messages.gaps import STATES as GAPS
from qingdan_checker.messages.intervals import interval
from qingdan_checker.messages.made import made
from qingdan_checker.pictures.band import band_picture
from qingdan_checker.sites.links import slug
from qingdan_checker.sites.markdown import folded, paragraph, plain, span, table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qingdan_checker.messages.book import Book
    from qingdan_checker.room.rooms import Room
    from qingdan_checker.sites.desk import Desk
    from qingdan_checker.standing import Row, Table

MOST_TOLD: Final = 40
"""Rows of one table whose making is told in a line each."""


def in_effect(place: str, one: Table, desk: Desk) -> Iterator[str]:
    """A table of one jurisdiction: a row for each class of combinations, and how the values came about."""
    book = desk.book
    found = desk.site.rooms.get((place, one.item), ())
    yield from (f"### {desk.matter(one.item)} {{ #table-{slug(one.item)} }}", "")
    if found:
        yield from desk.writer.block(band_picture(list(found), book.name(place), book))
    yield from _rows(one, found, desk)
    if one.left_out:
        yield from (
            paragraph(
                desk.pick(
                    f"{len(one.rows):,} combinations are shown; `qingdan show` has {one.left_out:,} more.",
                    f"只列出前 {len(one.rows):,} 种情形，另有 {one.left_out:,} 种未列出，可用 qingdan show 查看。",
                )
            ),
            "",
        )
    told = [row for row in one.rows if row.steps][:MOST_TOLD]
    if told:
        yield from folded(desk.pick("How the values came about", "取值的来历"), _told(told, book))


def _rows(one: Table, found: Sequence[Room], desk: Desk) -> Iterator[str]:
    book = desk.book
    heads = [plain(desk.called(axis)) for axis in one.dimensions]
    heads += [plain(desk.pick("value", "取值")), plain(desk.pick("from", "依据"))]
    heads += [plain(desk.pick("room left by the rules", "规则留出的范围"))] if found else []
    rows = []
    for row in filter(says_something, one.rows):
        cells = [members(row, axis, book) for axis in one.dimensions]
        cells += [value(row, desk), desk.sources(row.steps)]
        if found:
            cells.append("<br>".join(dict.fromkeys(_room(room, desk) for room in found if _is_of(room, row))))
        rows.append(cells)
    yield from table(heads, rows)
    silent = len(one.rows) - len(rows)
    if silent:
        said = desk.pick(f"Combinations that nobody has decided: {silent}.", f"另有 {silent} 种情形未作规定。")
        yield from (f"{paragraph(said)}\n{{: .qd-small }}", "")


def says_something(row: Row) -> bool:
    """Whether somebody has decided a row, even if it has no value."""
    return bool(row.steps) or row.value is not None or row.status not in {"unset", ""}


def members(row: Row, axis: str, book: Book) -> str:
    """The members of a row in a dimension."""
    said = [book.cell(((axis, member),)) for member in dict(row.cell).get(axis, ())]
    return plain(book.several(said, 6))


def value(row: Row, desk: Desk) -> str:
    """A value with the way to what made it; what stands there instead where there is none."""
    draft = any(desk.site.report.documents[step.document].draft for step in row.steps if step.document)
    mark = f" {desk.draft()}" if draft else ""
    if row.value is not None:
        return span(desk.value(desk.book.phrase(row.value), row.steps), "qd-value") + mark
    if row.status == "unset":
        return span(desk.value(desk.pick("no value", "无取值"), row.steps), "qd-faint") + mark
    state = GAPS.get(row.status)
    said = state.say(desk.book.language) if state else row.status
    return span(desk.value(said, row.steps), "qd-undetermined") + mark


def _is_of(room: Room, row: Row) -> bool:
    """Whether a room is one of those that a row has: rules can tell apart what the table does not."""
    members_of = dict(row.cell)
    return all(part in members_of[axis] for axis, part in room.cell if axis in members_of)


def _room(room: Room, desk: Desk) -> str:
    """The interval that is left, with the rules that set its ends."""
    said = span(plain(interval(room, desk.book)), "qd-good" if room.fits else "qd-breach")
    rules = dict.fromkeys([rule for end in (room.low, room.high) if end for rule in end.rules] or room.never)
    return f"{said} {span(desk.several(desk.rule(rule) for rule in rules), 'qd-small')}"


def _told(rows: Sequence[Row], book: Book) -> Iterator[str]:
    for row in rows:
        cell = book.cell(tuple((axis, found[0]) for axis, found in row.cell))
        separator = book.pick(": ", "：") if cell else ""
        yield f"- {plain(cell + separator + made(row.steps, book))}"
