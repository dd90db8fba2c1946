"""A paper as one page of HTML that needs no other file: headings, tables and pictures, for screen and print."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qingdan_checker.papers import Card, Form, Picture, Table, Text
from qingdan_checker.pictures import filled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qingdan_checker.papers import Block, Paper

FORM = Form(name="html", description="one page of HTML, for reading and printing", chinese="单页 HTML，供阅读和打印")


def write(papers: Sequence[Paper]) -> bytes:
    """The papers on one page."""
    return filled("paper.html.j2", {"papers": papers, "kind": _kind}).encode()


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
