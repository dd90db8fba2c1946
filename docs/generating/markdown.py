"""Pieces of Markdown that generated pages are made of, and the prose that is written by hand around them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

PROSE: Final = Path(__file__).parent / "prose"

NOTE: Final = "<!-- Made by docs/generate.py from the code. Do not edit. -->"
_PROSE_NOTE: Final = "<!-- Made by docs/generate.py from the code and docs/generating/prose/{name}. Do not edit. -->"
_MARK: Final = re.compile(r"^\{\{ (\S+)(?: (.*))? \}\}$", re.MULTILINE)


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table; bars inside a cell are escaped."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


def coded(*texts: str) -> str:
    """Pieces of the language in backquotes, with commas."""
    return ", ".join(f"`{text}`" for text in texts)


def filled(name: str, made: Mapping[str, Callable[[str], str]]) -> str:
    """A page of prose, with each line `{{ NAME ARGUMENT }}` replaced by what that function makes of the argument.

    Raises KeyError where there is no such function.
    """
    text = (PROSE / name).read_text(encoding="utf-8")
    first, _, rest = text.partition("\n")
    rest = _MARK.sub(lambda match: made[match[1]](match[2] or ""), rest)
    return f"{first}\n\n{_PROSE_NOTE.format(name=name)}\n{rest}"


def parted(text: str) -> tuple[str, str]:
    """The English and the Chinese half of a text that says the same in both, English first."""
    match = re.search(r"(?<=[.!?)。`])\s+(?=[^\x00-\x7f])|\n\n(?=[^\x00-\x7f])", text)
    return (text[: match.start()], text[match.end() :]) if match else (text, "")
