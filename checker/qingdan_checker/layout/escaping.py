"""Text that others wrote, as programs carry it: JSON that shows what steers a reader, XML that holds nothing else."""

from __future__ import annotations

import json
import re
from html import escape
from typing import TYPE_CHECKING, Any, Final

from qingdan_checker.layout.columns import visible

if TYPE_CHECKING:
    from collections.abc import Sequence

_STEERING: Final = re.compile(
    "[\x7f-\x9f\xad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\ud800-\udfff\ue000-\uf8ff\ufeff\ufff9-\ufffb\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3"
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff\U000f0000-\U0010ffff]"
)
"""Characters that JSON may carry as they are, and that nobody sees: direction marks, joiners, private ones."""


def json_text(data: Any, *, indent: int | None = None) -> str:  # noqa: ANN401  whatever JSON can hold
    """Data as JSON in which Chinese is readable, and every character that steers a reader is escaped."""
    return _STEERING.sub(_escaped, json.dumps(data, ensure_ascii=False, indent=indent))


def _escaped(found: re.Match[str]) -> str:
    units = found[0].encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))


def xml_text(text: str) -> str:
    """A line of text for XML, between tags and in an attribute; what XML cannot hold is written out."""
    return escape(visible(text), quote=True)


_MARKDOWN: Final = re.compile(
    r"[\\`*_\[\]|~$]|^[#+=-]|(?<=^\d)[.)]|(?<=^\d\d)[.)]|(?<=:)/(?=/)|(?<=www)\.", re.IGNORECASE
)
_TICKS: Final = re.compile(r"^\s*`+")
_HTML: Final = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


def markdown_text(text: str) -> str:
    """A line of text for Markdown that shows as itself: no emphasis, link, cell, list or HTML comes of it."""
    return _MARKDOWN.sub(r"\\\g<0>", visible(text)).translate(_HTML)


def fenced(lines: Sequence[str]) -> str:
    """Visible lines as a block of Markdown that is nothing but text: no line can close its fence."""
    longest = max((len(found) for line in lines for found in _TICKS.findall(line)), default=0)
    fence = "`" * max(3, longest + 1)
    return "\n".join((f"{fence}text", *lines, fence))
