"""What is demanded of others: `rule` and `require`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qingdan_checker import model as m
from qingdan_checker.quantity import YES_NO

if TYPE_CHECKING:
    from collections.abc import Iterable

    from qingdan_checker.resolve.passage import Passage
    from qingdan_dsl.syntax import statements as s


def bind_rule(node: s.Rule, on: Passage) -> m.Statement | None:
    """`rule`: what must hold for every combination."""
    standing = on.standing(node)
    binder = on.binder()
    written = node.narrowing.condition
    condition = binder.bind_as(written, YES_NO) if written else None
    expression = binder.bind_as(node.expression, YES_NO)
    region = on.region(node.narrowing.scope)
    if expression is None or (written and condition is None):
        return None
    if node.narrowing.scope:
        axes = open_axes((expression, condition))
        on.within(region, axes, node.narrowing.scope, reason="not-open", subject=node.name.text)
    return m.Rule(
        **standing,
        name=f"{on.document.name}.{node.name.text}",
        label=node.label.text if node.label else "",
        english=(node.label.english or "") if node.label else "",
        force=node.force or "must",
        rank=node.rank,
        region=region,
        condition=condition,
        expression=expression,
        named_at=on.faults.where(node.name),
    )


def bind_require(node: s.Require, on: Passage) -> m.Statement | None:
    """`require`: that others have a value."""
    item = on.item(node.item)
    standing = on.standing(node)
    region = on.part_of(item, node.narrowing.scope)
    condition = on.condition(node, item)
    if item is None:
        return None
    force = node.force or "in-principle"
    return m.Requirement(**standing, item=item, force=force, rank=node.rank, region=region, condition=condition)


def open_axes(expressions: Iterable[m.Expression | None]) -> list[m.Axis]:
    """The dimensions that references and tests leave open, each once."""
    found: dict[str, m.Axis] = {}
    for expression in expressions:
        for part in m.walk(expression) if expression else ():
            match part:
                case m.Reference():
                    found.update({axis.name: axis for axis in part.open})
                case m.Test():
                    found[part.term.axis.name] = part.term.axis
                case m.Amount():
                    found[part.measure.name] = part.measure
    return list(found.values())
