"""A departure from a rule in principle is declared by the local level itself.

Why
    A rule that holds in principle may be departed from with a stated reason. The departure stays on record.

Example
    A city declares that it departs from the floor of 90% because a merged scheme is phased in.

What to do
    Nothing now; a reviewer reads the reason.

Source in law
    The force of the rule (原则上) in the document that is cited.
"""

from __future__ import annotations

from collections.abc import Iterator

from qingdan_checker.excuses import told
from qingdan_checker.findings import Finding
from qingdan_checker.round import Round

CODE = "declared"

CHINESE = """本级已声明偏离一条原则性规则。

为什么
    “原则上”的规则可以在说明理由后偏离。偏离事实仍记录在案。

示例
    某市声明因制度整合分步实施而暂时低于 90% 的下限。

怎么办
    目前无需处理；由审核人员阅读理由。

法律依据
    所引文件中该规则的约束力（原则上）。
"""


def find(round_: Round) -> Iterator[Finding]:
    """One finding for each rule and jurisdiction whose breach is declared."""
    return (finding for finding in told(round_) if finding.code == CODE)
