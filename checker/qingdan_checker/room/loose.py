"""Rules of a lower level that let through what higher levels' rules forbid, with values that show it (section 12).

A rule is looser in what it says itself. Of a bound or a gap: the higher rules make a tighter one of the same, and none
of them says just the same. Of a list of values: one of them is forbidden. Of other shapes, by the solver: a higher
rule about the same cells implies it, and is not implied by it; or the higher rules keep a bound from being reached.
Whatever is told has values within the items' ranges that meet the lower rule and break a higher one.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Final, Protocol

from qingdan_checker.room.difference import Bound, Constraint, System
from qingdan_checker.room.forms import Cell, Compared, Connected, Linear, cells_in, put_in
from qingdan_checker.room.smallest import smallest
from qingdan_checker.room.system import ranges, within_range
from qingdan_checker.room.witness import values

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from qingdan_checker import model as m
    from qingdan_checker.room.forms import Claim
    from qingdan_checker.room.parts import Component
    from qingdan_checker.room.spread import Instance

    Limit = Constraint[Instance | None]
    Table = Mapping[Cell, Fraction]


JUST: Final = Fraction(1, 1_000)
"""How far beyond a strict end a higher rule must keep values for it to say more."""


class Asking(Protocol):
    """What puts questions about a component to the solver; where there is none it answers nothing."""

    def unmet(self, instances: Sequence[Instance], never: Instance | None = None, /) -> bool | None:
        """Whether no values within the ranges meet all (and break `never`); None where that was not found out."""

    def values(self, instances: Sequence[Instance], never: Instance | None = None, /) -> Table:
        """Values within the ranges that meet all (and break `never`); none where they were not found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Loose:
    """A lower level's rule that lets through what higher levels' rules forbid, at some of its combinations.

    `table` are values that it lets through. Of a bound or a gap `own` is what it says, and `required` what those above
    it make of that.
    """

    rule: m.Rule
    above: tuple[m.Rule, ...]
    component: Component
    table: Table
    own: Limit | None = None
    required: Limit | None = None


def loose_in(component: Component, torn: Sequence[frozenset[m.Rule]], asking: Asking) -> Iterator[Loose]:
    """The rules of a component that are looser than those above them, but for those that are in a contradiction.

    `torn` are the rules that each contradiction leaves nothing to say of. Rules above that are so among themselves are
    left out; one that only a lower rule contradicts stands.
    """
    for rule in component.rules():
        if rule.issuer.parent is not None and not any(rule in one for one in torn):
            over = frozenset(one.rule for one in component.instances if _is_over(one.rule, rule))
            left = over.difference(*(one for one in torn if one <= over))
            higher = [one for one in component.instances if one.rule in left]
            if higher:
                found = next(_Ways(rule, higher, component, asking).found(), None)
                if found:
                    yield found


def _is_over(one: m.Rule, other: m.Rule) -> bool:
    """Whether a rule binds the issuer of another: it is a higher level's, and no mere encouragement."""
    return one.issuer.is_above(other.issuer) and one.force != "encouraged"


@dataclass(slots=True)
class _Ways:
    """One rule, what is above it, and the ways in which it can be looser."""

    rule: m.Rule
    higher: Sequence[Instance]
    component: Component
    asking: Asking

    def found(self) -> Iterator[Loose]:
        yield from self._by_paths()
        yield from self._by_lists()
        if self.component.sorted.others:
            yield from self._by_solver()

    @property
    def _own(self) -> list[Instance]:
        return [one for one in self.component.instances if one.rule is self.rule]

    def _limits(self) -> list[Limit]:
        """The bounds and gaps of the rule."""
        return [one for one in self.component.sorted.constraints if one.by and one.by.rule is self.rule]

    def _meets(self, table: Table) -> bool:
        return all(put_in(one.claim, table) is True for one in self._own)

    # ---- bounds and gaps

    def _by_paths(self) -> Iterator[Loose]:
        given = frozenset(self.higher)
        above = [one for one in self.component.sorted.constraints if one.by in given]
        said = {(one.above, one.below, one.gap, one.strict) for one in above}
        system = System(above)
        if not above or system.circle():
            return
        for own in self._limits():
            bound = system.bounds_from(own.below).get(own.above)
            if bound and (bound.gap, bound.strict) > (own.gap, own.strict):
                repeats = (own.above, own.below, own.gap, own.strict) in said
                table = None if repeats else self._let_through(own, bound)
                if table:
                    yield self._looser(own, bound, table)

    def _looser(self, own: Limit, bound: Bound[Instance | None], table: Table) -> Loose:
        ends = {end for one in (own, *bound.path) for end in (one.above, one.below)}
        return Loose(
            rule=self.rule,
            above=tuple(dict.fromkeys(one.by.rule for one in bound.path if one.by)),
            component=self.component,
            table={cell: value for cell, value in table.items() if cell in ends},
            own=own,
            required=replace(own, gap=bound.gap, strict=bound.strict, by=None),
        )

    def _let_through(self, own: Limit, bound: Bound[Instance | None]) -> Table | None:
        """Values that meet the rule, with the others of its issuer where they can, and not what is above it.

        The gap is as small as the rule allows where it can be, else half-way to what the higher rules require, else
        anything between.
        """
        every = self.component.sorted.constraints
        mine = [*ranges(self.component.cells), *self._limits()]
        issuer = [one for one in every if one.by and one.by.rule.issuer is self.rule.issuer]
        short = replace(own, above=own.below, below=own.above, gap=-bound.gap, strict=not bound.strict, by=None)
        halfway = (own.gap + bound.gap) / 2
        pinned = [_pinned(own, halfway if own.strict else own.gap), _pinned(own, halfway)]
        for tried in ([*pinned[0], *issuer], pinned[0], pinned[1], [short]):
            found = values([*tried, *mine], self.component.cells)
            if found and self._meets(found):
                return found
        return None

    # ---- lists of values

    def _by_lists(self) -> Iterator[Loose]:
        for one in self._own:
            for cell, value in _listed(one.claim):
                table = {cell: value}
                alone = [each for each in self._own if set(cells_in(each.claim)) <= {cell}]
                if within_range(cell, value) and all(put_in(each.claim, table) is True for each in alone):
                    against = [each.rule for each in self.higher if put_in(each.claim, table) is False]
                    if against:
                        yield self._told(tuple(dict.fromkeys(against))[:1], table)

    # ---- other shapes

    def _by_solver(self) -> Iterator[Loose]:
        others = frozenset(self.component.sorted.others)
        for one in self._own:
            for other in self.higher:
                alike = set(cells_in(one.claim)) == set(cells_in(other.claim))
                if alike and one in others and self.asking.unmet([other], one):
                    table = self.asking.values(self._own, other)
                    if table and self._meets(table):
                        yield self._told((other.rule,), table)
        if not others.isdisjoint(self.higher):
            for limit in self._limits():
                yield from self._never_reached(limit)

    def _never_reached(self, own: Limit) -> Iterator[Loose]:
        """A bound or gap that the higher rules imply, while its end can be reached by it and not by them."""
        assert own.by  # noqa: S101  the range has none
        holds = replace(own.by, claim=_as_claim(own, ">" if own.strict else ">="))
        if self.asking.unmet([*self.higher], holds) is not True:
            return
        beyond = replace(own.by, claim=_as_claim(replace(own, gap=own.gap + JUST), ">="))
        if own.strict and self.asking.unmet([*self.higher], beyond) is not True:
            return
        for step in (1, Fraction(1, 10), JUST / 2) if own.strict else (0,):
            at_end = replace(own.by, claim=_as_claim(replace(own, gap=own.gap + step), "="))
            table = self.asking.values([*self._own, at_end]) if self.asking.unmet([*self.higher, at_end]) else {}
            if table and self._meets(table):
                yield self._told(self._needed(at_end), table)
                return

    def _needed(self, end: Instance) -> tuple[m.Rule, ...]:
        """The fewest of the higher rules that keep an end from being reached."""
        rules = list(dict.fromkeys(one.rule for one in self.higher))
        return smallest(
            rules, lambda kept: self.asking.unmet([*(one for one in self.higher if one.rule in kept), end]) is True
        )

    def _told(self, above: tuple[m.Rule, ...], table: Table) -> Loose:
        about = {cell for one in self._own for cell in cells_in(one.claim)}
        shown = {cell: value for cell, value in table.items() if cell in about}
        return Loose(rule=self.rule, above=above, component=self.component, table=shown)


def _pinned(own: Limit, gap: Fraction) -> list[Limit]:
    """That a gap is just so much."""
    least = replace(own, gap=gap, strict=False)
    return [least, replace(least, above=own.below, below=own.above, gap=-gap)]


def _as_claim(limit: Limit, operator: str) -> Claim:
    """A bound or gap, or that its end is reached."""
    ends = ((limit.above, 1), (limit.below, -1))
    terms: Iterable[tuple[Cell, Fraction]] = ((end, Fraction(sign)) for end, sign in ends if isinstance(end, tuple))
    return Compared(operator=operator, form=Linear(terms=dict(terms), constant=-limit.gap))


def _listed(claim: Claim) -> Iterator[tuple[Cell, Fraction]]:
    """The values that a claim leaves one cell, where it lists them: `x = 10 or x = 40`."""
    if isinstance(claim, Connected) and claim.operator == "or" and len(set(cells_in(claim))) == 1:
        found = [_only(one) for one in claim.claims]
        if None not in found:
            yield from (one for one in found if one)


def _only(claim: Claim) -> tuple[Cell, Fraction] | None:
    """The cell and the value that an equality leaves it."""
    if isinstance(claim, Compared) and claim.operator == "=" and isinstance(claim.form, Linear):
        [(cell, factor)] = claim.form.terms.items()
        return cell, -claim.form.constant / factor
    return None
