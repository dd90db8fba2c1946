"""Numbers side by side, sorted: a bar for each name from one number to another, such as how far a rule is met."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from qingdan_checker.messages.language import language_tag
from qingdan_checker.paper import Picture
from qingdan_checker.pictures import filled, fitting

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qingdan_checker.messages.book import Book
    from qingdan_checker.quantity import Number

MOST_ROWS: Final = 40
"""Bars of one picture; the first of more are drawn, so the order matters."""

LEFT: Final = 190
ACROSS: Final = 420
RIGHT: Final = 190
ROW: Final = 26
TOP: Final = 16
LETTER: Final = 6.6
THIN: Final = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A bar from `low` to `high`: its name, what stands behind it, and the state that colours it."""

    name: str
    low: Number
    high: Number
    said: str
    state: str = "within bounds"


def spans(bars: Sequence[Bar], title: str, about: str, book: Book, *, zero: bool = False) -> Picture:
    """The picture of some bars, at least one; with `zero` the axis reaches to zero, where a line stands."""
    shown = bars[:MOST_ROWS]
    if len(shown) < len(bars):
        about += book.pick(f" The first {len(shown)} of {len(bars)} are drawn.", f"图中为前 {len(shown)} 个。")
    return Picture(svg=filled("spans.svg.j2", _facts(shown, (title, about), book, zero=zero)), title=title, about=about)


def _facts(bars: Sequence[Bar], said: tuple[str, str], book: Book, *, zero: bool) -> dict[str, object]:
    numbers = [number for bar in bars for number in (bar.low, bar.high)] + ([0] if zero else [])
    low, high = min(numbers), max(numbers)
    room = (high - low) or 1

    def x(number: Number) -> float:
        return round(LEFT + ACROSS * float(Fraction(number - low) / room), 1)

    return {
        "title": said[0],
        "about": said[1],
        "language": language_tag(book.language),
        "rows": [_row(bar, at, x(bar.low), x(bar.high)) for at, bar in enumerate(bars)],
        "zero": x(0) if zero else None,
        "left": LEFT,
        "across": ACROSS,
        "width": LEFT + ACROSS + RIGHT,
        "top": TOP,
        "height": TOP + ROW * len(bars) + 12,
    }


def _row(bar: Bar, at: int, start: float, end: float) -> dict[str, object]:
    start, end = min(start, end), max(start, end)
    name, said = fitting(bar.name, LEFT - 24, LETTER), fitting(bar.said, RIGHT - 20, LETTER)
    return {
        "name": name,
        "said": said,
        "tip": "" if (name, said) == (bar.name, bar.said) else f"{bar.name}  {bar.said}",
        "state": bar.state,
        "y": TOP + ROW * at,
        "x": start if end - start >= THIN else round((start + end - THIN) / 2, 1),
        "across": round(max(end - start, THIN), 1),
    }
