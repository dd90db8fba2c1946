"""The smallest set of things that conflict.

What conflicts with each other has something in common with each set without which the rest is free of conflict. So the
fewest things that have something in common with all such sets known so far are tried: if they conflict, no fewer can;
if they do not, as many others are added as leave them free of conflict, and what is left out then is one more such
set. Of several smallest sets the one that comes first in the order of the things is found.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

MOST_TRIES: Final = 2_000
"""Sets that are tried; beyond them a set is given from which nothing can be left out, though a smaller may exist."""

MOST_STEPS: Final = 20_000
"""Steps of one search for the fewest things; beyond them the same is done."""

One = TypeVar("One")


def smallest(things: Sequence[One], conflict: Callable[[frozenset[One]], bool]) -> tuple[One, ...]:
    """The smallest set of things that conflict, in their order; none where all together do not."""
    if not conflict(frozenset(things)):
        return ()
    without: list[frozenset[One]] = []
    size = 0
    for _ in range(MOST_TRIES):
        tried = _fewest(things, without, size)
        if tried is None:
            break
        if conflict(frozenset(tried)):
            return tried
        size = len(tried)  # one more set to have something in common with takes no fewer
        without.append(_left_out(things, frozenset(tried), conflict))
    return _shrunk(things, conflict)


def _left_out(
    things: Sequence[One], kept: frozenset[One], conflict: Callable[[frozenset[One]], bool]
) -> frozenset[One]:
    """What is left out where things that do not conflict are joined by as many others as they can be."""
    for one in things:
        if one not in kept and not conflict(kept | {one}):
            kept |= {one}
    return frozenset(things) - kept


def _shrunk(things: Sequence[One], conflict: Callable[[frozenset[One]], bool]) -> tuple[One, ...]:
    """A set from which nothing can be left out; the last go first."""
    left = list(things)
    for one in reversed(things):
        rest = [other for other in left if other != one]
        if conflict(frozenset(rest)):
            left = rest
    return tuple(left)


def _fewest(things: Sequence[One], sets: Sequence[frozenset[One]], least: int) -> tuple[One, ...] | None:
    """The fewest things that have something in common with each of some sets; the first in their order.

    `least` are as many as it takes at any rate. None where too many steps would find them.
    """
    order = {one: at for at, one in enumerate(things)}
    search = _Search(order)
    try:
        size = next(size for size in range(least, len(sets) + 1) if search.touches(sets, size, 0))
        return tuple(search.first(things, sets, size))
    except _TooManyStepsError:
        return None


class _TooManyStepsError(Exception):
    """A search has taken as many steps as it may."""


class _Search(Generic[One]):
    """A search among things, of which each has its place in an order."""

    def __init__(self, order: Mapping[One, int]) -> None:
        self._order = order
        self._steps = 0

    def first(self, things: Sequence[One], sets: Sequence[frozenset[One]], size: int) -> Iterator[One]:
        """Of all so many things that have something in common with each set, those that come first."""
        left = list(sets)
        for one in things:
            rest = [other for other in left if one not in other]
            if len(rest) < len(left) and self.touches(rest, size - 1, self._order[one] + 1):
                yield one
                left, size = rest, size - 1

    def touches(self, sets: Sequence[frozenset[One]], size: int, start: int) -> bool:
        """Whether at most so many things, from a place in the order on, have something in common with each set."""
        self._steps += 1
        if self._steps > MOST_STEPS:
            raise _TooManyStepsError
        if not sets:
            return True
        open_ = [[one for one in each if self._order[one] >= start] for each in sets]
        if self._apart(open_) > size:
            return False
        fewest = min(open_, key=len)
        return any(
            self.touches([other for other in sets if one not in other], size - 1, start)
            for one in sorted(fewest, key=self._order.__getitem__)
        )

    @staticmethod
    def _apart(sets: Sequence[Sequence[One]]) -> int:
        """A number of sets with nothing in common: it takes at least as many things."""
        seen: set[One] = set()
        found = 0
        for one in sorted(sets, key=len):
            if seen.isdisjoint(one):
                seen.update(one)
                found += 1
        return found
