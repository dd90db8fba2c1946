"""What is in force on a date (sections 4 and 5)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from .values import calendar

if TYPE_CHECKING:
    from .model import Document, Jurisdiction, Model, Observation, Provision, Statement


class Times:
    """The dates of documents and statements, for one day.

    `checked` is the date of the check, from which an undated draft is in force.
    """

    def __init__(self, model: Model, day: date, checked: date) -> None:
        """Keeps what is in force on the day."""
        self.model = model
        self.day = day
        self._checked = checked
        self._intervals: dict[int, tuple[date, date]] = {}
        self.provisions = [one for one in model.provisions if self.in_force(one.statement)]
        self.observations = [one for one in model.observations if self.effective(one)]
        self.listings = [one for one in model.listings if self.in_force(one.statement)]

    def start(self, document: Document) -> date:
        """The day from which a document is in force."""
        return document.effective or self._checked

    def interval(self, document: Document, visiting: tuple[Document, ...] = ()) -> tuple[date, date]:
        """First and last day; a document that takes effect ends those that it repeals on the day before."""
        if id(document) in self._intervals:
            return self._intervals[id(document)]
        start, end = self.start(document), document.until or date.max
        for other in self.model.documents:
            if other is document or other in visiting:
                continue
            if any(target is document and self.reaches(other, target) for target, _ in other.repeals):
                first, last = self.interval(other, (*visiting, document))
                if first <= last:
                    end = min(end, first - timedelta(days=1))
        if not visiting:
            self._intervals[id(document)] = (start, end)
        return start, end

    def reaches(self, document: Document, other: Document) -> bool:
        """Whether `repeals` or `amends` reaches the other: of the same issuer, or of one below it."""
        return document.issuer is other.issuer or document.issuer.above(other.issuer)

    def stretch(self, statement: Statement) -> tuple[date, date]:
        """First and last day of a statement, clipped to its document's own time."""
        first, last = self.interval(statement.document)
        since, until = statement.tree.narrowing.since, statement.tree.narrowing.until
        since_day = calendar(since) if since else None
        until_day = calendar(until) if until else None
        return max(first, since_day or first), min(last, until_day or last)

    def in_force(self, statement: Statement, on: date | None = None) -> bool:
        """Whether a statement is in force on the day, or on another."""
        first, last = self.stretch(statement)
        return first <= (on or self.day) <= last

    def holds(self, document: Document) -> bool:
        """Whether a document is in force on the day."""
        first, last = self.interval(document)
        return first <= self.day <= last

    def since(self, one: Provision | Observation) -> date:
        """The day on which a provision takes effect."""
        return self.stretch(one.statement)[0]

    def allowed(self, one: Observation) -> bool:
        """J itself or one above it may observe for it."""
        return one.statement.document.issuer in one.about.upward()

    def effective(self, one: Observation) -> bool:
        """Whether a figure is in force and given by one who may."""
        return self.in_force(one.statement) and self.allowed(one)

    def below(self, jurisdiction: Jurisdiction) -> list[Jurisdiction]:
        """A jurisdiction and all below it."""
        return [one for one in self.model.jurisdictions.values() if jurisdiction in one.upward()]
