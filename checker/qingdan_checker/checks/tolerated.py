"""An older provision without authority is in the time given for its clean-up.

Why
    A holder of the authority tolerates what was issued before a date, until a date (清理规范过渡期).

Example
    A city's benefit of 2017 that is not on the list, tolerated until 2024-08-10.

What to do
    Remove or adjust the provision before the time runs out: from the next day it is beyond authority.

Source in law
    医保发〔2021〕5号: policies that do not agree with the list are cleaned up, in principle within three years.
"""

from __future__ import annotations

from collections.abc import Iterator

from qingdan_checker.findings import Finding
from qingdan_checker.overreach import unauthorised
from qingdan_checker.round import Round

CODE = "tolerated"

CHINESE = """无授权的旧条款处于清理规范过渡期。

为什么
    有权层级容许某日期之前印发的政策保留到某一日期。

示例
    2017 年某市清单之外的待遇，容许至 2024 年 8 月 10 日。

怎么办
    在期限届满前取消或调整；次日起即为超越权限。

法律依据
    医保发〔2021〕5号：与清单不一致的政策，原则上三年内清理规范。
"""


def find(round_: Round) -> Iterator[Finding]:
    """One finding for each statement and item that is tolerated."""
    return (finding for finding in unauthorised(round_) if finding.code == CODE)
