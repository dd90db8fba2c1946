"""The walk over dates: on which days something known changes, and findings that last (section 10)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final, Protocol, Self, TypeVar

from qingdan_checker import model as m

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from qingdan_checker.calendar import Calendar
    from qingdan_checker.effect import Stretches


MOST_YEARS_BACK: Final = 50
"""A larger number beside a statistic is a year, not a distance."""


def dates_of(model: m.Model, stretches: Stretches, calendar: Calendar, first: date) -> list[date]:
    """The first date, and every later one on which something known changes."""
    days = stretches.changes()
    for day in calendar.days:
        days |= {day, m.day_after(day)}
    for year in _years(model, calendar):
        if date.min.year <= year <= date.max.year:
            days.add(date(year, 1, 1))
    return [first, *sorted(day for day in days if day > first)]


def _years(model: m.Model, calendar: Calendar) -> set[int]:
    """Years at whose start a statistic of another year is meant, or a named year begins."""
    observed = {
        figure.year
        for statement in model.statements
        if isinstance(statement, m.Observation)
        for figure in statement.figures
        if figure.year is not None
    }
    lags = {1, *_lags(model)}
    years = {year + lag + step for year in observed for lag in lags for step in (0, 1)}
    return years | {year + step for year in calendar.years for step in (0, 1)}


def _lags(model: m.Model) -> Iterable[int]:
    """How many years back statistics are asked for: `this-year - 2`."""
    statements = (one for one in model.statements if not isinstance(one, m.Observation))
    written = [expression for statement in statements for expression in statement.expressions]
    defined = [define.expression for define in model.defines.values() if define.expression]
    for expression in (*written, *defined):
        for part in m.walk(expression):
            if isinstance(part, m.Figure) and part.year:
                yield from _lags_of(part.year)


def _lags_of(year: m.Expression) -> Iterable[int]:
    if isinstance(year, m.Now):
        yield 0
    for part in m.walk(year):
        if isinstance(part, m.Constant) and isinstance(part.value, int) and 0 <= part.value <= MOST_YEARS_BACK:
            yield part.value


class Lasting(Protocol):
    """What holds over a stretch of time."""

    def during(self, start: date | None, until: date | None) -> Self:
        """The same over another stretch."""


Held = TypeVar("Held", bound=Lasting)


def merged(dates: Sequence[date], told: Sequence[Sequence[Held]], *, one_date: bool) -> list[Held]:
    """What was told on each date, with the stretch over which each holds; adjacent stretches with the same are one."""
    interned: dict[Held, Held] = {}
    known: dict[int, Held] = {}  # a finding that is kept from date to date is compared once
    found: list[Held] = []
    running: dict[int, date] = {}
    for day, ones in zip(dates, told, strict=True):
        now: dict[int, Held] = {}
        for one in ones:
            same = known.get(id(one))
            if same is None:
                same = known[id(one)] = interned.setdefault(one, one)
            now[id(same)] = same
        over = [key for key in running if key not in now]
        found += [known[key].during(running.pop(key), m.day_before(day)) for key in over]
        for key in now:
            running.setdefault(key, day)
    end = dates[-1] if one_date else None
    return found + [known[key].during(start, end) for key, start in running.items()]
