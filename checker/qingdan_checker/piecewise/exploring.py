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

MOST_STRETCHES: Final = 5_000
"""More pieces than any payment has; beyond them a function is not gone through."""

RUNS: Final = 300_000
"""Runs of a function, for one rule and one jurisdiction."""

STEPS: Final = 20_000_000
"""Steps of the solver (z3's `rlimit`), for one rule and one jurisdiction: some seconds."""

Value = TypeVar("Value")


@dataclass(slots=True, kw_only=True)
class Budget:
    """What may still be spent on a question: runs of its function, and steps of the solver. No time is measured."""

    runs: int = RUNS
    steps: int = STEPS

    def run(self) -> None:
        """Pays for a run. Raises `Beyond` where none is left."""
        self.runs -= 1
        if self.runs < 0:
            raise Beyond


@dataclass(frozen=True, slots=True, kw_only=True)
class Part(Generic[Value]):
    """What came out on all of a stretch. Numbers in it are courses along the stretch, unless they do not change."""

    stretch: Stretch
    value: Value


def explored(
    function: Callable[[Number], Value], domain: Iterable[Stretch], budget: Budget | None = None
) -> list[Part[Value]]:
    """A function on each stretch of a domain, cut so far that it is one course, or one answer, on each.

    The parts are in the order of the domain, lowest first within each stretch. Raises `Beyond` where the function is
    not piecewise linear (or a ratio of such), or has too many pieces.
    """
    todo = [one for one in domain if not one.is_empty]
    todo.reverse()
    found: list[Part[Value]] = []
    budget = budget or Budget()
    while todo:
        one = todo.pop()
        budget.run()
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
