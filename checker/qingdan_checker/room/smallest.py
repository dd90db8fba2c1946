"""The smallest set of things that conflict.

What conflicts with each other has something in common with each set without which the rest is free of conflict. So the
fewest things that have something in common with all such sets known so far are tried: if they conflict, no fewer can;
if they do not, as many others are added as leave them free of conflict, and what is left out then is one more such
set. Of several smallest sets the one that comes first in the order of the things is found.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

MOST_TRIES: Final = 2_000
"""Sets that are tried; beyond them a set is given from which nothing can be left out, though a smaller may exist."""

One = TypeVar("One")


def smallest(things: Sequence[One], conflict: Callable[[frozenset[One]], bool]) -> tuple[One, ...]:
    """The smallest set of things that conflict, in their order; none where all together do not."""
    if not conflict(frozenset(things)):
        return ()
    without: list[frozenset[One]] = []
    for _ in range(MOST_TRIES):
        tried = _fewest(things, without)
        if conflict(frozenset(tried)):
            return tried
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


def _fewest(things: Sequence[One], sets: Sequence[frozenset[One]]) -> tuple[One, ...]:
    """The fewest things that have something in common with each of some sets; the first in their order."""
    for size in range(len(sets) + 1):
        found = _touching(things, sets, size, 0)
        if found is not None:
            return found
    return tuple(things)


def _touching(things: Sequence[One], sets: Sequence[frozenset[One]], size: int, start: int) -> tuple[One, ...] | None:
    """At most so many things, from one on, that have something in common with each set."""
    if not sets:
        return ()
    if size == 0:
        return None
    for at in range(start, len(things)):
        one = things[at]
        left = [other for other in sets if one not in other]
        if len(left) == len(sets):
            continue
        rest = _touching(things, left, size - 1, at + 1)
        if rest is not None:
            return (one, *rest)
    return None
