"""The smallest changes of a few numbers that meet some linear demands, exactly.

The sum of absolute changes is least where as many demands are met with nothing to spare as numbers move. So all such
points are gone through; there are few, since few numbers move.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, islice
from math import comb, lcm
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

MOST_MOVED: Final = 3
"""Numbers that are changed together at most."""

MOST_POINTS: Final = 20_000
"""Points that are looked at for one finding."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """That a sum of changes, each times a number, is at least so much; `changes` by the number of what is changed."""

    changes: tuple[tuple[int, Fraction], ...]
    least: Fraction


Moved = tuple[tuple[int, Fraction], ...]

Row = tuple[int, ...]


def changes(demands: Sequence[Demand], several: int, lowest: Fraction = Fraction(0)) -> list[Moved]:
    """Changes that meet all demands, of so many numbers: by their sum, then by how few numbers move, then in order.

    Of each set of numbers the smallest change; none that a smaller change of some of them does as well. That is not
    looked for where some of them do with the `lowest` sum that there can be.
    """
    found: list[tuple[Fraction, int, Moved]] = []
    left = MOST_POINTS
    for size in range(1, min(MOST_MOVED, several) + 1):
        for moved in combinations(range(several), size):
            less = [one for one in found if {at for at, _ in one[2]} < set(moved)]
            if any(cost <= lowest for cost, _, _ in less):
                continue
            best, left = _best(demands, moved, left)
            if best is not None and all(cost_of(best) < cost for cost, _, _ in less):
                found.append((cost_of(best), size, best))
            if left <= 0:
                break
    return [one for _, _, one in sorted(found)]


def cost_of(moved: Moved) -> Fraction:
    """The sum of changes."""
    return sum((abs(by) for _, by in moved), Fraction(0))


def _best(demands: Sequence[Demand], moved: tuple[int, ...], left: int) -> tuple[Moved | None, int]:
    """The smallest change of just these numbers that meets all demands; how many points may still be looked at."""
    all_ = rows(demands, moved)
    touching = [row for row in all_ if any(row[:-1])]
    after = max(left - comb(len(touching), len(moved)), -1)
    if any(row[-1] > 0 for row in all_ if not any(row[:-1])):
        return None, after  # what these numbers have no part in is not met
    best: tuple[Fraction, Moved] | None = None
    for tight in islice(combinations(touching, len(moved)), max(left, 0)):
        scale, point = _solved(tight)
        if not scale or not all(point):
            continue
        cost = sum(map(abs, point))
        if best is not None and cost * best[0].denominator > best[0].numerator * scale:
            continue
        by = tuple(Fraction(one, scale) for one in point)
        found = (Fraction(cost, scale), tuple(zip(moved, by, strict=True)))
        if (best is None or found < best) and all(_is_met(row, point, scale) for row in touching):
            best = found
    return best[1] if best else None, after


def rows(demands: Iterable[Demand], moved: Sequence[int]) -> list[Row]:
    """Demands on some numbers in whole numbers: a factor for each, and the least that the sum is."""
    return [_row(one, moved) for one in demands]


def meets(demands: Iterable[Demand], moved: Moved) -> bool:
    """Whether a change meets all demands."""
    by = dict(moved)
    return all(sum(factor * by.get(at, 0) for at, factor in one.changes) >= one.least for one in demands)


def _row(demand: Demand, moved: Sequence[int]) -> Row:
    """A demand on some numbers in whole numbers: a factor for each, and the least that the sum is."""
    factors = dict(demand.changes)
    exact = [*(factors.get(at, Fraction(0)) for at in moved), demand.least]
    scale = lcm(*(one.denominator for one in exact))
    return tuple(int(one * scale) for one in exact)


def _is_met(row: Row, point: Sequence[int], scale: int) -> bool:
    return sum([factor * by for factor, by in zip(row, point, strict=False)]) >= row[-1] * scale


def _solved(tight: Sequence[Row]) -> tuple[int, tuple[int, ...]]:
    """Where demands are met with nothing to spare: a scale above zero, and the point times that.

    The scale is zero where that is no single point.
    """
    columns = list(zip(*tight, strict=True))
    own, least = columns[:-1], columns[-1]
    scale = _determinant(own)
    if not scale:
        return 0, ()
    sign = 1 if scale > 0 else -1
    return abs(scale), tuple([sign * _determinant([*own[:at], least, *own[at + 1 :]]) for at in range(len(own))])


def _determinant(columns: Sequence[Sequence[int]]) -> int:
    """The determinant of a few columns, by the first of them."""
    if len(columns) == 1:
        return columns[0][0]
    head, rest = columns[0], columns[1:]
    total = 0
    for at, factor in enumerate(head):
        if factor:
            minor = _determinant([(*one[:at], *one[at + 1 :]) for one in rest])
            total += -factor * minor if at % 2 else factor * minor
    return total


def distinct(demands: Iterable[Demand]) -> Iterator[Demand]:
    """Of demands on the same sum the tightest."""
    tightest: dict[tuple[tuple[int, Fraction], ...], Demand] = {}
    for one in demands:
        known = tightest.get(one.changes)
        if known is None or one.least > known.least:
            tightest[one.changes] = one
    yield from tightest.values()
