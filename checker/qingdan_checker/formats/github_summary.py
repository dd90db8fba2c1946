"""A summary in Markdown for the page of a job, such as GitHub's step summary: counts, and the findings as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from qingdan_checker.findings import SEVERITIES
from qingdan_checker.formats import Format
from qingdan_checker.layout.columns import visible
from qingdan_checker.layout.escaping import fenced, markdown_text, xml_text
from qingdan_checker.messages.book import Book
from qingdan_checker.messages.brief import brief, headlines, once
from qingdan_checker.messages.language import Sentence
from qingdan_checker.messages.said import SEVERITIES as WORDS
from qingdan_checker.messages.summary import summary

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from qingdan_checker.findings import Finding, Report
    from qingdan_checker.formats import Options

FORMAT = Format(
    name="github-summary",
    description="a summary in Markdown, for the page of a CI job",
    chinese="Markdown 摘要，用于 CI 任务页面",
    for_machines=True,
    helps=True,
)

MOST: Final = 200
"""Findings in the table: GitHub takes a megabyte."""

MOST_TOLD: Final = 20
"""Findings that are told in full."""

_TITLE: Final = Sentence("qingdan: policies held against their bounds", "清单：政策是否超出范围")
_WHAT_IF: Final = Sentence("qingdan: what if, not the verdict on the files", "清单：假设校验，不是对文件本身的判定")
_HEAD: Final = (
    Sentence("severity", "级别"),
    Sentence("place", "位置"),
    Sentence("jurisdiction", "地区"),
    Sentence("finding", "结果"),
)
_KNOWN: Final = Sentence("known", "已知")
_STATES: Final = Sentence(
    "against the baseline: {new} new, {known} known, {gone} gone", "与基线相比：新增 {new}，已知 {known}，消失 {gone}"
)
_MORE: Final = Sentence("{more} more findings are not shown here", "另有 {more} 条结果未在此列出")


def render(report: Report, options: Options) -> str:
    """The summary, in each language where there are several."""
    books = [Book(report, language) for language in options.languages]
    return "\n\n".join(_blocks(report, options, books)) + "\n"


def _blocks(report: Report, options: Options, books: Sequence[Book]) -> Iterator[str]:
    title = _WHAT_IF if report.supposed else _TITLE
    yield "## " + markdown_text(once(title.say(book.language) for book in books))
    yield fenced([visible(line) for line in _counts(report, options, books)])
    if report.findings:
        yield "\n".join(_table(report, options, books))
    if len(report.findings) > MOST:
        more = {"more": str(len(report.findings) - MOST)}
        yield markdown_text(once(_MORE.say(book.language, more) for book in books))
    graver = [one for at, one in enumerate(report.findings) if one.severity != "note" and report.state(at) != "known"]
    yield from (_details(one, options, books) for one in graver[:MOST_TOLD])


def _counts(report: Report, options: Options, books: Sequence[Book]) -> Iterable[str]:
    for book in books:
        yield from summary(book, options.unfollowed)
        if report.states or report.gone:
            yield _STATES.say(book.language, _numbers(report))


def _numbers(report: Report) -> dict[str, str]:
    gone = sum(one.count for one in report.gone)
    return {"new": str(report.states.count("new")), "known": str(report.states.count("known")), "gone": str(gone)}


def _table(report: Report, options: Options, books: Sequence[Book]) -> Iterator[str]:
    """The findings, the gravest first where not all have room."""
    order = sorted(range(len(report.findings)), key=lambda at: SEVERITIES.index(report.findings[at].severity))
    yield _row(once(word.say(book.language) for book in books) for word in _HEAD)
    yield "| --- | --- | --- | --- |"
    for at in order[:MOST]:
        one = report.findings[at]
        severity = once(WORDS[one.severity].say(book.language) for book in books)
        if report.state(at) == "known":
            severity += f" ({once(_KNOWN.say(book.language) for book in books)})"
        who = once(book.name(one.jurisdiction) for book in books if one.jurisdiction)
        place = f"{options.path(one.place.file)}:{one.place.line}"
        yield _row((f"{severity} {one.code}", place, who, headlines(one, books)))


def _details(one: Finding, options: Options, books: Sequence[Book]) -> str:
    """A finding in full, folded away."""
    said = brief(one, books)
    where = f"{options.path(one.place.file)}:{one.place.line}"
    lines = "\n".join(f"- {markdown_text(line)}" for line in said.lines or (said.headline,))
    return f"<details><summary>{xml_text(where)} {xml_text(said.headline)}</summary>\n\n{lines}\n\n</details>"


def _row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(markdown_text(cell) for cell in cells) + " |"
