"""Something is decided, passed on, observed or excused by a level that may not do so.

Why
    What nobody has delegated is not on the list and may not be decided locally, whatever its value. The provision
    still takes part in all other checks.

Example
    A county sets a ratio that the nation has delegated to municipalities.

What to do
    Withdraw the provision; or obtain a delegation, or an approval to decide, from a level that holds the authority.

Source in law
    医保发〔2021〕5号 (清单之外不得自行出台); 冀发〔2020〕13号, art. 4.
"""

from __future__ import annotations

from collections.abc import Iterator

from qingdan_checker.findings import Finding
from qingdan_checker.overreach import unauthorised
from qingdan_checker.round import Round

CODE = "beyond-authority"

CHINESE = """由无权的层级作出了决定、授权、观测或豁免。

为什么
    没有授权的事项不在清单之内，无论数值如何，地方都不得自行出台。该条款仍参与其他各项检查。

示例
    国家授权到市级的比例，由县级自行设定。

怎么办
    撤回该条款；或由有权层级授权，或取得其“决定”批准。

法律依据
    医保发〔2021〕5号（清单之外不得自行出台）；冀发〔2020〕13号第四条。
"""


def find(round_: Round) -> Iterator[Finding]:
    """One finding for each statement and item without authority."""
    return (finding for finding in unauthorised(round_) if finding.code == CODE)
