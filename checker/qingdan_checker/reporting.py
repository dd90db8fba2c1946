"""All that was found, with what its readers need to read it: terms, documents, rules, texts."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from qingdan_checker import model as m
from qingdan_checker.comparison import comparison_of
from qingdan_checker.findings import DocumentFacts, Finding, Judgement, Related, Report, RuleFacts, Term
from qingdan_checker.reach import issuers_in
from qingdan_checker.round import place_of
from qingdan_checker.verdict import used

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from qingdan_checker.effect import Stretches
    from qingdan_dsl.source import Fault, Source

MOST_ANCHOR: Final = 1_000
"""Characters of a text that a fingerprint is made from."""


def faults_of(model: m.Model, sources: Mapping[str, Source]) -> Iterable[Finding]:
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
    """What is written where a fault is: it tells faults apart in fingerprints; of a long text the beginning."""
    source = sources.get(fault.path)
    start, end = fault.span
    return source.text[start : min(end, start + MOST_ANCHOR)] if source else ""


def report_of(  # noqa: PLR0913  what the report is about, and what was found
    model: m.Model,
    sources: Mapping[str, Source],
    stretches: Stretches,
    *,
    findings: Iterable[Finding],
    verdicts: Iterable[Judgement],
    dates: Sequence[date],
    today: date | None = None,
    concerned: frozenset[str] | None = None,
    library: str = "",
) -> Report:
    """The report in its order; of what was found only what is about the `concerned` texts, where there are such."""
    examples = model.examples
    if concerned is not None:
        issuers = issuers_in(model, concerned)
        findings = [finding for finding in findings if _concerns(finding, concerned, issuers)]
        verdicts = [
            one for one in verdicts if model.rules[one.rule].where.path in concerned or one.jurisdiction in issuers
        ]
        examples = tuple(example for example in examples if example.where.path in concerned)
    return Report(
        findings=tuple(sorted(findings, key=_order)),
        verdicts=tuple(sorted(verdicts, key=lambda one: (one.rule, one.jurisdiction, one.start or date.min))),
        dates=tuple(dates),
        today=today,
        terms=_terms(model),
        documents={name: _document(document) for name, document in sorted(model.documents.items())},
        rules={name: _rule(rule, sources, stretches) for name, rule in sorted(model.rules.items())},
        parents={name: one.parent.name if one.parent else "" for name, one in sorted(model.jurisdictions.items())},
        sources={path: source.text for path, source in sorted(sources.items())},
        digests={path: source.digest for path, source in sorted(sources.items())},
        left_out=model.left_out,
        jurisdictions=len(model.jurisdictions),
        cases=sum(len(example.expectations) for example in examples),
        library=library,
    )


def _concerns(finding: Finding, concerned: frozenset[str], issuers: set[str]) -> bool:
    """Whether a finding is about the texts that were asked about, rather than about the library alone."""
    if finding.place.file in concerned or any(step.place.file in concerned for step in finding.trace):
        return True
    if any(related.place.file in concerned for related in finding.related):
        return True
    return finding.jurisdiction in issuers


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
    for catalogue in model.catalogues.values():
        for name, label in catalogue.labels.items():
            found.setdefault(name, Term(sort="field", label=label))
            found[f"{catalogue.name}.{name}"] = Term(sort="field", label=f"{catalogue.label or catalogue.name}.{label}")
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


def _rule(rule: m.Rule, sources: Mapping[str, Source], stretches: Stretches) -> RuleFacts:
    span = rule.expression.where.span
    in_force = stretches.statement(rule)
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
        place=place_of(sources, rule.where.path, rule.where.span),
        start=in_force.start,
        until=in_force.until,
        dimensions=tuple(sorted(one.name for one in used(rule))),
        uses=tuple(sorted(one.name for one in used(rule) if not isinstance(one, m.Define))),
        because=rule.because,
        comparison=comparison_of(rule.expression, source) if source else None,
    )
