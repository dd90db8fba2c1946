"""A rule speaks of nobody.

Why
    Its selector covers no combination at all, or its `when` is never met while it is in force: the rule can be neither
    kept nor broken. A condition that rests on what is decided or observed may come to be met, and is not counted.

Example
    Nobody is younger than nothing.

        document hebei.notice-2022 "通知" { issuer hebei  issued 2022-01-01
            article "1" { rule children for age < 0 years: inpatient.ratio >= 95% }
        }

What to do
    Correct the selector or the condition, or strike the rule.

Source in law
    None: a rule without effect is a slip of drafting.

"""

from __future__ import annotations

from typing import TYPE_CHECKING

from qingdan_checker.room.idle import is_idle
from qingdan_checker.room.told import about_rules

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qingdan_checker.findings import Finding
    from qingdan_checker.round import Round

CODE = "idle"

CHINESE = """该规则不涉及任何人。

为什么
    其适用范围不包含任何情形，或其“当”的条件在施行期间永不成立：既谈不上遵守，也谈不上违反。
    取决于规定或观测数据的条件以后可能成立，不计在内。

示例
    没有人小于 0 岁。

        文件 hebei.notice-2022 "通知" { 发文机关 河北省  印发 2022年1月1日
            条 "一" { 规则 children 适用 年龄 < 0岁：住院支付比例 ≥ 95％ }
        }

怎么办
    更正适用范围或条件，或删去该规则。

法律依据
    无：不起作用的规则属于起草疏漏。
"""


def find(round_: Round) -> Iterator[Finding]:
    """One finding for each rule in force that covers no combination."""
    for rule in sorted(round_.day.kept.rules, key=lambda one: one.name):
        if (rule.region or rule.condition) and is_idle(round_, rule):
            yield about_rules(round_, (rule,), "warning", (CODE, "when" if rule.condition else "", {}))
