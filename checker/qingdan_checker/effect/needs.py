"""What tells the members of a dimension apart: all that is in force and that a value can rest on."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import product
from typing import TYPE_CHECKING, Final

from qingdan_checker import model as m
from qingdan_checker.effect.classes import first, product_size, representatives, singles, split

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from qingdan_checker.effect.day import Day
    from qingdan_checker.effect.provisions import Provisions
    from qingdan_checker.evaluate import Key

Target = m.Item | m.Define

Classed = tuple["Key", tuple[int, ...]]
"""A class of cells: its first cell, and the masks of its members."""

MOST_CELLS: Final = 100_000
"""More classes of cells than any real table has; beyond them a table is not enumerated, and says so."""


@dataclass(slots=True)
class Needs:
    """What tells the members of each dimension apart: masks, and dimensions in which every member counts."""

    masks: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    single: set[str] = field(default_factory=set)

    def note(self, expression: m.Expression, day: Day) -> None:
        """Adds what an expression's own tests, brackets and neighbours tell apart."""
        for part in m.walk(expression):
            if isinstance(part, m.Test):
                self.masks[part.term.axis.name].add(day.mask(part.term))
            elif isinstance(part, m.Reference):
                self.single.update(part.neighbours)
                for axis, term in part.pins.items():  # else a cell beside the pinned one would seem to rest on itself
                    self.masks[axis].add(day.mask(term))

    def include(self, other: Needs) -> None:
        """Adds all that another has."""
        for axis, masks in other.masks.items():
            self.masks[axis] |= masks
        self.single |= other.single

    def parts(self, axis: m.Axis, universe: int) -> tuple[int, ...]:
        """The parts of some members of a dimension that are told apart, as masks."""
        if axis.name in self.single:
            return singles(universe)
        return split(universe, frozenset(self.masks.get(axis.name, ())))


def classes_in(parts: Sequence[Sequence[int]]) -> Iterator[Classed]:
    """Every class of cells that parts of dimensions make; none where they are too many."""
    if product_size(parts) > MOST_CELLS:
        return
    for masks in product(*parts):
        yield tuple([first(mask) for mask in masks]), masks


class Classes:
    """The classes of cells of each item and define in one table."""

    def __init__(self, day: Day, provisions: Provisions) -> None:
        self._day = day
        self._provisions = provisions
        self._needs: dict[Target, Needs] = {}
        self._first: dict[Target, tuple[tuple[int, ...], ...]] = {}

    def needs(self, target: Target) -> Needs:
        """What tells members apart for a target, or for anything that it rests on."""
        found = self._needs.get(target)
        if found is None:
            found = self._needs[target] = Needs()
            for one in self._rests_on(target):
                if isinstance(one, m.Item):
                    for provision in self._provisions.all(one):
                        for axis, term in provision.region.items():
                            found.masks[axis].add(self._day.mask(term))
                for expression in self._expressions(one):
                    found.note(expression, self._day)
        return found

    def _rests_on(self, target: Target) -> Iterable[Target]:
        """A target, and all items and defines that its value can rest on."""
        found: dict[Target, None] = {target: None}
        todo = [target]
        while todo:
            for expression in self._expressions(todo.pop()):
                for part in m.walk(expression):
                    if isinstance(part, m.Reference) and part.target not in found:
                        found[part.target] = None
                        todo.append(part.target)
        return found

    def _expressions(self, target: Target) -> Sequence[m.Expression]:
        if isinstance(target, m.Item):
            return self._provisions.expressions(target)
        return (target.expression,) if target.expression else ()

    def axes(self, target: Target) -> tuple[tuple[int, ...], ...]:
        """For each dimension of a target the parts of its members that nothing tells apart, as masks."""
        needs = self.needs(target)
        return tuple([needs.parts(axis, self._day.everything(axis)) for axis in target.dimensions])

    def canonical(self, target: Target, key: Key) -> Key:
        """The first cell of the class of a cell."""
        found = self._first.get(target)
        if found is None:
            parts = zip(target.dimensions, self.axes(target), strict=True)
            found = self._first[target] = tuple([representatives(self._day.size(axis), part) for axis, part in parts])
        return tuple([one[index] for one, index in zip(found, key, strict=True)])
