"""A baseline: the findings that were there before, by fingerprint and count, and how a report stands to it.

What it knows is still shown, but does not stop a gate. Errors in a source are never known: what they hide is not
judged. A finding that has become graver than the baseline has it is new.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, cast

from qingdan_checker.findings import SEVERITIES, SOURCE_CODES, Gone

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from qingdan_checker.findings import Finding, Report, Severity, State

KIND: Final = "qingdan baseline"
SCHEMA: Final = 1

MOST_BYTES: Final = 64 * 1024 * 1024
"""A larger file is none of ours."""

MOST_COUNT: Final = 1_000_000

_FINGERPRINT: Final = re.compile(r"[0-9a-f]{32}")
_TEXTS: Final = ("code", "rule", "jurisdiction", "file", "message")
_KEYS: Final = frozenset({"fingerprint", "severity", "count", *_TEXTS})


class BaselineError(ValueError):
    """Why a text is no baseline: `json`, `kind`, `schema`, `list`, `entry` or `twice`, and which entry (from 1)."""

    def __init__(self, why: str, which: int = 0, what: str = "") -> None:
        super().__init__(why, which, what)
        self.why = why
        self.which = which
        self.what = what


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A finding that was there, `count` times. Only fingerprint, severity and count matter; the rest is for readers."""

    fingerprint: str
    severity: Severity
    count: int
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
    left = Counter({(entry.fingerprint, entry.severity): entry.count for entry in entries})
    states: dict[int, State] = {}
    findings = report.findings
    for at in sorted(range(len(findings)), key=lambda at: SEVERITIES.index(findings[at].severity)):
        states[at] = _state(findings[at], left)
    gone = (_gone(entry, left[entry.fingerprint, entry.severity]) for entry in entries if counts(entry))
    return replace(
        report,
        states=tuple(states[at] for at in range(len(findings))),
        gone=tuple(one for one in gone if one.count),
        baseline=name,
    )


def _state(finding: Finding, left: Counter[tuple[str, Severity]]) -> State:
    """Known where the baseline has it, as often, and as at least as grave."""
    if finding.code in SOURCE_CODES:
        return "new"
    for severity in reversed(SEVERITIES[: SEVERITIES.index(finding.severity) + 1]):
        if left[finding.fingerprint, severity] > 0:
            left[finding.fingerprint, severity] -= 1
            return "known"
    return "new"


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
    firsts = {(one.fingerprint, one.severity): one for one in reversed(findings)}
    return tuple(sorted((_entry(one, counts[key], said(one)) for key, one in firsts.items()), key=_order))


def _entry(finding: Finding, count: int, message: str) -> Entry:
    return Entry(
        fingerprint=finding.fingerprint,
        severity=finding.severity,
        count=count,
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
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


_WRITTEN: Final = ("file", "code", "rule", "jurisdiction", "severity", "message", "fingerprint", "count")


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
    texts = {name: str(one.get(name, "")) for name in _TEXTS}
    severity = cast("Severity", one["severity"])
    return Entry(fingerprint=one["fingerprint"], severity=severity, count=one["count"], **texts)


def _good(one: dict[str, Any]) -> bool:
    fingerprint, severity, count = (one.get(name) for name in ("fingerprint", "severity", "count"))
    marked = isinstance(fingerprint, str) and bool(_FINGERPRINT.fullmatch(fingerprint))
    counted = type(count) is int and 1 <= count <= MOST_COUNT
    graded = isinstance(severity, str) and severity in SEVERITIES
    return marked and counted and graded and all(isinstance(one.get(name, ""), str) for name in _TEXTS)


def _tell_apart(entries: Iterable[Entry]) -> None:
    """Two entries for one finding would be a merge that went wrong, and would let more through than either side."""
    seen: set[tuple[str, str]] = set()
    for at, entry in enumerate(entries, 1):
        if (entry.fingerprint, entry.severity) in seen:
            raise BaselineError("twice", at)
        seen.add((entry.fingerprint, entry.severity))
