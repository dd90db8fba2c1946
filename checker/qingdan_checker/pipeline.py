"""The whole way from source text to report, in one paragraph: each phase takes only what came before it."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from qingdan_checker.calendar import calendar_of
from qingdan_checker.checks import CHECKS
from qingdan_checker.effect import Stretches
from qingdan_checker.memory import Memory
from qingdan_checker.reporting import faults_of, report_of
from qingdan_checker.resolve import NO_SHEETS, resolve
from qingdan_checker.round import Round
from qingdan_checker.telling import judgements
from qingdan_checker.walk import dates_of, merged

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from qingdan_checker.findings import Finding, Report
    from qingdan_checker.sheets import Sheets
    from qingdan_dsl.source import Source
    from qingdan_dsl.syntax.declarations import File


DEEPEST: Final = 20_000
"""Calls within calls: cells that rest on cells (60 at most), each through an expression (100 at most)."""


def check(  # noqa: PLR0913  each is an option of its own
    files: Sequence[File],
    sources: Mapping[str, Source],
    sheets: Sheets = NO_SHEETS,
    *,
    today: date,
    at: date | None = None,
    since: date | None = None,
    drafts: bool = True,
    concerned: frozenset[str] | None = None,
    library: str = "",
) -> Report:
    """Source texts to report: names bound, tables made, rules judged, findings told, on each date that matters.

    `at` judges one date; otherwise today and every later date on which something known changes, from `since` on
    where that is given. `sheets` are the files with entries that statements name, `concerned` the paths that were
    asked about, where a library was added to them.
    """
    with _deep_enough():
        model = resolve(files, sheets, drafts=drafts)
        stretches = Stretches(model, at or today)
        calendar = calendar_of(model)
        dates = [at] if at else dates_of(model, stretches, calendar, since or today)
        memory = Memory(model, calendar)
        rounds = (Round(model, stretches, day, sources, memory=memory) for day in dates)
        told, judged = zip(*((_found(round_), judgements(round_)) for round_ in rounds), strict=True)
        findings = [*faults_of(model, sources), *merged(dates, told, one_date=at is not None)]
        verdicts = merged(dates, judged, one_date=at is not None)
    return report_of(
        model,
        sources,
        stretches,
        findings=findings,
        verdicts=verdicts,
        dates=dates,
        today=at or today,
        concerned=concerned,
        library=library,
    )


def _found(round_: Round) -> list[Finding]:
    """What every check finds on one date."""
    return [finding for check in CHECKS.values() if hasattr(check, "find") for finding in check.find(round_)]


@contextmanager
def _deep_enough() -> Iterator[None]:
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(max(before, DEEPEST))
    try:
        yield
    finally:
        sys.setrecursionlimit(before)
