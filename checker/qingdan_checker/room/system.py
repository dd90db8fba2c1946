"""What rules say of cells, sorted by how it is decided: bounds and gaps, cells kept apart, and other shapes."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Final

from qingdan_checker.quantity import DATE
from qingdan_checker.room.difference import ZERO, Constraint, System, implies, turned
from qingdan_checker.room.forms import Cell, Claim, Compared, Connected, Linear, cells_in, measured

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Sequence
    from fractions import Fraction

    from qingdan_checker import model as m
    from qingdan_checker.room.spread import Instance

PAIR: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Apart:
    """That `above` − `below` is not `gap`."""

    above: Hashable
    below: Hashable
    gap: Fraction
    by: Instance


if TYPE_CHECKING:
    Shown = Constraint[Instance | None] | Apart | Instance
    """What shows a conflict: a bound or gap, values kept apart, or what can be met by nothing."""


@dataclass(slots=True, kw_only=True)
class Sorted:
    """What some instances say. `never` can be met by nothing, `others` are of a shape that paths do not decide."""

    constraints: list[Constraint[Instance | None]] = field(default_factory=list)
    aparts: list[Apart] = field(default_factory=list)
    never: list[Instance] = field(default_factory=list)
    others: list[Instance] = field(default_factory=list)

    def add(self, instance: Instance, claim: Claim) -> None:
        """Sorts what an instance says."""
        if claim is False:
            self.never.append(instance)
        elif isinstance(claim, Connected) and claim.operator == "and":
            for one in claim.claims:
                self.add(instance, one)
        elif isinstance(claim, Compared) and isinstance(claim.form, Linear):
            self._add_compared(instance, claim.operator, claim.form)
        elif isinstance(claim, Compared | Connected):
            self.others.append(instance)

    def _add_compared(self, instance: Instance, operator: str, form: Linear) -> None:
        pair = _pair(form)
        if pair is None:
            self.others.append(instance)
            return
        above, below, gap = pair
        if operator == "!=":
            self.aparts.append(Apart(above=above, below=below, gap=gap, by=instance))
            return
        strict = operator == ">"
        self.constraints.append(Constraint(above=above, below=below, gap=gap, strict=strict, by=instance))
        if operator == "=":
            self.constraints.append(Constraint(above=below, below=above, gap=-gap, strict=False, by=instance))


def _pair(form: Linear) -> tuple[Hashable, Hashable, Fraction] | None:
    """The two cells of which a form is the gap, and how great that must be for the form to be zero."""
    cells = list(form.terms.items())
    if len(cells) > PAIR or (len(cells) == PAIR and cells[0][1] + cells[1][1]):
        return None
    above: Hashable = ZERO
    below: Hashable = ZERO
    for cell, factor in cells:
        above, below = (cell, below) if factor > 0 else (above, cell)
    return above, below, -form.constant / abs(cells[0][1])


def ranges(cells: Iterable[Cell]) -> Iterator[Constraint[Instance | None]]:
    """The ranges that the items of some cells declare."""
    for cell in cells:
        low, high = range_of(cell)
        if low is not None:
            yield Constraint(above=cell, below=ZERO, gap=low, strict=False, by=None)
        if high is not None:
            yield Constraint(above=ZERO, below=cell, gap=-high, strict=False, by=None)


def range_of(cell: Cell) -> tuple[Fraction | None, Fraction | None]:
    """The ends of the range that the item of a cell declares, where there are such; dates end somewhere."""
    item = cell[0]
    ends = (item.low, item.high)
    if item.kind == DATE:
        ends = (date.min if item.low is None else item.low, date.max if item.high is None else item.high)
    low, high = (None if end is None else measured(end) for end in ends)
    return low, high


def within_range(cell: Cell, value: Fraction) -> bool:
    """Whether a value lies in the range that the item of a cell declares."""
    low, high = range_of(cell)
    return (low is None or value >= low) and (high is None or value <= high)


def sort(instances: Iterable[Instance]) -> Sorted:
    """What instances say, sorted."""
    found = Sorted()
    for one in instances:
        found.add(one, one.claim)
    return found


def conflicting(sorted_: Sorted, cells: Iterable[Cell], rules: Iterable[m.Rule]) -> tuple[tuple[Shown, ...], bool]:
    """What no values meet of that which some rules say, and whether all was decided; nothing where such values exist.

    Values that meet some bounds and gaps are all kept out by others only if one of those keeps them out alone.
    """
    kept = frozenset(rules)
    for one in sorted_.never:
        if one.rule in kept:
            return (one,), True
    known = [*ranges(cells), *(one for one in sorted_.constraints if one.by is None or one.by.rule in kept)]
    system = System(known)
    circle = system.circle()
    if circle:
        return circle, True
    for apart in sorted_.aparts:
        if apart.by.rule in kept:
            forced = _forced(known, system, apart)
            if forced:
                return (*forced, apart), True
    return (), not any(one.rule in kept for one in sorted_.others)


def _forced(
    known: Sequence[Constraint[Instance | None]], system: System[Instance | None], apart: Apart
) -> tuple[Constraint[Instance | None], ...]:
    """The constraints that force a gap to be just what is excluded."""
    if apart.above == apart.below:
        return ()
    low = system.bounds_from(apart.below).get(apart.above)
    high = System(turned(known)).bounds_from(apart.below).get(apart.above)
    if low is None or high is None:
        return ()
    exactly = implies(low, apart.gap, strict=False) and implies(high, -apart.gap, strict=False)
    return (*low.path, *turned(high.path)) if exactly else ()


def instances_in(shown: Iterable[Shown]) -> tuple[Instance, ...]:
    """The instances that show a conflict, each once."""
    found: dict[Instance, None] = {}
    for one in shown:
        by = one.by if isinstance(one, Constraint | Apart) else one
        if by is not None:
            found[by] = None
    return tuple(found)


def components(instances: Sequence[Instance]) -> Iterator[tuple[list[Instance], list[Cell]]]:
    """Instances that share cells, directly or over others, with their cells; those without cells each alone."""
    cells = [list(dict.fromkeys(cells_in(one.claim))) for one in instances]
    leader: dict[Cell, Cell] = {}

    def find(cell: Cell) -> Cell:
        while leader.setdefault(cell, cell) is not cell:
            leader[cell] = leader[leader[cell]]
            cell = leader[cell]
        return cell

    for ones in cells:
        for other in ones[1:]:
            leader[find(other)] = find(ones[0])
    groups: dict[object, tuple[list[Instance], dict[Cell, None]]] = {}
    for instance, ones in zip(instances, cells, strict=True):
        key: object = find(ones[0]) if ones else id(instance)
        group = groups.setdefault(key, ([], {}))
        group[0].append(instance)
        group[1].update(dict.fromkeys(ones))
    for found, those in groups.values():
        yield found, list(those)
