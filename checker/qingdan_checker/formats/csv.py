"""The findings as a table for spreadsheets: UTF-8 with its mark, a head, one row a finding, no cell a formula."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from qingdan_checker.formats import Format
from qingdan_checker.layout.columns import visible
from qingdan_checker.messages.book import Book
from qingdan_checker.messages.brief import headlines, once
from qingdan_checker.messages.notes import notes
from qingdan_checker.records import day

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from qingdan_checker.findings import Combination, Finding, Report
    from qingdan_checker.formats import Options

FORMAT = Format(
    name="csv",
    description="the findings as a table, for spreadsheets",
    chinese="结果表格（CSV），可用 Excel、WPS 打开",
    for_machines=True,
)

HEAD: Final = (
    *("severity", "code", "state", "force", "rule", "rule_label", "required_by", "jurisdiction", "jurisdiction_label"),
    *("from", "until", "file", "line", "column", "case", "left", "right", "margin", "cells", "selectors", "keys"),
    *("message", "help", "draft", "fingerprint"),
)

_MARK: Final = "\ufeff"
"""Excel takes a file without it for the system's old encoding."""

_FORMULA: Final = re.compile(r"[=+\-@|%\t\r\n＝＋－＠]")
"""How a cell begins that a spreadsheet might compute."""

_NUMBER: Final = re.compile(r"[+-]?[0-9][0-9./]*(%| ?[a-z]+(-[a-z]+)?)?")
"""A quantity as we print it: no formula, whatever its sign."""


def render(report: Report, options: Options) -> str:
    """The findings as rows with commas, after RFC 4180."""
    books = [Book(report, language) for language in options.languages]
    rows = (tuple(_cells(one, report.state(at), books)) for at, one in enumerate(report.findings))
    return _MARK + "".join(",".join(map(_written, row)) + "\r\n" for row in (HEAD, *rows))


def _cells(one: Finding, state: str | None, books: Sequence[Book]) -> Iterator[str]:
    yield from (one.severity, one.code, state or "", one.force or "", one.rule or "")
    yield once(book.rule(one.rule) for book in books if one.rule)
    yield once(_bound(one, book) for book in books)
    yield one.jurisdiction or ""
    yield once(book.name(one.jurisdiction) for book in books if one.jurisdiction)
    yield from (day(one.start) or "", day(one.until) or "")
    yield from (one.place.file, str(one.place.line), str(one.place.column))
    yield from _combination(one.worst)
    yield "" if one.cells is None else str(one.cells)
    yield from ("; ".join(one.selectors), "; ".join(one.keys))
    yield headlines(one, books)
    yield once(note.text for book in books for note in notes(one, book) if note.tag == "help")
    yield from ("yes" if one.draft else "", one.fingerprint)


def _bound(one: Finding, book: Book) -> str:
    """The text that asks for what is not so."""
    rule = book.report.rules.get(one.rule or "")
    return book.citation(rule.document, rule.article) if rule else ""


def _combination(worst: Combination | None) -> Iterable[str]:
    if worst is None:
        return ("", "", "", "")
    cell = "; ".join(f"{dimension}: {part}" for dimension, part in worst.cell)
    return (cell, worst.left or "", worst.right or "", worst.margin or "")


def _written(cell: str) -> str:
    """A cell as text: quoted where it must be, and with an apostrophe where it might be computed."""
    shown = visible(cell)
    if _FORMULA.match(shown.lstrip()) and not _NUMBER.fullmatch(shown):
        shown = f"'{shown}"
    return '"' + shown.replace('"', '""') + '"' if any(char in shown for char in ',";') else shown
