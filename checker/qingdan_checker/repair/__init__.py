"""Repair: the smallest changes of a jurisdiction's own numbers that remove a breach, each tried in a second run."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from qingdan_checker import model as m
from qingdan_checker.calendar import calendar_of
from qingdan_checker.checks import CHECKS
from qingdan_checker.effect import Stretches
from qingdan_checker.findings import Edit, Finding, Repair
from qingdan_checker.memory import Memory
from qingdan_checker.pipeline import deep_enough
from qingdan_checker.quantity import whole
from qingdan_checker.repair.literals import written
from qingdan_checker.repair.seeking import Seeker
from qingdan_checker.resolve import resolve
from qingdan_checker.round import Concern, Round, place_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date
    from fractions import Fraction

    from qingdan_checker.findings import Report
    from qingdan_checker.repair.literals import Literal
    from qingdan_checker.repair.seeking import Change
    from qingdan_checker.sheets import Sheets
    from qingdan_dsl.source import Source
    from qingdan_dsl.syntax.declarations import File

MOST_FINDINGS: Final = 10
"""Breaches that are repaired in one run; the report says how many more there are."""

MOST_TOLD: Final = 3
"""Repairs that are told of one breach."""

MOST_RUNS: Final = 6
"""Second runs for one breach."""

_UNMOVED: Final = frozenset({"case", "contradiction", "idle", "looser", "redundant"})
"""Codes that are not asked for again: rules do not move with numbers, and worked cases are about the numbers so far."""

_Mark = tuple[str, str, str | None, str | None, str]


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
    ground = _Ground(memory=memory, sources=texts.sources, today=report.today or report.dates[0])
    benches: dict[tuple[date, str], _Bench] = {}
    with deep_enough():
        for at in places[:MOST_FINDINGS]:
            where = (findings[at].start or report.dates[0], findings[at].jurisdiction or "")
            if where not in benches:
                benches[where] = _Bench(ground, *where)
            findings[at] = benches[where].repaired(findings[at])
    return replace(report, findings=tuple(findings), unrepaired=max(0, len(places) - MOST_FINDINGS))


def _may_be_repaired(finding: Finding, report: Report) -> bool:
    """Whether a finding is a breach of bounds on numbers that somebody has to mend."""
    known = finding.code == "breach" and finding.force != "encouraged" and not finding.keys
    return known and any(step.own and step.act in {"set", "adjust"} for step in finding.trace) and bool(report.dates)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ground:
    """What a report was judged by."""

    memory: Memory
    sources: Mapping[str, Source]
    today: date

    def run(self, model: m.Model, day: date, places: Iterable[m.Jurisdiction]) -> Round:
        """A run over some jurisdictions; what does not rest on what has changed is not made anew."""
        about = Concern.of_all(model, places)
        return Round(model, Stretches(model, self.today), day, self.sources, memory=self.memory, about=about)


class _Bench:
    """A day on which the numbers of a jurisdiction are changed in trials.

    Its numbers are in its own table and in those below it. A finding is about such a table, or about a statement of
    somebody above it; about nobody else anything can change.
    """

    def __init__(self, ground: _Ground, day: date, name: str) -> None:
        self._ground = ground
        self._model = ground.memory.model
        self._day = day
        place = self._model.jurisdictions[name]
        below = [one for one in self._model.jurisdictions.values() if place in one.line]
        self._concerned = frozenset([*place.line, *below])
        self._round = ground.run(self._model, day, self._concerned)
        self._before = frozenset(_marks(self._round))

    def repaired(self, finding: Finding) -> Finding:
        """The finding with what would remove it, or with the rules that leave nothing that would."""
        about = (finding.rule, finding.jurisdiction)
        verdicts = (one for one in self._round.verdicts if one.broken)
        verdict = next((one for one in verdicts if (one.rule.name, one.place.name) == about), None)
        if verdict is None:
            return finding
        seeker = Seeker(self._round, verdict)
        told: list[Repair] = []
        for runs, change in enumerate(seeker.changes()):
            if runs == MOST_RUNS or len(told) == MOST_TOLD:
                break
            repair = self._tried(finding, change)
            if repair:
                told.append(repair)
        if told:
            return replace(finding, repairs=tuple(told))
        return replace(finding, blocked=tuple(rule.name for rule in seeker.blocking()))

    def _tried(self, finding: Finding, change: Change) -> Repair | None:
        """A change as a repair, if a second run finds no breach of the rule any more, and nothing new."""
        edits = list(self._edits(change))
        if len(edits) < len(change):
            return None
        after = self._ground.run(_with(self._model, change), self._day, self._concerned)
        broken = ("breach", finding.rule, finding.jurisdiction)
        for mark in _marks(after):
            if mark not in self._before or (mark[0], *mark[2:4]) == broken:
                return None
        return Repair(edits=tuple(edits))

    def _edits(self, change: Change) -> Iterator[Edit]:
        """The change as text, as far as it can be written."""
        for literal, by in change:
            where = literal.constant.where
            source = self._ground.sources[where.path]
            new = written(literal, literal.after(by), source)
            if new is not None:
                yield Edit(
                    place=place_of(self._ground.sources, where.path, where.span),
                    old=source.text[where.span.start : where.span.end],
                    new=new,
                    cell=_members(literal.provision),
                )


def _marks(round_: Round) -> Iterator[_Mark]:
    """What all checks find that look at tables, by what stays where numbers move."""
    for code, check in CHECKS.items():
        if code not in _UNMOVED and hasattr(check, "find"):
            for one in check.find(round_):
                yield one.code, one.reason, one.rule, one.jurisdiction, _about(one)


def _about(finding: Finding) -> str:
    """What tells findings apart that are of no rule."""
    return "" if finding.rule else f"{finding.document} {finding.article} {finding.anchor}"


# ---- a model with other numbers


def _with(model: m.Model, change: Change) -> m.Model:
    """The model with some numbers moved."""
    moved = {literal.provision: (literal, by) for literal, by in change}
    touched = {literal.provision.statement for literal, _ in change}
    statements = tuple(
        _statement(one, moved) if isinstance(one, m.Deciding) and one in touched else one for one in model.statements
    )
    return replace(model, statements=statements)


def _statement(one: m.Deciding, moved: Mapping[m.Provision, tuple[Literal, Fraction]]) -> m.Deciding:
    new = replace(one, provisions=[])
    for provision in one.provisions:
        new.provisions.append(_provision(replace(provision, statement=new), moved.get(provision)))
    return new


def _provision(one: m.Provision, moved: tuple[Literal, Fraction] | None) -> m.Provision:
    if moved is None:
        return one
    literal, by = moved
    value: m.Expression = replace(literal.constant, value=whole(literal.after(by)))
    if literal.falls:
        minus = one.change.value if one.change else one.value
        assert isinstance(minus, m.Minus)  # noqa: S101  that is why it falls
        value = replace(minus, operand=value)
    if one.change:
        return replace(one, change=replace(one.change, value=value))
    return replace(one, value=value)


def _members(provision: m.Provision) -> str:
    """The members that a provision is about, as a selector; terms of measures are left to the reader of the line."""
    named: list[str] = []
    for term in provision.region.values():
        members = getattr(term.axis, "members", ())
        chosen = [one.name for at, one in enumerate(members) if term.mask >> at & 1]
        named += [" or ".join(chosen)] if 0 < len(chosen) < len(members) else []
    return ", ".join(named)
