"""Who cites whom: every statement as it is written, and the articles and documents that it rests on or speaks of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from qingdan_checker import model as m
from qingdan_checker.effect import Stretches
from qingdan_checker.resolve import resolve
from qingdan_checker.round import place_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from qingdan_checker.findings import Place
    from qingdan_checker.sheets import Sheets
    from qingdan_dsl.source import Source
    from qingdan_dsl.syntax.declarations import File

How = Literal["repeals", "amends", "delegated-by", "approves", "waives", "declares"]
"""How one text speaks of another: it ends or amends a document, decides what an article has delegated, or excuses."""

Cited = tuple[str, str]
"""A document and an article of it; no article where all of the document is meant."""

ACTS: Final[Mapping[type[m.Statement], str]] = {
    m.Rule: "rule",
    m.Delegation: "delegate",
    m.Reservation: "reserve",
    m.Tolerance: "tolerate",
    m.Requirement: "require",
    m.Observation: "observe",
    m.Approval: "approve",
    m.Permission: "permit",
    m.Waiver: "waive",
    m.Declaration: "deviate",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A statement as it stands in its file.

    `act` is `set`, `adjust`, `list`, `include`, `exclude` or one of `ACTS`; `matters` are the items, catalogues and
    statistics that it is about, `rule` its full name where it is one. In force from `start` to `until`, None where
    no end is known.
    """

    document: str
    article: str
    act: str
    place: Place
    text: str
    matters: tuple[str, ...]
    rule: str
    start: date | None
    until: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """One text speaks of another, both by document and article."""

    how: How
    citing: Cited
    cited: Cited


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """A statement on who may decide a matter: the act, what it says of whom, and where it stands.

    `to` is the level or jurisdiction that is given authority; empty for `reserve` and `tolerate`. `dimensions` are
    those by which the receiver may distinguish; None for all.
    """

    matter: str
    act: str
    to: str
    dimensions: tuple[str, ...] | None
    cited: Cited
    start: date | None
    until: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """All statements in the order of their files, the citations between them, and the grants of authority."""

    written: tuple[Written, ...]
    citations: tuple[Citation, ...]
    grants: tuple[Grant, ...]


def register_of(
    files: Sequence[File], sources: Mapping[str, Source], sheets: Sheets, *, day: date, drafts: bool = True
) -> Register:
    """The register of some texts; an undated draft takes effect on the day."""
    model = resolve(files, sheets, drafts=drafts)
    stretches = Stretches(model, day)
    said = [one for one in model.statements if type(one) is not m.Statement]  # the rest only says why it says nothing
    statements = sorted(said, key=lambda one: (one.where.path, one.where.span.start))
    return Register(
        written=tuple(_written(one, sources, stretches) for one in statements),
        citations=tuple(dict.fromkeys(_citations(statements, model))),
        grants=tuple(grant for one in statements for grant in _grants(one, stretches)),
    )


def _written(one: m.Statement, sources: Mapping[str, Source], stretches: Stretches) -> Written:
    source = sources.get(one.where.path)
    start, until = _in_force(one, stretches)
    return Written(
        document=one.document.name,
        article=one.article,
        act=one.act if isinstance(one, m.Deciding | m.Listing) else ACTS[type(one)],
        place=place_of(sources, one.where.path, one.where.span),
        text=_code(one, source) if source else "",
        matters=tuple(_matters(one)),
        rule=one.name if isinstance(one, m.Rule) else "",
        start=start,
        until=until,
    )


def _code(one: m.Statement, source: Source) -> str:
    """The statement's own lines, the first without its indent and the others with as much less of theirs."""
    start = one.where.span.start
    column = source.position(start).column - 1
    first, *rest = source.code[start : one.where.span.end].split("\n")
    return "\n".join([first, *(line[min(column, len(line) - len(line.lstrip())) :].rstrip() for line in rest)])


def _in_force(one: m.Statement, stretches: Stretches) -> tuple[date | None, date | None]:
    stretch = stretches.statement(one)
    return stretch.start, None if stretch.end == m.FOREVER else stretch.end


def _matters(one: m.Statement) -> Iterator[str]:
    match one:
        case m.Deciding() | m.Listing():
            yield one.matter.name
        case m.Requirement():
            yield one.item.name
        case m.Observation():
            yield one.statistic.name
        case m.Delegation() | m.Reservation() | m.Tolerance() | m.Permission():
            yield from (matter.name for matter in one.objects)


def _grants(one: m.Statement, stretches: Stretches) -> Iterator[Grant]:
    match one:
        case m.Delegation():
            to, dimensions = one.rank, None if one.dimensions is None else tuple(sorted(one.dimensions))
        case m.Permission():
            to, dimensions = one.jurisdiction.name, None
        case m.Reservation() | m.Tolerance():
            to, dimensions = "", None
        case _:
            return
    start, until = _in_force(one, stretches)
    for matter in one.objects:
        yield Grant(
            matter=matter.name,
            act=ACTS[type(one)],
            to=to,
            dimensions=dimensions,
            cited=(one.document.name, one.article),
            start=start,
            until=until,
        )


# ---- citations


def _citations(statements: Sequence[m.Statement], model: m.Model) -> Iterator[Citation]:
    for document in model.documents.values():
        for name, _ in document.repeals:
            yield Citation(how="repeals", citing=(document.name, ""), cited=_document_or_rule(name, model))
        for name, _ in document.amends:
            yield Citation(how="amends", citing=(document.name, ""), cited=_document_or_rule(name, model))
    by_matter: dict[m.Matter, list[m.Delegation]] = {}
    for one in statements:
        if isinstance(one, m.Delegation):
            for matter in one.objects:
                by_matter.setdefault(matter, []).append(one)
    for one in statements:
        yield from _cited_by(one, by_matter, model)


def _document_or_rule(name: str, model: m.Model) -> Cited:
    rule = model.rules.get(name)
    return (rule.document.name, rule.article) if rule else (name, "")


def _cited_by(
    one: m.Statement, delegations: Mapping[m.Matter, Sequence[m.Delegation]], model: m.Model
) -> Iterator[Citation]:
    """What a statement speaks of, or rests on: a rule that it excuses, a delegation that reaches its issuer."""
    citing = (one.document.name, one.article)
    match one:
        case m.Deciding() | m.Listing():
            for grant in delegations.get(one.matter, ()):
                if grant.issuer.is_above(one.issuer) and m.RANKS[one.issuer.rank] <= m.RANKS[grant.rank]:
                    yield Citation(how="delegated-by", citing=citing, cited=(grant.document.name, grant.article))
        case m.Approval() if one.rule:
            yield Citation(how="approves", citing=citing, cited=_document_or_rule(one.rule, model))
        case m.Declaration():
            yield Citation(how="declares", citing=citing, cited=_document_or_rule(one.rule, model))
        case m.Waiver():
            for rule in one.rules:
                yield Citation(how="waives", citing=citing, cited=_document_or_rule(rule, model))
