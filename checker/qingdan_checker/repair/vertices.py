"""The smallest changes of a few numbers that meet some linear demands, exactly.

The sum of absolute changes is least where as many demands are met with nothing to spare as numbers move. So all such
points are gone through; there are few, since few numbers move.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

MOST_MOVED: Final = 3
"""Numbers that are changed together at most."""

MOST_POINTS: Final = 20_000
"""Points that are looked at for one finding."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """That a sum of changes, each times a number, is at least so much; `changes` by the number of what is changed."""

    changes: tuple[tuple[int, Fraction], ...]
    least: Fraction

    def spare(self, moved: Mapping[int, Fraction]) -> Fraction:
        """What is left over; negative where it is not met."""
        return sum((factor * moved.get(at, Fraction(0)) for at, factor in self.changes), -self.least)


Moved = tuple[tuple[int, Fraction], ...]


def changes(demands: Sequence[Demand], several: int) -> list[Moved]:
    """Changes that meet all demands, of so many numbers: by their sum, then by how few numbers move, then in order.

    Of each set of numbers the smallest change; none that a smaller change of some of them does as well.
    """
    found: list[tuple[Fraction, int, Moved]] = []
    left = MOST_POINTS
    for size in range(1, min(MOST_MOVED, several) + 1):
        for moved in combinations(range(several), size):
            less = [one for one in found if {at for at, _ in one[2]} < set(moved)]
            best, left = _best(demands, moved, left)
            if best is not None and all(_cost(best) < cost for cost, _, _ in less):
                found.append((_cost(best), size, best))
            if left <= 0:
                break
    return [one for _, _, one in sorted(found)]


def _cost(moved: Moved) -> Fraction:
    return sum((abs(by) for _, by in moved), Fraction(0))


def _best(demands: Sequence[Demand], moved: tuple[int, ...], left: int) -> tuple[Moved | None, int]:
    """The smallest change of just these numbers that meets all demands; how many points may still be looked at."""
    best: Moved | None = None
    touching = [one for one in demands if any(at in moved for at, _ in one.changes)]
    for tight in combinations(touching, len(moved)):
        left -= 1
        if left < 0:
            break
        point = _solved(tight, moved)
        if point is None or any(not by for by in point.values()):
            continue
        found = tuple(sorted(point.items()))
        if (best is None or (_cost(found), found) < (_cost(best), best)) and all(
            one.spare(point) >= 0 for one in demands
        ):
            best = found
    return best, left


def _solved(tight: Sequence[Demand], moved: tuple[int, ...]) -> dict[int, Fraction] | None:
    """Where demands are met with nothing to spare; None where that is no single point."""
    rows = [[dict(one.changes).get(at, Fraction(0)) for at in moved] + [one.least] for one in tight]
    for column in range(len(moved)):
        pivot = next((at for at in range(column, len(rows)) if rows[at][column]), None)
        if pivot is None:
            return None
        rows[column], rows[pivot] = rows[pivot], rows[column]
        head = rows[column]
        rows[column] = [value / head[column] for value in head]
        for at, row in enumerate(rows):
            if at != column and row[column]:
                rows[at] = [one - row[column] * other for one, other in zip(row, rows[column], strict=True)]
    return {at: rows[place][-1] for place, at in enumerate(moved)}


def distinct(demands: Sequence[Demand]) -> Iterator[Demand]:
    """Of demands on the same sum the tightest."""
    tightest: dict[tuple[tuple[int, Fraction], ...], Demand] = {}
    for one in demands:
        known = tightest.get(one.changes)
        if known is None or one.least > known.least:
            tightest[one.changes] = one
    yield from tightest.values()
