"""Repairs are for every date that is judged, and for every combination: none trades one finding for another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mending import breaches, judged, mended, told, written

from qingdan_checker.messages.book import Book
from qingdan_checker.messages.remedies import repairs

if TYPE_CHECKING:
    from datetime import date

WORDS = """
dimension tier ordered {{ a  b }}
item x {{ value percent in 0%..100%  {by} }}
item y {{ value percent in 0%..100% }}
jurisdiction cn {{ level nation }}
jurisdiction city {{ level municipality  within cn }}
document cn.list {{ issuer cn  issued 2020-01-01
    article "1" {{ delegate x, y to municipality
{rules} }} }}
document city.own {{ issuer city  issued 2020-01-01
    article "1" {{ {own} }} }}
"""


def world(rules: str, own: str, by: str = "") -> str:
    return WORDS.format(rules=rules, own=own, by=by)


def test_a_rule_that_begins_later_is_kept_too() -> None:
    text = world("rule gap: x - y >= 5pp  rule cap from 2023-01-01: x <= 82%", "set x: 80%  set y: 80%")
    (gap,) = breaches(mended(text, None))
    assert told(gap) == [[("80%", "75%")]]
    for repair in gap.repairs:
        assert breaches(judged(written(text, repair), None)[0]) == []


def test_a_rule_that_ends_before_the_breach_begins_is_kept_too() -> None:
    text = world(
        "rule gap from 2023-01-01: x - y >= 5pp  rule cap until 2022-12-31: x <= 82%", "set x: 80%  set y: 80%"
    )
    (gap,) = breaches(mended(text, None))
    assert [("80%", "85%")] not in told(gap)
    assert [("80%", "75%")] in told(gap)


def test_a_breach_is_removed_on_all_its_days() -> None:
    """From 2023 on the worst combination is the same, and so is the finding; its sides rest on another number too."""
    text = world("rule gap: x - y >= 5pp  rule more from 2023-01-01: x - y >= 12pp", "set x: 80%  set y: 80%")
    gap, more = sorted(breaches(mended(text, None)), key=lambda one: one.rule or "")
    assert told(gap)[0] == [("80%", "85%")]
    assert told(more)[0] == [("80%", "92%")]


def test_a_number_that_follows_later_is_kept_within_its_bounds() -> None:
    """In 2023 another addition comes on top of the number that is changed."""
    text = world("rule least: x >= 90%", 'set x: 85%  } article "2" { adjust x by +12pp from 2023-01-01 ').replace(
        "by +12pp from 2023-01-01", "from 2023-01-01 by +12pp"
    )
    report = mended(text, None)
    (least,) = breaches(report)
    assert told(least) == [[("85%", "90%"), ("12pp", "10pp")]]


@pytest.mark.parametrize("own", ["set x: 80%  set y: 80%", "set x: 80%\n    set y: 80%"])
def test_numbers_of_one_line_that_read_alike_are_named(own: str) -> None:
    (gap,) = breaches(mended(world("rule gap: x - y >= 5pp", own)))
    alike = "\n" not in own
    assert [[edit.item for edit in repair.edits] for repair in gap.repairs] == [["x" * alike], ["y" * alike]]


def test_how_numbers_that_read_alike_are_named() -> None:
    report = mended(world("rule gap: x[a] - y >= 5pp", "set x { a: 80%  b: 83% }  set y: 80%", "by tier"))
    (gap,) = breaches(report)
    said = {language: repairs(gap, Book(report, language)) for language in ("en", "zh")}
    assert said["en"] == [
        "change 80% to 85% for x, a (line 11, column 30)",
        "change 80% to 75% for y (line 11, column 52)",
    ]
    assert said["zh"] == ["将x、a的80%改为85%（第11行第30列）", "将y的80%改为75%（第11行第52列）"]


# ---- combinations


def test_a_rule_that_is_broken_elsewhere_is_not_broken_anew() -> None:
    text = world("rule gap: x[a] - y >= 5pp  rule cap: x <= 82%", "set x { a: 80%  b: 83% }  set y: 80%", "by tier")
    gap = next(one for one in breaches(mended(text)) if one.rule == "cn.list.gap")
    assert told(gap) == [[("80%", "75%")]]


def test_what_is_broken_already_is_not_made_worse() -> None:
    text = world("rule gap: x - y >= 5pp  rule cap: x <= 82%", "set x: 84%  set y: 80%")
    gap = next(one for one in breaches(mended(text)) if one.rule == "cn.list.gap")
    assert told(gap) == [[("80%", "79%")]]


def cells(text: str) -> set[tuple[str | None, date, str]]:
    """All broken cells on all dates, each date by itself."""
    found = set()
    for day in judged(text, None)[0].dates:
        for one in breaches(judged(text, day)[0]):
            names = [name for selector in one.selectors for name in selector.split(" or ")] or ["everyone"]
            found |= {(one.rule, day, name) for name in names}
    return found


NUMBERS = st.fixed_dictionaries(
    {
        "a": st.integers(70, 90),
        "b": st.integers(70, 90),
        "y": st.integers(60, 90),
        "cap": st.integers(75, 90),
        "gap": st.integers(0, 12),
        "floor": st.integers(60, 80),
    }
)


@settings(deadline=None, max_examples=40)
@given(NUMBERS)
def test_no_date_and_no_combination_fares_worse(numbers: dict[str, int]) -> None:
    rules = "rule gap: x[a] - y >= {gap}pp  rule cap from 2023-01-01: x <= {cap}%"
    rules += "  rule low until 2022-06-30: y >= {floor}%"
    own = "set x {{ a: {a}%  b: {b}% }}  set y: {y}%"
    text = world(rules.format(**numbers), own.format(**numbers), "by tier")
    before = cells(text)
    for finding in breaches(mended(text, None)):
        for repair in finding.repairs:
            after = cells(written(text, repair))
            assert after < before
            assert finding.rule not in {rule for rule, _, _ in after}
