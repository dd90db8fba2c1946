"""Whether a rule holds cannot be said from what is written.

Why
    A number that the rule compares is unset, illegible, in conflict, or rests on a statistic that is not observed.
    Of a rule over every amount, one amount at which that matters is enough; and what speaks of two amounts at once, or
    of their product, needs the solver. What cannot be judged is said, and never passes in silence.

Example
    The city's text has lost the ratio of secondary hospitals, so that the gaps cannot be computed.

        document cangzhou.measures-2022 "住院待遇" {
            issuer cangzhou  issued 2022-06-01
            article "1" { set inpatient.ratio for resident { primary: 90%  secondary: unknown  tertiary: 65% } }
        }

What to do
    Supply the fact that is named: the missing value, the statistic of that year, or the decision between two
    provisions in conflict; or install the solver (`pip install 'qingdan[prove]'`).

Source in law
    None of its own. The rule is cited; silence is no proof that it is kept.

"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from qingdan_checker.effect import MOST_CELLS
from qingdan_checker.excuses import told
from qingdan_checker.findings import Finding
from qingdan_checker.room.proving import proof_of
from qingdan_checker.room.told import about_rules
from qingdan_checker.telling import reason_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qingdan_checker import model as m
    from qingdan_checker.round import Round

CODE = "undetermined"

CHINESE = """根据现有文字无法判断规则是否成立。

为什么
    规则比较的数值未设定、字迹不清、相互冲突，或所依据的统计数据尚未公布。涉及每一个数额的规则，
    只要有一个数额判不出即为待定；同时涉及两个数额或其乘积的，须有求解器。无法判断的要说明，不能默默通过。

示例
    市文件中二级的比例缺失，无法计算差距。

        文件 cangzhou.measures-2022 "住院待遇" {
            发文机关 沧州市  印发 2022年6月1日
            条 "一" { 设定 住院支付比例 适用 城乡居民医保 { 一级及以下：90％  二级：未知  三级：65％ } }
        }

怎么办
    补充所指出的事实：缺少的数值、该年度的统计数据，或在冲突的条款之间作出选择；
    或安装求解器（`pip install 'qingdan[prove]'`）。

法律依据
    无专门依据。规则的出处见该条结果；没有写明不等于符合规则。
"""


def find(round_: Round) -> Iterator[Finding]:
    """One finding for each rule and jurisdiction that cannot be decided, and for each table that is too large."""
    yield from (finding for finding in told(round_) if finding.code == CODE)
    for item, by_place in round_.day.by_item.items():
        for place, statements in by_place.items():
            if round_.judges(place):
                find = partial(_of_table, round_, item, place, statements)
                yield from round_.remember_own(CODE, [item], place, find)


def _of_table(
    round_: Round, item: m.Item, place: m.Jurisdiction, statements: Sequence[m.Deciding]
) -> Iterator[Finding]:
    if round_.effect(place).is_too_large(item):
        yield _too_large(round_, item, min(statements, key=lambda one: round_.at(one.where)))


def _too_large(round_: Round, item: m.Item, first: m.Deciding) -> Finding:
    """Nobody looks through a table of that size: conflicts and missing values in it are not found, and that is said."""
    return Finding(
        code=CODE,
        severity="warning",
        reason="table",
        facts=(("item", item.name), ("most", str(MOST_CELLS))),
        place=round_.place(first.where),
        jurisdiction=first.issuer.name,
        draft=first.document.draft,
        document=first.document.name,
        article=first.article,
        anchor=item.name,
    )


def unproved(round_: Round) -> Iterator[Finding]:
    """One finding for each rule in force of which it cannot be said how it stands to the others."""
    for rule, gap in proof_of(round_).undecided.items():
        yield replace(
            about_rules(round_, (rule,), "note", (CODE, "unproved", {})),
            gaps=(reason_of(gap),),
        )
