"""Something is decided, passed on, observed or excused by a level that may not do so.

Why
    What nobody has delegated is not on the list and may not be decided locally, whatever its value. The provision
    still takes part in all other checks. A delegation, reservation, observation, tolerance, waiver, repeal or
    amendment without authority has no effect.

Example
    A county sets a ratio that the nation has delegated to municipalities.

        jurisdiction xianxian "献县" { level county  within cangzhou }
        document xianxian.notice-2022 "住院比例" {
            issuer xianxian  issued 2022-06-01
            article "1" { set inpatient.ratio for primary: 95% }
        }

What to do
    Withdraw the provision; or obtain a delegation, or an approval to decide, from a level that holds the authority.

Source in law
    医保发〔2021〕5号: no local policy beyond what the list authorises (清单之外不得自行出台). For Hebei also
    冀发〔2020〕13号, art. 4. How the list shares authority between the levels is unverified in the bundled library.

"""

from __future__ import annotations

from typing import TYPE_CHECKING

from qingdan_checker.overreach import unauthorised

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qingdan_checker.findings import Finding
    from qingdan_checker.round import Round

CODE = "beyond-authority"

CHINESE = """由无权的层级作出了决定、授权、观测或豁免。

为什么
    没有授权的事项不在清单之内，无论数值如何，地方都不得自行出台。该条款仍参与其他各项检查。
    无权作出的授权、保留、观测、容许、豁免、废止、修改，不发生效力。

示例
    国家授权到市级的比例，由县级自行设定。

        地区 xianxian "献县" { 层级 县  隶属 沧州市 }
        文件 xianxian.notice-2022 "住院比例" {
            发文机关 献县  印发 2022年6月1日
            条 "一" { 设定 住院支付比例 适用 一级及以下：95％ }
        }

怎么办
    撤回该条款；或由有权层级授权，或取得其“决定”批准。

法律依据
    医保发〔2021〕5号：清单之外，未经授权不得自行出台。河北省另见冀发〔2020〕13号第四条。
    清单如何划分各级权限，在随程序发布的法规库中未经核实。
"""


def find(round_: Round) -> Iterator[Finding]:
    """One finding for each statement and item without authority."""
    return (finding for finding in unauthorised(round_) if finding.code == CODE)
