"""What would have to change: the demands of all rules over a jurisdiction on the numbers that it has written itself."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING, Final

from qingdan_checker.quantity import PERCENT, POINTS, as_number
from qingdan_checker.repair.literals import literals_in
from qingdan_checker.repair.vertices import Demand, changes, distinct
from qingdan_checker.room.forms import Compared, Connected, Linear, cells_in, put_in
from qingdan_checker.room.parts import seniority
from qingdan_checker.room.smallest import smallest
from qingdan_checker.room.spread import linked, spread
from qingdan_checker.room.system import components, conflicting, sort
from qingdan_checker.room.unmet import values_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from qingdan_checker import model as m
    from qingdan_checker.repair.literals import Literal
    from qingdan_checker.room.forms import Cell, Claim
    from qingdan_checker.room.spread import Instance
    from qingdan_checker.room.system import Sorted
    from qingdan_checker.round import Round
    from qingdan_checker.verdict import Verdict

MOST_NUMBERS: Final = 8
"""Numbers of which some are changed: those nearest to the breach."""

Change = tuple[tuple["Literal", Fraction], ...]
"""Numbers, each with how far what it stands for is to move."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    """A linear demand of a rule on cells: that the form is at least zero, or above it."""

    rule: m.Rule | None
    form: Linear
    strict: bool


class Seeker:
    """The numbers of a jurisdiction on a day, seen from one rule that they break."""

    def __init__(self, round_: Round, verdict: Verdict) -> None:
        self._round = round_
        self._rule = verdict.rule
        self._effect = round_.effect(verdict.place)
        verdicts = next(ones for ones in round_.by_place if ones and ones[0].place is verdict.place)
        self._together = next(ones for ones in linked([one.rule for one in verdicts]) if verdict.rule in ones)
        self._broken = {one.rule for one in verdicts if one.broken} - {verdict.rule}
        self._instances = [one for rule in self._together for one in self._spread([rule])]
        self._values = self._values_in(self._instances)
        self._own = {cell: literals_in(self._effect, cell) for cell in self._values}

    def _spread(self, rules: Sequence[m.Rule]) -> Sequence[Instance]:
        """Rules over the cells that they and the table tell apart.

        Each by itself says the same of the numbers that were written, and there are far fewer cells so.
        """
        return spread(self._round, self._effect, rules, with_table=True).instances

    def _values_in(self, instances: Sequence[Instance]) -> Mapping[Cell, Fraction]:
        cells = list(dict.fromkeys(cell for one in instances for cell in cells_in(one.claim)))
        return values_of(self._effect, cells)

    def changes(self) -> Iterator[Change]:
        """Changes that the rules allow as far as they are sums of cells, the smallest first."""
        said = list(self._said())
        numbers = self._nearest(said)
        demands = list(distinct([one for all_ in said for one in self._demand(all_, numbers)]))
        for moved in changes(demands, len(numbers)):
            yield tuple((numbers[at], by) for at, by in moved)

    def _said(self) -> Iterator[_Said]:
        """What the rules say that are kept, the broken rule itself, and the ranges of the items."""
        for one in self._instances:
            if one.rule not in self._broken:
                yield from _linear(one.rule, one.claim)
        for item, key in self._values:
            cell = Linear(terms={(item, key): Fraction(1)})
            if item.low is not None:
                low = Linear(constant=Fraction(as_number(item.low)))
                yield _Said(rule=None, form=cell.plus(low, Fraction(-1)), strict=False)
            if item.high is not None:
                high = Linear(constant=Fraction(as_number(item.high)))
                yield _Said(rule=None, form=high.plus(cell, Fraction(-1)), strict=False)

    def _nearest(self, said: Sequence[_Said]) -> list[Literal]:
        """The numbers that are in what is broken, then those that share a demand with them, and so on."""
        found: dict[m.Provision, Literal] = {}
        broken = [one for one in said if one.rule is self._rule and self._spare(one) < 0]
        broken += [one for one in said if one.rule is self._rule and one.strict and not self._spare(one)]
        for one in broken:
            found |= self._numbers(one)
        size = -1
        while size != len(found) and len(found) < MOST_NUMBERS:
            size = len(found)
            for one in said:
                near = self._numbers(one)
                if one.rule and not found.keys().isdisjoint(near):
                    found |= near
        in_order = sorted(found.values(), key=lambda one: self._round.at(one.constant.where))
        first = [one for one in in_order if any(one.provision in self._numbers(said_) for said_ in broken)]
        return [*first, *(one for one in in_order if one not in first)][:MOST_NUMBERS]

    def _numbers(self, said: _Said) -> Mapping[m.Provision, Literal]:
        found: dict[m.Provision, Literal] = {}
        for cell in said.form.terms:
            found |= self._own.get(cell, {})
        return found

    def _spare(self, said: _Said) -> Fraction:
        return said.form.where(self._values).constant

    def _demand(self, said: _Said, numbers: Sequence[Literal]) -> Iterator[Demand]:
        """What is said of cells as a demand on changes, a strict one with a step to spare; none beside an open cell."""
        factors: dict[int, Fraction] = {}
        for cell, factor in said.form.terms.items():
            if cell not in self._values:
                return
            for at, one in enumerate(numbers):
                if one.provision in self._own[cell]:
                    factors[at] = factors.get(at, Fraction(0)) + factor
        if said.rule is None and self._spare(said) < 0:
            return  # out of its range already: that is a finding of its own
        moving = tuple((at, factor) for at, factor in sorted(factors.items()) if factor)
        if moving or self._spare(said) < 0:
            step = _step(said.form) if said.strict else Fraction(0)
            yield Demand(changes=moving, least=step - self._spare(said))

    # ---- where nothing local helps

    def blocking(self) -> tuple[m.Rule, ...]:
        """The fewest rules, this among them, that cannot be met whatever the own numbers are; none where they can."""
        instances = self._spread(self._together)
        fixed = {cell: value for cell, value in self._values_in(instances).items() if not self._is_own(cell)}
        left: list[Instance] = []
        for one in instances:
            claim = put_in(one.claim, fixed)
            if isinstance(claim, Compared | Connected) or claim is False:
                left.append(replace(one, claim=claim))
        for ones, cells in components(left):
            present = {one.rule for one in ones}
            if self._rule not in present:
                continue
            rules = sorted(present, key=lambda one: seniority(self._round, one))
            sorted_ = sort(ones)
            found = smallest(rules, partial(_conflict, sorted_, cells))
            if self._rule in found:
                return found
        return ()

    def _is_own(self, cell: Cell) -> bool:
        """Whether the jurisdiction itself has made a cell, by whatever means."""
        made = self._effect.cell(*cell)
        own = (*made.provisions, *(one.provision for one in made.changes))
        return any(one.statement.issuer is self._effect.place for one in own)


def _conflict(sorted_: Sorted, cells: Sequence[Cell], rules: frozenset[m.Rule]) -> bool:
    return bool(conflicting(sorted_, cells, rules)[0])


def _linear(rule: m.Rule, claim: Claim) -> Iterator[_Said]:
    """The sums of cells that a claim demands to be at least zero; of what is no such sum nothing."""
    if isinstance(claim, Connected) and claim.operator == "and":
        for one in claim.claims:
            yield from _linear(rule, one)
    elif isinstance(claim, Compared) and isinstance(claim.form, Linear) and claim.operator != "!=":
        yield _Said(rule=rule, form=claim.form, strict=claim.operator == ">")
        if claim.operator == "=":
            yield _Said(rule=rule, form=claim.form.times(Fraction(-1)), strict=False)


def _step(form: Linear) -> Fraction:
    """How much more than a bound what must be more than it is made: a tenth of a point, or one of the unit."""
    kinds = {item.kind for item, _ in form.terms}
    return Fraction(1, 10) if kinds & {PERCENT, POINTS} else Fraction(1)
