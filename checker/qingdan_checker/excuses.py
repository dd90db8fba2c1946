"""What becomes of a verdict: who is excused from a breach, by whom, and what is left."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from qingdan_checker import model as m
from qingdan_checker.combinations import Combo, cells_of
from qingdan_checker.comparison import sum_of
from qingdan_checker.effect import may_excuse
from qingdan_checker.findings import Finding, Reason, Severity, Step
from qingdan_checker.questions import Evidence, evidence
from qingdan_checker.telling import combination_of, reason_of, selectors, total_cells
from qingdan_checker.trace import main_place, reads_of, steps
from qingdan_checker.verdict import BREACH, Verdict, worst

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qingdan_checker.round import Round

BREACH_SEVERITY: dict[str, Severity] = {"must": "error", "in-principle": "warning", "encouraged": "note"}
OPEN_SEVERITY: dict[str, Severity] = {"must": "warning", "in-principle": "warning", "encouraged": "note"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """Some combinations of a verdict under one code; `statement` is the approval or declaration that excuses them."""

    code: str
    combos: tuple[Combo, ...]
    statement: m.Statement | None = None

    @property
    def resting(self) -> tuple[m.Statement, ...]:
        """The statement that it rests on, if there is one."""
        return (self.statement,) if self.statement else ()


def told(round_: Round) -> Sequence[Finding]:
    """What every verdict comes to, as findings."""
    return round_.once("told", lambda: [one for verdicts in round_.by_place for one in _kept(round_, verdicts)])


def _kept(round_: Round, verdicts: Sequence[Verdict]) -> Sequence[Finding]:
    """Verdicts that are kept say the same again, all those of a jurisdiction together, or each by itself."""
    once = round_.memory.once
    return once(
        ("told", id(verdicts)),
        lambda: [
            finding for verdict in verdicts for finding in once(("told", id(verdict)), partial(_told, round_, verdict))
        ],
    )


def _told(round_: Round, verdict: Verdict) -> list[Finding]:
    return [finding(round_, verdict, share) for share in shares(round_, verdict)]


def shares(round_: Round, verdict: Verdict) -> list[Share]:
    """A verdict sorted by what it comes to: `approved` and `declared` first, then what is left of it."""
    if verdict.outcome != BREACH:
        return [Share(code="undetermined", combos=tuple(verdict.open))] if verdict.open else []
    found: list[Share] = []
    broken, left_open = list(verdict.broken), list(verdict.open)
    approvals = approvals_of(round_, verdict)
    for approval in approvals:
        covered = [combo for combo in broken if covers(round_, approval, verdict, combo)]
        if covered:
            found.append(Share(code="approved", combos=tuple(covered), statement=approval))
            broken = [combo for combo in broken if combo not in covered]
    declaration = declaration_of(round_, verdict)
    if broken and declaration:
        found.append(Share(code="declared", combos=tuple(broken), statement=declaration))
        broken = []
    elif broken:
        found.append(Share(code="breach", combos=tuple(broken)))
    elif left_open and any(approval.region for approval in approvals):
        rest = [combo for combo in left_open if not any(covers(round_, one, verdict, combo) for one in approvals)]
        if rest:
            found.append(Share(code="undetermined", combos=tuple(rest)))
    return found


def approvals_of(round_: Round, verdict: Verdict) -> list[m.Approval]:
    """The approvals in force that have effect for a verdict, those that name a part of it first."""
    found = [
        approval
        for approval in round_.day.kept.approvals
        if approval.rule == verdict.rule.name
        and approval.jurisdiction is verdict.place
        and may_excuse(approval, verdict.rule)
    ]
    return sorted(found, key=lambda one: (not one.region, round_.at(one.where)))


def declaration_of(round_: Round, verdict: Verdict) -> m.Declaration | None:
    """The local level's own declaration that it departs from a rule; it excuses from no `must`."""
    if verdict.rule.force == "must":
        return None
    own = [one for one in round_.day.kept.declarations if one.rule == verdict.rule.name and one.issuer is verdict.place]
    return min(own, key=lambda one: round_.at(one.where), default=None)


def covers(round_: Round, approval: m.Approval, verdict: Verdict, combo: Combo) -> bool:
    """Whether an approval covers a class of combinations."""
    for axis, mask in zip(verdict.axes, combo.masks, strict=True):
        term = approval.region.get(axis.axis.name)
        if term and not axis.is_choice and not mask & round_.day.mask(term):
            return False
    return True


def finding(round_: Round, verdict: Verdict, share: Share) -> Finding:
    """A share of a verdict as a finding: its place, its worst combination, its trace."""
    rule = verdict.rule
    combo = worst(share.combos) if share.code != "undetermined" else share.combos[0]
    reads = reads_of(round_, verdict, combo)
    listed = evidence(round_, verdict.place, reads) if share.code != "undetermined" else Evidence()
    made = (*steps(round_, verdict.place, reads), *listed.steps(round_, verdict.place))
    combination = combination_of(round_.day, verdict, combo)
    related = [round_.related_rule(rule)]
    if share.statement:
        role = "approval" if isinstance(share.statement, m.Approval) else "declaration"
        related.append(round_.related(role, share.statement))
    return Finding(
        code=share.code,
        severity=_severity(share.code, rule.force),
        place=round_.place(main_place(round_, verdict, combo)),
        force=rule.force,
        rule=rule.name,
        jurisdiction=verdict.place.name,
        worst=combination,
        cells=cells_of(verdict.axes, share.combos),
        of=total_cells(verdict),
        selectors=selectors(round_.day, verdict, share.combos),
        trace=made,
        keys=listed.keys,
        related=tuple(related),
        gaps=tuple(_gaps(share.combos)) if share.code == "undetermined" else (),
        draft=_rests_on_draft(round_, made, [rule, *verdict.waived_by, *share.resting, *listed.statements]),
        document=rule.document.name,
        article=rule.article,
        facts=(*_facts(round_, share), *_question(rule), *sum_of(round_, verdict, combo, round_.sources)),
        anchor=", ".join(f"{name}={value}" for name, value in combination.cell if name not in dict(combination.over)),
    )


def _facts(round_: Round, share: Share) -> tuple[tuple[str, str], ...]:
    """Of what excuses: where it stands, its reason, and when it ends."""
    if share.statement is None:
        return ()
    end = round_.day.stretches.statement(share.statement).end
    return (
        ("document", share.statement.document.name),
        ("article", share.statement.article),
        ("because", share.statement.because),
        ("until", "" if end == m.FOREVER else end.isoformat()),
    )


def _question(rule: m.Rule) -> tuple[tuple[str, str], ...]:
    """What a rule asks of a catalogue, where it is nothing but a comparison of two lists."""
    one = rule.expression
    if not isinstance(one, m.Asked) or one.jurisdiction is None:
        return ()
    question = "as-field" if one.field else one.question
    return (
        ("question", question),
        ("item", one.catalogue.name),
        ("place", one.jurisdiction.name),
        ("field", one.field),
    )


def _severity(code: str, force: str) -> Severity:
    if code == "breach":
        return BREACH_SEVERITY[force]
    return OPEN_SEVERITY[force] if code == "undetermined" else "note"


def _gaps(combos: Sequence[Combo]) -> list[Reason]:
    """What is lacking, each once."""
    return [reason_of(gap) for gap in dict.fromkeys(combo.gap for combo in combos if combo.gap)]


def _rests_on_draft(round_: Round, made: Sequence[Step], rests_on: Sequence[m.Statement]) -> bool:
    documents = round_.model.documents
    if any(one.document.draft for one in rests_on):
        return True
    todo = list(made)
    while todo:
        step = todo.pop()
        if documents[step.document].draft:
            return True
        todo.extend(step.linked)
    return False
