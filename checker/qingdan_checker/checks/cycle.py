"""A number depends on itself, or a define does.

Why
    Following the values, changes, limits and conditions of a cell leads back to it, so that it has no value.

Example
    Primary hospitals take the ratio of secondary ones, and these take that of primary ones.

        document cangzhou.measures-2022 "住院待遇" {
            issuer cangzhou  issued 2022-06-01
            article "1" {
                set inpatient.ratio {
                    primary: inpatient.ratio[secondary]
                    secondary: inpatient.ratio[primary]
                }
            }
        }

What to do
    Give one of them a value of its own.

Source in law
    None: a reference (参照) that leads back to itself states nothing.

"""

from __future__ import annotations

from typing import TYPE_CHECKING

from qingdan_checker import model as m
from qingdan_checker.findings import Finding
from qingdan_checker.tables import is_computed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qingdan_checker.effect.table import Source
    from qingdan_checker.round import Round

CODE = "cycle"

CHINESE = """某数值（或定义）依赖于它自己。

为什么
    沿着取值、调整、限额和条件追溯，又回到同一情形，因此没有数值。

示例
    一级参照二级，二级又参照一级。

        文件 cangzhou.measures-2022 "住院待遇" {
            发文机关 沧州市  印发 2022年6月1日
            条 "一" {
                设定 住院支付比例 {
                    一级及以下：住院支付比例[二级]
                    二级：住院支付比例[一级及以下]
                }
            }
        }

怎么办
    为其中之一直接规定数值。

法律依据
    无：循环参照等于没有规定。
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
