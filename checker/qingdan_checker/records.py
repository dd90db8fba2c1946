"""Findings and verdicts as plain data, with the same keys in every format that carries them whole."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from qingdan_checker.findings import SCHEMA, SEVERITIES
from qingdan_checker.messages.headlines import headline

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from qingdan_checker.findings import Combination, Finding, Gone, Judgement, Report, State, Step
    from qingdan_checker.messages.book import Book


def summary(report: Report) -> dict[str, int]:
    """How much was found, and in what."""
    counts: dict[str, int] = {severity: report.count(severity) for severity in SEVERITIES}
    return counts | {
        "jurisdictions": report.jurisdictions,
        "documents": len(report.documents),
        "rules": len(report.rules),
    }


def whole(report: Report, books: Sequence[Book]) -> dict[str, Any]:
    """A report as one object, as section 11 of the language reference fixes it."""
    data = {
        "schema": SCHEMA,
        "summary": summary(report),
        "findings": [finding(one, report.state(at), books) for at, one in enumerate(report.findings)],
        "verdicts": [verdict(one) for one in report.verdicts],
    }
    return data | gate(report)


def gate(report: Report) -> dict[str, Any]:
    """What a baseline has besides, what was left out on demand, and by which settings: only where there is such."""
    data: dict[str, Any] = {}
    if report.supposed:
        data["supposed"] = list(report.supposed)
    if report.baseline or report.states or report.gone:
        data["gone"] = [gone(one) for one in report.gone]
    if report.narrowed:
        data["narrowed"] = [asdict(one) for one in report.narrowed]
    if report.settings:
        data["settings"] = {"file": report.settings.file, "values": dict(report.settings.values)}
    return data


def finding(one: Finding, state: State | None, books: Iterable[Book]) -> dict[str, Any]:
    """A finding; `rules`, `draft` and `baseline` only where there is something to say."""
    data: dict[str, Any] = {
        "code": one.code,
        "severity": one.severity,
        "force": one.force,
        "rule": one.rule,
        "jurisdiction": one.jurisdiction,
        "from": day(one.start),
        "until": day(one.until),
        "file": one.place.file,
        "line": one.place.line,
        "column": one.place.column,
        "worst": combination(one.worst),
        "cells": one.cells,
        "selectors": list(one.selectors),
        "trace": [_step(step) for step in _steps(one.trace)],
        "keys": list(one.keys),
        "message": message(one, books),
        "fingerprint": one.fingerprint,
    }
    data |= {"rules": list(one.rules)} if one.rules else {}
    data |= {"draft": True} if one.draft else {}
    return data | {"baseline": state} if state else data


def message(one: Finding, books: Iterable[Book]) -> str:
    """The headline in each language, once if they agree."""
    return " / ".join(dict.fromkeys(headline(one, book) for book in books))


def verdict(one: Judgement) -> dict[str, Any]:
    """A verdict with its tightest combination."""
    return {
        "rule": one.rule,
        "jurisdiction": one.jurisdiction,
        "verdict": one.verdict,
        "from": day(one.start),
        "until": day(one.until),
        "tightest": combination(one.tightest),
    }


def gone(one: Gone) -> dict[str, Any]:
    """A finding that a baseline has and the report has not; null where the baseline does not say."""
    return {
        "fingerprint": one.fingerprint,
        "count": one.count,
        "code": one.code or None,
        "rule": one.rule or None,
        "jurisdiction": one.jurisdiction or None,
        "file": one.file or None,
        "message": one.message or None,
    }


def combination(one: Combination | None) -> dict[str, Any] | None:
    """A combination with both sides of its comparison; `amounts` only where it speaks of every amount."""
    if one is None:
        return None
    data: dict[str, Any] = {"cell": dict(one.cell), "left": one.left, "right": one.right, "margin": one.margin}
    over = {name: list(amounts) for name, amounts in one.over if amounts}
    return data | {"amounts": over} if over else data


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


def day(one: date | None) -> str | None:
    """A day, or null."""
    return one.isoformat() if one else None
