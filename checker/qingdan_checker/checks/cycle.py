"""A number depends on itself, or a define does.

Why
    Following the values, changes and conditions of a cell leads back to it, so it has no value.

Example
    Tier 1 is set to the value of tier 2, and tier 2 to the value of tier 1.

What to do
    Give one of them a value of its own.

Source in law
    None of its own: 参照 without an end refers to nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from qingdan_checker import model as m
from qingdan_checker.effect.table import Source
from qingdan_checker.findings import Finding
from qingdan_checker.round import Round
from qingdan_checker.tables import is_computed

CODE = "cycle"

CHINESE = """某数值（或定义）依赖于它自己。

为什么
    沿着取值、调整和条件追溯，又回到同一情形，因此没有数值。

示例
    一级参照二级，二级又参照一级。

怎么办
    为其中之一直接规定数值。

法律依据
    无专门依据：循环参照等于没有规定。
"""


def find(round_: Round) -> Iterator[Finding]:
    """One finding for each circle of provisions, at the first of them."""
    for item, by_place in round_.day.by_item.items():
        for place, statements in by_place.items():
            if any(is_computed(one) for statement in statements for one in statement.provisions):
                effect = round_.effect(place)
                for key, _ in effect.keys(item):
                    effect.cell(item, key)
    for by_jurisdiction in round_.day.figures.values():
        for place, figures in by_jurisdiction.items():
            for figure in figures:
                if not isinstance(figure.value, m.Constant):
                    round_.effect(place).figure(figure.statement.statistic, figure.year)
    for circle in _joined([circle for effect in round_.effects for circle in effect.circles]):
        order = sorted(circle, key=lambda one: round_.at(one.where))
        if order:
            yield _finding(round_, order)


def _joined(circles: list[frozenset[Source]]) -> list[set[Source]]:
    """Circles that share a provision are one."""
    found: list[set[Source]] = []
    for circle in circles:
        joined = set(circle)
        apart = []
        for other in found:
            if other & joined:
                joined |= other
            else:
                apart.append(other)
        found = [*apart, joined]
    return found


def _finding(round_: Round, order: list[Source]) -> Finding:
    first = order[0]
    return Finding(
        code=CODE,
        severity="error",
        reason="cell",
        facts=(("items", ", ".join(sorted({_name(one) for one in order}))),),
        place=round_.place(first.where),
        jurisdiction=first.statement.issuer.name,
        related=tuple(round_.related("circle", one.statement, one.where) for one in order[1:]),
        draft=any(one.statement.document.draft for one in order),
        document=first.statement.document.name,
        article=first.statement.article,
        anchor=_name(first),
    )


def _name(one: Source) -> str:
    statement = one.statement
    return statement.item.name if isinstance(statement, m.Deciding) else statement.statistic.name
