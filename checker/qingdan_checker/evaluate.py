"""Expression × combination to value, or to the gap that stands in its place.

An expression is compiled once to a closure. Logic is Kleene's: what is not known stays open, and no branch is
skipped, so that what a value rests on does not depend on the order of its words.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from functools import lru_cache
from typing import Any, Final, Protocol

from qingdan_checker import model as m
from qingdan_checker.functions import FUNCTIONS
from qingdan_checker.quantity import DATE, Gap, Number, Value, heavier, whole

Answer = Value | Gap
Key = tuple[int, ...]


class Table(Protocol):
    """What an expression asks of the table in effect."""

    day: date

    def read(self, target: m.Item | m.Define, key: Key) -> tuple[Answer, bool]:
        """The value of a cell, and whether anybody has regulated it."""

    def figure(self, statistic: m.Statistic, year: int | None) -> Answer:
        """An observed figure."""

    def mask(self, term: m.Term) -> int:
        """The members, or the pieces of a measure, that a term selects."""


@dataclass(slots=True, kw_only=True)
class Scope:
    """Where an expression is evaluated: a table, a combination (axis to index), and amounts given by a case.

    `cell` also holds the choices of references that are pinned to several members. `regulated` turns true when an
    item that is read has a value; with `thorough`, references in a branch that is not taken are read for that too.
    `reads`, where it is a list, gathers the cells and figures that are read.
    """

    table: Table
    cell: Mapping[Any, int]
    amounts: Mapping[str, Number] = field(default_factory=dict)
    regulated: bool = False
    thorough: bool = False
    reads: list[tuple[Any, Any]] | None = None


Run = Callable[[Scope], Answer]


def choice_key(reference: m.Reference, axis: str) -> tuple[int, str]:
    """Under what a scope's cell holds the choice of a reference that is pinned to several members."""
    return (id(reference), axis)


@lru_cache(maxsize=1 << 17)
def compiled(expression: m.Expression) -> Run:
    """The closure of an expression."""
    return _COMPILERS[type(expression)](expression)


def evaluate(expression: m.Expression, scope: Scope) -> Answer:
    """The value of an expression in a scope."""
    return compiled(expression)(scope)


def _constant(one: m.Constant) -> Run:
    value = one.value
    return lambda _scope: value


def _now(one: m.Now) -> Run:
    if one.kind == DATE:
        return lambda scope: scope.table.day
    return lambda scope: scope.table.day.year


def _test(one: m.Test) -> Run:
    term, name = one.term, one.term.axis.name
    if isinstance(term.axis, m.Dimension):
        mask = term.mask
        return lambda scope: bool(mask >> scope.cell[name] & 1)
    return lambda scope: _amount_fits(scope, term, name)


def _amount_fits(scope: Scope, term: m.Term, name: str) -> bool:
    if name in scope.amounts:
        return all(COMPARE[op](scope.amounts[name], bound) for op, bound in term.bounds)
    return bool(scope.table.mask(term) >> scope.cell[name] & 1)


def _amount(one: m.Amount) -> Run:
    name = one.measure.name
    gap = Gap(reason="amount", what=name)
    return lambda scope: scope.amounts.get(name, gap)


def _reference(one: m.Reference) -> Run:
    target = one.target
    index = [_index(one, axis) for axis in target.dimensions]

    def run(scope: Scope) -> Answer:
        key = tuple([at(scope) for at in index])
        if -1 in key:
            return Gap(reason="end", what=target.name)
        value, regulated = scope.table.read(target, key)
        if regulated:
            scope.regulated = True
        if scope.reads is not None:
            scope.reads.append((target, key))
        return value

    if any(isinstance(axis, m.Measure) for axis in target.dimensions) or isinstance(target, m.Define):
        return _with_amounts(one, run, index)
    return run


def _with_amounts(one: m.Reference, run: Run, index: list[Callable[[Scope], int]]) -> Run:
    """A define over an amount that a case gives is computed at that amount, not over its piece."""
    target = one.target

    def run_define(scope: Scope) -> Answer:
        if not scope.amounts or not isinstance(target, m.Define) or target.expression is None:
            return run(scope)
        key = [at(scope) for at in index]
        if -1 in key:
            return Gap(reason="end", what=target.name)
        inner = Scope(
            table=scope.table,
            cell={axis.name: at for axis, at in zip(target.dimensions, key, strict=True)},
            amounts={name: value for name, value in scope.amounts.items() if name not in one.pins},
            reads=scope.reads,
        )
        value = compiled(target.expression)(inner)
        scope.regulated = scope.regulated or inner.regulated
        return value

    return run_define


def _index(one: m.Reference, axis: m.Axis) -> Callable[[Scope], int]:
    """Where a reference reads along one dimension; -1 beyond its end."""
    name = axis.name
    pin = one.pins.get(name)
    if name in one.neighbours:
        step = one.neighbours[name]
        assert isinstance(axis, m.Dimension)  # noqa: S101  a measure has no neighbours
        size = axis.size
        return lambda scope: index if 0 <= (index := scope.cell[name] + step) < size else -1
    if pin is None:
        return lambda scope: scope.cell[name]
    key = choice_key(one, name)
    if isinstance(pin.axis, m.Dimension):
        if pin.mask.bit_count() == 1:
            fixed = pin.mask.bit_length() - 1
            return lambda _scope: fixed
        return lambda scope: scope.cell[key]
    return lambda scope: scope.cell[key] if key in scope.cell else scope.table.mask(pin).bit_length() - 1


def _figure(one: m.Figure) -> Run:
    statistic = one.statistic
    asked = compiled(one.year) if one.year else None

    def run(scope: Scope) -> Answer:
        year: Answer | None = None
        if asked:
            year = asked(scope)
            if isinstance(year, Gap):
                return year
            if not isinstance(year, int):
                return Gap(reason="statistic", what=statistic.name)
        elif statistic.by_year:
            year = scope.table.day.year - 1
        if scope.reads is not None:
            scope.reads.append((statistic, year))
        return scope.table.figure(statistic, year)

    return run


def _minus(one: m.Minus) -> Run:
    operand = compiled(one.operand)

    def run(scope: Scope) -> Answer:
        value = operand(scope)
        return value if isinstance(value, Gap) else -value  # type: ignore[operator]

    return run


def _negated(one: m.Negated) -> Run:
    operand = compiled(one.operand)

    def run(scope: Scope) -> Answer:
        value = operand(scope)
        return value if isinstance(value, Gap) else not value

    return run


def _computed(one: m.Computed) -> Run:
    left, right, scale = compiled(one.left), compiled(one.right), one.scale
    compute = _dated(one) or _COMPUTE[one.operator]

    def run(scope: Scope) -> Answer:
        a, b = left(scope), right(scope)
        if isinstance(a, Gap):
            return heavier(a, b) if isinstance(b, Gap) else a
        if isinstance(b, Gap):
            return b
        value = compute(a, b)
        return value if isinstance(value, Gap | date) else whole(value) if scale == 1 else divided(value, scale)

    return run


def divided(value: Number, scale: int) -> Number:
    """A number divided by a whole one, exactly: an int where it comes out as one."""
    if isinstance(value, int):
        quotient, rest = divmod(value, scale)
        if not rest:
            return quotient
    return whole(Fraction(value, scale))


def _divide(a: Number, b: Number) -> Number | Gap:
    return Fraction(a) / b if b else Gap(reason="zero")


def _dated(one: m.Computed) -> Callable[[Any, Any], Any] | None:
    if one.left.kind != DATE:
        return None
    if one.right.kind == DATE:
        return lambda a, b: (a - b).days
    sign = 1 if one.operator == "+" else -1
    return lambda a, b: _shift(a, sign * b)


def _shift(day: date, days: Number) -> date | Gap:
    if not isinstance(days, int):
        return Gap(reason="part-day")
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return Gap(reason="part-day")


_COMPUTE: Final[Mapping[str, Callable[[Any, Any], Any]]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "of": operator.mul,
    "/": _divide,
}
COMPARE: Final[Mapping[str, Callable[[Any, Any], bool]]] = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def _connected(one: m.Connected) -> Run:
    left, right, word = compiled(one.left), compiled(one.right), one.operator

    def run(scope: Scope) -> Answer:
        a, b = left(scope), right(scope)
        if word == "implies":
            a = a if isinstance(a, Gap) else not a
        decides = word != "and"  # one side that is so decides an `or`, one that is not so an `and`
        if a is decides or b is decides:
            return decides
        if isinstance(a, Gap):
            return heavier(a, b) if isinstance(b, Gap) else a
        return b if isinstance(b, Gap) else not decides

    return run


def _compared(one: m.Compared) -> Run:
    operands = [compiled(operand) for operand in one.operands]
    compare = [COMPARE[word] for word in one.operators]
    if len(compare) == 1:
        return _one_comparison(*operands, compare[0])

    def run(scope: Scope) -> Answer:
        values = [operand(scope) for operand in operands]
        gap: Gap | None = None
        for test, a, b in zip(compare, values, values[1:], strict=False):
            for value in (a, b):
                if isinstance(value, Gap):
                    gap = heavier(gap, value) if gap else value
            if not isinstance(a, Gap) and not isinstance(b, Gap) and not test(a, b):
                return False
        return gap or True

    return run


def _one_comparison(left: Run, right: Run, test: Callable[[Any, Any], bool]) -> Run:
    def run(scope: Scope) -> Answer:
        a, b = left(scope), right(scope)
        if isinstance(a, Gap):
            return heavier(a, b) if isinstance(b, Gap) else a
        return b if isinstance(b, Gap) else test(a, b)

    return run


def _chosen(one: m.Chosen) -> Run:
    condition, then, otherwise = compiled(one.condition), compiled(one.then), compiled(one.otherwise)

    def run(scope: Scope) -> Answer:
        test = condition(scope)
        if isinstance(test, Gap):
            a, b = then(scope), otherwise(scope)
            return a if not isinstance(a, Gap) and a == b else test
        taken, left = (then, otherwise) if test else (otherwise, then)
        value = taken(scope)
        if scope.thorough:
            reads, scope.reads = scope.reads, None  # the branch that is left gives no number, so it is no evidence
            left(scope)
            scope.reads = reads
        return value

    return run


def _called(one: m.Called) -> Run:
    arguments = [compiled(argument) for argument in one.arguments]
    apply = FUNCTIONS[one.function].apply

    def run(scope: Scope) -> Answer:
        values = [argument(scope) for argument in arguments]
        gap: Gap | None = None
        for value in values:
            if isinstance(value, Gap):
                gap = heavier(gap, value) if gap else value
        if gap:
            return gap
        result = apply(values)  # type: ignore[arg-type]
        return result if isinstance(result, Gap | date) else whole(result)  # type: ignore[arg-type]

    return run


def _total(one: m.Total) -> Run:
    reference, axis = compiled(one.reference), one.axis

    def run(scope: Scope) -> Answer:
        total: Number = 0
        gap: Gap | None = None
        for index in range(axis.size):
            inner = Scope(
                table=scope.table,
                cell={**scope.cell, axis.name: index},
                amounts=scope.amounts,
                thorough=scope.thorough,
                reads=scope.reads,
            )
            value = reference(inner)
            scope.regulated = scope.regulated or inner.regulated
            if isinstance(value, Gap):
                gap = heavier(gap, value) if gap else value
            else:
                total += value  # type: ignore[operator]
        return gap or whole(total)

    return run


def _asked(one: m.Asked) -> Run:
    gap = Gap(reason="catalogue", what=one.catalogue.name)
    return lambda _scope: gap


_COMPILERS: Final[Mapping[type, Callable[[Any], Run]]] = {
    m.Constant: _constant,
    m.Now: _now,
    m.Test: _test,
    m.Amount: _amount,
    m.Reference: _reference,
    m.Figure: _figure,
    m.Minus: _minus,
    m.Negated: _negated,
    m.Computed: _computed,
    m.Connected: _connected,
    m.Compared: _compared,
    m.Chosen: _chosen,
    m.Called: _called,
    m.Total: _total,
    m.Asked: _asked,
}
