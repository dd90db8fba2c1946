"""A rule adds nothing to the others.

Why
    Whatever meets the other rules of its own level and of those above it, none of them weaker, meets this rule too;
    or the items' ranges alone see to it. A rule that a lower level narrows is not redundant: it holds wherever nobody
    has narrowed it. Of rules that say the same the most junior is told: the lowest level's, then the weakest, then
    the newest.

Example
    A gap of 3 points between primary and secondary follows from the two bounds.

        document hebei.notice-2022 "通知" { issuer hebei  issued 2022-01-01
            article "1" {
                rule floor: inpatient.ratio[primary] >= 90%
                rule ceiling: inpatient.ratio[secondary] <= 85%
            }
            article "2" { rule gap: inpatient.ratio[primary] - inpatient.ratio[secondary] >= 3pp }
        }

What to do
    Nothing, if the rule is meant as a reminder; otherwise strike it, or state what it is to add.

Source in law
    None: this is a matter of good drafting.

"""

from __future__ import annotations

from typing import TYPE_CHECKING

from qingdan_checker.room.proving import proof_of
from qingdan_checker.room.told import about_rules

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qingdan_checker.findings import Finding
    from qingdan_checker.round import Round

CODE = "redundant"
IN_CHECK = False
"""Whoever restates a higher level's rule does no harm: only `prove` tells."""

CHINESE = """该规则没有增加任何要求。

为什么
    凡满足同级及上级其他（约束力不弱于它的）规则的，必然满足这一条；或者事项的取值范围本身已经保证。
    被下级收窄的规则不算多余：在无人收窄之处它仍起作用。几条规则说的相同的，标在最次要的一条：层级最低，其次约束力最弱，再次最新。

示例
    一级与二级相差不低于 3 个百分点，已可由两条界限推出。

        文件 hebei.notice-2022 "通知" { 发文机关 河北省  印发 2022年1月1日
            条 "一" {
                规则 floor：住院支付比例[一级及以下] ≥ 90％
                规则 ceiling：住院支付比例[二级] ≤ 85％
            }
            条 "二" { 规则 gap：住院支付比例[一级及以下] - 住院支付比例[二级] ≥ 3个百分点 }
        }

怎么办
    如意在重申，可不作改动；否则删去，或写明它要增加的要求。

法律依据
    无：属于起草质量问题。
"""


def find(round_: Round) -> Iterator[Finding]:
    """One finding for each rule that others, or the items' ranges, imply."""
    for one in proof_of(round_).implied:
        yield about_rules(round_, (*one.by, one.rule), "note", (CODE, "rules" if one.by else "range", {}))
