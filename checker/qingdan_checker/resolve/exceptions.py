"""Who is excused: `approve J to deviate`, `waive`, `deviate`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qingdan_checker import model as m
from qingdan_checker.quantity import YES_NO
from qingdan_checker.resolve.rules import open_axes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qingdan_checker.resolve.passage import Passage
    from qingdan_dsl.syntax import expressions as e
    from qingdan_dsl.syntax import statements as s


def bind_approve_deviation(node: s.ApproveDeviation, on: Passage) -> m.Statement | None:
    """`approve J to deviate from RULE`; that no rule has the name is found when the approval is judged."""
    standing = on.standing(node, because=True)
    jurisdiction = on.jurisdiction(node.jurisdiction)
    written = node.rule.text
    if node.narrowing.condition is not None:
        on.faults.add("syntax", "no-when-here", node.narrowing.condition)
    rule = None
    if on.names.knows(written, "rule", on.prefix):
        rule = on.rule(node.rule)
        if rule is None:
            return None
        written = rule.name
    return m.Approval(
        **standing,
        jurisdiction=jurisdiction,
        rule=rule.name if rule else None,
        written=written,
        region=_part_of(rule, node.narrowing.scope, on),
    )


def _part_of(rule: m.Rule | None, scope: e.Selector | None, on: Passage) -> m.Region:
    """The part of a rule's combinations that a selector selects."""
    region = on.region(scope)
    if rule and scope:
        axes = open_axes((rule.expression, rule.condition))
        on.within(region, axes, scope, reason="not-open", subject=rule.name)
    return region


def bind_waive(node: s.Waive, on: Passage) -> m.Statement:
    """`waive RULE`, for everyone or for some."""
    standing = on.standing(node, because=True)
    rules = [rule for name in node.rules if (rule := on.rule(name)) is not None]
    region: m.Region = {}
    for rule in rules:
        region = _part_of(rule, node.narrowing.scope, on)
    condition = _condition(node, rules, on)
    return m.Waiver(**standing, rules=tuple(rule.name for rule in rules), region=region, condition=condition)


def _condition(node: s.Waive, rules: Sequence[m.Rule], on: Passage) -> m.Expression | None:
    """The `when` of a waiver, which may speak only of what the rules leave open."""
    written = node.narrowing.condition
    condition = on.binder().bind_as(written, YES_NO) if written else None
    if condition is None or written is None:
        return None
    for rule in rules:
        allowed = open_axes((rule.expression, rule.condition))
        for axis in open_axes((condition,)):
            if axis not in allowed:
                on.faults.add("type", "not-open", written, dimension=axis.name, item=rule.name)
    return condition


def bind_deviate(node: s.Deviate, on: Passage) -> m.Statement | None:
    """`deviate from RULE`: the local level's own declaration."""
    standing = on.standing(node, because=True)
    rule = on.rule(node.rule)
    return m.Declaration(**standing, rule=rule.name) if rule else None
