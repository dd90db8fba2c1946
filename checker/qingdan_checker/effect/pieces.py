"""A measure in pieces: the points that anything in force compares it with, and the open intervals between them."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from qingdan_checker.evaluate import COMPARE
from qingdan_checker.quantity import WHOLE, Number, show

if TYPE_CHECKING:
    from collections.abc import Iterable

    from qingdan_checker.model import Measure, Term


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A point, or an open interval: its ends (None: no end), and an amount that lies in it."""

    low: Number | None
    high: Number | None
    sample: Number

    @property
    def is_point(self) -> bool:
        """Whether it is one amount."""
        return self.low is not None and self.low == self.high

    def holds(self, amount: Number) -> bool:
        """Whether an amount lies in it."""
        if self.is_point:
            return amount == self.low
        return (self.low is None or self.low < amount) and (self.high is None or amount < self.high)


def cut(measure: Measure, amounts: Iterable[Number]) -> tuple[Piece, ...]:
    """The pieces of a measure, lowest first; the first includes 0. Whole-number measures have no fractions."""
    points = sorted({amount for amount in amounts if amount >= 0})
    whole = measure.kind in WHOLE
    pieces: list[Piece] = []
    low: Number | None = None
    for point in points:
        if low is not None or point > 0:
            pieces += _between(low, point, whole=whole)
        if not whole or isinstance(point, int):
            pieces.append(Piece(low=point, high=point, sample=point))
        low = point
    pieces += _between(low, None, whole=whole)
    return tuple(pieces)


def _between(low: Number | None, high: Number | None, *, whole: bool) -> list[Piece]:
    """The interval between two points, if an admissible amount lies in it."""
    if low is None:
        sample: Number = 0
    elif whole:
        sample = low // 1 + 1
    else:
        sample = Fraction(low + high) / 2 if high is not None else low + 1
    if high is not None and sample >= high:
        return []
    return [Piece(low=low, high=high, sample=sample)]


def mask_of(term: Term, pieces: tuple[Piece, ...]) -> int:
    """The pieces that a term selects. Cut at all its bounds, a piece is selected whole or not at all."""
    mask = 0
    for index, piece in enumerate(pieces):
        if all(COMPARE[op](piece.sample, bound) for op, bound in term.bounds):
            mask |= 1 << index
    return mask


def show_piece(measure: Measure, piece: Piece) -> str:
    """A piece as people write it: `70 years`, `60 years < age < 70 years`, `age > 70 years`."""
    if piece.is_point:
        return show(measure.kind, piece.sample)
    low = show(measure.kind, piece.low) if piece.low is not None else ""
    high = show(measure.kind, piece.high) if piece.high is not None else ""
    if low and high:
        return f"{low} < {measure.name} < {high}"
    if low:
        return f"{measure.name} > {low}"
    return f"{measure.name} < {high}" if high else f"{measure.name} >= {show(measure.kind, 0)}"
