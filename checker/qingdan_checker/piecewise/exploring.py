"""A function on a whole domain: run on each stretch, which is cut wherever the function bends, jumps or decides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Generic, TypeVar, cast

from qingdan_checker.piecewise.course import Course
from qingdan_checker.piecewise.stretch import Beyond, Split

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from qingdan_checker.piecewise.stretch import Stretch
    from qingdan_checker.quantity import Number

MOST_STRETCHES: Final = 20_000
"""More pieces than any payment has; beyond them a function is not gone through."""

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True, kw_only=True)
class Part(Generic[Value]):
    """What came out on all of a stretch. Numbers in it are courses along the stretch, unless they do not change."""

    stretch: Stretch
    value: Value


def explored(function: Callable[[Number], Value], domain: Iterable[Stretch]) -> list[Part[Value]]:
    """A function on each stretch of a domain, cut so far that it is one course, or one answer, on each.

    The parts are in the order of the domain, lowest first within each stretch. Raises `Beyond` where the function is
    not piecewise linear (or a ratio of such), or has too many pieces.
    """
    todo = [one for one in domain if not one.is_empty]
    todo.reverse()
    found: list[Part[Value]] = []
    while todo:
        one = todo.pop()
        try:
            found.append(Part(stretch=one, value=function(variable(one))))
        except Split as split:
            todo += reversed([*one.cut(split.at)])
            if len(found) + len(todo) > MOST_STRETCHES:
                raise Beyond from None
    return found


def variable(stretch: Stretch) -> Number:
    """Every amount of a stretch at once: the amount itself where it is a point, else the course of x itself."""
    if stretch.is_point:
        return stretch.low
    return cast("Number", Course(stretch=stretch, slope=1, start=0))
