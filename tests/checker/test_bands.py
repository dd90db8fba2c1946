"""The band of a number: how far it may move by itself before a rule breaks."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st
from repositories import judge, read_all

from qingdan_checker.bands import Band, bands, folded

if TYPE_CHECKING:
    from collections.abc import Sequence

DAY = date(2021, 1, 1)

WORLD = """
    dimension tier ordered {{ one  two  three }}
    item ratio "比例" {{ value percent in 0%..100%  by tier  better higher }}
    jurisdiction cn "国" {{ level nation }}
    jurisdiction city "市" {{ level municipality  within cn }}
    document cn.list "清单" {{ issuer cn  issued 2020-01-01
        article "1" {{ delegate ratio to municipality
            rule floor: ratio[one] >= {floor}%
            rule gap-12: ratio[one] - ratio[two] >= {first}pp
            rule gap-23: ratio[two] - ratio[three] > {second}pp
            rule most-one: ratio[one] <= {most}%
            rule most-two: ratio[two] <= {most}%
            rule most-three: ratio[three] <= {most}%
            rule hint encouraged: ratio >= 99% }} }}
    document city.a "措施" {{ issuer city  issued 2020-01-01
        article "1" {{ set ratio {{ one: {one}%  two: {two}%  three: {three}% }} }} }}
"""


def text(values: Sequence[Fraction], bounds: Sequence[int]) -> bytes:
    named = dict(zip(("one", "two", "three"), map(_written, values), strict=True))
    return WORLD.format(**named, floor=bounds[0], first=bounds[1], second=bounds[2], most=bounds[3]).encode()


def _written(value: Fraction) -> str:
    return f"{float(value):.3f}".rstrip("0").rstrip(".")


def bands_of(source: bytes) -> dict[str, Band]:
    found = bands(*read_all({"a.qd": source}), day=DAY)["city"]
    return {dict(one.cell)["tier"]: one for one in found}


ABOUT = {
    "one": {"floor", "gap-12", "most-one"},
    "two": {"gap-12", "gap-23", "most-two"},
    "three": {"gap-23", "most-three"},
}


def broken(source: bytes, member: str) -> bool:
    """Whether a rule that compares a member's number fails."""
    report = judge({"a.qd": source}, DAY)
    rules = {one.rule.rpartition(".")[2] for one in report.findings if one.code == "breach" and one.rule}
    return bool(rules & ABOUT[member])


def test_the_ends_are_those_of_the_neighbours_and_the_bounds() -> None:
    found = bands_of(text([Fraction(90), Fraction(80), Fraction(65)], [90, 10, 15, 95]))
    one, two, three = found["one"], found["two"], found["three"]
    assert one.low
    assert one.high
    assert (one.low.value, one.low.inside, one.high.value) == (90, True, 95)
    assert two.low
    assert two.high
    assert (two.low.value, two.low.inside, two.high.value, two.high.rule) == (80, False, 80, "cn.list.gap-12")
    assert not two.fits
    assert three.high
    assert (three.low, three.high.value, three.high.inside) == (None, 65, False)
    assert not three.fits


def test_a_hint_is_no_end() -> None:
    found = bands_of(text([Fraction(90), Fraction(80), Fraction(60)], [90, 10, 15, 95]))
    assert all(one.fits for one in found.values())


def test_numbers_that_move_together_set_each_other_no_end() -> None:
    source = """
        dimension place { here  there }
        item ratio { value percent  by place }
        jurisdiction cn "国" { level nation }
        document cn.list "清单" { issuer cn  issued 2020-01-01
            article "1" { rule drop: ratio[here] - ratio[there] <= 10pp  set ratio: 80% } }
    """
    assert bands(*read_all({"a.qd": source.encode()}), day=DAY) == {"cn": ()}


@settings(deadline=None)
@given(
    st.lists(st.integers(40, 100), min_size=3, max_size=3),
    st.tuples(st.integers(50, 100), st.integers(0, 20), st.integers(0, 20), st.integers(60, 100)),
    st.sampled_from(["one", "two", "three"]),
)
def test_inside_no_rule_about_a_number_breaks_and_outside_one_does(
    values: list[int], bounds: tuple[int, int, int, int], member: str
) -> None:
    numbers = [Fraction(value) for value in values]
    band = bands_of(text(numbers, bounds))[member]
    at = ["one", "two", "three"].index(member)
    half = Fraction(1, 2)
    tried = [(end.value + step * half) for end in (band.low, band.high) if end for step in (-1, 0, 1)]
    for number in (Fraction(one) for one in (*tried, band.value) if 0 <= one <= 100):
        moved = [*numbers]
        moved[at] = number
        inside = Band(**{name: getattr(band, name) for name in Band.__slots__} | {"value": number}).fits
        assert broken(text(moved, bounds), member) is not inside


def test_what_does_not_differ_is_folded() -> None:
    source = """
        dimension tier { one  two }
        dimension kind { a  b }
        item ratio { value percent  by tier, kind }
        jurisdiction cn "国" { level nation }
        document cn.list "清单" { issuer cn  issued 2020-01-01
            article "1" { rule floor: ratio >= 50%
                set ratio { one { a: 60%  b: 60% }  two { a: 70%  b: 70% } } } }
    """
    found = folded(bands(*read_all({"a.qd": source.encode()}), day=DAY)["cn"])
    assert [(dict(one.cell), one.value) for one in found] == [({"tier": "one"}, 60), ({"tier": "two"}, 70)]
