"""Worked examples: `case`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qingdan_checker import model as m
from qingdan_checker.quantity import YES_NO
from qingdan_dsl.syntax import expressions as e

if TYPE_CHECKING:
    from qingdan_checker.resolve.passage import Lookup
    from qingdan_dsl.syntax import statements as s


def bind_case(
    node: s.Case, on: Lookup, *, document: m.Document | None, default: m.Jurisdiction | None
) -> m.Example | None:
    """A worked example; `default` is the jurisdiction that it is about where it names none."""
    place = on.names.jurisdiction(node.jurisdiction, on.faults) if node.jurisdiction else default
    day = on.faults.read_day(node.day)
    region = on.region(node.given)
    expectations = [_expectation(one, on) for one in node.expects]
    if on.faults.failed or place is None:
        return None
    return m.Example(
        label=node.label.text,
        document=document,
        jurisdiction=place,
        day=day,
        region=region,
        expectations=tuple(one for one in expectations if one),
        where=on.faults.where(node),
    )


def _expectation(node: s.Expect, on: Lookup) -> m.Expectation | None:
    where = on.faults.where(node)
    if not node.outcome:
        bound = on.binder().bind_as(node.subject, YES_NO)
        return m.Expectation(outcome="", expression=bound, rule="", where=where) if bound else None
    assert isinstance(node.subject, e.Name)  # noqa: S101  what the grammar says
    rule = on.rule(node.subject)
    if rule is None:
        on.faults.missing = True
        return None
    return m.Expectation(outcome=node.outcome, expression=None, rule=rule.name, where=where)
