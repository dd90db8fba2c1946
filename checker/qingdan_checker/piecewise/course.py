"""How a value goes along a stretch of amounts: a line, or the ratio of two (what is paid of each yuan)."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from qingdan_checker.piecewise.stretch import Beyond, Split
from qingdan_checker.quantity import whole

if TYPE_CHECKING:
    from qingdan_checker.piecewise.stretch import Stretch
    from qingdan_checker.quantity import Number

MOST_STEPS: Final = 1_000
"""Steps of a rounded value along one stretch; of a bill in fen there are more, and the solver is asked."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Course:
    """(slope·x + start) / (tilt·x + base) for every amount x of an open interval; a straight line where tilt is 0.

    It stands in for a number: sums, multiples, quotients and comparisons of courses on one stretch are exact. A
    comparison whose outcome changes inside raises `Split`; what is no such ratio (the product of two amounts)
    raises `Beyond`. A course that does not change is a plain number: see `_course`.
    """

    stretch: Stretch
    slope: Number
    start: Number
    tilt: Number = 0
    base: Number = 1

    # ---- values

    def at(self, amount: Number) -> Number:
        """The value at an amount."""
        return whole(Fraction(self.slope * amount + self.start) / (self.tilt * amount + self.base))

    def towards(self, end: Number | None) -> Number | None:
        """The limit at an end of the stretch (None: along the last ray); None where it grows beyond all bounds."""
        if end is None:
            return whole(Fraction(self.slope) / self.tilt) if self.tilt else None
        return self.at(end) if self.tilt * end + self.base else None

    def sign(self) -> int:
        """Its sign, the same on all of the stretch."""
        above = self.stretch.sign(self.slope, self.start)
        return above * self.stretch.sign(self.tilt, self.base) if self.tilt else above

    # ---- what numbers can do

    def __add__(self, other: Number | Course) -> Number | Course:
        if not isinstance(other, Course):
            return self._course(self.slope + other * self.tilt, self.start + other * self.base)
        if (self.tilt, self.base) == (other.tilt, other.base):
            return self._course(self.slope + other.slope, self.start + other.start)
        raise Beyond

    def __neg__(self) -> Course:
        return Course(stretch=self.stretch, slope=-self.slope, start=-self.start, tilt=self.tilt, base=self.base)

    def __abs__(self) -> Course:
        return self if self.sign() >= 0 else -self

    def __sub__(self, other: Number | Course) -> Number | Course:
        return self + -other

    def __rsub__(self, other: Number) -> Number | Course:
        return -self + other

    def __mul__(self, other: Number | Course) -> Number | Course:
        if not isinstance(other, Course):
            return self._course(self.slope * other, self.start * other)
        if (factor := _multiple((self.slope, self.start), (other.tilt, other.base))) is not None:
            return other.over(self.tilt, self.base) * factor
        if (factor := _multiple((other.slope, other.start), (self.tilt, self.base))) is not None:
            return self.over(other.tilt, other.base) * factor
        raise Beyond

    def __truediv__(self, other: Number | Course) -> Number | Course:
        if isinstance(other, Course):
            other.sign()  # a quotient has no value where its divisor is 0, so there is no such point inside
            return self * _ratio(other.stretch, (other.tilt, other.base), (other.slope, other.start))
        return self * (1 / Fraction(other))

    def __rtruediv__(self, other: Number) -> Number | Course:
        self.sign()
        return _ratio(self.stretch, (self.tilt, self.base), (self.slope, self.start)) * other

    def __floordiv__(self, other: Number | Course) -> Number:
        return _floor(self / other)

    def __rfloordiv__(self, other: Number) -> Number:
        return _floor(other / self)

    __radd__ = __add__
    __rmul__ = __mul__

    # ---- what is asked of them

    def __bool__(self) -> bool:
        return self.sign() != 0

    def __eq__(self, other: object) -> bool:
        return isinstance(other, int | Fraction | Course) and self._against(other) == 0

    def __lt__(self, other: Number | Course) -> bool:
        return self._against(other) < 0

    def __le__(self, other: Number | Course) -> bool:
        return self._against(other) <= 0

    def __gt__(self, other: Number | Course) -> bool:
        return self._against(other) > 0

    def __ge__(self, other: Number | Course) -> bool:
        return self._against(other) >= 0

    __hash__ = object.__hash__

    def _against(self, other: Number | Course) -> int:
        """The sign of the difference."""
        difference = self - other
        return difference.sign() if isinstance(difference, Course) else (difference > 0) - (difference < 0)

    # ---- how it is made

    def _course(self, slope: Number, start: Number) -> Number | Course:
        """Another over the same divisor."""
        return _ratio(self.stretch, (slope, start), (self.tilt, self.base))

    def over(self, tilt: Number, base: Number) -> Number | Course:
        """The same line over another divisor."""
        return _ratio(self.stretch, (self.slope, self.start), (tilt, base))


_Line = tuple["Number", "Number"]
"""The slope of a line, and its value at 0."""


def _ratio(stretch: Stretch, top: _Line, below: _Line) -> Number | Course:
    """A ratio of two lines in its one form: below it 1, or x + something; a plain number where it is constant."""
    if below == (0, 1):
        return Course(stretch=stretch, slope=top[0], start=top[1]) if top[0] else whole(top[1])
    unit = below[0] or below[1]
    slope, start, tilt, base = (whole(Fraction(one) / unit) for one in (*top, *below))
    if (factor := _multiple((slope, start), (tilt, base))) is not None:
        return factor
    return Course(stretch=stretch, slope=slope, start=start, tilt=tilt, base=base)


def _multiple(one: _Line, other: _Line) -> Number | None:
    """The number by which one line is a multiple of another; None where it is not."""
    if one[0] * other[1] != one[1] * other[0]:
        return None
    place = 0 if other[0] else 1
    return whole(Fraction(one[place]) / other[place])


def _floor(value: Number | Course) -> Number:
    """The greatest whole number that is not above a value, the same on all of the stretch."""
    if not isinstance(value, Course):
        return value // 1
    one, other = value.towards(value.stretch.low), value.towards(value.stretch.high)
    if one is None or other is None:
        raise Beyond
    first, last = math.floor(min(one, other)) + 1, math.ceil(max(one, other)) - 1  # whole numbers passed inside
    if last - first >= MOST_STEPS:
        raise Beyond
    if first <= last:
        passed = (first + last) // 2
        raise Split(Fraction(passed * value.base - value.start) / (value.slope - passed * value.tilt))
    return math.floor(value.at(value.stretch.middle))
