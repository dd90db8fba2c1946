"""What differs between two sets of policies: nothing is made up, nothing is missed, and both directions agree."""

from __future__ import annotations

import random
import re
from collections import Counter
from datetime import date
from itertools import product
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reference.repositories import repository
from repositories import read_all

from qingdan_checker.differences import Question, Side, compare
from qingdan_checker.effect import Stretches, effect_of
from qingdan_checker.listings.differences.data import render_json
from qingdan_checker.listings.differences.markdown import render as render_markdown
from qingdan_checker.listings.differences.text import render
from qingdan_checker.messages.book import Book
from qingdan_checker.quantity import Gap, is_missing, show
from qingdan_checker.resolve import resolve
from qingdan_checker.round import Round
from qingdan_dsl.parse import parse
from qingdan_dsl.source import Source
from qingdan_dsl.write import write

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from qingdan_checker import model as m
    from qingdan_checker.differences import Differences
    from qingdan_checker.differences.facts import Altered, Moved
    from qingdan_checker.messages.language import Language

SEEDS = st.integers(min_value=0, max_value=100_000)
TODAY = date(2024, 5, 1)
TURNED = {"better": "worse", "worse": "better", "gained": "lost", "lost": "gained", "added": "removed"}
TURNED |= {"removed": "added", "appeared": "vanished", "vanished": "appeared"}

WORDS = """
dimension scheme "险种" { employee "职工"  resident "居民" }
dimension tier "级别" ordered { primary "一级"  secondary "二级"  tertiary "三级" }
dimension age "年龄" : years
item ratio "支付比例" { value percent in 0%..100%  by scheme, tier, age  better higher }
item deductible "起付标准" { value yuan  by tier  better lower }
item days "办结时限" { value working-days }
catalogue drug "药品目录" { key name "名称"  field class "类别" }
jurisdiction cn "国家" label en "Nation" { level nation }
jurisdiction hebei "河北省" { level province  within cn }
jurisdiction hengshui "衡水市" { level municipality  within hebei }
jurisdiction cangzhou "沧州市" { level municipality  within hebei }
document cn.list "清单" { issuer cn  issued 2020-01-01  article "1" {
    delegate ratio, deductible, days, drug to municipality
    rule floor: ratio >= 50%
    list drug from "cn.csv"
} }
"""
PROVINCE = """
document hebei.reform "办法" { issuer hebei  issued 2021-01-01  article "1" {
    set ratio { primary: 90%  secondary: 80%  tertiary: 70% }
    set deductible: 500 yuan
} }
"""
CITY = """
document hengshui.rules "细则" { issuer hengshui  issued 2022-01-01  article "1" "待遇" {
    set ratio for resident { primary: 85%  secondary: 75%  tertiary: 60% }
} article "2" { adjust ratio for age >= 70 years by +5pp up to 95% } }
"""
SHEET = "名称,类别\n阿司匹林,甲\n胰岛素,乙\n"


def texts(**parts: str) -> dict[str, str]:
    return {"words.qd": WORDS, "hebei.qd": PROVINCE, "hengshui.qd": CITY, "cn.csv": SHEET} | {
        name.replace("_", "."): text for name, text in parts.items()
    }


def side(files: Mapping[str, str], name: str = "") -> Side:
    read = read_all({path: text.encode() for path, text in files.items()})
    return Side(name=name, files=tuple(read.files), sources=read.sources, sheets=read.sheets)


def differences(
    old: Mapping[str, str], new: Mapping[str, str], *, today: date = TODAY, at: date | None = None
) -> Differences:
    return compare(side(old, "old"), side(new, "new"), Question(today=today, at=at))


def told(one: Altered) -> tuple[str, str, str, str]:
    return one.act, one.what, one.before, one.after


def moves(found: Differences) -> list[tuple[object, ...]]:
    return [(one.item, one.jurisdictions, one.selectors, one.before, one.after, one.gain) for one in found.moved]


# ---- provisions


def test_a_number_that_is_changed() -> None:
    found = differences(texts(), texts(hengshui_qd=CITY.replace("75%", "70%")))
    assert [told(one) for one in found.provisions] == [
        ("changed", "set ratio for resident, secondary", "75%", "70%"),
    ]
    change = found.provisions[0]
    assert (change.document, change.article, change.new and change.new.line) == ("hengshui.rules", "1", 3)
    assert moves(found) == [
        ("ratio", ("hengshui",), ("resident, secondary, age < 70 years",), "75%", "70%", "worse"),
        ("ratio", ("hengshui",), ("resident, secondary, age >= 70 years",), "80%", "75%", "worse"),
    ]


def test_what_is_written_otherwise_says_the_same() -> None:
    city = """
文件 hengshui.rules "细则" { 发文机关 衡水市  印发 2022年1月1日  # 一份文件
    条 "2" { 调整 支付比例 适用 年龄 ≥ 70岁 增减 +5个百分点 不超过 95％ }
    条 "1" "待遇" { 设定 支付比例 按 险种、级别 {
        | 险种 | 三级 | 一级 | 二级 |
        | 居民 | 60％ | 85％ | 75.0％ |
    } } }
"""
    assert differences(texts(), texts(hengshui_qd=city)).is_empty
    together = {"all.qd": WORDS + PROVINCE.replace("500 yuan", "0.05 wan-yuan") + CITY, "cn.csv": SHEET}
    assert differences(texts(), together).is_empty


def test_another_article_another_selector_another_rule() -> None:
    old = texts(hengshui_qd=CITY.replace("primary: 85%", ""))
    new = texts(hengshui_qd=CITY.replace("primary: 85%", "").replace('article "2"', 'article "3"'))
    moved = next(one for one in differences(old, new).provisions if one.sort == "adjust")
    assert (moved.act, moved.article_before, moved.article) == ("changed", "2", "3")
    new = texts(hengshui_qd=CITY.replace("age >= 70", "resident, age >= 75"))
    narrowed = differences(texts(), new).provisions[0]
    assert (narrowed.act, narrowed.what_before, narrowed.what) == (
        "changed",
        "adjust ratio for age >= 70 years",
        "adjust ratio for resident, age >= 75 years",
    )
    new = texts(words_qd=WORDS.replace("ratio >= 50%", "ratio >= 60% or resident"))
    rule = differences(texts(), new).provisions[0]
    assert told(rule) == ("changed", "rule cn.list.floor", "must: ratio >= 50%", "must: ratio >= 60% or resident")


def test_words_and_documents_count_too() -> None:
    new = texts(
        words_qd=WORDS.replace("better lower", "")
        .replace("国家", "全国")
        .replace("issued 2020-01-01", "issued 2020-01-02")
    )
    acts = {(one.sort, one.act) for one in differences(texts(), new).provisions}
    assert acts == {("item", "changed"), ("jurisdiction", "changed"), ("document", "changed")}


def test_every_sort_of_statement_is_told() -> None:
    more = """
statistic wage "工资" { value yuan  by year }
define twice "两倍" { value yuan  by tier  as 2 * deductible }
group upper "较高" = secondary, tertiary
document cn.more "续" { number "1号"  issuer cn  issued 2021-01-01  repeals cn.list  amends cn.list  source "x"
    article "1" { text "原文"
    reserve days  tolerate drug issued before 2020-01-01 until 2030-01-01  require days must at province
    observe wage { 2020: 1 yuan }  approve hebei to deviate from cn.list.floor for resident because "a"
    approve hebei to decide days because "e"  waive cn.list.floor when resident because "b"
    rule r "规则" label en "Rule" encouraged at province for resident when not employee from 2021-02-01:
        if resident then ratio[primary or secondary] >= 10% else (yes or no)
    rule s: sum(deductible over tier) <= twice * 3 and count(drug beyond cn where class = "甲" on 2020-01-01) = 0
    rule t: drug within cn and min(1 yuan, wage[year = this-year - 2]) >= -5 yuan and date > 2020-01-01
    rule u for secondary: deductible[previous tier] <= 10% of wage
    set days: unknown  adjust deductible { primary: -10%  upper: × 105% once per g } }
    article "2" { not-checkable because "c" }
    case "例" { given resident  expect ratio = 1%  expect breach cn.list.floor } }
document hebei.more { issuer hebei  issued 2021-01-01  article "1" { deviate from cn.list.floor because "d" } }
"""
    found = differences(texts(), texts(more_qd=more))
    sorts = Counter(one.sort for one in found.provisions)
    assert set(sorts) >= {
        *("statistic", "define", "group", "document", "article", "reserve", "tolerate", "require", "observe"),
        *("approve", "waive", "rule", "set", "adjust", "case", "deviate"),
    }
    assert {one.act for one in found.provisions} == {"added"}
    said = {one.what: one.after for one in found.provisions}
    assert said["rule cn.more.r"] == (
        '"规则" label en "Rule" encouraged at province for resident when not employee: '
        "if resident then ratio[primary or secondary] >= 10% else yes or no from 2021-02-01"
    )
    assert said["rule cn.more.s"] == (
        'must: sum(deductible over tier) <= twice * 3 and count(drug beyond cn where class = "甲" on 2020-01-01) = 0'
    )
    assert said["rule cn.more.u"] == "must for secondary: deductible[previous tier] <= 10% of wage"
    assert said["adjust deductible for secondary or tertiary"] == "* 105% once per g"
    assert said["approve hebei to deviate from cn.list.floor for resident"] == 'because "a"'
    assert differences(texts(more_qd=more), texts(more_qd=more)).is_empty


# ---- in effect


def test_what_a_province_changes_moves_in_its_cities() -> None:
    found = differences(
        texts(), texts(hebei_qd=PROVINCE.replace("500", "400").replace("tertiary: 70%", "tertiary: 65%"))
    )
    assert moves(found) == [
        ("deductible", ("hebei", "cangzhou", "hengshui"), (), "500 yuan", "400 yuan", "better"),
        ("ratio", ("hebei", "cangzhou"), ("tertiary",), "70%", "65%", "worse"),
        ("ratio", ("hengshui",), ("employee, tertiary, age < 70 years",), "70%", "65%", "worse"),
        ("ratio", ("hengshui",), ("employee, tertiary, age >= 70 years",), "75%", "70%", "worse"),
    ]


def test_gained_lost_and_what_has_no_better() -> None:
    days = 'document hebei.days { issuer hebei  issued 2021-01-01  article "1" { set days: 20 working-days } }'
    gained = differences(texts(), texts(days_qd=days))
    assert [(one.before, one.after, one.gain) for one in gained.moved] == [(None, "20 working-days", "gained")]
    lost = differences(texts(days_qd=days), texts())
    assert [(one.before, one.after, one.gain) for one in lost.moved] == [("20 working-days", None, "lost")]
    changed = differences(texts(days_qd=days), texts(days_qd=days.replace("20", "15")))
    assert [one.gain for one in changed.moved] == ["neither"]
    unknown = differences(texts(days_qd=days), texts(days_qd=days.replace("20 working-days", "unknown")))
    assert [(one.after, one.status_after, one.gain) for one in unknown.moved] == [(None, "unknown", "open")]


def test_what_begins_later_moves_later() -> None:
    later = CITY.replace(
        "adjust ratio for age >= 70 years by +5pp up to 95%",
        "adjust ratio for age >= 70 years from 2025-01-01 until 2025-12-31 by +5pp up to 95%",
    )
    found = differences(texts(hengshui_qd=later), texts(hengshui_qd=later.replace("+5pp", "+6pp")))
    assert {(one.start, one.until) for one in found.moved} == {(date(2025, 1, 1), date(2025, 12, 31))}
    assert not differences(texts(hengshui_qd=later), texts(hengshui_qd=later.replace("+5pp", "+6pp")), at=TODAY).moved


def test_a_new_dimension_and_a_new_member() -> None:
    more = WORDS.replace('tertiary "三级" }', 'tertiary "三级"  special "特等" }')
    found = differences(texts(), texts(words_qd=more))
    assert ("deductible", ("hebei", "cangzhou", "hengshui"), ("special",), None, "500 yuan", "gained") in moves(found)
    wider = WORDS.replace("{ value yuan  by tier  better lower }", "{ value yuan  by tier, scheme  better lower }")
    assert not differences(texts(), texts(words_qd=wider)).moved
    split = PROVINCE.replace("set deductible: 500 yuan", "set deductible { resident: 400 yuan  employee: 500 yuan }")
    found = differences(texts(), texts(words_qd=wider, hebei_qd=split))
    assert moves(found) == [
        ("deductible", ("hebei", "cangzhou", "hengshui"), ("resident",), "500 yuan", "400 yuan", "better"),
    ]


def test_a_new_place_is_held_against_what_held_there() -> None:
    place = 'jurisdiction anping "安平县" { level county  within hengshui }\n'
    assert not differences(texts(), texts(place_qd=place)).moved
    own = place + 'document anping.n { issuer anping  issued 2023-01-01  article "1" { set deductible: 100 yuan } }'
    assert moves(differences(texts(), texts(place_qd=own))) == [
        ("deductible", ("anping",), (), "500 yuan", "100 yuan", "better")
    ]
    assert moves(differences(texts(place_qd=own), texts())) == [
        ("deductible", ("anping",), (), "100 yuan", "500 yuan", "worse")
    ]


def test_a_dimension_of_another_sort_is_not_compared() -> None:
    other = WORDS.replace('dimension age "年龄" : years', 'dimension age "年龄" { young old }')
    city = CITY.replace("age >= 70 years", "old")
    found = differences(texts(), texts(words_qd=other, hengshui_qd=city))
    assert "shape" in {one.kind for one in found.blind}
    assert not found.is_complete


def test_entries_of_lists() -> None:
    found = differences(texts(), texts(cn_csv="名称,类别\n阿司匹林,乙\n青霉素,甲\n"))
    assert [(one.key, one.act, one.jurisdictions[0], len(one.jurisdictions)) for one in found.relisted] == [
        ("胰岛素", "removed", "cn", 4),
        ("阿司匹林", "changed", "cn", 4),
        ("青霉素", "added", "cn", 4),
    ]
    assert {(one.sort, one.act) for one in found.provisions} == {
        ("list", "added"),
        ("list", "changed"),
        ("list", "removed"),
    }
    renamed = {("other.csv" if path == "cn.csv" else path): text for path, text in texts().items()}
    renamed["words.qd"] = WORDS.replace("cn.csv", "other.csv")
    assert differences(texts(), renamed).is_empty


# ---- findings


def test_findings_appear_vanish_and_change() -> None:
    breaks = texts(hengshui_qd=CITY.replace("60%", "40%"))
    found = differences(texts(), breaks)
    assert [(one.turn, one.finding.code, one.finding.severity) for one in found.findings] == [
        ("appeared", "breach", "error")
    ]
    assert found.reaches("error")
    back = differences(breaks, texts())
    assert [one.turn for one in back.findings] == ["vanished"]
    assert not back.reaches("note")
    worse = differences(breaks, texts(hengshui_qd=CITY.replace("60%", "30%")))
    assert [one.turn for one in worse.findings] == ["worse"]
    assert worse.reaches("error")
    better = differences(breaks, texts(hengshui_qd=CITY.replace("60%", "45%")))
    assert [one.turn for one in better.findings] == ["better"]
    assert not better.reaches("note")


def test_a_finding_that_only_moves_is_the_same() -> None:
    breaks = CITY.replace("60%", "40%")
    assert differences(texts(hengshui_qd=breaks), texts(hengshui_qd="\n\n" + breaks)).is_empty


# ---- what could not be read


def test_an_error_on_one_side_is_no_removal() -> None:
    found = differences(texts(), texts(hengshui_qd=CITY + " document {"))
    assert not found.is_complete
    assert not [one for one in found.provisions if one.document == "hengshui.rules"]
    assert {(one.kind, one.side) for one in found.blind} >= {("left-out", "new"), ("provisions", "new")}
    assert {one.finding.code for one in found.findings if one.turn == "appeared"} == {"syntax"}
    back = differences(texts(hengshui_qd=CITY + " document {"), texts())
    assert not [one for one in back.provisions if one.document == "hengshui.rules"]
    assert {(one.kind, one.side) for one in back.blind} >= {("left-out", "old"), ("provisions", "old")}
    both = differences(texts(hengshui_qd=CITY + " document {"), texts(hengshui_qd=CITY + " document {"))
    assert both.is_empty
    assert not both.is_complete


def test_a_statement_with_an_error_is_no_removal() -> None:
    found = differences(texts(), texts(hengshui_qd=CITY.replace("age >= 70", "agee >= 70")))
    assert [one.sort for one in found.provisions] == []
    assert [one.count for one in found.blind if one.kind == "provisions"] == [1]


# ---- properties


def mutated(files: Mapping[str, str], seed: int) -> dict[str, str]:
    """Some of its percentages and amounts are others."""
    chance = random.Random(seed)  # noqa: S311  any numbers will do

    def other(found: re.Match[str]) -> str:
        return f"{chance.randrange(1, 99)}{found[2]}" if chance.random() < 0.2 else found[0]

    return {path: re.sub(r"\b([0-9]{1,3})(%| yuan)", other, text) for path, text in files.items()}


@settings(max_examples=20, deadline=None)
@given(SEEDS)
def test_nothing_differs_from_itself(seed: int) -> None:
    files, at = repository(seed)
    assert differences(dict(files), dict(files), today=at).is_empty


@settings(max_examples=20, deadline=None)
@given(SEEDS, st.sampled_from(["en", "zh"]))
def test_nothing_differs_from_the_canonical_text(seed: int, language: str) -> None:
    files, at = repository(seed)
    trees = {path: parse(Source(path=path, text=text, code=text)) for path, text in dict(files).items()}
    if any(tree.broken for tree in trees.values()):
        return
    rewritten = {path: write(tree, language) for path, tree in trees.items()}
    found = differences(dict(files), rewritten, today=at)
    assert not found.provisions
    assert not found.moved
    assert not found.relisted
    faults = {"syntax", "name", "type", "value", "duplicate", "cycle"}  # these are known by what is written
    assert not [one for one in found.findings if one.finding.code not in faults]


@settings(max_examples=20, deadline=None)
@given(SEEDS)
def test_both_directions_agree(seed: int) -> None:
    files, at = repository(seed)
    other = mutated(dict(files), seed)
    there, back = differences(dict(files), other, today=at), differences(other, dict(files), today=at)
    assert Counter(map(_altered, there.provisions)) == Counter(map(_mirrored, back.provisions))
    assert Counter(map(_moved, there.moved)) == Counter(map(_moved_back, back.moved))
    turns = Counter((_turn(one.turn), one.finding.code) for one in there.findings)
    turned = Counter((_turn(TURNED.get(one.turn, one.turn)), one.finding.code) for one in back.findings)
    assert turns == turned


def _turn(turn: str) -> str:
    """Two findings that differ in what cannot be ranked may be worse in both directions."""
    return "changed" if turn in {"better", "worse"} else turn


def _altered(one: Altered) -> tuple[object, ...]:
    whats = (one.what_before or one.what, one.what)
    return (one.act, one.sort, one.document, *whats, one.before, one.after)


def _mirrored(one: Altered) -> tuple[object, ...]:
    whats = (one.what, one.what_before or one.what)
    return (TURNED.get(one.act, one.act), one.sort, one.document, *whats, one.after, one.before)


def _moved(one: Moved) -> tuple[object, ...]:
    return (one.item, one.jurisdictions, one.selectors, one.before, one.after, one.gain, one.start, one.until)


def _moved_back(one: Moved) -> tuple[object, ...]:
    gain = TURNED.get(one.gain, one.gain)
    return (one.item, one.jurisdictions, one.selectors, one.after, one.before, gain, one.start, one.until)


@settings(max_examples=25, deadline=None)
@given(SEEDS)
def test_all_cells_that_move_are_told_and_no_others(seed: int) -> None:
    """Held against both tables in full, cell by cell."""
    files, at = repository(seed)
    other = mutated(dict(files), seed)
    found = differences(dict(files), other, today=at, at=at)
    told: Counter[tuple[object, ...]] = Counter()
    for one in found.moved:
        for place in one.jurisdictions:
            told[place, one.item, one.before or one.status_before, one.after or one.status_after] += one.cells
    assert told == Counter(_cells_apart(dict(files), other, at))


def _cells_apart(old: Mapping[str, str], new: Mapping[str, str], at: date) -> Iterator[tuple[object, ...]]:
    """Each combination of listed dimensions with the values that some amount of its measures has on both sides."""
    rounds = []
    for files in (old, new):
        model = resolve(*read_all({path: text.encode() for path, text in files.items()})[::2])
        rounds.append(Round(model, Stretches(model, at), at, {}))
    first, second = rounds
    cuts = [list(_points(one, other)) for one, other in ((second, first), (first, second))]
    first, second = first.with_cuts(at, cuts[0]), second.with_cuts(at, cuts[1])
    for place in first.model.jurisdictions:
        for name, item in {**second.model.items, **first.model.items}.items():
            apart = set()
            for key in product(*(range(first.day.size(axis)) for axis in item.dimensions)):
                states = tuple(_state(each, place, name, key) for each in (first, second))
                if states[0] != states[1]:
                    listed = tuple(
                        at for at, axis in zip(key, item.dimensions, strict=True) if hasattr(axis, "members")
                    )
                    apart.add((listed, *states))
            for _, before, after in apart:
                yield place, name, before, after


def _points(round_: Round, other: Round) -> Iterator[m.Term]:
    from qingdan_checker import model  # noqa: PLC0415

    for name, pieces in round_.day.pieces.items():
        for one in pieces:
            if one.is_point and one.low is not None:
                yield model.Term(axis=other.model.axes[name], bounds=(("=", one.low),))


def _state(round_: Round, place: str, name: str, key: tuple[int, ...]) -> str:
    if name not in round_.model.items or place not in round_.model.jurisdictions:
        return "unset"
    item = round_.model.items[name]
    answer, _ = effect_of(round_.day, round_.model.jurisdictions[place]).read(item, key)
    if isinstance(answer, Gap):
        return "unset" if is_missing(answer) else answer.reason
    return show(item.kind, answer)


@settings(max_examples=15, deadline=None)
@given(SEEDS, SEEDS)
def test_whatever_is_compared_comes_to_an_end(one: int, other: int) -> None:
    (old, at), (new, _) = repository(one), repository(other)
    found = differences(dict(old), dict(new), today=at)
    assert found.is_empty == (dict(old) == dict(new)) or found.blind
    for language in ("zh", "en"):
        assert render(found, Book(found.report, language), colour=True)
        assert render_markdown(found, [Book(found.report, language)])
    assert render_json(found, ["en"]) == render_json(differences(dict(old), dict(new), today=at), ["en"])


# ---- how it is written


NEW = {
    "hengshui.qd": CITY.replace("75%", "70%").replace("60%", "45%"),
    "hebei.qd": PROVINCE.replace("500", "400"),
    "cn.csv": "名称,类别\n阿司匹林,乙\n",
    "days.qd": 'document cangzhou.days "时限" { issuer cangzhou  issued 2025-01-01  '
    'article "1" { set days: 20 working-days } }',
}


@pytest.mark.parametrize("language", ["en", "zh"])
def test_as_text(language: Language, golden: Callable[[str, str], None]) -> None:
    found = differences(texts(), texts() | NEW)
    golden(f"diff.{language}.txt", render(found, Book(found.report, language), colour=False))


def test_as_markdown(golden: Callable[[str, str], None]) -> None:
    found = differences(texts(), texts() | NEW)
    golden("diff.both.md", render_markdown(found, [Book(found.report, "zh"), Book(found.report, "en")]))


def test_as_json(golden: Callable[[str, str], None]) -> None:
    golden("diff.json", render_json(differences(texts(), texts() | NEW), ["en"]))


def test_incomplete_as_text(golden: Callable[[str, str], None]) -> None:
    found = differences(texts(), texts(hengshui_qd=CITY + " document {"))
    books = [Book(found.report, language) for language in ("zh", "en")]
    golden("diff.incomplete.both.txt", "\n".join(render(found, book, colour=False) for book in books))


def test_no_text_of_a_policy_steers_the_reader() -> None:
    evil = "</details><script>x</script>|`*[a](http://x)\u202e\x1b[31m"
    label = "\u202e\x1b[31m<script>|`*]("
    city = CITY.replace('"待遇"', f'"{label}" text "{evil}"').replace("75%", "70%")
    city = city.replace('"细则"', f'"{label}"')
    found = differences(texts(), texts(hengshui_qd=city))
    text = render(found, Book(found.report, "zh"), colour=False)
    assert "\x1b" not in text
    assert "\u202e" not in text
    written = render_markdown(found, [Book(found.report, "en")])
    assert "<script>" not in written
    assert "\u202e" not in written
    assert all(line.count("|") - line.count("\\|") in {0, 5, 6, 8} for line in written.splitlines())
    assert "\u202e" not in render_json(found, ["en"])
