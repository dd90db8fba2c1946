"""What differs, for a terminal: provisions, what moves in effect, findings, and what could not be compared."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final

from qingdan_checker.layout.colour import Paint
from qingdan_checker.layout.columns import aligned, visible
from qingdan_checker.listings.differences import said
from qingdan_checker.messages.said import SEVERITIES as SEVERITY_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qingdan_checker.differences import Differences
    from qingdan_checker.differences.facts import Turned
    from qingdan_checker.messages.book import Book

MOST: Final = 200
"""Lines of a section: more than anybody reads; `json` has all."""

_COLOURS: Final = {"+": "good", "-": "error", "~": "warning", "!": "error"}
_GAINS: Final = {"better": "good", "worse": "error", "lost": "error", "gained": "good"}


def render(found: Differences, book: Book, *, colour: bool) -> str:
    """All that differs, in one language."""
    paint = Paint(colour)
    sections = [
        ("provisions", list(_provisions(found, book, paint))),
        ("moved", list(_moved(found, book, paint))),
        ("relisted", list(_relisted(found, book, paint))),
        ("findings", list(_findings(found, book, paint))),
        ("blind", [f"  {visible(said.unseen(one, found, book))}" for one in found.blind]),
    ]
    blocks = [[paint(visible(said.title(found, book)), "strong")]]
    blocks += [
        [paint(said.HEADS[head].say(book.language), "strong"), *_cut(lines, book)] for head, lines in sections if lines
    ]
    blocks.append([visible(line) for line in said.totals(found, book)])
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"


def _cut(lines: Sequence[str], book: Book) -> Iterator[str]:
    yield from lines[:MOST]
    more = len(lines) - MOST
    if more > 0:
        yield book.pick(
            f"  and {more} more lines (--format json has all)", f"  另有 {more} 行（--format json 列出全部）"
        )


def _mark(mark: str, paint: Paint) -> str:
    return paint(mark, _COLOURS[mark])


def _provisions(found: Differences, book: Book, paint: Paint) -> Iterator[str]:
    """Document by document, a provision a line."""
    for document, group in groupby(found.provisions, key=lambda one: one.document):
        yield f"  {visible(_document(document, book))}"
        for one in group:
            wording = said.wording(one, book)
            line = f"{said.provision(one, book)}{book.pick(': ', '：') if wording else ''}{wording}"
            place = one.new or one.old
            where = f"  {place.file}:{place.line}" if place else ""
            yield f"    {_mark(said.MARKS[one.act], paint)} {visible(line)}{paint(visible(where), 'faint')}"


def _document(name: str, book: Book) -> str:
    if not name:
        return book.pick("words of all documents", "共用词汇")
    cited = book.document(name)
    return name if cited == name else book.pick(f"{name} ({cited})", f"{name}（{cited}）")


def _moved(found: Differences, book: Book, paint: Paint) -> Iterator[str]:
    """Item by item, a table of who moves from what to what."""
    for item, group in groupby(found.moved, key=lambda one: one.item):
        ones = list(group)
        yield f"  {visible(book.name(item))}"
        rows: list[tuple[str, ...]] = [
            (
                visible(said.places(one.jurisdictions, found.report, book)),
                visible(said.whom(one, book)),
                visible(said.value(one.before, one.status_before, book)),
                "→",
                visible(said.value(one.after, one.status_after, book)),
                said.GAINS[one.gain].say(book.language),
                visible(said.stretch(one.start, one.until, book)),
            )
            for one in ones
        ]
        for one, line in zip(ones, aligned(rows, right=frozenset({2})), strict=True):
            gain = said.GAINS[one.gain].say(book.language)
            yield f"    {line.replace(gain, paint(gain, _GAINS[one.gain])) if one.gain in _GAINS else line}"


def _relisted(found: Differences, book: Book, paint: Paint) -> Iterator[str]:
    """The entries of a list, those that change in one way in the same places together."""
    for (catalogue, names, start, until), group in groupby(
        sorted(found.relisted, key=lambda one: (one.catalogue, one.jurisdictions, str(one.start), str(one.until))),
        key=lambda one: (one.catalogue, one.jurisdictions, one.start, one.until),
    ):
        where = (
            f"{book.name(catalogue)} · {said.places(names, found.report, book)} · {said.stretch(start, until, book)}"
        )
        yield f"  {visible(where)}"
        yield from (f"    {_mark(said.MARKS[one.act], paint)} {visible(said.listed(one, book))}" for one in group)


def _findings(found: Differences, book: Book, paint: Paint) -> Iterator[str]:
    for one in found.findings:
        about = one.finding
        severity = paint(f"{SEVERITY_WORDS[about.severity].say(book.language)}[{about.code}]", about.severity)
        place = visible(f"{about.place.file}:{about.place.line}")
        who = visible(book.name(about.jurisdiction)) + " " if about.jurisdiction else ""
        turn = said.TURNS[one.turn].say(book.language)
        yield f"  {_mark(said.TURN_MARKS[one.turn], paint)} {turn} {severity} {who}{paint(place, 'faint')}"
        yield from (f"      {line}" for line in _headlines(one, found, book))


def _headlines(one: Turned, found: Differences, book: Book) -> Iterator[str]:
    old, new = (visible(text) for text in said.told(one, found, book))
    if one.old and one.new and old != new:
        yield f"{book.pick('was: ', '原：')}{old}"
        yield f"{book.pick('now: ', '现：')}{new}"
    else:
        yield new or old
    changed = said.numbers(one, book)
    if changed:
        yield visible(changed)
