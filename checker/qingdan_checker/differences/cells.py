"""Which cells of a table in effect move from one value to another, folded to the fewest selectors."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from qingdan_checker import model as m
from qingdan_checker.differences.facts import Blind, Moved
from qingdan_checker.effect import MOST_CELLS, Needs, cells_concerned, classes_in, members, product_size
from qingdan_checker.folding import fold
from qingdan_checker.quantity import Gap, is_missing, show

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from qingdan_checker.differences.facts import Gain
    from qingdan_checker.differences.walking import Pair
    from qingdan_checker.effect import Day, Effect
    from qingdan_checker.evaluate import Answer

UNSET: Final = "unset"


class State(NamedTuple):
    """A value as printed, or None and why there is none; and the number, where it is one."""

    value: str | None
    status: str
    answer: Answer | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tables:
    """The tables of one place on both sides; None where a side has none there."""

    pair: Pair
    old: m.Jurisdiction | None
    new: m.Jurisdiction | None
    name: str

    def moved(self) -> Iterator[Moved | Blind]:
        """The cells of all items that move."""
        models = (self.pair.old.model, self.pair.new.model)
        for name in sorted({*models[0].items, *models[1].items}):
            old, new = (model.items.get(name) for model in models)
            if self._can_differ(old, new):
                yield from self._item(name, old, new)

    def _can_differ(self, old: m.Item | None, new: m.Item | None) -> bool:
        if old is None or new is None or self.old is None or self.new is None:
            return True
        grounds = self.pair.grounds
        return grounds[0].of(self.old, old) != grounds[1].of(self.new, new)

    def _item(self, name: str, old: m.Item | None, new: m.Item | None) -> Iterator[Moved | Blind]:
        axes = _axes(old, new)
        if axes is None:
            yield Blind(kind="shape", what=name, jurisdiction=self.name)
            return
        pair = self.pair
        sides = (
            _Half(pair.old.effect(self.old) if self.old else None, old, axes),
            _Half(pair.new.effect(self.new) if self.new else None, new, axes),
        )
        day = _day_of(pair, axes)
        parts = [_parts(axis, day, sides) for axis in axes]
        if product_size(parts) > MOST_CELLS:
            yield Blind(kind="too-many", what=name, jurisdiction=self.name)
            return
        yield from self._folded(name, axes, day, _compared(sides, parts), (old, new))

    def _folded(
        self,
        name: str,
        axes: Sequence[m.Axis],
        day: Day,
        found: Mapping[tuple[State, State], list[tuple[int, ...]]],
        items: tuple[m.Item | None, m.Item | None],
    ) -> Iterator[Moved]:
        for (before, after), boxes in found.items():
            yield Moved(
                item=name,
                jurisdictions=(self.name,),
                before=before.value,
                after=after.value,
                status_before=before.status,
                status_after=after.status,
                gain=_gain(before, after, items),
                selectors=fold(day, axes, boxes),
                cells=cells_concerned(axes, boxes),
            )


class _Half:
    """One side's cells of an item, asked for by the indexes of the dimensions of both sides."""

    def __init__(self, effect: Effect | None, item: m.Item | None, axes: Sequence[m.Axis]) -> None:
        self.effect = effect if item else None
        self.item = item
        self._kept: dict[tuple[int, ...], State] = {}
        own = {axis.name: axis for axis in item.dimensions} if item else {}
        at = {axis.name: index for index, axis in enumerate(axes)}
        self._places = [at[name] for name in own]
        self._indexes = {axis.name: _indexes(axis, own[axis.name]) for axis in axes if axis.name in own}
        self._axes = axes

    def masks(self, axis: m.Axis, everything: int) -> Iterator[int]:
        """What of an axis its cells tell apart, as masks of the members of both sides."""
        if self.effect is None or self.item is None or axis.name not in self._indexes:
            return
        at = [one.name for one in self.item.dimensions].index(axis.name)
        to = {own: index for index, own in enumerate(self._indexes[axis.name] or ())}
        for part in self.effect.parts(self.item)[at]:
            yield part if not to else sum(1 << to[one] for one in members(part) if one in to)
        if to:
            yield sum(1 << index for index, own in enumerate(self._indexes[axis.name] or ()) if own >= 0) & everything

    def state(self, key: tuple[int, ...]) -> State:
        """The value of a cell."""
        if self.effect is None or self.item is None:
            return State(None, UNSET, None)
        own = []
        for at in self._places:
            to = self._indexes[self._axes[at].name]
            own.append(key[at] if to is None else to[key[at]])
        return self._state(tuple(own))

    def _state(self, own: tuple[int, ...]) -> State:
        found = self._kept.get(own)
        if found is None:
            found = self._kept[own] = self._read(own)
        return found

    def _read(self, own: tuple[int, ...]) -> State:
        assert self.effect  # noqa: S101  asked before
        assert self.item  # noqa: S101  as above
        if any(index < 0 for index in own):  # a member that this side does not know
            return State(None, UNSET, None)
        answer, _ = self.effect.read(self.item, own)
        if isinstance(answer, Gap):
            return State(None, UNSET if is_missing(answer) else answer.reason, None)
        return State(show(self.item.kind, answer), "", answer)


def _day_of(pair: Pair, axes: Sequence[m.Axis]) -> Day:
    """A day that knows all measures by which an item varies."""
    measures = [axis.name for axis in axes if isinstance(axis, m.Measure)]
    return pair.new.day if all(name in pair.new.day.pieces for name in measures) else pair.old.day


def _indexes(axis: m.Axis, own: m.Axis) -> list[int] | None:
    """For each member of both sides its index on one side, -1 where that lacks it; None where all are the same."""
    if not isinstance(axis, m.Dimension) or not isinstance(own, m.Dimension):
        return None
    at = {member.name: index for index, member in enumerate(own.members)}
    found = [at.get(member.name, -1) for member in axis.members]
    return None if found == list(range(own.size)) else found


def _axes(old: m.Item | None, new: m.Item | None) -> tuple[m.Axis, ...] | None:
    """The dimensions of an item on either side with the members of both; None where one is of another sort now."""
    found = {axis.name: axis for axis in (new.dimensions if new else ())}
    for axis in old.dimensions if old else ():
        other = found.get(axis.name)
        joined = axis if other is None else _joined(axis, other)
        if joined is None:
            return None
        found[axis.name] = joined
    return tuple(found.values())


def _joined(old: m.Axis, new: m.Axis) -> m.Axis | None:
    if isinstance(old, m.Measure) or isinstance(new, m.Measure):
        alike = isinstance(old, m.Measure) and isinstance(new, m.Measure) and old.kind == new.kind
        return new if alike else None
    known = {member.name for member in new.members}
    more = tuple(member for member in old.members if member.name not in known)
    if not more:
        return new
    return m.Dimension(name=new.name, where=new.where, ordered=new.ordered, members=(*new.members, *more))


def _parts(axis: m.Axis, day: Day, sides: tuple[_Half, _Half]) -> tuple[int, ...]:
    """The parts of an axis that either side tells apart."""
    everything = day.everything(axis)
    needs = Needs()
    for side in sides:
        needs.masks[axis.name].update(side.masks(axis, everything))
    return needs.parts(axis, everything)


def _compared(
    sides: tuple[_Half, _Half], parts: Sequence[Sequence[int]]
) -> Mapping[tuple[State, State], list[tuple[int, ...]]]:
    """The boxes of cells that differ, by the values on both sides."""
    found: dict[tuple[State, State], list[tuple[int, ...]]] = defaultdict(list)
    for key, masks in classes_in(parts):
        before, after = sides[0].state(key), sides[1].state(key)
        if before[:2] != after[:2]:
            found[before, after].append(masks)
    return found


def _gain(before: State, after: State, items: tuple[m.Item | None, m.Item | None]) -> Gain:
    """For whom it is better, as far as the item says what is."""
    if UNSET in {before.status, after.status}:
        gained = before.status == UNSET
        other = after if gained else before
        return "open" if other.status else "gained" if gained else "lost"
    if before.status or after.status:
        return "open"
    old, new = items
    if old is None or new is None or old.kind != new.kind or new.better is None or old.better != new.better:
        return "neither"
    rises = after.answer > before.answer  # type: ignore[operator]  # values of one kind
    return "better" if rises == (new.better == "higher") else "worse"
