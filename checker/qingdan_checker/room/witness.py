"""Values that a lower level's rule lets through and a higher level's forbids."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from qingdan_checker.quantity import show, whole
from qingdan_checker.room.difference import ZERO, Constraint, System
from qingdan_checker.room.saying import cell_text
from qingdan_checker.room.system import ranges

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from qingdan_checker.room.forms import Cell
    from qingdan_checker.room.proving import Loose
    from qingdan_checker.room.spread import Instance
    from qingdan_checker.round import Round

Values = "Mapping[Cell, Fraction]"


def table_text(round_: Round, loose: Loose) -> str:
    """The values of the cells that the two levels speak of, as `ratio[primary] = 85%`; nothing where none exist."""
    found = witness(loose)
    shown = [cell for cell in loose.component.cells if cell in _about(loose)]
    spread = loose.component.spread
    return "; ".join(
        f"{cell_text(round_.day, spread, cell)} = {show(cell[0].kind, whole(found[cell]))}"
        for cell in shown
        if cell in found
    )


def _about(loose: Loose) -> frozenset[object]:
    ends = [end for one in (loose.constraint, *loose.bound.path) for end in (one.above, one.below)]
    return frozenset(ends) - {ZERO}


def witness(loose: Loose) -> Mapping[Cell, Fraction]:
    """Values within the ranges that meet the rule, with those of its issuer where they can, and not what is above it.

    The gap of the rule is as small as the rule allows, or, where it must be more than that, half-way to what the
    higher rules require.
    """
    own, sorted_ = loose.constraint, loose.component.sorted
    least = (own.gap + loose.bound.gap) / 2 if own.strict else own.gap
    pinned: list[Constraint[Instance | None]] = [
        Constraint(above=own.above, below=own.below, gap=least, strict=False, by=own.by),
        Constraint(above=own.below, below=own.above, gap=-least, strict=False, by=own.by),
        *ranges(loose.component.cells),
    ]
    mine = [one for one in sorted_.constraints if one.by and one.by.rule.issuer is loose.rule.issuer]
    for given in ([*pinned, *mine], pinned):
        found = values(given, loose.component.cells)
        if found is not None:
            return found
    return {}


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
