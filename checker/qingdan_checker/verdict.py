"""Rule × jurisdiction to verdict: whether the rule holds for every insured person, and for whom it does not."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from qingdan_checker import model as m
from qingdan_checker.combinations import AxisOf, Combo, Given, Varying, are_too_many, combinations
from qingdan_checker.moving import Moving
from qingdan_checker.piecewise import joined
from qingdan_checker.quantity import Gap, Number
from qingdan_checker.weighing import Claim, Weighing, along, at_once

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from qingdan_checker.effect import Effect
    from qingdan_checker.evaluate import Answer
    from qingdan_checker.weighing import Outcomes, Weighed

BREACH: Final = "breach"
UNDETERMINED: Final = "undetermined"
WITHIN: Final = "within bounds"
NOT_APPLICABLE: Final = "not applicable"

Used = m.Item | m.Statistic | m.Catalogue | m.Define
"""What a rule can use."""

NOTHING_GIVEN: Final = Given()


@dataclass(slots=True, kw_only=True)
class Verdict:
    """What a rule comes to for a jurisdiction on a day.

    Where it holds and the smallest margin is not known, it has no `tightest` combination.
    """

    rule: m.Rule
    place: m.Jurisdiction
    axes: tuple[AxisOf, ...]
    outcome: str = NOT_APPLICABLE
    broken: list[Combo] = field(default_factory=list)
    open: list[Combo] = field(default_factory=list)
    holding: int = 0
    tightest: Combo | None = None
    waived_by: set[m.Waiver] = field(default_factory=set)
    by_example: bool = False

    def add(self, combo: Combo, answer: Answer) -> None:
        """Notes what came out for a class of combinations."""
        if isinstance(answer, Gap):
            self.open.append(replace(combo, gap=answer))
        elif not answer:
            self.broken.append(combo)
        else:
            self.holding += 1
            self.by_example = self.by_example or combo.example
            if not self.broken:
                self.tightest = _tighter(self.tightest, combo)

    def conclude(self) -> None:
        """The outcome of all classes together, and the combination that shows it best."""
        if self.broken:
            self.outcome, self.tightest = BREACH, worst(self.broken)
        elif self.open:
            self.outcome, self.tightest = UNDETERMINED, self.open[0]
        elif self.holding:
            self.outcome, self.tightest = WITHIN, None if self.by_example else self.tightest


class Judge:
    """Judges rules against the table in effect of one jurisdiction."""

    def __init__(self, effect: Effect) -> None:
        self._effect = effect
        self._day = effect.on

    def judge(self, rule: m.Rule, given: Given = NOTHING_GIVEN) -> Verdict:
        """The verdict of a rule, with every broken and every undetermined class of combinations."""
        waivers = self._day.waivers_of(rule)
        axes = given.limited(self._axes(rule, waivers, given), self._day)
        verdict = Verdict(rule=rule, place=self._effect.place, axes=axes)
        if are_too_many(axes):
            first = tuple(axis.parts[0] for axis in axes)
            verdict.outcome = UNDETERMINED
            verdict.open.append(Combo(masks=first, gap=Gap(reason="too-many", what=rule.name)))
        else:
            self._run(verdict, given.amounts)
        return verdict

    def first_failing(self, expression: m.Expression, given: Given) -> tuple[Combo | None, tuple[AxisOf, ...]]:
        """The first combination of what a case leaves in which an expression is not true; what they vary over."""
        varying = Varying(effect=self._effect)
        varying.note(expression)
        varying.note_region(given.region)
        axes = given.limited(varying.found(), self._day)
        if are_too_many(axes):
            return Combo(masks=(), gap=Gap(reason="too-many")), axes
        come_to = self._outcomes(Claim(expression=expression), axes, given.amounts)
        for masks, scope in combinations(self._effect, axes, given.amounts):
            for combo, outcome in come_to(masks, scope):
                if outcome.answer is not True:
                    gap = outcome.answer if isinstance(outcome.answer, Gap) else None
                    return replace(combo, gap=gap), axes
        return None, axes

    def _outcomes(self, weighed: Weighed, axes: Sequence[AxisOf], given: Mapping[str, Number]) -> Outcomes:
        """What combinations come to; over every amount that is not given."""
        places = _moving(weighed, axes, given)
        if not places:
            return at_once(weighed)
        return along(weighed, Moving(effect=self._effect, axes=axes, places=places))

    def _axes(self, rule: m.Rule, waivers: Sequence[m.Waiver], given: Given) -> tuple[AxisOf, ...]:
        """What a rule varies over; what exceptions and a case are about is told apart from the rest."""
        varying = Varying(effect=self._effect, region=rule.region)
        varying.note(rule.expression)
        if rule.condition:
            varying.note(rule.condition)
        for waiver in waivers:
            varying.note_region(waiver.region)
            if waiver.condition:
                varying.note_beside(waiver.condition)
        for approval in self._day.kept.approvals:
            if approval.rule == rule.name:
                varying.note_region(approval.region)
        varying.note_region(given.region)
        return varying.found()

    def _run(self, verdict: Verdict, amounts: Mapping[str, Number]) -> None:
        """Goes through all classes of combinations that count."""
        for combo, answer in self._counting(verdict, amounts):
            verdict.add(combo, answer)
        verdict.conclude()

    def _counting(self, verdict: Verdict, amounts: Mapping[str, Number]) -> Iterator[tuple[Combo, Answer]]:
        """All classes of combinations that count, with what came out; those that are waived are noted."""
        come_to = self._outcomes(self._weighing(verdict), verdict.axes, amounts)
        for masks, scope in combinations(self._effect, verdict.axes, amounts):
            for combo, outcome in come_to(masks, scope):
                yield combo, outcome.answer

    def _weighing(self, verdict: Verdict) -> Weighing:
        """A rule with its exceptions in force."""
        return Weighing(
            rule=verdict.rule,
            waivers=self._day.waivers_of(verdict.rule),
            day=self._day,
            uses_items=_uses_items(verdict.rule),
            waived_by=verdict.waived_by,
        )


def _moving(weighed: Weighed, axes: Sequence[AxisOf], given: Mapping[str, Number]) -> tuple[int, ...]:
    """The places of the axes along which amounts move; none where every amount is given, or none is spoken of."""
    keys = frozenset[Any]().union(*(m.amounts_in(one) for one in weighed.expressions)) - set(given)
    return tuple([place for place, axis in enumerate(axes) if axis.key in keys]) if keys else ()


def _tighter(one: Combo | None, other: Combo) -> Combo:
    """Of two combinations the one with the smaller margin; the earlier where there is no difference."""
    if one is None:
        return other
    if one.margin is None or other.margin is None:
        return one
    return other if other.margin < one.margin else one


def worst(combos: Sequence[Combo]) -> Combo:
    """The combination with the smallest margin; the first of those that are alike."""
    found: Combo | None = None
    for combo in _lowest(combos):
        found = _tighter(found, combo)
    assert found  # noqa: S101  there is one at least
    return found


def _lowest(combos: Sequence[Combo]) -> Iterable[Combo]:
    """Of combinations that differ in their amounts alone the one with the lowest, which then stands for all of them."""
    found: dict[tuple[int, ...], list[Combo]] = {}
    for combo in combos:
        found.setdefault(combo.over.beside if combo.over else combo.masks, []).append(combo)
    for alike in found.values():
        yield alike[0] if len(alike) == 1 else _together(alike)


def _together(alike: Sequence[Combo]) -> Combo:
    lowest = min(alike, key=lambda combo: [*combo.amounts.values()])
    where = sorted(
        (span for combo in alike if combo.over for span in combo.over.where),
        key=lambda span: (span.low, not span.from_low),
    )
    over = replace(lowest.over, where=tuple(joined(where))) if lowest.over else None
    return replace(lowest, over=over)


def _uses_items(rule: m.Rule) -> bool:
    """Whether a rule's expression or condition uses an item, directly or through a define."""
    return any(isinstance(target, m.Item) for target in used(rule))


@lru_cache(maxsize=1 << 14)
def used(rule: m.Rule) -> tuple[Used, ...]:
    """What a rule uses: items, statistics, catalogues, and defines with what they rest on; each once."""
    found: dict[Used, None] = {}
    todo = list(reversed(rule.expressions))
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
    return tuple(found)
