"""A line of a source with a stretch of it marked, short enough for a terminal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from qingdan_checker.layout.columns import visible, width

LONGEST: Final = 160
"""Columns of a line that are shown whole."""

_BEFORE: Final = 50
_MARKED: Final = 80
_AFTER: Final = 30
_CUT: Final = "…"


@dataclass(frozen=True, slots=True, kw_only=True)
class Excerpt:
    """A line as it is shown, the columns before the marked stretch, and the columns that it takes."""

    text: str
    before: int
    marked: int


def excerpt(line: str, first: int, last: int) -> Excerpt:
    """The line with its columns `first` to before `last` marked (code points, from 1); a longer line is cut around."""
    shown = parted(line, first, last, cut=len(line) > LONGEST or width(visible(line)) > LONGEST)
    return Excerpt(text="".join(shown).rstrip(), before=width(shown[0]), marked=max(1, width(shown[1])))


def parted(line: str, first: int, last: int, *, cut: bool) -> tuple[str, str, str]:
    """The same line in three parts: what stands before the marked stretch, the stretch, the rest.

    With `cut`, the ends of a long line are left out.
    """
    first = min(max(first, 1), len(line) + 1)
    last = max(first, min(last, len(line) + 1))
    marked = line[first - 1 : last - 1].rstrip()
    before, after = line[: first - 1], line[first - 1 + len(marked) :].rstrip()
    if cut:
        before, marked, after = _cut(before, marked, after)
    return visible(before), visible(marked), visible(after)


def _cut(before: str, marked: str, after: str) -> tuple[str, str, str]:
    """The ends of a long line left out; a long marked stretch loses its own end."""
    if len(before) > _BEFORE:
        before = _CUT + before[-_BEFORE:]
    if len(marked) > _MARKED:
        return before, marked[:_MARKED], _CUT
    return before, marked, after if len(after) <= _AFTER else after[:_AFTER] + _CUT
