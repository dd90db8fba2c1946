"""Places in sources, one below another: a line number, the line, and a mark under the stretch that is meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qingdan_checker.layout.columns import visible
from qingdan_checker.layout.excerpt import LONGEST, excerpt

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from qingdan_checker.findings import Place
    from qingdan_checker.layout.colour import Paint

Labelled = tuple["Place", str]
"""A place, and what is said about it."""


class Blocks:
    """The sources of a report, cut into lines where they are needed."""

    def __init__(self, sources: Mapping[str, str], paint: Paint) -> None:
        self._sources = sources
        self._paint = paint
        self._lines: dict[str, list[str]] = {}

    def gutter(self, places: Sequence[Labelled]) -> str:
        """What stands before the lines below the places, so that their marks are under one another."""
        return " " * (_digits(places) + 2)

    def places(self, places: Sequence[Labelled], style: str) -> Iterator[str]:
        """The lines of some places: the first in the style of its severity, the others as related ones."""
        digits = _digits(places)
        shown: tuple[object, ...] = ()
        for at, (place, label) in enumerate(places):
            arrow = self._paint(":::" if at else "-->", "gutter")
            where = visible(f"{place.file}:{place.line}:{place.column}")
            again = at > 1 and (place.file, place.line, label) == shown
            if not again:
                yield f" {' ' * digits}{arrow} {where}"
            yield from self._shown(place, label, digits, ("-", "gutter") if at else ("^", style), again=again)
            shown = (place.file, place.line, label)

    def _shown(self, place: Place, label: str, digits: int, mark: tuple[str, str], *, again: bool) -> Iterator[str]:
        """The line of a place with its mark; `again` gives the mark alone, under the line that was shown before."""
        line = self._line(place)
        label = visible(label)
        if line is None:
            if label:
                yield f"  {' ' * digits}{self._paint('=', 'gutter')} {label}"
            return
        last = place.end_column if place.end_line == place.line else len(line) + 1
        shown = excerpt(line, place.column, last)
        char, style = mark
        bar = self._paint("|", "gutter")
        if char == "^":
            yield f"  {' ' * digits}{bar}"
        if not again or len(line) > LONGEST:
            yield f" {self._paint(str(place.line).rjust(digits), 'gutter')} {bar} {shown.text}".rstrip()
        under = self._paint(f"{char * shown.marked}{' ' if label and not again else ''}{'' if again else label}", style)
        yield f"  {' ' * digits}{bar} {' ' * shown.before}{under}"

    def _line(self, place: Place) -> str | None:
        """The line of a place; None where its source is not there or empty."""
        if place.file not in self._lines:
            self._lines[place.file] = self._sources.get(place.file, "").split("\n")
        lines = self._lines[place.file]
        if not 1 <= place.line <= len(lines) or lines == [""]:
            return None
        return lines[place.line - 1]


def _digits(places: Sequence[Labelled]) -> int:
    return max(len(str(place.line)) for place, _ in places)
