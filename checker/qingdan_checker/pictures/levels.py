"""The levels of government from the top down as boxes, with what is passed from one to the next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from qingdan_checker.messages.language import language_tag
from qingdan_checker.paper import Picture
from qingdan_checker.pictures import filled, fitting

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qingdan_checker.messages.book import Book

WIDTH: Final = 760
BOX: Final = 66
GAP: Final = 44
TOP: Final = 10
LETTER: Final = 6.6


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """A box: its name, what is said in it, whether what the picture is about lies there, and what is passed to it."""

    name: str
    said: str
    holds: bool
    passed: str = ""


def levels(found: Sequence[Level], title: str, about: str, book: Book) -> Picture:
    """The picture of some levels, the highest first."""
    rows = [
        {
            "name": one.name,
            "said": fitting(one.said, WIDTH - 220, LETTER),
            "holds": one.holds,
            "passed": fitting(one.passed, WIDTH - 140, LETTER),
            "y": TOP + at * (BOX + GAP),
            "inset": 20 * at,
        }
        for at, one in enumerate(found)
    ]
    facts = {
        "title": title,
        "about": about,
        "language": language_tag(book.language),
        "rows": rows,
        "width": WIDTH,
        "box": BOX,
        "gap": GAP,
        "height": TOP * 2 + len(rows) * (BOX + GAP) - GAP,
    }
    return Picture(svg=filled("levels.svg.j2", facts), title=title, about=about)
