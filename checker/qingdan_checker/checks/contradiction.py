"""Rules in force over one jurisdiction cannot all be met.

Why
    No values within the items' ranges meet all of them, so whatever a local document decides, it breaks one. Named is
    a smallest set of such rules: without any one of them the others can be met. The finding stands at the most junior
    of them (the lowest level's, then the weakest, then the newest); the weakest force among them makes it an error
    (must), a warning (in principle) or a note (encouraged).

Example
    The province wants at most 85% at primary institutions, where the nation requires at least 90%.

        document cn.floor-2021 "支付比例" { issuer cn  issued 2021-01-01
            article "1" { rule floor: inpatient.ratio[primary] >= 90% }
        }
        document hebei.notice-2022 "通知" { issuer hebei  issued 2022-01-01
            article "2" { rule ceiling: inpatient.ratio[primary] <= 85% }
        }

What to do
    Change one of the rules; or let the level that has made the higher one waive it for the case (`waive`).

Source in law
    A rule of a lower level that contradicts a higher one's does not apply: 立法法 (2023), art. 107; each of the rules
    is cited.

"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from qingdan_checker.excuses import BREACH_SEVERITY
from qingdan_checker.room.difference import Constraint
from qingdan_checker.room.proving import proof_of
from qingdan_checker.room.saying import inequalities
from qingdan_checker.room.told import about_rules

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qingdan_checker.findings import Finding
    from qingdan_checker.room.system import Shown
    from qingdan_checker.round import Round

CODE = "contradiction"

CHINESE = """对同一地区施行的规则无法同时满足。

为什么
    在各事项的取值范围内，没有任何数值能满足全部规则，地方无论如何规定都会违反其一。所列为最小的一组：去掉任何一条，其余即可满足。
    结果标在其中最次要的一条（层级最低，其次约束力最弱，再次最新）；其中最弱的约束力决定级别：必须为错误，原则上为警告，鼓励为提示。

示例
    国家要求一级及以下不低于 90%，省里却规定不高于 85%。

        文件 cn.floor-2021 "支付比例" { 发文机关 中华人民共和国  印发 2021年1月1日
            条 "一" { 规则 floor：住院支付比例[一级及以下] ≥ 90％ }
        }
        文件 hebei.notice-2022 "通知" { 发文机关 河北省  印发 2022年1月1日
            条 "二" { 规则 ceiling：住院支付比例[一级及以下] ≤ 85％ }
        }

怎么办
    修改其中一条规则；或由制定上级规则的机关对此情形予以豁免（“豁免”）。

法律依据
    下位规定违反上位规定的，不予适用：《立法法》（2023）第一百零七条；各条规则均列明出处。
"""


def find(round_: Round) -> Iterator[Finding]:
    """One finding for each smallest set of rules that cannot all be met."""
    for one in proof_of(round_).conflicts:
        said = partial(inequalities, round_.day, one.component.spread)
        facts = {
            "bounds": said([each for each in one.shown if not _is_range(each)]),
            "limits": said(filter(_is_range, one.shown)),
        }
        shown = "-range" if facts["limits"] else "-sum" if facts["bounds"] else ""
        reason = ("alone" if len(one.rules) == 1 else "rules") + shown
        yield about_rules(round_, one.rules, BREACH_SEVERITY[one.force], (CODE, reason, facts))


def _is_range(shown: Shown) -> bool:
    return isinstance(shown, Constraint) and shown.by is None
