"""The reading held against examples whose outcome the language page, or a little arithmetic, gives."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from .compare import differences, report
from .reading import Reading, read
from .repositories import repository

DAY = date(2022, 9, 1)

VOCABULARY = """\
dimension scheme       { employee "职工医保"   resident "城乡居民医保" }
dimension tier ordered { primary "一级及以下"  secondary "二级"  tertiary "三级" }
dimension institution  { general "综合医院"    tcm "中医医院" }
dimension age : years
item inpatient.ratio "住院支付比例" {
    value percent in 0%..100%
    by scheme, tier, institution, age
    better higher
}
item inpatient.deductible "住院起付标准" { value yuan  by scheme, tier, institution  better lower }
statistic average-wage "职工年平均工资" { value yuan  by year }
jurisdiction cn       "中华人民共和国" { level nation }
jurisdiction hebei    "河北省" { level province      within cn     code "130000" }
jurisdiction hengshui "衡水市" { level municipality  within hebei  code "131100" }
"""
LIST = """\
document cn.list-2020 "国家医疗保障待遇清单（2020年版）" {
    number "医保发〔2021〕5号"  issuer cn  issued 2021-01-19
    article "1.2" {
        delegate inpatient.ratio, inpatient.deductible to municipality
        rule deductible-cap in-principle for employee:
            inpatient.deductible <= 10% of average-wage
    }
}
"""
HEBEI = """\
document hebei.reform-2020 "关于深化医疗保障制度改革的实施意见" {
    issuer hebei  issued 2020-08-11
    article "3" "完善基本医疗保险制度" {
        rule primary-floor in-principle: inpatient.ratio[primary] >= 90%
        rule resident-gap-12 for resident: inpatient.ratio[primary]   - inpatient.ratio[secondary] >= 10pp
        rule resident-gap-23 for resident: inpatient.ratio[secondary] - inpatient.ratio[tertiary]  >= 15pp
    }
}
"""
HENGSHUI = """\
document hengshui.measures-2022 "促进医疗机构高质量发展若干措施" {
    issuer hengshui  issued 2022-08-30
    article "3" {
        set inpatient.ratio for resident { primary: 90%  secondary: 80%  tertiary: 65% }
    }
    article "5" {
        adjust inpatient.ratio for resident, tcm { primary: +5pp  secondary: +10pp  tertiary: +10pp }
    }
}
"""
HENGSHUI_ZH = """\
文件 hengshui.measures-2022 "促进医疗机构高质量发展若干措施" {
    发文机关 衡水市  印发 2022年8月30日
    条 "三" {
        设定 住院支付比例 适用 城乡居民医保 { 一级及以下：90％  二级：80％  三级：65％ }
    }
    条 "五" {
        调整 住院支付比例 适用 城乡居民医保、中医医院 { 一级及以下：+5个百分点  二级：+10个百分点  三级：+10个百分点 }
    }
}
"""
GLANCE = {"vocabulary.qd": VOCABULARY, "list.qd": LIST, "hebei.qd": HEBEI}

TIERS = """\
dimension tier ordered { primary secondary tertiary }
dimension age : years
item ratio { value percent in 0%..100%  by tier  better higher }
item cap { value yuan  better higher }
jurisdiction cn { level nation }
jurisdiction hebei { level province  within cn }
jurisdiction hengshui { level municipality  within hebei }
"""


def _files(*articles: str) -> dict[str, str]:
    """A national document for each text, a year apart, in a file of its own."""
    files = {"a.qd": TIERS}
    for number, article in enumerate(articles):
        files[f"b{number}.qd"] = (
            f'document cn.d{number} "第{number}号" {{ issuer cn  issued {2010 + number}-01-01\n'
            f'article "1" {{\n{article}\n}} }}\n'
        )
    return files


def _reading(*articles: str) -> Reading:
    files = _files(*articles)
    return Reading([(path, text.encode()) for path, text in files.items()], DAY)


def _found(*articles: str) -> list[tuple[Any, ...]]:
    return [(one["code"], one["file"], one["line"], one["cells"]) for one in _reading(*articles).findings]


@pytest.mark.parametrize("city", [HENGSHUI, HENGSHUI_ZH])
def test_the_glance_finds_the_gap_at_tcm_hospitals(city: str) -> None:
    findings = read(GLANCE | {"hengshui.qd": city}, DAY)["findings"]
    assert [(one["code"], one["rule"], one["line"]) for one in findings] == [
        ("breach", "hebei.reform-2020.resident-gap-12", 7)
    ]
    (breach,) = findings
    assert breach["cells"] == 1
    assert breach["severity"] == "error"
    assert breach["file"] == "hengshui.qd"
    assert breach["worst"] == {
        "cell": {"institution": "tcm", "scheme": "resident"},
        "left": "5pp",
        "right": "10pp",
        "margin": "-5pp",
    }


def test_the_place_of_a_block_entry_is_its_own() -> None:
    (breach,) = read(GLANCE | {"hengshui.qd": HENGSHUI}, DAY)["findings"]
    line = HENGSHUI.splitlines()[breach["line"] - 1]
    assert line[breach["column"] - 1 :].startswith("secondary: +10pp")


def test_articles_apart_are_within_bounds() -> None:
    alone = HENGSHUI.replace("adjust", "# adjust")
    assert read(GLANCE | {"hengshui.qd": alone}, DAY)["findings"] == []


def test_narrower_beats_older_general() -> None:
    reading = _reading("set ratio: 70%", "set ratio for primary: 90%")
    assert [reading.value("cn", "ratio", {"tier": tier}) for tier in ("primary", "secondary")] == ["90%", "70%"]


def test_newer_general_against_older_special_is_a_conflict() -> None:
    assert _found("set ratio for primary: 90%", "set ratio: 70%") == [("conflict", "b1.qd", 3, 1)]


def test_agreeing_provisions_are_no_conflict() -> None:
    assert _found("set ratio for primary: 90%", "set ratio: 90%") == []


def test_overlapping_entries_of_narrower_statement_win() -> None:
    reading = _reading(
        "set ratio { primary or secondary: 70%  tertiary: 60% }", "set ratio { secondary or tertiary: 80% }"
    )
    assert reading.value("cn", "ratio", {"tier": "secondary"}) == "80%"


def test_a_group_of_changes_counts_once_and_limits_bound_the_sum() -> None:
    reading = _reading(
        "set ratio: 80%",
        "adjust ratio by +4pp once per a\nadjust ratio by +8pp up to 86% once per a\nadjust ratio by +2pp up to 90%",
    )
    assert reading.value("cn", "ratio", {"tier": "primary"}) == "86%"


def test_the_limit_of_a_picked_change_bounds_all() -> None:
    reading = _reading("set ratio: 80%", "adjust ratio by +8pp up to 85% once per a\nadjust ratio by +9pp")
    assert reading.value("cn", "ratio", {"tier": "primary"}) == "85%"


def test_a_limit_never_lowers_what_was_before() -> None:
    reading = _reading("set ratio: 95%", "adjust ratio by +2pp up to 90%")
    assert reading.value("cn", "ratio", {"tier": "primary"}) == "95%"


def test_the_neighbour_of_the_cell_being_made() -> None:
    reading = _reading("set ratio: 90%\nset ratio for tier > primary: ratio[previous tier] - 10pp")
    cells = [reading.value("cn", "ratio", {"tier": tier}) for tier in ("primary", "secondary", "tertiary")]
    assert cells == ["90%", "80%", "70%"]


def test_a_circle_is_found_once_and_unset() -> None:
    text = "set ratio for primary: ratio[secondary]\nset ratio for secondary: ratio[primary] - 1pp"
    assert _found(text) == [("cycle", "b0.qd", 3, None)]
    assert _reading(text).value("cn", "ratio", {"tier": "primary"}) is None


def test_kleene_or_over_an_unset_cell() -> None:
    assert _found("set ratio for primary: 90%\nrule r: ratio[primary] >= 90% or ratio[tertiary] >= 1%") == []


def test_strict_comparisons_break_at_nothing_left() -> None:
    findings = _reading("set ratio: 90%\nrule r: ratio > 90%").findings
    assert [(one["code"], one["cells"], one["worst"]["margin"]) for one in findings] == [("breach", 3, "0pp")]


def test_pinned_choices_are_shown_and_not_counted() -> None:
    findings = _reading(
        "set ratio { primary: 90% secondary: 60% }\nrule r: ratio[primary or secondary] >= 70%"
    ).findings
    assert [(one["cells"], one["worst"]["cell"], one["line"]) for one in findings] == [(1, {"tier": "secondary"}, 3)]


def test_five_percent_on_a_percent_is_refused() -> None:
    assert _found("set ratio: 90%\nadjust ratio by +5%") == [("type", "b0.qd", 4, None)]


def test_a_difference_names_the_fields_that_differ() -> None:
    findings = _reading("set ratio: 90%\nrule r: ratio > 90%").findings
    assert differences(findings, findings) == []
    assert differences(findings, [{**findings[0], "cells": 2}])[1].strip() == "cells: expected 3, found 2"
    assert differences(findings, [])[0].startswith("not found: error[breach] b0.qd:3 cn.d0.r cn")
    assert differences([], findings)[0].startswith("unexpected: error[breach] b0.qd:3 cn.d0.r cn")


def test_a_checker_like_the_reading_differs_in_nothing() -> None:
    assert report(read, range(8)) == []


@pytest.mark.parametrize("seed", range(40))
def test_generated_repositories_can_be_read(seed: int) -> None:
    files, day = repository(seed)
    assert (files, day) == repository(seed)
    first = read(files, day)
    assert first == read(dict(reversed(files.items())), day)
    assert differences(first["findings"], first["findings"]) == []
