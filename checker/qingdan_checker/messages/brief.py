"""A finding as a few lines of plain text, for media that show no source: logs, annotations, alerts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qingdan_checker.layout.columns import visible
from qingdan_checker.messages.headlines import headline
from qingdan_checker.messages.notes import TAGS
from qingdan_checker.messages.said import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from qingdan_checker.findings import Finding
    from qingdan_checker.messages.book import Book


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """A finding in each language asked for: headline, what is at its other places, the lines below; all visible."""

    headline: str
    there: tuple[str, ...]
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        """The headline, then the lines."""
        return "\n".join((self.headline, *self.lines))


def brief(finding: Finding, books: Sequence[Book]) -> Brief:
    """All that is said about a finding, each sentence once."""
    said = [say(finding, book) for book in books]
    return Brief(
        headline=once(one.headline for one in said),
        there=tuple(once(one.there[at] for one in said) for at in range(len(finding.related))),
        lines=tuple(
            dict.fromkeys(
                f"{TAGS[note.tag].say(book.language)}{book.pick(': ', '：')}{visible(note.text)}"
                for book, one in zip(books, said, strict=True)
                for note in one.notes
            )
        ),
    )


def headlines(finding: Finding, books: Iterable[Book]) -> str:
    """The headline alone, in each language."""
    return once(headline(finding, book) for book in books)


def once(texts: Iterable[str]) -> str:
    """Texts with a bar between, each once, on one line and visible."""
    return " / ".join(_kept(texts))


def _kept(texts: Iterable[str]) -> Iterator[str]:
    return (visible(text) for text in dict.fromkeys(texts) if text)
