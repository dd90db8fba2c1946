"""Annotations for GitHub Actions: a workflow command a line, each at its place in the files of a pull request."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from qingdan_checker.findings import SEVERITIES
from qingdan_checker.formats import Format
from qingdan_checker.layout.columns import visible
from qingdan_checker.messages.book import Book
from qingdan_checker.messages.brief import brief
from qingdan_checker.messages.gate import supposed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qingdan_checker.findings import Finding, Report, Severity, State
    from qingdan_checker.formats import Options

FORMAT = Format(
    name="github",
    description="annotations for GitHub Actions",
    chinese="GitHub Actions 注解",
    for_machines=True,
    helps=True,
)

_COMMANDS: Final[dict[Severity, str]] = {"error": "error", "warning": "warning", "note": "notice"}


def render(report: Report, options: Options) -> str:
    """The findings as workflow commands; nothing where there are none. What a baseline knows is a notice."""
    books = [Book(report, language) for language in options.languages]
    shown = SEVERITIES[: SEVERITIES.index(options.threshold) + 1] if options.quiet else SEVERITIES
    told = [visible(line.strip()) for book in books for line in supposed(book)]
    notice = f"::warning title=qingdan what if::{_data(chr(10).join(told))}\n" if told else ""
    return notice + "".join(
        f"{_command(one, report.state(at), books, options)}\n"
        for at, one in enumerate(report.findings)
        if one.severity in shown
    )


def _command(one: Finding, state: State | None, books: Sequence[Book], options: Options) -> str:
    name = "notice" if state == "known" else _COMMANDS[one.severity]
    properties = ",".join(f"{key}={_property(value)}" for key, value in _properties(one, state, options))
    return f"::{name} {properties}::{_data(brief(one, books).text)}"


def _properties(one: Finding, state: State | None, options: Options) -> Iterator[tuple[str, str]]:
    """Where it is and what it is called. GitHub takes columns only within one line, and files only of the repository.

    A file of the library is named in the title instead.
    """
    place, file = one.place, options.path(one.place.file)
    title = " ".join(part for part in (f"{one.severity}[{one.code}]", one.rule, one.jurisdiction) if part)
    title = f"{title} ({state})" if state else title
    if file.startswith("<"):
        yield "title", visible(f"{title} {file}:{place.line}")
        return
    yield "file", visible(file)
    yield from (("line", str(place.line)), ("endLine", str(place.end_line)))
    if place.line == place.end_line:
        yield from (("col", str(place.column)), ("endColumn", str(max(place.column, place.end_column))))
    yield "title", visible(title)


def _data(text: str) -> str:
    """Text behind the command, as the runner unescapes it."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """The value of a property, which ends at a comma or a colon."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")
