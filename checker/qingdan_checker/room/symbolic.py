"""Expression × combination to form or claim: what a rule says there of cells whose values are left open."""

from __future__ import annotations

from fractions import Fraction
from functools import cache, partial
from typing import TYPE_CHECKING, Any, Final

from qingdan_checker import model as m
from qingdan_checker.evaluate import Scope, compiled
from qingdan_checker.evaluate.defining import passage
from qingdan_checker.evaluate.reading import index_of
from qingdan_checker.functions import FUNCTIONS
from qingdan_checker.quantity import DATE, QUANTITIES, TEXT, YES_NO, Gap
from qingdan_checker.room.forms import (
    HALF,
    Claim,
    Compared,
    Form,
    Linear,
    chosen,
    compared,
    connected,
    difference,
    measured,
    negated,
    simplified,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from qingdan_checker.effect import Effect
    from qingdan_checker.evaluate import Answer, Bounded, Key
    from qingdan_checker.listed import Listed

Amounts = tuple[tuple[Any, Any], ...]
"""Amounts that a define is asked for at, by the measure."""

_SHAPE: Final = Gap(reason="kind")
"""What stands for a text, which is no number: nothing is said of it here."""


class Keys:
    """A table that says which cells are read, and no value."""

    def __init__(self, effect: Effect) -> None:
        self._effect = effect
        self.day: date = effect.day
        self.mask = effect.mask
        self.forms: dict[tuple[m.Define, Key, Amounts], Form] = {}
        self.claims: dict[tuple[m.Define, Key, Amounts], Claim] = {}

    def read(self, target: m.Item | m.Define, key: Key) -> tuple[Answer, bool]:
        """The value of a define that rests on no cell; of all else none: the cell is noted by who asks."""
        if isinstance(target, m.Item) or target.expression is None or rests_on_items(target.expression):
            return 0, True
        cell = {axis.name: index for axis, index in zip(target.dimensions, key, strict=True)}
        return compiled(target.expression)(Scope(table=self, cell=cell)), True

    def figure(self, statistic: m.Statistic, year: int | None) -> Answer:
        """An observed figure, as the table has it."""
        return self._effect.figure(statistic, year)

    def listed(self, catalogue: m.Catalogue, place: m.Jurisdiction | None, day: date | None) -> Listed:
        """A list in effect, as the table has it."""
        return self._effect.listed(catalogue, place, day)

    def pieces(self, measure: m.Measure) -> Sequence[Bounded]:
        """The pieces of a measure."""
        return self._effect.pieces(measure)


@cache
def rests_on_items(expression: m.Expression) -> bool:
    """Whether an expression reads a cell, directly or through a define."""
    for part in m.walk(expression):
        if isinstance(part, m.Reference):
            target = part.target
            if isinstance(target, m.Item) or (target.expression and rests_on_items(target.expression)):
                return True
    return False


def claim_of(expression: m.Expression, scope: Scope) -> Claim:
    """What an expression that is true or false says in a combination."""
    if not rests_on_items(expression):
        answer = compiled(expression)(scope)
        return _standing(answer) if isinstance(answer, bool | Gap) else _SHAPE
    read = _CLAIMS.get(type(expression))
    return read(expression, scope) if read else _SHAPE


def _standing(answer: bool | Gap) -> Claim:  # noqa: FBT001  an answer, no switch
    return _over(answer.what) if isinstance(answer, Gap) and answer.reason == "amount" else answer


def _over(measure: str) -> Gap:
    """What stands for what is so of every amount: rules about that are not gone through here."""
    return Gap(reason="over-amounts", what=measure)


def _banded(expression: m.Banded, _scope: Scope) -> Form:
    return _over(expression.measure.name)


def _negated(expression: m.Negated, scope: Scope) -> Claim:
    return negated(claim_of(expression.operand, scope))


def _connected(expression: m.Connected, scope: Scope) -> Claim:
    left, right = claim_of(expression.left, scope), claim_of(expression.right, scope)
    if expression.operator == "implies":
        return connected("or", [negated(left), right])
    return connected(expression.operator, [left, right])


def _chain(expression: m.Compared, scope: Scope) -> Claim:
    kinds = {one.kind for one in expression.operands}
    if kinds == {YES_NO}:
        claims = [claim_of(one, scope) for one in expression.operands]
        return connected("and", [_alike(*pair) for pair in zip(expression.operators, claims, claims[1:], strict=False)])
    if not kinds <= QUANTITIES | {DATE}:
        return _SHAPE
    forms = [form_of(one, scope) for one in expression.operands]
    pairs = zip(expression.operators, forms, forms[1:], strict=False)
    compare = partial(compared, by_days=kinds == {DATE})
    return connected("and", [compare(word, left, right) for word, left, right in pairs])


def _alike(operator: str, left: Claim, right: Claim) -> Claim:
    """That two claims are both so or neither is; or just that not."""
    both = connected("and", [left, right])
    neither = connected("and", [negated(left), negated(right)])
    alike = connected("or", [both, neither])
    return alike if operator == "=" else negated(alike)


def _either(expression: m.Chosen, scope: Scope) -> Claim:
    condition = claim_of(expression.condition, scope)
    then, otherwise = claim_of(expression.then, scope), claim_of(expression.otherwise, scope)
    if isinstance(condition, bool):
        return then if condition else otherwise
    first, second = connected("or", [negated(condition), then]), connected("or", [condition, otherwise])
    return connected("and", [first, second])


def form_of(expression: m.Expression, scope: Scope) -> Form:
    """What an expression that is a quantity comes to in a combination."""
    if not rests_on_items(expression):
        return _constant(compiled(expression)(scope))
    read = _FORMS.get(type(expression))
    return read(expression, scope) if read else _SHAPE


def _minus(expression: m.Minus, scope: Scope) -> Form:
    return difference(Linear(), form_of(expression.operand, scope))


def _chosen(expression: m.Chosen, scope: Scope) -> Form:
    condition = claim_of(expression.condition, scope)
    return chosen(condition, form_of(expression.then, scope), form_of(expression.otherwise, scope))


def _constant(answer: Answer) -> Form:
    if isinstance(answer, Gap):
        return _over(answer.what) if answer.reason == "amount" else answer
    number = measured(answer)
    return _SHAPE if number is None else Linear(constant=number)


def _read(expression: m.Reference, scope: Scope) -> Form:
    """A cell, or what a define is made of there."""
    target, key = expression.target, _key(expression, scope)
    if -1 in key:
        return Gap(reason="end", what=target.name)
    if isinstance(target, m.Item):
        return _SHAPE if target.kind == TEXT else Linear(terms={(target, key): Fraction(1)})
    assert target.expression is not None  # noqa: S101  a define without one was left out
    inner = _inside(expression, key, scope)
    known = scope.table.forms  # type: ignore[attr-defined]  # the table is one of Keys
    mark = (target, key, tuple(inner.amounts.items()))
    if mark not in known:
        known[mark] = form_of(target.expression, inner)
    found: Form = known[mark]
    return found


def _defined_claim(expression: m.Reference, scope: Scope) -> Claim:
    target, key = expression.target, _key(expression, scope)
    if -1 in key:
        return Gap(reason="end", what=target.name)
    if isinstance(target, m.Item):
        return Compared(operator=">", form=Linear(terms={(target, key): Fraction(1)}, constant=-HALF))
    assert target.expression is not None  # noqa: S101  a define without one was left out
    inner = _inside(expression, key, scope)
    known = scope.table.claims  # type: ignore[attr-defined]  # as above
    mark = (target, key, tuple(inner.amounts.items()))
    if mark not in known:
        known[mark] = claim_of(target.expression, inner)
    found: Claim = known[mark]
    return found


def _key(expression: m.Reference, scope: Scope) -> Key:
    """The cell that a reference reads, with -1 beyond the end of a dimension."""
    return tuple([at(scope) for at in _index(expression)])


@cache
def _index(expression: m.Reference) -> Sequence[Callable[[Scope], int]]:
    return index_of(expression)


def _inside(expression: m.Reference, key: Key, scope: Scope) -> Scope:
    """Where a define is gone through: at its cell, and at those amounts that the reference gives it."""
    cell = {axis.name: index for axis, index in zip(expression.target.dimensions, key, strict=True)}
    way = passage(expression, _index(expression))
    return Scope(table=scope.table, cell=cell, amounts=way.amounts(scope) if way else {})


def _computed(expression: m.Computed, scope: Scope) -> Form:
    left, right = form_of(expression.left, scope), form_of(expression.right, scope)
    operator, scale = expression.operator.replace("of", "*"), expression.scale
    return simplified(operator, (left, right), _arithmetic(operator, scale))


@cache
def _arithmetic(operator: str, scale: int) -> Callable[[Sequence[Fraction]], Fraction | Gap]:
    def apply(values: Sequence[Fraction]) -> Fraction | Gap:
        left, right = Fraction(values[0]), Fraction(values[1])
        if operator == "/":
            return left / right / scale if right else Gap(reason="zero")
        if operator == "*":
            return left * right / scale
        return left + right if operator == "+" else left - right

    return apply


def _called(expression: m.Called, scope: Scope) -> Form:
    apply = FUNCTIONS[expression.function].apply
    arguments = tuple(form_of(one, scope) for one in expression.arguments)
    return simplified(expression.function, arguments, _function(apply))


@cache
def _function(apply: Callable[[Sequence[Any]], Any]) -> Callable[[Sequence[Fraction]], Fraction | Gap]:
    def run(values: Sequence[Fraction]) -> Fraction | Gap:
        value = apply(values)
        return value if isinstance(value, Gap) else Fraction(value)

    return run


def _total(expression: m.Total, scope: Scope) -> Form:
    found: Form = Linear()
    for index in range(expression.axis.size):
        inner = scope.at(expression.axis.name, index)
        found = simplified("+", (found, form_of(expression.reference, inner)), _arithmetic("+", 1))
    return found


_CLAIMS: Final[Mapping[type, Callable[[Any, Scope], Claim]]] = {
    m.Compared: _chain,
    m.Negated: _negated,
    m.Connected: _connected,
    m.Chosen: _either,
    m.Reference: _defined_claim,
}
_FORMS: Final[Mapping[type, Callable[[Any, Scope], Form]]] = {
    m.Reference: _read,
    m.Minus: _minus,
    m.Computed: _computed,
    m.Total: _total,
    m.Called: _called,
    m.Chosen: _chosen,
    m.Banded: _banded,
}
