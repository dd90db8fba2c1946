"""What differs, as Markdown for a merge request: counts, then tables that fold away; all text shows as itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeVar

from qingdan_checker.layout.escaping import markdown_text, xml_text
from qingdan_checker.listings.differences import said
from qingdan_checker.messages.language import Sentence
from qingdan_checker.messages.said import SEVERITIES as SEVERITY_WORDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from qingdan_checker.differences import Differences
    from qingdan_checker.differences.facts import Altered, Moved, Relisted, Turned
    from qingdan_checker.messages.book import Book

_One = TypeVar("_One")

MOST: Final = 200
"""Rows of a table: the page of a merge request takes a megabyte."""

FEW: Final = 15
"""A longer table is folded away."""

_TITLE: Final = Sentence("What changes: ", "改动对照：")

_PROVISIONS: Final = (
    Sentence("", ""),
    Sentence("where", "位置"),
    Sentence("provision", "规定"),
    Sentence("says", "内容"),
)
_MOVED: Final = (
    *(Sentence("item", "事项"), Sentence("where", "地区"), Sentence("for", "适用"), Sentence("before", "原")),
    *(Sentence("after", "现"), Sentence("effect", "影响"), Sentence("time", "时间")),
)
_RELISTED: Final = (
    *(Sentence("", ""), Sentence("list", "目录"), Sentence("where", "地区")),
    *(Sentence("entry", "条目"), Sentence("time", "时间")),
)
_FINDINGS: Final = (Sentence("", ""), Sentence("finding", "结果"), Sentence("where", "位置"), Sentence("says", "内容"))


def render(found: Differences, books: Sequence[Book]) -> str:
    """The whole, in each language where there are several."""
    return "\n\n".join(block for book in books for block in _blocks(found, book)) + "\n"


def _blocks(found: Differences, book: Book) -> Iterator[str]:
    yield f"## {markdown_text(_TITLE.say(book.language) + said.title(found, book))}"
    yield "\n".join(f"- {markdown_text(line)}" for line in said.totals(found, book))
    yield from _section("findings", _FINDINGS, found.findings, lambda one: _finding(one, found, book), book)
    yield from _section("moved", _MOVED, found.moved, lambda one: _moved(one, found, book), book)
    yield from _section("relisted", _RELISTED, found.relisted, lambda one: _relisted(one, found, book), book)
    yield from _section("provisions", _PROVISIONS, found.provisions, lambda one: _provision(one, book), book)
    if found.blind:
        lines = [f"- {markdown_text(said.unseen(one, found, book))}" for one in found.blind[:MOST]]
        yield f"### {said.HEADS['blind'].say(book.language)}"
        yield "\n".join(lines)


def _section(
    head: str, columns: Sequence[Sentence], ones: Sequence[_One], row: Callable[[_One], Iterable[str]], book: Book
) -> Iterator[str]:
    """A table under its head; a long one is folded away."""
    if not ones:
        return
    name = said.HEADS[head].say(book.language)
    lines = [_row(word.say(book.language) for word in columns), _row("---" for _ in columns)]
    lines += [_row(markdown_text(cell) for cell in row(one)) for one in ones[:MOST]]
    more = len(ones) - MOST
    if more > 0:
        lines += [
            "",
            book.pick(f"and {more} more (--format json has all)", f"另有 {more} 项（--format json 列出全部）"),
        ]
    table = "\n".join(lines)
    if len(ones) <= FEW:
        yield f"### {name}"
        yield table
    else:
        yield f"<details><summary>{xml_text(name)} ({len(ones)})</summary>\n\n{table}\n\n</details>"


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _finding(one: Turned, found: Differences, book: Book) -> Iterator[str]:
    about = one.finding
    yield said.TURNS[one.turn].say(book.language)
    who = f" {book.name(about.jurisdiction)}" if about.jurisdiction else ""
    yield f"{SEVERITY_WORDS[about.severity].say(book.language)} {about.code}{who}"
    yield f"{about.place.file}:{about.place.line}"
    old, new = said.told(one, found, book)
    text = f"{old} → {new}" if old and new and old != new else new or old
    changed = said.numbers(one, book)
    yield f"{text} ({changed})" if changed else text


def _moved(one: Moved, found: Differences, book: Book) -> Iterator[str]:
    yield book.name(one.item)
    yield said.places(one.jurisdictions, found.report, book)
    yield said.whom(one, book)
    yield said.value(one.before, one.status_before, book)
    yield said.value(one.after, one.status_after, book)
    yield said.GAINS[one.gain].say(book.language)
    yield said.stretch(one.start, one.until, book)


def _relisted(one: Relisted, found: Differences, book: Book) -> Iterator[str]:
    yield said.ACTS[one.act].say(book.language)
    yield book.name(one.catalogue)
    yield said.places(one.jurisdictions, found.report, book)
    yield said.listed(one, book)
    yield said.stretch(one.start, one.until, book)


def _provision(one: Altered, book: Book) -> Iterator[str]:
    place = one.new or one.old
    yield said.ACTS[one.act].say(book.language)
    yield f"{place.file}:{place.line}" if place else ""
    document = f"{book.document(one.document)} " if one.document and one.sort != "document" else ""
    yield f"{document}{said.provision(one, book)}"
    yield said.wording(one, book)
