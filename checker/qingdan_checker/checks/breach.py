"""A local number is outside the bounds of a rule that binds it.

Why
    A level of government may only narrow what the level above has authorised. The rule is false for some insured
    person, and neither an approval nor, where the rule holds in principle, a declaration excuses it.

Example
    The province requires a gap of 10 points between the ratios of two tiers; at TCM hospitals the city's table and
    its additional points together leave 5.

What to do
    Change the local number at the place that is shown, or obtain an approval from the rule's issuer, or (for a rule
    in principle) declare the departure with its reason.

Source in law
    医保发〔2021〕5号: a local policy stays within what the list authorises; the rule itself is cited in the finding.
"""

from __future__ import annotations

from collections.abc import Iterator

from qingdan_checker.excuses import told
from qingdan_checker.findings import Finding
from qingdan_checker.round import Round

CODE = "breach"

CHINESE = """地方数值超出了对其有约束力的规则的边界。

为什么
    下级只能在上级授权的范围内收窄。该规则对某类参保人不成立，且既无批准，也无（原则性规则的）偏离声明。

示例
    省里要求两级医疗机构支付比例差距不低于 10 个百分点；在中医医院，市里的比例表与加成合在一起只剩 5 个百分点。

怎么办
    在所示位置修改本地数值；或取得规则发文机关的批准；原则性规则可声明偏离并写明理由。

法律依据
    医保发〔2021〕5号：地方政策不得超出清单授权；规则本身的出处见该条发现。
"""


def find(round_: Round) -> Iterator[Finding]:
    """One finding for each rule and jurisdiction whose breach is not excused."""
    return (finding for finding in told(round_) if finding.code == CODE)
