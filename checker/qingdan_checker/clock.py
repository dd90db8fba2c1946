"""The clock of clean-up: what runs out, and what begins, with the days that are left at the date of the check."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qingdan_checker.findings import Finding, Judgement, Report

RUNNING: Final = frozenset({"tolerated", "approved"})
"""Codes of findings that are notes for a time."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Deadline:
    """A day after the date of the check on which something ends (`ends`: its last day) or begins.

    `what` is the code of the finding that begins, `applies` for a rule that begins to bind and is met, `tolerated`,
    `approved`, or `waived`; `about` the rule, item or catalogue; `document` and `article` the text that sets the day.
    """

    day: date
    days: int
    what: str
    about: str
    ends: bool
    document: str = ""
    article: str = ""
    jurisdiction: str


def days_left(report: Report, day: date | None) -> int | None:
    """The days from the date of the check to a day; None where it has passed, or there is none."""
    if day is None or report.today is None or day < report.today:
        return None
    return (day - report.today).days


def begins_later(report: Report, finding: Finding) -> int | None:
    """In how many days a finding begins that is not so yet; None for all others."""
    left = days_left(report, finding.start)
    return left or None


def deadlines(report: Report) -> tuple[Deadline, ...]:
    """All that ends or begins after the date of the check, the nearest first."""
    if report.today is None:
        return ()
    found = [*_ending(report, report.today), *_waived(report, report.today), *_beginning(report), *_applying(report)]
    return tuple(sorted(set(found)))


def _ending(report: Report, today: date) -> Iterator[Deadline]:
    """Tolerances and approvals that hold today and end."""
    for finding in report.findings:
        facts = dict(finding.facts)
        if finding.code in RUNNING and facts.get("until") and _holds(finding, today):
            source = next((one for one in finding.related if one.role in {"approval", "tolerance"}), None)
            yield Deadline(
                day=date.fromisoformat(facts["until"]),
                days=(date.fromisoformat(facts["until"]) - today).days,
                what=finding.code,
                about=finding.rule or facts.get("item", ""),
                jurisdiction=finding.jurisdiction or "",
                ends=True,
                document=source.document if source else "",
                article=source.article if source else "",
            )


def _waived(report: Report, today: date) -> Iterator[Deadline]:
    """Waivers that lift a rule today and end."""
    for verdict in report.verdicts:
        for document, article, end in verdict.waivers if _holds(verdict, today) else ():
            if end:
                day = date.fromisoformat(end)
                yield Deadline(
                    day=day,
                    days=(day - today).days,
                    what="waived",
                    about=verdict.rule,
                    jurisdiction=verdict.jurisdiction,
                    ends=True,
                    document=document,
                    article=article,
                )


def _beginning(report: Report) -> Iterator[Deadline]:
    """Findings graver than a note that begin later, and do not go on from one that differs in its facts alone."""
    ends = {(_identity(finding), finding.until) for finding in report.findings if finding.until}
    for finding in report.findings:
        left = begins_later(report, finding)
        if left is None or finding.start is None or finding.severity == "note":
            continue
        if (_identity(finding), finding.start - timedelta(days=1)) not in ends:
            yield Deadline(
                day=finding.start,
                days=left,
                what=finding.code,
                about=finding.rule or dict(finding.facts).get("item", ""),
                jurisdiction=finding.jurisdiction or "",
                ends=False,
                document=finding.document,
                article=finding.article,
            )


def _applying(report: Report) -> Iterator[Deadline]:
    """Rules that begin to bind others later, such as the steps of a schedule, where that is no finding by itself."""
    told = {(finding.rule, finding.jurisdiction, finding.start) for finding in report.findings}
    for verdict in report.verdicts:
        left = days_left(report, verdict.start)
        rule = report.rules[verdict.rule]
        if not left or verdict.start is None or verdict.start != rule.start:
            continue
        if verdict.verdict == "not applicable" or verdict.jurisdiction == rule.issuer:
            continue
        if (verdict.rule, verdict.jurisdiction, verdict.start) not in told:
            yield Deadline(
                day=verdict.start,
                days=left,
                what="applies",
                about=verdict.rule,
                jurisdiction=verdict.jurisdiction,
                ends=False,
                document=rule.document,
                article=rule.article,
            )


def _identity(finding: Finding) -> tuple[object, ...]:
    """What a finding is about, whatever its numbers, keys and combinations are."""
    return finding.code, finding.rule, finding.jurisdiction, finding.document, finding.article, finding.anchor


def _holds(one: Finding | Judgement, today: date) -> bool:
    return (one.start is None or one.start <= today) and (one.until is None or one.until >= today)
