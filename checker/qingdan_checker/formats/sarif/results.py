"""The results of a SARIF run: each finding with its places, its proof, what excuses it and whether it is new."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from qingdan_checker.checks import CHECKS
from qingdan_checker.formats.sarif.places import region_of
from qingdan_checker.formats.sarif.rules import TAXONOMY
from qingdan_checker.layout.columns import visible
from qingdan_checker.messages.brief import brief, once
from qingdan_checker.messages.remedies import repairs
from qingdan_checker.records import finding as record

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qingdan_checker.findings import Finding, Gone, Report, State
    from qingdan_checker.formats.sarif.places import Places
    from qingdan_checker.formats.sarif.rules import Rules
    from qingdan_checker.messages.book import Book
    from qingdan_checker.messages.brief import Brief

_FINGERPRINT: Final = "qingdanFinding/v1"
_STATES: Final[dict[State, str]] = {"new": "new", "known": "unchanged"}
_EXCUSES: Final = {"approved": "approval", "declared": "declaration", "tolerated": "tolerance"}
"""The codes of what is excused, and the role of the place that excuses it."""

_KEPT: Final = ("force", "rule", "jurisdiction", "from", "until", "cells", "selectors", "keys", "worst", "draft")
"""What a result keeps of a finding's own data."""


class Results:
    """The findings of a report as results."""

    def __init__(self, report: Report, books: Sequence[Book], rules: Rules, places: Places) -> None:
        self._report = report
        self._books = books
        self._rules = rules
        self._places = places

    def all(self) -> Iterator[dict[str, Any]]:
        """The findings in their order, then those that are gone, as far as the baseline says what and where."""
        for at, one in enumerate(self._report.findings):
            yield self._result(one, self._report.state(at))
        yield from (self._gone(one) for one in self._report.gone if is_told(one))

    def _result(self, one: Finding, state: State | None) -> dict[str, Any]:
        said = brief(one, self._books)
        result = self._rule(one.code) | {
            "level": one.severity,
            "message": {"text": plain(said.text)},
            "locations": [self._location(one)],
        }
        if one.related:
            result["relatedLocations"] = list(self._related(one, said))
        result["partialFingerprints"] = {_FINGERPRINT: one.fingerprint}
        if one.repairs:
            result["fixes"] = list(self._fixes(one))
        if one.code in _EXCUSES:
            result["suppressions"] = [self._suppression(one, said)]
        if state:
            result["baselineState"] = _STATES[state]
        if one.rule in self._rules.taxa:
            result["taxa"] = [self._taxon(one.rule)]
        return result | {"properties": self._properties(one)}

    def _rule(self, code: str) -> dict[str, Any]:
        return {"ruleId": code, "ruleIndex": self._rules.codes[code]} if code in self._rules.codes else {}

    def _taxon(self, rule: str) -> dict[str, Any]:
        return {"id": rule, "index": self._rules.taxa[rule], "toolComponent": {"name": TAXONOMY, "index": 0}}

    def _location(self, one: Finding) -> dict[str, Any]:
        """The place in the text, and where it stands in the law: whom it is about, and which article says so."""
        logical = [
            {"name": visible(name), "fullyQualifiedName": visible(full), "kind": kind}
            for kind, name, full in (
                ("jurisdiction", one.jurisdiction, self._above(one.jurisdiction)),
                ("rule", one.rule, one.rule),
                ("article", one.article, f"{one.document}, {one.article}"),
            )
            if name and full
        ]
        location: dict[str, Any] = {"physicalLocation": self._places.physical(one.place)}
        return location | {"logicalLocations": logical} if logical else location

    def _above(self, jurisdiction: str | None) -> str:
        """A jurisdiction with those above it, the nation first."""
        chain = [jurisdiction or ""]
        while above := self._report.parents.get(chain[-1]):
            chain.append(above)
        return "/".join(reversed(chain))

    def _related(self, one: Finding, said: Brief) -> Iterator[dict[str, Any]]:
        for at, (related, there) in enumerate(zip(one.related, said.there, strict=True), start=1):
            text = there or related.role
            location = {"id": at, "physicalLocation": self._places.physical(related.place)}
            yield location | {"message": {"text": plain(text)}, "properties": {"role": related.role}}

    def _fixes(self, one: Finding) -> Iterator[dict[str, Any]]:
        """Each repair as a fix: per file what is deleted and what stands in its place."""
        for repair, said in zip(one.repairs, self._said_repairs(one), strict=True):
            files = dict.fromkeys(edit.place.file for edit in repair.edits)
            yield {
                "description": {"text": plain(visible(said))},
                "artifactChanges": [
                    {
                        "artifactLocation": self._places.of_file(file)["artifactLocation"],
                        "replacements": [
                            {
                                "deletedRegion": region_of(edit.place),
                                "insertedContent": {"text": edit.new},
                            }
                            for edit in repair.edits
                            if edit.place.file == file
                        ],
                    }
                    for file in files
                ],
            }

    def _said_repairs(self, one: Finding) -> list[str]:
        said = [repairs(one, book) for book in self._books]
        return [once(texts) for texts in zip(*said, strict=True)]

    def _suppression(self, one: Finding, said: Brief) -> dict[str, Any]:
        """What excuses a finding. A declaration stands in the local text itself, the others above it."""
        kind = "inSource" if one.code == "declared" else "external"
        found: dict[str, Any] = {"kind": kind, "status": "accepted"}
        because = dict(one.facts).get("because", "")
        for related, there in zip(one.related, said.there, strict=True):
            if related.role == _EXCUSES[one.code]:
                found["location"] = {"physicalLocation": self._places.physical(related.place)}
                found["justification"] = "; ".join(part for part in (there, visible(because)) if part)
        return {"justification": visible(because) or said.headline} | found

    def _properties(self, one: Finding) -> dict[str, Any]:
        data = record(one, None, self._books)
        return {key: data[key] for key in _KEPT if data.get(key) not in (None, [])}

    def _gone(self, one: Gone) -> dict[str, Any]:
        """What a baseline has and the report has not: no alarm, whoever reads no further."""
        return self._rule(one.code) | {
            "kind": "informational",
            "level": "none",
            "message": {"text": plain(visible(one.message or one.code))},
            "locations": [{"physicalLocation": self._places.of_file(one.file)}],
            "partialFingerprints": {_FINGERPRINT: one.fingerprint},
            "occurrenceCount": one.count,
            "baselineState": "absent",
        }


def is_told(one: Gone) -> bool:
    """Whether a baseline says enough of what is gone to make a result of it: SARIF asks for a rule and a place."""
    return bool(one.code in CHECKS and one.file)


def plain(text: str) -> str:
    """A message as text: what looks like an embedded link is none."""
    return text.replace("](", "] (")
