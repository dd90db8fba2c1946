"""The walk over dates: on which days something known changes, and findings that last (section 10)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from qingdan_checker import model as m
from qingdan_checker.effect.stretches import Stretches
from qingdan_checker.findings import Finding, Judgement


def dates_of(model: m.Model, stretches: Stretches, first: date) -> list[date]:
    """The first date, and every later one on which something known changes."""
    days = stretches.changes()
    for day in model.days:
        days |= {day, m.day_after(day)}
    for year in _years(model):
        if date.min.year <= year <= date.max.year:
            days.add(date(year, 1, 1))
    return [first, *sorted(day for day in days if day > first)]


def _years(model: m.Model) -> set[int]:
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
    return years | {year + step for year in model.years for step in (0, 1)}


def _lags(model: m.Model) -> Iterable[int]:
    """How many years back statistics are asked for: `this-year - 2`."""
    most = 50
    for statement in model.statements:
        expressions: list[m.Expression | None] = []
        match statement:
            case m.Rule() | m.Requirement() | m.Waiver() | m.Deciding():
                expressions.append(statement.condition)
        if isinstance(statement, m.Rule):
            expressions.append(statement.expression)
        if isinstance(statement, m.Deciding):
            for one in statement.provisions:
                expressions.append(one.value)
                if one.change:
                    expressions += [one.change.value, one.change.up_to, one.change.down_to]
        yield from _lags_in(expressions, most)
    yield from _lags_in([define.expression for define in model.defines.values()], most)


def _lags_in(expressions: Iterable[m.Expression | None], most: int) -> Iterable[int]:
    for expression in expressions:
        for part in m.walk(expression) if expression else ():
            if isinstance(part, m.Figure) and part.year:
                for inner in m.walk(part.year):
                    if isinstance(inner, m.Constant) and isinstance(inner.value, int) and 0 <= inner.value <= most:
                        yield inner.value
                if isinstance(part.year, m.Now):
                    yield 0


def merged_findings(dates: Sequence[date], told: Sequence[Sequence[Finding]], *, one_date: bool) -> list[Finding]:
    """Findings with the stretch over which each holds; adjacent stretches with the same finding are one."""
    found: list[Finding] = []
    running: dict[Finding, date] = {}
    for place, findings in enumerate(told):
        known = {_timeless(finding): finding for finding in findings}
        for key in [key for key in running if key not in known]:
            found.append(key.during(running.pop(key), m.day_before(dates[place])))
        for key in known:
            running.setdefault(key, dates[place])
    end = dates[-1] if one_date else None
    found += [key.during(start, end) for key, start in running.items()]
    return found


def _timeless(finding: Finding) -> Finding:
    """The finding without what changes from day to day: the days that are left."""
    facts = tuple(fact for fact in finding.facts if fact[0] != "days")
    return replace(finding, facts=facts)


def merged_judgements(
    dates: Sequence[date], judged: Sequence[Sequence[Judgement]], *, one_date: bool
) -> list[Judgement]:
    """Verdicts with the stretch over which each holds."""
    found: list[Judgement] = []
    running: dict[Judgement, date] = {}
    for place, judgements in enumerate(judged):
        known = dict.fromkeys(judgements)
        for key in [key for key in running if key not in known]:
            found.append(key.during(running.pop(key), m.day_before(dates[place])))
        for key in known:
            running.setdefault(key, dates[place])
    end = dates[-1] if one_date else None
    found += [key.during(start, end) for key, start in running.items()]
    return found
