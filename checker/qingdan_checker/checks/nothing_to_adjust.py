"""A change is made to a number that nobody has set.

Why
    The cell is unset for the issuer and for everyone below it, so the change has no effect.

Example
    Five more points at TCM hospitals for everybody, where a ratio is set for residents only.

        document cangzhou.measures-2022 "住院待遇" {
            issuer cangzhou  issued 2022-06-01
            article "1" { set inpatient.ratio for resident, primary: 90% }
            article "2" { adjust inpatient.ratio for tcm, primary by +5pp }
        }

What to do
    Set the value first, or narrow the change to what is set.

Source in law
    None: a provision without effect is a slip of drafting.

"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from qingdan_checker.effect import cells_concerned
from qingdan_checker.findings import Finding
from qingdan_checker.tables import common_cells, own_statements

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qingdan_checker import model as m
    from qingdan_checker.round import Round

CODE = "nothing-to-adjust"

CHINESE = """所调整的数值无人设定。

为什么
    该情形在发文机关及其以下各级均未设定，调整不起作用。

示例
    为中医医院普遍提高 5 个百分点，而只为居民设定了比例。

        文件 cangzhou.measures-2022 "住院待遇" {
            发文机关 沧州市  印发 2022年6月1日
            条 "一" { 设定 住院支付比例 适用 城乡居民医保、一级及以下：90％ }
            条 "二" { 调整 住院支付比例 适用 中医医院、一级及以下 增减 +5个百分点 }
        }

怎么办
    先设定数值，或把调整限于已设定的情形。

法律依据
    无：不起作用的条款属于起草疏漏。
"""


def find(round_: Round) -> Iterator[Finding]:
    """One finding for each `adjust` that reaches cells which are unset throughout its area."""
    for item, place, statements in own_statements(round_, "adjust"):
        for statement in statements:
            find = partial(_of_statement, round_, item, place, statement)
            yield from round_.remember(CODE, statement, item, place, find)


def _of_statement(round_: Round, item: m.Item, place: m.Jurisdiction, statement: m.Deciding) -> Iterator[Finding]:
    cells = cells_concerned(item.dimensions, list(dict.fromkeys(_idle(round_, item, place, statement))))
    if cells:
        yield _finding(round_, item, place, statement, cells)


def _idle(round_: Round, item: m.Item, place: m.Jurisdiction, statement: m.Deciding) -> Iterator[tuple[int, ...]]:
    """The classes of cells that a statement adjusts in some table and that no table has set."""
    places = round_.below(place)
    whole = tuple((1 << round_.day.size(axis)) - 1 for axis in item.dimensions)
    own = round_.effect(place)
    if not any(
        own.cell(item, key).is_unset for one in statement.provisions for key, _ in own.keys(item, round_.day.box(one))
    ):
        return
    for key, masks in common_cells(round_, places, item, whole):
        tables = [round_.effect(other) for other in places]
        if not own.cell(item, key).is_unset:
            continue
        covered = any(table.covers(one, key) for one in statement.provisions for table in tables)
        if covered and all(table.cell(item, key).is_unset for table in tables):
            yield masks


def _finding(round_: Round, item: m.Item, place: m.Jurisdiction, statement: m.Deciding, cells: int) -> Finding:
    return Finding(
        code=CODE,
        severity="warning",
        facts=(("item", item.name),),
        place=round_.place(statement.where),
        jurisdiction=place.name,
        cells=cells,
        draft=statement.document.draft,
        document=statement.document.name,
        article=statement.article,
        anchor=item.name,
    )
