"""The numbers of an item, each inside the band that the rules leave it, row by row."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor
from typing import TYPE_CHECKING, Final

from qingdan_checker.bounding import folded
from qingdan_checker.messages.intervals import interval
from qingdan_checker.messages.language import language_tag
from qingdan_checker.paper import Picture
from qingdan_checker.pictures import filled, fitting

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qingdan_checker.messages.book import Book
    from qingdan_checker.quantity import Number
    from qingdan_checker.room.rooms import Room

LEFT: Final = 280
ACROSS: Final = 300
RIGHT: Final = 270
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


def band_picture(found: Sequence[Room], place: str, book: Book) -> Picture:
    """A picture of the rooms of one item for a jurisdiction."""
    rows = folded(found)
    shown = sorted(_alike(rows), key=lambda alike: alike[0].fits)[:MOST_ROWS]
    name, outside = book.name(found[0].item), sum(not one.fits for one in rows)
    title = book.pick(f"{place}: {name} within what the rules leave it", f"{place}：{name}与规则留出的范围")
    about = book.pick(
        f"Numbers: {len(rows)}, outside: {outside}. Each may move within its band while all others stay.",
        f"共 {len(rows)} 个数字，{outside} 个在范围之外。其余数字不变时，每个数字可在范围内变动。",
    )
    return Picture(svg=filled("band.svg.j2", _facts(shown, title, about, book)), title=title, about=about)


def _alike(rows: Sequence[Room]) -> list[list[Room]]:
    """The rooms with one value and the same ends together, in the order of the first."""
    found: dict[tuple[object, ...], list[Room]] = {}
    for one in rows:
        ends = tuple((end.value, end.inside) if end else None for end in (one.low, one.high))
        found.setdefault((one.value, *ends), []).append(one)
    return list(found.values())


def _facts(groups: Sequence[Sequence[Room]], title: str, about: str, book: Book) -> dict[str, object]:
    rows = [group[0] for group in groups]
    scale = _scale(rows)
    return {
        "title": title,
        "about": about,
        "language": language_tag(book.language),
        "inside": book.pick("range left by the rules", "规则留出的范围"),
        "value": book.pick("value now", "现值"),
        "out": book.pick("value outside", "范围之外"),
        "rows": [_row(group, at, scale, book) for at, group in enumerate(groups)],
        "ticks": [(scale.x(number), book.phrase(rows[0].shown(number))) for number in (scale.low, scale.high)],
        "left": LEFT,
        "across": ACROSS,
        "width": LEFT + ACROSS + RIGHT,
        "height": TOP + ROW * len(rows) + 26,
        "bottom": TOP + ROW * len(rows),
    }


def _scale(rows: Sequence[Room]) -> _Scale:
    """From the least number that is shown to the greatest, or the item's own range where that is as near."""
    ends = [end for one in rows for end in (one.low, one.high) if end]
    numbers = [*(one.value for one in rows if one.value is not None), *(end.value for end in ends if end.rules)]
    low, high = min(numbers), max(numbers)
    margin = Fraction(high - low) / 8 or Fraction(1)
    own = [end.value for end in ends if not end.rules]
    low = max([low - margin, *(one for one in own if one <= low)])
    high = min([high + margin, *(one for one in own if one >= high)])
    return _Scale(floor(low), ceil(high))


def _row(group: Sequence[Room], at: int, scale: _Scale, book: Book) -> dict[str, object]:
    one = group[0]
    low = one.low.value if one.low else scale.low
    high = one.high.value if one.high else scale.high
    start, end = scale.x(low), scale.x(high)
    value = one.value if one.value is not None else scale.low
    common = tuple(part for part in one.cell if all(part in other.cell for other in group))
    label = book.cell(common) or book.pick("everyone", "所有情形")
    label += f" × {len(group)}" if len(group) > 1 else ""
    full = f"{book.phrase(one.shown(value))}  {interval(one, book)}"
    name, said = fitting(label, LEFT - 20, LETTER), fitting(full, RIGHT - 24, LETTER)
    return {
        "y": TOP + ROW * at,
        "name": name,
        "tip": "" if (name, said) == (label, full) else f"{label}  {full}",
        "start": min(start, end),
        "across": max(abs(end - start), 2),
        "empty": one.is_empty,
        "x": scale.x(value),
        "fits": one.fits,
        "said": said,
    }
