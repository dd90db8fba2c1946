"""Which of one jurisdiction's provisions decides a cell (section 6, rule 2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from qingdan_checker import model as m

Box = tuple[int, ...]
"""A mask for each dimension of an item: a cell is inside where every mask has its member."""


def unbeaten(
    provisions: Sequence[m.Provision],
    since: Callable[[m.Provision], date],
    is_narrower: Callable[[m.Provision, m.Provision], bool],
    amends: Callable[[m.Document, m.Document], bool],
) -> list[m.Provision]:
    """The one provision that beats all others; else those that none beats; else (a closed circle) all of them."""

    def beats(one: m.Provision, other: m.Provision) -> bool:
        mine, theirs = one.statement.document, other.statement.document
        if amends(mine, theirs) or amends(theirs, mine):
            return amends(mine, theirs)
        if is_narrower(one, other):
            return since(one) >= since(other)
        return since(one) > since(other) and not is_narrower(other, one)

    wins = {one: [other for other in provisions if other is not one and beats(one, other)] for one in provisions}
    first = [one for one in provisions if len(wins[one]) == len(provisions) - 1]
    if len(first) == 1:
        return first
    beaten = {other for losers in wins.values() for other in losers}
    return [one for one in provisions if one not in beaten] or list(provisions)


def inside(one: Box, other: Box) -> bool:
    """Whether every cell of a box is in another."""
    return any(mask == 0 for mask in one) or all(a & ~b == 0 for a, b in zip(one, other, strict=True))
