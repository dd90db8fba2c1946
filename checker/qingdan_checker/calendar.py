"""What depends on the calendar: through `date`, `this-year`, or a statistic of the year before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qingdan_checker import model as m
from qingdan_checker.effect.day import expressions_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Dependent = m.Item | m.Define | m.Rule


def dependents(model: m.Model) -> frozenset[Dependent]:
    """The items, defines and rules whose value or verdict can change when nothing but the date does."""
    expressions = _expressions(model)
    found = {one for one, parts in expressions.items() if any(_asks_calendar(part) for part in parts)}
    changed = True
    while changed:
        more = {
            one
            for one, parts in expressions.items()
            if one not in found and any(_targets(part) & found for part in parts)
        }
        found |= more
        changed = bool(more)
    return frozenset(found)


def _expressions(model: m.Model) -> Mapping[Dependent, list[m.Expression]]:
    found: dict[Dependent, list[m.Expression]] = {}

    def note(one: Dependent, expressions: Iterable[m.Expression | None]) -> None:
        found.setdefault(one, []).extend(
            expression for expression in expressions if expression and not isinstance(expression, m.Constant)
        )

    for define in model.defines.values():
        note(define, (define.expression,))
    for statement in model.statements:
        match statement:
            case m.Deciding():
                note(statement.item, (statement.condition,))
                for provision in statement.provisions:
                    note(statement.item, expressions_of(provision))
            case m.Rule():
                note(statement, (statement.condition, statement.expression))
            case m.Waiver():
                for name in statement.rules:
                    note(model.rules[name], (statement.condition,))
    return found


def _asks_calendar(expression: m.Expression) -> bool:
    return any(isinstance(part, m.Figure | m.Now) for part in m.walk(expression))


def _targets(expression: m.Expression) -> set[Dependent]:
    return {part.target for part in m.walk(expression) if isinstance(part, m.Reference)}
