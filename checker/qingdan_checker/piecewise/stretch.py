"""A stretch of amounts: one point, or all between two ends."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from qingdan_checker.quantity import whole

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qingdan_checker.quantity import Number

HALF: Final = Fraction(1, 2)


class Split(Exception):  # noqa: N818  no error: the stretch is cut, and both parts are asked again
    """What was asked is not the same on all of a stretch; `at` is an inner point where it changes."""

    def __init__(self, at: Fraction) -> None:
        super().__init__(at)
        self.at = whole(at)


class Beyond(Exception):  # noqa: N818  no error: the solver is asked instead, or it stays open
    """What was asked is no piecewise-linear function of one amount, or has more pieces than are gone through."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A point (both ends the same) or an open interval of amounts ≥ 0; without a `high` it has no end.

    `counted` stretches have whole numbers only, as measures of time spans and of counts do.
    """

    low: Number
    high: Number | None
    counted: bool = False

    @property
    def is_point(self) -> bool:
        """Whether it is one amount."""
        return self.low == self.high

    @property
    def is_empty(self) -> bool:
        """Whether no admissible amount lies in it."""
        if self.high is None:
            return False
        if not self.counted:
            return self.high < self.low
        return math.ceil(self.low) > self.low if self.is_point else math.floor(self.low) + 1 >= self.high

    @property
    def middle(self) -> Number:
        """A number inside, admissible or not: what does not change along the stretch is so there."""
        if self.high is None:
            return self.low + 1
        return whole((self.low + self.high) * HALF)

    @property
    def sample(self) -> Number:
        """An admissible amount inside."""
        return math.floor(self.low) + 1 if self.counted and not self.is_point else self.middle

    def holds(self, amount: Number) -> bool:
        """Whether a number lies strictly inside, or is the point."""
        if self.is_point:
            return amount == self.low
        return self.low < amount and (self.high is None or amount < self.high)

    def cut(self, at: Number) -> Iterator[Stretch]:
        """The open intervals on both sides of an inner point and the point between, lowest first."""
        for low, high in ((self.low, at), (at, at), (at, self.high)):
            part = Stretch(low=low, high=high, counted=self.counted)
            if not part.is_empty:
                yield part

    def sign(self, slope: Number, start: Number) -> int:
        """The sign of slope·x + start on all of an open interval: -1, 0 or 1. Raises `Split` where it has a root."""
        if not slope:
            return _sign(start)
        first = _sign(slope * self.low + start)
        last = _sign(slope if self.high is None else slope * self.high + start)
        if first * last < 0:
            raise Split(Fraction(-start) / slope)
        return first or last


def _sign(number: Number) -> int:
    return (number > 0) - (number < 0)
