"""Which numbers a repair takes: such as can be written, and as many together as it takes; what is untried says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mending import breaches, judged, mended, told, written
from test_repair_runs import DEMANDS

from qingdan_checker.messages.book import Book
from qingdan_checker.messages.notes import notes
from qingdan_checker.repair.least import least
from qingdan_checker.repair.vertices import changes

if TYPE_CHECKING:
    from qingdan_checker.messages.language import Language
    from qingdan_checker.repair.vertices import Demand

WORDS = """
dimension tier ordered {{ {members} }}
item p {{ value percent in 0%..100%  by tier }}
item n {{ value persons in 0 persons.. }}
item m {{ value persons in 0 persons.. }}
item dd {{ value working-days in 0 working-days.. }}
item cap {{ value yuan in 0 yuan.. }}
item f {{ value number in 0.. }}
jurisdiction cn {{ level nation }}
jurisdiction city {{ level municipality  within cn }}
document cn.list {{ issuer cn  issued 2020-01-01
    article "1" {{ delegate p, n, m, dd, cap, f to municipality
{rules} }} }}
document city.own {{ issuer city  issued 2020-01-01
    article "1" {{ {own} }} }}
"""


def world(rules: str, own: str, members: str = "a b c d e") -> str:
    return WORDS.format(rules=rules, own=own, members=members)


@pytest.mark.parametrize(
    ("rule", "own", "edit"),
    [
        ("2 * n >= 7 persons", "n: 3 persons", ("3 persons", "4 persons")),
        ("2 * n > 8 persons", "n: 3 persons", ("3 persons", "5 persons")),
        ("2 * n > 7 persons", "n: 3 persons", ("3 persons", "4 persons")),
        ("3 * dd <= 20 working-days", "dd: 8 working-days", ("8 working-days", "6 working-days")),
        ("3 * dd < 20 working-days", "dd: 7.5 working-days", ("7.5 working-days", "6.6 working-days")),
        ("3 * p >= 100%", "p: 30%", ("30%", "33.4%")),
        ("3 * p >= 100%", "p: 33.33%", ("33.33%", "33.34%")),
        ("2 * p >= 90.5%", "p: 40%", ("40%", "45.25%")),
        ("p > 50%", "p: 40%", ("40%", "50.1%")),
        ("3 * cap <= 10_000 yuan", "cap: 0.5 wan-yuan", ("0.5 wan-yuan", "0.3333 wan-yuan")),
        ("f > 0.6", "f: 0.5", ("0.5", "0.7")),
        ("p >= 40%", "p: 0%", ("0%", "40%")),
        ("cap >= 3 wan-yuan", "cap: 0 wan-yuan", ("0 wan-yuan", "3 wan-yuan")),
    ],
)
def test_the_nearest_number_that_can_be_written(rule: str, own: str, edit: tuple[str, str]) -> None:
    text = world(f"rule r: {rule}", f"set {own}")
    (found,) = breaches(mended(text))
    assert told(found) == [[edit]]
    assert breaches(judged(written(text, found.repairs[0]))[0]) == []


@settings(deadline=None, max_examples=60)
@given(st.integers(1, 7), st.integers(1, 7), st.integers(0, 60), st.integers(0, 9), st.integers(0, 9), st.booleans())
def test_counts_stay_whole(i: int, j: int, most: int, n: int, m: int, strict: bool) -> None:  # noqa: FBT001, PLR0913, PLR0917
    rule = f"rule r: {i} * n + {j} * m {'>' if strict else '>='} {most} persons"
    text = world(rule, f"set n: {n} persons  set m: {m} persons")
    for found in breaches(mended(text)):
        assert found.repairs
        for repair in found.repairs:
            assert all(edit.new.removesuffix(" persons").isdigit() for edit in repair.edits)
            assert breaches(judged(written(text, repair))[0]) == []


@pytest.mark.parametrize("deduction", ["-3pp", "-(3pp)"])
def test_a_deduction_of_its_own_is_no_hindrance(deduction: str) -> None:
    text = world("rule r: p <= 75%", f"set p: 80%  adjust p for a by {deduction}")
    (found,) = breaches(mended(text))
    assert told(found) == [[("80%", "75%")]]
    assert breaches(judged(written(text, found.repairs[0]))[0]) == []


def test_a_deduction_can_be_made_greater() -> None:
    text = world("rule r: p <= 70%", "set p { a: 80% b: 60% }  adjust p for a by -3pp")
    (found,) = breaches(mended(text))
    assert told(found) == [[("80%", "73%")], [("-3pp", "-10pp")]]
    for repair in found.repairs:
        assert breaches(judged(written(text, repair))[0]) == []


def test_of_a_date_or_a_yes_no_number_is_changed() -> None:
    """Dates have ranges too, and yes and no stand for numbers; neither is one that can be moved."""
    text = """
        item start { value date in 2020-01-01..2030-01-01 }
        item open { value yes-no }
        jurisdiction cn { level nation }
        jurisdiction city { level municipality  within cn }
        document cn.list { issuer cn  issued 2020-01-01  article "1" { delegate start, open to municipality
            rule early: start <= 2025-01-01
            rule some: open } }
        document city.own { issuer city  issued 2020-01-01  article "1" { set start: 2026-01-01  set open: no } }
    """
    found = breaches(mended(text))
    assert [one.rule for one in found] == ["cn.list.early", "cn.list.some"]
    assert [told(one) for one in found] == [[], []]


# ---- several numbers together

STEPS = " ".join(
    f"rule g{at}: p[{a}] - p[{b}] >= 3pp" for at, (a, b) in enumerate((("a", "b"), ("b", "c"), ("c", "d")))
)


def test_as_many_numbers_move_as_it_takes() -> None:
    text = world(f"rule floor for d: p >= 75% {STEPS}", "set p { a: 80% b: 76% c: 73% d: 70% }")
    (floor,) = breaches(mended(text))
    assert told(floor) == [[("80%", "84%"), ("76%", "81%"), ("73%", "78%"), ("70%", "75%")]]
    assert breaches(judged(written(text, floor.repairs[0]))[0]) == []


def test_all_combinations_are_mended() -> None:
    text = world("rule floor: p >= 80%", "set p { a: 70% b: 71% c: 72% d: 73% e: 74% }")
    (floor,) = breaches(mended(text))
    assert [len(one) for one in told(floor)] == [5]
    assert breaches(judged(written(text, floor.repairs[0]))[0]) == []


@settings(deadline=None, max_examples=200)
@given(DEMANDS)
def test_the_least_change_costs_as_much_as_the_best_corner(demands: list[Demand]) -> None:
    best, decided = least(demands, 2)
    assert decided
    corners = changes(demands, 2)
    costs = [sum(abs(by) for _, by in one) for one in (*([best] if best else []), *corners[:1])]
    assert len(costs) in {0, 2}
    assert len(set(costs)) <= 1


# ---- advice that nobody has tried


@pytest.mark.parametrize("language", ["en", "zh"])
def test_what_was_not_tried_says_so(language: Language) -> None:
    """The last rule is no sum of cells, and no second run is without a new breach of it."""
    rules = "rule floor: p >= 80%  rule odd: max(p[a], p[b], p[c], p[d], p[e]) <= 74%"
    report = mended(world(rules, "set p { a: 70% b: 71% c: 72% d: 73% e: 74% }"))
    (floor,) = breaches(report)
    assert floor.repairs == ()
    (said,) = [one.text for one in notes(floor, Book(report, language)) if one.tag == "help"]
    untried = {
        "en": "(not tried against the other rules; 4 other combinations are broken too)",
        "zh": "（未对照其他规则试算；另有 4 种组合同样不符合）",
    }
    assert untried[language] in said
