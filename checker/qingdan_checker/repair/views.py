"""The numbers of a jurisdiction on one day: what the rules that concern them demand of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

from qingdan_checker.repair.literals import grain_of, is_plain, level, literals_in
from qingdan_checker.repair.vertices import Demand
from qingdan_checker.room.forms import Compared, Connected, Linear, cells_in
from qingdan_checker.room.spread import linked, spread
from qingdan_checker.room.system import range_of
from qingdan_checker.room.unmet import values_of
from qingdan_checker.verdict import used

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from qingdan_checker import model as m
    from qingdan_checker.effect import Effect
    from qingdan_checker.repair.literals import Literal
    from qingdan_checker.room.forms import Cell, Claim
    from qingdan_checker.room.spread import Instance
    from qingdan_checker.round import Round

_NOTHING = Fraction(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A linear demand of a rule on cells, or of an item's range: that the form is at least zero, or above it.

    `spare` is what the form is now, where all its cells have a value; `numbers` are those of which it is a sum.
    """

    rule: m.Rule | None
    form: Linear
    strict: bool
    spare: Fraction
    numbers: Mapping[m.Provision, Literal] = field(default_factory=dict)

    @property
    def is_broken(self) -> bool:
        """Whether it is not met now."""
        return self.spare < 0 or (self.strict and not self.spare)


class View:
    """The table of a jurisdiction on a day, and what some rules demand of it."""

    def __init__(self, round_: Round, place: m.Jurisdiction, rules: Sequence[m.Rule]) -> None:
        self.effect = round_.effect(place)
        self.rules = rules
        self._sources = round_.sources
        self._grains: dict[m.Provision, Fraction] = {}
        instances = [one for rule in rules for one in spread_of(round_, self.effect, [rule])]
        self._values = values_in(self.effect, instances)
        self._own = {cell: literals_in(self.effect, cell) for cell in self._values}
        self.said = list(self._said(instances))

    def _said(self, instances: Iterable[Instance]) -> Iterator[Said]:
        """What the rules say of cells that all have values, and the ranges of the items."""
        for one in instances:
            for form, strict in _linear(one.claim):
                if all(cell in self._values for cell in form.terms):
                    yield self._one(one.rule, form, strict=strict)
        for cell in self._values:
            low, high = range_of(cell)
            if low is not None:
                yield self._one(None, Linear(terms={cell: Fraction(1)}, constant=-low), strict=False)
            if high is not None:
                yield self._one(None, Linear(terms={cell: Fraction(-1)}, constant=high), strict=False)

    def _one(self, rule: m.Rule | None, form: Linear, *, strict: bool) -> Said:
        numbers = {provision: one for cell in form.terms for provision, one in self._own[cell].items()}
        return Said(rule=rule, form=form, strict=strict, spare=form.where(self._values).constant, numbers=numbers)

    def demands(self, numbers: Sequence[Literal], mended: m.Rule | None) -> Iterator[Demand]:
        """What is said of cells as demands on changes, such as can be met by numbers that can be written.

        What is broken already, but for the rule that is to be mended, need only not be broken by more.
        """
        places = {one.provision: at for at, one in enumerate(numbers)}
        for said in self.said:
            moving = self._moving(said, places)
            if said.is_broken and said.rule is not mended:
                least = _NOTHING
            elif moving:
                least = self._level(said, [(numbers[at], factor) for at, factor in moving]) - said.spare
            else:
                least = Fraction(said.is_broken)
            if moving or least:
                yield Demand(changes=moving, least=least)

    def _moving(self, said: Said, places: Mapping[m.Provision, int]) -> tuple[tuple[int, Fraction], ...]:
        """The numbers that a form is a sum of, each by its place, with its factor."""
        factors: dict[int, Fraction] = {}
        for cell, factor in said.form.terms.items():
            for provision in self._own[cell]:
                at = places.get(provision)
                if at is not None:
                    factors[at] = factors.get(at, _NOTHING) + factor
        return tuple((at, factor) for at, factor in sorted(factors.items()) if factor)

    def _level(self, said: Said, moving: Sequence[tuple[Literal, Fraction]]) -> Fraction:
        """What the form is to be at least: just enough, if a number can be written that makes it that."""
        grains = [self.grain(one) for one, _ in moving]
        exact = not said.strict and all(
            is_plain(one, -said.spare / factor, grain) for (one, factor), grain in zip(moving, grains, strict=True)
        )
        if exact:
            return _NOTHING
        steps = [grain * factor for grain, (_, factor) in zip(grains, moving, strict=True)]
        return level(said.spare, steps, strict=said.strict)

    def grain(self, literal: Literal) -> Fraction:
        """The steps in which a number is changed."""
        found = self._grains.get(literal.provision)
        if found is None:
            source = self._sources[literal.constant.where.path]
            found = self._grains[literal.provision] = grain_of(literal, source)
        return found


def concerning(round_: Round, place: m.Jurisdiction, items: Iterable[m.Item]) -> tuple[m.Rule, ...]:
    """The rules that bind a jurisdiction and share an item with some, directly or over others."""
    verdicts = next((ones for ones in round_.by_place if ones and ones[0].place is place), [])
    concerned = frozenset(items)
    parts = linked([one.rule for one in verdicts])
    return tuple(
        rule for together in parts if any(not concerned.isdisjoint(used(one)) for one in together) for rule in together
    )


def spread_of(round_: Round, effect: Effect, rules: Sequence[m.Rule]) -> Sequence[Instance]:
    """Rules over the cells that they and the table tell apart.

    Each by itself says the same of the numbers that were written, and there are far fewer cells so.
    """
    return spread(round_, effect, rules, with_table=True).instances


def values_in(effect: Effect, instances: Iterable[Instance]) -> Mapping[Cell, Fraction]:
    """The values of the cells of which something is said."""
    return values_of(effect, list(dict.fromkeys(cell for one in instances for cell in cells_in(one.claim))))


def _linear(claim: Claim) -> Iterator[tuple[Linear, bool]]:
    """The sums of cells that a claim demands to be at least zero, or above it; of what is no such sum nothing."""
    if isinstance(claim, Connected) and claim.operator == "and":
        for one in claim.claims:
            yield from _linear(one)
    elif isinstance(claim, Compared) and isinstance(claim.form, Linear) and claim.operator != "!=":
        yield claim.form, claim.operator == ">"
        if claim.operator == "=":
            yield claim.form.times(Fraction(-1)), False
