"""One JSON object, as section 11 of the language reference fixes it; the same bytes for the same input and date."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from qingdan_checker.findings import SCHEMA, SEVERITIES
from qingdan_checker.formats import Format
from qingdan_checker.messages.book import Book
from qingdan_checker.messages.headlines import headline

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from qingdan_checker.findings import Combination, Finding, Judgement, Report, State, Step
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
    data = {
        "schema": SCHEMA,
        "summary": _summary(report),
        "findings": [_finding(finding, books) | _state(report.state(at)) for at, finding in enumerate(report.findings)],
        "verdicts": [_verdict(verdict) for verdict in report.verdicts],
    }
    return json.dumps(data | _gate(report), ensure_ascii=False, indent=2) + "\n"


def _summary(report: Report) -> dict[str, int]:
    counts: dict[str, int] = {severity: report.count(severity) for severity in SEVERITIES}
    return counts | {
        "jurisdictions": report.jurisdictions,
        "documents": len(report.documents),
        "rules": len(report.rules),
    }


def _state(state: State | None) -> dict[str, str]:
    return {"baseline": state} if state else {}


def _gate(report: Report) -> dict[str, Any]:
    """What a baseline has besides, what was left out on demand, and by which settings: only where there is such."""
    data: dict[str, Any] = {}
    if report.baseline:
        data["gone"] = [asdict(one) for one in report.gone]
    if report.narrowed:
        data["narrowed"] = [asdict(one) for one in report.narrowed]
    if report.settings:
        data["settings"] = {"file": report.settings.file, "values": dict(report.settings.values)}
    return data


def _finding(finding: Finding, books: Iterable[Book]) -> dict[str, Any]:
    data: dict[str, Any] = {
        "code": finding.code,
        "severity": finding.severity,
        "force": finding.force,
        "rule": finding.rule,
        "jurisdiction": finding.jurisdiction,
        "from": _day(finding.start),
        "until": _day(finding.until),
        "file": finding.place.file,
        "line": finding.place.line,
        "column": finding.place.column,
        "worst": _combination(finding.worst),
        "cells": finding.cells,
        "selectors": list(finding.selectors),
        "trace": [_step(step) for step in _steps(finding.trace)],
        "keys": list(finding.keys),
        "message": " / ".join(dict.fromkeys(headline(finding, book) for book in books)),
        "fingerprint": finding.fingerprint,
    }
    return data | {"draft": True} if finding.draft else data


def _verdict(verdict: Judgement) -> dict[str, Any]:
    return {
        "rule": verdict.rule,
        "jurisdiction": verdict.jurisdiction,
        "verdict": verdict.verdict,
        "from": _day(verdict.start),
        "until": _day(verdict.until),
        "tightest": _combination(verdict.tightest),
    }


def _combination(one: Combination | None) -> dict[str, Any] | None:
    if one is None:
        return None
    return {"cell": dict(one.cell), "left": one.left, "right": one.right, "margin": one.margin}


def _steps(trace: Iterable[Step]) -> Iterator[Step]:
    """The steps of a trace, each followed by those of the values that it refers to."""
    for step in trace:
        yield step
        yield from _steps(step.linked)


def _step(step: Step) -> dict[str, Any]:
    return {
        "document": step.document,
        "article": step.article,
        "file": step.place.file,
        "line": step.place.line,
        "value": step.value,
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
