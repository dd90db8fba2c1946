"""How text is laid out: indents, one line or several, columns of tables."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from unicodedata import east_asian_width

from qingdan_dsl.lexer import reads_as_unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

WIDTH: Final = 100
"""Columns within which a block stays on one line; a Chinese character takes two."""

INDENT: Final = "    "

_WORD: Final = re.compile(r"[\w.-]+")

Lines = list[str]
"""Lines without their indent. A text over several lines is one of them: what it says is not to be indented."""


def width(text: str) -> int:
    """The columns that a text takes."""
    return len(text) if text.isascii() else sum(1 + (east_asian_width(char) in "WF") for char in text)


def block(head: Lines, parts: Sequence[Lines], *, one_line: bool = True) -> Lines:
    """A head with what stands in its braces: on one line where it fits and may, else a line or more each."""
    *before, last = head
    if not parts:
        return [*before, f"{last} {{ }}"]
    if one_line and all(len(part) == 1 and "\n" not in part[0] for part in parts):
        line = f"{last} {{ {_side_by_side(part[0] for part in parts)} }}"
        if width(line) <= WIDTH:
            return [*before, line]
    return [*before, f"{last} {{", *indented(line for part in parts for line in part), "}"]


def indented(lines: Iterable[str]) -> Lines:
    """Lines one step further in; empty ones stay empty."""
    return [INDENT + line if line else line for line in lines]


def _side_by_side(parts: Iterable[str]) -> str:
    """Parts on one line. A name that would be read as the unit of the number before it stands in backquotes."""
    line = ""
    for part in parts:
        safe = part
        if line[-1:].isdigit() and reads_as_unit(part):
            safe = _WORD.sub(lambda name: f"`{name[0]}`", part, count=1)
        line = f"{line}  {safe}" if line else safe
    return line


def table(rows: Sequence[Sequence[str]]) -> Lines:
    """The rows of a table, column under column."""
    wide = [max(map(width, column)) for column in _columns(rows)]
    return [
        "| " + " | ".join(cell + " " * (wide[at] - width(cell)) for at, cell in enumerate(row)) + " |" for row in rows
    ]


def _columns(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    count = max(map(len, rows), default=0)
    return [[row[at] for row in rows if at < len(row)] for at in range(count)]
