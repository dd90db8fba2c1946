"""A paper as Markdown: readable as it stands, and on any forge."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from qingdan_checker.layout.columns import visible
from qingdan_checker.papers import Card, Cell, Form, Picture, Table, Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qingdan_checker.papers import Block, Paper, Section

FORM = Form(name="markdown", description="Markdown, for forges and editors", chinese="Markdown 文本")

_SPECIAL: Final = re.compile(r"([\\`*_{}\[\]|<>~^$&]|^[#+-]|(?<=^\d)[.)])")
"""Whatever Markdown, or HTML inside it, may read as a mark: some marks are marks at the start of a line only."""


def write(papers: Sequence[Paper]) -> bytes:
    """The papers one after another."""
    return "\n".join(line for paper in papers for line in _paper(paper)).encode() + b"\n"


def _paper(paper: Paper) -> Iterator[str]:
    yield from (f"# {_text(paper.title)}", "", _text(paper.subtitle), "")
    for section in paper.sections:
        yield from _section(section, 2)
    yield from ("---", "", _text(paper.foot), "")


def _section(section: Section, level: int) -> Iterator[str]:
    yield from (f"{'#' * level} {_text(section.title)}", "")
    for block in section.blocks:
        yield from _block(block)
        yield ""
    for inner in section.sections:
        yield from _section(inner, level + 1)


def _block(block: Block) -> Iterator[str]:
    match block:
        case Text():
            text = _text(block.text)
            yield f"**{text}**" if block.size == "lead" or block.tone == "breach" else text
        case Table():
            yield from (f"*{_text(block.title)}*", "")
            yield from _table(block.heads, block.rows)
        case Card():
            yield from (f"**{_text(block.title)}**", "")
            yield from _table(("", ""), tuple((Cell(text=label), cell) for label, cell in block.rows))
        case Picture():
            yield f"*{_text(block.title)}: {_text(block.about)}*"


def _table(heads: Sequence[str], rows: Sequence[Sequence[Cell]]) -> Iterator[str]:
    yield _row(_text(head) for head in heads)
    yield _row("---" for _ in heads)
    yield from (_row(_cell(cell) for cell in row) for row in rows)


def _row(cells: Iterator[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(cell: Cell) -> str:
    if cell.code and cell.text and "`" not in cell.text:
        return f"`{visible(cell.text).replace('|', chr(92) + '|')}`"
    text = _text(cell.text)
    return f"**{text}**" if cell.tone == "breach" and text else text


def _text(text: str) -> str:
    """Text in which nothing is a mark."""
    return _SPECIAL.sub(r"\\\1", visible(text))
