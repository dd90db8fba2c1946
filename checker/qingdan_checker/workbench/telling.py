"""What was found, as plain data: the words of the report, and the places that they are about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from qingdan_checker.findings import SEVERITIES
from qingdan_checker.layout.columns import visible
from qingdan_checker.layout.excerpt import LONGEST, parted
from qingdan_checker.messages.notes import TAGS
from qingdan_checker.messages.said import SEVERITIES as SEVERITY_WORDS
from qingdan_checker.messages.said import say
from qingdan_checker.messages.summary import summary

if TYPE_CHECKING:
    from collections.abc import Mapping

    from qingdan_checker.findings import Finding, Place
    from qingdan_checker.messages.book import Book
    from qingdan_checker.messages.said import Said

MOST: Final = 200
"""Findings that are told; of more, how many there are."""


def told(book: Book, file: str) -> dict[str, Any]:
    """A report: its findings, the gravest first, and the lines of its summary. `file` is the text that was checked."""
    report = book.report
    order = sorted(report.findings, key=lambda one: SEVERITIES.index(one.severity))
    lines = {path: text.split("\n") for path, text in report.sources.items()}
    counted, _, extent = next(summary(book, ())).partition(book.pick("; ", "；"))
    return {
        "counted": counted,
        "counts": {severity: report.count(severity) for severity in SEVERITIES},
        "held": len(report.verdicts),
        "summary": [visible(line) for line in (extent, *list(summary(book, ()))[1:])],
        "findings": [_finding(one, book, lines, file) for one in order[:MOST]],
        "more": max(0, len(order) - MOST),
    }


def _finding(finding: Finding, book: Book, lines: Mapping[str, list[str]], file: str) -> dict[str, Any]:
    said = say(finding, book)
    return {
        "code": finding.code,
        "severity": finding.severity,
        "word": SEVERITY_WORDS[finding.severity].say(book.language),
        "headline": visible(said.headline),
        "places": _places(finding, said, lines, file),
        "notes": [
            {"sort": note.tag, "tag": TAGS[note.tag].say(book.language), "text": visible(note.text)}
            for note in said.notes
        ],
    }


def _places(finding: Finding, said: Said, lines: Mapping[str, list[str]], file: str) -> list[dict[str, Any]]:
    """The finding's own place first, then the others."""
    places = [(finding.place, said.here)]
    places += [(related.place, label) for related, label in zip(finding.related, said.there, strict=True)]
    return [_place(place, label, lines.get(place.file, []), own=place.file == file) for place, label in places]


def _place(place: Place, label: str, lines: list[str], *, own: bool) -> dict[str, Any]:
    """A place with its line in three parts, of which the middle one is meant; no parts where there is no such line."""
    known = 1 <= place.line <= len(lines) and lines != [""]
    line = lines[place.line - 1] if known else ""
    last = place.end_column if place.end_line == place.line else len(line) + 1
    parts = parted(line, place.column, last, cut=len(line) > LONGEST)
    return {
        "file": visible(place.file),
        "own": own,
        "line": place.line,
        "column": place.column,
        "until": last,
        "parts": list(parts) if known else None,
        "label": visible(label),
    }
