"""The least sum of changes of any number of numbers that meets some linear demands, exactly.

As nothing costs less than to leave all as it is, one may begin there and mend one demand after the other, each time by
the number that is the cheapest for it: the dual simplex method, in fractions, with Bland's rule against going around.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final

from qingdan_checker.quantity import whole
from qingdan_checker.repair.vertices import Moved, rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qingdan_checker.quantity import Number
    from qingdan_checker.repair.vertices import Demand

MOST_STEPS: Final = 300
"""Exchanges that are made for one finding; a system that takes more is given up."""

MOST_ENTRIES: Final = 40_000
"""Numbers times demands that are gone into."""


def least(demands: Sequence[Demand], several: int) -> tuple[Moved | None, bool]:
    """The change of so many numbers that meets all demands with the least sum, and whether that was found out.

    Where several cost the same it is always the same one, but not always that of the fewest numbers.
    """
    if 2 * several * len(demands) > MOST_ENTRIES:
        return None, False
    table = _Table(demands, several)
    for _ in range(MOST_STEPS):
        row = table.broken()
        if row is None:
            return table.moved(), True
        column = table.cheapest(row)
        if column is None:
            return None, True
        table.exchange(row, column)
    return None, False


class _Table:
    """What is left of each demand, as a sum of what may still move; moving up and moving down are two things.

    A row has a factor for each column, then its constant; `costs` are what a unit of each column costs.
    """

    def __init__(self, demands: Sequence[Demand], several: int) -> None:
        self._several = several
        made = rows(demands, range(several))
        self._rows: list[list[Number]] = [[*row[:-1], *(-one for one in row[:-1]), -row[-1]] for row in made]
        self._costs: list[Number] = [1] * (2 * several)
        self._columns = list(range(2 * several))
        self._left = list(range(2 * several, 2 * several + len(made)))

    def broken(self) -> int | None:
        """A row that is not met while nothing in the columns moves."""
        found = (at for at, row in enumerate(self._rows) if row[-1] < 0)
        return min(found, key=lambda at: self._left[at], default=None)

    def cheapest(self, row: int) -> int | None:
        """The column that mends a row at the least cost."""
        factors = self._rows[row][:-1]
        found = (at for at, one in enumerate(factors) if one > 0)
        return min(found, key=lambda at: (Fraction(self._costs[at]) / factors[at], self._columns[at]), default=None)

    def exchange(self, row: int, column: int) -> None:
        """Lets a column be what the row makes it: both change places."""
        old = self._rows[row]
        pivot = old[column]
        new = [_over(-one, pivot) for one in old]
        new[column] = _over(1, pivot)
        for at, other in enumerate(self._rows):
            if at != row and other[column]:
                self._rows[at] = _put(other, column, new)
        self._costs = _put([*self._costs, 0], column, new)[:-1]
        self._rows[row] = new
        self._left[row], self._columns[column] = self._columns[column], self._left[row]

    def moved(self) -> Moved:
        """What moves now, and how far."""
        by = [Fraction(0)] * self._several
        for name, row in zip(self._left, self._rows, strict=True):
            if name < self._several:
                by[name] += row[-1]
            elif name < 2 * self._several:
                by[name - self._several] -= row[-1]
        return tuple((at, one) for at, one in enumerate(by) if one)


def _put(row: Sequence[Number], column: int, new: Sequence[Number]) -> list[Number]:
    """A row with what a column has become in its place."""
    factor = row[column]
    found = [one + factor * other for one, other in zip(row, new, strict=True)]
    found[column] = factor * new[column]
    return [whole(one) for one in found]


def _over(one: Number, other: Number) -> Number:
    return one * other if other in {1, -1} else whole(Fraction(one) / other)
