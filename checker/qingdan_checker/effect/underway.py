"""What is being made: whatever is asked for while it is being made rests on itself."""

from __future__ import annotations

from typing import Any, Final

from qingdan_checker import model as m

DEEPEST: Final = 60
"""Cells that may rest on each other in a row."""

Made = tuple[m.Item | m.Define | m.Statistic, Any]
"""A cell with its key, or a figure with its year."""

Source = m.Provision | m.Observed
"""What can make a number: a provision, or an observation."""


class Underway:
    """The cells and figures that are being made, each by what it goes on; and the circles that have closed."""

    def __init__(self) -> None:
        self.circles: set[frozenset[Source]] = set()
        self._open: dict[Made, Source | None] = {}

    def __contains__(self, one: Made) -> bool:
        return one in self._open

    @property
    def too_deep(self) -> bool:
        """Whether more rests on each other than may."""
        return len(self._open) > DEEPEST

    def begin(self, one: Made) -> None:
        """Something is being made from here on."""
        self._open[one] = None

    def end(self, one: Made) -> None:
        """Something has been made."""
        del self._open[one]

    def goes_on(self, one: Made, by: Source) -> None:
        """Notes by what a cell or figure that is being made goes on to others."""
        if one in self._open:
            self._open[one] = by

    def circle(self, one: Made) -> list[Made]:
        """All that is on the circle that has just closed, which is noted."""
        waiting = list(self._open)
        found = waiting[waiting.index(one) :]
        self.circles.add(frozenset(by for made in found if (by := self._open[made])))
        return found
