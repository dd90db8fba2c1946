"""What an audit report is about: the lines and findings of one day, by jurisdiction, within what was asked for."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from qingdan_checker.clock import Deadline, deadlines
from qingdan_checker.timeline import Lane, Stretch, downward, lanes_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from qingdan_checker.findings import Finding, Judgement, Place, Report
    from qingdan_checker.ledger import Entry, Ledger
    from qingdan_checker.room.rooms import Room

EXCUSED: Final = frozenset({"approved", "declared", "tolerated", "waived"})
"""States in which a departure is on record and excused."""

GRAVE: Final = ("breach", "beyond-authority")


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What a report is asked to be about: jurisdictions, documents, or (both empty) the whole repository.

    `files` are those that were checked, where a library was added to them; None for all.
    """

    jurisdictions: frozenset[str] = frozenset()
    documents: frozenset[str] = frozenset()
    files: frozenset[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A rule, or a matter decided without authority, with its state for a jurisdiction on the day.

    `verdict` has the tightest combination; it is None for a matter. `findings` are what made the state. `is_required`:
    the rule is not one that is only encouraged.
    """

    lane: Lane
    stretch: Stretch
    verdict: Judgement | None
    findings: tuple[Finding, ...]
    is_required: bool = True

    @property
    def state(self) -> str:
        """Its state, as the time line has it."""
        return self.stretch.state

    @property
    def standing(self) -> str:
        """Its state as it is counted and marked: what is only encouraged is not broken, but not followed."""
        return "not followed" if self.state in GRAVE and not self.is_required else self.state


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceAudit:
    """A jurisdiction: its lines as the law has them, findings that belong to no line, its documents, its days.

    `rooms` are what the rules leave each number of its own.
    """

    name: str
    lines: tuple[Line, ...]
    others: tuple[Finding, ...]
    entries: tuple[Entry, ...]
    deadlines: tuple[Deadline, ...] = ()
    rooms: tuple[Room, ...] = ()

    def count(self, states: Iterable[str]) -> int:
        """How many of its lines stand in one of some states."""
        wanted = set(states)
        return sum(line.standing in wanted for line in self.lines)

    @property
    def against(self) -> int:
        """How many requirements it breaks or exceeds: those that it is only encouraged to meet are none."""
        return self.count(GRAVE)

    @property
    def hints(self) -> int:
        """How many rules it does not meet that it is only encouraged to meet."""
        return self.count({"not followed"})

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All its findings, those of lines first."""
        return (*(finding for line in self.lines for finding in line.findings), *self.others)


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """All that a report says, as facts.

    `rules` are the rules that bind somebody, in the order of the law; `quotations` what articles quote of their
    originals, each with the place of its article.
    """

    report: Report
    day: date
    scope: Scope
    places: tuple[PlaceAudit, ...]
    entries: tuple[Entry, ...]
    faults: tuple[Finding, ...]
    rules: tuple[str, ...] = ()
    quotations: tuple[tuple[Place, str], ...] = ()

    def quotation(self, place: Place) -> str:
        """What the article in which something stands quotes of its original."""
        return next((text for whole, text in self.quotations if is_within(place, whole)), "")

    def count(self, states: Iterable[str]) -> int:
        """How many lines of all jurisdictions are in one of some states."""
        wanted = set(states)
        return sum(place.count(wanted) for place in self.places)


def is_within(place: Place, whole: Place) -> bool:
    """Whether something begins within the lines of another."""
    return place.file == whole.file and whole.line <= place.line <= whole.end_line


def audit_of(report: Report, ledger: Ledger, rooms: Mapping[str, tuple[Room, ...]], scope: Scope, day: date) -> Audit:
    """The facts of an audit on a day that the report has judged; `rooms` of its numbers, by jurisdiction."""
    lanes = [lane for lane in lanes_of(report) if _lane_is_asked(lane, report, scope)]
    told: dict[str, list[Finding]] = defaultdict(list)
    for finding in report.findings:
        if finding.jurisdiction and _holds(finding, day):
            told[finding.jurisdiction].append(finding)
    lines = _lines(lanes, report, told, day)
    clock: dict[str, list[Deadline]] = defaultdict(list)
    for deadline in deadlines(report):
        clock[deadline.jurisdiction].append(deadline)
    asked = _audited(lines, told, ledger, report, scope)
    names = [name for name in downward(report) if name in asked]
    bound = {line.lane.rule for name in names for line in lines[name]}
    return Audit(
        report=report,
        day=day,
        scope=scope,
        places=tuple(
            replace(
                _place(name, lines[name], told[name], report, (ledger, scope)),
                deadlines=tuple(clock[name]),
                rooms=rooms.get(name, ()),
            )
            for name in names
        ),
        entries=tuple(entry for entry in ledger.entries if _entry_is_asked(entry, report, scope)),
        faults=report.faults,
        rules=tuple(dict.fromkeys(lane.rule for lane in lanes if lane.rule and lane.rule in bound)),
        quotations=tuple((one.place, one.text) for entry in ledger.entries for one in entry.articles if one.text),
    )


def _lines(
    lanes: Sequence[Lane], report: Report, told: Mapping[str, Sequence[Finding]], day: date
) -> Mapping[str, Sequence[Line]]:
    """The lines of each jurisdiction on a day."""
    verdicts = {(one.rule, one.jurisdiction): one for one in report.verdicts if _holds(one, day)}
    found: dict[str, list[Line]] = defaultdict(list)
    for lane in lanes:
        stretch = next((one for one in lane.stretches if _holds_on(one.start, one.until, day)), None)
        if stretch is not None:
            findings = tuple(one for one in told[lane.jurisdiction] if _is_of(one, lane))
            verdict = verdicts.get((lane.rule, lane.jurisdiction))
            required = not lane.rule or report.rules[lane.rule].force != "encouraged"
            line = Line(lane=lane, stretch=stretch, verdict=verdict, findings=findings, is_required=required)
            found[lane.jurisdiction].append(line)
    return found


def _is_of(finding: Finding, lane: Lane) -> bool:
    """Whether a finding is what a lane is about."""
    if lane.rule:
        return finding.rule == lane.rule and finding.code in {"breach", "undetermined", "approved", "declared"}
    return finding.code in {"beyond-authority", "tolerated"} and dict(finding.facts).get("item") == lane.matter


def _place(
    name: str, lines: Sequence[Line], told: Sequence[Finding], report: Report, asked: tuple[Ledger, Scope]
) -> PlaceAudit:
    ledger, scope = asked
    seen = {id(finding) for line in lines for finding in line.findings}
    others = [one for one in told if id(one) not in seen]
    return PlaceAudit(
        name=name,
        lines=tuple(lines),
        others=tuple(one for one in others if _finding_is_asked(one, scope)),
        entries=tuple(
            one
            for one in ledger.entries
            if report.documents[one.document].issuer == name and _entry_is_asked(one, report, scope)
        ),
    )


def _audited(
    lines: Mapping[str, Sequence[Line]],
    told: Mapping[str, Sequence[Finding]],
    ledger: Ledger,
    report: Report,
    scope: Scope,
) -> set[str]:
    """The jurisdictions that there is something to say about; those that were asked for, always."""
    found = {*lines, *scope.jurisdictions}
    found |= {name for name, ones in told.items() if any(_finding_is_asked(one, scope) for one in ones)}
    found |= {report.documents[one.document].issuer for one in ledger.entries if one.document in scope.documents}
    return {name for name in found if not scope.jurisdictions or name in scope.jurisdictions}


# ---- what was asked for


def _lane_is_asked(lane: Lane, report: Report, scope: Scope) -> bool:
    if scope.jurisdictions and lane.jurisdiction not in scope.jurisdictions:
        return False
    if not scope.documents:
        return True
    rule = report.rules.get(lane.rule)
    issuers = {report.documents[name].issuer for name in scope.documents if name in report.documents}
    return lane.jurisdiction in issuers or (rule is not None and rule.document in scope.documents)


def _finding_is_asked(finding: Finding, scope: Scope) -> bool:
    if scope.jurisdictions and finding.jurisdiction not in scope.jurisdictions:
        return False
    if not scope.documents:
        return True
    return bool(scope.documents & {finding.document, *(step.document for step in finding.trace)})


def _entry_is_asked(entry: Entry, report: Report, scope: Scope) -> bool:
    if scope.files is not None and entry.file not in scope.files:
        return False
    if scope.documents:
        return entry.document in scope.documents
    return not scope.jurisdictions or report.documents[entry.document].issuer in scope.jurisdictions


def _holds(one: Finding | Judgement, day: date) -> bool:
    return _holds_on(one.start, one.until, day)


def _holds_on(start: date | None, until: date | None, day: date) -> bool:
    return (start is None or start <= day) and (until is None or day <= until)
