"""What the rules in force say of each other: which cannot all be met, which let too much through, which add nothing."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, partial
from typing import TYPE_CHECKING

from qingdan_checker import model as m
from qingdan_checker.quantity import Gap
from qingdan_checker.room.difference import System, implies, turned
from qingdan_checker.room.loose import Loose, loose_in
from qingdan_checker.room.parts import FORCES, parts_of, seniority
from qingdan_checker.room.smallest import smallest
from qingdan_checker.room.system import conflicting, ranges
from qingdan_checker.verdict import used

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from fractions import Fraction

    from qingdan_checker.memory import Solver
    from qingdan_checker.room.forms import Cell
    from qingdan_checker.room.parts import Component, Part
    from qingdan_checker.room.spread import Instance
    from qingdan_checker.room.system import Shown, Sorted
    from qingdan_checker.round import Round


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """A smallest set of rules that no values meet, in order of seniority, with what shows it somewhere.

    Nothing shows it where the solver has found it.
    """

    rules: tuple[m.Rule, ...]
    shown: tuple[Shown, ...]
    component: Component

    @property
    def main(self) -> m.Rule:
        """The most junior of the rules, which would have to give way."""
        return self.rules[-1]

    @property
    def force(self) -> str:
        """The weakest of their forces: whoever may depart from that rule can meet the others."""
        return max((one.force for one in self.rules), key=FORCES.index)


@dataclass(frozen=True, slots=True, kw_only=True)
class Implied:
    """A rule that some others imply together (none: the items' ranges alone do)."""

    rule: m.Rule
    by: tuple[m.Rule, ...]


class Proof:
    """What is so of all rules in force on a day; made once."""

    def __init__(self, round_: Round, solver: Solver | None) -> None:
        self._round = round_
        self._solver = solver
        self._undecided: dict[m.Rule, Gap] = {}
        self._components: dict[object, Component] = {}
        parts = parts_of(round_)
        for rule in filter(_is_of_lists, round_.day.kept.rules):
            self._undecided[rule] = Gap(reason="lists", what=rule.name)
        for part in parts:
            for rule, gap in part.spread.open.items():
                self._undecided.setdefault(rule, gap)
            for component in part.components:
                self._components.setdefault(component.mark, component)
        self._open = frozenset(self._undecided)
        found = {mark: self._kept(component) for mark, component in self._components.items()}
        self._torn = {mark: [_torn(one) for one in ones] for mark, ones in found.items()}
        self.conflicts = self._told(parts, found)
        self.loose = list(self._loose())

    @cached_property
    def implied(self) -> Sequence[Implied]:
        """The rules that add nothing; a check does not ask for them."""
        return list(self._implied())

    @property
    def undecided(self) -> Mapping[m.Rule, Gap]:
        """The rules of which it cannot be said how they stand to the others, with the reason."""
        list(self.implied)  # what is asked for that may be undecided too
        return self._undecided

    # ---- contradiction

    def _kept(self, component: Component) -> Sequence[Conflict]:
        """The conflicts in a component; those that no solver was asked about are the same on each date."""
        if component.sorted.others:
            return list(self._conflicts_in(component))
        return self._round.memory.once(("conflicts", id(component)), lambda: list(self._conflicts_in(component)))

    def _conflicts_in(self, component: Component) -> Iterator[Conflict]:
        """Set after set, those of stronger forces first; the most junior rule of each is laid aside for the next."""
        aside: set[m.Rule] = set()
        present = component.rules()
        in_order = sorted(present, key=lambda one: seniority(self._round, one))
        for weakest in range(len(FORCES)):
            rules = [one for one in in_order if FORCES.index(one.force) <= weakest]
            while True:
                left = [one for one in rules if one not in aside]
                found = smallest(left, partial(self._conflict, component))
                if not found:
                    break
                shown, _ = conflicting(component.sorted, component.cells, found)
                yield Conflict(rules=found, shown=shown, component=component)
                aside.add(found[-1])

    def _conflict(self, component: Component, rules: frozenset[m.Rule]) -> bool:
        found, decided = conflicting(component.sorted, component.cells, rules)
        if found or decided:
            return bool(found)
        answer = self.ask([one for one in component.instances if one.rule in rules], component)
        return answer is True

    def ask(self, instances: Sequence[Instance], component: Component, never: Instance | None = None) -> bool | None:
        """Whether the solver finds that no values meet some instances (while another is not met)."""
        about = [one.rule for one in component.sorted.others]
        if self._solver is None:
            for rule in about:
                self._undecided.setdefault(rule, Gap(reason="shape", what=rule.name))
            return None
        answer = self._solver.unmet(instances, component.cells, never)
        if answer is None:
            for rule in about:
                self._undecided.setdefault(rule, Gap(reason="proof-limit", what=rule.name))
        return answer

    def values(
        self, instances: Sequence[Instance], component: Component, never: Instance | None = None
    ) -> Mapping[Cell, Fraction]:
        """Values that the solver finds to meet some instances (and to break another); none where it finds none."""
        return self._solver.values(instances, component.cells, never) if self._solver else {}

    @staticmethod
    def _told(parts: Iterable[Part], found: Mapping[object, Sequence[Conflict]]) -> list[Conflict]:
        """Each set once; over one jurisdiction none that holds another."""
        told: dict[frozenset[m.Rule], Conflict] = {}
        for part in parts:
            conflicts = [one for component in part.components for one in found[component.mark]]
            by_rules = {frozenset(one.rules): one for one in reversed(conflicts)}
            for one in conflicts:
                rules = frozenset(one.rules)
                if not any(other < rules for other in by_rules):
                    told.setdefault(rules, one)
        return list(told.values())

    # ---- looser

    def _loose(self) -> Iterable[Loose]:
        found: dict[m.Rule, Loose] = {}
        for mark, component in self._components.items():
            for one in loose_in(component, self._torn[mark], _Asked(self, component)):
                found.setdefault(one.rule, one)
        return found.values()

    # ---- redundant

    def _implied(self) -> Iterator[Implied]:
        """From the most junior rule on; what has been told to add nothing implies nothing any more."""
        by_rule: dict[m.Rule, list[Component]] = {}
        for component in self._components.values():
            for rule in component.rules():
                by_rule.setdefault(rule, []).append(component)
        told = {one.rule for one in self.loose} | self._open
        told = told.union(*(rules for torn in self._torn.values() for rules in torn))
        gone: set[m.Rule] = set()
        for rule in sorted(by_rule, key=lambda one: seniority(self._round, one), reverse=True):
            if rule in told:
                continue
            by = self._implicants(rule, by_rule[rule], gone)
            if by is not None:
                gone.add(rule)
                yield Implied(rule=rule, by=by)

    def _implicants(
        self, rule: m.Rule, components: Sequence[Component], gone: set[m.Rule]
    ) -> tuple[m.Rule, ...] | None:
        """The fewest rules of the same or a higher level, no weaker, that imply a rule; None where they do not."""
        present = dict.fromkeys(one for component in components for one in component.rules())
        others = [one for one in present if one is not rule and one not in gone and _may_imply(one, rule)]
        in_order = sorted(others, key=lambda one: seniority(self._round, one))
        holds: Callable[[frozenset[m.Rule]], bool] = lambda by: all(  # noqa: E731  named for what it says
            self._follows(rule, component, by) for component in components
        )
        if not holds(frozenset(in_order)):
            return None
        return () if holds(frozenset()) else smallest(in_order, holds)

    def _follows(self, rule: m.Rule, component: Component, by: frozenset[m.Rule]) -> bool:
        """Whether all that a rule says in a component follows from others and the items' ranges."""
        sorted_ = component.sorted
        if any(one.rule is rule for one in sorted_.never):
            return False
        by = by.difference(*self._torn[component.mark])
        given = [one for one in sorted_.constraints if one.by and one.by.rule in by]
        system = System([*ranges(component.cells), *given])
        if system.circle():
            return False
        unsure = [one for one in sorted_.others if one.rule is rule]
        back = System(turned([*ranges(component.cells), *given]))
        unsure += _not_shown(rule, sorted_, system, back)
        return self._follows_by_solver(component, by, unsure)

    def _follows_by_solver(self, component: Component, by: frozenset[m.Rule], mine: Sequence[Instance]) -> bool:
        given = [one for one in component.instances if one.rule in by]
        shaped = any(one.rule in by for one in component.sorted.others)
        if not mine:
            return True
        if not shaped and all(one not in component.sorted.others for one in mine):
            return False
        return all(self.ask(given, component, one) is True for one in dict.fromkeys(mine))


@dataclass(frozen=True, slots=True)
class _Asked:
    """Puts questions about one component."""

    proof: Proof
    component: Component

    def unmet(self, instances: Sequence[Instance], never: Instance | None = None) -> bool | None:
        return self.proof.ask(instances, self.component, never)

    def values(self, instances: Sequence[Instance], never: Instance | None = None) -> Mapping[Cell, Fraction]:
        return self.proof.values(instances, self.component, never)


def _torn(conflict: Conflict) -> frozenset[m.Rule]:
    """The rules that a conflict leaves nothing to say of; a mere encouragement does that to no other."""
    encouraged = conflict.force == "encouraged"
    return frozenset(one for one in conflict.rules if not encouraged or one.force == "encouraged")


def _not_shown(
    rule: m.Rule, sorted_: Sorted, system: System[Instance | None], back: System[Instance | None]
) -> Iterator[Instance]:
    """What of a rule's bounds, gaps and exclusions does not follow from a system and its reverse, as its instances."""
    for one in sorted_.constraints:
        if one.by is None or one.by.rule is not rule:
            continue
        if not implies(system.bounds_from(one.below).get(one.above), one.gap, strict=one.strict):
            yield one.by
    for apart in (one for one in sorted_.aparts if one.by.rule is rule):
        over = implies(system.bounds_from(apart.below).get(apart.above), apart.gap, strict=True)
        if not over and not implies(back.bounds_from(apart.below).get(apart.above), -apart.gap, strict=True):
            yield apart.by


def _is_of_lists(rule: m.Rule) -> bool:
    """Whether a rule speaks of lists and of no value."""
    ones = used(rule)
    return any(isinstance(one, m.Catalogue) for one in ones) and not any(isinstance(one, m.Item) for one in ones)


def _may_imply(one: m.Rule, other: m.Rule) -> bool:
    """Whether a rule makes another superfluous wherever it follows from it: it reaches as far, and is no weaker."""
    reaches = one.issuer in other.issuer.line and one.rank in {None, other.rank}
    return reaches and FORCES.index(one.force) <= FORCES.index(other.force)


def proof_of(round_: Round) -> Proof:
    """What is so of the rules in force on a day."""
    return round_.once("proof", lambda: Proof(round_, round_.memory.solver))
