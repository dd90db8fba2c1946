"""The ledger of what is encoded: every article of every document, as encoded, not checkable, or neither."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from qingdan_checker import model as m
from qingdan_checker.effect import Stretches
from qingdan_checker.reporting import faults_of, report_of
from qingdan_checker.resolve import resolve
from qingdan_checker.round import place_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from qingdan_checker.findings import Place, Report
    from qingdan_checker.sheets import Sheets
    from qingdan_dsl.source import Source
    from qingdan_dsl.syntax.declarations import File

STATES: Final = ("encoded", "encoded in part", "not checkable", "not encoded")
"""How an article stands: with statements, with a reason too for what they leave out, with a reason alone, with none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """An article: its number and heading, how it stands, and the reason for what cannot be checked.

    `text` quotes the original, `decides` are the items and catalogues that its own statements set, adjust or list.
    """

    place: Place
    id: str
    title: str
    state: str
    reason: str
    text: str = ""
    decides: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A document in the ledger.

    `rules` counts its rules, `provisions` what it sets, adjusts, observes and lists, a cell, year or statement each;
    `items` are the names of all items, statistics and catalogues that its statements are about.
    """

    document: str
    file: str
    articles: tuple[Article, ...]
    rules: int
    provisions: int
    items: tuple[str, ...]

    def count(self, state: str) -> int:
        """How many of its articles stand so."""
        return sum(article.state == state for article in self.articles)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """All documents by name; `report` names what they speak of, and holds the errors of the sources."""

    entries: tuple[Entry, ...]
    report: Report

    def count(self, state: str) -> int:
        """How many articles stand so."""
        return sum(entry.count(state) for entry in self.entries)


def ledger(  # noqa: PLR0913  what a repository consists of, and what of it is asked about
    files: Sequence[File],
    sources: Mapping[str, Source],
    sheets: Sheets,
    *,
    today: date,
    concerned: frozenset[str] | None = None,
    library: str = "",
) -> Ledger:
    """The ledger of some texts; with `concerned`, of the documents in these files alone."""
    model = resolve(files, sheets)
    report = report_of(
        model,
        sources,
        Stretches(model, today),
        findings=faults_of(model, sources),
        verdicts=(),
        dates=[today],
        concerned=concerned,
        library=library,
    )
    documents = (one for _, one in sorted(model.documents.items()))
    entries = (_entry(one, model, sources) for one in documents if concerned is None or one.where.path in concerned)
    return Ledger(entries=tuple(entries), report=report)


def _entry(document: m.Document, model: m.Model, sources: Mapping[str, Source]) -> Entry:
    own = [one for one in model.statements if one.document is document]
    return Entry(
        document=document.name,
        file=document.where.path,
        articles=tuple(_article(one, own, sources) for one in model.articles if one.document == document.name),
        rules=sum(isinstance(one, m.Rule) for one in own),
        provisions=sum(map(_provisions, own)),
        items=tuple(sorted({name for one in own for name in _about(one)})),
    )


def _article(one: m.Article, statements: Sequence[m.Statement], sources: Mapping[str, Source]) -> Article:
    if one.checkable:
        state = "encoded in part" if one.reason else "encoded"
    else:
        state = "not checkable" if one.reason else "not encoded"
    own = [other for other in statements if one.where.span.start <= other.where.span.start < one.where.span.end]
    decides = {other.matter.name for other in own if isinstance(other, m.Deciding | m.Listing)}
    return Article(
        place=place_of(sources, one.where.path, one.where.span),
        id=one.id,
        title=one.title,
        state=state,
        reason=one.reason,
        text=one.text,
        decides=tuple(sorted(decides)),
    )


def _provisions(one: m.Statement) -> int:
    match one:
        case m.Deciding():
            return len(one.provisions)
        case m.Observation():
            return len(one.figures)
        case m.Listing():
            return 1
    return 0


def _about(one: m.Statement) -> Iterator[str]:
    """The items, statistics and catalogues that a statement decides, observes, delegates, or names in expressions."""
    match one:
        case m.Deciding() | m.Requirement():
            yield one.item.name
        case m.Observation():
            yield one.statistic.name
        case m.Listing():
            yield one.catalogue.name
        case m.Delegation() | m.Reservation() | m.Tolerance():
            yield from (matter.name for matter in one.objects)
    for expression in one.expressions:
        for part in m.walk(expression):
            match part:
                case m.Reference() if isinstance(part.target, m.Item):
                    yield part.target.name
                case m.Figure():
                    yield part.statistic.name
                case m.Asked():
                    yield part.catalogue.name
