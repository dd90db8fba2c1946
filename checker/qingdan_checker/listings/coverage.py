"""The ledger as a table for people and as JSON for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from qingdan_checker.findings import SCHEMA
from qingdan_checker.layout.columns import aligned, visible
from qingdan_checker.layout.escaping import json_text
from qingdan_checker.ledger import STATES
from qingdan_checker.messages.language import Sentence
from qingdan_checker.messages.summary import gaps_by_errors

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qingdan_checker.ledger import Article, Entry, Ledger
    from qingdan_checker.messages.book import Book

_STATES: Final = {
    "encoded": Sentence("encoded", "已编码"),
    "encoded in part": Sentence("in part", "部分编码"),
    "not checkable": Sentence("not checkable", "不可校验"),
    "not encoded": Sentence("not encoded", "未编码"),
}

_HEADS: Final = (
    Sentence("document", "文件"),
    Sentence("articles", "条"),
    *_STATES.values(),
    Sentence("rules", "规则"),
    Sentence("provisions", "规定"),
    Sentence("items", "事项"),
)


def is_complete(ledger: Ledger) -> bool:
    """Whether every article has a statement or a reason, and no source has an error."""
    return not ledger.count("not encoded") and not ledger.report.faults


def render(ledger: Ledger, book: Book, *, verbose: bool) -> str:
    """A row for each document and their sum, then the articles that are not encoded; all articles where `verbose`."""
    lines = list(_table(ledger, book))
    for entry in ledger.entries:
        shown = [one for one in entry.articles if verbose or one.state == "not encoded"]
        if shown:
            lines += ["", f"{_called(entry.document, book)}  {entry.file}", *_articles(shown, book)]
    told = list(gaps_by_errors(book))
    if told:
        lines += ["", *told]
    return "\n".join(map(visible, lines)) + "\n"


def _table(ledger: Ledger, book: Book) -> Iterator[str]:
    rows = [_row(_called(entry.document, book), [entry], book) for entry in ledger.entries]
    total = _row(book.pick("all", "合计"), ledger.entries, book)
    heads = tuple(head.say(book.language) for head in _HEADS)
    yield from aligned([heads, *rows, total], right=frozenset(range(1, len(heads))))


def _row(name: str, entries: list[Entry] | tuple[Entry, ...], book: Book) -> tuple[str, ...]:
    counts = [sum(len(entry.articles) for entry in entries)]
    counts += [sum(entry.count(state) for entry in entries) for state in STATES]
    counts += [sum(entry.rules for entry in entries), sum(entry.provisions for entry in entries)]
    counts.append(len({item for entry in entries for item in entry.items}))
    return (name, *(str(count) if count else book.pick("-", "-") for count in counts))


def _called(document: str, book: Book) -> str:
    facts = book.report.documents[document]
    return book.pick(document, f"{book.name(facts.issuer)}《{facts.title}》" if facts.title else document)


def _articles(articles: list[Article], book: Book) -> Iterator[str]:
    rows: list[tuple[str, ...]] = [
        (f"  {book.article(one.id)}", one.title, _STATES[one.state].say(book.language), one.reason) for one in articles
    ]
    yield from aligned(rows)


def render_json(ledger: Ledger) -> str:
    """The ledger as one JSON object."""
    data = {
        "schema": SCHEMA,
        "articles": {state: ledger.count(state) for state in STATES},
        "source_errors": len(ledger.report.faults),
        "documents": [_entry(entry) for entry in ledger.entries],
    }
    return json_text(data, indent=2) + "\n"


def _entry(entry: Entry) -> dict[str, Any]:
    return {
        "document": entry.document,
        "file": entry.file,
        "rules": entry.rules,
        "provisions": entry.provisions,
        "items": list(entry.items),
        "articles": [
            {"article": one.id, "title": one.title, "state": one.state, "reason": one.reason or None}
            for one in entry.articles
        ],
    }
