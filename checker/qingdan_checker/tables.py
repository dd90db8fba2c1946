"""Walks through the tables in effect: which cells of which tables a provision reaches."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from qingdan_checker.effect.classes import product_size, singles, split
from qingdan_checker.effect.table import MOST_CELLS, Effect
from qingdan_checker.evaluate import Key
from qingdan_checker.quantity import Gap

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qingdan_checker import model as m
    from qingdan_checker.round import Round

Classed = tuple[Key, tuple[int, ...]]
"""A class of cells: its first cell, and the masks of its members."""


def common_cells(
    round_: Round, places: Sequence[m.Jurisdiction], item: m.Item, box: Sequence[int]
) -> Iterator[Classed]:
    """The classes of cells of an item within a box that the tables of several jurisdictions tell apart together."""
    needs = [round_.effect(place).needs(item) for place in places]
    parts: list[tuple[int, ...]] = []
    for axis, mask in zip(item.dimensions, box, strict=True):
        if any(axis.name in one.single for one in needs):
            parts.append(singles(mask))
        else:
            parts.append(split(mask, frozenset().union(*(one.masks.get(axis.name, ()) for one in needs))))
    if product_size(parts) > MOST_CELLS:
        return
    for masks in product(*parts):
        yield tuple((mask & -mask).bit_length() - 1 for mask in masks), masks


def own_statements(round_: Round, act: str) -> Iterator[tuple[m.Item, m.Jurisdiction, list[m.Deciding]]]:
    """The statements of one act on each item of each jurisdiction that has any."""
    for item, by_place in round_.day.by_item.items():
        for place, statements in by_place.items():
            own = [statement for statement in statements if statement.act == act]
            if own:
                yield item, place, own


def is_unset(effect: Effect, item: m.Item, key: Key) -> bool:
    """Whether a cell has no value, for no deeper reason than that nobody has given it one."""
    value = effect.cell(item, key).before
    return isinstance(value, Gap) and value.reason == "unset"
