"""An approval has no effect, or has run out while the breach lasts.

Why
    An approval names a rule and a jurisdiction, and is given by the rule's issuer or a level above it. It ends:
    from the next day on the breach is no longer excused. An approval to decide is given by one that holds the
    authority.

Example
    A city was allowed 88% until the end of 2022. In 2023 its table still says 88%.

        document hebei.reply-2022 "关于沧州市过渡比例的批复" {
            issuer hebei  issued 2022-01-01
            article "1" {
                approve cangzhou to deviate from hebei.reform-2020.primary-floor
                    until 2022-12-31 because "merger of two schemes"
            }
        }
        document cangzhou.measures-2022 "住院待遇" {
            issuer cangzhou  issued 2022-01-01
            article "1" { set inpatient.ratio for primary: 88% }
        }

What to do
    Correct the name, let the competent level approve, renew the approval, or bring the table within bounds.

Source in law
    冀发〔2020〕13号, art. 4 (未经批准不得), for Hebei: an approval is a document with an issuer and a time.

"""

from __future__ import annotations

from typing import TYPE_CHECKING

from qingdan_checker import model as m
from qingdan_checker.effect import may_excuse
from qingdan_checker.excuses import covers, shares
from qingdan_checker.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qingdan_checker.round import Round
    from qingdan_checker.verdict import Verdict

CODE = "approval"

CHINESE = """批准不起作用，或已到期而违反仍在。

为什么
    批准须指明规则和地区，由规则的发文机关或其上级作出，并有期限；次日起违反不再被免除。
    “决定”批准须由有权机关作出。

示例
    某市获准在 2022 年底前执行 88%，2023 年表中仍为 88%。

        文件 hebei.reply-2022 "关于沧州市过渡比例的批复" {
            发文机关 河北省  印发 2022年1月1日
            条 "一" {
                批准 沧州市 偏离 hebei.reform-2020.primary-floor 至 2022年12月31日 理由 "制度整合"
            }
        }
        文件 cangzhou.measures-2022 "住院待遇" {
            发文机关 沧州市  印发 2022年1月1日
            条 "一" { 设定 住院支付比例 适用 一级及以下：88％ }
        }

怎么办
    改正规则名称；由有权机关批准；续期；或把数值调回边界之内。

法律依据
    冀发〔2020〕13号第四条（未经批准不得），适用于河北省：批准是有发文机关和期限的文件。
"""


def find(round_: Round) -> Iterator[Finding]:
    """One finding for each approval in force without effect, and each that has run out before its breach."""
    for approval in round_.day.kept.approvals:
        if approval.rule is None:
            yield _finding(round_, approval, "no-rule")
        elif not may_excuse(approval, round_.model.rules[approval.rule]):
            yield _finding(round_, approval, "no-authority")
    for permission in round_.day.kept.permissions:
        for one in permission.objects:
            if not round_.day.authority.permits(permission, one):
                yield _finding(round_, permission, "no-authority", item=one.name)
    yield from _run_out(round_)


def _run_out(round_: Round) -> Iterator[Finding]:
    ended = [
        statement
        for statement in round_.model.statements
        if isinstance(statement, m.Approval) and statement.rule and _has_ended(round_, statement)
    ]
    if not ended:
        return
    for verdict in round_.verdicts:
        own = [one for one in ended if one.rule == verdict.rule.name and one.jurisdiction is verdict.place]
        if not own or verdict.rule.force == "encouraged":
            continue
        left = [share for share in shares(round_, verdict) if share.code == "breach"]
        for approval in own:
            if not may_excuse(approval, verdict.rule):
                continue
            if left and _reaches(round_, approval, verdict):
                yield _finding(round_, approval, "run-out")


def _reaches(round_: Round, approval: m.Approval, verdict: Verdict) -> bool:
    """Whether an approval that has run out would still cover something that is left of a breach.

    Measures are cut at its own amounts for this, which nothing in force need name.
    """
    other = round_.with_cuts(round_.date, [term for term in approval.region.values() if term.bounds])
    again = verdict if other is round_ else other.judge(verdict.place).judge(verdict.rule)
    left = [share for share in shares(other, again) if share.code == "breach"]
    return any(covers(other, approval, again, combo) for share in left for combo in share.combos)


def _has_ended(round_: Round, approval: m.Approval) -> bool:
    stretch = round_.day.stretches.statement(approval)
    return stretch.start <= stretch.end < round_.date


def _finding(round_: Round, approval: m.Approval | m.Permission, reason: str, item: str = "") -> Finding:
    rule = approval.written if isinstance(approval, m.Approval) else None
    known = round_.model.rules.get(rule or "")
    end = round_.day.stretches.statement(approval).end
    facts = (("end", end.isoformat()), ("issuer", approval.issuer.name), ("item", item), ("rule", rule or ""))
    return Finding(
        code=CODE,
        severity="error",
        reason=reason,
        facts=facts,
        place=round_.place(approval.where),
        force=known.force if known else None,
        rule=rule,
        jurisdiction=approval.jurisdiction.name,
        related=(round_.related_rule(known),) if known else (),
        draft=approval.document.draft or (known is not None and known.document.draft),
        document=approval.document.name,
        article=approval.article,
        anchor=item,
    )
