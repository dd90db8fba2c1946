"""Functions of one amount, held against the same functions at one amount after another."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qingdan_checker.piecewise import (
    Beyond,
    Budget,
    Course,
    Span,
    Stretch,
    Variable,
    explored,
    joined,
    plainest,
    solved,
    spans,
    stretches_in,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from qingdan_checker.quantity import Number

EVERY = (Stretch(low=0, high=0), Stretch(low=0, high=None))
NUMBERS = st.fractions(min_value=-50, max_value=50, max_denominator=8)
AMOUNTS = st.one_of(st.integers(0, 60), st.fractions(min_value=0, max_value=60, max_denominator=24))


@dataclass(frozen=True)
class Written:
    """A function with how it was made, so that a failure can be read."""

    text: str
    run: Callable[[Number], Any]


def _constant(number: Number) -> Written:
    return Written(str(number), lambda _x: number)


def _grown(inner: st.SearchStrategy[Written]) -> st.SearchStrategy[Written]:
    """Functions made of functions, closed under what the language can do with an amount."""
    pairs = st.tuples(inner, inner)
    return st.one_of(
        pairs.map(lambda p: Written(f"({p[0].text} + {p[1].text})", lambda x: p[0].run(x) + p[1].run(x))),
        pairs.map(lambda p: Written(f"({p[0].text} - {p[1].text})", lambda x: p[0].run(x) - p[1].run(x))),
        pairs.map(lambda p: Written(f"min({p[0].text}, {p[1].text})", lambda x: min(p[0].run(x), p[1].run(x)))),
        pairs.map(lambda p: Written(f"max({p[0].text}, {p[1].text})", lambda x: max(p[0].run(x), p[1].run(x)))),
        inner.map(lambda f: Written(f"abs({f.text})", lambda x: y if (y := f.run(x)) >= 0 else -y)),
        st.tuples(inner, NUMBERS).map(lambda p: Written(f"({p[0].text} * {p[1]})", lambda x: p[0].run(x) * p[1])),
        st.tuples(inner, NUMBERS.filter(bool)).map(
            lambda p: Written(f"({p[0].text} / {p[1]})", lambda x: p[0].run(x) / Fraction(p[1]))
        ),
        st.tuples(inner, inner, inner, inner, st.sampled_from(["<", "<=", "=", "!="])).map(_branching),
    )


def _branching(p: tuple[Written, Written, Written, Written, str]) -> Written:
    compare: dict[str, Callable[[Any, Any], bool]] = {
        "<": lambda a, b: a < b,
        "<=": lambda a, b: a <= b,
        "=": lambda a, b: a == b,
        "!=": lambda a, b: a != b,
    }
    test = compare[p[4]]
    return Written(
        f"(if {p[0].text} {p[4]} {p[1].text} then {p[2].text} else {p[3].text})",
        lambda x: p[2].run(x) if test(p[0].run(x), p[1].run(x)) else p[3].run(x),
    )


FUNCTIONS = st.recursive(st.one_of(st.just(Written("x", lambda x: x)), NUMBERS.map(_constant)), _grown, max_leaves=8)


def _value(value: object, amount: Number) -> object:
    return value.at(amount) if isinstance(value, Course) else value


@settings(max_examples=400, deadline=None)
@given(FUNCTIONS, st.lists(AMOUNTS, min_size=1, max_size=6))
def test_a_function_is_what_it_is_at_each_amount(function: Written, amounts: list[Number]) -> None:
    parts = explored(function.run, EVERY)
    ends = {end for part in parts for end in (part.stretch.low, part.stretch.high) if end is not None}
    for amount in {*amounts, *ends, *(part.stretch.middle for part in parts)}:
        here = [part for part in parts if part.stretch.holds(amount)]
        assert len(here) == 1, function.text
        assert _value(here[0].value, amount) == function.run(amount), (function.text, amount)


@settings(max_examples=200, deadline=None)
@given(FUNCTIONS)
def test_the_parts_are_all_amounts_once_and_in_order(function: Written) -> None:
    together = spans(part.stretch for part in explored(function.run, EVERY))
    assert together == [Span(low=0, high=None, from_low=True, to_high=False)]


@settings(max_examples=200, deadline=None)
@given(FUNCTIONS, FUNCTIONS)
def test_a_comparison_is_decided_at_once_for_all_amounts_of_a_part(one: Written, other: Written) -> None:
    parts = explored(lambda x: one.run(x) <= other.run(x), EVERY)
    for part in parts:
        for amount in (part.stretch.middle, part.stretch.sample):
            assert part.value is (one.run(amount) <= other.run(amount)), (one.text, other.text, amount)


@settings(max_examples=100, deadline=None)
@given(FUNCTIONS, FUNCTIONS, st.integers(1, 9), st.integers(1, 5))
def test_shares_and_steps(one: Written, other: Written, step: int, high: int) -> None:
    """What is paid of each yuan, and what is rounded on a bounded domain: exact too, where it is decided at all."""

    def share(x: Number) -> object:
        below = other.run(x)
        return one.run(x) / (Fraction(below) if isinstance(below, int) else below) if below else None

    def stepped(x: Number) -> object:
        return (one.run(x) // step) * step

    for function in (share, stepped):
        try:
            parts = explored(function, [Stretch(low=0, high=0), Stretch(low=0, high=high)])
        except Beyond:
            continue
        for part in parts:
            assert _value(part.value, part.stretch.middle) == function(part.stretch.middle), (one.text, other.text)


# ---- by hand


def _broken(function: Callable[[Any], bool]) -> list[str]:
    return [
        span.written("x", "yuan")
        for span in spans(part.stretch for part in explored(function, EVERY) if not part.value)
    ]


@pytest.mark.parametrize(
    ("function", "broken"),
    [
        (lambda x: max(0, x - 400) * Fraction(1, 2) <= x, []),
        (lambda x: x > 0, ["x = 0 yuan"]),
        (lambda x: x < 5 or x > 5, ["x = 5 yuan"]),
        (lambda x: abs(3 * x - 1) > 0, ["x = 1/3 yuan"]),
        (lambda x: x <= 1_000_000, ["x > 1000000 yuan"]),
        (lambda x: (x if x < 100 else x * Fraction(1, 2)) >= min(x, 75), ["100 yuan <= x < 150 yuan"]),
        (lambda x: not 3 <= x < 7, ["3 yuan <= x < 7 yuan"]),
        (lambda x: x != 2 and x < 4, ["x = 2 yuan", "x >= 4 yuan"]),
        (lambda x: x < 0, ["x >= 0 yuan"]),
        (lambda x: x * 10**180 <= 10**190, [f"x > {10**10} yuan"]),
        (lambda x: not x or Fraction(1) / x <= 2, ["0 yuan < x < 0.5 yuan"]),
        (lambda x: not x or (x - 1) * (Fraction(1) / x) + Fraction(1) / x == 1, []),
    ],
)
def test_where_a_comparison_is_broken(function: Callable[[Any], bool], broken: list[str]) -> None:
    assert _broken(function) == broken


@pytest.mark.parametrize(
    ("low", "high", "ends", "found"),
    [
        (0, None, (True, False), 0),
        (0, None, (False, False), 1),
        (2000, None, (False, False), 3000),
        (2000, None, (True, False), 2000),
        (2000, 2600, (False, False), 2100),
        (9_500, None, (False, False), 10_000),
        (Fraction(1, 3), Fraction(1, 3), (True, True), Fraction(1, 3)),
        (0, Fraction(1, 300), (False, False), Fraction(1, 1000)),
        (Fraction(1, 3), Fraction(2, 3), (False, False), Fraction(2, 5)),
        (Fraction(999, 10), Fraction(1001, 10), (False, False), 100),
    ],
)
def test_the_roundest_amount(low: Number, high: Number | None, ends: tuple[bool, bool], found: Number) -> None:
    assert plainest(Span(low=low, high=high, from_low=ends[0], to_high=ends[1])) == found


@given(AMOUNTS, AMOUNTS, st.booleans(), st.booleans())
def test_the_roundest_amount_lies_inside(one: Number, other: Number, from_low: bool, to_high: bool) -> None:  # noqa: FBT001  drawn
    low, high = sorted((one, other))
    if low == high:
        from_low = to_high = True
    found = plainest(Span(low=low, high=high, from_low=from_low, to_high=to_high))
    assert low <= found <= high
    assert from_low or found > low
    assert to_high or found < high


def test_whole_numbers_alone() -> None:
    ages = stretches_in([(None, 60), (60, 60), (60, None)], counted=True)
    assert spans(ages) == [Span(low=0, high=None, from_low=True, to_high=False, counted=True)]
    parts = explored(lambda age: 2 * age != 101 and 3 * age < 211, ages)
    broken = spans(part.stretch for part in parts if not part.value)
    assert [span.written("age", "years") for span in broken] == ["age >= 71 years"]
    assert plainest(broken[0]) == 80
    assert stretches_in([(Fraction(1, 2), Fraction(1, 2)), (3, 4)], counted=True) == []


def test_spans_that_meet_are_one() -> None:
    apart = [
        Span(low=0, high=5, from_low=True, to_high=False),
        Span(low=5, high=5, from_low=True, to_high=True),
        Span(low=6, high=None, from_low=False, to_high=False),
    ]
    assert [span.written("x", "yuan") for span in joined(apart)] == ["x <= 5 yuan", "x > 6 yuan"]


@pytest.mark.parametrize(
    "function",
    [
        lambda x: x * x <= 4,
        lambda x: (x // Fraction(1, 100)) <= 5,
        lambda x: Fraction(1) / (x + 1) < Fraction(2) / (x + 3),
    ],
    ids=["product", "rounding", "two shares"],
)
def test_what_is_not_piecewise_linear_is_said_to_be_so(function: Callable[[Any], bool]) -> None:
    with pytest.raises(Beyond):
        explored(function, EVERY)


def test_more_pieces_than_are_gone_through() -> None:
    with pytest.raises(Beyond):
        explored(lambda x: x // 1, [Stretch(low=0, high=2_000)])
    with pytest.raises(Beyond):
        explored(lambda x: x // 1, [Stretch(low=0, high=900)], Budget(runs=50))


# ---- the solver


def _ways(function: Callable[[Any], Any], count: int, budget: Budget | None = None) -> list[Any]:
    unknown = [Variable(name=f"x{place}", stretches=EVERY) for place in range(count)]
    return list(solved(function, unknown, budget or Budget()))


def test_two_amounts() -> None:
    def paid(x: Any) -> Any:  # noqa: ANN401  a number, or what stands for one
        return min(5_000, max(0, x - 400) * Fraction(4, 5))

    assert all(way.value for way in _ways(lambda a: paid(a[0]) <= paid(a[0] + a[1]), 2))
    failing = [way for way in _ways(lambda a: paid(a[0]) + a[1] <= a[0], 2) if not way.value]
    assert failing
    for way in failing:
        assert paid(way.amounts[0]) + way.amounts[1] > way.amounts[0]


def test_products_and_long_roundings() -> None:
    assert {way.value for way in _ways(lambda a: a[0] * a[0] + 1 >= 2 * a[0], 1)} == {True}
    assert {way.value for way in _ways(lambda a: (a[0] // Fraction(1, 100)) * Fraction(1, 100) <= a[0], 1)} == {True}
    square = [way for way in _ways(lambda a: a[0] * a[0] != 2, 1) if not way.value]
    assert [way.exact for way in square] == [False]


@settings(max_examples=60, deadline=None)
@given(FUNCTIONS, FUNCTIONS)
def test_the_solver_and_the_core_say_the_same(one: Written, other: Written) -> None:
    core = {part.value for part in explored(lambda x: one.run(x) <= other.run(x), EVERY)}
    ways = _ways(lambda a: one.run(a[0]) <= other.run(a[0]), 1)
    assert {way.value for way in ways} == core, (one.text, other.text)
    for way in ways:
        assert (one.run(way.amounts[0]) <= other.run(way.amounts[0])) is way.value


def test_the_solver_stops_at_its_budget() -> None:
    with pytest.raises(Beyond):
        _ways(lambda a: a[0] * a[1] * a[0] + a[1] >= a[0] * a[1], 2, Budget(steps=10))


def test_the_same_question_gets_the_same_answer() -> None:
    asked = [_ways(lambda a: max(a[0] - 3, a[1]) <= a[0] + a[1] * 2, 2) for _ in range(3)]
    assert asked[0] == asked[1] == asked[2]
