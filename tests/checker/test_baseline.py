"""A baseline against a report: what is known, what is new because it is worse, what is gone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qingdan_checker.baseline import compared, dump, entries_of, load
from qingdan_checker.findings import SOURCE_CODES, Combination, Finding, Place, Report, Severity
from qingdan_checker.messages.sources import SOURCES

PLACE = Place(file="a.qd", line=1, column=1, end_line=1, end_column=2)


def finding(severity: Severity = "error", margin: str | None = None, cells: int | None = None) -> Finding:
    worst = Combination(cell=(), margin=margin)
    return Finding(code="breach", severity=severity, place=PLACE, rule="r", jurisdiction="j", worst=worst, cells=cells)


def report(*findings: Finding) -> Report:
    return Report(findings=findings, verdicts=(), dates=())


def states(before: Report, after: Report) -> tuple[list[str], int]:
    entries = load(dump(entries_of(before, lambda _: "")).encode())
    found = compared(after, "b", entries, lambda _: True)
    return list(found.states), sum(one.count for one in found.gone)


def test_the_codes_of_source_errors_are_those_with_sentences_of_sources() -> None:
    assert set(SOURCES) == SOURCE_CODES


def test_as_often_as_it_was_there() -> None:
    one = finding()
    assert states(report(one), report(one, one)) == (["known", "new"], 0)
    assert states(report(one, one, one), report(one)) == (["known"], 2)
    assert states(report(), report(one)) == (["new"], 0)


@pytest.mark.parametrize(
    ("before", "after", "state"),
    [
        ("error", "warning", "known"),
        ("warning", "error", "new"),
        ("note", "warning", "new"),
        ("error", "note", "known"),
    ],
)
def test_a_graver_finding_is_new(before: Severity, after: Severity, state: str) -> None:
    assert states(report(finding(before)), report(finding(after)))[0] == [state]


def test_the_graver_of_two_takes_the_place() -> None:
    found = compared(
        report(finding("note"), finding("error")), "b", entries_of(report(finding()), lambda _: ""), lambda _: True
    )
    assert found.states == ("new", "known")


@pytest.mark.parametrize(
    ("before", "after", "state"),
    [
        ("-5pp", "-5pp", "known"),
        ("-5pp", "-6pp", "new"),
        ("-5pp", "-4.5pp", "known"),
        ("-9.5pp", "-10pp", "new"),
        ("-0.5pp", "-0.25pp", "known"),
        ("-0.25pp", "-0.5pp", "new"),
        ("-100/3%", "-33%", "known"),
        ("-33%", "-100/3%", "new"),
        ("-500 yuan", "-1000 yuan", "new"),
        ("-500 yuan", "-500 days", "new"),
        ("-5pp", "", "new"),
        ("-5/0pp", "-4pp", "known"),
        ("many", "more", "new"),
    ],
)
def test_a_worse_margin_is_new(before: str, after: str, state: str) -> None:
    assert states(report(finding(margin=before)), report(finding(margin=after)))[0] == [state]


def test_more_combinations_are_new_and_fewer_known() -> None:
    assert states(report(finding(cells=2)), report(finding(cells=3)))[0] == ["new"]
    assert states(report(finding(cells=2)), report(finding(cells=1)))[0] == ["known"]


def test_the_worst_of_several_stretches_counts() -> None:
    both = report(finding(margin="-5pp", cells=4), finding(margin="-7pp", cells=1))
    assert states(both, both)[0] == ["known", "known"]
    assert len(entries_of(both, lambda _: "")) == 1


def test_entries_about_others_are_not_gone_but_known_when_found() -> None:
    entries = entries_of(report(finding(), replace(finding(), jurisdiction="k")), lambda _: "")
    found = compared(report(replace(finding(), jurisdiction="k")), "b", entries, lambda one: one.jurisdiction == "j")
    assert found.states == ("known",)
    assert [one.jurisdiction for one in found.gone] == ["j"]
