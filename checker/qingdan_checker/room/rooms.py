"""The room of a number: the exact interval that the rules leave it, and the rules that set its ends (section 12).

All other known numbers stay as they are; those that are unknown or not set may be anywhere in their items' ranges.
Mere encouragement sets no end, nor does a rule where it is waived, approved to be deviated from, or declared to be.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import product
from typing import TYPE_CHECKING, Final

from qingdan_checker.effect import first, product_size
from qingdan_checker.quantity import QUANTITIES, Gap, Number, as_number, show, whole
from qingdan_checker.room.difference import ZERO, Constraint, System, turned
from qingdan_checker.room.forms import Cell, cells_in, put_in
from qingdan_checker.room.parts import seniority
from qingdan_checker.room.saying import named_members
from qingdan_checker.room.spread import Instance, is_declared, spread
from qingdan_checker.room.system import Sorted, components, instances_in, ranges, sort
from qingdan_checker.room.unmet import values_of
from qingdan_checker.verdict import used

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from fractions import Fraction

    from qingdan_checker import model as m
    from qingdan_checker.effect import Effect
    from qingdan_checker.room.difference import Bound
    from qingdan_checker.round import Round

MOST_CELLS: Final = 5_000
"""Classes of cells of one item whose room is looked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """An end of an interval: its value, whether that is inside, and the rules that set it (none: the item's range)."""

    value: Number
    inside: bool
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """A cell that is told apart, with its value and the interval that the rules leave it.

    `masks` are the members that it stands for, `cell` the first of them by dimension, where there is a difference. The
    value is None where there is none; `status` then says why. An end that nothing sets is None. `never` are rules that
    no value of the cell meets as all else stands, `without` values inside that are excluded, `open` rules of which it
    could not be said what they leave.
    """

    item: str
    kind: str
    masks: tuple[int, ...]
    cell: tuple[tuple[str, str], ...]
    value: Number | None
    status: str = ""
    low: End | None = None
    high: End | None = None
    never: tuple[str, ...] = ()
    without: tuple[Number, ...] = ()
    open: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether no value is left."""
        if self.never:
            return True
        if self.low is None or self.high is None:
            return False
        meets = self.low.inside and self.high.inside
        return self.low.value > self.high.value or (self.low.value == self.high.value and not meets)

    @property
    def fits(self) -> bool:
        """Whether the number is inside; one that is not known does not."""
        return self.value is not None and self.allows(self.value)

    @property
    def is_narrowed(self) -> bool:
        """Whether rules leave less than the item's own range."""
        return bool(self.never or self.without) or any(end and end.rules for end in (self.low, self.high))

    def allows(self, number: Number) -> bool:
        """Whether a number is inside."""
        if self.never or number in self.without:
            return False
        above = self.low is None or number > self.low.value or (self.low.inside and number == self.low.value)
        return above and (
            self.high is None or number < self.high.value or (self.high.inside and number == self.high.value)
        )

    def shown(self, number: Number) -> str:
        """A number of the room's kind as it is printed."""
        return show(self.kind, number)


def rooms(round_: Round, place: m.Jurisdiction, items: Sequence[m.Item]) -> Iterator[Room]:
    """The rooms of all cells of some items in the table of a jurisdiction."""
    yield from _Finder(round_, round_.effect(place)).rooms(items)


class _Finder:
    """The rules over one jurisdiction, with the values of its table put in."""

    def __init__(self, round_: Round, effect: Effect) -> None:
        self._round = round_
        self._effect = effect
        self._spread = spread(round_, effect, self._rules(), with_table=True)
        self._by_cell: dict[Cell, list[Instance]] = {}
        for one in self._spread.instances:
            for cell in dict.fromkeys(cells_in(one.claim)):
                self._by_cell.setdefault(cell, []).append(one)
        self._known = values_of(effect, list(self._by_cell))
        self._tied: dict[Cell, list[Cell]] = {}
        self._free: dict[Cell, list[tuple[Instance, Instance]]] = {}
        self._note_free()

    def _note_free(self) -> None:
        """Ties cells without a known value together, with what is said of them, before and after values are put in."""
        before = {put: one for one in self._spread.instances for put in self._with([one], self._known)}
        for instances, cells in components(list(before)):
            self._tied |= dict.fromkeys(cells, cells)
            pairs = [(before[one], one) for one in instances]
            self._free |= dict.fromkeys(cells, pairs)

    def _rules(self) -> list[m.Rule]:
        """The rules over the jurisdiction that can set an end, in order of seniority."""
        place = self._effect.place
        found = [
            rule
            for rule in self._round.day.kept.rules
            if rule.issuer in place.line
            and rule.rank in {None, place.rank}
            and rule.force != "encouraged"
            and not is_declared(self._round, self._effect, rule)
        ]
        return sorted(found, key=lambda one: seniority(self._round, one))

    @staticmethod
    def _with(instances: Iterable[Instance], known: Mapping[Cell, Fraction]) -> Iterator[Instance]:
        """Instances with known values put in, those left that still say something."""
        for one in instances:
            claim = put_in(one.claim, known)
            if not isinstance(claim, bool | Gap):
                yield replace(one, claim=claim)

    # ---- cells

    def rooms(self, items: Sequence[m.Item]) -> Iterator[Room]:
        """The rooms of some items' cells; none of an item with more than can be gone through."""
        for item in items:
            parts = self._parts(item)
            if item.kind in QUANTITIES and product_size(parts) <= MOST_CELLS:
                for masks in product(*parts):
                    yield self._room(item, masks)

    def _parts(self, item: m.Item) -> tuple[tuple[int, ...], ...]:
        if item not in self._spread.partitions:
            self._spread.partitions[item] = self._effect.parts(item)
        return self._spread.partitions[item]

    def _room(self, item: m.Item, masks: tuple[int, ...]) -> Room:
        key = tuple(first(mask) for mask in masks)
        value, _ = self._effect.read(item, key)
        found = Room(
            item=item.name,
            kind=item.kind,
            masks=masks,
            cell=named_members(self._round.day, self._spread, item, key),
            value=None if isinstance(value, Gap) else as_number(value),
            status=value.reason if isinstance(value, Gap) else "",
        )
        return _Left(self._said((item, key)), (item, key)).of(found, self._unsaid(item))

    def _unsaid(self, item: m.Item) -> list[str]:
        """Rules on an item of which something could not be said at all."""
        return [rule.name for rule in self._spread.open if item in used(rule)]

    def _said(self, cell: Cell) -> Sorted:
        """All that bears on a cell: what is said of it, and of the cells without a known value that it is tied to."""
        others = {one: value for one, value in self._known.items() if one != cell}
        own = frozenset(self._by_cell.get(cell, ()))
        mine = list(self._with(self._by_cell.get(cell, ()), others))
        found = sort(mine)
        tied = dict.fromkeys(other for one in mine for other in cells_in(one.claim) if other != cell)
        cells: dict[Cell, None] = {cell: None}
        for other in tied:
            if other in cells:
                continue
            cells |= dict.fromkeys([other, *self._tied.get(other, ())])
            said = [put for one, put in self._free.get(other, ()) if one not in own]
            of_tied = sort(said)
            found.constraints += of_tied.constraints
            found.others += [*of_tied.others, *(one.by for one in of_tied.aparts)]  # said to be open
        found.constraints[:0] = ranges(cells)
        return found


@dataclass(slots=True)
class _Left:
    """What is left of a cell by what is said of it."""

    said: Sorted
    cell: Cell

    def of(self, room: Room, unsaid: Iterable[str]) -> Room:
        """The room with its ends."""
        open_ = dict.fromkeys([*unsaid, *(one.rule.name for one in self.said.others)])
        low = self._end(self._bound(self.said.constraints), 1)
        high = self._end(self._bound(list(turned(self.said.constraints))), -1)
        found = replace(room, low=low, high=high, open=tuple(open_))
        if not found.is_empty:
            found = replace(found, never=self._never())
        return self._excluding(found)

    def _bound(self, constraints: Sequence[Constraint[Instance | None]]) -> Bound[Instance | None] | None:
        """How far the cell is above zero at least, by what does not rest on itself."""
        system = System([one for one in constraints if one.below != self.cell])
        if system.circle():
            system = System([one for one in constraints if one.above == self.cell and one.below == ZERO])
        return system.bounds_from(ZERO).get(self.cell)

    @staticmethod
    def _end(bound: Bound[Instance | None] | None, sign: int) -> End | None:
        if bound is None:
            return None
        return End(value=whole(sign * bound.gap), inside=not bound.strict, rules=_names(bound.path))

    def _never(self) -> tuple[str, ...]:
        """Rules that cannot be met together whatever the cell's value is."""
        if self.said.never:
            return tuple(dict.fromkeys(one.rule.name for one in self.said.never))
        return _names(System(self.said.constraints).circle())

    def _excluding(self, room: Room) -> Room:
        """The room without single values that are excluded: an end that is one is not inside."""
        without: list[Number] = []
        for one in self.said.aparts:
            if {one.above, one.below} != {self.cell, ZERO}:
                continue
            value, name = whole(one.gap if one.above == self.cell else -one.gap), one.by.rule.name
            if room.low and room.low.value == value and room.low.inside:
                room = replace(room, low=replace(room.low, inside=False, rules=(*room.low.rules, name)))
            if room.high and room.high.value == value and room.high.inside:
                room = replace(room, high=replace(room.high, inside=False, rules=(*room.high.rules, name)))
            elif room.allows(value):
                without.append(value)
        return replace(room, without=tuple(sorted(without)))


def _names(path: Iterable[Constraint[Instance | None]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.rule.name for one in instances_in(path)))
