"""Breaches with their repairs, and texts into which a repair has been written."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from repositories import read_all

from qingdan_checker.pipeline import check
from qingdan_checker.repair import Texts, repaired

if TYPE_CHECKING:
    from qingdan_checker.findings import Finding, Repair, Report

DAY: Final = date(2022, 1, 1)


def judged(text: str, at: date | None = DAY) -> tuple[Report, Texts]:
    """A report on one day, or on every day from it on that matters, and what it was made from."""
    files, sources, sheets = read_all({"a.qd": text.encode()})
    return check(files, sources, sheets, today=DAY, at=at), Texts(files=files, sources=sources, sheets=sheets)


def mended(text: str, at: date | None = DAY) -> Report:
    """A report with repairs."""
    return repaired(*judged(text, at))


def written(text: str, repair: Repair) -> str:
    """A text with a repair written into it."""
    lines = text.split("\n")
    for edit in sorted(repair.edits, key=lambda one: one.place, reverse=True):
        line = lines[edit.place.line - 1]
        assert line[edit.place.column - 1 : edit.place.end_column - 1] == edit.old
        lines[edit.place.line - 1] = line[: edit.place.column - 1] + edit.new + line[edit.place.end_column - 1 :]
    return "\n".join(lines)


def breaches(report: Report) -> list[Finding]:
    """The breaches of a report."""
    return [one for one in report.findings if one.code == "breach"]


def told(finding: Finding) -> list[list[tuple[str, str]]]:
    """The repairs of a finding: what is changed, and into what."""
    return [[(edit.old, edit.new) for edit in repair.edits] for repair in finding.repairs]
