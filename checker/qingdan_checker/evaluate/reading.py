"""What an expression reads: literals, cells, figures, amounts, and the combination itself."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from qingdan_checker import model as m
from qingdan_checker.evaluate.scope import COMPARE, Answer, Bounded, Compile, Key, Run, Scope
from qingdan_checker.quantity import DATE, Gap, Number, as_number, heavier, whole

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence


_HUNDREDTH: Final = Fraction(1, 100)
"""A percent is counted in hundredths."""

DEEPEST: Final = 60
"""Defines that may rest on each other in a row where they are computed at an amount."""


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

    if isinstance(target, m.Define):
        return _with_amounts(one, run, index, compiled)
    return run


def _with_amounts(one: m.Reference, run: Run, index: Sequence[Callable[[Scope], int]], compiled: Compile) -> Run:
    """A define over amounts that are given is computed at them; any other is read from the table."""
    target = one.target
    assert isinstance(target, m.Define)  # noqa: S101  nothing else rests on amounts
    expression = target.expression
    moving = m.amounts_in(expression) if expression else ()
    if expression is None or not moving:
        return run
    fixed = {name: term.bounds[0][1] for name, term in one.pins.items() if name in moving and term.is_one}
    chosen = {name: m.choice_key(one, name) for name in one.pins if name in moving and name not in fixed}
    taken = {name: chosen.get(name, name) for name in sorted(moving) if name not in fixed and name != one.closed}

    def run_define(scope: Scope) -> Answer:
        amounts = fixed | {name: scope.amounts[key] for name, key in taken.items() if key in scope.amounts}
        if not amounts:
            return run(scope)
        key = tuple([at(scope) for at in index])
        if -1 in key:
            return Gap(reason="end", what=target.name)
        if scope.depth >= DEEPEST:
            return Gap(reason="too-deep", what=target.name)
        answer, regulated = _computed(compiled(expression), scope, (target, key), amounts)
        scope.regulated = scope.regulated or regulated
        return answer

    return run_define


def _computed(
    run: Run, scope: Scope, known: tuple[m.Define, Key], amounts: Mapping[str, Number]
) -> tuple[Answer, bool]:
    """A define at some amounts, once for each scope in which it is asked for: defines may name one another twice."""
    if scope.known is None:
        scope.known = {}
    mark = (*known, tuple([(name, id(value)) for name, value in amounts.items()]), scope.reads is None)
    found = scope.known.get(mark)
    if found is None:
        inner = Scope(
            table=scope.table,
            cell={axis.name: at for axis, at in zip(known[0].dimensions, known[1], strict=True)},
            amounts=amounts,
            reads=scope.reads,
            known=scope.known,
            bands=scope.bands,
            depth=scope.depth + 1,
        )
        answer = run(inner)
        found = scope.known[mark] = (answer, inner.regulated)
    return found


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
            inner = Scope(
                table=scope.table,
                cell={**scope.cell, axis.name: index},
                amounts=scope.amounts,
                thorough=scope.thorough,
                reads=scope.reads,
                known=scope.known,
                bands=scope.bands,
                depth=scope.depth,
            )
            value = reference(inner)
            scope.regulated = scope.regulated or inner.regulated
            if isinstance(value, Gap):
                gap = heavier(gap, value) if gap else value
            else:
                total += as_number(value)
        return gap or whole(total)

    return run


def banded(one: m.Banded, compiled: Compile) -> Run:
    """The bands between two amounts, each at its own ratio; a point has no length."""
    amount, start = compiled(one.amount), compiled(one.start)
    bands_of = _bands(one, compiled(one.reference))

    def run(scope: Scope) -> Answer:
        top, base = amount(scope), start(scope)
        bands, regulated = bands_of(scope, top, base)
        scope.regulated = scope.regulated or regulated
        if isinstance(top, Gap):
            return heavier(top, base) if isinstance(base, Gap) else top
        if isinstance(base, Gap):
            return base
        total: Number = 0
        gap: Gap | None = None
        for band in bands:
            length = _length(band, as_number(top), as_number(base))
            if not length:
                continue
            if isinstance(band.ratio, Gap):
                gap = heavier(gap, band.ratio) if gap else band.ratio
            else:
                total += as_number(band.ratio) * length * _HUNDREDTH
        return gap or whole(total)

    return run


@dataclass(frozen=True, slots=True)
class _Band:
    """Amounts between two ends (None: no end), and the ratio of all of them."""

    low: Number | None
    high: Number | None
    ratio: Answer


_Bands = tuple[tuple[_Band, ...], bool]
"""All bands, lowest first, and whether any of them is regulated."""


def _bands(one: m.Banded, reference: Run) -> Callable[[Scope, Answer, Answer], _Bands]:
    """The bands of a ratio in a scope: they do not depend on the amount, and are kept for the scopes of a combination.

    A band that is not reached gives no money, and is no evidence.
    """
    name = one.measure.name

    def read(scope: Scope, top: Answer, base: Answer, others: Mapping[str, Number]) -> _Bands:
        found: list[_Band] = []
        regulated = False
        for index, piece in enumerate(scope.table.pieces(one.measure)):
            reads = scope.reads if scope.reads is None or _is_reached(piece, top, base) else None
            inner = replace(scope, cell={**scope.cell, name: index}, amounts=others, regulated=False, reads=reads)
            ratio = reference(inner)
            regulated = regulated or inner.regulated
            if piece.low is not None and piece.low == piece.high:
                continue
            if found and not isinstance(ratio, Gap) and found[-1].ratio == ratio:
                found[-1] = _Band(found[-1].low, piece.high, ratio)
            else:
                found.append(_Band(piece.low, piece.high, ratio))
        return tuple(found), regulated

    def run(scope: Scope, top: Answer, base: Answer) -> _Bands:
        others = {key: value for key, value in scope.amounts.items() if key != name}
        if scope.bands is None or scope.reads is not None or others:
            return read(scope, top, base, others)
        mark = (one, tuple(scope.cell.items()))
        known = scope.bands.get(mark)
        if known is None:
            known = scope.bands[mark] = read(scope, top, base, others)
        return known

    return run


def _is_reached(piece: Bounded, top: Answer, base: Answer) -> bool:
    return isinstance(top, Gap) or isinstance(base, Gap) or bool(_length(piece, as_number(top), as_number(base)))


def _length(piece: Bounded, top: Number, base: Number) -> Number:
    """How much of an amount, from its base on, falls into a band."""
    low = max(piece.low or 0, base)
    return max((top if piece.high is None else min(piece.high, top)) - low, 0)
