"""A combination over every amount that it leaves open: where it fails, where it is open, where it holds (§12)."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final, NamedTuple, cast

from qingdan_checker import model as m
from qingdan_checker.effect import first, members
from qingdan_checker.piecewise import (
    Beyond,
    Budget,
    Course,
    NoSolver,
    Span,
    Stretch,
    Variable,
    explored,
    plainest,
    solved,
    spans,
    stretches_in,
)
from qingdan_checker.quantity import WHOLE, Gap

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from qingdan_checker.combinations import AxisOf
    from qingdan_checker.effect import Effect
    from qingdan_checker.evaluate import Answer
    from qingdan_checker.piecewise import Part
    from qingdan_checker.quantity import Number

NO_AMOUNTS: Final[Mapping[Any, Number]] = {}


class UnfaithfulError(Exception):
    """An amount at which a rule was found to fail, and the ordinary evaluator says otherwise: a bug of ours."""


class Outcome(NamedTuple):
    """What a combination comes to at some amounts: whether the rule is true there, both sides, and the margin."""

    answer: Answer
    left: Answer | None = None
    right: Answer | None = None
    margin: Number | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What came out for a combination somewhere: at these amounts, which stand for all in `where`.

    Where it holds they are those with the smallest margin, or an `example`: some amounts, as the solver has them.
    """

    outcome: Outcome
    amounts: tuple[tuple[Any, Number], ...] = ()
    where: tuple[Span, ...] = ()
    example: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Moving:
    """The places of the axes along which amounts move, and what the solver may still spend on them."""

    effect: Effect
    axes: Sequence[AxisOf]
    places: tuple[int, ...]
    budget: Budget = field(default_factory=Budget)

    def found(self, masks: Sequence[int], weigh: Callable[[Mapping[Any, Number]], Outcome | None]) -> Iterator[Found]:
        """Where a combination is broken and where it is open, each at its roundest amount; else where it holds.

        Each amount has been run through the ordinary evaluator again, as a number.
        """
        asked = _Asked(moving=self, domains=[self._domain(place, masks[place]) for place in self.places], weigh=weigh)
        for one in asked.found():
            outcome = weigh(dict(one.amounts)) if one.amounts else one.outcome
            if outcome is None or _sort(outcome) != _sort(one.outcome):
                raise UnfaithfulError(one)
            yield replace(one, outcome=outcome)

    def samples(self, masks: Sequence[int]) -> Mapping[Any, Number]:
        """Some amount for each axis."""
        pieces = [(self.axes[place], first(masks[place])) for place in self.places]
        return {one.key: self.effect.pieces(cast("m.Measure", one.axis))[at].sample for one, at in pieces}

    def along(self, masks: Sequence[int]) -> tuple[int, ...]:
        """The amounts of a combination."""
        return tuple([masks[place] for place in self.places])

    def beside(self, masks: Sequence[int]) -> tuple[int, ...]:
        """A combination without its amounts."""
        return tuple([mask for place, mask in enumerate(masks) if place not in self.places])

    def _domain(self, place: int, mask: int) -> list[Stretch]:
        """The amounts of some pieces of a measure."""
        axis = self.axes[place].axis
        assert isinstance(axis, m.Measure)  # noqa: S101  nothing else has amounts
        pieces = self.effect.pieces(axis)
        return stretches_in(
            [(pieces[index].low, pieces[index].high) for index in members(mask)], counted=axis.kind in WHOLE
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """A combination that is asked about, and the amounts of which it speaks."""

    moving: Moving
    domains: Sequence[list[Stretch]]
    weigh: Callable[[Mapping[Any, Number]], Outcome | None]

    @property
    def keys(self) -> list[Any]:
        return [self.moving.axes[place].key for place in self.moving.places]

    def found(self) -> Iterable[Found]:
        if len(self.domains) == 1:
            try:
                return _sorted_out(self._along(0, NO_AMOUNTS), self.keys[0])
            except Beyond:
                pass
        try:
            return self._solved()
        except Beyond as beyond:
            reason = "no-solver" if isinstance(beyond, NoSolver) else "solver-limit"
            names = dict.fromkeys(self.moving.axes[place].axis.name for place in self.moving.places)
            return [Found(outcome=Outcome(answer=Gap(reason=reason, what=", ".join(names))))]

    def _along(self, at: int, others: Mapping[Any, Number]) -> list[Part[Outcome | None]]:
        """What comes out along one amount, the others as they are."""
        key = self.keys[at]
        return explored(lambda amount: self.weigh({**others, key: amount}), self.domains[at], budget=self.moving.budget)

    # ---- by the solver

    def _solved(self) -> list[Found]:
        names = [self.moving.axes[place].axis.name for place in self.moving.places]
        variables = [
            Variable(name=name, stretches=tuple(domain)) for name, domain in zip(names, self.domains, strict=True)
        ]
        first: dict[str, Found] = {}
        for way in solved(self._at, variables, self.moving.budget):
            if way.value is None:
                continue
            amounts = tuple(zip(self.keys, way.amounts, strict=True))
            one = Found(outcome=way.value, amounts=amounts, example=True)
            if not way.exact and self._differs(one):
                raise Beyond
            first.setdefault(_sort(way.value), one)
            if _sort(way.value) == "broken":
                return [self._rounder(one)]
        rest = [first[sort] for sort in ("open", "holding") if sort in first]
        return rest[:1]

    def _at(self, amounts: Sequence[Number]) -> Outcome | None:
        return self.weigh(dict(zip(self.keys, amounts, strict=True)))

    def _differs(self, one: Found) -> bool:
        outcome = self.weigh(dict(one.amounts))
        return outcome is None or _sort(outcome) != _sort(one.outcome)

    def _rounder(self, one: Found) -> Found:
        """The same failure at rounder amounts: each in turn the roundest at which it fails, the others as they are."""
        amounts = dict(one.amounts)
        for at, key in enumerate(self.keys):
            try:
                parts = self._along(at, {other: value for other, value in amounts.items() if other != key})
            except Beyond:
                continue
            failing = [part.stretch for part in parts if part.value and part.value.answer is False]
            if failing:
                amounts[key] = plainest(spans(failing)[0])
        return Found(outcome=one.outcome, amounts=tuple(amounts.items()))


def _sort(outcome: Outcome) -> str:
    if isinstance(outcome.answer, Gap):
        return "open"
    return "holding" if outcome.answer else "broken"


def _sorted_out(parts: Sequence[Part[Outcome | None]], key: Any) -> Iterator[Found]:  # noqa: ANN401  a name, or a choice
    """The parts of one amount by what came out, the lowest first in each."""
    counting = [(part.stretch, part.value) for part in parts if part.value is not None]
    is_decided = False
    for sort in ("broken", "open"):
        those = [(stretch, outcome) for stretch, outcome in counting if _sort(outcome) == sort]
        if those:
            is_decided = True
            where = spans([stretch for stretch, _ in those])
            yield Found(outcome=those[0][1], amounts=((key, plainest(where[0])),), where=tuple(where))
    if counting and not is_decided:
        amount, outcome = min([(_amount_in(one), outcome) for one, outcome in counting], key=_margin_at)
        yield Found(outcome=outcome, amounts=((key, amount),))


def _amount_in(stretch: Stretch) -> Number:
    return plainest(spans([stretch])[0])


def _margin_at(one: tuple[Number, Outcome]) -> tuple[bool, Number]:
    """The margin at an amount; what has none comes last."""
    amount, outcome = one
    margin = cast("Number | Course | None", outcome.margin)
    if margin is None:
        return True, 0
    return False, margin.at(amount) if isinstance(margin, Course) else margin
