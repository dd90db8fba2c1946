"""One JSON object, as section 11 of the language reference fixes it; the same bytes for the same input and date."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qingdan_checker.formats import Format
from qingdan_checker.layout.escaping import json_text
from qingdan_checker.messages.book import Book
from qingdan_checker.records import whole

if TYPE_CHECKING:
    from qingdan_checker.findings import Report
    from qingdan_checker.formats import Options

FORMAT = Format(
    name="json",
    description="one JSON object with findings and verdicts, for programs",
    chinese="供程序读取的 JSON：结果与判定",
    for_machines=True,
)


def render(report: Report, options: Options) -> str:
    """The report as JSON with a line end."""
    books = [Book(report, language) for language in options.languages]
    return json_text(whole(report, books), indent=2) + "\n"
