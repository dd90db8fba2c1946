"""A lower level's rule lets through what a higher level's forbids.

Why
    The lower level's bound is wider than what the levels above it require of the same values, so whoever relies on it
    alone decides what is out of bounds. One such value is shown. The higher rule binds all the same.

Example
    The nation requires at least 90% at primary institutions, and the province asks for 85% only.

        document cn.floor-2021 "支付比例" { issuer cn  issued 2021-01-01
            article "1" { rule floor: inpatient.ratio[primary] >= 90% }
        }
        document hebei.notice-2022 "通知" { issuer hebei  issued 2022-01-01
            article "2" { rule floor: inpatient.ratio[primary] >= 85% }
        }

What to do
    Tighten the lower rule to what the higher one requires, or strike it.

Source in law
    Each level may only narrow what the level above has authorised: 医保发〔2021〕5号; both rules are cited.

"""

from __future__ import annotations

from typing import TYPE_CHECKING

from qingdan_checker.room.proving import proof_of
from qingdan_checker.room.saying import inequality, table_text
from qingdan_checker.room.told import about_rules

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qingdan_checker.findings import Finding, Severity
    from qingdan_checker.room.loose import Loose
    from qingdan_checker.round import Round

CODE = "looser"

CHINESE = """下级规则放过了上级规则所不允许的数值。

为什么
    下级的界限宽于上级对同一数值的要求，只看下级规则就会作出超出范围的规定。结果中给出一组这样的数值。上级规则照样有约束力。

示例
    国家要求一级及以下不低于 90%，省里只要求 85%。

        文件 cn.floor-2021 "支付比例" { 发文机关 中华人民共和国  印发 2021年1月1日
            条 "一" { 规则 floor：住院支付比例[一级及以下] ≥ 90％ }
        }
        文件 hebei.notice-2022 "通知" { 发文机关 河北省  印发 2022年1月1日
            条 "二" { 规则 floor：住院支付比例[一级及以下] ≥ 85％ }
        }

怎么办
    把下级规则收紧到上级的要求，或删去。

法律依据
    下级只能在上级授权的范围内收窄：医保发〔2021〕5号；两级规则均列明出处。
"""


def find(round_: Round) -> Iterator[Finding]:
    """One finding for each rule that is looser than those above it."""
    for one in proof_of(round_).loose:
        severity: Severity = "note" if one.rule.force == "encouraged" else "warning"
        reason = "bound" if one.own else "shape"
        yield about_rules(round_, (*one.above, one.rule), severity, (CODE, reason, _facts(round_, one)))


def _facts(round_: Round, one: Loose) -> dict[str, str]:
    """What the rule says, what those above it make of that, and values that show the difference."""
    day, spread = round_.day, one.component.spread
    facts = {"table": table_text(day, spread, one.table)}
    if one.own and one.required:
        facts |= {"own": inequality(day, spread, one.own), "required": inequality(day, spread, one.required)}
    return facts
