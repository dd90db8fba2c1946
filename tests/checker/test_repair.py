"""Repairs: each removes its breach and makes no other finding when it is written into the text; none smaller does."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from mending import breaches, judged, mended, told, written

WORLD = """
dimension tier ordered {{ one  two  three }}
dimension kind {{ plain  tcm }}
item ratio "比例" {{ value percent in 0%..100%  by tier, kind  better higher }}
jurisdiction cn "国" {{ level nation }}
jurisdiction city "市" {{ level municipality  within cn }}
document cn.list "清单" {{ issuer cn  issued 2020-01-01
    article "1" {{ delegate ratio to municipality
        rule floor: ratio[one] >= {floor}%
        rule gap-12: ratio[one] - ratio[two] >= {first}pp
        rule gap-23: ratio[two] - ratio[three] >= {second}pp }} }}
document city.a "措施" {{ issuer city  issued 2021-01-01
    article "1" {{ set ratio {{ one: {one}%  two: {two}%  three: {three}% }} }}
    article "2" {{ adjust ratio for tcm {{ one: +{plus}pp  two: +{more}pp }} }} }}
"""
HENGSHUI = {"floor": 90, "first": 10, "second": 15, "one": 90, "two": 80, "three": 65, "plus": 5, "more": 10}


def test_the_smallest_changes_first_and_none_that_breaks_the_next_gap() -> None:
    (gap,) = breaches(mended(WORLD.format(**HENGSHUI)))
    assert gap.rule == "cn.list.gap-12"
    assert told(gap) == [[("90%", "95%")], [("5pp", "10pp")], [("10pp", "5pp")]]


def test_the_marks_and_the_unit_of_a_number_stay() -> None:
    text = """
item cap "限额" { value yuan in 0 yuan.. }
jurisdiction cn "国" { level nation }
document cn.list "清单" { issuer cn  issued 2020-01-01
    article "1" { rule floor: cap > 5 wan-yuan  set cap: ４.５万元 } }
"""
    (floor,) = breaches(mended(text))
    assert told(floor) == [[("４.５万元", "5.0001万元")]]


def test_where_no_own_number_helps_the_rules_are_named() -> None:
    text = """
dimension tier ordered { one  two }
item ratio { value percent in 0%..100%  by tier }
jurisdiction cn "国" { level nation }
jurisdiction city "市" { level municipality  within cn }
document cn.list "清单" { issuer cn  issued 2020-01-01
    article "1" { delegate ratio to municipality
        set ratio[two]: 95%
        rule gap: ratio[one] - ratio[two] >= 10pp } }
document city.a "措施" { issuer city  issued 2021-01-01
    article "1" { set ratio for one: 96% } }
""".replace("set ratio[two]", "set ratio for two")
    (gap,) = breaches(mended(text))
    assert (gap.repairs, gap.blocked) == ((), ("cn.list.gap",))


def test_no_more_than_ten_and_that_is_said() -> None:
    members = " ".join(f"m{at}" for at in range(14))
    rules = "\n".join(f"rule r{at} for m{at}: ratio >= 50%" for at in range(14))
    text = f"""
dimension tier {{ {members} }}
item ratio {{ value percent in 0%..100%  by tier }}
jurisdiction cn "国" {{ level nation }}
document cn.list "清单" {{ issuer cn  issued 2020-01-01
    article "1" {{ {rules}
        set ratio: 40% }} }}
"""
    report = mended(text)
    assert [bool(one.repairs) for one in breaches(report)] == [True] * 10 + [False] * 4
    assert report.unrepaired == 4


def test_nothing_is_sought_for_what_is_only_encouraged() -> None:
    text = """
item ratio { value percent in 0%..100% }
jurisdiction cn "国" { level nation }
document cn.list "清单" { issuer cn  issued 2020-01-01
    article "1" { rule floor encouraged: ratio >= 50%  set ratio: 40% } }
"""
    (floor,) = breaches(mended(text))
    assert floor.repairs == ()


@settings(deadline=None, max_examples=60)
@given(
    st.fixed_dictionaries(
        {
            "floor": st.integers(50, 95),
            "first": st.integers(0, 20),
            "second": st.integers(0, 20),
            "one": st.integers(60, 100),
            "two": st.integers(50, 100),
            "three": st.integers(40, 90),
            "plus": st.integers(1, 10),
            "more": st.integers(1, 10),
        }
    )
)
def test_a_repair_that_is_written_down_removes_the_breach_and_makes_nothing_new(numbers: dict[str, int]) -> None:
    text = WORLD.format(**numbers)
    report = mended(text)
    before = {(one.code, one.rule) for one in report.findings}
    for finding in breaches(report):
        sums = [sum(abs(_number(edit.new) - _number(edit.old)) for edit in one.edits) for one in finding.repairs]
        assert sums == sorted(sums)
        for repair in finding.repairs:
            after = {(one.code, one.rule) for one in judged(written(text, repair))[0].findings}
            assert (finding.code, finding.rule) not in after
            assert after <= before


def _number(text: str) -> float:
    return float(text.rstrip("%p"))


@settings(deadline=None, max_examples=40)
@given(st.integers(60, 100), st.integers(50, 100), st.integers(1, 20))
def test_no_smaller_change_of_one_number_would_do(one: int, two: int, gap: int) -> None:
    own = {"one": one, "two": two, "three": 0, "plus": 1, "more": 1}
    text = WORLD.format(**own, floor=0, first=gap, second=0)
    for finding in breaches(mended(text)):
        if finding.rule == "cn.list.gap-12" and finding.repairs:
            short = gap - (one - two)
            first = finding.repairs[0].edits
            assert sum(abs(_number(edit.new) - _number(edit.old)) for edit in first) == short
