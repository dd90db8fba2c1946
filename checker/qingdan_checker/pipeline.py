"""The whole way from source text to report, in one paragraph: each phase takes only what came before it."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Final

from qingdan_checker import model as m
from qingdan_checker.calendar import calendar_of
from qingdan_checker.checks import CHECKS
from qingdan_checker.comparison import comparison_of
from qingdan_checker.effect.stretches import Stretches
from qingdan_checker.findings import DocumentFacts, Finding, Judgement, Related, Report, RuleFacts, Term
from qingdan_checker.resolve import resolve
from qingdan_checker.round import Memory, Round, place_of
from qingdan_checker.verdict import used
from qingdan_checker.walk import dates_of, merged, timeless
from qingdan_dsl.source import Fault, Source, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from qingdan_dsl.syntax.declarations import File


def check(
    files: Sequence[File],
    sources: Mapping[str, Source],
    *,
    today: date,
    at: date | None = None,
    since: date | None = None,
    drafts: bool = True,
    concerned: frozenset[str] | None = None,
    library: str = "",
) -> Report:
    """Source texts to report: names bound, tables made, rules judged, findings told, on each date that matters.

    `at` judges one date; otherwise today and every later date on which something known changes, from `since` on
    where that is given. `concerned` are the paths that were asked about, where a library was added to them.
    """
    with _deep_enough():
        return _check(files, sources, today, at=at, since=since, drafts=drafts, concerned=concerned, library=library)


DEEPEST: Final = 20_000
"""Calls within calls: cells that rest on cells (60 at most), each through an expression (200 at most)."""


@contextmanager
def _deep_enough() -> Iterator[None]:
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(max(before, DEEPEST))
    try:
        yield
    finally:
        sys.setrecursionlimit(before)


def _check(
    files: Sequence[File],
    sources: Mapping[str, Source],
    today: date,
    *,
    at: date | None,
    since: date | None,
    drafts: bool,
    concerned: frozenset[str] | None,
    library: str,
) -> Report:
    model = resolve(files, drafts=drafts)
    stretches = Stretches(model, at or today)
    calendar = calendar_of(model)
    dates = [at] if at else dates_of(model, stretches, calendar, since or today)
    memory = Memory(calendar)
    rounds = (Round(model, stretches, day, sources, memory) for day in dates)
    told, judged = zip(*((_found(round_), round_.judgements) for round_ in rounds), strict=True)
    findings = [*_faults(model, sources), *merged(dates, told, one_date=at is not None)]
    verdicts = merged(dates, judged, one_date=at is not None)
    if concerned is not None:
        findings = [finding for finding in findings if _concerns(finding, concerned, model)]
        verdicts = [one for one in verdicts if _verdict_concerns(one, concerned, model)]
    return _report(model, sources, findings, verdicts, dates, concerned=concerned, library=library)


def _found(round_: Round) -> list[Finding]:
    return [timeless(finding) for check in CHECKS.values() if hasattr(check, "find") for finding in check.find(round_)]


def _faults(model: m.Model, sources: Mapping[str, Source]) -> Iterable[Finding]:
    """The faults of the texts as findings, without rule and jurisdiction."""
    for fault in model.faults:
        yield Finding(
            code=fault.code,
            severity="error",
            reason=fault.reason,
            facts=fault.facts,
            place=place_of(sources, fault.path, fault.span),
            related=tuple(Related(role="first", place=place_of(sources, path, span)) for path, span in fault.related),
            anchor=_written(sources, fault),
        )


def _written(sources: Mapping[str, Source], fault: Fault) -> str:
    source = sources.get(fault.path)
    return source.text[fault.span.start : fault.span.end] if source else ""


def _concerns(finding: Finding, concerned: frozenset[str], model: m.Model) -> bool:
    """Whether a finding is about the texts that were asked about, rather than about the library alone."""
    if finding.place.file in concerned or any(step.place.file in concerned for step in finding.trace):
        return True
    if any(related.place.file in concerned for related in finding.related):
        return True
    return finding.jurisdiction is not None and finding.jurisdiction in _issuers(concerned, model)


def _verdict_concerns(verdict: Judgement, concerned: frozenset[str], model: m.Model) -> bool:
    rule = model.rules[verdict.rule]
    return rule.where.path in concerned or verdict.jurisdiction in _issuers(concerned, model)


def _issuers(concerned: frozenset[str], model: m.Model) -> set[str]:
    return {document.issuer.name for document in model.documents.values() if document.where.path in concerned}


def _report(
    model: m.Model,
    sources: Mapping[str, Source],
    findings: Iterable[Finding],
    verdicts: Iterable[Judgement],
    dates: Sequence[date],
    *,
    concerned: frozenset[str] | None,
    library: str,
) -> Report:
    order = sorted(findings, key=_order)
    return Report(
        findings=tuple(order),
        verdicts=tuple(sorted(verdicts, key=lambda one: (one.rule, one.jurisdiction, one.start or date.min))),
        dates=tuple(dates),
        terms=_terms(model),
        documents={name: _document(document) for name, document in sorted(model.documents.items())},
        rules={name: _rule(rule, sources) for name, rule in sorted(model.rules.items())},
        parents={name: one.parent.name if one.parent else "" for name, one in sorted(model.jurisdictions.items())},
        sources={path: source.text for path, source in sorted(sources.items())},
        digests={path: source.digest for path, source in sorted(sources.items())},
        left_out=model.left_out,
        jurisdictions=len(model.jurisdictions),
        cases=sum(
            len(example.expectations)
            for example in model.examples
            if concerned is None or example.where.path in concerned
        ),
        library=library,
    )


def _order(finding: Finding) -> tuple[object, ...]:
    place = finding.place
    return (
        place.file,
        place.line,
        place.column,
        finding.code,
        finding.rule or "",
        finding.jurisdiction or "",
        finding.start or date.min,
        finding.anchor,
        finding.facts,
    )


def _terms(model: m.Model) -> dict[str, Term]:
    """Every declared name as people know it."""
    found: dict[str, Term] = {}
    named: list[tuple[str, m.Named]] = [("jurisdiction", one) for one in model.jurisdictions.values()]
    for axis in model.axes.values():
        named.append(("dimension", axis))
        if isinstance(axis, m.Dimension):
            named += [("member", member) for member in axis.members]
    named += [("item", one) for one in model.items.values()]
    named += [("define", one) for one in model.defines.values()]
    named += [("statistic", one) for one in model.statistics.values()]
    named += [("catalogue", one) for one in model.catalogues.values()]
    for sort, one in named:
        kind = getattr(one, "kind", "")
        found[one.name] = Term(sort=sort, label=one.label, english=one.english, kind=kind)
    return dict(sorted(found.items()))


def _document(document: m.Document) -> DocumentFacts:
    return DocumentFacts(
        title=document.label,
        english=document.english,
        number=document.number,
        issuer=document.issuer.name,
        issued=document.issued,
        draft=document.draft,
        source=document.source,
    )


def _rule(rule: m.Rule, sources: Mapping[str, Source]) -> RuleFacts:
    span = rule.expression.where.span
    source = sources.get(rule.where.path)
    text = " ".join(source.code[span.start : span.end].split()) if source else ""
    return RuleFacts(
        label=rule.label,
        english=rule.english,
        force=rule.force,
        document=rule.document.name,
        article=rule.article,
        issuer=rule.issuer.name,
        text=text,
        place=place_of(sources, rule.where.path, Span(rule.where.span.start, rule.where.span.end)),
        start=rule.document.start,
        until=None if rule.document.end == m.FOREVER else rule.document.end,
        dimensions=tuple(sorted(one.name for one in used(rule))),
        comparison=comparison_of(rule.expression, source) if source else None,
    )
