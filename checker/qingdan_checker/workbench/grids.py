"""Tables in effect as people lay them out: rows and columns for what the texts tell apart, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from qingdan_checker import model as m
from qingdan_checker.effect import product_size
from qingdan_checker.folding import fold
from qingdan_checker.layout.columns import visible
from qingdan_checker.messages.book import Book
from qingdan_checker.messages.gaps import STATES
from qingdan_checker.quantity import Gap, show
from qingdan_checker.reporting import report_of
from qingdan_checker.trace import reads_for, steps

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from qingdan_checker.effect import Classed
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
class Layout:
    """A table laid out: the class of cells that stands in each place. Rows without any value are left out.

    `across` is the dimension that heads the columns, `down` those that head the rows, by their places in the item;
    `unset` counts the rows that were left out.
    """

    across: int | None
    down: tuple[int, ...]
    columns: tuple[str, ...]
    rows: Mapping[Heads, Mapping[str, Classed]]
    unset: int


@dataclass(frozen=True, kw_only=True)
class Subject:
    """What a table is about: an item of a jurisdiction, with the dimensions that something tells apart there."""

    round_: Round
    place: m.Jurisdiction
    item: m.Item
    book: Book

    @cached_property
    def parts(self) -> tuple[tuple[int, ...], ...]:
        """For each dimension of the item the parts that are told apart, as masks."""
        return self.round_.effect(self.place).parts(self.item)

    @cached_property
    def told_apart(self) -> tuple[int, ...]:
        """The dimensions of which something is told apart, by their places in the item."""
        return tuple(at for at, parts in enumerate(self.parts) if len(parts) > 1)

    @cached_property
    def size(self) -> int:
        """How many cells are told apart."""
        return product_size(self.parts)

    @property
    def is_large(self) -> bool:
        """Whether the table is not laid out."""
        return self.size > MOST_CELLS

    @cached_property
    def layout(self) -> Layout:
        """One dimension heads the columns, the others the rows."""
        across = _across(self.item, self.told_apart)
        down = tuple(at for at in self.told_apart if at != across)
        rows: dict[Heads, dict[str, Classed]] = {}
        for key, masks in self.round_.effect(self.place).keys(self.item):
            labels = [_label(self, at, mask) for at, mask in enumerate(masks)]
            column = labels[across] if across is not None else ""
            rows.setdefault(tuple(labels[at] for at in down), {})[column] = key, masks
        kept = {heads: cells for heads, cells in rows.items() if any(map(self._is_set, cells.values()))}
        columns = tuple(dict.fromkeys(column for cells in rows.values() for column in cells))
        return Layout(across=across, down=down, columns=columns, rows=kept, unset=len(rows) - len(kept))

    def _is_set(self, one: Classed) -> bool:
        answer, _ = self.round_.effect(self.place).read(self.item, one[0])
        return not (isinstance(answer, Gap) and answer.reason == "unset")


def subjects_of(round_: Round, file: str, language: Language) -> list[Subject]:
    """What a text decides on the day, item by item for whoever decides it."""
    report = report_of(
        round_.model, round_.sources, round_.day.stretches, findings=(), verdicts=(), dates=[round_.date]
    )
    book = Book(report, language)
    own = [one for one in round_.day.kept.deciding if one.where.path == file]
    pairs = dict.fromkeys((one.issuer, one.item) for one in own)
    return [Subject(round_=round_, place=place, item=item, book=book) for place, item in list(pairs)[:MOST_GRIDS]]


def grid(subject: Subject) -> dict[str, Any]:
    """A table in effect, as plain data."""
    book, item = subject.book, subject.item
    whole = [axis.name for at, axis in enumerate(item.dimensions) if at not in subject.told_apart]
    facts: dict[str, Any] = {
        "place": visible(book.name(subject.place.name)),
        "item": visible(called(item, book)),
        "day": subject.round_.date.isoformat(),
        "whole": visible(book.several(map(book.name, whole))) if whole else "",
        "large": subject.is_large,
    }
    return facts if subject.is_large else {**facts, **_laid_out(subject)}


def called(item: m.Item, book: Book) -> str:
    """An item by its label in either language."""
    return book.pick(item.english or item.name, book.name(item.name))


def _laid_out(subject: Subject) -> dict[str, Any]:
    layout = subject.layout
    names = [subject.book.name(axis.name) for axis in subject.item.dimensions]
    values = {
        heads: [_value(subject, cells[column][0]) for column in layout.columns] for heads, cells in layout.rows.items()
    }
    cited = list(dict.fromkeys(cell.source for cells in values.values() for cell in cells if cell.source))
    return {
        "across": visible(names[layout.across]) if layout.across is not None else "",
        "down": [visible(names[at]) for at in layout.down],
        "columns": list(layout.columns),
        "rows": [{"heads": heads, "cells": [_cell(cell, cited) for cell in cells]} for heads, cells in values.items()],
        "sources": [visible(one) for one in cited],
        "unset": layout.unset,
    }


def _across(item: m.Item, told_apart: Sequence[int]) -> int | None:
    """The dimension that heads the columns: an ordered one, else the last that is told apart."""
    axes = item.dimensions
    ordered = [at for at in told_apart if isinstance(axis := axes[at], m.Dimension) and axis.ordered]
    return next(iter(ordered), told_apart[-1] if told_apart else None)


def _label(subject: Subject, at: int, mask: int) -> str:
    """A part of a dimension in words; empty where it is the whole."""
    found = fold(subject.round_.day, [subject.item.dimensions[at]], [(mask,)])
    return visible(subject.book.phrase(found[0])) if found else ""


def _value(subject: Subject, key: tuple[int, ...]) -> _Value:
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
