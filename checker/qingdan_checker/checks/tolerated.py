"""An older provision without authority is in the time given for its clean-up.

Why
    A holder of the authority tolerates what was issued before a date, until a date (清理规范过渡期).

Example
    A county's ratio of 2017. The bundled list tolerates until 2024-08-10 what was issued before 2021-01-19; both
    days are unverified.

        jurisdiction xianxian "献县" { level county  within cangzhou }
        document xianxian.notice-2017 "住院比例" {
            issuer xianxian  issued 2017-11-01
            article "1" { set inpatient.ratio for primary: 95% }
        }

What to do
    Remove or adjust the provision before the time runs out: from the next day on it is beyond authority.

Source in law
    医保发〔2021〕5号: local policies that do not agree with the list are to be removed or adjusted within three years
    (that this holds in principle, and from which day the years count, is unverified).

"""

from __future__ import annotations

from typing import TYPE_CHECKING

from qingdan_checker.overreach import unauthorised

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qingdan_checker.findings import Finding
    from qingdan_checker.round import Round

CODE = "tolerated"

CHINESE = """无授权的旧条款处于清理规范过渡期。

为什么
    有权层级容许某日期之前印发的政策保留到某一日期。

示例
    某县 2017 年的比例。随程序发布的清单容许 2021年1月19日之前印发者保留至 2024年8月10日（两个日期均未核实）。

        地区 xianxian "献县" { 层级 县  隶属 沧州市 }
        文件 xianxian.notice-2017 "住院比例" {
            发文机关 献县  印发 2017年11月1日
            条 "一" { 设定 住院支付比例 适用 一级及以下：95％ }
        }

怎么办
    在期限届满前取消或调整；次日起即为超越权限。

法律依据
    医保发〔2021〕5号：与清单不一致的地方政策，三年内取消或调整（“原则上”一语及起算日未核实）。
"""


def find(round_: Round) -> Iterator[Finding]:
    """One finding for each statement and item that is tolerated."""
    return (finding for finding in unauthorised(round_) if finding.code == CODE)
