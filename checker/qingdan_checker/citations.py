"""Who cites whom: every statement as it is written, and the articles and documents that it rests on or speaks of."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal

from qingdan_checker import model as m
from qingdan_checker.effect import Day, Stretches, may_excuse, may_touch
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
    those by which the receiver may distinguish; None for all. `holds`: somebody's authority rests on it on the day.
    """

    matter: str
    act: str
    to: str
    dimensions: tuple[str, ...] | None
    cited: Cited
    start: date | None
    until: date | None
    holds: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """All statements in the order of their files, the citations between them, and the grants of authority.

    `documents` has when each is in force, both days included; None where no end is known.
    """

    written: tuple[Written, ...]
    citations: tuple[Citation, ...]
    grants: tuple[Grant, ...]
    documents: Mapping[str, tuple[date, date | None]]


def register_of(
    files: Sequence[File], sources: Mapping[str, Source], sheets: Sheets, *, day: date, drafts: bool = True
) -> Register:
    """The register of some texts; an undated draft takes effect on the day."""
    model = resolve(files, sheets, drafts=drafts)
    stretches = Stretches(model, day)
    said = [one for one in model.statements if type(one) is not m.Statement]  # the rest only says why it says nothing
    statements = sorted(said, key=lambda one: (one.where.path, one.where.span.start))
    days = _Days(model, stretches)
    holding = _holding(days.on(day))
    return Register(
        written=tuple(_written(one, sources, stretches) for one in statements),
        citations=tuple(dict.fromkeys(_citations(statements, days, day))),
        grants=tuple(grant for one in statements for grant in _grants(one, stretches, holding)),
        documents={
            name: (stretch.start, stretch.until)
            for name, one in sorted(model.documents.items())
            for stretch in [stretches.document(one)]
        },
    )


def _holding(day: Day) -> frozenset[tuple[m.Statement, str]]:
    """The grants that somebody's authority rests on, each with its matter."""
    model = day.model
    matters: list[m.Matter] = [*model.items.values(), *model.catalogues.values()]
    return frozenset(
        (grant, matter.name)
        for matter in matters
        for place in model.jurisdictions.values()
        for grant in day.authority.sources(place, matter)
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
    return "\n".join([first, *(line[min(column, len(line) - len(line.lstrip())) :].rstrip() for line in rest)]).rstrip()


def _in_force(one: m.Statement, stretches: Stretches) -> tuple[date, date | None]:
    stretch = stretches.statement(one)
    return stretch.start, stretch.until


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


def _grants(one: m.Statement, stretches: Stretches, holding: frozenset[tuple[m.Statement, str]]) -> Iterator[Grant]:
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
            holds=(one, matter.name) in holding,
        )


# ---- citations


@dataclass(slots=True)
class _Days:
    """The days on which something is asked, each made once."""

    model: m.Model
    stretches: Stretches
    made: dict[date, Day] = field(default_factory=dict)

    def on(self, day: date) -> Day:
        """Who may decide what on a day."""
        if day not in self.made:
            self.made[day] = Day(self.model, self.stretches, day)
        return self.made[day]

    def of(self, one: m.Statement, asked: date) -> tuple[date, ...]:
        """The days on which a statement's authority is asked: its first, and the day of the register."""
        stretch = self.stretches.statement(one)
        if stretch.end < stretch.start:
            return ()
        return (stretch.start, *((asked,) if stretch.start < asked <= stretch.end else ()))


def _citations(statements: Sequence[m.Statement], days: _Days, asked: date) -> Iterator[Citation]:
    """What has effect: a text without the power to do what it says cites nobody."""
    model = days.model
    for document in model.documents.values():
        clauses: tuple[tuple[How, tuple[tuple[str, m.Where], ...]], ...] = (
            ("repeals", document.repeals),
            ("amends", document.amends),
        )
        for how, named in clauses:
            for name, _ in named:
                other = model.documents.get(name)
                if other and other is not document and may_touch(document, other) and _takes_effect(document, days):
                    yield Citation(how=how, citing=(document.name, ""), cited=(other.name, ""))
    for one in statements:
        yield from _cited_by(one, days, asked)


def _takes_effect(document: m.Document, days: _Days) -> bool:
    stretch = days.stretches.document(document)
    return stretch.start <= stretch.end


def _cited_by(one: m.Statement, days: _Days, asked: date) -> Iterator[Citation]:
    """What a statement speaks of, or rests on: a rule that it excuses, what gives its issuer the authority."""
    citing = (one.document.name, one.article)
    match one:
        case m.Deciding() | m.Listing():
            for day in (days.on(each) for each in days.of(one, asked)):
                if day.is_authorised(one):
                    for grant in day.authority.sources(one.issuer, one.matter):
                        yield Citation(how="delegated-by", citing=citing, cited=(grant.document.name, grant.article))
        case m.Approval() if one.rule:
            yield from _excuses("approves", citing, one, (one.rule,), days)
        case m.Waiver():
            yield from _excuses("waives", citing, one, one.rules, days)
        case m.Declaration():
            rule = days.model.rules.get(one.rule)
            if rule:
                yield Citation(how="declares", citing=citing, cited=(rule.document.name, rule.article))


def _excuses(how: How, citing: Cited, one: m.Statement, rules: Sequence[str], days: _Days) -> Iterator[Citation]:
    for name in rules:
        rule = days.model.rules.get(name)
        if rule and may_excuse(one, rule):
            yield Citation(how=how, citing=citing, cited=(rule.document.name, rule.article))
