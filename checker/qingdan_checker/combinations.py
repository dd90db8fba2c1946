"""What a rule varies over: the combinations of the dimensions that it leaves open, class by class."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from itertools import product
from typing import TYPE_CHECKING, Any, Final

from qingdan_checker import model as m
from qingdan_checker.effect import Needs, first, members, product_size
from qingdan_checker.evaluate import Answer, Scope

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from qingdan_checker.effect import Day, Effect
    from qingdan_checker.piecewise import Span
    from qingdan_checker.quantity import Gap, Number

MOST_COMBINATIONS: Final = 200_000
"""More classes of combinations than any real rule has; beyond them a rule is undetermined, and says so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AxisOf:
    """What a combination varies over: a dimension that stays open, or the choice of one reference's pin.

    `key` is where a scope holds it; `shown` says whether a reported cell names it. A measure that
    nothing cuts is `is_whole`: there is nothing to name.
    """

    axis: m.Axis
    key: Any
    is_choice: bool
    shown: bool
    parts: tuple[int, ...]
    is_whole: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Over:
    """Of a combination over every amount: at which amounts it came out so (by the key of their axis).

    They stand for all in `where`, where that is known; `beside` are the combination's masks without theirs.
    """

    amounts: tuple[tuple[Any, Number], ...]
    where: tuple[Span, ...]
    beside: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Combo:
    """A class of combinations: a mask for each axis, and what came out; `over` where it speaks of every amount.

    It may be an `example`: at its other amounts the margin may be smaller.
    """

    masks: tuple[int, ...]
    left: Answer | None = None
    right: Answer | None = None
    margin: Number | None = None
    gap: Gap | None = None
    over: Over | None = None
    example: bool = False

    @property
    def amounts(self) -> Mapping[Any, Number]:
        """The amounts at which it came out so, by the key of their axis."""
        return dict(self.over.amounts) if self.over else {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What a case fixes: a region, and the amounts of measures."""

    region: m.Region = field(default_factory=dict)
    amounts: Mapping[str, Number] = field(default_factory=dict)

    def limited(self, axes: Iterable[AxisOf], day: Day) -> tuple[AxisOf, ...]:
        """The axes within what is fixed; choices stay as they are."""
        return tuple(self._limited(axis, day) for axis in axes)

    def _limited(self, axis: AxisOf, day: Day) -> AxisOf:
        term = self.region.get(axis.axis.name)
        if term is None or axis.is_choice:
            return axis
        mask = day.mask(term)
        return replace(axis, parts=tuple(part & mask for part in axis.parts if part & mask))


@dataclass(slots=True, kw_only=True)
class Varying:
    """What some expressions vary over in a table: the dimensions they leave open, the pins they choose by.

    `region` is what they are about; `needs` tells the members of each dimension apart.
    """

    effect: Effect
    region: m.Region = field(default_factory=dict)
    axes: dict[str, m.Axis] = field(default_factory=dict)
    pins: list[tuple[m.Reference, m.Term]] = field(default_factory=list)
    needs: Needs = field(default_factory=Needs)

    def note(self, expression: m.Expression) -> None:
        """Adds what an expression leaves open, and what tells its members apart."""
        self.needs.note(expression, self.effect.on)
        for part in m.walk(expression):
            match part:
                case m.Reference():
                    self._note_reference(part)
                case m.Test():
                    self.axes[part.term.axis.name] = part.term.axis
                case m.Amount():
                    self.axes[part.measure.name] = part.measure

    def _note_reference(self, reference: m.Reference) -> None:
        needs = self.effect.needs(reference.target)
        for axis in reference.open:
            self.axes[axis.name] = axis
            self.needs.masks[axis.name] |= needs.masks.get(axis.name, set())
            if axis.name in needs.single:
                self.needs.single.add(axis.name)
        self.pins += [(reference, term) for term in reference.pins.values()]

    def note_beside(self, expression: m.Expression) -> None:
        """Adds what tells members apart for an expression over which nothing varies: the condition of a waiver."""
        beside = Varying(effect=self.effect)
        beside.note(expression)
        self.needs.include(beside.needs)

    def note_region(self, region: m.Region) -> None:
        """Adds that a region is told apart from the rest."""
        for name, term in region.items():
            self.needs.masks[name].add(self.effect.on.mask(term))

    def found(self) -> tuple[AxisOf, ...]:
        """The open dimensions and the choices, in the order in which combinations are compared.

        That is by dimension name, choices that a cell does not show last.
        """
        lone = _lone_choices(self.pins, self.axes)
        choices = [self._choice(reference, term, lone) for reference, term in self.pins if not term.is_one]
        ones = [self._open(axis) for axis in self.axes.values()]
        return tuple(sorted([*ones, *choices], key=lambda one: (not one.shown, one.axis.name)))

    def _open(self, axis: m.Axis) -> AxisOf:
        day = self.effect.on
        universe = day.everything(axis)
        term = self.region.get(axis.name)
        if term:
            universe &= day.mask(term)
        return AxisOf(
            axis=axis,
            key=axis.name,
            is_choice=False,
            shown=True,
            parts=self.needs.parts(axis, universe),
            is_whole=isinstance(axis, m.Measure) and day.size(axis) == 1,
        )

    def _choice(self, reference: m.Reference, term: m.Term, lone: set[tuple[int, str]]) -> AxisOf:
        key = m.choice_key(reference, term.axis.name)
        parts = self.effect.needs(reference.target).parts(term.axis, self.effect.on.mask(term))
        return AxisOf(axis=term.axis, key=key, is_choice=True, shown=key in lone, parts=parts)


def _lone_choices(pins: Iterable[tuple[m.Reference, m.Term]], axes: Mapping[str, m.Axis]) -> set[tuple[int, str]]:
    """The choices that a cell shows: where one reference alone pins the dimension, and no other leaves it open."""
    by_axis: dict[str, list[m.Reference]] = defaultdict(list)
    for reference, term in pins:
        by_axis[term.axis.name].append(reference)
    return {
        m.choice_key(references[0], name)
        for name, references in by_axis.items()
        if len(references) == 1 and name not in axes
    }


def are_too_many(axes: Iterable[AxisOf]) -> bool:
    """Whether there are more classes of combinations than can be gone through."""
    return product_size([axis.parts for axis in axes]) > MOST_COMBINATIONS


def combinations(
    effect: Effect, axes: Sequence[AxisOf], amounts: Mapping[str, Number]
) -> Iterator[tuple[tuple[int, ...], Scope]]:
    """Every class of combinations, and the scope of its first."""
    keys = [axis.key for axis in axes]
    for masks in product(*(axis.parts for axis in axes)):
        cell = {key: first(mask) for key, mask in zip(keys, masks, strict=True)}
        yield masks, Scope(table=effect, cell=cell, amounts=amounts, thorough=True)


def scope_of(effect: Effect, axes: Sequence[AxisOf], combo: Combo) -> Scope:
    """The scope of the first combination of a class (at its amounts), which gathers what is read in it."""
    given = combo.amounts
    cell = {axis.key: _index(effect, axis, mask, given) for axis, mask in zip(axes, combo.masks, strict=True)}
    return Scope(table=effect, cell=cell, amounts=given, reads=[])


def _index(effect: Effect, axis: AxisOf, mask: int, given: Mapping[Any, Number]) -> int:
    """The first member of a class along an axis; of a measure whose amount is given the piece that has it."""
    if axis.key not in given or not isinstance(axis.axis, m.Measure):
        return first(mask)
    pieces = effect.pieces(axis.axis)
    return next((index for index in members(mask) if pieces[index].holds(given[axis.key])), first(mask))


def cells_of(axes: Sequence[AxisOf], combos: Iterable[Combo]) -> int:
    """How many combinations of listed dimensions that a rule leaves open some classes stand for."""
    listed = [place for place, axis in enumerate(axes) if not axis.is_choice and isinstance(axis.axis, m.Dimension)]
    distinct = {tuple(combo.masks[place] for place in listed) for combo in combos}
    total = 0
    for masks in distinct:
        size = 1
        for mask in masks:
            size *= mask.bit_count()
        total += size
    return total


def first_cell(axes: Sequence[AxisOf], combo: Combo) -> dict[str, int]:
    """The first combination of a class, by the dimensions that a reported cell names."""
    return {
        axis.axis.name: first(mask)
        for axis, mask in zip(axes, combo.masks, strict=True)
        if axis.shown and not axis.is_whole
    }
