"""Rule × jurisdiction to verdict: whether the rule holds for every insured person, and for whom it does not."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import timedelta
from itertools import product
from typing import TYPE_CHECKING, Any, Final

from qingdan_checker import model as m
from qingdan_checker.effect.classes import members, product_size, singles, split
from qingdan_checker.effect.table import Effect, note_needs
from qingdan_checker.evaluate import COMPARE, Answer, Scope, choice_key, compiled
from qingdan_checker.quantity import Gap, Number, Value, heavier

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from qingdan_checker.effect.day import Day

BREACH: Final = "breach"
UNDETERMINED: Final = "undetermined"
WITHIN: Final = "within bounds"
NOT_APPLICABLE: Final = "not applicable"

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
class Combo:
    """A class of combinations: the masks of each axis, and what came out. `index` is its place in the order."""

    masks: tuple[int, ...]
    left: Answer | None = None
    right: Answer | None = None
    margin: Number | None = None
    gap: Gap | None = None


@dataclass(slots=True, kw_only=True)
class Verdict:
    """What a rule comes to for a jurisdiction on a day."""

    rule: m.Rule
    place: m.Jurisdiction
    outcome: str
    axes: tuple[AxisOf, ...]
    broken: list[Combo] = field(default_factory=list)
    open: list[Combo] = field(default_factory=list)
    holding: int = 0
    tightest: Combo | None = None
    too_many: bool = False
    waived_by: set[m.Waiver] = field(default_factory=set)


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What a case fixes: a region, and the amounts of measures."""

    region: m.Region = field(default_factory=dict)
    amounts: Mapping[str, Number] = field(default_factory=dict)


class Judge:
    """Judges rules against the table in effect of one jurisdiction."""

    def __init__(self, day: Day, effect: Effect) -> None:
        self._day = day
        self._effect = effect

    def judge(self, rule: m.Rule, given: Given | None = None) -> Verdict:
        """The verdict of a rule, with every broken and every undetermined class of combinations."""
        waivers = self._day.waivers_of(rule)
        masks = [approval.region for approval in self._day.kept.approvals if approval.rule == rule.name]
        region = dict(rule.region)
        if given:
            for name, term in given.region.items():
                masks.append({name: term})
        axes = self.axes((rule.expression, rule.condition), region, [*masks, *(one.region for one in waivers)], waivers)
        if given:
            axes = tuple(self._limited(axis, given) for axis in axes)
        verdict = Verdict(rule=rule, place=self._effect.place, outcome=NOT_APPLICABLE, axes=axes)
        if product_size([axis.parts for axis in axes]) > MOST_COMBINATIONS:
            verdict.outcome, verdict.too_many = UNDETERMINED, True
            first = tuple(axis.parts[0] for axis in axes)
            verdict.open.append(Combo(masks=first, gap=Gap(reason="too-many", what=rule.name)))
            return verdict
        self._run(verdict, waivers, given.amounts if given else {})
        return verdict

    def holds(self, expression: m.Expression, given: Given) -> tuple[bool, Combo | None, tuple[AxisOf, ...]]:
        """Whether an expression is true in every combination that a case leaves; else the first where it is not."""
        axes = self.axes((expression,), {}, [{name: term} for name, term in given.region.items()], ())
        axes = tuple(self._limited(axis, given) for axis in axes)
        if product_size([axis.parts for axis in axes]) > MOST_COMBINATIONS:
            return False, Combo(masks=(), gap=Gap(reason="too-many")), axes
        run = _weigher(expression)
        for masks, scope in self._combinations(axes, given.amounts):
            answer, left, right, _ = run(scope)
            if answer is not True:
                return (
                    False,
                    Combo(masks=masks, left=left, right=right, gap=answer if isinstance(answer, Gap) else None),
                    axes,
                )
        return True, None, axes

    def _limited(self, axis: AxisOf, given: Given) -> AxisOf:
        term = given.region.get(axis.axis.name)
        if term is None or axis.is_choice:
            return axis
        mask = self._day.mask(term)
        parts = tuple(part & mask for part in axis.parts if part & mask)
        return replace(axis, parts=parts)

    # ---- what a rule varies over

    def axes(
        self,
        expressions: Sequence[m.Expression | None],
        region: m.Region,
        regions: Sequence[m.Region],
        waivers: Sequence[m.Waiver],
    ) -> tuple[AxisOf, ...]:
        """The open dimensions and the choices of some expressions, in the order in which combinations are compared:
        by dimension name, choices that a cell does not show last.
        """
        masks: dict[str, set[int]] = defaultdict(set)
        single: set[str] = set()
        axes: dict[str, m.Axis] = {}
        pins: list[tuple[m.Reference, m.Term]] = []
        for expression in expressions:
            if expression is not None:
                self._note(expression, axes, pins, masks, single)
        for waiver in waivers:
            if waiver.condition:
                self._note(waiver.condition, {}, [], masks, single)
        for one in regions:
            for name, term in one.items():
                masks[name].add(self._day.mask(term))
        found = [
            AxisOf(
                axis=axis,
                key=name,
                is_choice=False,
                shown=True,
                parts=self._parts(axis, region, masks, single),
                is_whole=isinstance(axis, m.Measure) and self._day.size(axis) == 1,
            )
            for name, axis in axes.items()
        ]
        lone = _lone_choices(pins, axes)
        for reference, term in pins:
            if _is_fixed(term):
                continue
            mask = self._day.mask(term)
            parts = self._choice_parts(reference, term.axis, mask)
            key = choice_key(reference, term.axis.name)
            found.append(AxisOf(axis=term.axis, key=key, is_choice=True, shown=key in lone, parts=parts))
        return tuple(sorted(found, key=lambda one: (not one.shown, one.axis.name)))

    def _parts(
        self, axis: m.Axis, region: m.Region, masks: Mapping[str, set[int]], single: set[str]
    ) -> tuple[int, ...]:
        universe = (1 << self._day.size(axis)) - 1
        term = region.get(axis.name)
        if term:
            universe &= self._day.mask(term)
        if axis.name in single:
            return singles(universe)
        return split(universe, frozenset(masks.get(axis.name, ())))

    def _choice_parts(self, reference: m.Reference, axis: m.Axis, mask: int) -> tuple[int, ...]:
        needs = self._effect.needs(reference.target)
        if axis.name in needs.single:
            return singles(mask)
        return split(mask, frozenset(needs.masks.get(axis.name, ())))

    def _note(
        self,
        expression: m.Expression,
        axes: dict[str, m.Axis],
        pins: list[tuple[m.Reference, m.Term]],
        masks: dict[str, set[int]],
        single: set[str],
    ) -> None:
        note_needs(expression, self._day, masks, single)
        for part in m.walk(expression):
            if isinstance(part, m.Test):
                axes[part.term.axis.name] = part.term.axis
            elif isinstance(part, m.Amount):
                axes[part.measure.name] = part.measure
            elif isinstance(part, m.Reference):
                needs = self._effect.needs(part.target)
                for axis in part.open:
                    axes[axis.name] = axis
                    masks[axis.name] |= needs.masks.get(axis.name, set())
                    if axis.name in needs.single:
                        single.add(axis.name)
                pins += [(part, term) for term in part.pins.values()]

    # ---- going through them

    def _combinations(
        self, axes: Sequence[AxisOf], amounts: Mapping[str, Number]
    ) -> Iterator[tuple[tuple[int, ...], Scope]]:
        keys = [axis.key for axis in axes]
        for masks in product(*(axis.parts for axis in axes)):
            cell = {key: (mask & -mask).bit_length() - 1 for key, mask in zip(keys, masks, strict=True)}
            yield masks, Scope(table=self._effect, cell=cell, amounts=amounts, thorough=True)

    def _run(self, verdict: Verdict, waivers: Sequence[m.Waiver], amounts: Mapping[str, Number]) -> None:
        rule = verdict.rule
        weigh = _weigher(rule.expression)
        condition = compiled(rule.condition) if rule.condition else None
        uses_items = _uses_items(rule)
        for masks, scope in self._combinations(verdict.axes, amounts):
            applies: Answer = condition(scope) if condition else True
            answer, left, right, margin = weigh(scope)
            if applies is False or (uses_items and not scope.regulated):
                continue
            waiver = self._waived(waivers, verdict.axes, scope) if waivers else None
            if waiver:
                verdict.waived_by.add(waiver)
                continue
            combo = Combo(masks=masks, left=left, right=right, margin=margin)
            if isinstance(applies, Gap) and answer is not True:
                gap = heavier(applies, answer) if isinstance(answer, Gap) else applies
                verdict.open.append(replace(combo, gap=gap))
            elif isinstance(answer, Gap):
                verdict.open.append(replace(combo, gap=answer))
            elif answer:
                verdict.holding += 1
                if not verdict.broken:
                    verdict.tightest = _tighter(verdict.tightest, combo)
            else:
                verdict.broken.append(combo)
        verdict.outcome = _outcome(verdict)
        if verdict.broken:
            verdict.tightest = worst(verdict.broken)
        elif verdict.open:
            verdict.tightest = verdict.open[0]

    def _waived(self, waivers: Sequence[m.Waiver], axes: Sequence[AxisOf], scope: Scope) -> m.Waiver | None:
        cell = {axis.axis.name: scope.cell[axis.key] for axis in axes if not axis.is_choice}
        for waiver in waivers:
            inside = all(self._day.mask(term) >> cell[name] & 1 for name, term in waiver.region.items() if name in cell)
            if not inside:
                continue
            if waiver.condition is None:
                return waiver
            inner = Scope(table=self._effect, cell=scope.cell, amounts=scope.amounts)
            if compiled(waiver.condition)(inner) is True:
                return waiver
        return None

    # ---- what came out, for reports

    def trace(self, verdict: Verdict, combo: Combo) -> list[tuple[object, object]]:
        """The cells and figures that a combination's expression reads, in the order of the text."""
        cell = {axis.key: (mask & -mask).bit_length() - 1 for axis, mask in zip(verdict.axes, combo.masks, strict=True)}
        reads: list[tuple[object, object]] = []
        compiled(verdict.rule.expression)(Scope(table=self._effect, cell=cell, reads=reads))
        found: list[tuple[object, object]] = []
        for target, key in reads:
            found += self._opened(target, key)
        return list(dict.fromkeys(found))

    def _opened(self, target: object, key: Any) -> list[tuple[object, object]]:  # noqa: ANN401  a cell's key, or a year
        """A define is opened to what it rests on; a cell is given by its class."""
        if not isinstance(target, m.Define) or target.expression is None:
            return [(target, key)]
        reads: list[tuple[object, object]] = []
        cell = {axis.name: index for axis, index in zip(target.dimensions, key, strict=True)}
        compiled(target.expression)(Scope(table=self._effect, cell=cell, reads=reads))
        return [one for below, at in reads for one in self._opened(below, at)]


def _is_fixed(term: m.Term) -> bool:
    """Whether a pin selects one member only, so that there is nothing to choose."""
    if isinstance(term.axis, m.Measure):
        return len(term.bounds) == 1 and term.bounds[0][0] == "="
    return term.mask.bit_count() == 1


def _lone_choices(pins: Sequence[tuple[m.Reference, m.Term]], axes: Mapping[str, m.Axis]) -> set[tuple[int, str]]:
    """The choices that a cell shows: where one reference alone pins the dimension, and no other leaves it open."""
    by_axis: dict[str, list[m.Reference]] = defaultdict(list)
    for reference, term in pins:
        by_axis[term.axis.name].append(reference)
    return {
        choice_key(references[0], name)
        for name, references in by_axis.items()
        if len(references) == 1 and name not in axes
    }


Weighed = tuple[Answer, Answer | None, Answer | None, Number | None]


def _weigher(expression: m.Expression) -> Callable[[Scope], Weighed]:
    """The truth of an expression; for a single comparison with both sides and the margin."""
    if not isinstance(expression, m.Compared) or len(expression.operators) != 1:
        run = compiled(expression)
        return lambda scope: (run(scope), None, None, None)
    left, right = (compiled(one) for one in expression.operands)
    word = expression.operators[0]
    compare, has_margin = COMPARE[word], bool(expression.margin_kind)

    def weigh(scope: Scope) -> Weighed:
        a, b = left(scope), right(scope)
        if isinstance(a, Gap):
            return heavier(a, b) if isinstance(b, Gap) else a, a, b, None
        if isinstance(b, Gap):
            return b, a, b, None
        return compare(a, b), a, b, _margin(word, a, b) if has_margin else None

    return weigh


def _margin(word: str, left: Value, right: Value) -> Number:
    """What is left before a comparison breaks: negative, or zero for a strict one, is broken."""
    difference = left - right  # type: ignore[operator]
    if isinstance(difference, timedelta):
        difference = difference.days
    if word in {">=", ">"}:
        return difference  # type: ignore[no-any-return]
    return -difference if word in {"<=", "<"} else -abs(difference)


def _tighter(one: Combo | None, other: Combo) -> Combo:
    """Of two combinations the one with the smaller margin; the earlier where there is no difference."""
    if one is None:
        return other
    if one.margin is None or other.margin is None:
        return one
    return other if other.margin < one.margin else one


def worst(combos: Sequence[Combo]) -> Combo:
    """The combination with the smallest margin; the first of those that are alike."""
    found = combos[0]
    for combo in combos[1:]:
        found = _tighter(found, combo)
    return found


def _outcome(verdict: Verdict) -> str:
    if verdict.broken:
        return BREACH
    if verdict.open:
        return UNDETERMINED
    return WITHIN if verdict.holding else NOT_APPLICABLE


def _uses_items(rule: m.Rule) -> bool:
    """Whether a rule's expression or condition uses an item, directly or through a define."""
    return any(isinstance(target, m.Item) for target in used(rule))


def used(rule: m.Rule) -> list[m.Item | m.Statistic | m.Catalogue | m.Define]:
    """What a rule uses: items, statistics, catalogues, and defines with what they rest on; each once."""
    found: dict[m.Item | m.Statistic | m.Catalogue | m.Define, None] = {}
    todo = [one for one in (rule.expression, rule.condition) if one]
    while todo:
        for part in m.walk(todo.pop()):
            if isinstance(part, m.Reference) and part.target not in found:
                found[part.target] = None
                if isinstance(part.target, m.Define) and part.target.expression:
                    todo.append(part.target.expression)
            elif isinstance(part, m.Figure):
                found[part.statistic] = None
            elif isinstance(part, m.Asked):
                found[part.catalogue] = None
    return list(found)


def cells_of(axes: Sequence[AxisOf], combos: Sequence[Combo]) -> int:
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
        axis.axis.name: members(mask)[0]
        for axis, mask in zip(axes, combo.masks, strict=True)
        if axis.shown and not axis.is_whole
    }
