"""Literate Markdown to the same lines with the prose blanked, so that places stay true."""

from __future__ import annotations

import re
from typing import Final

LANGUAGE: Final = "qingdan"
_VISIBLE: Final = re.compile(r"[^\n]")


def blank_prose(markdown: str) -> str:
    """The text with everything but fenced blocks marked `qingdan` turned to spaces.

    Fences are CommonMark's, in lists and quotations too: a block that is passed over in silence would be a
    rule that is passed over in silence. Every remaining character keeps its line and column.
    """
    from markdown_it import MarkdownIt  # noqa: PLC0415  only literate files need it

    lines = markdown.split("\n")
    blanked = [_VISIBLE.sub(" ", line) for line in lines]
    for token in MarkdownIt("commonmark").disable("inline").parse(markdown):
        if token.type == "fence" and token.map and token.info.split()[:1] == [LANGUAGE]:
            first = token.map[0] + 1
            for number, code in enumerate(token.content.split("\n")[:-1], first):
                if number < len(lines):
                    blanked[number] = _keep(lines[number], code)
    return "\n".join(blanked)


def _keep(line: str, code: str) -> str:
    """The code of a line at its own column: what a list or quotation puts before it is prose."""
    stripped = code.lstrip()
    if not stripped:
        return " " * len(line)
    at = len(line) - len(stripped)
    return " " * at + line[at:]
