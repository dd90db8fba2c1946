"""Repair: the smallest changes of a jurisdiction's own numbers that remove a breach, each tried in a second run."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from qingdan_checker.effect import Stretches
from qingdan_checker.findings import Edit, Finding, Repair
from qingdan_checker.pipeline import check
from qingdan_checker.repair.literals import written
from qingdan_checker.repair.seeking import Seeker
from qingdan_checker.resolve import resolve
from qingdan_checker.round import Round, place_of
from qingdan_dsl.parse import parse
from qingdan_dsl.source import Source
from qingdan_dsl.syntax.declarations import Document

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from qingdan_checker import model as m
    from qingdan_checker.findings import Report
    from qingdan_checker.repair.seeking import Change
    from qingdan_checker.sheets import Sheets
    from qingdan_dsl.syntax.declarations import File

MOST_FINDINGS: Final = 20
"""Breaches that are repaired in one run; the report says how many more there are."""

MOST_TOLD: Final = 3
"""Repairs that are told of one breach."""

MOST_RUNS: Final = 12
"""Second runs for one breach."""

_Mark = tuple[str, str, str | None, str | None, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """What a report was made from."""

    files: Sequence[File]
    sources: Mapping[str, Source]
    sheets: Sheets


def repaired(report: Report, texts: Texts, *, drafts: bool = True) -> Report:
    """A report with the repairs of its first breaches; of more it says how many were left."""
    places = [at for at, one in enumerate(report.findings) if _may_be_repaired(one, report)]
    findings = list(report.findings)
    benches: dict[tuple[str, date], _Bench] = {}
    for at in places[:MOST_FINDINGS]:
        finding = findings[at]
        assert finding.jurisdiction is not None  # noqa: S101  a breach has one
        day = finding.start or report.dates[0]
        key = (finding.jurisdiction, day)
        if key not in benches:
            benches[key] = _Bench(texts=_near(texts, finding.jurisdiction, report), day=day, drafts=drafts)
        findings[at] = benches[key].repaired(finding)
    return replace(report, findings=tuple(findings), unrepaired=max(0, len(places) - MOST_FINDINGS))


def _may_be_repaired(finding: Finding, report: Report) -> bool:
    """Whether a finding is a breach of bounds on numbers that somebody has to mend."""
    known = finding.code == "breach" and finding.force != "encouraged" and not finding.keys
    return known and any(step.own and step.act in {"set", "adjust"} for step in finding.trace) and bool(report.dates)


def _near(texts: Texts, jurisdiction: str, report: Report) -> Texts:
    """The texts without the documents of those who are neither above nor below a jurisdiction: they rest on none."""
    parents = report.parents

    def line(name: str) -> set[str]:
        found = {name}
        while parents.get(name):
            name = parents[name]
            found.add(name)
        return found

    near = line(jurisdiction) | {name for name in parents if jurisdiction in line(name)}
    issuers = {name: facts.issuer for name, facts in report.documents.items()}
    files = [
        replace(
            file,
            declarations=tuple(
                one
                for one in file.declarations
                if not isinstance(one, Document) or issuers.get(one.name.text, jurisdiction) in near
            ),
        )
        for file in texts.files
    ]
    return replace(texts, files=files)


@dataclass(slots=True, kw_only=True)
class _Bench:
    """A jurisdiction with those above and below it on a day: where changes are tried."""

    texts: Texts
    day: date
    drafts: bool
    _round: Round | None = field(default=None, init=False)
    _before: frozenset[_Mark] | None = field(default=None, init=False)

    def repaired(self, finding: Finding) -> Finding:
        """The finding with what would remove it, or with the rules that leave nothing that would."""
        seeker = self._seeker(finding)
        if seeker is None:
            return finding
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

    def _seeker(self, finding: Finding) -> Seeker | None:
        if self._round is None:
            model = resolve(self.texts.files, self.texts.sheets, drafts=self.drafts)
            self._round = Round(model, Stretches(model, self.day), self.day, self.texts.sources)
        for verdict in self._round.verdicts:
            if verdict.rule.name == finding.rule and verdict.place.name == finding.jurisdiction and verdict.broken:
                return Seeker(self._round, verdict)
        return None

    def _tried(self, finding: Finding, change: Change) -> Repair | None:
        """A change as a repair, if a second run of all checks finds no breach of the rule any more, and nothing new."""
        edits = list(self._edits(change))
        if len(edits) < len(change):
            return None
        after = self._marks(self._with(edits))
        if self._before is None:
            self._before = self._marks(self.texts)
        gone = not any(mark[0] == "breach" and mark[2:4] == (finding.rule, finding.jurisdiction) for mark in after)
        return Repair(edits=tuple(edits)) if gone and after <= self._before else None

    def _edits(self, change: Change) -> Iterator[Edit]:
        for literal, by in change:
            where = literal.constant.where
            source = self.texts.sources[where.path]
            new = written(literal, literal.after(by), source)
            if new is not None:
                old = source.text[where.span.start : where.span.end]
                place = place_of(self.texts.sources, where.path, where.span)
                cell = _members(literal.provision)
                yield Edit(place=place, start=where.span.start, end=where.span.end, old=old, new=new, cell=cell)

    def _with(self, edits: Sequence[Edit]) -> Texts:
        """The texts with some edits made."""
        sources, files = dict(self.texts.sources), list(self.texts.files)
        for path in dict.fromkeys(one.place.file for one in edits):
            own = sorted((one for one in edits if one.place.file == path), key=lambda one: -one.start)
            source = sources[path]
            text, code = source.text, source.code
            for one in own:
                text, code = (part[: one.start] + one.new + part[one.end :] for part in (text, code))
            sources[path] = Source(path=path, text=text, code=code, digest="")
            files = [self._parsed(file, sources[path]) if file.path == path else file for file in files]
        return replace(self.texts, files=files, sources=sources)

    @staticmethod
    def _parsed(file: File, source: Source) -> File:
        """The file, read anew, with the documents that were left in it."""
        kept = {one.name.text for one in file.declarations if isinstance(one, Document)}
        new = parse(source)
        left = tuple(one for one in new.declarations if not isinstance(one, Document) or one.name.text in kept)
        return replace(new, declarations=left)

    def _marks(self, texts: Texts) -> frozenset[_Mark]:
        """What a run of all checks finds, by what stays where numbers move."""
        found = check(
            texts.files, texts.sources, texts.sheets, today=self.day, at=self.day, drafts=self.drafts
        ).findings
        return frozenset((one.code, one.reason, one.rule, one.jurisdiction, _about(one)) for one in found)


def _about(finding: Finding) -> str:
    """What tells findings apart that are of no rule."""
    return "" if finding.rule else f"{finding.document} {finding.article} {finding.anchor}"


def _members(provision: m.Provision) -> str:
    """The members that a provision is about, as a selector; terms of measures are left to the reader of the line."""
    named: list[str] = []
    for term in provision.region.values():
        members = getattr(term.axis, "members", ())
        chosen = [one.name for at, one in enumerate(members) if term.mask >> at & 1]
        named += [" or ".join(chosen)] if 0 < len(chosen) < len(members) else []
    return ", ".join(named)
