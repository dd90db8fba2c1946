"""Bounds and gaps as they could be written: `ratio[resident, primary] - ratio[resident, secondary] >= 10pp`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qingdan_checker.folding import fold
from qingdan_checker.quantity import DATE, DAYS, PERCENT, POINTS, YES_NO, show, whole
from qingdan_checker.room.difference import ZERO, Constraint
from qingdan_checker.room.forms import valued
from qingdan_checker.room.spread import parts_of
from qingdan_checker.room.system import Apart

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping
    from fractions import Fraction

    from qingdan_checker import model as m
    from qingdan_checker.effect import Day
    from qingdan_checker.evaluate import Key
    from qingdan_checker.room.forms import Cell
    from qingdan_checker.room.spread import Instance, Spread
    from qingdan_checker.room.system import Shown


def cell_text(day: Day, spread: Spread, cell: Cell) -> str:
    """A cell, with the members that anything tells apart."""
    item, key = cell
    selector = fold(day, item.dimensions, [parts_of(spread, item, key)])
    return f"{item.name}[{selector[0]}]" if selector else item.name


def table_text(day: Day, spread: Spread, table: Mapping[Cell, Fraction]) -> str:
    """Values of cells, as `ratio[primary] = 85%`."""
    return "; ".join(f"{cell_text(day, spread, cell)} = {_shown(cell[0].kind, value)}" for cell, value in table.items())


def cells_text(day: Day, spread: Spread, cells: Iterable[Cell]) -> list[str]:
    """Cells, those of one item together where their members can be told in one."""
    by_item: dict[m.Item, list[tuple[int, ...]]] = {}
    for item, key in cells:
        by_item.setdefault(item, []).append(parts_of(spread, item, key))
    return [
        f"{item.name}[{selector}]" if selector else item.name
        for item, boxes in by_item.items()
        for selector in fold(day, item.dimensions, boxes) or ("",)
    ]


def named_members(day: Day, spread: Spread, item: m.Item, key: Key) -> tuple[tuple[str, str], ...]:
    """The members of a cell in those dimensions whose members are told apart."""
    parts = spread.partitions[item]
    return tuple(
        (axis.name, day.show(axis, at)) for axis, at, of in zip(item.dimensions, key, parts, strict=True) if len(of) > 1
    )


def inequality(day: Day, spread: Spread, one: Constraint[Instance | None] | Apart) -> str:
    """A bound or a gap, or values kept apart."""
    word = "!=" if isinstance(one, Apart) else ">" if one.strict else ">="
    if one.above == ZERO:
        turned = {">": "<", ">=": "<="}.get(word, word)
        return _bound(_cell(day, spread, one.below), turned, _kind(one.below), -one.gap)
    if one.below == ZERO:
        return _bound(_cell(day, spread, one.above), word, _kind(one.above), one.gap)
    kind = _kind(one.above)
    gap = show({PERCENT: POINTS, DATE: DAYS}.get(kind, kind), whole(one.gap))
    return f"{_cell(day, spread, one.above)} - {_cell(day, spread, one.below)} {word} {gap}"


def _bound(cell: str, word: str, kind: str, number: Fraction) -> str:
    """A bound; of a cell that is yes or no, which of them it is."""
    if kind == YES_NO:
        return f"{cell} = {show(kind, word in {'>', '>='})}"
    return f"{cell} {word} {_shown(kind, number)}"


def _shown(kind: str, number: Fraction) -> str:
    return show(kind, valued(kind, number))


def inequalities(day: Day, spread: Spread, shown: Iterable[Shown]) -> str:
    """What shows a conflict, one after another."""
    said = [inequality(day, spread, one) for one in shown if isinstance(one, Constraint | Apart)]
    return "; ".join(dict.fromkeys(said))


def _cell(day: Day, spread: Spread, node: Hashable) -> str:
    assert isinstance(node, tuple)  # noqa: S101  only zero is none
    return cell_text(day, spread, node)


def _kind(node: Hashable) -> str:
    assert isinstance(node, tuple)  # noqa: S101  as above
    item: m.Item = node[0]
    return item.kind
