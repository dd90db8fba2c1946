"""Widths of text on a terminal, and what a terminal must not be told by a text that others wrote."""

from __future__ import annotations

import unicodedata
from typing import Final

TAB: Final = "    "
"""What a tab is shown as, wherever it stands."""

_WRITTEN_OUT: Final = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"})
"""Categories of characters that steer instead of being seen: escapes, direction marks, line separators."""

_SHORT: Final = 0xFF
_MIDDLE: Final = 0xFFFF


def visible(text: str) -> str:
    r"""The text on one line, with every character that steers a terminal written out (`\x1b`, `\u202e`)."""
    if text.isprintable():
        return text
    return "".join(_written_out(char) for char in text.replace("\t", TAB))


def _written_out(char: str) -> str:
    if char.isprintable() or unicodedata.category(char) not in _WRITTEN_OUT:
        return char
    code = ord(char)
    if char == "\n":
        return "\\n"
    if code <= _SHORT:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code <= _MIDDLE else f"\\U{code:08x}"


def width(text: str) -> int:
    """How many columns a visible text takes: two for most of Chinese."""
    if text.isascii():
        return len(text)
    from wcwidth import wcwidth  # noqa: PLC0415  pure ASCII needs no table of widths

    return sum(max(0, wcwidth(char)) for char in text)


def pad(text: str, columns: int, *, right: bool = False) -> str:
    """The text filled up with spaces to so many columns; `right` puts them in front."""
    space = " " * (columns - width(text))
    return space + text if right else text + space


def aligned(rows: list[tuple[str, ...]], *, right: frozenset[int] = frozenset(), gap: str = "  ") -> list[str]:
    """The rows as lines with their columns under one another; `right` are the columns that end at the same place."""
    if not rows:
        return []
    widths = [max(width(row[at]) for row in rows) for at in range(len(rows[0]))]
    return [gap.join(pad(cell, widths[at], right=at in right) for at, cell in enumerate(row)).rstrip() for row in rows]
