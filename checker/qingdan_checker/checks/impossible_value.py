"""A value in effect lies outside what its item can be.

Why
    Adjustments, or a computed value, lead beyond the range that the item declares. In all other checks the value
    stands as it is.

Example
    An addition of 15 points to a ratio of 90% makes 105%.

        document cangzhou.measures-2022 "住院待遇" {
            issuer cangzhou  issued 2022-06-01
            article "1" { set inpatient.ratio for primary: 90% }
            article "2" { adjust inpatient.ratio for tcm, primary by +15pp }
        }

What to do
    Lower the change, or give it a limit: `up to 100%`.

Source in law
    None of its own: the range is declared with the item.

"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from qingdan_checker.effect import cells_concerned
from qingdan_checker.findings import Finding
from qingdan_checker.quantity import Gap, Value, show

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qingdan_checker import model as m
    from qingdan_checker.round import Round

CODE = "impossible-value"

CHINESE = """实际数值超出了该事项可能的范围。

为什么
    调整或计算的结果超出了事项声明的取值范围。在其他各项检查中，该数值照样使用。

示例
    90% 的比例再提高 15 个百分点，成为 105%。

        文件 cangzhou.measures-2022 "住院待遇" {
            发文机关 沧州市  印发 2022年6月1日
            条 "一" { 设定 住院支付比例 适用 一级及以下：90％ }
            条 "二" { 调整 住院支付比例 适用 中医医院、一级及以下 增减 +15个百分点 }
        }

怎么办
    减小调整幅度，或加上限：“不超过 100%”。

法律依据
    无专门依据：取值范围随事项声明。
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Outside:
    """The cells of an item that are out of its range in a jurisdiction's table, and what made them."""

    item: m.Item
    place: m.Jurisdiction
    classes: list[tuple[int, ...]] = field(default_factory=list)
    provisions: dict[m.Provision, None] = field(default_factory=dict)
    values: list[Value] = field(default_factory=list)


def find(round_: Round) -> Iterator[Finding]:
    """One finding for each item and jurisdiction whose own provisions took part in such a value."""
    for item, by_place in round_.day.by_item.items():
        if item.low is None and item.high is None:
            continue
        for place in sorted(filter(round_.judges, by_place), key=lambda one: one.name):
            if any(_may_leave_range(one) for other in place.line for one in by_place.get(other, ())):
                yield from round_.remember_own(CODE, [item], place, partial(_of_item, round_, item, place))


def _of_item(round_: Round, item: m.Item, place: m.Jurisdiction) -> Iterator[Finding]:
    outside = _Outside(item=item, place=place)
    _look(round_, outside)
    if outside.values:
        yield _finding(round_, outside)


def _may_leave_range(statement: m.Deciding) -> bool:
    return statement.act == "adjust" or any(one.is_computed for one in statement.provisions)


def _look(round_: Round, outside: _Outside) -> None:
    """Notes the cells of a jurisdiction's table that are out of range and that its own provisions took part in."""
    effect = round_.effect(outside.place)
    for key, masks in effect.keys(outside.item):
        cell = effect.cell(outside.item, key)
        if isinstance(cell.value, Gap) or outside.item.allows(cell.value):
            continue
        took_part = [*cell.provisions, *(change.provision for change in cell.changes)]
        own = [one for one in took_part if one.statement.issuer is outside.place]
        if own:
            outside.classes.append(masks)
            outside.provisions.update(dict.fromkeys(own))
            outside.values.append(cell.value)


def _finding(round_: Round, outside: _Outside) -> Finding:
    order = sorted(outside.provisions, key=lambda one: (round_.day.since(one.statement), round_.at(one.where)))
    last = order[-1]
    item = outside.item
    return Finding(
        code=CODE,
        severity="error",
        facts=(
            ("high", show(item.kind, item.high) if item.high is not None else ""),
            ("item", item.name),
            ("low", show(item.kind, item.low) if item.low is not None else ""),
            ("value", show(item.kind, outside.values[0])),
        ),
        place=round_.place(last.where),
        jurisdiction=outside.place.name,
        cells=cells_concerned(item.dimensions, outside.classes),
        related=tuple(round_.related("made", one.statement, one.where) for one in order[:-1]),
        draft=any(one.statement.document.draft for one in order),
        document=last.statement.document.name,
        article=last.statement.article,
        anchor=item.name,
    )
