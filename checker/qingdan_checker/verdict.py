"""Rule × jurisdiction to verdict: whether the rule holds for every insured person, and for whom it does not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from qingdan_checker import model as m
from qingdan_checker.combinations import AxisOf, Combo, Given, Over, Varying, are_too_many, combinations
from qingdan_checker.evaluate import COMPARE, Answer, Scope, compiled
from qingdan_checker.moving import Moving, Outcome
from qingdan_checker.piecewise import joined
from qingdan_checker.quantity import Gap, Number, Value, as_number, heavier

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from qingdan_checker.effect import Effect

BREACH: Final = "breach"
UNDETERMINED: Final = "undetermined"
WITHIN: Final = "within bounds"
NOT_APPLICABLE: Final = "not applicable"

Used = m.Item | m.Statistic | m.Catalogue | m.Define
"""What a rule can use."""

Weigh = Callable[[Scope], Outcome | None]
"""What a rule comes to in a scope; None where that does not count."""

NOTHING_GIVEN: Final = Given()


@dataclass(slots=True, kw_only=True)
class Verdict:
    """What a rule comes to for a jurisdiction on a day."""

    rule: m.Rule
    place: m.Jurisdiction
    axes: tuple[AxisOf, ...]
    outcome: str = NOT_APPLICABLE
    broken: list[Combo] = field(default_factory=list)
    open: list[Combo] = field(default_factory=list)
    holding: int = 0
    tightest: Combo | None = None
    waived_by: set[m.Waiver] = field(default_factory=set)

    def add(self, combo: Combo, answer: Answer) -> None:
        """Notes what came out for a class of combinations."""
        if isinstance(answer, Gap):
            self.open.append(replace(combo, gap=answer))
        elif not answer:
            self.broken.append(combo)
        else:
            self.holding += 1
            if not self.broken:
                self.tightest = _tighter(self.tightest, combo)

    def conclude(self) -> None:
        """The outcome of all classes together, and the combination that shows it best."""
        if self.broken:
            self.outcome, self.tightest = BREACH, worst(self.broken)
        elif self.open:
            self.outcome, self.tightest = UNDETERMINED, self.open[0]
        elif self.holding:
            self.outcome = WITHIN


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
            self._run(verdict, waivers, given.amounts)
        return verdict

    def first_failing(self, expression: m.Expression, given: Given) -> tuple[Combo | None, tuple[AxisOf, ...]]:
        """The first combination of what a case leaves in which an expression is not true; what they vary over."""
        varying = Varying(effect=self._effect)
        varying.note(expression)
        varying.note_region(given.region)
        axes = given.limited(varying.found(), self._day)
        if are_too_many(axes):
            return Combo(masks=(), gap=Gap(reason="too-many")), axes
        moving = self._moving([expression], axes, given.amounts)
        weigh = _weigher(expression)
        for masks, scope in combinations(self._effect, axes, given.amounts):
            for combo, outcome in _along(moving, masks, scope, weigh):
                if outcome.answer is not True:
                    gap = outcome.answer if isinstance(outcome.answer, Gap) else None
                    return replace(combo, gap=gap), axes
        return None, axes

    def _moving(
        self, expressions: Iterable[m.Expression], axes: Sequence[AxisOf], given: Mapping[str, Number]
    ) -> Moving | None:
        """The axes along which amounts move; None where every amount is given, or none is spoken of."""
        keys = frozenset[Any]().union(*(m.amounts_in(one) for one in expressions)) - set(given)
        places = tuple([place for place, axis in enumerate(axes) if axis.key in keys]) if keys else ()
        return Moving(effect=self._effect, axes=axes, places=places) if places else None

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

    def _run(self, verdict: Verdict, waivers: Sequence[m.Waiver], amounts: Mapping[str, Number]) -> None:
        """Goes through all classes of combinations that count."""
        for combo, answer, _ in self._counting(verdict, waivers, amounts):
            verdict.add(combo, answer)
        verdict.conclude()

    def margins(self, verdict: Verdict) -> Iterator[tuple[Number, Scope]]:
        """The margin of each class of combinations that counts, where there is one, and the scope of its first."""
        if len(verdict.open) == 1 and verdict.open[0].gap and verdict.open[0].gap.reason == "too-many":
            return
        waivers = self._day.waivers_of(verdict.rule)
        for combo, _, scope in self._counting(verdict, waivers, {}):
            if combo.margin is not None and not combo.amounts:
                yield combo.margin, scope

    def _counting(
        self, verdict: Verdict, waivers: Sequence[m.Waiver], amounts: Mapping[str, Number]
    ) -> Iterator[tuple[Combo, Answer, Scope]]:
        """All classes of combinations that count, with what came out; those that are waived are noted."""
        rule = verdict.rule
        conditions = [one.condition for one in waivers if one.condition]
        moving = self._moving([*rule.expressions, *conditions], verdict.axes, amounts)
        weigh = self._weigher(verdict, waivers)
        for masks, scope in combinations(self._effect, verdict.axes, amounts):
            for combo, outcome in _along(moving, masks, scope, weigh):
                yield combo, outcome.answer, scope

    def _weigher(self, verdict: Verdict, waivers: Sequence[m.Waiver]) -> Weigh:
        """What a rule comes to in a scope; None where the combination does not count, or is waived."""
        rule = verdict.rule
        weigh = _weigher(rule.expression)
        condition = compiled(rule.condition) if rule.condition else None
        uses_items = _uses_items(rule)

        def weighed(scope: Scope) -> Outcome | None:
            applies: Answer = condition(scope) if condition else True
            outcome = weigh(scope)
            if applies is False or (uses_items and not scope.regulated):
                return None
            waiver = self._waiver(waivers, verdict.axes, scope) if waivers else None
            if waiver:
                verdict.waived_by.add(waiver)
                return None
            answer = outcome.answer
            if isinstance(applies, Gap) and answer is not True:
                answer = heavier(applies, answer) if isinstance(answer, Gap) else applies
                return outcome._replace(answer=answer)
            return outcome

        return weighed

    def _waiver(self, waivers: Sequence[m.Waiver], axes: Sequence[AxisOf], scope: Scope) -> m.Waiver | None:
        """The waiver under which a combination falls."""
        cell = {axis.axis.name: scope.cell[axis.key] for axis in axes if not axis.is_choice}
        for waiver in waivers:
            inside = all(self._day.mask(term) >> cell[name] & 1 for name, term in waiver.region.items() if name in cell)
            if not inside:
                continue
            if waiver.condition is None:
                return waiver
            inner = Scope(table=self._effect, cell=scope.cell, amounts=scope.amounts, known=scope.known)
            if compiled(waiver.condition)(inner) is True:
                return waiver
        return None


def _along(
    moving: Moving | None, masks: tuple[int, ...], scope: Scope, weigh: Weigh
) -> Iterator[tuple[Combo, Outcome]]:
    """What a class of combinations comes to; over every amount, where it speaks of such: broken, open, or holding."""
    if moving is None:
        outcome = weigh(scope)
        if outcome:
            yield _combo(masks, outcome), outcome
        return
    given = scope.amounts
    bands: dict[Any, Any] = {}

    def at(amounts: Mapping[Any, Number]) -> Outcome | None:
        inner = Scope(table=scope.table, cell=scope.cell, amounts={**given, **amounts}, thorough=True, bands=bands)
        return weigh(inner)

    for one in moving.found(masks, at):
        over = Over(amounts=one.amounts, where=one.where, beside=moving.beside(masks)) if one.amounts else None
        yield replace(_combo(masks, one.outcome), over=over), one.outcome


def _combo(masks: tuple[int, ...], outcome: Outcome) -> Combo:
    return Combo(masks=masks, left=outcome.left, right=outcome.right, margin=outcome.margin)


@lru_cache(maxsize=1 << 14)
def _weigher(expression: m.Expression) -> Callable[[Scope], Outcome]:
    """Whether an expression is true in a scope; of a single comparison also both sides and the margin."""
    if not isinstance(expression, m.Compared) or len(expression.operators) != 1:
        run = compiled(expression)
        return lambda scope: Outcome(answer=run(scope))
    left, right = (compiled(one) for one in expression.operands)
    word = expression.operators[0]
    compare, has_margin = COMPARE[word], bool(expression.margin_kind)

    def weigh(scope: Scope) -> Outcome:
        a, b = left(scope), right(scope)
        if isinstance(a, Gap):
            return Outcome(answer=heavier(a, b) if isinstance(b, Gap) else a, left=a, right=b)
        if isinstance(b, Gap):
            return Outcome(answer=b, left=a, right=b)
        return Outcome(answer=compare(a, b), left=a, right=b, margin=_margin(word, a, b) if has_margin else None)

    return weigh


def _margin(word: str, left: Value, right: Value) -> Number:
    """What is left before a comparison breaks: negative, or zero for a strict one, is broken."""
    difference = left - right  # type: ignore[operator]  # of one kind
    number = difference.days if isinstance(difference, timedelta) else as_number(difference)
    if word in {">=", ">"}:
        return number
    return -number if word in {"<=", "<"} or number > 0 else number


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
