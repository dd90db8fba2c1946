"""What a rule or an expression comes to: in one scope, or in a combination over every amount that it leaves open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Protocol

from qingdan_checker import model as m
from qingdan_checker.combinations import Combo, Over
from qingdan_checker.evaluate import COMPARE, Answer, Scope, compiled, profile_of
from qingdan_checker.moving import Moving, Outcome
from qingdan_checker.quantity import Gap, Number, Value, as_number, heavier

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence

    from qingdan_checker.effect import Day
    from qingdan_checker.moving import Found

Masks = tuple[int, ...]

Weigh = Callable[[Scope], Outcome | None]
"""What something comes to in a scope; None where the combination does not count."""

Outcomes = Callable[[Masks, Scope], "Iterable[tuple[Combo, Outcome]]"]
"""What a class of combinations comes to: once, or once broken and once open; nothing where it does not count."""


class Weighed(Protocol):
    """What is weighed in a scope."""

    @property
    def expressions(self) -> Sequence[m.Expression]:
        """All that is evaluated for it."""

    @property
    def weigh(self) -> Weigh:
        """What it comes to in a scope, compiled."""

    def profile(self, scope: Scope) -> Hashable:
        """All that this rests on in a combination, apart from the amounts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """An expression by itself."""

    expression: m.Expression

    @property
    def expressions(self) -> Sequence[m.Expression]:
        """The expression."""
        return (self.expression,)

    @property
    def weigh(self) -> Weigh:
        """Whether it is true."""
        return _claim(self.expression)

    def profile(self, scope: Scope) -> Hashable:
        """What it rests on."""
        return profile_of([(self.expression, scope)])


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighing:
    """A rule with its exceptions in force. Those that are made use of are put into `waived_by`.

    With `uses_items`, only combinations that somebody has regulated count.
    """

    rule: m.Rule
    waivers: Sequence[m.Waiver]
    day: Day
    uses_items: bool
    waived_by: set[m.Waiver] = field(default_factory=set)

    @property
    def expressions(self) -> Sequence[m.Expression]:
        """The rule's own, and the conditions of the exceptions."""
        return [*self.rule.expressions, *(one.condition for one in self.waivers if one.condition)]

    @property
    def weigh(self) -> Weigh:
        """What the rule comes to; None where the combination does not count, or is waived."""
        claim = _claim(self.rule.expression)
        condition = compiled(self.rule.condition) if self.rule.condition else None
        uses_items, waivers = self.uses_items, self.waivers

        def weigh(scope: Scope) -> Outcome | None:
            applies: Answer = condition(scope) if condition else True
            outcome = claim(scope)
            if applies is False or (uses_items and not scope.regulated):
                return None
            if waivers and self._is_waived(scope):
                return None
            answer = outcome.answer
            if isinstance(applies, Gap) and answer is not True:
                answer = heavier(applies, answer) if isinstance(answer, Gap) else applies
                return outcome._replace(answer=answer)
            return outcome

        return weigh

    def _is_waived(self, scope: Scope) -> bool:
        waiver = self._waiver(scope)
        if waiver:
            self.waived_by.add(waiver)
        return waiver is not None

    def _waiver(self, scope: Scope) -> m.Waiver | None:
        """The exception under which a combination falls."""
        for waiver in self.waivers:
            if not self._concerns(waiver, scope):
                continue
            if waiver.condition is None or compiled(waiver.condition)(_beside(scope)) is True:
                return waiver
        return None

    def _concerns(self, waiver: m.Waiver, scope: Scope) -> bool:
        """Whether a combination is in the region of an exception, as far as the rule tells."""
        cell = scope.cell
        return all(self.day.mask(term) >> cell[name] & 1 for name, term in waiver.region.items() if name in cell)

    def profile(self, scope: Scope) -> Hashable:
        """What the rule and its exceptions rest on."""
        parts = [(one, scope) for one in self.rule.expressions]
        beside = [(one.condition, _beside(scope)) for one in self.waivers if one.condition]
        return profile_of([*parts, *beside]), tuple([self._concerns(one, scope) for one in self.waivers])


def _beside(scope: Scope) -> Scope:
    """A scope for what is asked of the same combination at the same amounts, and regulates nothing."""
    return Scope(table=scope.table, cell=scope.cell, amounts=scope.amounts, known=scope.known)


# ---- one combination after the other


def at_once(weighed: Weighed) -> Outcomes:
    """What combinations come to that leave no amount open."""
    weigh = weighed.weigh

    def outcomes(masks: Masks, scope: Scope) -> Iterable[tuple[Combo, Outcome]]:
        outcome = weigh(scope)
        return ((_combo(masks, outcome), outcome),) if outcome else ()

    return outcomes


def along(weighed: Weighed, moving: Moving) -> Outcomes:
    """What combinations come to over every amount: broken, open, or holding.

    Most of them are alike: all that they rest on is the same. Those are asked about once.
    """
    weigh = weighed.weigh
    known: dict[Hashable, tuple[Found, ...]] = {}
    bands = moving.effect.bands

    def outcomes(masks: Masks, scope: Scope) -> Iterator[tuple[Combo, Outcome]]:
        alike = moving.along(masks), weighed.profile(_at(scope, moving.samples(masks), bands))
        found = known.get(alike)
        if found is None:
            found = known[alike] = tuple(moving.found(masks, lambda amounts: weigh(_at(scope, amounts, bands))))
        beside = moving.beside(masks)
        for one in found:
            over = Over(amounts=one.amounts, where=one.where, beside=beside) if one.amounts else None
            yield replace(_combo(masks, one.outcome), over=over, example=one.example), one.outcome

    return outcomes


def _at(scope: Scope, amounts: Mapping[Any, Number], bands: dict[Any, Any]) -> Scope:
    """The same combination at some amounts."""
    return Scope(table=scope.table, cell=scope.cell, amounts={**scope.amounts, **amounts}, thorough=True, bands=bands)


def _combo(masks: Masks, outcome: Outcome) -> Combo:
    return Combo(masks=masks, left=outcome.left, right=outcome.right, margin=outcome.margin)


@lru_cache(maxsize=1 << 14)
def _claim(expression: m.Expression) -> Callable[[Scope], Outcome]:
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
