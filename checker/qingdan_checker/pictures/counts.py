"""Counts as a picture: a bar for each jurisdiction, its verdicts side by side, the gravest first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from qingdan_checker.messages.language import language_tag
from qingdan_checker.messages.states import STATES
from qingdan_checker.paper import Picture
from qingdan_checker.pictures import filled, fitting, key_width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qingdan_checker.messages.book import Book

MOST_ROWS: Final = 40
"""Bars in one picture; of more jurisdictions those with most against them are drawn."""

LEFT: Final = 190
ACROSS: Final = 560
ROW: Final = 26
TOP: Final = 44
LETTER: Final = 6.6


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A jurisdiction with how many lines are in each state, the gravest state first."""

    name: str
    parts: tuple[tuple[str, int], ...]

    @property
    def total(self) -> int:
        """How many lines it has."""
        return sum(count for _, count in self.parts)


def counts(rows: Sequence[Counted], book: Book) -> Picture:
    """The picture, and in words what it shows."""
    graves = [row for row in rows if any(state in {"breach", "beyond-authority"} for state, _ in row.parts)]
    shown = sorted(rows, key=_gravity)[:MOST_ROWS] if len(rows) > MOST_ROWS else list(rows)
    title = book.pick("Verdicts by jurisdiction", "各地区判定数")
    about = book.pick(
        f"Jurisdictions: {len(rows)}, with a breach or without authority: {len(graves)}"
        + (f"; the {len(shown)} with most against them are drawn." if len(shown) < len(rows) else "."),
        f"{len(rows)} 个地区，其中 {len(graves)} 个有违反或越权"
        + (f"；图中为问题最多的 {len(shown)} 个。" if len(shown) < len(rows) else "。"),
    )
    return Picture(svg=filled("counts.svg.j2", _facts(shown, title, about, book)), title=title, about=about)


def _gravity(row: Counted) -> tuple[int, ...]:
    by_state = dict(row.parts)
    return tuple(-by_state.get(state, 0) for state in STATES)


def _facts(rows: Sequence[Counted], title: str, about: str, book: Book) -> dict[str, object]:
    most = max((row.total for row in rows), default=1) or 1
    known = [state for state in STATES if any(state in dict(row.parts) for row in rows)]
    legend, x = [], 12.0
    for state in known:
        word = STATES[state].say(book.language)
        legend.append((state, word, round(x, 1)))
        x += key_width(word, LETTER)
    return {
        "title": title,
        "about": about,
        "language": language_tag(book.language),
        "rows": [_row(row, at, most, book) for at, row in enumerate(rows)],
        "legend": legend,
        "left": LEFT,
        "width": max(LEFT + ACROSS + 40, round(x)),
        "height": TOP + ROW * len(rows) + 8,
    }


def _row(row: Counted, at: int, most: int, book: Book) -> dict[str, object]:
    parts, x = [], float(LEFT)
    for state, count in row.parts:
        across = round(ACROSS * count / most, 1)
        tip = f"{row.name}  {STATES[state].say(book.language)}  {count}"
        parts.append({"state": state, "x": round(x, 1), "across": across, "count": count, "tip": tip})
        x += across
    return {"name": fitting(row.name, LEFT - 24, LETTER), "y": TOP + ROW * at, "parts": parts}
