"""An approval has no effect, or has run out while the breach lasts.

Why
    An approval names a rule of its issuer or of a level below, and a jurisdiction; and it ends. After its end the
    breach is no longer excused.

Example
    A city was allowed 88% until the end of 2022; its table still says 88%.

What to do
    Correct the name, let the competent level approve, renew the approval, or bring the table within bounds.

Source in law
    冀发〔2020〕13号, art. 4 (未经批准不得): an approval is a document with an issuer and a time.
"""

from __future__ import annotations

from collections.abc import Iterator

from qingdan_checker import model as m
from qingdan_checker.effect.day import may_excuse
from qingdan_checker.excuses import covers, shares
from qingdan_checker.findings import Finding
from qingdan_checker.round import Round

CODE = "approval"

CHINESE = """批准不起作用，或已到期而违反仍在。

为什么
    批准须由规则的发文机关或其上级作出，指明规则和地区，并有期限。到期后违反不再被免除。

示例
    某市获准在 2022 年底前执行 88%，到期后表中仍为 88%。

怎么办
    改正规则名称；由有权机关批准；续期；或把数值调回边界之内。

法律依据
    冀发〔2020〕13号第四条（未经批准不得）：批准是有发文机关和期限的文件。
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
            if any(covers(round_, approval, verdict, combo) for share in left for combo in share.combos):
                yield _finding(round_, approval, "run-out")


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
