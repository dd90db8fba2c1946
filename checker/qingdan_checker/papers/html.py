"""A paper as one page of HTML that needs no other file: headings, tables and pictures, for screen and print."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from qingdan_checker.papers import Card, Form, Picture, Table, Text
from qingdan_checker.pictures import filled

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from qingdan_checker.papers import Block, Paper

_OWN: Final = re.compile(r"<(style|defs)>.*?</\1>\s*", re.DOTALL)

FORM = Form(name="html", description="one page of HTML, for reading and printing", chinese="单页 HTML，供阅读和打印")


def write(papers: Sequence[Paper]) -> bytes:
    """The papers on one page."""
    return page(papers, bare).encode()


def page(papers: Sequence[Paper], picture: Callable[[Picture], str]) -> str:
    """The papers on one page, with their pictures as SVG."""
    return filled("paper.html.j2", {"papers": papers, "kind": _kind, "bare": picture})


def bare(picture: Picture) -> str:
    """A picture without its styles and patterns, which the page has once for all."""
    return _OWN.sub("", picture.svg)


def _kind(block: Block) -> str:
    match block:
        case Text():
            return "text"
        case Table():
            return "table"
        case Card():
            return "card"
        case Picture():
            return "picture"
