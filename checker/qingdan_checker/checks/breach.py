"""A local number is outside the bounds of a rule that binds it.

Why
    A level of government may only narrow what the level above has authorised. The rule is false for some insured
    person, and neither an approval nor, where it holds in principle, a declaration excuses it. The force of the
    rule makes it an error (must), a warning (in principle) or a note (encouraged). A rule over amounts is decided for
    every amount; the case names the roundest at which it fails.

Example
    Hebei requires 10 points between the ratios of primary and secondary hospitals for residents. At TCM hospitals
    this city's table and its additions together leave 5.

        document cangzhou.measures-2022 "住院待遇" {
            issuer cangzhou  issued 2022-06-01
            article "1" { set inpatient.ratio for resident { primary: 90%  secondary: 80%  tertiary: 65% } }
            article "2" { adjust inpatient.ratio for resident, tcm { primary: +5pp  secondary or tertiary: +10pp } }
        }

What to do
    Change the local number at the place that is shown, or obtain an approval from the rule's issuer, or (for a rule
    in principle) declare the departure with its reason.

Source in law
    The rule itself, which the finding cites. That a local policy stays within what the list authorises:
    医保发〔2021〕5号.

"""

from __future__ import annotations

from typing import TYPE_CHECKING

from qingdan_checker.excuses import told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qingdan_checker.findings import Finding
    from qingdan_checker.round import Round

CODE = "breach"

CHINESE = """地方数值超出了对其有约束力的规则的边界。

为什么
    下级只能在上级授权的范围内收窄。该规则对某类参保人不成立，且既无批准，也无（原则性规则的）偏离声明。
    规则的约束力决定级别：必须为错误，原则上为警告，鼓励为提示。
    涉及费用等数额的规则对每一个数额判定，情形中写明不成立的最整的数额。

示例
    河北省要求居民在一级、二级医疗机构的支付比例相差不低于 10 个百分点；
    在中医医院，市里的比例表与加成合在一起只剩 5 个百分点。

        文件 cangzhou.measures-2022 "住院待遇" {
            发文机关 沧州市  印发 2022年6月1日
            条 "一" { 设定 住院支付比例 适用 城乡居民医保 { 一级及以下：90％  二级：80％  三级：65％ } }
            条 "二" {
                调整 住院支付比例 适用 城乡居民医保、中医医院 {
                    一级及以下：+5个百分点
                    二级 或 三级：+10个百分点
                }
            }
        }

怎么办
    在所示位置修改本地数值；或取得规则发文机关的批准；原则性规则可声明偏离并写明理由。

法律依据
    规则本身的出处见该条结果。地方政策不得超出清单授权：医保发〔2021〕5号。
"""


def find(round_: Round) -> Iterator[Finding]:
    """One finding for each rule and jurisdiction whose breach is not excused."""
    return (finding for finding in told(round_) if finding.code == CODE)
