"""What depends on the calendar: through `date`, `this-year`, or a statistic of the year before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from qingdan_checker import model as m
from qingdan_checker.evaluate import Scope, evaluate
from qingdan_checker.footprint import stated
from qingdan_checker.quantity import DATE, DAYS, NUMBER

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qingdan_checker.evaluate import Answer, Bounded, Key
    from qingdan_checker.footprint import Subject
    from qingdan_checker.listed import Listed

MOST_DAYS: Final = 2_000
"""More days of change than any set of policies has."""

_YEARS: Final = range(1900, 2200)
"""Numbers that are taken for years where the text asks for the year of the check."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """When the calendar alone changes something.

    The days and years that expressions name or come to, whether any asks for the date itself, and what asks for the
    date or the year at all.
    """

    days: tuple[date, ...]
    years: tuple[int, ...]
    uses_date: bool
    dependents: frozenset[Subject]


def calendar_of(model: m.Model) -> Calendar:
    """The calendar of a model.

    A date to which a span is added somewhere is paired with every span of days that the texts name.
    """
    said = list(stated(model))
    expressions = [expression for _, expression in said]
    parts = [part for expression in expressions for part in m.walk(expression)]
    days = {value for part in parts if part.kind == DATE and isinstance(value := _fixed(part), date)}
    uses_date = any(isinstance(part, m.Now) and part.kind == DATE for part in parts)
    if uses_date:
        spans = {int(value) for part in parts if part.kind == DAYS and isinstance(value := _fixed(part), int)}
        days |= {moved for day in days for span in spans for moved in _moved(day, span)}
    uses_year = any(isinstance(part, m.Now) and part.kind == NUMBER for part in parts)
    years = {year for part in parts if uses_year for year in _years(part)}
    return Calendar(
        days=tuple(sorted(days)[:MOST_DAYS]),
        years=tuple(sorted(years)),
        uses_date=uses_date,
        dependents=frozenset(one for one, expression in said if _asks_calendar(expression)),
    )


class _OnDay:
    """A table that knows the date alone: what is evaluated on it rests on nothing else, and reads nothing."""

    def __init__(self, day: date) -> None:
        self.day = day

    def read(self, target: m.Item | m.Define, _key: Key, /) -> tuple[Answer, bool]:
        raise LookupError(target.name)

    def figure(self, statistic: m.Statistic, _year: int | None, /) -> Answer:
        raise LookupError(statistic.name)

    def listed(self, catalogue: m.Catalogue, _place: m.Jurisdiction | None, _day: date | None, /) -> Listed:
        raise LookupError(catalogue.name)

    def pieces(self, measure: m.Measure, /) -> Sequence[Bounded]:
        raise LookupError(measure.name)

    def mask(self, term: m.Term, /) -> int:
        raise LookupError(term.axis.name)


def _is_plain(part: m.Expression, *, calendar: bool) -> bool:
    """Whether an expression rests on literals alone (and, where `calendar` says so, on the date)."""
    plain = (m.Constant, m.Now) if calendar else m.Constant
    return all(m.parts(one) or isinstance(one, plain) for one in m.walk(part)) and not any(
        isinstance(one, m.Total | m.Banded | m.Figure) for one in m.walk(part)
    )


def _fixed(part: m.Expression) -> object:
    """What an expression of literals alone comes to; None where it rests on more."""
    if isinstance(part, m.Constant):
        return part.value
    return _on(part, date.min) if _is_plain(part, calendar=False) else None


def _on(part: m.Expression, day: date) -> object:
    return evaluate(part, Scope(table=_OnDay(day), cell={}))


def _moved(day: date, span: int) -> list[date]:
    found = []
    for shift in (span, -span):
        try:
            found.append(date.fromordinal(day.toordinal() + shift))
        except (ValueError, OverflowError):
            continue
    return found


def _years(part: m.Expression) -> set[int]:
    """The years at whose start a comparison with the year of the check comes out another way."""
    if isinstance(part, m.Constant):
        return {int(part.value)} if isinstance(part.value, int) and part.value in _YEARS else set()
    if not isinstance(part, m.Compared) or not _is_plain(part, calendar=True):
        return set()
    answers = {year: _on(part, date(year, 1, 1)) for year in _YEARS}
    return {year for year in _YEARS[1:] if answers[year] != answers[year - 1]}


def _asks_calendar(expression: m.Expression) -> bool:
    return any(isinstance(part, m.Figure | m.Now) for part in m.walk(expression))
