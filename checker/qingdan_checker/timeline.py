"""The time line: for each jurisdiction and rule the stretches of time over which one state holds."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import groupby
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from qingdan_checker.findings import Finding, Judgement, Place, Report

GRAVEST_FIRST: Final = ("breach", "beyond-authority", "undetermined", "tolerated", "declared", "approved")
"""Findings that make a state; where several hold at once, the gravest names it."""

STATES: Final = (*GRAVEST_FIRST, "waived", "within bounds", "not applicable")
"""All states, the gravest first."""

_MATTERS: Final = frozenset({"beyond-authority", "tolerated"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A state from one day to another, both included; `until` is None where no end is known.

    `state` is that of the verdict, or `approved`, `declared`, `waived`; of a matter `tolerated` or `beyond-authority`.
    `place` is where the first finding points that makes it so, `document` and `article` the text that excuses it.
    """

    state: str
    start: date | None
    until: date | None
    place: Place | None = None
    document: str = ""
    article: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """The stretches of one jurisdiction under a rule, or with a matter that it decides without authority.

    `rule` is the full name of the rule, else empty and `matter` the item or catalogue. Between two stretches the
    rule does not bind the jurisdiction, or the matter is within its authority.
    """

    jurisdiction: str
    rule: str
    matter: str
    stretches: tuple[Stretch, ...]


def lanes_of(report: Report, jurisdictions: frozenset[str] | None = None) -> tuple[Lane, ...]:
    """All lanes of a report, or those of some jurisdictions: from the nation down, rules as they stand in the law."""
    found = [*_ruled(report), *_decided(report)]
    if jurisdictions is not None:
        found = [lane for lane in found if lane.jurisdiction in jurisdictions]
    order = {name: at for at, name in enumerate(downward(report))}
    return tuple(sorted(found, key=lambda lane: (order[lane.jurisdiction], *_place_of(lane, report, order))))


def downward(report: Report) -> Iterator[str]:
    """The names of all jurisdictions, each followed by those below it, by name."""
    below: dict[str, list[str]] = {}
    for name, parent in sorted(report.parents.items()):
        below.setdefault(parent, []).append(name)
    todo = below.get("", [])[::-1]
    while todo:
        name = todo.pop()
        yield name
        todo += below.get(name, [])[::-1]


def _place_of(lane: Lane, report: Report, order: dict[str, int]) -> tuple[object, ...]:
    """Rules before matters, the nation's rules first, those of a document as they stand in it."""
    rule = report.rules.get(lane.rule)
    if rule is None:
        return (1, lane.rule, lane.matter)
    issued = report.documents[rule.document].issued or date.max
    return (0, order[rule.issuer], issued, rule.document, rule.place, lane.rule)


# ---- a rule


def _ruled(report: Report) -> Iterator[Lane]:
    """A lane for each rule and jurisdiction that it binds."""
    told: dict[tuple[str, str], list[Finding]] = {}
    for finding in report.findings:
        if finding.rule and finding.jurisdiction and finding.code in GRAVEST_FIRST:
            told.setdefault((finding.rule, finding.jurisdiction), []).append(finding)
    by_both = sorted(report.verdicts, key=lambda one: (one.rule, one.jurisdiction))
    for (rule, place), group in groupby(by_both, key=lambda one: (one.rule, one.jurisdiction)):
        stretches = _merged(_by_verdict(list(group), told.get((rule, place), [])))
        yield Lane(jurisdiction=place, rule=rule, matter="", stretches=tuple(stretches))


def _by_verdict(verdicts: Sequence[Judgement], findings: Sequence[Finding]) -> Iterator[Stretch]:
    for start, until in _pieces([*verdicts, *findings]):
        verdict = _holding(verdicts, start)
        if verdict is not None:
            yield _said(verdict, [one for one in findings if _holds(one, start)], start, until)


def _said(verdict: Judgement, findings: Sequence[Finding], start: date, until: date | None) -> Stretch:
    """A verdict, as what is said of it: a breach may be excused, and what does not apply may have been waived."""
    if verdict.verdict in {"breach", "undetermined"} and findings:
        return _made_by(_gravest(findings), start, until)
    if verdict.verdict == "not applicable" and verdict.waivers:
        document, article, _ = verdict.waivers[0]
        return Stretch(state="waived", start=start, until=until, document=document, article=article)
    return Stretch(state=verdict.verdict, start=start, until=until)


# ---- a matter


def _decided(report: Report) -> Iterator[Lane]:
    """A lane for each item or catalogue that a jurisdiction decides without authority, or on sufferance."""
    told: dict[tuple[str, str], list[Finding]] = {}
    for finding in report.findings:
        matter = dict(finding.facts).get("item", "")
        if finding.code in _MATTERS and matter and finding.jurisdiction:
            told.setdefault((finding.jurisdiction, matter), []).append(finding)
    for (place, matter), findings in told.items():
        pieces = ((start, until, [one for one in findings if _holds(one, start)]) for start, until in _pieces(findings))
        stretches = _merged(_made_by(_gravest(held), start, until) for start, until, held in pieces if held)
        yield Lane(jurisdiction=place, rule="", matter=matter, stretches=tuple(stretches))


# ---- both


def _gravest(findings: Sequence[Finding]) -> Finding:
    return min(findings, key=lambda one: (GRAVEST_FIRST.index(one.code), one.place))


def _made_by(finding: Finding, start: date, until: date | None) -> Stretch:
    """The stretch of a finding, with the text that excuses it, if there is one."""
    excuse = next((one for one in finding.related if one.role in {"approval", "declaration", "tolerance"}), None)
    return Stretch(
        state=finding.code,
        start=start,
        until=until,
        place=finding.place,
        document=excuse.document if excuse else "",
        article=excuse.article if excuse else "",
    )


def _pieces(ones: Iterable[Finding | Judgement]) -> Iterator[tuple[date, date | None]]:
    """The stretches between the days on which one of some findings or verdicts begins or has ended."""
    days: set[date] = set()
    for one in ones:
        days |= {one.start or date.min}
        days |= {one.until + timedelta(days=1)} if one.until and one.until < date.max else set()
    starts = sorted(days)
    for at, start in enumerate(starts):
        yield start, starts[at + 1] - timedelta(days=1) if at + 1 < len(starts) else None


def _holding(ones: Sequence[Judgement], day: date) -> Judgement | None:
    return next((one for one in ones if _holds(one, day)), None)


def _holds(one: Finding | Judgement, day: date) -> bool:
    return (one.start is None or one.start <= day) and (one.until is None or day <= one.until)


def _merged(stretches: Iterable[Stretch]) -> list[Stretch]:
    """Adjacent stretches of one state, for one reason, as one."""
    found: list[Stretch] = []
    for one in stretches:
        last = found[-1] if found else None
        if last and last.until and one.start == last.until + timedelta(days=1) and _alike(last, one):
            found[-1] = replace(last, until=one.until)
        else:
            found.append(one)
    return found


def _alike(one: Stretch, other: Stretch) -> bool:
    return (one.state, one.document, one.article) == (other.state, other.document, other.article)
