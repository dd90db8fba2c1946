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

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from qingdan_checker.effect import Source
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
    circular = round_.memory.footprints.circular
    circles = [circle for place in round_.places if circular for circle in _circles(round_, place, circular)]
    for circle in _joined(circles):
        order = sorted(circle, key=lambda one: round_.at(one.where))
        if order:
            yield _finding(round_, order)


def _circles(
    round_: Round, place: m.Jurisdiction, circular: Sequence[m.Item | m.Statistic]
) -> Iterable[frozenset[Source]]:
    """The circles in a jurisdiction's table: what made the cells and figures on each."""

    def look() -> list[frozenset[Source]]:
        effect = round_.effect(place)
        for one in circular:
            if isinstance(one, m.Item):
                for key, _ in effect.keys(one):
                    effect.cell(one, key)
        for statistic, year in round_.day.figures:
            if statistic in circular:
                effect.figure(statistic, year)
        return list(effect.circles)

    return round_.remember_own(CODE, circular, place, look)


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
