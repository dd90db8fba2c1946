"""Both sides day by day: their tables beside one another, cut alike, and only where something can differ."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qingdan_checker import model as m
from qingdan_checker.calendar import calendar_of
from qingdan_checker.differences.grounds import Grounds
from qingdan_checker.effect import Stretches
from qingdan_checker.memory import Memory
from qingdan_checker.round import Round
from qingdan_checker.walk import dates_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from qingdan_checker.differences.grounds import DayGrounds, Numbers
    from qingdan_dsl.source import Source


class Course:
    """One side over time."""

    def __init__(self, model: m.Model, sources: Mapping[str, Source], today: date, numbers: Numbers) -> None:
        self.model = model
        self.stretches = Stretches(model, today)
        self._sources = sources
        self._calendar = calendar_of(model)
        self._memory = Memory(model, self._calendar)
        self._grounds = Grounds(self._memory, numbers)

    def dates(self, first: date) -> list[date]:
        """The first date, and every later one on which something known changes."""
        return dates_of(self.model, self.stretches, self._calendar, first)

    def on(self, day: date) -> tuple[Round, DayGrounds]:
        """A day, and what its tables rest on."""
        round_ = Round(self.model, self.stretches, day, self._sources, memory=self._memory)
        return round_, self._grounds.on(round_)

    def stands_for(self, name: str, other: m.Model) -> m.Jurisdiction | None:
        """The jurisdiction of a name; where only the other side has it, the nearest above it that this side has."""
        if name in self.model.jurisdictions:
            return self.model.jurisdictions[name]
        line = other.jurisdictions[name].line if name in other.jurisdictions else ()
        return next((self.model.jurisdictions[one.name] for one in line if one.name in self.model.jurisdictions), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Both sides on one day."""

    old: Round
    new: Round
    grounds: tuple[DayGrounds, DayGrounds]

    def cut_alike(self) -> Pair:
        """The same with the measures of both cut at what either compares them with."""
        old = self.old.with_cuts(self.old.date, _cuts(self.new, self.old.model))
        new = self.new.with_cuts(self.new.date, _cuts(self.old, self.new.model))
        return Pair(old=old, new=new, grounds=self.grounds)


def _cuts(round_: Round, model: m.Model) -> list[m.Term]:
    """The points at which a day cuts its measures, as terms of another model."""
    found = []
    for name, pieces in round_.day.pieces.items():
        axis = model.axes.get(name)
        if isinstance(axis, m.Measure) and axis.kind == _kind(round_.model, name):
            points = (one.low for one in pieces if one.is_point and one.low is not None)
            found += [m.Term(axis=axis, bounds=(("=", point),)) for point in points]
    return found


def _kind(model: m.Model, name: str) -> str:
    axis = model.axes[name]
    return axis.kind if isinstance(axis, m.Measure) else ""


class Walk:
    """The days on which something changes on either side, and on each the places whose tables can differ."""

    def __init__(self, old: Course, new: Course, dates: Sequence[date]) -> None:
        self.old = old
        self.new = new
        self.dates = dates
        self.places = sorted({*old.model.jurisdictions, *new.model.jurisdictions})

    def days(self) -> Iterator[Pair]:
        """Both sides on each date."""
        for day in self.dates:
            (old, old_grounds), (new, new_grounds) = self.old.on(day), self.new.on(day)
            yield Pair(old=old, new=new, grounds=(old_grounds, new_grounds))

    def differing(self, pair: Pair) -> Iterator[tuple[str, m.Jurisdiction | None, m.Jurisdiction | None, object]]:
        """The places whose tables can differ on a day, with the jurisdiction on either side, and a mark of both."""
        for name in self.places:
            old, new = self.old.stands_for(name, self.new.model), self.new.stands_for(name, self.old.model)
            marks = (old and pair.grounds[0].whole(old), new and pair.grounds[1].whole(new))
            if marks[0] != marks[1]:
                yield name, old, new, marks


def walk_of(old: Course, new: Course, first: date, *, one_date: bool) -> Walk:
    """The walk of both sides from a first date on, or of that date alone."""
    dates = [first] if one_date else sorted({*old.dates(first), *new.dates(first)})
    return Walk(old, new, dates)
