"""Measures cut into pieces (section 6): the finite table is exact, not a sample."""

from __future__ import annotations

import math
from dataclasses import dataclass, fields, is_dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from qingdan_dsl.syntax import expressions as e

from .values import WHOLE, Known, printed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .model import Axis


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a measure: a point (`low` = `high`), or an open interval; the first includes 0."""

    measure: str
    kind: str
    low: Fraction | None
    high: Fraction | None
    amount: Fraction

    @property
    def point(self) -> bool:
        """Whether it is one amount."""
        return self.low is not None and self.low == self.high

    def __str__(self) -> str:
        """As a report prints it (section 11)."""
        low = printed(Known(self.kind, self.low)) if self.low is not None else None
        high = printed(Known(self.kind, self.high)) if self.high is not None else None
        if self.point and low is not None:
            return low
        if low is not None and high is not None:
            return f"{low} < {self.measure} < {high}"
        if low is not None:
            return f"{self.measure} > {low}"
        return f"{self.measure} < {high}"


def pieces(axis: Axis, cuts: Sequence[Fraction]) -> list[Piece]:
    """A measure cut at these amounts: points and the open intervals between them, lowest first (section 6)."""
    assert axis.measure is not None
    whole = axis.measure in WHOLE
    found: list[Piece] = []
    low: Fraction | None = None
    for cut in [*sorted(set(cuts)), None]:
        amount = _amount_between(low, cut, whole=whole)
        if amount is not None:
            found.append(Piece(axis.name, axis.measure, low, cut, amount))
        if cut is not None and (cut.denominator == 1 or not whole):
            found.append(Piece(axis.name, axis.measure, cut, cut, cut))
        low = cut
    return found


def _amount_between(low: Fraction | None, high: Fraction | None, *, whole: bool) -> Fraction | None:
    """An amount of an open interval (with 0 where it is the first), if there is one."""
    if low is None:
        return Fraction(0) if high is None or high > 0 else None
    if high is None:
        return Fraction(math.floor(low) + 1)
    amount = Fraction(math.floor(low) + 1) if whole else (low + high) / 2
    return amount if low < amount < high else None


def comparisons(node: object) -> Iterator[e.Comparison]:
    """Every comparison within a tree."""
    if isinstance(node, e.Comparison):
        yield node
    if isinstance(node, tuple):
        for part in node:
            yield from comparisons(part)
    elif is_dataclass(node):
        for one in fields(node):
            yield from comparisons(getattr(node, one.name))
