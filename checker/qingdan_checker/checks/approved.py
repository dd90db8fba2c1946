"""A breach is excused by an approval in force.

Why
    The rule's issuer, or a level above, has approved that this jurisdiction deviates. The breach stays on record.

Example
    The province approves that a city keeps a ratio of 88% until the end of the year.

        document hebei.reply-2022 "关于沧州市过渡比例的批复" {
            issuer hebei  issued 2022-01-01
            article "1" {
                approve cangzhou to deviate from hebei.reform-2020.primary-floor
                    until 2023-12-31 because "merger of two schemes"
            }
        }
        document cangzhou.measures-2022 "住院待遇" {
            issuer cangzhou  issued 2022-01-01
            article "1" { set inpatient.ratio for primary: 88% }
        }

What to do
    Nothing now. Note the day on which the approval ends: from the next day on the breach counts.

Source in law
    冀发〔2020〕13号, art. 4, for Hebei: without approval, no policy beyond what the list authorises.

"""

from __future__ import annotations

from typing import TYPE_CHECKING

from qingdan_checker.excuses import told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qingdan_checker.findings import Finding
    from qingdan_checker.round import Round

CODE = "approved"

CHINESE = """该违反已有有效批准。

为什么
    规则的发文机关或其上级批准该地区偏离。违反事实仍记录在案。

示例
    省里批准某市在年底前保留 88% 的比例。

        文件 hebei.reply-2022 "关于沧州市过渡比例的批复" {
            发文机关 河北省  印发 2022年1月1日
            条 "一" {
                批准 沧州市 偏离 hebei.reform-2020.primary-floor 至 2023年12月31日 理由 "制度整合"
            }
        }
        文件 cangzhou.measures-2022 "住院待遇" {
            发文机关 沧州市  印发 2022年1月1日
            条 "一" { 设定 住院支付比例 适用 一级及以下：88％ }
        }

怎么办
    目前无需处理；请注意批准的截止日期，次日起按违反处理。

法律依据
    冀发〔2020〕13号第四条，适用于河北省：未经批准，不得出台超出清单授权范围的政策。
"""


def find(round_: Round) -> Iterator[Finding]:
    """One finding for each rule and jurisdiction whose breach is approved."""
    return (finding for finding in told(round_) if finding.code == CODE)
