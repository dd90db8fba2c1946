"""Values that meet bounds and gaps."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from qingdan_checker.room.difference import ZERO, Constraint, System

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from qingdan_checker.room.forms import Cell
    from qingdan_checker.room.spread import Instance


def values(constraints: Sequence[Constraint[Instance | None]], cells: Sequence[Cell]) -> Mapping[Cell, Fraction] | None:
    """Values that meet constraints, each as small as it can be with those before it fixed; None where none do."""
    given = list(constraints)
    found: dict[Cell, Fraction] = {}
    if System(given).circle():
        return None
    for cell in cells:
        value = _least(System(given), cell)
        found[cell] = value
        given += [
            Constraint(above=cell, below=ZERO, gap=value, strict=False, by=None),
            Constraint(above=ZERO, below=cell, gap=-value, strict=False, by=None),
        ]
    return found


def _least(system: System[Instance | None], cell: Cell) -> Fraction:
    """A value that a cell can have: its least, or, beyond a strict end, one not far from it."""
    low, high = system.bounds_from(ZERO).get(cell), system.bounds_from(cell).get(ZERO)
    top = None if high is None else -high.gap
    if low is None:
        return top - 1 if top is not None and high and high.strict else top if top is not None else Fraction(0)
    if not low.strict:
        return low.gap
    return low.gap + 1 if top is None or top > low.gap + 1 else (low.gap + top) / 2
