"""The authorised band in the tables of a text: the room that the rules leave each cell, with what sets its ends.

It is that of `qingdan bounds`, cell by cell of the tables as they are laid out. Rules can tell apart what a table does
not: a cell then has several rooms, and notes say whose they are.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from qingdan_checker.effect import first
from qingdan_checker.folding import fold
from qingdan_checker.layout.columns import visible
from qingdan_checker.listings.bounds import cited, set_by, whose
from qingdan_checker.messages.intervals import interval
from qingdan_checker.quantity import QUANTITIES
from qingdan_checker.room.rooms import rooms

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from qingdan_checker import model as m
    from qingdan_checker.messages.book import Book
    from qingdan_checker.room.rooms import Room
    from qingdan_checker.workbench.grids import Subject

MOST_ROOMS: Final = 1_000
"""Rooms that are looked for in the tables of one text, those of the smallest tables first."""

Said = tuple[tuple[str, str], ...]
Masks = tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Note:
    """Whose a room is, empty for all of a cell, and for each end what sets it."""

    who: str
    said: Said


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """A room as it stands in a cell, with the notes on it; `outside` tells that a number is not in it."""

    text: str
    outside: bool
    notes: tuple[_Note, ...]


def bands_of(subjects: Sequence[Subject]) -> Iterator[dict[str, Any] | None]:
    """The rooms in some tables, table by table as they are found, as plain data; None for each step on the way.

    `grid` is the place of the table among all, `state` what there is to say of it: `told`, or why nothing is told cell
    by cell: `free` (no rule bounds it), `large` or `authority`. Of what is no quantity nothing is said.
    """
    left = MOST_ROOMS
    for numbers in _by_place(subjects).values():
        asked: dict[str, int] = {}
        for number in numbers:
            if _is_held(subjects[number]):
                asked[subjects[number].item.name] = number
            else:
                yield {"grid": number, "state": "authority"}
        for ones in _whole(_rooms([subjects[number] for number in asked.values()]), left):
            if ones is None:
                left -= 1
                yield None
            else:
                number = asked.pop(ones[0].item)
                yield {"grid": number, **_told(subjects[number], ones)}
        yield from ({"grid": number, "state": "large"} for number in asked.values())


def _is_held(subject: Subject) -> bool:
    """Whether the jurisdiction may decide the item at all."""
    return subject.round_.day.authority.decides(subject.place, subject.item) is not None


def _rooms(subjects: Sequence[Subject]) -> Iterator[Room]:
    """The rooms in the tables of one jurisdiction, table by table."""
    return rooms(subjects[0].round_, subjects[0].place, [one.item for one in subjects]) if subjects else iter(())


def _by_place(subjects: Sequence[Subject]) -> dict[m.Jurisdiction, list[int]]:
    """The tables with numbers that are laid out, by jurisdiction: their places among all, the smallest first."""
    found: dict[m.Jurisdiction, list[int]] = {}
    for number, one in sorted(enumerate(subjects), key=lambda pair: pair[1].size):
        if one.item.kind in QUANTITIES and not one.is_large:
            found.setdefault(one.place, []).append(number)
    return found


def _whole(found: Iterable[Room], most: int) -> Iterator[list[Room] | None]:
    """The rooms of one item after the other, as far as all of them are among the first so many; None after each."""
    kept: list[Room] = []
    for count, one in enumerate(found):
        if count >= most:
            return
        if kept and kept[0].item != one.item:
            yield kept
            kept = []
        kept.append(one)
        yield None
    if kept:
        yield kept


# ---- one table


def _told(subject: Subject, found: Sequence[Room]) -> dict[str, Any]:
    """The rooms of a table's cells, row by row; or in one word, where no rule bounds any."""
    book, layout = subject.book, subject.layout
    by_class: dict[Masks, list[Room]] = {}
    for one in found:
        by_class.setdefault(_class(subject, one.masks), []).append(one)
    shown = [[by_class[cells[column][1]] for column in layout.columns] for cells in layout.rows.values()]
    every = [one for row in shown for ones in row for one in ones]
    texts = dict.fromkeys(interval(one, book) for one in every)
    if len(texts) <= 1 and all(_is_free(one) for one in every):
        bounded = any(one.low or one.high for one in every)
        return {"state": "free", "range": next(iter(texts)) if bounded else ""}
    lines = [[_lines(subject, ones) for ones in row] for row in shown]
    notes = list(dict.fromkeys(note for row in lines for cell in row for line in cell for note in line.notes))
    return {
        "state": "told",
        "cells": [[[_line(line, notes) for line in cell] for cell in row] for row in lines],
        "notes": [_note(note) for note in notes],
    }


def _is_free(room: Room) -> bool:
    return not (room.is_narrowed or room.open) and (room.value is None or room.fits)


def _class(subject: Subject, masks: Masks) -> Masks:
    """The class of cells in the table that a room belongs to."""
    return tuple(
        next(part for part in parts if part >> first(mask) & 1)
        for parts, mask in zip(subject.parts, masks, strict=True)
    )


def _lines(subject: Subject, found: Sequence[Room]) -> list[_Line]:
    """The rooms of a cell: those that read alike in one line, those that its number is outside of first."""
    book = subject.book
    alike: dict[tuple[bool, str], dict[Said, list[Masks]]] = {}
    for one in found:
        line = (one.value is not None and not one.fits, interval(one, book))
        alike.setdefault(line, {}).setdefault(_ends(one, book), []).append(one.masks)
    return [
        _Line(
            text=text,
            outside=outside,
            notes=tuple(_Note(who=_who(subject, boxes), said=said) for said, boxes in by_ends.items() if said),
        )
        for (outside, text), by_ends in sorted(alike.items(), key=lambda pair: not pair[0][0])
    ]


def _ends(room: Room, book: Book) -> Said:
    """What sets the ends of a room; nothing where no rule does."""
    if room.never:
        return ((book.pick("cannot be met alone", "单独改动无法满足"), cited(room.never, book)),)
    found: list[tuple[str, str]] = []
    if room.is_narrowed:
        low, high = set_by(room.low, book), set_by(room.high, book)
        found += [(book.pick("low end by", "下限依据"), low)] if room.low else []
        found += [(book.pick("high end by", "上限依据"), high)] if room.high else []
        if room.low and room.high and low == high:
            found = [(book.pick("both ends by", "上下限依据"), low)]
    if room.open:
        found.append((book.pick("also limited by", "另受限制"), cited(room.open, book)))
    return tuple(found)


def _who(subject: Subject, boxes: Sequence[Masks]) -> str:
    """Whose rooms of a cell are, in what the table does not tell apart; nothing for all of the cell."""
    axes, day = subject.item.dimensions, subject.round_.day
    whole = _class(subject, boxes[0])
    named = [
        tuple(day.everything(axis) if mask == part else mask for axis, mask, part in zip(axes, box, whole, strict=True))
        for box in boxes
    ]
    return whose(fold(day, axes, named), subject.book)


def _line(line: _Line, notes: Sequence[_Note]) -> dict[str, Any]:
    numbers = [notes.index(note) + 1 for note in line.notes]
    return {"text": visible(line.text), "outside": line.outside, "notes": numbers}


def _note(note: _Note) -> dict[str, Any]:
    return {"who": visible(note.who), "said": [[visible(end), visible(rules)] for end, rules in note.said]}
