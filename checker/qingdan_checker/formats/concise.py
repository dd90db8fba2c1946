"""One line a finding, for editors and logs: `file:line:column: severity[code] rule jurisdiction: headline`.

One that a baseline knows has `(known)` behind its code.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from qingdan_checker.findings import SEVERITIES
from qingdan_checker.formats import Format
from qingdan_checker.layout.colour import Paint
from qingdan_checker.layout.columns import visible
from qingdan_checker.messages.book import Book
from qingdan_checker.messages.gate import KNOWN, supposed
from qingdan_checker.messages.headlines import headline

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qingdan_checker.findings import Finding, Report, State
    from qingdan_checker.formats import Options

FORMAT = Format(name="concise", description="one line a finding", chinese="每条结果一行")


def render(report: Report, options: Options) -> str:
    """The findings as lines; nothing where there are none."""
    books = [Book(report, language) for language in options.languages]
    paint = Paint(options.colour)
    shown = SEVERITIES[: SEVERITIES.index(options.threshold) + 1] if options.quiet else SEVERITIES
    told = "".join(f"{visible(line)}\n" for book in books for line in supposed(book))
    return told + "".join(
        f"{_line(finding, report.state(at), books, paint)}\n"
        for at, finding in enumerate(report.findings)
        if finding.severity in shown
    )


def _line(finding: Finding, state: State | None, books: Sequence[Book], paint: Paint) -> str:
    place = visible(f"{finding.place.file}:{finding.place.line}:{finding.place.column}:")
    code = paint(f"{finding.severity}[{finding.code}]", finding.severity)
    known = f" ({'/'.join(KNOWN.say(book.language) for book in books)})" if state == "known" else ""
    about = known + "".join(f" {visible(name)}" for name in (finding.rule, finding.jurisdiction) if name)
    said = " / ".join(dict.fromkeys(visible(headline(finding, book)) for book in books))
    return f"{place} {code}{about}: {said}"
