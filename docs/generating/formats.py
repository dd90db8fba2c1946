"""The formats of a check's report and the forms of an audit report, from their modules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generating.markdown import filled, table
from qingdan_checker import formats, papers

if TYPE_CHECKING:
    from collections.abc import Iterator


def report_formats() -> str:
    """The page of all formats: prose around the tables of what there is."""
    return filled("formats.md", {"formats": lambda _: _formats(), "papers": lambda _: _papers()})


def _formats() -> str:
    return table(("format", "English", "中文", "language"), _rows())


def _rows() -> Iterator[tuple[str, str, str, str]]:
    for name in formats.names():
        facts = formats.facts(name)
        spoken = "English, or `--lang`" if facts.for_machines else "that of the environment, or `--lang`"
        yield f"[`{name}`](#{name})", facts.description, facts.chinese, spoken


def _papers() -> str:
    rows = ((f"`{name}`", papers.facts(name).description, papers.facts(name).chinese) for name in papers.names())
    return table(("form", "English", "中文"), rows)
