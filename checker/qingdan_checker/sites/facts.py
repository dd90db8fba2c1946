"""What a site is about: the audit of a day, with tables, statements, citations and time lines, found by name."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from qingdan_checker.audits import Scope, audit_of
from qingdan_checker.bounding import decided
from qingdan_checker.citations import register_of
from qingdan_checker.ledger import ledger
from qingdan_checker.pipeline import check
from qingdan_checker.standing import standings
from qingdan_checker.timeline import downward, lanes_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date

    from qingdan_checker.audits import Audit
    from qingdan_checker.audits.facts import Line, PlaceAudit
    from qingdan_checker.citations import Citation, Grant, Register, Written
    from qingdan_checker.findings import Report, RuleFacts
    from qingdan_checker.ledger import Article, Entry
    from qingdan_checker.loading import Loaded
    from qingdan_checker.room.rooms import Room
    from qingdan_checker.standing import Standing, Table
    from qingdan_checker.timeline import Lane


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """How a repository is looked at: on which day, and whether drafts count."""

    day: date
    drafts: bool = True


@dataclass(kw_only=True)
class Site:
    """All that the pages say, as facts, and found by name.

    `places` are the jurisdictions that have a page, from the nation down: all, or where the bundled library was added
    those that the repository's own documents are about, and what stands above and below them.
    """

    audit: Audit
    register: Register
    standing: Mapping[str, Standing]
    lanes: Sequence[Lane]
    entries: Mapping[str, Entry]
    places: tuple[str, ...]

    @property
    def report(self) -> Report:
        """The report behind the audit."""
        return self.audit.report

    @property
    def day(self) -> date:
        """The day that the site is about."""
        return self.audit.day

    @cached_property
    def documents(self) -> tuple[str, ...]:
        """The documents that have a page: those of the jurisdictions that have one, by name."""
        shown = set(self.places)
        return tuple(name for name, one in self.report.documents.items() if one.issuer in shown)

    @cached_property
    def rules(self) -> Mapping[str, RuleFacts]:
        """The rules that have a page, as they stand in the law."""
        shown = set(self.documents)
        found = {name: rule for name, rule in self.report.rules.items() if rule.document in shown}
        return dict(sorted(found.items(), key=lambda one: (one[1].document, one[1].place, one[0])))

    @cached_property
    def items(self) -> tuple[str, ...]:
        """The items that have a page: all that are declared."""
        return tuple(name for name, term in self.report.terms.items() if term.sort == "item")

    @cached_property
    def catalogues(self) -> tuple[str, ...]:
        """The catalogues that have a page."""
        return tuple(name for name, term in self.report.terms.items() if term.sort == "catalogue")

    @cached_property
    def known(self) -> Mapping[str, frozenset[str]]:
        """The names that have a page, by the sort of thing."""
        return {
            "jurisdiction": frozenset(self.places),
            "document": frozenset(self.documents),
            "rule": frozenset(self.rules),
            "item": frozenset(self.items),
            "catalogue": frozenset(self.catalogues),
        }

    @cached_property
    def place_audits(self) -> Mapping[str, PlaceAudit]:
        """The audits of jurisdictions, by name."""
        return {one.name: one for one in self.audit.places}

    @cached_property
    def lines(self) -> Mapping[str, Sequence[tuple[str, Line]]]:
        """The lines of each rule: jurisdiction and line."""
        found: dict[str, list[tuple[str, Line]]] = defaultdict(list)
        for place in self.audit.places:
            for line in place.lines:
                if line.lane.rule:
                    found[line.lane.rule].append((place.name, line))
        return found

    @cached_property
    def below(self) -> Mapping[str, Sequence[str]]:
        """The jurisdictions directly below each, by name."""
        found: dict[str, list[str]] = defaultdict(list)
        for name in self.places:
            found[self.report.parents[name]].append(name)
        return found

    @cached_property
    def written(self) -> Mapping[str, Sequence[Written]]:
        """The statements of each document, in their order."""
        found: dict[str, list[Written]] = defaultdict(list)
        for one in self.register.written:
            found[one.document].append(one)
        return found

    def statements(self, document: str, article: Article) -> Sequence[Written]:
        """The statements that stand in an article: two articles of a document may bear one number."""
        first, last = article.place.line, article.place.end_line
        return [one for one in self.written.get(document, ()) if first <= one.place.line <= last]

    @cached_property
    def articles(self) -> frozenset[tuple[str, str]]:
        """The articles of all documents."""
        return frozenset((entry.document, one.id) for entry in self.entries.values() for one in entry.articles)

    def is_in_force(self, start: date | None, until: date | None) -> bool:
        """Whether a stretch of time holds the day of the site."""
        return (start is None or start <= self.day) and (until is None or self.day <= until)

    @cached_property
    def cited_by(self) -> Mapping[tuple[str, str], Sequence[Citation]]:
        """The citations of each article, or of a document as a whole."""
        return _grouped(self.register.citations, lambda one: one.cited)

    @cached_property
    def citing(self) -> Mapping[tuple[str, str], Sequence[Citation]]:
        """What each article, or a document as a whole, cites."""
        return _grouped(self.register.citations, lambda one: one.citing)

    @cached_property
    def grants(self) -> Mapping[str, Sequence[Grant]]:
        """The grants of each matter."""
        found: dict[str, list[Grant]] = defaultdict(list)
        for one in self.register.grants:
            found[one.matter].append(one)
        return found

    @cached_property
    def tables(self) -> Mapping[str, Sequence[tuple[str, Table]]]:
        """The tables of each item: jurisdiction and table, from the nation down."""
        found: dict[str, list[tuple[str, Table]]] = defaultdict(list)
        for name in self.places:
            for table in self.standing[name].tables:
                found[table.item].append((name, table))
        return found

    @cached_property
    def rooms(self) -> Mapping[tuple[str, str], Sequence[Room]]:
        """The rooms of each jurisdiction's item."""
        found: dict[tuple[str, str], list[Room]] = defaultdict(list)
        for place in self.audit.places:
            for room in place.rooms:
                found[place.name, room.item].append(room)
        return found

    def anchor_line(self, document: str, line: int) -> int:
        """The first line of the statement of a document that stands on a line; 0 where there is none."""
        for one in self.written.get(document, ()):
            if one.place.line <= line <= one.place.end_line:
                return one.place.line
        return 0


def _grouped(
    citations: Iterable[Citation], key: Callable[[Citation], tuple[str, str]]
) -> Mapping[tuple[str, str], Sequence[Citation]]:
    found: dict[tuple[str, str], list[Citation]] = defaultdict(list)
    for one in citations:
        found[key(one)].append(one)
    return found


def site_of(loaded: Loaded, asked: Asked, progress: Callable[[int, int], None] = lambda _done, _all: None) -> Site:
    """The facts of a site: the repository judged on every day that matters, and its tables on the day of the site."""
    files, sources, sheets, day = loaded.files, loaded.sources, loaded.sheets, asked.day
    articles = ledger(files, sources, sheets, today=day)
    report = check(
        files,
        sources,
        sheets,
        today=day,
        since=_first_day(articles.report, day),
        drafts=asked.drafts,
        concerned=loaded.concerned,
        library=loaded.library,
        progress=progress,
    )
    room = decided(files, sources, sheets, day=day, drafts=asked.drafts)
    found = {one.jurisdiction: one for one in standings(files, sources, sheets, day=day, drafts=asked.drafts)}
    audit = audit_of(report, articles, room, Scope(), day)
    entries = {one.document: one for one in articles.entries if one.document in report.documents}
    shown = _shown(entries.values(), report, loaded.concerned)
    places = tuple(name for name in downward(report) if name in found and name in shown)
    mine = tuple(one for one in entries.values() if report.documents[one.document].issuer in places)
    return Site(
        audit=replace(audit, entries=mine),
        register=register_of(files, sources, sheets, day=day, drafts=asked.drafts),
        standing=found,
        lanes=lanes_of(report),
        entries=entries,
        places=places,
    )


def _first_day(report: Report, day: date) -> date:
    """The day of issue of the oldest document: time lines start there."""
    return min((one.issued for one in report.documents.values() if one.issued), default=day)


def _shown(entries: Iterable[Entry], report: Report, concerned: frozenset[str] | None) -> frozenset[str]:
    """The jurisdictions that have a page."""
    if concerned is None:
        return frozenset(report.parents)
    own = {report.documents[one.document].issuer for one in entries if one.file in concerned}
    above = {place for name in own for place in _line(name, report)}
    return frozenset(above | {name for name in report.parents if own & set(_line(name, report))})


def _line(name: str, report: Report) -> Iterable[str]:
    while name:
        yield name
        name = report.parents.get(name, "")
