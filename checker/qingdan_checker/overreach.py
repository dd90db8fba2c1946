"""What is decided, delegated, observed or excused without the authority to do so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qingdan_checker import model as m
from qingdan_checker.effect import may_excuse, may_touch
from qingdan_checker.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qingdan_checker.round import Round


def unauthorised(round_: Round) -> Sequence[Finding]:
    """Every statement in force without authority, once an item; those in their clean-up time are notes."""
    return round_.once("unauthorised", lambda: list(_unauthorised(round_)))


def _unauthorised(round_: Round) -> Iterator[Finding]:
    yield from _decided(round_)
    yield from _passed_on(round_)
    yield from _observed(round_)
    yield from _excused(round_)
    yield from _documents(round_)


def _decided(round_: Round) -> Iterator[Finding]:
    day = round_.day
    decided: list[m.Deciding | m.Listing] = [*day.kept.deciding, *day.kept.listings]
    for statement in decided:
        if day.is_authorised(statement):
            continue
        one = statement.matter
        held = day.authority.decides(statement.issuer, one)
        reason = "undelegated" if held is None else "dimensions"
        named = statement.named - held if held is not None and isinstance(statement, m.Deciding) else frozenset[str]()
        facts = {"item": one.name, "dimensions": ", ".join(sorted(named)), "act": statement.act}
        tolerance = _tolerance(round_, statement, one)
        if tolerance:
            end = day.stretches.statement(tolerance).end
            facts["until"] = end.isoformat()
            yield _finding(round_, statement, reason, facts, tolerance=tolerance)
        else:
            yield _finding(round_, statement, reason, facts)


def _tolerance(round_: Round, statement: m.Statement, one: m.Matter) -> m.Tolerance | None:
    """The tolerance in force that gives an older document of a jurisdiction below its issuer time to be cleaned up."""
    issued = statement.document.issued
    if issued is None:
        return None
    found = [
        tolerance
        for tolerance in round_.day.kept.tolerances
        if one in tolerance.objects
        and issued < tolerance.before
        and tolerance.issuer.is_above(statement.issuer)
        and round_.day.authority.held(tolerance.issuer, one) is not None
    ]
    return max(found, key=lambda tolerance: round_.day.stretches.statement(tolerance).end, default=None)


def _passed_on(round_: Round) -> Iterator[Finding]:
    authority = round_.day.authority
    for statement in (*round_.day.kept.delegations, *round_.day.kept.tolerances):
        for one in statement.objects:
            if authority.held(statement.issuer, one) is None:
                act = type(statement).__name__.lower()
                yield _finding(round_, statement, "passed-on", {"item": one.name, "act": act})


def _observed(round_: Round) -> Iterator[Finding]:
    for statement in round_.day.kept.observations:
        if not round_.day.may_observe(statement):
            facts = {"statistic": statement.statistic.name, "place": statement.jurisdiction.name}
            yield _finding(round_, statement, "observed", facts)


def _excused(round_: Round) -> Iterator[Finding]:
    for waiver in round_.day.kept.waivers:
        for name in waiver.rules:
            if not may_excuse(waiver, round_.model.rules[name]):
                yield _finding(round_, waiver, "waived", {"rule": name})


def _documents(round_: Round) -> Iterator[Finding]:
    documents = round_.model.documents
    for document in documents.values():
        if round_.date not in round_.day.stretches.document(document):
            continue
        for act, named in (("repeals", document.repeals), ("amends", document.amends)):
            for name, where in named:
                other = documents.get(name)
                if other and not may_touch(document, other):
                    yield Finding(
                        code="beyond-authority",
                        severity="error",
                        reason=act,
                        facts=(("document", name), ("issuer", other.issuer.name)),
                        place=round_.place(where),
                        jurisdiction=document.issuer.name,
                        draft=document.draft,
                        document=document.name,
                        anchor=name,
                    )


def _finding(
    round_: Round, statement: m.Statement, reason: str, facts: dict[str, str], *, tolerance: m.Tolerance | None = None
) -> Finding:
    related = (round_.related("tolerance", tolerance),) if tolerance else ()
    return Finding(
        code="tolerated" if tolerance else "beyond-authority",
        severity="note" if tolerance else "error",
        reason=reason,
        facts=tuple(sorted(facts.items())),
        place=round_.place(statement.where),
        rule=facts.get("rule"),
        jurisdiction=statement.issuer.name,
        related=related,
        draft=statement.document.draft or (tolerance is not None and tolerance.document.draft),
        document=statement.document.name,
        article=statement.article,
        anchor=facts.get("item") or facts.get("rule") or facts.get("statistic") or "",
    )
