"""Markdown as MkDocs reads it: text in which nothing is a mark, links, tables, and the blocks of a paper."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from qingdan_checker.layout.columns import visible
from qingdan_checker.paper import Card, Cell, Picture, Table, Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from qingdan_checker.paper import Block, Section
    from qingdan_checker.sites.links import Links

_SPECIAL: Final = re.compile(r"[\\`*_{}\[\]<>|&~^!#$\"']")
_AT_START: Final = re.compile(r"^(?:(\d+)([.)])|([-+=:>?/%]))")
_FENCES: Final = re.compile(r"`{3,}|~{3,}")

LONG_TABLE: Final = 12
"""Rows from which on a table can be searched on the page."""


def plain(text: str) -> str:
    """Text in which nothing is a mark, on one line: whatever could be read as one stands as its number."""
    return _SPECIAL.sub(_numbered, visible(" ".join(text.split())))


def _numbered(found: re.Match[str]) -> str:
    return f"&#{ord(found[0])};"


def paragraph(text: str) -> str:
    """The same as a paragraph of its own, where some marks are marks at the start."""
    return _AT_START.sub(_first, plain(text))


def _first(found: re.Match[str]) -> str:
    digits, mark, alone = found.groups()
    return f"{digits}&#{ord(mark)};" if mark else f"&#{ord(alone)};"


def heading(level: int, text: str, mark: str = "") -> str:
    """A heading, with the mark that leads to it."""
    return f"{'#' * level} {paragraph(text)}" + (f" {{ #{mark} }}" if mark else "")


def link(text: str, address: str) -> str:
    """A text that leads somewhere, where it does."""
    return f"[{plain(text)}]({address})" if address and text.strip() else plain(text)


def span(text: str, name: str) -> str:
    """A text with a class, as it is drawn."""
    return f'<span class="{name}">{text}</span>' if text else ""


def badge(text: str, tone: str) -> str:
    """A word in a frame, in the colour of its tone."""
    return span(plain(text), f"qd-badge qd-{tone or 'faint'}")


def fenced(code: str, language: str = "") -> Iterator[str]:
    """A piece of code, whatever stands in it."""
    text = "\n".join(visible(line.rstrip()) for line in code.split("\n"))
    longest = max((len(found[0]) for found in _FENCES.finditer(text)), default=2)
    fence = "`" * (longest + 1)
    yield from (f"{fence}{language}", text, fence)


def table(heads: Sequence[str], rows: Iterable[Sequence[str]], *, title: str = "", name: str = "") -> Iterator[str]:
    """A table of what is Markdown already, with a caption, in a part that can be scrolled and, if long, searched."""
    lines = [f"| {' | '.join(cells)} |" for cells in rows]
    classes = " ".join(
        one for one in ("qd-table", name, "qd-long" if len(lines) > LONG_TABLE and name != "qd-dense" else "") if one
    )
    yield from (f'<div class="{classes}" data-title="{plain(title)}" markdown="1">', "")
    if title:
        yield from (f"**{plain(title)}**" + "{ .qd-caption }", "")
    yield f"| {' | '.join(heads)} |"
    yield f"|{'---|' * len(heads)}"
    yield from lines
    yield from ("", "</div>", "")


def folded(summary: str, lines: Iterable[str]) -> Iterator[str]:
    """Something that is shown when it is asked for."""
    yield from (f'<details class="qd-more" markdown="1"><summary>{plain(summary)}</summary>', "")
    yield from lines
    yield from ("", "</details>", "")


def labelled(rows: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Labels with what is said under each."""
    yield from ('<dl class="qd-rows" markdown="1">', "")
    for label, said in rows:
        yield from (f"<dt>{plain(label)}</dt>", f'<dd markdown="span">{said}</dd>')
    yield from ("", "</dl>", "")


class Writer:
    """Writes the blocks of a paper on a page, with their links; a picture goes into a file of its own.

    `between` stands between several things in one cell.
    """

    def __init__(self, links: Links, draw: Callable[[Picture], str], between: str) -> None:
        self._links = links
        self._between = between
        self._draw = draw
        self._cards: Counter[str] = Counter()

    def section(self, section: Section, level: int = 2) -> Iterator[str]:
        """A section with its heading; nothing where there is nothing under it."""
        if section.blocks or section.sections:
            yield from (heading(level, section.title, section.mark), "")
            yield from self.body(section, level)

    def body(self, section: Section, level: int = 2) -> Iterator[str]:
        """What stands under a section's heading."""
        for block in section.blocks:
            yield from self.block(block)
        for inner in section.sections:
            yield from self.section(inner, level + 1)

    def block(self, block: Block) -> Iterator[str]:
        """One block."""
        match block:
            case Text():
                yield from (f"{paragraph(block.text)}{_class(block)}", "")
            case Table():
                rows = [[self.cell(cell) for cell in row] for row in block.rows]
                kind = "qd-dense" if block.dense else ""
                yield from table([plain(head) for head in block.heads], rows, title=block.title, name=kind)
            case Card():
                yield from self._card(block)
            case Picture():
                yield from self.picture(block)

    def cell(self, cell: Cell) -> str:
        """A cell: linked to what it speaks of, in the colour of its tone."""
        if cell.parts:
            return self._between.join(self.cell(part) for part in cell.parts)
        text = link(cell.text, self._links.to(cell.ref))
        if cell.code:
            return f"<code>{plain(cell.text)}</code>" if cell.text else ""
        return span(text, f"qd-{cell.tone}") if cell.tone else text

    def picture(self, picture: Picture) -> Iterator[str]:
        """A picture by its file, with what it shows in words."""
        address = self._draw(picture)
        yield from (f'![{plain(picture.about)}]({address} "{plain(picture.title)}")' + "{ .qd-picture }", "")

    def _card(self, card: Card) -> Iterator[str]:
        self._cards[card.mark] += 1
        again = f"-{self._cards[card.mark]}" if self._cards[card.mark] > 1 else ""
        mark = f' id="f-{card.mark}{again}"' if card.mark else ""
        shown = " open" if card.tone == "breach" else ""
        yield f'<details class="qd-card qd-card-{card.tone or "faint"}"{mark}{shown} markdown="1">'
        yield from (f"<summary>{plain(card.title)}</summary>", "")
        yield from labelled((label, self.cell(cell)) for label, cell in card.rows)
        yield from ("</details>", "")


def _class(text: Text) -> str:
    name = {"lead": "qd-lead", "small": "qd-small", "normal": ""}[text.size]
    classes = " ".join(f".{one}" for one in (name, f"qd-{text.tone}" if text.tone else "") if one)
    return f"\n{{: {classes} }}" if classes else ""
