"""Repair: the smallest changes of a jurisdiction's own numbers that remove a breach, each tried in a second run."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from qingdan_checker.calendar import calendar_of
from qingdan_checker.memory import Memory
from qingdan_checker.pipeline import deep_enough
from qingdan_checker.repair import bench
from qingdan_checker.resolve import resolve

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from qingdan_checker.findings import Finding, Report
    from qingdan_checker.sheets import Sheets
    from qingdan_dsl.source import Source
    from qingdan_dsl.syntax.declarations import File

MOST_FINDINGS: Final = 10
"""Breaches that are repaired in one run; the report says how many more there are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """What a report was made from."""

    files: Sequence[File]
    sources: Mapping[str, Source]
    sheets: Sheets


def repaired(report: Report, texts: Texts, *, drafts: bool = True, memory: Memory | None = None) -> Report:
    """A report with the repairs of its first breaches; of more it says how many were left.

    `memory` is what was kept when the report was made; without it, all is found out again.
    """
    places = [
        at for at, one in enumerate(report.findings) if report.state(at) != "known" and _may_be_repaired(one, report)
    ]
    if not places:
        return report
    findings = list(report.findings)
    if memory is None:
        model = resolve(texts.files, texts.sheets, drafts=drafts)
        memory = Memory(model, calendar_of(model))
    today = report.today or report.dates[0]
    ground = bench.Ground(memory=memory, sources=texts.sources, today=today, dates=report.dates)
    benches: dict[str, bench.Bench] = {}
    with deep_enough():
        for at in places[:MOST_FINDINGS]:
            where = findings[at].jurisdiction or ""
            if where not in benches:
                benches[where] = bench.Bench(ground, where)
            findings[at] = benches[where].repaired(findings[at])
    return replace(report, findings=tuple(findings), unrepaired=max(0, len(places) - MOST_FINDINGS))


def _may_be_repaired(finding: Finding, report: Report) -> bool:
    """Whether a finding is a breach of bounds on numbers that somebody has to mend."""
    known = finding.code == "breach" and finding.force != "encouraged" and not finding.keys
    return known and any(step.own and step.act in {"set", "adjust"} for step in finding.trace) and bool(report.dates)
