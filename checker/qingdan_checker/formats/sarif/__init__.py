"""SARIF 2.1.0, the form in which code scanners hand over what they found: one run, with rules, places and proofs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from qingdan_checker.formats import Format
from qingdan_checker.formats.sarif.places import BASES, Places
from qingdan_checker.formats.sarif.results import Results, is_told
from qingdan_checker.formats.sarif.rules import Rules
from qingdan_checker.layout.columns import visible
from qingdan_checker.layout.escaping import json_text
from qingdan_checker.messages.book import Book
from qingdan_checker.messages.gate import on_demand, supposed
from qingdan_checker.messages.summary import omissions
from qingdan_checker.records import day, summary

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qingdan_checker.findings import Report
    from qingdan_checker.formats import Options

FORMAT = Format(
    name="sarif",
    description="SARIF 2.1.0, for code scanning and editors",
    chinese="SARIF 2.1.0，供代码扫描平台与编辑器读取",
    for_machines=True,
    helps=True,
)

SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def render(report: Report, options: Options) -> str:
    """The report as a SARIF log of one run."""
    books = [Book(report, language) for language in options.languages]
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [_run(report, options, books)]}
    return json_text(log, indent=2) + "\n"


def _run(report: Report, options: Options, books: Sequence[Book]) -> dict[str, Any]:
    places = Places(report, options)
    rules = Rules(report, options, books)
    return {
        "tool": {"driver": rules.driver()},
        "taxonomies": [rules.taxonomy(places)],
        "language": "zh-CN" if options.languages[0] == "zh" else "en-US",
        "automationDetails": {"id": "qingdan-what-if/" if report.supposed else "qingdan/"},
        "invocations": [_invocation(report, options, books)],
        "originalUriBaseIds": {name: {"description": {"text": text}} for name, text in BASES.items()},
        "artifacts": places.artifacts(),
        "columnKind": "unicodeCodePoints",
        "results": list(Results(report, books, rules, places).all()),
        "properties": _properties(report),
    }


def _invocation(report: Report, options: Options, books: Sequence[Book]) -> dict[str, Any]:
    """That the check ran to its end, and what it left out: by itself, and on demand."""
    told = [visible(line) for book in books for line in omissions(book, options.unfollowed)]
    told = [visible(line.strip()) for book in books for line in supposed(book)] + told
    notes = [{"level": "warning", "message": {"text": line}} for line in told]
    asked = [visible(line) for book in books for line in on_demand(book)]
    notes += [{"level": "note", "message": {"text": line}} for line in asked]
    untold = [one.fingerprint for one in report.gone if not is_told(one)]
    notes += [{"level": "note", "message": {"text": f"gone since the baseline: {visible(one)}"}} for one in untold]
    return {"executionSuccessful": True} | ({"toolExecutionNotifications": notes} if notes else {})


def _properties(report: Report) -> dict[str, Any]:
    verdicts: dict[str, int] = {}
    for one in report.verdicts:
        verdicts[one.verdict] = verdicts.get(one.verdict, 0) + 1
    return {
        "date": day(report.today),
        "dates": [str(one) for one in report.dates],
        "library": report.library or None,
        "summary": summary(report),
        "verdicts": dict(sorted(verdicts.items())),
    } | ({"supposed": list(report.supposed)} if report.supposed else {})
