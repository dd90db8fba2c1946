"""The time line: states that follow one another, each with its first and last day."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st
from repositories import read_all

from qingdan_checker.listings.timeline import render, render_json
from qingdan_checker.messages.book import Book
from qingdan_checker.pictures.timeline import page, picture
from qingdan_checker.pipeline import check
from qingdan_checker.timeline import GRAVEST_FIRST, STATES, Lane, lanes_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qingdan_checker.findings import Report

WORLD = """
    jurisdiction cn "国" { level nation }
    jurisdiction hebei "河北省" { level province  within cn }
    jurisdiction cangzhou "沧州市" { level municipality  within hebei }
    item ratio "比例" { value percent in 0%..100%  better higher }
    item allowance "补贴" { value yuan }
    document cn.list "清单" { number "国〔2020〕1号"  issuer cn  issued 2020-01-01
        article "1" {
            delegate ratio to municipality
            rule floor "下限" in-principle: ratio >= 90%
            tolerate allowance issued before 2020-01-01 until 2021-06-30
        } }
"""


def judged(text: str, since: date = date(2020, 1, 1), today: date = date(2021, 1, 1)) -> Report:
    return check(*read_all({"a.qd": (WORLD + text).encode()}), today=today, since=since)


def states(lanes: Sequence[Lane], jurisdiction: str, about: str) -> list[tuple[str, str, str]]:
    (lane,) = [one for one in lanes if one.jurisdiction == jurisdiction and about in {one.rule, one.matter}]
    return [(one.state, str(one.start), str(one.until or "")) for one in lane.stretches]


def test_a_breach_that_is_declared_then_approved_then_neither_then_mended() -> None:
    report = judged("""
        document cangzhou.a "甲" { issuer cangzhou  issued 2020-03-01  until 2021-12-31
            article "1" { set ratio: 88%  deviate from cn.list.floor until 2020-05-31 because "整合" } }
        document hebei.b "乙" { issuer hebei  issued 2020-01-01 }
        document cn.b "批复" { issuer cn  issued 2020-06-01  article "1" {
            approve cangzhou to deviate from cn.list.floor until 2020-12-31 because "过渡" } }
        document cangzhou.c "丙" { issuer cangzhou  issued 2022-01-01  article "1" { set ratio: 90% } }
    """)
    assert states(lanes_of(report), "cangzhou", "cn.list.floor") == [
        ("declared", "2020-03-01", "2020-05-31"),
        ("approved", "2020-06-01", "2020-12-31"),
        ("breach", "2021-01-01", "2021-12-31"),
        ("within bounds", "2022-01-01", ""),
    ]


def test_what_is_tolerated_is_beyond_authority_afterwards() -> None:
    report = judged("""
        document cangzhou.a "甲" { issuer cangzhou  issued 2019-03-01  article "1" { set allowance: 5 yuan } }
    """)
    assert states(lanes_of(report), "cangzhou", "allowance") == [
        ("tolerated", "2020-01-01", "2021-06-30"),
        ("beyond-authority", "2021-07-01", ""),
    ]


def test_a_waiver_is_shown_and_so_is_what_is_not_known() -> None:
    report = judged("""
        document cangzhou.a "甲" { issuer cangzhou  issued 2020-03-01  article "1" { set ratio: unknown } }
        document cn.b "乙" { issuer cn  issued 2020-04-01  until 2020-04-30  article "9" {
            waive cn.list.floor because "疫情" } }
    """)
    lanes = lanes_of(report)
    assert states(lanes, "cangzhou", "cn.list.floor") == [
        ("undetermined", "2020-03-01", "2020-03-31"),
        ("waived", "2020-04-01", "2020-04-30"),
        ("undetermined", "2020-05-01", ""),
    ]
    (waived,) = [one for lane in lanes for one in lane.stretches if one.state == "waived"]
    assert (waived.document, waived.article) == ("cn.b", "9")


def test_a_change_of_margin_alone_makes_no_new_stretch() -> None:
    report = judged("""
        document cangzhou.a "甲" { issuer cangzhou  issued 2020-03-01  article "1" { set ratio: 88% } }
        document cangzhou.b "乙" { issuer cangzhou  issued 2021-03-01  article "1" { set ratio: 87% } }
        document cangzhou.c "丙" { issuer cangzhou  issued 2022-03-01  article "1" { set ratio: 95% } }
        document cangzhou.d "丁" { issuer cangzhou  issued 2023-03-01  article "1" { set ratio: 96% } }
    """)
    assert states(lanes_of(report), "cangzhou", "cn.list.floor") == [
        ("breach", "2020-03-01", "2022-02-28"),
        ("within bounds", "2022-03-01", ""),
    ]


def test_lanes_go_from_the_nation_down_and_can_be_of_some_places_alone() -> None:
    report = judged("""
        document cn.c "甲" { issuer cn  issued 2020-03-01  article "1" { set ratio: 90% } }
        document hebei.a "甲" { issuer hebei  issued 2020-03-01
            article "1" { rule upper: ratio <= 95%  set ratio: 90% } }
        document cangzhou.a "甲" { issuer cangzhou  issued 2020-03-01
            article "1" { set ratio: 90%  set allowance: 1 yuan } }
    """)
    assert [(lane.jurisdiction, lane.rule or lane.matter) for lane in lanes_of(report)] == [
        ("cn", "cn.list.floor"),
        ("hebei", "cn.list.floor"),
        ("hebei", "hebei.a.upper"),
        ("cangzhou", "cn.list.floor"),
        ("cangzhou", "hebei.a.upper"),
        ("cangzhou", "allowance"),
    ]
    assert {lane.jurisdiction for lane in lanes_of(report, frozenset({"hebei"}))} == {"hebei"}


def test_a_schedule_stands_in_the_clock_before_it_is_due() -> None:
    report = judged("""
        document cn.b "乙" { issuer cn  issued 2020-01-01  article "1" {
            rule step-two "第二步" from 2021-12-31: ratio >= 95%
            rule step-three "第三步" from 2022-12-31: ratio >= 96% } }
        document cangzhou.a "甲" { issuer cangzhou  issued 2020-03-01  article "1" { set ratio: 95% } }
    """)
    clock = json.loads(render_json(report, ()))["clock"]
    assert [(one["days"], one["what"], one["about"]) for one in clock] == [
        (364, "applies", "cn.b.step-two"),
        (729, "breach", "cn.b.step-three"),
    ]


@given(st.lists(st.sampled_from(["88%", "90%", "unknown", "100%"]), min_size=1, max_size=6))
def test_the_line_says_on_each_day_what_the_check_of_that_day_says(values: list[str]) -> None:
    documents = "".join(
        f'document cangzhou.n{at} "第{at}号" {{ issuer cangzhou  issued {2020 + at}-02-01'
        f'  article "1" {{ set ratio: {value} }} }}\n'
        for at, value in enumerate(values)
    )
    (lane,) = lanes_of(judged(documents))
    for year in range(2020, 2021 + len(values)):
        day = date(year, 1, 31)
        single = check(*read_all({"a.qd": (WORLD + documents).encode()}), today=day, at=day)
        told = [one.verdict for one in single.verdicts if one.jurisdiction == "cangzhou"]
        assert [one.state for one in lane.stretches if (one.start or day) <= day <= (one.until or day)] == told
    starts = [one.start for one in lane.stretches]
    assert starts == sorted(set(starts), key=lambda one: one or date.min)


def test_every_state_of_a_finding_is_a_state() -> None:
    assert set(GRAVEST_FIRST) < set(STATES)


HOSTILE = """
    jurisdiction cn "国</text><script>alert(1)</script>" { level nation }
    item ratio "比例&lt;{{ 1111*7 }}]]>" { value percent }
    document cn.a "甲\x1b[31m\u202e|<!--" { number "<b>1</b>"  issuer cn  issued 2020-01-01  article "<1>" {
        rule floor "下限</style><img src=x>%0A::error::" label en "floor </svg>": ratio >= 90%
        set ratio: 80% } }
"""


def test_hostile_text_is_shown_as_text() -> None:
    report = check(*read_all({"a.qd": HOSTILE.encode()}), today=date(2020, 6, 1))
    lanes = lanes_of(report)
    assert lanes
    books = [Book(report, "zh"), Book(report, "en")]
    svg, html = picture(report, lanes, books), page(report, lanes, books)
    names = {one.tag.rpartition("}")[2] for one in ET.fromstring(svg).iter()}  # noqa: S314  we made it
    assert not names & {"script", "img"}
    for text in (svg, html, render(report, lanes, books[0], colour=True)):
        assert "\u202e" not in text
        assert "7777" not in text
    assert "<script" not in html
    assert "<img" not in html
    assert "&lt;img src=x&gt;" in html
    assert "http" not in html.replace('"http://www.w3.org/2000/svg"', "")


def test_a_line_of_nothing_is_a_picture_too() -> None:
    report = check(*read_all({"a.qd": b""}), today=date(9999, 12, 31))
    books = [Book(report, "en")]
    assert "Nothing to show." in picture(report, (), books)
    assert "0 lines" in render(report, (), books[0], colour=False)


def test_days_at_the_ends_of_the_calendar_fit() -> None:
    report = check(*read_all({"a.qd": (WORLD + _AT_THE_END).encode()}), today=date(9999, 12, 31), since=date(1, 1, 1))
    lanes = lanes_of(report)
    assert states(lanes, "cangzhou", "cn.list.floor") == [("breach", "9999-12-31", "")]
    ET.fromstring(picture(report, lanes, [Book(report, "zh")]))  # noqa: S314  we made it


_AT_THE_END = """
    document cangzhou.a "甲" { issuer cangzhou  issued 9999-12-31  article "1" { set ratio: 88% } }
"""
