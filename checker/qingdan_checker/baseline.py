"""A baseline: the findings that were there before, by fingerprint and count, and how a report stands to it.

What it knows is still shown, but does not stop a gate. Errors in a source are never known: what they hide is not
judged. A finding that has become worse than the baseline has it is new: graver, further out of bounds at its worst,
or with more combinations concerned.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final, cast

from qingdan_checker.findings import SEVERITIES, SOURCE_CODES, Gone
from qingdan_checker.layout.escaping import json_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from qingdan_checker.findings import Finding, Report, Severity, State

KIND: Final = "qingdan baseline"
SCHEMA: Final = 1

MOST_BYTES: Final = 64 * 1024 * 1024
"""A larger file is none of ours."""

MOST_COUNT: Final = 1_000_000

_FINGERPRINT: Final = re.compile(r"[0-9a-f]{32}")
_TEXTS: Final = ("code", "rule", "jurisdiction", "file", "message")
_KEYS: Final = frozenset({"fingerprint", "severity", "count", "margin", "cells", *_TEXTS})
_MARGIN: Final = re.compile(r"(-?\d{1,30})(?:\.(\d{1,30}))?(?:/(\d{1,30}))?( ?\D*)")


class BaselineError(ValueError):
    """Why a text is no baseline: `json`, `kind`, `schema`, `list`, `entry` or `twice`, and which entry (from 1)."""

    def __init__(self, why: str, which: int = 0, what: str = "") -> None:
        super().__init__(why, which, what)
        self.why = why
        self.which = which
        self.what = what


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A finding that was there, `count` times, at worst by `margin`, for so many `cells`; the rest is for readers."""

    fingerprint: str
    severity: Severity
    count: int
    margin: str = ""
    cells: int = 0
    code: str = ""
    rule: str = ""
    jurisdiction: str = ""
    file: str = ""
    message: str = ""


# ---- comparing


def compared(report: Report, name: str, entries: Iterable[Entry], counts: Callable[[Entry], bool]) -> Report:
    """The report with how each finding stands to a baseline, and what the baseline has besides.

    `counts` says which entries are about what the report is about: the others are not gone where they are not there.
    """
    entries = sorted(entries, key=_order)
    known = {(entry.fingerprint, entry.severity): entry for entry in entries}
    left = Counter({key: entry.count for key, entry in known.items()})
    states: dict[int, State] = {}
    findings = report.findings
    for at in sorted(range(len(findings)), key=lambda at: SEVERITIES.index(findings[at].severity)):
        states[at] = _state(findings[at], left, known)
    gone = (_gone(entry, left[entry.fingerprint, entry.severity]) for entry in entries if counts(entry))
    return replace(
        report,
        states=tuple(states[at] for at in range(len(findings))),
        gone=tuple(one for one in gone if one.count),
        baseline=name,
    )


Key = tuple[str, "Severity"]


def _state(finding: Finding, left: Counter[Key], known: Mapping[Key, Entry]) -> State:
    """Known where the baseline has it, as often, and at least as bad."""
    if finding.code in SOURCE_CODES:
        return "new"
    for severity in reversed(SEVERITIES[: SEVERITIES.index(finding.severity) + 1]):
        key = (finding.fingerprint, severity)
        if left[key] > 0:
            left[key] -= 1
            return "new" if _is_worse(finding, known[key]) else "known"
    return "new"


def is_worse(finding: Finding, before: Finding) -> bool:
    """Whether a finding is further out of bounds at its worst than another, or about more combinations."""
    return _is_worse(finding, _entry(before, 1, ""))


def _is_worse(finding: Finding, entry: Entry) -> bool:
    margin = (finding.worst.margin if finding.worst else "") or ""
    return (finding.cells or 0) > entry.cells or _is_less(margin, entry.margin)


def _is_less(margin: str, before: str) -> bool:
    """Whether a margin is further out of bounds; one that cannot be compared with what it was is taken to be."""
    if margin == before:
        return False
    one, other = _MARGIN.fullmatch(margin), _MARGIN.fullmatch(before)
    if not one or not other or one.group(4) != other.group(4):
        return True
    return _number(one) < _number(other)


def _number(match: re.Match[str]) -> Fraction:
    whole, decimals, below, _ = match.groups()
    value = Fraction(f"{whole}.{decimals or 0}")
    return value / int(below) if below and int(below) else value


def _gone(entry: Entry, count: int) -> Gone:
    return Gone(
        fingerprint=entry.fingerprint,
        count=count,
        code=entry.code,
        rule=entry.rule,
        jurisdiction=entry.jurisdiction,
        file=entry.file,
        message=entry.message,
    )


# ---- making one


def entries_of(report: Report, said: Callable[[Finding], str]) -> tuple[Entry, ...]:
    """What a baseline of this report has; `said` gives the headline of a finding."""
    findings = [finding for finding in report.findings if finding.code not in SOURCE_CODES]
    counts = Counter((finding.fingerprint, finding.severity) for finding in findings)
    firsts: dict[Key, Finding] = {}
    for one in findings:
        key = (one.fingerprint, one.severity)
        firsts[key] = _worst(firsts[key], one) if key in firsts else one
    return tuple(sorted((_entry(one, counts[key], said(one)) for key, one in firsts.items()), key=_order))


def _worst(one: Finding, other: Finding) -> Finding:
    """The worse of two findings that are the same at different times, with the larger number of combinations."""
    worse = other if _is_worse(other, _entry(one, 1, "")) else one
    return replace(worse, cells=max(one.cells or 0, other.cells or 0) or None)


def _entry(finding: Finding, count: int, message: str) -> Entry:
    return Entry(
        fingerprint=finding.fingerprint,
        severity=finding.severity,
        count=count,
        margin=(finding.worst.margin if finding.worst else "") or "",
        cells=finding.cells or 0,
        code=finding.code,
        rule=finding.rule or "",
        jurisdiction=finding.jurisdiction or "",
        file=finding.place.file,
        message=message,
    )


def _order(entry: Entry) -> tuple[str, ...]:
    return (entry.file, entry.code, entry.rule, entry.jurisdiction, entry.fingerprint, entry.severity)


def dump(entries: Sequence[Entry]) -> str:
    """A baseline as JSON: sorted, one value a line, so that a change of it can be reviewed."""
    findings = [{name: getattr(entry, name) for name in _WRITTEN} for entry in sorted(entries, key=_order)]
    data = {"kind": KIND, "schema": SCHEMA, "findings": findings}
    return json_text(data, indent=2) + "\n"


_WRITTEN: Final = (
    "file",
    "code",
    "rule",
    "jurisdiction",
    "severity",
    "message",
    "margin",
    "cells",
    "fingerprint",
    "count",
)


# ---- reading one


def load(data: bytes) -> tuple[Entry, ...]:
    """The entries of a baseline. Raises BaselineError: others may have written it."""
    try:
        found = json.loads(data.decode("utf-8-sig"), object_pairs_hook=_once)
    except (ValueError, RecursionError) as error:
        if isinstance(error, BaselineError):
            raise
        raise BaselineError("json", what=_line(error)) from None
    _be_ours(found)
    entries = tuple(_read(one, at) for at, one in enumerate(found["findings"], 1))
    _tell_apart(entries)
    return entries


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object, each key of which is written once: the last of two would hide the first."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise BaselineError("json")
    return found


def _line(error: Exception) -> str:
    return str(error.lineno) if isinstance(error, json.JSONDecodeError) else ""


def _be_ours(found: Any) -> None:  # noqa: ANN401  whatever JSON can be
    if not isinstance(found, dict) or found.get("kind") != KIND:
        raise BaselineError("kind")
    if type(found.get("schema")) is not int or found["schema"] != SCHEMA:
        raise BaselineError("schema", what=str(found.get("schema"))[:20])
    if set(found) != {"kind", "schema", "findings"} or not isinstance(found["findings"], list):
        raise BaselineError("list")


def _read(one: Any, at: int) -> Entry:  # noqa: ANN401  as above
    if not isinstance(one, dict) or not set(one) <= _KEYS or not _good(one):
        raise BaselineError("entry", at)
    texts = {name: str(one.get(name, "")) for name in (*_TEXTS, "margin")}
    severity, cells = cast("Severity", one["severity"]), int(one.get("cells", 0))
    return Entry(fingerprint=one["fingerprint"], severity=severity, count=one["count"], cells=cells, **texts)


def _good(one: dict[str, Any]) -> bool:
    fingerprint, severity, count = (one.get(name) for name in ("fingerprint", "severity", "count"))
    marked = isinstance(fingerprint, str) and bool(_FINGERPRINT.fullmatch(fingerprint))
    counted = type(count) is int and 1 <= count <= MOST_COUNT and type(one.get("cells", 0)) is int
    graded = isinstance(severity, str) and severity in SEVERITIES
    return marked and counted and graded and all(isinstance(one.get(name, ""), str) for name in (*_TEXTS, "margin"))


def _tell_apart(entries: Iterable[Entry]) -> None:
    """Two entries for one finding would be a merge that went wrong, and would let more through than either side."""
    seen: set[tuple[str, str]] = set()
    for at, entry in enumerate(entries, 1):
        if (entry.fingerprint, entry.severity) in seen:
            raise BaselineError("twice", at)
        seen.add((entry.fingerprint, entry.severity))
