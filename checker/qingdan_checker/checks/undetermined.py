"""Whether a rule holds cannot be said from what is written.

Why
    A number that the rule compares is unset, illegible, in conflict, or rests on a statistic that is not observed.
    What cannot be judged is said, and never passes in silence.

Example
    The city's text has lost two of three ratios; the gaps between them cannot be computed.

What to do
    Supply the fact that is named: the missing value, the statistic of that year, or the decision between two
    provisions in conflict.

Source in law
    医保发〔2021〕5号 requires that local policy be inside the list; silence is no proof that it is.
"""

from __future__ import annotations

from collections.abc import Iterator

from qingdan_checker.excuses import told
from qingdan_checker.findings import Finding
from qingdan_checker.round import Round

CODE = "undetermined"

CHINESE = """根据现有文字无法判断规则是否成立。

为什么
    规则比较的数值未设定、字迹不清、相互冲突，或所依据的统计数据尚未公布。无法判断的要说明，不能默默通过。

示例
    市文件丢失了三个比例中的两个，无法计算差距。

怎么办
    补充所指出的事实：缺少的数值、该年度的统计数据，或在冲突的条款之间作出选择。

法律依据
    医保发〔2021〕5号要求地方政策在清单之内；没有写明不等于合规。
"""


def find(round_: Round) -> Iterator[Finding]:
    """One finding for each rule and jurisdiction that cannot be decided."""
    return (finding for finding in told(round_) if finding.code == CODE)
