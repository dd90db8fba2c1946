"""How the worked cases came out: how many passed, and each that did not."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from qingdan_checker import formats
from qingdan_checker.findings import SOURCE_CODES
from qingdan_checker.layout.colour import Paint
from qingdan_checker.messages.book import Book
from qingdan_checker.messages.language import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qingdan_checker.findings import Finding, Report
    from qingdan_checker.messages.language import Language

CASE = "case"


def failed(report: Report) -> bool:
    """Whether a case did not come out, or could not be read."""
    return bool(_concerned(report))


def _concerned(report: Report) -> tuple[Finding, ...]:
    return tuple(finding for finding in report.findings if finding.code == CASE or finding.code in SOURCE_CODES)


def render(report: Report, languages: Sequence[Language], *, colour: bool) -> str:
    """The cases that did not come out as a report shows them, and the count."""
    findings = _concerned(report)
    shown = formats.Options(languages=tuple(languages), colour=colour, quiet=True)
    text = formats.render("text", replace(report, findings=findings), shown) + "\n" if findings else ""
    return text + "".join(f"{_count(Book(report, language), findings, Paint(colour))}\n" for language in languages)


def _count(book: Book, findings: Sequence[Finding], paint: Paint) -> str:
    expected = book.report.cases
    broken = sum(finding.code == CASE for finding in findings)
    wrong = len(findings) - broken
    said = book.pick(
        f"{counted(expected, 'expectation')}: {expected - broken} met, {broken} not met",
        f"{expected} 项预期：{expected - broken} 项相符，{broken} 项不符",
    )
    if wrong:
        said += book.pick(
            f"; {counted(wrong, 'error')} in the sources, which leave cases out",
            f"；原文有 {wrong} 个错误，相关案例未运行",
        )
    return paint(said, "error" if findings else "good")
