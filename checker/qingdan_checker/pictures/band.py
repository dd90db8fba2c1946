"""The numbers of an item, each inside the band that the rules leave it, row by row."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor
from typing import TYPE_CHECKING, Final

from qingdan_checker.bands import folded
from qingdan_checker.messages.language import language_tag
from qingdan_checker.paper import Picture
from qingdan_checker.pictures import filled, fitting

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qingdan_checker.bands import Band
    from qingdan_checker.messages.book import Book
    from qingdan_checker.quantity import Number

LEFT: Final = 200
ACROSS: Final = 300
RIGHT: Final = 240
ROW: Final = 28
TOP: Final = 46
LETTER: Final = 6.4
MOST_ROWS: Final = 30
"""Rows of one picture; of more, those that do not fit come first, then those with least room."""


@dataclass(frozen=True, slots=True)
class _Scale:
    low: Number
    high: Number

    def x(self, number: Number) -> int:
        """Where a number stands, in pixels."""
        share = Fraction(number - self.low) / (self.high - self.low) if self.high > self.low else Fraction(0)
        return round(LEFT + ACROSS * min(max(share, Fraction(0)), Fraction(1)))


def band_picture(found: Sequence[Band], place: str, book: Book) -> Picture:
    """A picture of the bands of one item for a jurisdiction."""
    rows = folded(found)
    shown = rows if len(rows) <= MOST_ROWS else sorted(rows, key=lambda one: one.fits)[:MOST_ROWS]
    name, outside = book.name(found[0].item), sum(not one.fits for one in rows)
    title = book.pick(f"{place}: {name} within what the rules leave it", f"{place}：{name}与规则留出的范围")
    about = book.pick(
        f"Numbers: {len(rows)}, outside: {outside}. Each may move within its band while all others stay.",
        f"共 {len(rows)} 个数字，{outside} 个在范围之外。其余数字不变时，每个数字可在范围内变动。",
    )
    return Picture(svg=filled("band.svg.j2", _facts(shown, title, about, book)), title=title, about=about)


def _facts(rows: Sequence[Band], title: str, about: str, book: Book) -> dict[str, object]:
    scale = _scale(rows)
    return {
        "title": title,
        "about": about,
        "language": language_tag(book.language),
        "inside": book.pick("range left by the rules", "规则留出的范围"),
        "value": book.pick("value now", "现值"),
        "out": book.pick("value outside", "范围之外"),
        "rows": [_row(one, at, scale, book) for at, one in enumerate(rows)],
        "ticks": [(scale.x(number), book.phrase(rows[0].shown(number))) for number in (scale.low, scale.high)],
        "left": LEFT,
        "across": ACROSS,
        "width": LEFT + ACROSS + RIGHT,
        "height": TOP + ROW * len(rows) + 26,
        "bottom": TOP + ROW * len(rows),
    }


def _scale(rows: Sequence[Band]) -> _Scale:
    """From the least number that is shown to the greatest, or the item's own range where that is as near."""
    numbers = [number for one in rows for number in (one.value, *(end.value for end in (one.low, one.high) if end))]
    low, high = min(numbers), max(numbers)
    margin = Fraction(high - low) / 8 or Fraction(1)
    bottom, top = rows[0].range
    low = max(low - margin, bottom) if bottom is not None and bottom <= low else low - margin
    high = min(high + margin, top) if top is not None and top >= high else high + margin
    return _Scale(floor(low), ceil(high))


def _row(one: Band, at: int, scale: _Scale, book: Book) -> dict[str, object]:
    bottom, top = one.range
    low = one.low.value if one.low else bottom if bottom is not None else scale.low
    high = one.high.value if one.high else top if top is not None else scale.high
    start, end = scale.x(low), scale.x(high)
    label = book.cell(one.cell) or book.pick("everyone", "所有情形")
    full = f"{book.phrase(one.shown(one.value))}  {interval(one, book)}"
    name, said = fitting(label, LEFT - 20, LETTER), fitting(full, RIGHT - 24, LETTER)
    return {
        "y": TOP + ROW * at,
        "name": name,
        "tip": "" if (name, said) == (label, full) else f"{label}  {full}",
        "start": min(start, end),
        "across": max(abs(end - start), 2),
        "empty": low > high,
        "x": scale.x(one.value),
        "fits": one.fits,
        "said": said,
    }


def interval(one: Band, book: Book) -> str:
    """The band as an interval: `[80%, 85%]`; a round bracket where an end is not inside."""
    low = book.phrase(one.shown(one.low.value)) if one.low else ""
    high = book.phrase(one.shown(one.high.value)) if one.high else ""
    if one.low and one.high and one.low.value > one.high.value:
        return book.pick(f"≥ {low} and ≤ {high}: cannot be met alone", f"≥ {low} 且 ≤ {high}：单独改动无法满足")
    if one.low and one.high:
        return f"{'[' if one.low.inside else '('}{low}, {high}{']' if one.high.inside else ')'}"
    if one.low:
        return f"{'≥' if one.low.inside else '>'} {low}"
    return f"{'≤' if one.high and one.high.inside else '<'} {high}"
