"""The tables of a `set`: a heading, and rows of values under it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qingdan_checker import model as m
from qingdan_checker.resolve.selectors import bind_term
from qingdan_dsl.syntax import expressions as e

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qingdan_checker.resolve.passage import Passage
    from qingdan_dsl.syntax import statements as s

Said = tuple[m.Region, e.Expression | e.Unknown, e.Node]
"""A VALUE with what it covers and where it stands."""


def bind_table(table: s.Table, region: m.Region, item: m.Item, on: Passage) -> tuple[Sequence[m.Axis], Sequence[Said]]:
    """The dimensions of a table, and its values: the last dimension runs along the heading, the others down."""
    axes = _axes(table, item, on)
    for axis, name in zip(axes, table.dimensions, strict=False):
        if axis.name in region:
            on.faults.add("type", "dimension-twice", name, dimension=axis.name)
    if not table.rows:
        on.faults.add("syntax", "table-empty", table)
        return axes, ()
    if len(axes) < len(table.dimensions):
        return axes, ()
    return axes, list(_rows(table, axes, region, on))


def _axes(table: s.Table, item: m.Item, on: Passage) -> list[m.Axis]:
    axes: list[m.Axis] = []
    for name in table.dimensions:
        axis = on.names.axis(name, on.faults)
        if axis is None:
            continue
        if axis in axes:
            on.faults.add("type", "dimension-twice", name, dimension=axis.name)
        elif axis not in item.dimensions:
            on.faults.add("type", "dimension-lacking", name, dimension=axis.name, item=item.name)
        axes.append(axis)
    return axes


def _rows(table: s.Table, axes: Sequence[m.Axis], region: m.Region, on: Passage) -> Iterator[Said]:
    head, *body = table.rows
    columns = _heading(head, axes, on)
    leading = len(axes) - 1
    for row in body:
        if len(row.cells) != len(head.cells):
            wanted = str(len(head.cells))
            on.faults.add("syntax", "row-length", row, found=str(len(row.cells)), wanted=wanted)
            continue
        terms = [_term(cell, axis, row, on) for cell, axis in zip(row.cells, axes[:leading], strict=False)]
        above = {**region, **{term.axis.name: term for term in terms if term}}
        for cell, column in zip(row.cells[leading:], columns, strict=False):
            if cell is not None and column is not None:
                yield {**above, column.axis.name: column}, cell, cell


def _heading(head: s.Row, axes: Sequence[m.Axis], on: Passage) -> list[m.Term | None]:
    """What each column of values is about, after the names of the dimensions that run down."""
    leading = len(axes) - 1
    if len(head.cells) <= leading:
        on.faults.add("syntax", "row-length", head, found=str(len(head.cells)), wanted=str(leading + 1))
        return []
    for cell, axis in zip(head.cells[:leading], axes, strict=False):
        if not isinstance(cell, e.Name):
            on.faults.add("type", "table-heading", cell or head, dimension=axis.name)
            continue
        bound = on.names.axis(cell, on.faults)
        if bound is not None and bound is not axis:
            on.faults.add("type", "table-heading", cell, dimension=axis.name)
    return [_term(cell, axes[-1], head, on) for cell in head.cells[leading:]]


def _term(cell: e.Node | None, axis: m.Axis, row: s.Row, on: Passage) -> m.Term | None:
    """What a cell of the heading, or of a leading column, selects."""
    if cell is None:
        on.faults.add("type", "table-heading", row, dimension=axis.name)
        return None
    term = bind_term(cell, on.names, on.faults)
    if term is not None and term.axis is not axis:
        on.faults.add("type", "two-dimensions", cell, dimension=axis.name, other=term.axis.name)
        return None
    return term
