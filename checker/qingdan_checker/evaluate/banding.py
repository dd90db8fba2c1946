"""The bands between two amounts, each at its own ratio (分段累进)."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from qingdan_checker.evaluate.reading import index_of
from qingdan_checker.quantity import Gap, Number, as_number, heavier, whole

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from qingdan_checker import model as m
    from qingdan_checker.evaluate.scope import Answer, Bounded, Compile, Run, Scope

_HUNDREDTH: Final = Fraction(1, 100)
"""A percent is counted in hundredths."""


def banded(one: m.Banded, compiled: Compile) -> Run:
    """The bands between two amounts, each at its own ratio; a point has no length."""
    amount, start = compiled(one.amount), compiled(one.start)
    read_bands = bands_of(one, compiled(one.reference))

    def run(scope: Scope) -> Answer:
        top, base = amount(scope), start(scope)
        bands, regulated = read_bands(scope, top, base)
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


def bands_of(one: m.Banded, reference: Run) -> Callable[[Scope, Answer, Answer], _Bands]:
    """The bands of a ratio in a scope: they do not depend on the amount, and are kept by what the ratio is read at.

    A band that is not reached gives no money, and is no evidence.
    """
    index = index_of(one.reference, but=one.measure.name)

    def read(scope: Scope, top: Answer, base: Answer, others: Mapping[str, Number]) -> _Bands:
        found: list[_Band] = []
        regulated = False
        for piece, inner in in_bands(one, scope, others):
            inner.reads = scope.reads if scope.reads is None or _is_reached(piece, top, base) else None
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
        others = beside(one, scope)
        if scope.bands is None or scope.reads is not None or others:
            return read(scope, top, base, others)
        mark = (one, tuple([at(scope) for at in index]))
        known = scope.bands.get(mark)
        if known is None:
            known = scope.bands[mark] = read(scope, top, base, others)
        return known

    return run


def beside(one: m.Banded, scope: Scope) -> Mapping[str, Number]:
    """The amounts of a scope but the one that goes by bands."""
    return {key: value for key, value in scope.amounts.items() if key != one.measure.name}


def in_bands(one: m.Banded, scope: Scope, others: Mapping[str, Number]) -> Iterator[tuple[Bounded, Scope]]:
    """Each piece of the measure, and the scope in which its ratio is read."""
    for index, piece in enumerate(scope.table.pieces(one.measure)):
        yield piece, scope.at(one.measure.name, index, others)


def _is_reached(piece: Bounded, top: Answer, base: Answer) -> bool:
    return isinstance(top, Gap) or isinstance(base, Gap) or bool(_length(piece, as_number(top), as_number(base)))


def _length(piece: Bounded, top: Number, base: Number) -> Number:
    """How much of an amount, from its base on, falls into a band."""
    low = max(piece.low or 0, base)
    return max((top if piece.high is None else min(piece.high, top)) - low, 0)
