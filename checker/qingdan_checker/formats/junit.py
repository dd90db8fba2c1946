"""JUnit XML: a suite for each jurisdiction, a test for each rule that binds it; and one suite for the sources.

The form is valid under the schema of Jenkins' xunit plugin and under that of Ant's JUnit task, the stricter one: one
outcome a test, with the gravest first.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from qingdan_checker.formats import Format
from qingdan_checker.layout.escaping import xml_text
from qingdan_checker.messages.book import Book
from qingdan_checker.messages.brief import brief, once
from qingdan_checker.messages.gate import on_demand
from qingdan_checker.messages.summary import VERDICTS
from qingdan_checker.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Mapping

    from qingdan_checker.findings import Finding, Judgement, Report, State
    from qingdan_checker.formats import Options

FORMAT = Format(
    name="junit",
    description="JUnit XML: each rule for each jurisdiction as a test",
    chinese="JUnit XML：每个地区的每条规则为一项测试",
    for_machines=True,
    helps=True,
)

SOURCES: Final = "(sources)"
"""The suite of what was read; no jurisdiction has such a name."""

_KINDS: Final = ("error", "failure", "skipped")
_NEVER: Final = "1970-01-01"


@dataclass(slots=True)
class Test:
    """What is told of a test: its findings by outcome, and its verdicts."""

    told: dict[str, list[tuple[Finding, State | None]]] = field(default_factory=dict)
    verdicts: list[Judgement] = field(default_factory=list)

    @property
    def kind(self) -> str:
        """Its outcome: the gravest of what was found, or empty."""
        return next((kind for kind in _KINDS if kind in self.told), "")


Suite = dict[str, Test]


def render(report: Report, options: Options) -> str:
    """The report as XML, encoded in UTF-8 wherever it is written."""
    writer = _Writer(report, options)
    suites = "".join(writer.suite(at, *one) for at, one in enumerate(_suites(report, options).items()))
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n{suites}</testsuites>\n'


# ---- what is tested


def _suites(report: Report, options: Options) -> Mapping[str, Suite]:
    """Sources first, then the jurisdictions by name."""
    suites: dict[str, Suite] = {SOURCES: {options.path(file): Test() for file in report.digests if file[:1] != "<"}}
    for one in report.verdicts:
        suites.setdefault(one.jurisdiction, {}).setdefault(one.rule, Test()).verdicts.append(one)
    for at, found in enumerate(report.findings):
        name = _name(found, options)
        test = suites.setdefault(found.jurisdiction or SOURCES, {}).setdefault(name, Test())
        state = report.state(at)
        test.told.setdefault(_kind(found, state), []).append((found, state))
    return {name: dict(sorted(suites[name].items())) for name in sorted(suites)}


def _name(found: Finding, options: Options) -> str:
    """The test that a finding belongs to: its rule's, its file's, or one for its code and article."""
    if found.jurisdiction is None:
        return options.path(found.place.file)
    if found.rule:
        return found.rule
    where = f"{found.document}, {found.article}" if found.article else found.document or found.place.file
    return f"{found.code}: {where}"


def _kind(found: Finding, state: State | None) -> str:
    """Undetermined and excused ones, notes, and what a baseline knows do not fail; neither do they pass."""
    if state == "known" or found.severity == "note" or found.code == "undetermined":
        return "skipped"
    return "failure" if found.jurisdiction else "error"


# ---- how it is written


class _Writer:
    """A report on its way to XML."""

    def __init__(self, report: Report, options: Options) -> None:
        self._report = report
        self._books = [Book(report, language) for language in options.languages]
        day = report.today or (report.dates[0] if report.dates else None)
        self._time = f"{day or _NEVER}T00:00:00"

    def suite(self, at: int, name: str, tests: Suite) -> str:
        """A suite with its tests."""
        kinds = [test.kind for test in tests.values()]
        failures, errors, skipped = (kinds.count(kind) for kind in ("failure", "error", "skipped"))
        shown = xml_text(f"(what if) {name}" if self._report.supposed else name)
        head = f'package="qingdan" id="{at}" name="{shown}" timestamp="{self._time}" hostname="localhost"'
        counts = f'tests="{len(tests)}" failures="{failures}" errors="{errors}" skipped="{skipped}" time="0"'
        cases = "".join(self._case(name, test, one) for test, one in tests.items())
        return (
            f"  <testsuite {head} {counts}>\n{self._properties(name)}{cases}"
            f"    <system-out>{self._out(tests)}</system-out>\n    <system-err></system-err>\n  </testsuite>\n"
        )

    def _properties(self, name: str) -> str:
        facts = {"qingdan": VERSION, "library": self._report.library} if name == SOURCES else {}
        facts |= {"date": str(self._report.today or "")}
        if name != SOURCES:
            facts["label"] = once(book.name(name) for book in self._books)
        else:
            if self._report.supposed:
                facts["what if"] = "; ".join(self._report.supposed)
            asked = [list(on_demand(book)) for book in self._books]
            facts |= {f"on demand {at}": once(lines) for at, lines in enumerate(zip(*asked, strict=True), 1)}
            facts |= {f"sha256 {file}": digest for file, digest in self._report.digests.items()}
        lines = (
            f'      <property name="{xml_text(key)}" value="{xml_text(value)}"/>\n' for key, value in facts.items()
        )
        return f"    <properties>\n{''.join(lines)}    </properties>\n"

    def _case(self, suite: str, name: str, test: Test) -> str:
        head = f'    <testcase classname="{xml_text(suite)}" name="{xml_text(name)}" time="0"'
        if not test.kind:
            return f"{head}/>\n"
        return f"{head}>\n{self._outcome(test)}    </testcase>\n"

    def _outcome(self, test: Test) -> str:
        """The gravest outcome, with all that was found for this test below it."""
        kind = test.kind
        findings = [one for each in _KINDS for one in test.told.get(each, ())]
        kept = "" if kind == "skipped" else f' type="{xml_text(findings[0][0].code)}"'
        message = brief(findings[0][0], self._books).headline
        body = "\n\n".join(self._told(one, state) for one, state in findings)
        return f'      <{kind}{kept} message="{xml_text(message)}">{body}</{kind}>\n'

    def _told(self, one: Finding, state: State | None) -> str:
        """A finding with its place, its stretch of time, and all that is said about it."""
        known = f" {state}" if state else ""
        where = f"{one.place.file}:{one.place.line}:{one.place.column}"
        where = f"{where}: {one.severity}[{one.code}]{known}{_stretch(one)}"
        return "\n".join(map(xml_text, (where, *brief(one, self._books).text.split("\n"))))

    def _out(self, tests: Suite) -> str:
        """Each verdict with its tightest combination: passing is evidence too."""
        verdicts = [verdict for test in tests.values() for verdict in test.verdicts]
        return "".join(f"{xml_text(self._verdict(one))}\n" for one in verdicts)

    def _verdict(self, one: Judgement) -> str:
        said = once(VERDICTS[one.verdict].say(book.language) for book in self._books)
        tightest, margin = one.tightest, ""
        if tightest:
            cell = once(book.cell(tightest.cell) for book in self._books)
            margin = f"; {cell}{f': {tightest.margin}' if tightest.margin else ''}"
        return f"{one.rule}{_stretch(one)}: {said}{margin}"


def _stretch(one: Finding | Judgement) -> str:
    """The days over which something holds, as ISO 8601 writes an interval; `..` is an end that is not known."""
    return f" {one.start or '..'}/{one.until or '..'}" if one.start or one.until else ""
