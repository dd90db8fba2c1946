"""Which findings somebody wants to see: by code, rule and jurisdiction. What is left out is counted.

A term is a finding code (`breach`), a rule (`rule:hebei.reform-2020.*`) or a jurisdiction (`jurisdiction:衡水市`), or
several of these joined by `+`, all of which must fit. Of several terms one must fit. Errors in a source are never
left out: what they hide is not judged.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Final, Literal, Protocol

from qingdan_checker.findings import SOURCE_CODES
from qingdan_checker.narrowing import Narrowing

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from qingdan_checker.findings import Finding, Judgement, Report

_KINDS: Final = {"code": "code", "rule": "rule", "规则": "rule", "jurisdiction": "jurisdiction", "地区": "jurisdiction"}

MOST_CHARACTERS: Final = 1_000
"""A longer term names nothing that there is."""


class Subject(Protocol):
    """What a term can be about: a finding, or an entry of a baseline."""

    @property
    def code(self) -> str:
        """The finding code."""

    @property
    def rule(self) -> str | None:
        """The full name of the rule."""

    @property
    def jurisdiction(self) -> str | None:
        """The name of the jurisdiction."""


class TermError(ValueError):
    """A term that means nothing: why (`empty`, `kind`, `code`, `source`, `rule`, `place`, `long`), and the part."""

    def __init__(self, why: str, part: str) -> None:
        super().__init__(why, part)
        self.why = why
        self.part = part


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A term as written, and its parts: kind and value. `origin` is the settings file that it stands in."""

    written: str
    parts: tuple[tuple[str, str], ...]
    origin: str = ""

    def fits(self, subject: Subject) -> bool:
        """Whether all its parts fit."""
        return all(_fits(kind, value, subject) for kind, value in self.parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """The terms of which one must fit (all, if there are none), and those of which none may."""

    select: tuple[Term, ...] = ()
    ignore: tuple[Term, ...] = ()


def split(written: str) -> list[str]:
    """The terms of a command line's option: between commas, of either width."""
    return [part.strip() for part in written.replace("，", ",").split(",")]


def term(written: str, codes: Collection[str], origin: str = "") -> Term:
    """A term by its text. Raises TermError."""
    if len(written) > MOST_CHARACTERS:
        raise TermError("long", f"{written[:20]}…")
    parts = tuple(_part(one.strip(), codes) for one in written.split("+"))
    return Term(written=written, parts=parts, origin=origin)


def _part(written: str, codes: Collection[str]) -> tuple[str, str]:
    before, colon, after = written.replace("：", ":").partition(":")
    kind, value = (before.strip(), after.strip()) if colon else ("code", before)
    if not value:
        raise TermError("empty", written)
    if kind not in _KINDS:
        raise TermError("kind", written)
    if _KINDS[kind] == "code":
        _known(value, codes)
    return _KINDS[kind], value


def _known(code: str, codes: Collection[str]) -> None:
    if code not in codes:
        raise TermError("code", code)
    if code in SOURCE_CODES:
        raise TermError("source", code)


def bound(selection: Selection, report: Report) -> Selection:
    """The same with jurisdictions by name instead of label. Raises TermError where nothing that is selected exists.

    What is ignored need not exist: its count then is 0, and is said.
    """
    found = renamed(selection, report)
    for one in found.select:
        for kind, value in one.parts:
            _there(kind, value, report)
    return found


def renamed(selection: Selection, report: Report) -> Selection:
    """The same with jurisdictions by name instead of label, whether or not what is selected exists."""
    names = _names(report)
    select, ignore = (tuple(_bound(one, names) for one in ones) for ones in (selection.select, selection.ignore))
    return Selection(select=select, ignore=ignore)


def _names(report: Report) -> dict[str, str]:
    """Labels of jurisdictions, Chinese and English, to their names."""
    places = [(name, one) for name, one in report.terms.items() if one.sort == "jurisdiction"]
    return {label: name for name, one in places for label in (one.english, one.label) if label}


def _bound(one: Term, names: dict[str, str]) -> Term:
    parts = ((kind, names.get(value, value) if kind == "jurisdiction" else value) for kind, value in one.parts)
    return replace(one, parts=tuple(parts))


def _there(kind: str, value: str, report: Report) -> None:
    if kind == "jurisdiction" and value not in report.parents:
        raise TermError("place", value)
    named = (*report.rules, *(one.rule for one in report.findings if one.rule))
    if kind == "rule" and not any(fnmatchcase(name, value) for name in named):
        raise TermError("rule", value)


def _fits(kind: str, value: str, subject: Subject) -> bool:
    if kind == "rule":
        return bool(subject.rule) and fnmatchcase(subject.rule or "", value)
    return value == (subject.code if kind == "code" else subject.jurisdiction)


# ---- what is left


Why = tuple[Literal["select", "ignore", "changed"], str, str]
"""What leaves a finding out: by what, as written, and from which file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """All that leaves findings out: a selection, and a change with the jurisdictions and files that it reaches."""

    selection: Selection = Selection()
    revision: str = ""
    reach: frozenset[str] | None = None
    files: frozenset[str] = frozenset()

    def leaves_out(self, subject: Subject) -> Why | None:
        """What leaves something out; None where nothing does. An error in a source always stays."""
        if subject.code in SOURCE_CODES:
            return None
        for one in self.selection.ignore:
            if one.fits(subject):
                return "ignore", one.written, one.origin
        if self.selection.select and not any(one.fits(subject) for one in self.selection.select):
            return self._selected
        return None if self._reaches(subject) else ("changed", self.revision, "")

    @property
    def _selected(self) -> Why:
        select = self.selection.select
        return "select", ", ".join(one.written for one in select), select[0].origin

    def _reaches(self, subject: Subject) -> bool:
        return self.reach is None or not subject.jurisdiction or subject.jurisdiction in self.reach

    @property
    def asked(self) -> Iterable[Why]:
        """All that may leave something out."""
        yield from (("ignore", one.written, one.origin) for one in self.selection.ignore)
        if self.selection.select:
            yield self._selected
        if self.revision:
            yield "changed", self.revision, ""


def narrowed(report: Report, scope: Scope) -> Report:
    """The report without what is left out, which is counted: also where it is nothing."""
    reasons = [_reason(finding, scope) for finding in report.findings]
    counts = Counter(why for why in reasons if why)
    left_out = tuple(Narrowing(by=why[0], what=why[1], count=counts[why], origin=why[2]) for why in scope.asked)
    kept = tuple(finding for finding, why in zip(report.findings, reasons, strict=True) if not why)
    return replace(report, findings=kept, verdicts=_judged(report, scope), narrowed=(*report.narrowed, *left_out))


def _reason(finding: Finding, scope: Scope) -> Why | None:
    why = scope.leaves_out(finding)
    if why and why[0] == "changed" and _touched(finding, scope.files):
        return None
    return why


def _touched(finding: Finding, files: frozenset[str]) -> bool:
    """Whether a finding is about a text that was changed, whomever else it is about."""
    places = [finding.place, *(one.place for one in finding.related), *(one.place for one in finding.trace)]
    return any(place.file in files for place in places)


def _judged(report: Report, scope: Scope) -> tuple[Judgement, ...]:
    if scope.reach is None:
        return report.verdicts
    return tuple(one for one in report.verdicts if one.jurisdiction in scope.reach)
