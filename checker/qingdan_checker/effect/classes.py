"""Members that nothing in force tells apart are one class, so that the number of cells follows the text."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


@lru_cache(maxsize=4096)
def split(universe: int, masks: frozenset[int]) -> tuple[int, ...]:
    """The finest parts of a set of members that masks tell apart, by their first members."""
    parts = [universe] if universe else []
    for mask in masks:
        cut: list[int] = []
        for part in parts:
            inside, outside = part & mask, part & ~mask
            cut += [one for one in (inside, outside) if one]
        parts = cut
    return tuple(sorted(parts, key=first))


def first(mask: int) -> int:
    """The first member of a mask."""
    return (mask & -mask).bit_length() - 1


def singles(universe: int) -> tuple[int, ...]:
    """Each member of a mask as a part of its own."""
    parts: list[int] = []
    while universe:
        low = universe & -universe
        parts.append(low)
        universe ^= low
    return tuple(parts)


def representatives(size: int, parts: Iterable[int]) -> tuple[int, ...]:
    """For each member the first member of its part."""
    found = list(range(size))
    for part in parts:
        start = first(part)
        for member in members(part):
            found[member] = start
    return tuple(found)


def members(mask: int) -> list[int]:
    """The members of a mask, in order."""
    found: list[int] = []
    while mask:
        low = mask & -mask
        found.append(low.bit_length() - 1)
        mask ^= low
    return found


def product_size(parts: Sequence[Sequence[int]]) -> int:
    """How many combinations of classes there are."""
    size = 1
    for one in parts:
        size *= len(one)
    return size
