"""A breach is excused by an approval in force.

Why
    The rule's issuer, or a level above it, has approved that this jurisdiction deviates. The breach stays on record.

Example
    The province approves that a city keeps a ratio of 88% until the end of the year.

What to do
    Nothing now; note the day on which the approval ends.

Source in law
    冀发〔2020〕13号, art. 4: without approval, no policy beyond the list's authorisation.
"""

from __future__ import annotations

from collections.abc import Iterator

from qingdan_checker.excuses import told
from qingdan_checker.findings import Finding
from qingdan_checker.round import Round

CODE = "approved"

CHINESE = """该违反已有有效批准。

为什么
    规则的发文机关或其上级批准该地区偏离。违反事实仍记录在案。

示例
    省里批准某市在年底前保留 88% 的比例。

怎么办
    目前无需处理；请注意批准的截止日期。

法律依据
    冀发〔2020〕13号第四条：未经批准，不得出台超出清单授权范围的政策。
"""


def find(round_: Round) -> Iterator[Finding]:
    """One finding for each rule and jurisdiction whose breach is approved."""
    return (finding for finding in told(round_) if finding.code == CODE)
