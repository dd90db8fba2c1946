"""A departure from a rule in principle is declared by the local level itself.

Why
    A rule that holds in principle (原则上) may be departed from with a stated reason. The departure stays on record.
    A rule that must be kept is not excused by a declaration.

Example
    A city declares that it departs from the floor of 90% while two schemes are merged.

        document cangzhou.measures-2022 "住院待遇" {
            issuer cangzhou  issued 2022-06-01
            article "1" { set inpatient.ratio for primary: 88% }
            article "2" { deviate from hebei.reform-2020.primary-floor because "merger of two schemes" }
        }

What to do
    Nothing now. A reviewer reads the reason.

Source in law
    The force of the rule in the document that is cited.

"""

from __future__ import annotations

from typing import TYPE_CHECKING

from qingdan_checker.excuses import told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qingdan_checker.findings import Finding
    from qingdan_checker.round import Round

CODE = "declared"

CHINESE = """本级已声明偏离一条原则性规则。

为什么
    “原则上”的规则可以在说明理由后偏离，偏离事实仍记录在案。必须遵守的规则不能以声明免除。

示例
    某市声明，在制度整合期间暂时低于 90% 的下限。

        文件 cangzhou.measures-2022 "住院待遇" {
            发文机关 沧州市  印发 2022年6月1日
            条 "一" { 设定 住院支付比例 适用 一级及以下：88％ }
            条 "二" { 偏离 hebei.reform-2020.primary-floor 理由 "制度整合" }
        }

怎么办
    目前无需处理；由审核人员阅读理由。

法律依据
    所引文件中该规则的约束力（原则上）。
"""


def find(round_: Round) -> Iterator[Finding]:
    """One finding for each rule and jurisdiction whose breach is declared."""
    return (finding for finding in told(round_) if finding.code == CODE)
