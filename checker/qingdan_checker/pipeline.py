"""The whole way from source text to report, in one paragraph: each phase takes only what came before it."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from qingdan_checker.calendar import calendar_of
from qingdan_checker.checks import CHECKS
from qingdan_checker.effect import Stretches
from qingdan_checker.memory import Memory
from qingdan_checker.reach import concern_of, reach_of
from qingdan_checker.reporting import faults_of, report_of
from qingdan_checker.resolve import NO_SHEETS, resolve
from qingdan_checker.round import Concern, Round
from qingdan_checker.telling import judgements
from qingdan_checker.walk import dates_of, merged

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import date

    from qingdan_checker.findings import Finding, Report
    from qingdan_checker.memory import Solver
    from qingdan_checker.reach import Change
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
    change: Change | None = None,
    keep: Callable[[Memory], None] = lambda _memory: None,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
) -> Report:
    """Source texts to report: names bound, tables made, rules judged, findings told, on each date that matters.

    `at` judges one date; otherwise today and every later date on which something known changes, from `since` on
    where that is given. `sheets` are the files with entries that statements name, `concerned` the paths that were
    asked about, where a library was added to them. With a `change`, the report names whom it can affect. `keep` is
    given all that was found out, for whoever asks more of the same texts; `progress` is told after each step how many
    of how many are done.
    """
    with deep_enough():
        model = resolve(files, sheets, drafts=drafts)
        stretches = Stretches(model, at or today)
        calendar = calendar_of(model)
        dates = [at] if at else dates_of(model, stretches, calendar, since or today)
        memory = Memory(model, calendar)
        keep(memory)
        everyone = model.jurisdictions.values()
        about = Concern.of_all(model, everyone) if concerned is None else concern_of(model, files, concerned)
        steps = _Steps(progress, len(dates) * (len(about.places) + 1))
        rounds = (Round(model, stretches, day, sources, memory=memory, step=steps.step, about=about) for day in dates)
        told, held = zip(*((_found(round_, steps.step), judgements(round_)) for round_ in rounds), strict=True)
        findings = [*faults_of(model, sources), *merged(dates, told, one_date=at is not None)]
        verdicts = merged(dates, held, one_date=at is not None)
    report = report_of(
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
    return replace(report, reach=reach_of(model, files, change)) if change else report


PROVED: Final = ("contradiction", "looser", "redundant", "idle", "unmeetable")
"""Codes of what the rules in force say of each other, and of what the numbers leave no room for."""


def prove(  # noqa: PLR0913  each is an option of its own
    files: Sequence[File],
    sources: Mapping[str, Source],
    sheets: Sheets = NO_SHEETS,
    *,
    today: date,
    at: date | None = None,
    drafts: bool = True,
    solver: Solver | None = None,
    concerned: frozenset[str] | None = None,
    library: str = "",
    progress: Callable[[int, int], None] = lambda _done, _all: None,
) -> Report:
    """Source texts to what is so of the rules themselves, on each date that matters.

    A `solver` decides rules of other shapes than bounds and gaps. What cannot be decided is undetermined.
    """
    with deep_enough():
        model = resolve(files, sheets, drafts=drafts)
        stretches = Stretches(model, at or today)
        calendar = calendar_of(model)
        dates = [at] if at else dates_of(model, stretches, calendar, today)
        memory = Memory(model, calendar, solver)
        steps = _Steps(progress, len(dates))
        told: list[list[Finding]] = []
        for day in dates:
            told.append(_proved(Round(model, stretches, day, sources, memory=memory)))
            steps.step()
    findings = [*faults_of(model, sources), *merged(dates, told, one_date=at is not None)]
    return report_of(
        model,
        sources,
        stretches,
        findings=findings,
        verdicts=(),
        dates=dates,
        today=at or today,
        concerned=concerned,
        library=library,
    )


def _proved(round_: Round) -> list[Finding]:
    found = [finding for code in PROVED for finding in CHECKS[code].find(round_)]
    return [*found, *CHECKS["undetermined"].unproved(round_)]


def _found(round_: Round, step: Callable[[], None]) -> list[Finding]:
    """What every check finds on one date."""
    checks = [one for one in CHECKS.values() if hasattr(one, "find") and getattr(one, "IN_CHECK", True)]
    found = [finding for check in checks for finding in check.find(round_)]
    step()
    return found


class _Steps:
    """Counts the steps of judging: a jurisdiction on a date each, and the rest of a date."""

    def __init__(self, progress: Callable[[int, int], None], of: int) -> None:
        self._progress = progress
        self._done = 0
        self._of = of

    def step(self) -> None:
        """One more is done."""
        self._done += 1
        self._progress(self._done, self._of)


@contextmanager
def deep_enough() -> Iterator[None]:
    """Room for values that refer to one another, as deeply as they may."""
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(max(before, DEEPEST))
    try:
        yield
    finally:
        sys.setrecursionlimit(before)
