"""What a rule says of cells whose values are left open: numbers as sums of cells, claims as comparisons with zero."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import reduce
from typing import TYPE_CHECKING, Final

from qingdan_checker.evaluate import COMPARE
from qingdan_checker.quantity import DATE, YES_NO, Gap, whole

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from qingdan_checker import model as m
    from qingdan_checker.evaluate import Key
    from qingdan_checker.quantity import Value

Cell = tuple["m.Item", "Key"]
"""A cell of an item, by the indexes of its members in the order of the item's dimensions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Linear:
    """A sum of cells, each times a number that is not zero, and a constant."""

    terms: Mapping[Cell, Fraction] = field(default_factory=dict)
    constant: Fraction = Fraction(0)

    def plus(self, other: Linear, times: Fraction = Fraction(1)) -> Linear:
        """The sum of this and a multiple of another."""
        terms = dict(self.terms)
        for cell, factor in other.terms.items():
            terms[cell] = terms.get(cell, Fraction(0)) + factor * times
        left = {cell: factor for cell, factor in terms.items() if factor}
        return Linear(terms=left, constant=self.constant + other.constant * times)

    def times(self, factor: Fraction) -> Linear:
        """A multiple of it."""
        return Linear().plus(self, factor)

    def where(self, known: Mapping[Cell, Fraction]) -> Linear:
        """The same with the values of some cells put in."""
        left = {cell: factor for cell, factor in self.terms.items() if cell not in known}
        put = sum((factor * known[cell] for cell, factor in self.terms.items() if cell in known), Fraction(0))
        return Linear(terms=left, constant=self.constant + put)


@dataclass(frozen=True, slots=True, kw_only=True)
class Applied:
    """A number that is no such sum: a product or quotient of cells, or a function of them.

    `apply` gives its value for known arguments.
    """

    operator: str
    arguments: tuple[Form, ...]
    apply: Callable[[Sequence[Fraction]], Fraction | Gap]
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """A number that depends on a claim."""

    condition: Claim
    then: Form
    otherwise: Form
    size: int


Form = Linear | Applied | Chosen | Gap


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """A form compared with zero: `>=`, `>`, `=` or `!=`. `by_days` it is a whole number, and not compared with `>`."""

    operator: str
    form: Linear | Applied | Chosen
    by_days: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Connected:
    """Claims of which all must be so (`and`), or one (`or`)."""

    operator: str
    claims: tuple[Claim, ...]
    size: int


Claim = bool | Gap | Compared | Connected
"""What may be so; a gap where it cannot be said, whatever the cells are."""

HALF: Final = Fraction(1, 2)
"""What is more stands for yes, all else for no."""

MOST: Final = 1_000
"""Parts of what is said in one combination; more is not gone through."""

_OPPOSITE: Final = {">=": "<", ">": "<=", "=": "!=", "!=": "="}


def size_of(one: Claim | Form) -> int:
    """Of how many parts something is made."""
    match one:
        case Applied(size=size) | Chosen(size=size) | Connected(size=size):
            return size
        case Compared(form=form):
            return size_of(form)
    return 1


# ---- values as numbers


def measured(value: Value) -> Fraction | None:
    """The number that stands for a value: of a date its day, 1 for yes and 0 for no; of a text none."""
    if isinstance(value, str):
        return None
    return Fraction(value.toordinal() if isinstance(value, date) else value)


def valued(kind: str, number: Fraction) -> Value:
    """The value of a kind for which a number stands."""
    if kind == DATE:
        return date.fromordinal(min(max(int(number), 1), date.max.toordinal()))
    return number > HALF if kind == YES_NO else whole(number)


# ---- building


def compared(operator: str, left: Form, right: Form, *, by_days: bool = False) -> Claim:
    """A comparison of two forms; of dates, after a day is from the next one on."""
    if operator in {"<", "<="}:
        return compared({"<": ">", "<=": ">="}[operator], right, left, by_days=by_days)
    form = difference(left, right)
    if by_days and operator == ">":
        operator, form = ">=", difference(form, Linear(constant=Fraction(1)))
    if isinstance(form, Gap):
        return form
    if isinstance(form, Linear) and not form.terms:
        return bool(COMPARE[operator](form.constant, 0))
    return Compared(operator=operator, form=form, by_days=by_days)


def difference(left: Form, right: Form) -> Form:
    """One form less another."""
    if isinstance(left, Linear) and isinstance(right, Linear):
        return left.plus(right, Fraction(-1))
    return applied("-", (left, right), lambda values: values[0] - values[1])


def applied(operator: str, arguments: tuple[Form, ...], apply: Callable[[Sequence[Fraction]], Fraction | Gap]) -> Form:
    """A function of forms: its value where all are known."""
    known: list[Fraction] = []
    for one in arguments:
        if isinstance(one, Gap):
            return one
        if isinstance(one, Linear) and not one.terms:
            known.append(one.constant)
    if len(known) < len(arguments):
        size = sum(map(size_of, arguments)) + 1
        if size > MOST:
            return Gap(reason="too-deep")
        return Applied(operator=operator, arguments=arguments, apply=apply, size=size)
    value = apply(known)
    return value if isinstance(value, Gap) else Linear(constant=Fraction(value))


def chosen(condition: Claim, then: Form, otherwise: Form) -> Form:
    """One of two forms, by a claim."""
    if isinstance(condition, bool):
        return then if condition else otherwise
    for one in (condition, then, otherwise):
        if isinstance(one, Gap):
            return one
    size = size_of(condition) + size_of(then) + size_of(otherwise)
    if size > MOST:
        return Gap(reason="too-deep")
    return Chosen(condition=condition, then=then, otherwise=otherwise, size=size)


def connected(operator: str, claims: Sequence[Claim]) -> Claim:
    """Claims together, those that are decided put in; a gap where one is left, beside those that decide nothing."""
    decides = operator == "or"
    if any(one is decides for one in claims):
        return decides
    gap = next((one for one in claims if isinstance(one, Gap)), None)
    if gap is not None:
        return gap
    left = [one for one in claims if not isinstance(one, bool)]
    inner = [part for one in left for part in (_parts(one) if _is(one, operator) else (one,))]
    if len(inner) > 1:
        size = sum(map(size_of, inner))
        return Connected(operator=operator, claims=tuple(inner), size=size) if size <= MOST else Gap(reason="too-deep")
    return inner[0] if inner else not decides


def _is(claim: Claim, operator: str) -> bool:
    return isinstance(claim, Connected) and claim.operator == operator


def _parts(claim: Claim) -> tuple[Claim, ...]:
    assert isinstance(claim, Connected)  # noqa: S101  seen to by the caller
    return claim.claims


def negated(claim: Claim) -> Claim:
    """That a claim is not so."""
    match claim:
        case bool():
            return not claim
        case Compared(operator=operator, form=form, by_days=by_days):
            return compared(_OPPOSITE[operator], form, Linear(), by_days=by_days)
        case Connected(operator=operator, claims=claims):
            return connected("and" if operator == "or" else "or", [negated(one) for one in claims])
    return claim


# ---- reading


def cells_in(one: Claim | Form) -> Iterator[Cell]:
    """The cells that something is about, in the order of the text; some more than once."""
    match one:
        case Linear(terms=terms):
            yield from terms
        case Applied(arguments=parts) | Connected(claims=parts):
            for part in parts:
                yield from cells_in(part)
        case Chosen():
            for part in (one.condition, one.then, one.otherwise):
                yield from cells_in(part)
        case Compared(form=form):
            yield from cells_in(form)


def put_in(claim: Claim, known: Mapping[Cell, Fraction]) -> Claim:
    """A claim with the values of some cells put in."""
    match claim:
        case Compared(operator=operator, form=form):
            return compared(operator, _form_with(form, known), Linear(), by_days=claim.by_days)
        case Connected(operator=operator, claims=claims):
            return connected(operator, [put_in(one, known) for one in claims])
    return claim


def _form_with(form: Form, known: Mapping[Cell, Fraction]) -> Form:
    match form:
        case Linear():
            return form.where(known)
        case Applied():
            return simplified(form.operator, tuple(_form_with(one, known) for one in form.arguments), form.apply)
        case Chosen():
            then, otherwise = (_form_with(one, known) for one in (form.then, form.otherwise))
            return chosen(put_in(form.condition, known), then, otherwise)
    return form


def simplified(
    operator: str, arguments: tuple[Form, ...], apply: Callable[[Sequence[Fraction]], Fraction | Gap]
) -> Form:
    """A function of forms, as a sum wherever it is one."""
    sums = [one for one in arguments if isinstance(one, Linear)]
    if len(sums) == len(arguments):
        if operator in {"+", "-"}:
            return reduce(lambda a, b: a.plus(b, Fraction(1 if operator == "+" else -1)), sums)
        if operator in {"*", "/"}:
            found = _scaled(operator, sums[0], sums[1], apply)
            if found is not None:
                return found
    return applied(operator, arguments, apply)


def _scaled(
    operator: str, left: Linear, right: Linear, apply: Callable[[Sequence[Fraction]], Fraction | Gap]
) -> Form | None:
    """A product or quotient of which all but one is a number; None where it is none. `apply` knows its scale."""
    if not right.terms and (operator == "*" or right.constant):
        unit = apply([Fraction(1), right.constant])
        return left.times(unit) if isinstance(unit, Fraction) else None
    if not left.terms and operator == "*":
        unit = apply([left.constant, Fraction(1)])
        return right.times(unit) if isinstance(unit, Fraction) else None
    return None
