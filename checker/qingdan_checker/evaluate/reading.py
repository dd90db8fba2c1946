"""What an expression reads: literals, cells, figures, amounts, and the combination itself."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from qingdan_checker import model as m
from qingdan_checker.evaluate.defining import at_amounts, passage
from qingdan_checker.evaluate.scope import COMPARE, Answer, Compile, Run, Scope
from qingdan_checker.quantity import DATE, Gap, Number, as_number, heavier, whole

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


def constant(one: m.Constant, _compiled: Compile) -> Run:
    """A literal."""
    value = one.value
    return lambda _scope: value


def now(one: m.Now, _compiled: Compile) -> Run:
    """The date of the check, or its year."""
    if one.kind == DATE:
        return lambda scope: scope.table.day
    return lambda scope: scope.table.day.year


def test(one: m.Test, _compiled: Compile) -> Run:
    """Whether the combination is one that a term selects."""
    term, name = one.term, one.term.axis.name
    if isinstance(term.axis, m.Dimension):
        mask = term.mask
        return lambda scope: bool(mask >> scope.cell[name] & 1)
    return lambda scope: _amount_fits(scope, term, name)


def _amount_fits(scope: Scope, term: m.Term, name: str) -> bool:
    if name in scope.amounts:
        return all(COMPARE[op](scope.amounts[name], bound) for op, bound in term.bounds)
    return bool(scope.table.mask(term) >> scope.cell[name] & 1)


def amount(one: m.Amount, _compiled: Compile) -> Run:
    """An amount that a case gives."""
    name = one.measure.name
    gap = Gap(reason="amount", what=name)
    return lambda scope: scope.amounts.get(name, gap)


def reference(one: m.Reference, compiled: Compile) -> Run:
    """The value of a cell."""
    target = one.target
    index = index_of(one)

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

    way = passage(one, index)
    return at_amounts(way, run, compiled) if way else run


def index_of(one: m.Reference, but: str = "") -> Sequence[Callable[[Scope], int]]:
    """Where a reference reads along each dimension of its target (but one); -1 beyond its end."""
    return [_index(one, axis) for axis in one.target.dimensions if axis.name != but]


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
    key = m.choice_key(one, name)
    if isinstance(pin.axis, m.Dimension):
        if pin.mask.bit_count() == 1:
            fixed = pin.mask.bit_length() - 1
            return lambda _scope: fixed
        return lambda scope: scope.cell[key]
    return lambda scope: scope.cell[key] if key in scope.cell else scope.table.mask(pin).bit_length() - 1


def figure(one: m.Figure, compiled: Compile) -> Run:
    """An observed figure."""
    statistic = one.statistic
    asked = compiled(one.year) if one.year else None

    def run(scope: Scope) -> Answer:
        year: int | None = None
        if asked:
            answer = asked(scope)
            if isinstance(answer, Gap):
                return answer
            if not isinstance(answer, int):
                return Gap(reason="statistic" if isinstance(answer, Fraction) else "amount", what=statistic.name)
            year = answer
        elif statistic.by_year:
            year = scope.table.day.year - 1
        if scope.reads is not None:
            scope.reads.append((statistic, year))
        return scope.table.figure(statistic, year)

    return run


def total(one: m.Total, compiled: Compile) -> Run:
    """The sum over a dimension."""
    reference, axis = compiled(one.reference), one.axis

    def run(scope: Scope) -> Answer:
        total: Number = 0
        gap: Gap | None = None
        for index in range(axis.size):
            inner = scope.at(axis.name, index)
            value = reference(inner)
            scope.regulated = scope.regulated or inner.regulated
            if isinstance(value, Gap):
                gap = heavier(gap, value) if gap else value
            else:
                total += as_number(value)
        return gap or whole(total)

    return run
