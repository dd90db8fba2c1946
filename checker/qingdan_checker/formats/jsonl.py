"""JSON, one object a line: a summary, then each finding, each finding that is gone, each verdict."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qingdan_checker.findings import SCHEMA
from qingdan_checker.formats import Format
from qingdan_checker.layout.escaping import json_text
from qingdan_checker.messages.book import Book
from qingdan_checker.records import finding, gate, gone, summary, verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qingdan_checker.findings import Report
    from qingdan_checker.formats import Options

FORMAT = Format(
    name="jsonl",
    description="JSON with one finding or verdict a line, for programs that read as it comes",
    chinese="每行一个 JSON 对象：结果与判定，供程序逐行读取",
    for_machines=True,
)


def render(report: Report, options: Options) -> str:
    """The report as lines of JSON, the summary first."""
    return "".join(f"{json_text(line)}\n" for line in _lines(report, options))


def _lines(report: Report, options: Options) -> Iterator[dict[str, Any]]:
    books = [Book(report, language) for language in options.languages]
    yield {"type": "summary", "schema": SCHEMA} | summary(report)
    for at, one in enumerate(report.findings):
        yield {"type": "finding"} | finding(one, report.state(at), books)
    for left in report.gone:
        yield {"type": "gone"} | gone(left)
    extra = gate(report)
    for left_out in extra.get("narrowed", []):
        yield {"type": "narrowing"} | left_out
    for one in extra.get("supposed", []):
        yield {"type": "supposition", "supposed": one}
    if "settings" in extra:
        yield {"type": "settings"} | extra["settings"]
    for judged in report.verdicts:
        yield {"type": "verdict"} | verdict(judged)
