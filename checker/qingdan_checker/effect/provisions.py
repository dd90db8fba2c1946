"""The provisions in force that can make the cells of one jurisdiction's table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qingdan_checker import model as m

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qingdan_checker.effect.day import Day


class Provisions:
    """Those of a jurisdiction and of all above it, by item."""

    def __init__(self, day: Day, place: m.Jurisdiction) -> None:
        self._day = day
        self._place = place
        self._known: dict[m.Item, tuple[list[list[m.Provision]], list[m.Provision]]] = {}
        self._expressions: dict[m.Item, tuple[m.Expression, ...]] = {}

    def of(self, item: m.Item) -> tuple[list[list[m.Provision]], list[m.Provision]]:
        """The `set` provisions on an item, a list for each jurisdiction of the line, nearest first; all adjustments."""
        found = self._known.get(item)
        if found is None:
            layers: list[list[m.Provision]] = []
            changes: list[m.Provision] = []
            statements = self._day.by_item.get(item, {})
            for place in self._place.line:
                own = statements.get(place, ())
                layer = [one for statement in own if statement.act == "set" for one in statement.provisions]
                changes += [one for statement in own if statement.act == "adjust" for one in statement.provisions]
                if layer:
                    layers.append(layer)
            found = self._known[item] = (layers, changes)
        return found

    def all(self, item: m.Item) -> Sequence[m.Provision]:
        """All provisions on an item."""
        layers, changes = self.of(item)
        return [*(one for layer in layers for one in layer), *changes]

    def expressions(self, item: m.Item) -> tuple[m.Expression, ...]:
        """All that the provisions on an item compute with: their conditions, values, changes and limits."""
        found = self._expressions.get(item)
        if found is None:
            provisions = self.all(item)
            conditions = {one.statement: one.statement.condition for one in provisions}
            values = [value for one in provisions for value in one.expressions if not isinstance(value, m.Constant)]
            found = self._expressions[item] = (*(one for one in conditions.values() if one), *values)
        return found
