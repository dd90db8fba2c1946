"""What is observed: `observe`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qingdan_checker import model as m
from qingdan_checker.resolve.expressions import Binder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qingdan_checker.resolve.passage import Passage
    from qingdan_dsl.syntax import expressions as e
    from qingdan_dsl.syntax import statements as s


def bind_observe(node: s.Observe, on: Passage) -> m.Statement | None:
    """`observe`: the figures of a statistic."""
    bound = on.names.wanted(node.statistic, ("statistic",), on.faults)
    statistic = bound if isinstance(bound, m.Statistic) else None
    standing = on.standing(node)
    jurisdiction = on.jurisdiction(node.jurisdiction)
    if statistic and statistic.by_year != (node.years is not None):
        reason = "observe-by-year" if statistic.by_year else "observe-plain"
        on.faults.add("type", reason, node.statistic, statistic=statistic.name)
    values = list(_values(node, statistic, on))
    if statistic is None:
        return None
    observation = m.Observation(**standing, statistic=statistic, jurisdiction=jurisdiction)
    observation.figures.extend(
        m.Observed(statement=observation, year=year, value=value, where=on.faults.where(place))
        for year, value, place in values
    )
    return observation


def _values(
    node: s.Observe, statistic: m.Statistic | None, on: Passage
) -> Iterator[tuple[int | None, m.Expression, e.Node]]:
    """The figures with their years; a fault for a year that stands twice."""
    nothing: frozenset[str] = frozenset()
    binder = Binder(names=on.names, faults=on.faults, axes=nothing, subject=node.statistic.text, choices=False)
    seen: set[int | None] = set()
    for year, written, place in _written(node):
        if year in seen:
            on.faults.add("duplicate", "year", place, year=str(year))
        seen.add(year)
        value = binder.bind_as(written, statistic.kind) if statistic else binder.bind(written)
        if value is not None:
            yield year, value, place


def _written(node: s.Observe) -> Iterator[tuple[int | None, e.Expression, e.Node]]:
    if node.years is not None:
        yield from ((one.year, one.value, one) for one in node.years)
    elif node.value is not None:
        yield None, node.value, node
