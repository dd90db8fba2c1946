"""Rules spread over the cells that they speak of: each for every class of combinations, in one partition for all.

Cells that no rule and (where a table is looked at) no provision tells apart are one class, as everywhere; but rules
that share an item are cut alike, so that what two of them say of one cell is said of the same cell.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import product
from typing import TYPE_CHECKING, Final

from qingdan_checker import model as m
from qingdan_checker.combinations import AxisOf, Combo, Varying
from qingdan_checker.effect import Needs, first, product_size
from qingdan_checker.evaluate import Scope, compiled
from qingdan_checker.excuses import approvals_of, covers, declaration_of
from qingdan_checker.quantity import Gap
from qingdan_checker.room.forms import Claim, connected, negated
from qingdan_checker.room.grounds import grounds_of
from qingdan_checker.room.symbolic import Keys, claim_of, rests_on_items
from qingdan_checker.verdict import Verdict, used

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from qingdan_checker.effect import Effect
    from qingdan_checker.round import Round

MOST_INSTANCES: Final = 20_000
"""Classes of combinations of one rule that are gone through; beyond them nothing is said of the rule here."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Instance:
    """What a rule says for one class of combinations: a mask for each axis, and the claim."""

    rule: m.Rule
    axes: tuple[AxisOf, ...]
    masks: tuple[int, ...]
    claim: Claim


@dataclass(slots=True, kw_only=True)
class Spread:
    """Rules over a jurisdiction, spread over their cells.

    `partitions` tells for each item the parts of its dimensions, as masks; `open` are the rules of which something
    could not be said, with the reason.
    """

    instances: list[Instance] = field(default_factory=list)
    partitions: dict[m.Item, tuple[tuple[int, ...], ...]] = field(default_factory=dict)
    open: dict[m.Rule, Gap] = field(default_factory=dict)


def spread(round_: Round, effect: Effect, rules: Sequence[m.Rule], *, with_table: bool) -> Spread:
    """Rules that use items over their cells; `with_table` what documents and exceptions tell apart counts too."""
    found = Spread()
    for together in linked(rules):
        _Spreader(round_, effect, together, with_table=with_table).add_to(found)
    return found


def linked(rules: Sequence[m.Rule]) -> Iterator[list[m.Rule]]:
    """The rules that use items, those together that share one, directly or over others."""
    by_item: dict[m.Item, list[m.Rule]] = {}
    for rule in rules:
        for item in _items(rule):
            by_item.setdefault(item, []).append(rule)
    seen: set[m.Rule] = set()
    for rule in rules:
        if rule in seen or not _items(rule):
            continue
        seen.add(rule)
        todo, group = [rule], {rule}
        while todo:
            for item in _items(todo.pop()):
                new = [one for one in by_item[item] if one not in seen]
                seen.update(new)
                group.update(new)
                todo += new
        yield [one for one in rules if one in group]


def _items(rule: m.Rule) -> list[m.Item]:
    return [one for one in used(rule) if isinstance(one, m.Item)]


class _Spreader:
    """Rules that share items."""

    def __init__(self, round_: Round, effect: Effect, rules: Sequence[m.Rule], *, with_table: bool) -> None:
        self._round = round_
        self._day = round_.day
        self._effect = effect
        self._rules = rules
        self._with_table = with_table
        self._table = Keys(effect)
        self._items = dict.fromkeys(item for rule in rules for item in _items(rule))
        self._needs = Needs()
        self._noted: set[m.Expression] = set()
        for rule in rules:
            self._note(rule)
        if with_table:
            for item in self._items:
                self._needs.include(effect.needs(item))

    # ---- what is told apart

    def _note(self, rule: m.Rule) -> None:
        regions = [rule.region]
        expressions = list(rule.expressions)
        for waiver in self._day.waivers_of(rule):
            regions.append(waiver.region)
            expressions += waiver.expressions
        if self._with_table:
            regions += [one.region for one in self._day.kept.approvals if one.rule == rule.name]
        for region in regions:
            for name, term in region.items():
                self._needs.masks[name].add(self._day.mask(term))
        for expression in expressions:
            self._note_expression(expression)

    def _note_expression(self, expression: m.Expression) -> None:
        if expression in self._noted:
            return  # a define that several others are made of
        self._noted.add(expression)
        self._needs.note(expression, self._day)
        for part in m.walk(expression):
            if isinstance(part, m.Total):
                self._needs.single.add(part.axis.name)
            elif isinstance(part, m.Reference) and isinstance(part.target, m.Define) and part.target.expression:
                self._note_expression(part.target.expression)

    # ---- going through

    def add_to(self, found: Spread) -> None:
        """Adds the instances of the rules, and how their items are cut."""
        for item in self._items:
            found.partitions[item] = tuple(
                self._needs.parts(axis, self._day.everything(axis)) for axis in item.dimensions
            )
        for rule in self._rules:
            axes = self._axes(rule)
            if product_size([axis.parts for axis in axes]) > MOST_INSTANCES:
                found.open[rule] = Gap(reason="too-many", what=rule.name)
                continue
            for instance in self._shared(rule, axes):
                if isinstance(instance.claim, Gap):
                    found.open.setdefault(rule, instance.claim)
                else:
                    found.instances.append(instance)

    def _axes(self, rule: m.Rule) -> tuple[AxisOf, ...]:
        varying = Varying(effect=self._effect, region=rule.region)
        for expression in rule.expressions:
            varying.note(expression)
        for waiver in self._day.waivers_of(rule):
            varying.note_region(waiver.region)
        return tuple(self._cut(axis) for axis in varying.found())

    def _cut(self, axis: AxisOf) -> AxisOf:
        universe = 0
        for part in axis.parts:
            universe |= part
        return replace(axis, parts=self._needs.parts(axis.axis, universe))

    def _shared(self, rule: m.Rule, axes: tuple[AxisOf, ...]) -> Iterable[Instance]:
        """What a rule says of each class, but where the jurisdiction has an approval to deviate from it.

        Approvals are no part of what the rules say by themselves; all else is the same for whomever it rests on the
        same things.
        """
        key = ("instances", rule, axes, grounds_of(self._round, self._effect, (rule,)))
        found = self._round.memory.once(key, lambda: list(self._instances(rule, axes)))
        if not self._with_table:
            return found
        verdict = Verdict(rule=rule, place=self._effect.place, axes=axes)
        approvals = approvals_of(self._round, verdict)
        return [
            one
            for one in found
            if not any(covers(self._round, approval, verdict, Combo(masks=one.masks)) for approval in approvals)
        ]

    def _instances(self, rule: m.Rule, axes: tuple[AxisOf, ...]) -> Iterator[Instance]:
        for masks in product(*(axis.parts for axis in axes)):
            cell = {axis.key: first(mask) for axis, mask in zip(axes, masks, strict=True)}
            claim = self._claim(rule, Scope(table=self._table, cell=cell), axes)
            if claim is not True:
                yield Instance(rule=rule, axes=axes, masks=masks, claim=claim)

    def _claim(self, rule: m.Rule, scope: Scope, axes: Sequence[AxisOf]) -> Claim:
        """What a rule says in a combination: nothing where its condition is false, or where it is waived."""
        applies = claim_of(rule.condition, scope) if rule.condition else True
        if applies is False or isinstance(applies, Gap):
            return applies if isinstance(applies, Gap) else True
        for waiver in self._day.waivers_of(rule):
            lifts = self._lifts(waiver, scope, axes)
            if lifts is not False:
                return lifts
        return connected("or", [negated(applies), claim_of(rule.expression, scope)])

    def _lifts(self, waiver: m.Waiver, scope: Scope, axes: Sequence[AxisOf]) -> bool | Gap:
        """Whether a waiver lifts the rule in a combination; a gap where that rests on cells."""
        cell = {axis.axis.name: scope.cell[axis.key] for axis in axes if not axis.is_choice}
        for name, term in waiver.region.items():
            if name in cell and not self._day.mask(term) >> cell[name] & 1:
                return False
        if waiver.condition is None:
            return True
        if rests_on_items(waiver.condition):
            return Gap(reason="when", what=waiver.document.name)
        answer = compiled(waiver.condition)(Scope(table=self._effect, cell=scope.cell))
        return answer is True


def is_declared(round_: Round, effect: Effect, rule: m.Rule) -> bool:
    """Whether the jurisdiction has declared that it departs from a rule, and may."""
    return declaration_of(round_, Verdict(rule=rule, place=effect.place, axes=())) is not None


def parts_of(spread_: Spread, item: m.Item, key: Sequence[int]) -> tuple[int, ...]:
    """The class of a cell: the part of each dimension in which it lies, as masks."""
    parts = spread_.partitions[item]
    return tuple(next(mask for mask in axis if mask >> at & 1) for axis, at in zip(parts, key, strict=True))


def by_rule(instances: Iterable[Instance]) -> Mapping[m.Rule, list[Instance]]:
    """Instances by their rules."""
    found: dict[m.Rule, list[Instance]] = {}
    for one in instances:
        found.setdefault(one.rule, []).append(one)
    return found
