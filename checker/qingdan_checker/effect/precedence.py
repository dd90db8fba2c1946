"""Which of one jurisdiction's provisions decides a cell (section 6, rule 2)."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from qingdan_checker.effect.classes import first, product_size
from qingdan_checker.effect.needs import MOST_CELLS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from qingdan_checker import model as m
    from qingdan_checker.effect.day import Day
    from qingdan_checker.effect.needs import Classes
    from qingdan_checker.evaluate import Key

Box = tuple[int, ...]
"""A mask for each dimension of an item: a cell is inside where every mask has its member."""


class Precedence:
    """The order among provisions in one table; `covers` says whether one covers a cell."""

    def __init__(self, day: Day, classes: Classes, covers: Callable[[m.Provision, Key], bool]) -> None:
        self._day = day
        self._classes = classes
        self._covers = covers
        self._covered: dict[m.Provision, frozenset[Key] | None] = {}
        self._compared: dict[tuple[m.Provision, m.Provision], bool] = {}

    def unbeaten(self, provisions: Sequence[m.Provision]) -> Sequence[m.Provision]:
        """The one provision that beats all others; else those that none beats; else all of them.

        Those that beat each other in a closed circle, and that no other beats, count as unbeaten.
        """
        champion = self._champion(provisions)
        if champion is not None:
            return [champion]
        wins = {
            one: [other for other in provisions if other is not one and self._beats(one, other)] for one in provisions
        }
        foremost = [one for one in provisions if len(wins[one]) == len(provisions) - 1]
        if len(foremost) == 1:
            return foremost
        if all(any(one in losers for losers in wins.values()) for one in provisions):
            return provisions
        return [one for one in provisions if _beaten_by(one, wins) <= _reached(one, wins)]

    def _champion(self, provisions: Sequence[m.Provision]) -> m.Provision | None:
        """The provision that beats all others and is beaten by none, found without comparing each with each."""
        found = provisions[0]
        for one in provisions:
            if one is not found and not self._beats(found, one):
                found = one
        others = [one for one in provisions if one is not found]
        clear = all(self._beats(found, one) and not self._beats(one, found) for one in others)
        return found if clear else None

    def _beats(self, one: m.Provision, other: m.Provision) -> bool:
        mine, theirs = one.statement.document, other.statement.document
        amended = self._day.amended
        if (mine, theirs) in amended or (theirs, mine) in amended:
            return (mine, theirs) in amended
        since, other_since = self._day.since(one.statement), self._day.since(other.statement)
        if self._is_narrower(one, other):
            return since >= other_since
        return since > other_since and not self._is_narrower(other, one)

    def _is_narrower(self, one: m.Provision, other: m.Provision) -> bool:
        known = self._compared.get((one, other))
        if known is None:
            known = self._compared[one, other] = self._compare(one, other)
        return known

    def _compare(self, one: m.Provision, other: m.Provision) -> bool:
        """Whether a provision is narrower: its cells, or (where neither contains the other) its statement's."""
        if one.statement.condition is None and other.statement.condition is None:
            mine, theirs = self._day.box(one), self._day.box(other)
            within, around = _inside(mine, theirs), _inside(theirs, mine)
        else:
            cells, others = self._cells(one), self._cells(other)
            if cells is None or others is None:
                return False
            within, around = cells <= others, others <= cells
        if within or around:
            return within and not around
        return self._is_statement_narrower(one.statement, other.statement)

    def _is_statement_narrower(self, one: m.Deciding, other: m.Deciding) -> bool:
        if one is other:
            return False
        mine, theirs = self._statement_cells(one), self._statement_cells(other)
        return mine is not None and theirs is not None and mine < theirs

    def _statement_cells(self, statement: m.Deciding) -> frozenset[Key] | None:
        found: set[Key] = set()
        for provision in statement.provisions:
            cells = self._cells(provision)
            if cells is None:
                return None
            found |= cells
        return frozenset(found)

    def _cells(self, provision: m.Provision) -> frozenset[Key] | None:
        """The classes of cells that a provision covers; None where they are too many to list."""
        if provision not in self._covered:
            axes = zip(self._classes.axes(provision.statement.item), self._day.box(provision), strict=True)
            parts = [[part for part in one if part & mask] for one, mask in axes]
            found = None
            if product_size(parts) <= MOST_CELLS:
                keys = (tuple([first(part) for part in one]) for one in product(*parts))
                found = frozenset(key for key in keys if self._covers(provision, key))
            self._covered[provision] = found
        return self._covered[provision]


def _inside(one: Box, other: Box) -> bool:
    """Whether every cell of a box is in another."""
    return any(mask == 0 for mask in one) or all(a & ~b == 0 for a, b in zip(one, other, strict=True))


def _beaten_by(one: m.Provision, wins: Mapping[m.Provision, Sequence[m.Provision]]) -> set[m.Provision]:
    return {other for other, losers in wins.items() if one in losers}


def _reached(one: m.Provision, wins: Mapping[m.Provision, Sequence[m.Provision]]) -> set[m.Provision]:
    """Those that a provision beats, or that one of them beats, and so on."""
    found: set[m.Provision] = set()
    todo = [one]
    while todo:
        for other in wins[todo.pop()]:
            if other not in found:
                found.add(other)
                todo.append(other)
    return found
