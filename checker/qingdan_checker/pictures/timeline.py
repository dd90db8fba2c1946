"""The time line as a picture: a bar for each stretch over an axis of time, and the same in words beside it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import TYPE_CHECKING, Final

from qingdan_checker.layout.columns import width
from qingdan_checker.messages.book import Shelf
from qingdan_checker.messages.deadlines import deadline_rows
from qingdan_checker.messages.language import language_tag
from qingdan_checker.messages.states import (
    HEADS,
    STATES,
    called,
    excuse,
    first_day,
    grounds,
    lane_name,
    lane_source,
    lasting,
    left,
)
from qingdan_checker.pictures import filled, fitting, key_width
from qingdan_checker.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qingdan_checker.findings import Report
    from qingdan_checker.messages.book import Book
    from qingdan_checker.timeline import Lane, Stretch

LEFT: Final = 330
"""Where the axis begins, in pixels: names stand before it."""

ACROSS: Final = 830
"""How long the axis is."""

HEAD: Final = 30
ROW: Final = 34
TOP: Final = 132
LETTER: Final = 6.2
"""About the width of half a Chinese character at 12 pixels, a little more than most have."""

MOST_TICKS: Final = 12
_DAYS: Final = 365


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A stretch as a rectangle; `goes_on` where no end is known, `tip` is what a pointer shows."""

    state: str
    x: float
    across: float
    goes_on: bool
    text: str
    tip: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A lane: its top, what it is called, the text that it rests on, its bars."""

    y: int
    name: str
    source: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A jurisdiction with its rows; `cells` are its stretches for a table: the state, then a text under each head."""

    y: int
    name: str
    rows: tuple[Row, ...]
    cells: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Axis:
    """Days to pixels, from the first day that was looked at to some time after the last change."""

    first: date
    last: date

    def x(self, day: date) -> float:
        """Where a day stands; one outside the axis at its end."""
        days = (min(max(day, self.first), self.last) - self.first).days
        return round(LEFT + ACROSS * days / max(1, (self.last - self.first).days), 1)

    def ticks(self) -> Iterator[tuple[float, str]]:
        """The starts of years, or of months on a short axis, and what stands there: not more than fit."""
        years = [date(year, 1, 1) for year in range(self.first.year + 1, self.last.year + 1)]
        if len(years) > 1:
            step = -(-len(years) // MOST_TICKS)
            yield from ((self.x(day), str(day.year)) for day in years if day.year % step == 0)
        else:
            months = [_month(self.first, later) for later in range(1, _months(self.first, self.last) + 1)]
            step = -(-len(months) // MOST_TICKS) or 1
            yield from ((self.x(day), f"{day:%Y-%m}") for day in months[::step])


def _months(first: date, last: date) -> int:
    return (last.year - first.year) * 12 + last.month - first.month


def _month(first: date, later: int) -> date:
    months = first.month - 1 + later
    return date(first.year + months // 12, months % 12 + 1, 1)


def picture(report: Report, lanes: Sequence[Lane], books: Sequence[Book]) -> str:
    """The time line as SVG that stands by itself."""
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + filled(
        "timeline.svg.j2", _facts(report, lanes, Shelf(books)) | {"alone": True}
    )


def page(report: Report, lanes: Sequence[Lane], books: Sequence[Book]) -> str:
    """The time line as one page of HTML: the picture, and the same as tables."""
    clock = [(book.pick("The clock", "期限"), list(deadline_rows(book))) for book in books]
    return filled("timeline.html.j2", _facts(report, lanes, Shelf(books)) | {"clock": clock})


def _facts(report: Report, lanes: Sequence[Lane], shelf: Shelf) -> dict[str, object]:
    axis = _axis(report)
    parts = list(_parts(lanes, axis, shelf))
    known = {one.state for lane in lanes for one in lane.stretches}
    return {
        "language": language_tag(shelf.books[0].language),
        "title": shelf.pick("Time line", "时间线"),
        "about": shelf.say(_about, report),
        "heads": [shelf.pick(*head) for head in HEADS],
        "nothing": "" if parts else shelf.pick("Nothing to show.", "没有可显示的内容。"),
        "today": report.today,
        "today_x": axis.x(report.today or axis.first),
        "today_word": shelf.pick("today", "今天"),
        "ticks": list(axis.ticks()),
        "parts": parts,
        "legend": [_key(state, shelf.pick(*word)) for state, word in STATES.items() if state in known],
        "left": LEFT,
        "across": ACROSS,
        "width": LEFT + ACROSS + 40,
        "top": TOP,
        "row": ROW,
        "bottom": TOP + sum(HEAD + ROW * len(part.rows) for part in parts),
        "library": report.library,
        "version": VERSION,
    }


def _key(state: str, word: str) -> tuple[str, str, float]:
    """A state in the legend, and how many pixels it takes there."""
    return state, word, key_width(word, LETTER)


def _about(report: Report, book: Book) -> str:
    first, last = min(report.dates), max(report.dates)
    return book.pick(
        f"From {first} on; the last change is on {last}. What stands at the left edge may have begun earlier.",
        f"自 {first} 起，最后一次变化在 {last}。左端起始的状态可能更早开始。",
    )


def _axis(report: Report) -> Axis:
    """From the first day to a little after the last change, a year at least."""
    first, last = min(report.dates), max(*report.dates, report.today or date.min)
    beyond = max((last - first).days // 8, _DAYS - (last - first).days)
    return Axis(first, last + timedelta(days=min(beyond, (date.max - last).days)))


def _parts(lanes: Sequence[Lane], axis: Axis, shelf: Shelf) -> Iterator[Part]:
    y = TOP
    for place, group in groupby(lanes, key=lambda lane: lane.jurisdiction):
        own = list(group)
        rows = tuple(_row(lane, y + HEAD + at * ROW, axis, shelf) for at, lane in enumerate(own))
        cells = tuple(_cells(lane, one, shelf) for lane in own for one in lane.stretches)
        yield Part(y=y, name=shelf.say(called, place), rows=rows, cells=cells)
        y += HEAD + ROW * len(rows)


def _row(lane: Lane, y: int, axis: Axis, shelf: Shelf) -> Row:
    return Row(
        y=y,
        name=fitting(shelf.say(lane_name, lane), LEFT - 24, LETTER * 1.08),
        source=fitting(shelf.say(lane_source, lane), LEFT - 24, LETTER * 0.92),
        bars=tuple(_bar(one, axis, shelf) for one in lane.stretches),
    )


def _bar(stretch: Stretch, axis: Axis, shelf: Shelf) -> Bar:
    start = axis.x(stretch.start or axis.first)
    end = (
        LEFT + ACROSS
        if stretch.until is None or stretch.until >= axis.last
        else axis.x(stretch.until + timedelta(days=1))
    )
    across = max(round(end - start, 1), 2)
    word = shelf.pick(*STATES[stretch.state])
    days = shelf.say(lasting, stretch)
    said = (word, days, shelf.say(left, stretch), shelf.say(excuse, stretch))
    return Bar(
        state=stretch.state,
        x=start,
        across=across,
        goes_on=stretch.until is None,
        text=next((one for one in (f"{word}  {days}", word) if width(one) * LETTER + 12 <= across), ""),
        tip="  ".join(one for one in said if one),
    )


def _cells(lane: Lane, stretch: Stretch, shelf: Shelf) -> tuple[str, ...]:
    return (
        stretch.state,
        shelf.say(lane_name, lane),
        shelf.say(lane_source, lane),
        shelf.pick(*STATES[stretch.state]),
        shelf.say(first_day, stretch),
        str(stretch.until or "—"),
        shelf.say(left, stretch),
        shelf.say(grounds, stretch),
    )
