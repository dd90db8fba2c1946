"""What a check found, as facts: findings, verdicts, and the report that holds both with all that a reader asks for.

Prose is made elsewhere (`messages`), and formats only lay these facts out, so no two formats can disagree.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from qingdan_checker.narrowing import Narrowing, SettingsFacts

SCHEMA: Final = 1

Severity = Literal["error", "warning", "note"]
SEVERITIES: Final[tuple[Severity, ...]] = ("error", "warning", "note")

SOURCE_CODES: Final = frozenset({"syntax", "name", "type", "value", "duplicate", "cycle"})
"""Codes of errors in a source: what they leave out is not judged, so nobody may accept or ignore them."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Place:
    """A stretch of a file: line and column from 1 (columns in code points), to before `end_column` on its last line."""

    file: str
    line: int
    column: int
    end_line: int
    end_column: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A provision, observation or define that made a number.

    `what` is the item or statistic with its cell, `act` how it took part (`set`, `adjust`, `observe`, `limit`,
    `define`), `value` the number it gave (`90%`, `+5pp`), `result` what it came to after this step, `linked` the
    steps of the cells that its VALUE refers to. `since` orders the steps and is no part of what a finding says.
    """

    what: str
    cell: tuple[tuple[str, str], ...]
    act: str
    value: str
    document: str
    article: str
    place: Place
    since: date = field(compare=False)
    own: bool
    result: str = ""
    linked: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Combination:
    """One combination of the dimensions that a rule leaves open, with both sides of its comparison.

    `cell` maps dimension to member, or to a piece of a measure (`60 years < age < 70 years`), by dimension name.
    The sides and the margin are None where the rule is not a single comparison or where they are not known. `alike`
    are dimensions whose members nothing tells apart here, with the number of combinations that they stand for: people
    need not be told of them. Of a rule over every amount the cell has the amount at which it came out so, and `over`
    maps its measure to all amounts at which it does, as selectors (`1000 yuan < cost <= 2500 yuan`); none where they
    are not known.
    """

    cell: tuple[tuple[str, str], ...]
    alike: tuple[tuple[str, int], ...] = ()
    left: str | None = None
    right: str | None = None
    margin: str | None = None
    over: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    """Another place that a finding speaks of.

    Its `role`: the bound (`rule`), a rival (`conflict`), a first declaration (`first`), an approval (`approval`), a
    tolerance (`tolerance`).
    """

    role: str
    place: Place
    document: str = ""
    article: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why something is undetermined, and what it is that lacks a value.

    Its kind is one of `unset`, `unknown`, `conflict`, `circle`, `statistic`, `zero`, `amount`,
    `no-solver`, `solver-limit`, `step`, `part-day`, `calendar`, `end`, `disputed`, `too-many`, `too-deep`, `when`,
    `shape`, `kind`, `lists`, `over-amounts`, `proof-limit`.
    """

    kind: str
    what: str = ""
    cell: tuple[tuple[str, str], ...] = ()
    year: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """A number to be written in the place of another: where it stands, and whom it is for (a selector).

    Where another number on its line reads alike, and is not told apart by that, `item` is whose number it is.
    """

    place: Place
    old: str
    new: str
    cell: str
    item: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Repair:
    """Edits that together remove a finding and make no other: a second run has shown it."""

    edits: tuple[Edit, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing worth saying, at one place, over one stretch of time.

    `reason` names the sentence where a code has several, `facts` its words (names, never prose). Source errors have
    no rule and no jurisdiction. What is about several rules together names them in `rules`.
    `repairs` would each remove it, the smallest first; where nothing local does, `blocked` are the rules behind that.
    """

    code: str
    severity: Severity
    place: Place
    reason: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    force: str | None = None
    rule: str | None = None
    jurisdiction: str | None = None
    start: date | None = None
    until: date | None = None
    worst: Combination | None = None
    cells: int | None = None
    of: int | None = None
    selectors: tuple[str, ...] = ()
    trace: tuple[Step, ...] = ()
    keys: tuple[str, ...] = ()
    related: tuple[Related, ...] = ()
    gaps: tuple[Reason, ...] = ()
    draft: bool = False
    document: str = ""
    article: str = ""
    anchor: str = ""
    rules: tuple[str, ...] = ()
    repairs: tuple[Repair, ...] = ()
    blocked: tuple[str, ...] = ()

    @property
    def fingerprint(self) -> str:
        """A mark that stays when lines move: what is found, by what, of whom and where in the law."""
        parts = (self.code, self.reason, self.rule or "", self.jurisdiction or "", self.document, self.article)
        text = "\x1f".join((*parts, self.anchor))
        return hashlib.sha256(text.encode()).hexdigest()[:32]

    def during(self, start: date | None, until: date | None) -> Finding:
        """The same finding over another stretch."""
        return replace(self, start=start, until=until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """The verdict of a rule for a jurisdiction that it binds, over a stretch; passing is evidence too.

    `waivers` are those that lift the rule for some combination: document, article, and the last day, empty for none.
    """

    rule: str
    jurisdiction: str
    verdict: str
    start: date | None = None
    until: date | None = None
    tightest: Combination | None = None
    cells: int = 0
    waivers: tuple[tuple[str, str, str], ...] = ()

    def during(self, start: date | None, until: date | None) -> Judgement:
        """The same verdict over another stretch."""
        return replace(self, start=start, until=until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A declared name as people know it: its sort, its label, its English label, and its kind of value."""

    sort: str
    label: str = ""
    english: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentFacts:
    """What a citation of a document needs."""

    title: str
    english: str
    number: str
    issuer: str
    issued: date | None
    draft: bool
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Both sides of a rule that is a single comparison, as written.

    `gap` is set where the left side is the difference of one item between two members: the item and both.
    """

    left: str
    operator: str
    right: str
    gap: tuple[str, str, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleFacts:
    """What a citation of a rule needs; `text` is its expression as written, `start` and `until` when it is in force.

    `uses` are the items, statistics and catalogues that it rests on.

    A rule that never is (repealed before it would have begun) has an end before its start.
    """

    label: str
    english: str
    force: str
    document: str
    article: str
    issuer: str
    text: str
    place: Place
    start: date | None
    until: date | None
    dimensions: tuple[str, ...] = ()
    uses: tuple[str, ...] = ()
    because: str = ""
    comparison: Comparison | None = None


State = Literal["new", "known"]
"""How a finding stands to a baseline: whether the baseline has it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gone:
    """A finding that a baseline has and the report has not, or not as often: `count` times less."""

    fingerprint: str
    count: int
    code: str = ""
    rule: str = ""
    jurisdiction: str = ""
    file: str = ""
    message: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """All that a check found, with what its readers need to read it.

    `today` is the date of the check; `dates` are all that were judged. `parents` maps each jurisdiction to the one
    above it (the nation to nothing), `sources` path to the text that places refer to, `digests` path to sha256.
    `left_out` are the files, documents, jurisdictions and statements that took no part because of an error. `library`
    names the bundled library where it was used. Where the findings were compared with a baseline, `states` has one for
    each finding, in their order, and `gone` what the baseline has besides; else both are empty. `narrowed` is what was
    left out on demand, `settings` the file that some of that came from. `reach` are the jurisdictions that a change
    can affect, where one was asked about. `supposed` are numbers that were only supposed: then this report is not the
    verdict on the texts. `unrepaired` counts breaches for which no repair was sought any more.
    """

    findings: tuple[Finding, ...]
    verdicts: tuple[Judgement, ...]
    dates: tuple[date, ...]
    today: date | None = None
    terms: Mapping[str, Term] = field(default_factory=dict)
    documents: Mapping[str, DocumentFacts] = field(default_factory=dict)
    rules: Mapping[str, RuleFacts] = field(default_factory=dict)
    parents: Mapping[str, str] = field(default_factory=dict)
    sources: Mapping[str, str] = field(default_factory=dict)
    digests: Mapping[str, str] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()
    jurisdictions: int = 0
    cases: int = 0
    library: str = ""
    states: tuple[State, ...] = ()
    gone: tuple[Gone, ...] = ()
    baseline: str = ""
    narrowed: tuple[Narrowing, ...] = ()
    settings: SettingsFacts | None = None
    reach: frozenset[str] | None = None
    unrepaired: int = 0
    supposed: tuple[str, ...] = ()

    def state(self, at: int) -> State | None:
        """How the finding at a place in `findings` stands to the baseline; None where there was none."""
        return self.states[at] if self.states else None

    def count(self, severity: Severity) -> int:
        """How many findings have this severity."""
        return sum(finding.severity == severity for finding in self.findings)

    @property
    def faults(self) -> tuple[Finding, ...]:
        """The errors in the sources, which leave out what they are about."""
        return tuple(finding for finding in self.findings if finding.code in SOURCE_CODES)

    def reaches(self, threshold: Severity) -> bool:
        """Whether some finding that no baseline knows is at or above the threshold."""
        allowed = SEVERITIES[: SEVERITIES.index(threshold) + 1]
        return any(
            finding.severity in allowed and self.state(at) != "known" for at, finding in enumerate(self.findings)
        )
