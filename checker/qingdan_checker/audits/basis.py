"""The comparison of clauses with their basis (对照表): what each article decides, on what ground, how it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qingdan_checker.audits.tones import cited_cell, rule_cell, state_cell
from qingdan_checker.paper import Cell, Section, Table
from qingdan_checker.timeline import STATES as GRAVEST_FIRST

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qingdan_checker.audits.facts import Audit, Line, PlaceAudit
    from qingdan_checker.ledger import Article, Entry
    from qingdan_checker.messages.book import Book


def basis_of(audit: Audit, book: Book) -> Section:
    """A row for each article that decides something."""
    rows = [
        row
        for place in audit.places
        for entry in place.entries
        for article in entry.articles
        if article.decides
        for row in _rows(place, entry, article, book)
    ]
    table = Table(
        title=book.pick("Clauses and their basis", "条款与依据对照"),
        heads=(
            book.pick("clause", "条款"),
            book.pick("decides", "规定的事项"),
            book.pick("higher text", "上位依据"),
            book.pick("asks for", "要求"),
            book.pick("verdict", "判定"),
        ),
        rows=tuple(rows),
        widths=(21, 17, 23, 23, 16),
    )
    return Section(mark="basis", title=book.pick("Clauses and their basis", "对照表"), blocks=(table,) if rows else ())


def _rows(place: PlaceAudit, entry: Entry, article: Article, book: Book) -> Iterator[tuple[Cell, ...]]:
    """The article against each rule that rests on what it decides."""
    named = f"{book.citation(entry.document, article.id)}{book.pick(' ', '')}{article.title}"
    clause = cited_cell(entry.document, article.id, book, named)
    matters = Cell(text=book.several([book.name(one) for one in article.decides]))
    held = [line for line in place.lines if _concerns(line, article, book)]
    for line in sorted(held, key=lambda one: GRAVEST_FIRST.index(one.state)):
        rule = book.report.rules.get(line.lane.rule)
        state = state_cell(line.standing, book)
        if rule:
            basis = cited_cell(rule.document, rule.article, book, book.basis(rule))
            yield clause, matters, basis, rule_cell(line.lane.rule, book), state
        else:
            asks = book.pick("authority to decide it", "须获授权")
            yield clause, matters, Cell(text=""), Cell(text=asks), state
    if not held:
        none = book.pick("no rule binds it", "没有对其有约束力的规则")
        yield clause, matters, Cell(text=""), Cell(text=none, tone="faint"), Cell(text="")


def _concerns(line: Line, article: Article, book: Book) -> bool:
    rule = book.report.rules.get(line.lane.rule)
    if rule is None:
        return line.lane.matter in article.decides
    return bool(set(rule.uses) & set(article.decides))
