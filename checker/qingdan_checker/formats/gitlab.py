"""GitLab's code quality report: a JSON list, one entry a finding, each with a fingerprint of its own."""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from qingdan_checker.formats import Format
from qingdan_checker.layout.columns import visible
from qingdan_checker.layout.escaping import fenced, json_text
from qingdan_checker.messages.book import Book
from qingdan_checker.messages.brief import brief

if TYPE_CHECKING:
    from qingdan_checker.findings import Finding, Report, Severity
    from qingdan_checker.formats import Options
    from qingdan_checker.messages.brief import Brief

FORMAT = Format(
    name="gitlab",
    description="a code quality report for GitLab",
    chinese="GitLab 代码质量报告",
    for_machines=True,
    helps=True,
)

SEVERITIES: Final[dict[Severity, str]] = {"error": "critical", "warning": "major", "note": "info"}
"""Our severities in GitLab's words."""


def render(report: Report, options: Options) -> str:
    """The findings as GitLab reads them."""
    books = [Book(report, language) for language in options.languages]
    seen: Counter[str] = Counter()
    entries = [_entry(one, _mark(one, seen), brief(one, books), options) for one in report.findings]
    return json_text(entries, indent=2) + "\n"


def _entry(one: Finding, mark: str, said: Brief, options: Options) -> dict[str, Any]:
    return {
        "type": "issue",
        "description": f"{said.headline} ({_about(one)})",
        "check_name": one.code,
        "categories": ["Compatibility" if one.rule else "Bug Risk"],
        "content": {"body": fenced(said.lines)},
        "severity": SEVERITIES[one.severity],
        "fingerprint": mark,
        "location": {
            "path": options.path(one.place.file),
            "lines": {"begin": one.place.line, "end": one.place.end_line},
        },
    }


def _about(one: Finding) -> str:
    """What and whom a finding is about."""
    return ", ".join(visible(name) for name in (one.rule, one.jurisdiction) if name) or one.code


def _mark(one: Finding, seen: Counter[str]) -> str:
    """A finding's fingerprint; of one that is there again (over another stretch of time) one that counts."""
    seen[one.fingerprint] += 1
    count = seen[one.fingerprint]
    return one.fingerprint if count == 1 else hashlib.sha256(f"{one.fingerprint}\x1f{count}".encode()).hexdigest()[:32]
