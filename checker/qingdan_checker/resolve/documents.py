"""Documents to the model: their clauses, their time, their articles' statements."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qingdan_checker import model as m
from qingdan_checker.quantity import read_day
from qingdan_checker.resolve.names import Entry, Faults, Names
from qingdan_checker.resolve.statements import StatementBinder, bind_case
from qingdan_dsl.source import Fault, Span
from qingdan_dsl.syntax import declarations as d
from qingdan_dsl.syntax import statements as s

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from qingdan_dsl.syntax.expressions import Day, Name


@dataclass(slots=True, kw_only=True)
class Reading:
    """What has been read of all documents so far."""

    names: Names
    jurisdictions: dict[str, m.Jurisdiction]
    documents: dict[str, m.Document] = field(default_factory=dict)
    rules: dict[str, m.Rule] = field(default_factory=dict)
    statements: list[m.Statement] = field(default_factory=list)
    examples: list[m.Example] = field(default_factory=list)
    articles: list[m.Article] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A document on its way: its header, whether it takes part, and the entries of its rules."""

    path: str
    node: d.Document
    document: m.Document
    whole: bool
    rules: dict[int, Entry]


def declare_rules(path: str, node: d.Document, names: Names) -> dict[int, Entry]:
    """Declares the rules of a document by their full names; the entry of each by its place in the text."""
    found: dict[int, Entry] = {}
    for article in node.articles:
        for statement in article.statements:
            if isinstance(statement, s.Rule):
                span = Span(statement.name.start, statement.name.end)
                label = statement.label.text if statement.label else ""
                name = f"{node.name.text}.{statement.name.text}"
                entry = Entry(sort="rule", name=name, label=label, where=m.Where(path=path, span=span))
                if names.declare(entry):
                    found[statement.start] = entry
    return found


def read_header(path: str, node: d.Document, entry: Entry, reading: Reading) -> m.Document:
    """The document without its articles; noted as left out where something in its own clauses is wrong."""
    faults = Faults(path=path)
    issuer = _issuer(node, faults, reading)
    days = {clause: _day(getattr(node, clause), faults) for clause in ("issued", "effective", "until")}
    for clause, value in (("issuer", node.issuer), ("issued", node.issued or node.draft)):
        if not value:
            faults.add("syntax", "missing-clause", node.name, clause=clause, name=node.name.text)
    start = days["effective"] or days["issued"]
    named = [_documents(names, faults, reading) for names in (node.repeals, node.amends)]
    reading.faults.extend(faults.found)
    document = m.Document(
        name=node.name.text,
        label=node.label.text if node.label else "",
        english=(node.label.english or "") if node.label else "",
        where=m.Where(path=path, span=Span(node.name.start, node.name.end)),
        number=node.number.text if node.number else "",
        issuer=issuer or _nobody(path, node),
        issued=days["issued"],
        start=start,
        end=days["until"] or m.FOREVER,
        draft=node.draft,
        source=node.source.text if node.source else "",
        repeals=named[0],
        amends=named[1],
    )
    if faults.failed or issuer is None or reading.names.entries.get(entry.name) is not entry:
        reading.left_out.append(f"document {node.name.text}")
    else:
        entry.bound = document
        reading.documents[document.name] = document
    return document


def _nobody(path: str, node: d.Document) -> m.Jurisdiction:
    """Stands in for an issuer that was left out, so that the errors of the document's articles are told all the same."""
    place = m.Jurisdiction(
        name="", where=m.Where(path=path, span=Span(node.start, node.end)), rank="county", parent=None, code=""
    )
    object.__setattr__(place, "line", (place,))
    return place


def _issuer(node: d.Document, faults: Faults, reading: Reading) -> m.Jurisdiction | None:
    if node.issuer is None:
        return None
    entry = reading.names.find(node.issuer, faults)
    if entry is None:
        return None
    if entry.sort != "jurisdiction":
        faults.add("type", "sort", node.issuer, name=node.issuer.text, found=entry.sort, wanted="jurisdiction")
        return None
    if not node.name.text.startswith(f"{entry.name}."):
        faults.add("name", "issuer-prefix", node.name, name=node.name.text, issuer=entry.name)
    if not isinstance(entry.bound, m.Jurisdiction):
        faults.missing = True
        return None
    return entry.bound


def _day(node: Day | None, faults: Faults) -> date | None:
    if node is None:
        return None
    value = read_day(node)
    if value is None:
        faults.add("value", "date", node, written=f"{node.year}-{node.month:02}-{node.day:02}")
    return value


def _documents(nodes: Sequence[Name], faults: Faults, reading: Reading) -> tuple[tuple[str, m.Where], ...]:
    """The documents that a clause names. One that was left out is passed over later, not here."""
    found: list[tuple[str, m.Where]] = []
    for node in nodes:
        entry = reading.names.find(node, faults)
        if entry is None:
            continue
        if entry.sort != "document":
            faults.add("type", "sort", node, name=node.text, found=entry.sort, wanted="document")
            continue
        found.append((entry.name, m.Where(path=faults.path, span=Span(node.start, node.end))))
    return tuple(found)


def read_rules(draft: Draft, reading: Reading) -> None:
    """Binds the rules of a document: exceptions may name any of them, so they come first."""
    for article in draft.node.articles:
        for statement in article.statements:
            if isinstance(statement, s.Rule):
                bound = _bind(draft, article, statement, reading)
                entry = draft.rules.get(statement.start)
                if isinstance(bound, m.Rule) and entry and draft.whole:
                    entry.bound = bound.name
                    reading.rules[bound.name] = bound
                    reading.statements.append(bound)


def read_articles(draft: Draft, reading: Reading) -> None:
    """Binds all other statements of a document, and its cases."""
    for article in draft.node.articles:
        bound: list[m.Statement | None] = []
        for statement in article.statements:
            if isinstance(statement, s.Case):
                _case(draft, statement, reading)
            elif not isinstance(statement, s.Rule):
                one = _bind(draft, article, statement, reading)
                bound.append(one)
                if one is not None and draft.whole:
                    reading.statements.append(one)
        if draft.whole:
            reading.articles.append(_ledger(draft, article))
    for case in draft.node.cases:
        _case(draft, case, reading)


def _bind(draft: Draft, article: d.Article, node: s.AnyStatement, reading: Reading) -> m.Statement | None:
    binder = StatementBinder(reading.names, reading.rules, draft.document, article.id, reading.jurisdictions)
    statement = binder.bind(node)
    reading.faults.extend(binder.faults.found)
    if statement is None:
        place = f"{draft.path}:{article.id}"
        reading.left_out.append(f"{type(node).__name__.lower()} {place}")
    return statement


def _case(draft: Draft, node: s.Case, reading: Reading) -> None:
    faults = Faults(path=draft.path)
    case = bind_case(
        node, names=reading.names, rules=reading.rules, faults=faults, document=draft.document, nation=None
    )
    reading.faults.extend(faults.found)
    if case and draft.whole:
        reading.examples.append(case)
    elif not case:
        reading.left_out.append(f"case {draft.path}:{node.label.text}")


def _ledger(draft: Draft, article: d.Article) -> m.Article:
    """How an article stands in the ledger: encoded, not checkable with its reason, or neither."""
    checkable = any(not isinstance(one, s.NotCheckable) for one in article.statements)
    reasons = [
        one.narrowing.because.text
        for one in article.statements
        if isinstance(one, s.NotCheckable) and one.narrowing.because
    ]
    return m.Article(
        document=draft.document.name,
        id=article.id,
        title=article.title.text if article.title else "",
        text=article.text.text if article.text else "",
        checkable=checkable,
        reason=" ".join(reasons),
    )
