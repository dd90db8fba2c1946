"""Tables in effect as people lay them out: rows and columns for what the texts tell apart, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from qingdan_checker import model as m
from qingdan_checker.folding import fold
from qingdan_checker.layout.columns import visible
from qingdan_checker.messages.book import Book
from qingdan_checker.messages.gaps import STATES
from qingdan_checker.quantity import Gap, show
from qingdan_checker.reporting import report_of
from qingdan_checker.trace import reads_for, steps

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qingdan_checker.messages.language import Language
    from qingdan_checker.round import Round

MOST_CELLS: Final = 600
"""A larger table is not laid out: nobody reads it on a page."""

MOST_GRIDS: Final = 40
"""So many tables are laid out for one text."""

Heads = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Value:
    """A value as it is shown: `state` is empty, or why there is none; `source` cites the provisions that made it."""

    text: str
    state: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Subject:
    """What a table is about: an item of a jurisdiction, with the dimensions that something tells apart there."""

    round_: Round
    place: m.Jurisdiction
    item: m.Item
    book: Book

    @property
    def parts(self) -> tuple[tuple[int, ...], ...]:
        """For each dimension of the item the parts that are told apart."""
        return self.round_.effect(self.place).parts(self.item)


def grids_of(round_: Round, file: str, language: Language) -> Iterator[dict[str, Any]]:
    """A table for each item that a text decides on the day, for whoever decides it."""
    report = report_of(
        round_.model, round_.sources, round_.day.stretches, findings=(), verdicts=(), dates=[round_.date]
    )
    book = Book(report, language)
    own = [one for one in round_.day.kept.deciding if one.where.path == file]
    pairs = dict.fromkeys((one.issuer, one.item) for one in own)
    for place, item in list(pairs)[:MOST_GRIDS]:
        yield _grid(_Subject(round_=round_, place=place, item=item, book=book))


def _grid(subject: _Subject) -> dict[str, Any]:
    book, item = subject.book, subject.item
    told_apart = [at for at, parts in enumerate(subject.parts) if len(parts) > 1]
    size = 1
    for at in told_apart:
        size *= len(subject.parts[at])
    whole = [axis.name for at, axis in enumerate(item.dimensions) if at not in told_apart]
    facts: dict[str, Any] = {
        "place": visible(book.name(subject.place.name)),
        "item": visible(_called(item, book)),
        "day": subject.round_.date.isoformat(),
        "whole": visible(book.several(map(book.name, whole))) if whole else "",
        "large": size > MOST_CELLS,
    }
    return facts if facts["large"] else {**facts, **_laid_out(subject, told_apart)}


def _called(item: m.Item, book: Book) -> str:
    """An item by its label in either language."""
    return book.pick(item.english or item.name, book.name(item.name))


def _laid_out(subject: _Subject, told_apart: Sequence[int]) -> dict[str, Any]:
    """One dimension heads the columns, the others the rows; what is unset throughout is left out."""
    across = _across(subject.item, told_apart)
    down = [at for at in told_apart if at != across]
    rows: dict[Heads, dict[str, _Value]] = {}
    columns: dict[str, None] = {}
    for key, masks in subject.round_.effect(subject.place).keys(subject.item):
        labels = [_label(subject, at, masks[at]) for at in range(len(masks))]
        column = labels[across] if across is not None else ""
        columns.setdefault(column)
        rows.setdefault(tuple(labels[at] for at in down), {})[column] = _value(subject, key)
    kept = {heads: cells for heads, cells in rows.items() if any(cell.state != "unset" for cell in cells.values())}
    names = [subject.book.name(axis.name) for axis in subject.item.dimensions]
    cited = dict.fromkeys(cell.source for cells in kept.values() for cell in cells.values() if cell.source)
    return {
        "across": visible(names[across]) if across is not None else "",
        "down": [visible(names[at]) for at in down],
        "columns": list(columns),
        "rows": [
            {"heads": heads, "cells": [_cell(cells[one], list(cited)) for one in columns]}
            for heads, cells in kept.items()
        ],
        "sources": [visible(one) for one in cited],
        "unset": len(rows) - len(kept),
    }


def _across(item: m.Item, told_apart: Sequence[int]) -> int | None:
    """The dimension that heads the columns: an ordered one, else the last that is told apart."""
    axes = item.dimensions
    ordered = [at for at in told_apart if isinstance(axis := axes[at], m.Dimension) and axis.ordered]
    return next(iter(ordered), told_apart[-1] if told_apart else None)


def _label(subject: _Subject, at: int, mask: int) -> str:
    """A part of a dimension in words; empty where it is the whole."""
    found = fold(subject.round_.day, [subject.item.dimensions[at]], [(mask,)])
    return visible(subject.book.phrase(found[0])) if found else ""


def _value(subject: _Subject, key: tuple[int, ...]) -> _Value:
    round_, place, item, book = subject.round_, subject.place, subject.item, subject.book
    effect = round_.effect(place)
    answer, _ = effect.read(item, key)
    made = steps(round_, place, reads_for(effect, item, key))
    source = book.citations((step.document, step.article) for step in made)
    if not isinstance(answer, Gap):
        return _Value(text=book.phrase(show(item.kind, answer)), state="", source=source)
    state = STATES.get(answer.reason)
    return _Value(text=state.say(book.language) if state else answer.reason, state=answer.reason, source=source)


def _cell(value: _Value, cited: Sequence[str]) -> dict[str, Any]:
    """A cell: its text, its state, and the number of what is cited for it, 0 for nothing."""
    number = cited.index(value.source) + 1 if value.source else 0
    return {"text": visible(value.text), "state": value.state, "source": number}
