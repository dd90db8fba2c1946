"""Walks through the tables in effect: which cells of which tables a provision reaches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qingdan_checker.effect import Classed, Needs, classes_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qingdan_checker import model as m
    from qingdan_checker.round import Round


def common_cells(
    round_: Round, places: Sequence[m.Jurisdiction], item: m.Item, box: Sequence[int]
) -> Iterator[Classed]:
    """The classes of cells of an item within a box that the tables of several jurisdictions tell apart together."""
    needs = Needs()
    for place in places:
        needs.include(round_.effect(place).needs(item))
    return classes_in([needs.parts(axis, mask) for axis, mask in zip(item.dimensions, box, strict=True)])


def own_statements(round_: Round, act: str) -> Iterator[tuple[m.Item, m.Jurisdiction, list[m.Deciding]]]:
    """The statements of one act on each item of each jurisdiction that has any and is asked about."""
    for item, by_place in round_.day.by_item.items():
        for place, statements in by_place.items():
            own = [statement for statement in statements if statement.act == act and round_.judges(place)]
            if own:
                yield item, place, own
