"""From when to when a document or a statement is in force."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qingdan_checker import model as m
from qingdan_checker.effect.lists import Lists
from qingdan_checker.effect.terms import measured, terms_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Days from `start` to `end`, both included; none where `end` is before `start`."""

    start: date
    end: date

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end

    @property
    def until(self) -> date | None:
        """The last day, where one is known."""
        return None if self.end == m.FOREVER else self.end


class Stretches:
    """The times of all documents and statements of a model, for a check made on one day.

    An undated draft is in force from the day of the check. A document ends the day before one that repeals it takes
    effect, and does not revive.
    """

    def __init__(self, model: m.Model, today: date) -> None:
        self._documents = _documents(model, today)
        self._statements = {statement: self._statement(statement) for statement in model.statements}
        self.cuts = [(one, terms) for one in model.statements if (terms := [*measured(terms_of(one))])]
        self.lists = Lists([one for one in model.statements if isinstance(one, m.Listing)], self)

    def document(self, document: m.Document) -> Stretch:
        """When a document is in force."""
        return self._documents[document]

    def statement(self, statement: m.Statement) -> Stretch:
        """When a statement is in force: its own time within its document's."""
        return self._statements[statement]

    def _statement(self, statement: m.Statement) -> Stretch:
        whole = self._documents[statement.document]
        start = max(whole.start, statement.since) if statement.since else whole.start
        end = min(whole.end, statement.until) if statement.until else whole.end
        return Stretch(start=start, end=end)

    def changes(self) -> set[date]:
        """Every day on which something comes into force, or has just gone out of it."""
        days: set[date] = set()
        for stretch in (*self._documents.values(), *self._statements.values()):
            if stretch.start <= stretch.end:
                days.add(stretch.start)
                if stretch.end != m.FOREVER:
                    days.add(m.day_after(stretch.end))
        return days


def may_touch(document: m.Document, other: m.Document) -> bool:
    """Whether a document may repeal or amend another: of the same issuer, or of one below it."""
    return document.issuer is other.issuer or document.issuer.is_above(other.issuer)


def _documents(model: m.Model, today: date) -> Mapping[m.Document, Stretch]:
    """When each document is in force.

    They are followed in the order in which they take effect: what was repealed before (or on) the day on which it
    would take effect never does, and so repeals nothing.
    """
    start = {document: document.start or today for document in model.documents.values()}
    end = {document: document.end for document in model.documents.values()}
    repeals = {document: _repealed(model, document) for document in start}
    for day in sorted(set(start.values())):
        waiting = {document for document in start if start[document] == day and end[document] >= day}
        for document in _taking_effect(waiting, repeals):
            for other in repeals[document]:
                end[other] = min(end[other], m.day_before(day))
    return {document: Stretch(start=start[document], end=end[document]) for document in start}


def _repealed(model: m.Model, document: m.Document) -> frozenset[m.Document]:
    """The documents that a document may repeal and does."""
    named = _named(model, document.repeals)
    return frozenset(other for other in named if other is not document and may_touch(document, other))


def _taking_effect(
    waiting: set[m.Document], repeals: Mapping[m.Document, frozenset[m.Document]]
) -> Iterable[m.Document]:
    """Of documents of one day those that take effect: not repealed by another of that day that does.

    Documents that repeal each other on one day all go.
    """
    left = set(waiting)
    while left:
        free = left.difference(*(repeals[one] for one in left))
        if not free:
            yield from left
            return
        yield from free
        left -= free
        left -= {other for one in free for other in repeals[one]}


def _named(model: m.Model, names: Iterable[tuple[str, m.Where]]) -> Iterable[m.Document]:
    return (model.documents[name] for name, _ in names if name in model.documents)
