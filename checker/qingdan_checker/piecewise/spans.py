"""Stretches put together to the longest intervals, how they are written, and the roundest amount in one."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from qingdan_checker.piecewise.stretch import Stretch
from qingdan_checker.quantity import show, whole

if TYPE_CHECKING:
    from collections.abc import Iterable

    from qingdan_checker.quantity import Number


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """An interval of amounts, each end inside or not; without a `high` it has no end. `counted`: whole numbers."""

    low: Number
    high: Number | None
    from_low: bool
    to_high: bool
    counted: bool = False

    def written(self, name: str, kind: str) -> str:
        """The interval as a selector of the language: `1000 yuan < cost <= 2500 yuan`."""
        low = show(kind, self.low)
        if self.low == self.high:
            return f"{name} = {low}"
        if self.high is None:
            return f"{name} {'>=' if self.from_low else '>'} {low}"
        above = f"{name} {'<=' if self.to_high else '<'} {show(kind, self.high)}"
        return above if not self.low and self.from_low else f"{low} {'<=' if self.from_low else '<'} {above}"


def spans(stretches: Iterable[Stretch]) -> list[Span]:
    """Stretches, lowest first, put together where one goes on from the other."""
    return joined(map(_span, stretches))


def joined(apart: Iterable[Span]) -> list[Span]:
    """Spans that do not overlap, lowest first, put together in the same way."""
    found: list[Span] = []
    for one in apart:
        if found and _goes_on(found[-1], one):
            last = found[-1]
            found[-1] = Span(
                low=last.low, high=one.high, from_low=last.from_low, to_high=one.to_high, counted=one.counted
            )
        else:
            found.append(one)
    return found


def stretches_in(pieces: Iterable[tuple[Number | None, Number | None]], *, counted: bool) -> list[Stretch]:
    """The points and open intervals that pieces of a measure make together (without a low end: from 0 on)."""
    apart: list[Stretch] = []
    for low, high in pieces:
        if low is None:
            apart.append(Stretch(low=0, high=0, counted=counted))
        apart.append(Stretch(low=low or 0, high=high, counted=counted))
    return [
        part for one in spans(one for one in apart if not one.is_empty) for part in _parts(one) if not part.is_empty
    ]


def _parts(span: Span) -> Iterable[Stretch]:
    """A span as its ends, where they are inside, and what lies between."""
    if span.from_low:
        yield Stretch(low=span.low, high=span.low, counted=span.counted)
    if span.low != span.high:
        yield Stretch(low=span.low, high=span.high, counted=span.counted)
        if span.to_high and span.high is not None:
            yield Stretch(low=span.high, high=span.high, counted=span.counted)


def _span(one: Stretch) -> Span:
    """A stretch as a span; of whole numbers its ends are the first and the last inside."""
    if not one.counted or one.is_point:
        return Span(low=one.low, high=one.high, from_low=one.is_point, to_high=one.is_point, counted=one.counted)
    high = None if one.high is None else math.ceil(one.high) - 1
    return Span(low=math.floor(one.low) + 1, high=high, from_low=True, to_high=high is not None, counted=True)


def _goes_on(one: Span, other: Span) -> bool:
    """Whether nothing lies between the end of one span and the beginning of another."""
    if one.high is None:
        return False
    if one.counted:
        return other.low == one.high + 1
    return one.high == other.low and (one.to_high or other.from_low)


def plainest(span: Span) -> Number:
    """The roundest amount in a span.

    Whole numbers come before tenths, tenths before hundredths and so on; among these the number with the fewest
    digits before its trailing zeros; among these the smallest.
    """
    if span.low == span.high:
        return span.low
    step = Fraction(1)
    while (found := _plainest(span, step)) is None:
        step /= 10
    return whole(found * step)


def _plainest(span: Span, step: Fraction) -> int | None:
    """The roundest multiple of a step in a span, as how many steps it is; None where there is none."""
    low, high = Fraction(span.low) / step, None if span.high is None else Fraction(span.high) / step
    first = math.ceil(low) if span.from_low else math.floor(low) + 1
    last = None if high is None else math.floor(high) if span.to_high else math.ceil(high) - 1
    unit: int = 10 ** (len(str(first)) - 1)
    while unit > 1:
        above = -(-first // unit) * unit
        if last is None or above <= last:
            return above
        unit //= 10
    return first if last is None or first <= last else None
