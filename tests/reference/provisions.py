"""`set` and `adjust` (section 5): blocks and tables to provisions."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qingdan_dsl.syntax import expressions as e
from qingdan_dsl.syntax import statements as s

from .clauses import Clauses
from .model import Axis, Item, Place, Provision
from .values import QUANTITIES, Known, calendar, compared, literal

if TYPE_CHECKING:
    from collections.abc import Callable

ADJUSTABLE = QUANTITIES | {"date"}


@dataclass(eq=False, slots=True)
class Making:
    """A statement on its way to provisions; `item` is None where an error hides it."""

    tree: s.Set | s.Adjust
    item: Item | None
    made: list[Provision] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Chain:
    """A chain of selectors: its terms, and the dimensions that they are about."""

    terms: tuple[e.Expression, ...] = ()
    axes: tuple[Axis, ...] = ()


class Decisions(Clauses):
    """Reads `set` and `adjust`."""

    def set(self, tree: s.Set) -> Callable[[], None]:
        """`set` with a value, a block or a table."""
        making = Making(tree, self.item(tree.item))
        chain = self._start(making)
        if tree.value is not None:
            self._value(making, chain.terms, tree.value, tree)
        self._entries(making, chain, tree.entries)
        if tree.table:
            self._table(making, chain, tree.table)
        return self._put(making)

    def adjust(self, tree: s.Adjust) -> Callable[[], None]:
        """`adjust` with a change or a block of them."""
        making = Making(tree, self.item(tree.item))
        if making.item and making.item.kind not in ADJUSTABLE:
            self.scope.fault("type", tree.item)
        chain = self._start(making)
        if tree.change is not None:
            self._change(making, chain.terms, tree.change, tree)
        self._changes(making, chain, tree.entries)
        return self._put(making)

    def item(self, name: e.Name) -> Item | None:
        """The item that is decided."""
        symbol = self.kinds.wanted(self.scope, name, "item")
        return symbol.meaning if symbol and isinstance(symbol.meaning, Item) else None

    def _put(self, making: Making) -> Callable[[], None]:
        def put() -> None:
            for provision in making.made:
                provision.siblings = making.made
            self.model.provisions.extend(making.made)

        return put

    def _start(self, making: Making) -> Chain:
        narrowing = making.tree.narrowing
        axes = making.item.axes if making.item else None
        self.condition(narrowing.condition, axes)
        return self._longer(making, Chain(), narrowing.scope)

    def _longer(self, making: Making, chain: Chain, selector: e.Selector | None) -> Chain:
        axes = self.about(selector, making.item.axes if making.item else None, chain.axes)
        return Chain((*chain.terms, *(selector.terms if selector else ())), tuple(axes))

    def _made(self, making: Making, terms: tuple[e.Expression, ...], at: e.Node) -> Provision | None:
        if making.item is None:
            return None
        condition = making.tree.narrowing.condition
        provision = Provision(self.statement(making.tree), making.item, terms, condition, self.place(at))
        making.made.append(provision)
        return provision

    # ---- values

    def _entries(self, making: Making, chain: Chain, entries: tuple[s.Entry, ...]) -> None:
        for entry in entries:
            longer = self._longer(making, chain, entry.selector)
            if entry.value is not None:
                self._value(making, longer.terms, entry.value, entry)
            self._entries(making, longer, entry.entries)

    def _value(
        self, making: Making, terms: tuple[e.Expression, ...], value: e.Expression | e.Unknown, at: e.Node
    ) -> Provision | None:
        """A VALUE: of the item's kind, about its dimensions; a literal within its range."""
        item = making.item
        if not isinstance(value, e.Unknown):
            kind = self.kinds.kind(self.scope, value)
            if item and kind is not None and kind != item.kind:
                self.scope.fault("type", value)
            elif item and kind is not None:
                self._range(item, value)
            if item:
                self.kinds.confined(self.scope, value, item.axes)
        provision = self._made(making, terms, at)
        if provision:
            provision.value = value
        return provision

    def _range(self, item: Item, value: e.Expression) -> None:
        figure = _figure(value)
        if figure and not within(item, figure):
            self.scope.fault("value", value)

    # ---- tables: the last dimension heads the columns, the others have one leading column each

    def _table(self, making: Making, chain: Chain, table: s.Table) -> None:
        axes = self._heads(making, chain, table)
        if not table.rows:
            return
        leading = len(table.dimensions) - 1
        heading, *rows = table.rows
        if len(heading.cells) <= leading:
            self.scope.fault("type", heading)
            return
        for number, cell in enumerate(heading.cells):
            if number >= leading:
                self._heading(cell, axes[-1] if axes else None, heading)
            elif cell is None or (axes and self._axis(cell) is not axes[number]):
                self.scope.fault("type", heading if cell is None else cell)
        for row in rows:
            self._row(making, chain, (heading, row), axes)

    def _heads(self, making: Making, chain: Chain, table: s.Table) -> list[Axis]:
        """The dimensions that the table is by; empty where one of them is unsound."""
        axes: list[Axis] = []
        for name in table.dimensions:
            symbol = self.kinds.wanted(self.scope, name, "dimension", "measure")
            axis = symbol.meaning if symbol else None
            if isinstance(axis, Axis):
                if axis in (*chain.axes, *axes) or (making.item and axis not in making.item.axes):
                    self.scope.fault("type", name)
                axes.append(axis)
        return axes if len(axes) == len(table.dimensions) else []

    def _axis(self, cell: e.Expression | e.Unknown) -> Axis | None:
        return None if isinstance(cell, e.Unknown) else self.kinds.axis(cell)

    def _heading(self, cell: e.Expression | e.Unknown | None, axis: Axis | None, row: s.Row) -> None:
        if cell is None or isinstance(cell, e.Unknown):
            self.scope.fault("type", row)
            return
        found = self.kinds.term(self.scope, cell)
        if found and axis and found is not axis:
            self.scope.fault("type", cell)

    def _row(self, making: Making, chain: Chain, rows: tuple[s.Row, s.Row], axes: list[Axis]) -> None:
        """A filled cell is a provision of its own; an empty one sets nothing."""
        heading, row = rows
        assert isinstance(making.tree, s.Set)
        leading = len(making.tree.table.dimensions) - 1 if making.tree.table else 0
        if len(row.cells) != len(heading.cells):
            self.scope.fault("type", row)
            return
        before: list[e.Expression] = []
        for number, cell in enumerate(row.cells[:leading]):
            self._heading(cell, axes[number] if axes else None, row)
            if cell is not None and not isinstance(cell, e.Unknown):
                before.append(cell)
        for column, cell in zip(heading.cells[leading:], row.cells[leading:], strict=True):
            if cell is None or column is None or isinstance(column, e.Unknown):
                continue
            provision = self._value(making, (*chain.terms, *before, column), cell, cell)
            if provision:  # a table row counts as its own line
                provision.place = Place(provision.place.path, self.place(row).line, provision.place.column)

    # ---- changes

    def _changes(self, making: Making, chain: Chain, entries: tuple[s.ChangeEntry, ...]) -> None:
        for entry in entries:
            longer = self._longer(making, chain, entry.selector)
            if entry.change is not None:
                self._change(making, longer.terms, entry.change, entry)
            self._changes(making, longer, entry.entries)

    def _change(self, making: Making, terms: tuple[e.Expression, ...], change: s.Change, at: e.Node) -> None:
        """A CHANGE with its limits: of kinds that go with the item; in a group the item says what is better."""
        item = making.item
        kind = self.kinds.kind(self.scope, change.value)
        if item and kind is not None and item.kind in ADJUSTABLE and not changes(item, change, kind):
            self.scope.fault("type", change.value)
        for limit in (change.up_to, change.down_to):
            bound = self.kinds.kind(self.scope, limit) if limit is not None else None
            if item and limit is not None and bound is not None and bound != item.kind:
                self.scope.fault("type", limit)
        if change.group is not None and item and item.better is None:
            self.scope.fault("type", change.group)
        for part in (change.value, change.up_to, change.down_to):
            if part is not None and item:
                self.kinds.confined(self.scope, part, item.axes)
        provision = self._made(making, terms, at)
        if provision:
            provision.change = change


def changes(item: Item, change: s.Change, kind: str) -> bool:
    """Whether a CHANGE of this kind can change the item (section 5)."""
    if change.operator == "*":
        return item.kind in QUANTITIES and kind in {"percent", "number"}
    if item.kind == "percent":
        return kind == "pp"
    if item.kind == "date":
        return kind == "days"
    return kind in {item.kind, "percent"}


def within(item: Item, value: Known) -> bool:
    """Whether a value is within the item's `in`, ends included."""
    if item.lowest and compared("<", value, item.lowest):
        return False
    return not (item.highest and compared(">", value, item.highest))


def _figure(value: e.Expression) -> Known | None:
    """A literal, with a minus perhaps."""
    if isinstance(value, e.Literal):
        return literal(value)
    if isinstance(value, e.Negation) and isinstance(value.operand, e.Literal):
        figure = literal(value.operand)
        return Known(figure.kind, -figure.number)
    if isinstance(value, e.Day):
        day = calendar(value)
        return Known("date", day) if day else None
    return None
