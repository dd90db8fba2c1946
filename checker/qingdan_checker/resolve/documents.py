"""Documents to the model: their clauses, their time, their articles' statements."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from qingdan_checker import model as m
from qingdan_checker.resolve.cases import bind_case
from qingdan_checker.resolve.desk import Placed
from qingdan_checker.resolve.faults import Faults
from qingdan_checker.resolve.names import Entry, Names
from qingdan_checker.resolve.passage import Lookup, Passage
from qingdan_checker.resolve.statements import bind_statement
from qingdan_dsl.source import Fault, Span
from qingdan_dsl.syntax import declarations as d
from qingdan_dsl.syntax import statements as s

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from qingdan_checker.resolve.entries import EntryReader
    from qingdan_dsl.syntax.expressions import Name

Announced = Placed[d.Document]
"""A document whose name has been declared."""


_SAID: Final = {s.ApproveDeviation: "approve", s.ApproveDecision: "approve", s.NotCheckable: "not-checkable"}
"""The words for statements of which the class is named otherwise."""


@dataclass(slots=True, kw_only=True)
class Reading:
    """What has been read of all documents so far."""

    names: Names
    jurisdictions: dict[str, m.Jurisdiction]
    entries: EntryReader
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

    placed: Announced
    document: m.Document
    whole: bool
    rules: dict[int, Entry]

    @property
    def path(self) -> str:
        """The file in which it stands."""
        return self.placed.path

    @property
    def articles(self) -> Sequence[d.Article]:
        """Its articles as written."""
        return self.placed.node.articles


def read_documents(announced: Sequence[Announced], reading: Reading, *, drafts: bool) -> None:
    """Reads all documents: their clauses first, then their rules, which exceptions may name, then all else."""
    rules = [_declare_rules(one, reading.names) for one in announced]
    read = [_draft(one, own, reading, drafts=drafts) for one, own in zip(announced, rules, strict=True)]
    for draft in read:
        _read_rules(draft, reading)
    for draft in read:
        _read_articles(draft, reading)


def _declare_rules(one: Announced, names: Names) -> dict[int, Entry]:
    """Declares the rules of a document by their full names; the entry of each by its place in the text."""
    found: dict[int, Entry] = {}
    for rule in (node for article in one.node.articles for node in article.statements if isinstance(node, s.Rule)):
        where = m.Where(path=one.path, span=Span(rule.name.start, rule.name.end))
        name = f"{one.node.name.text}.{rule.name.text}"
        entry = Entry(sort="rule", name=name, label=rule.label.text if rule.label else "", where=where)
        if names.declare(entry):
            found[rule.start] = entry
    return found


def _draft(one: Announced, rules: dict[int, Entry], reading: Reading, *, drafts: bool) -> Draft:
    document = _header(one, reading)
    if document.draft and not drafts:
        reading.documents.pop(document.name, None)
        one.entry.bound = None
    whole = reading.documents.get(document.name) is document
    return Draft(placed=one, document=document, whole=whole, rules=rules)


def _header(one: Announced, reading: Reading) -> m.Document:
    """The document without its articles; noted as left out where something in its own clauses is wrong."""
    faults = Faults(path=one.path)
    node = one.node
    issuer = _issuer(node, faults, reading)
    issued, effective, until = (faults.read_day(day) for day in (node.issued, node.effective, node.until))
    for clause, value in (("issuer", node.issuer), ("issued", node.issued or node.draft)):
        if not value:
            faults.add("syntax", "missing-clause", node.name, clause=clause, name=node.name.text)
    document = m.Document(
        **one.facts,
        number=node.number.text if node.number else "",
        issuer=issuer or _nobody(one),
        issued=issued,
        start=effective or issued,
        end=until or m.FOREVER,
        draft=node.draft,
        source=node.source.text if node.source else "",
        repeals=_documents(node.repeals, faults, reading.names),
        amends=_documents(node.amends, faults, reading.names),
    )
    reading.faults.extend(faults.found)
    if faults.failed or issuer is None or reading.names.entries.get(document.name) is not one.entry:
        reading.left_out.append(f"document {document.name}")
    else:
        one.entry.bound = document
        reading.documents[document.name] = document
    return document


def _nobody(one: Announced) -> m.Jurisdiction:
    """Stands in for an issuer that was left out, so that the errors of its articles are told all the same."""
    where = m.Where(path=one.path, span=Span(one.node.start, one.node.end))
    place = m.Jurisdiction(name="", where=where, rank="county", parent=None, code="")
    object.__setattr__(place, "line", (place,))
    return place


def _issuer(node: d.Document, faults: Faults, reading: Reading) -> m.Jurisdiction | None:
    entry = reading.names.of_sort(node.issuer, ("jurisdiction",), faults) if node.issuer else None
    if entry is None:
        return None
    if not node.name.text.startswith(f"{entry.name}."):
        faults.add("name", "issuer-prefix", node.name, name=node.name.text, issuer=entry.name)
    if not isinstance(entry.bound, m.Jurisdiction):
        faults.missing = True
        return None
    return entry.bound


def _documents(nodes: Iterable[Name], faults: Faults, names: Names) -> tuple[tuple[str, m.Where], ...]:
    """The documents that a clause names. One that was left out is passed over later, not here."""
    found = ((node, names.of_sort(node, ("document",), faults)) for node in nodes)
    return tuple((entry.name, faults.where(node)) for node, entry in found if entry)


def _read_rules(draft: Draft, reading: Reading) -> None:
    for article in draft.articles:
        for node in article.statements:
            if isinstance(node, s.Rule):
                bound = _bind(draft, article, node, reading)
                entry = draft.rules.get(node.start)
                if isinstance(bound, m.Rule) and entry and draft.whole:
                    entry.bound = bound.name
                    reading.rules[bound.name] = bound
                    reading.statements.append(bound)


def _read_articles(draft: Draft, reading: Reading) -> None:
    """Binds all statements of a document but its rules, and its cases."""
    for article in draft.articles:
        for node in article.statements:
            if isinstance(node, s.Case):
                _read_case(draft, node, reading)
            elif not isinstance(node, s.Rule):
                bound = _bind(draft, article, node, reading)
                if bound is not None and draft.whole:
                    reading.statements.append(bound)
        if draft.whole:
            reading.articles.append(_ledger(draft, article))
    for case in draft.placed.node.cases:
        _read_case(draft, case, reading)


def _bind(draft: Draft, article: d.Article, node: s.AnyStatement, reading: Reading) -> m.Statement | None:
    passage = Passage(
        names=reading.names,
        rules=reading.rules,
        entries=reading.entries,
        faults=Faults(path=draft.path),
        prefix=draft.document.name,
        document=draft.document,
        article=article.id,
    )
    statement = bind_statement(node, passage)
    reading.faults.extend(passage.faults.found)
    if statement is None:
        reading.left_out.append(f"{_SAID.get(type(node), type(node).__name__.lower())} {draft.path}:{article.id}")
    return statement


def _read_case(draft: Draft, node: s.Case, reading: Reading) -> None:
    faults = Faults(path=draft.path)
    document = draft.document
    lookup = Lookup(names=reading.names, rules=reading.rules, faults=faults, prefix=document.name)
    case = bind_case(node, lookup, document=document, default=document.issuer)
    reading.faults.extend(faults.found)
    if case and draft.whole:
        reading.examples.append(case)
    elif not case:
        reading.left_out.append(f"case {draft.path}:{node.label.text}")


def read_loose_case(path: str, node: s.Case, reading: Reading) -> None:
    """A case outside documents is about the nation, where it names no jurisdiction."""
    faults = Faults(path=path)
    lookup = Lookup(names=reading.names, rules=reading.rules, faults=faults)
    nation = next((place for place in reading.jurisdictions.values() if place.rank == "nation"), None)
    case = bind_case(node, lookup, document=None, default=nation)
    reading.faults.extend(faults.found)
    if case:
        reading.examples.append(case)
    else:
        reading.left_out.append(f"case {path}:{node.label.text}")


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
        where=Faults(path=draft.path).where(article),
        id=article.id,
        title=article.title.text if article.title else "",
        text=article.text.text if article.text else "",
        checkable=checkable,
        reason=" ".join(reasons),
    )
