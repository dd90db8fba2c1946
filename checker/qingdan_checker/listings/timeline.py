"""The time line as a table for people and as JSON for programs."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from qingdan_checker.clock import deadlines
from qingdan_checker.findings import SCHEMA
from qingdan_checker.layout.colour import Paint
from qingdan_checker.layout.columns import aligned, visible
from qingdan_checker.layout.escaping import json_text
from qingdan_checker.messages.deadlines import clock
from qingdan_checker.messages.language import counted
from qingdan_checker.messages.states import HEADS, STATES, first_day, grounds, lane_name, lane_source, left
from qingdan_checker.messages.summary import gaps_by_errors, library_used
from qingdan_checker.records import day

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from qingdan_checker.clock import Deadline
    from qingdan_checker.findings import Report
    from qingdan_checker.messages.book import Book
    from qingdan_checker.timeline import Lane, Stretch

_MARKS: Final = {"breach": "×", "beyond-authority": "×", "undetermined": "?", "within bounds": "√"}
"""Marks that every console can print; all other states have `-`."""

_STYLES: Final = {"breach": "error", "beyond-authority": "error", "undetermined": "warning", "within bounds": "good"}


def render(report: Report, lanes: Sequence[Lane], book: Book, *, colour: bool) -> str:
    """The stretches of each jurisdiction and rule, one a line, then the clock and what the table speaks of."""
    paint = Paint(colour)
    blocks = [
        "\n".join([paint(visible(book.name(place)), "strong"), *_table(list(group), book, paint)])
        for place, group in groupby(lanes, key=lambda lane: lane.jurisdiction)
    ]
    return "\n\n".join([*blocks, "\n".join(map(visible, _end(report, lanes, book)))]) + "\n"


def _table(lanes: Sequence[Lane], book: Book, paint: Paint) -> Iterator[str]:
    rows = [
        (lane, stretch, _row(lane, stretch, book, first=at == 0))
        for lane in lanes
        for at, stretch in enumerate(lane.stretches)
    ]
    lines = aligned([tuple(head.say(book.language) for head in HEADS), *[row for _, _, row in rows]])
    yield f"    {lines[0]}"
    for (_, stretch, _), line in zip(rows, lines[1:], strict=True):
        mark = paint(_MARKS.get(stretch.state, "-"), _STYLES.get(stretch.state, "note"))
        yield f"  {mark} {visible(line)}"


def _row(lane: Lane, stretch: Stretch, book: Book, *, first: bool) -> tuple[str, ...]:
    """A stretch; the rule stands on its first line alone."""
    return (
        lane_name(lane, book) if first else "",
        lane_source(lane, book) if first else "",
        STATES[stretch.state].say(book.language),
        first_day(stretch, book),
        str(stretch.until or ""),
        left(stretch, book),
        grounds(stretch, book),
    )


def _end(report: Report, lanes: Sequence[Lane], book: Book) -> Iterator[str]:
    count = len(lanes)
    yield book.pick(f"{counted(count, 'line')}, {_dates(report, book)}", f"共 {count} 行，{_dates(report, book)}")
    yield from clock(book)
    yield from library_used(book)
    yield from gaps_by_errors(book)


def _dates(report: Report, book: Book) -> str:
    first, last = min(report.dates), max(report.dates)
    if first == last:
        return book.pick(
            f"from {first} on, after which nothing changes (--since shows earlier days)",
            f"自 {first} 起，其后没有变化（--since 可看以前）",
        )
    return book.pick(f"from {first} on; the last change is on {last}", f"自 {first} 起，最后一次变化在 {last}")


# ---- for programs


def render_json(report: Report, lanes: Iterable[Lane]) -> str:
    """One JSON object with all lanes and the clock."""
    data = {
        "schema": SCHEMA,
        "today": day(report.today),
        "dates": [day(one) for one in report.dates],
        "source_errors": len(report.faults),
        "lanes": [_lane(lane, report) for lane in lanes],
        "clock": [_deadline(one) for one in deadlines(report)],
    }
    return json_text(data, indent=2) + "\n"


def _lane(lane: Lane, report: Report) -> dict[str, Any]:
    return {
        "jurisdiction": lane.jurisdiction,
        "rule": lane.rule or None,
        "matter": lane.matter or None,
        "stretches": [_stretch(one, report.today) for one in lane.stretches],
    }


def _stretch(one: Stretch, today: date | None) -> dict[str, Any]:
    return {
        "state": one.state,
        "from": day(one.start),
        "until": day(one.until),
        "days_left": (one.until - today).days if one.until and today and one.until >= today else None,
        "file": one.place.file if one.place else None,
        "line": one.place.line if one.place else None,
        "document": one.document or None,
        "article": one.article or None,
    }


def _deadline(one: Deadline) -> dict[str, Any]:
    return {
        "day": day(one.day),
        "days": one.days,
        "ends": one.ends,
        "what": one.what,
        "about": one.about,
        "jurisdiction": one.jurisdiction,
        "document": one.document or None,
        "article": one.article or None,
    }
