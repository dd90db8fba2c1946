"""Cells: combinations of members and pieces, and what selectors say of them (sections 5 and 6)."""

from __future__ import annotations

from collections import defaultdict
from itertools import product
from typing import TYPE_CHECKING

from qingdan_dsl.syntax import expressions as e
from qingdan_dsl.syntax.statements import Case

from .measures import Piece, comparisons, pieces
from .times import Times
from .values import Known, compared, literal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date
    from fractions import Fraction

    from .kinds import Kinds
    from .model import Axis, Define, Item, Model

Cell = tuple[int, ...]
"""A combination of members and pieces, by their numbers, in the order of an item's dimensions."""


class Grid(Times):
    """The members and pieces of every dimension on a day; `extra` is what else compares measures."""

    def __init__(self, model: Model, kinds: Kinds, day: date, checked: date, extra: Sequence[object]) -> None:
        """Cuts the measures."""
        super().__init__(model, day, checked)
        self.kinds = kinds
        self._terms: dict[tuple[int, int], bool] = {}
        self.pieces = self._cut(extra)

    def _cut(self, extra: Sequence[object]) -> dict[str, list[Piece]]:
        """Cuts at every literal that anything in force compares a measure with."""
        cuts: dict[str, list[Fraction]] = defaultdict(list)
        speaking: list[object] = [*extra, *(define.expression for define in self.model.defines.values())]
        speaking += [
            statement.tree
            for statement in self.model.statements
            if not isinstance(statement.tree, Case) and self.in_force(statement)
        ]
        for one in speaking:
            for node in comparisons(one):
                for left, right in zip(node.operands, node.operands[1:], strict=False):
                    for name, other in ((left, right), (right, left)):
                        axis = self.kinds.measure(name)
                        if axis and isinstance(other, e.Literal):
                            cuts[axis.name].append(literal(other).number)
        return {axis.name: pieces(axis, cuts[axis.name]) for axis in self.model.axes.values() if axis.measure}

    def positions(self, axis: Axis) -> range:
        """The members or pieces of a dimension, by their numbers."""
        return range(len(self.pieces[axis.name]) if axis.measure else len(axis.members))

    def divided(self, axis: Axis) -> bool:
        """Whether there is anything to tell apart: a measure that nothing cuts is not shown (section 1 and 11)."""
        return axis.measure is None or len(self.pieces[axis.name]) > 1

    def named(self, axis: Axis, position: int) -> str:
        """A member or piece as it is printed."""
        return str(self.pieces[axis.name][position]) if axis.measure else axis.members[position]

    def covers(self, terms: Sequence[e.Expression], env: dict[str, int]) -> bool:
        """Whether all terms of selectors hold for a combination."""
        for term in terms:
            axis = self.kinds.term_axis(term)
            assert axis is not None
            if not self.term_holds(term, axis, env[axis.name]):
                return False
        return True

    def term_holds(self, term: e.Expression, axis: Axis, position: int) -> bool:
        """Whether one term holds for a member or piece of its dimension."""
        key = (id(term), position)
        if key not in self._terms:
            self._terms[key] = self._term_holds(term, axis, position)
        return self._terms[key]

    def _term_holds(self, term: e.Expression, axis: Axis, position: int) -> bool:
        if not axis.measure:
            return position in self.kinds.members(term, axis)
        if isinstance(term, e.Not):
            return not self.term_holds(term.operand, axis, position)
        assert isinstance(term, e.Comparison)
        piece = self.pieces[axis.name][position]
        at = [
            literal(operand) if isinstance(operand, e.Literal) else Known(piece.kind, piece.amount)
            for operand in term.operands
        ]
        return all(compared(op, left, right) for left, op, right in zip(at, term.operators, at[1:], strict=False))

    def cells(self, item: Item) -> Iterator[Cell]:
        """Every cell of an item."""
        return product(*(self.positions(axis) for axis in item.axes))

    def env(self, item: Item | Define, cell: Cell) -> dict[str, int]:
        """A cell by the names of its dimensions."""
        return {axis.name: position for axis, position in zip(item.axes, cell, strict=True)}
