"""What differs between two sets of policies: what they say, what is in effect by them, and what is found in them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeVar

from qingdan_checker.differences.cells import Tables
from qingdan_checker.differences.facts import Blind, Differences, Moved, Relisted, Side
from qingdan_checker.differences.grounds import Numbers
from qingdan_checker.differences.lists import Lists
from qingdan_checker.differences.provisions import Told, altered
from qingdan_checker.differences.turned import turned
from qingdan_checker.differences.walking import Course, walk_of
from qingdan_checker.pipeline import check, deep_enough
from qingdan_checker.resolve import resolve
from qingdan_checker.walk import merged

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
    from datetime import date

    from qingdan_checker.differences.walking import Walk
    from qingdan_checker.findings import Report

__all__ = ["Differences", "Question", "Side", "compare"]


class Question(NamedTuple):
    """For which days two sides are compared, and how: as in `pipeline.check`.

    `narrowed` leaves findings out of a report that nobody asked for; `progress` is told how far the judging is.
    """

    today: date
    at: date | None = None
    since: date | None = None
    drafts: bool = True
    narrowed: Callable[[Report], Report] = lambda report: report
    progress: Callable[[int, int], None] = lambda _done, _all: None


def compare(old: Side, new: Side, question: Question) -> Differences:
    """All that differs. Each side is judged once, and tables are made only where something can differ."""
    reports = (_report(old, question), _report(new, question))
    models = [resolve(side.files, side.sheets, drafts=question.drafts) for side in (old, new)]
    told = [
        Told(model=model, files=side.files, sources=side.sources)
        for model, side in zip(models, (old, new), strict=True)
    ]
    provisions, unread = altered(*told)
    numbers = Numbers()
    today = question.at or question.today
    before, after = (Course(one.model, one.sources, today, numbers) for one in told)
    first = question.at or question.since or question.today
    walk = walk_of(before, after, first, one_date=question.at is not None)
    with deep_enough():
        moved, relisted, blind = _effects(walk, one_date=question.at is not None)
    return Differences(
        old=reports[0],
        new=reports[1],
        names=(old.name, new.name),
        dates=tuple(walk.dates),
        provisions=tuple(provisions),
        moved=moved,
        relisted=relisted,
        findings=tuple(turned(*reports)),
        blind=(*_unseen("old", old, reports[0]), *_unseen("new", new, reports[1]), *unread, *blind),
    )


def _report(side: Side, question: Question) -> Report:
    report = check(
        side.files,
        side.sources,
        side.sheets,
        today=question.today,
        at=question.at,
        since=question.since,
        drafts=question.drafts,
        concerned=side.concerned,
        library=side.library,
        progress=question.progress,
    )
    return question.narrowed(report)


def _unseen(which: Literal["old", "new"], side: Side, report: Report) -> Iterable[Blind]:
    """What took no part on a side, or is not there."""
    yield from (Blind(kind="left-out", side=which, what=one) for one in report.left_out)
    yield from (Blind(kind="link", side=which, what=one) for one in side.unfollowed)
    yield from (Blind(kind="lacking", side=which, what=one) for one in side.lacking)


# ---- effects


def _effects(walk: Walk, *, one_date: bool) -> tuple[tuple[Moved, ...], tuple[Relisted, ...], tuple[Blind, ...]]:
    """What moves on each date, over the stretches for which it lasts, those alike of several places together."""
    cells: list[Sequence[Moved]] = []
    entries: list[Sequence[Relisted]] = []
    blind: dict[Blind, None] = {}
    known: dict[Hashable, tuple[Sequence[Moved | Blind], Sequence[Relisted]]] = {}
    lists = Lists()
    for pair in walk.days():
        differing = list(walk.differing(pair))
        alike = pair.cut_alike() if differing else pair
        found = []
        for name, old, new, marks in differing:
            if (name, marks) not in known:
                tables = Tables(pair=alike, old=old, new=new, name=name)
                known[name, marks] = (tuple(tables.moved()), tuple(lists.relisted(alike, name, old, new)))
            found.append(known[name, marks])
        cells.append([one for moved, _ in found for one in moved if isinstance(one, Moved)])
        entries.append([one for _, relisted in found for one in relisted])
        blind.update(dict.fromkeys(one for moved, _ in found for one in moved if isinstance(one, Blind)))
    moved = _together(merged(walk.dates, cells, one_date=one_date), walk)
    relisted = _together(merged(walk.dates, entries, one_date=one_date), walk)
    return (
        tuple(sorted(moved, key=_cell_order)),
        tuple(sorted(relisted, key=lambda one: (one.catalogue, one.key, str(one.start), one.jurisdictions))),
        tuple(blind),
    )


_Effect = TypeVar("_Effect", Moved, Relisted)


def _together(found: Iterable[_Effect], walk: Walk) -> list[_Effect]:
    """What is alike in several places as one, the places from the nation down."""
    places: Mapping[_Effect, list[str]] = defaultdict(list)
    for one in found:
        places[replace(one, jurisdictions=())].extend(one.jurisdictions)
    order = {name: at for at, name in enumerate(_downward(walk))}
    return [
        replace(one, jurisdictions=tuple(sorted(names, key=lambda name: order[name]))) for one, names in places.items()
    ]


def _downward(walk: Walk) -> list[str]:
    """All places, each behind those above it."""
    known = {**walk.old.model.jurisdictions, **walk.new.model.jurisdictions}
    return sorted(walk.places, key=lambda name: [one.name for one in reversed(known[name].line)])


def _cell_order(one: Moved) -> tuple[object, ...]:
    return (one.item, str(one.start), one.jurisdictions, one.selectors, one.before or "", one.after or "")
