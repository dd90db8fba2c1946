"""A workbench gives for a text what the command gives for the file."""

from __future__ import annotations

import json
import re
import shutil
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING, Any

import pytest

from qingdan_checker.bounding import bounds
from qingdan_checker.cache import Cache
from qingdan_checker.formats import Options, render
from qingdan_checker.library import Found, bundled, find
from qingdan_checker.listings import bounds as listed
from qingdan_checker.loading import load
from qingdan_checker.messages.book import Book
from qingdan_checker.pipeline import check
from qingdan_checker.workbench import Draft, Workbench
from qingdan_checker.workbench.shipped import Shipped, ship

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qingdan_checker.loading import Loaded
    from qingdan_checker.messages.language import Language

POLICIES = Path(__file__).parents[2] / "policies"
EXAMPLES = sorted((Path(__file__).parents[2] / "checker/qingdan_checker/playground/examples").glob("*.qd"))
DAY = date(2026, 11, 26)
MEASURES = "hebei/hengshui/measures-2022.qd.md"


@cache
def bench() -> Workbench:
    """Made from what is shipped, as a browser makes it."""
    return Workbench(Path(mkdtemp()), Shipped(ship(bundled(Found()).texts)))


def loaded(text: str, name: str) -> Loaded:
    """What the command reads for a file of that name."""
    folder = Path(mkdtemp())
    file = folder / ("" if name == "draft.qd" else "cn") / name
    file.parent.mkdir(parents=True, exist_ok=True)
    for sheet in (POLICIES / "cn").glob("*.csv"):
        shutil.copy(sheet, file.parent)
    file.write_text(text, encoding="utf-8")
    found = find([str(file)])
    return load(found, bundled(found), Cache(None), lambda _done, _all: None)


def lines(text: str, name: str, language: Language) -> list[str]:
    """The report of the command for a file of that name, as its lines without places and marks."""
    one = loaded(text, name)
    report = check(one.files, one.sources, one.sheets, today=DAY, concerned=one.concerned, library=one.library)
    return render("text", report, Options(languages=(language,), verbose=True)).splitlines()


def findings(text: str, name: str = "draft.qd", language: Language = "zh", **more: Any) -> dict[str, Any]:  # noqa: ANN401  a date
    return bench().findings(Draft(text=text, file=name, today=DAY, **more), language)


def grids(text: str, name: str = "draft.qd", language: Language = "zh") -> list[dict[str, Any]]:
    return bench().grids(Draft(text=text, file=name, today=DAY), language)


def bands(text: str, name: str = "draft.qd", language: Language = "zh") -> dict[int, dict[str, Any]]:
    """The bands by the number of their table."""
    found = bench().bands(Draft(text=text, file=name, today=DAY), language)
    return {one["grid"]: one for one in found if one}


TEXTS = [(path.read_text(encoding="utf-8"), "draft.qd") for path in EXAMPLES]
TEXTS += [
    ((POLICIES / "cn" / name).read_text(encoding="utf-8"), name) for name in (MEASURES, "drug-catalogue-2020.qd.md")
]
TEXTS += [("文件 x { 发文机关 衡水", "draft.qd"), ("", "draft.qd"), ("\udcff", "draft.qd")]
TEXTS += [('jurisdiction cn "中国" { level nation }', "draft.qd")]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("at", range(len(TEXTS)))
def test_it_says_what_the_command_says(at: int, language: Language) -> None:
    text, name = TEXTS[at]
    text = text.encode(errors="replace").decode()
    said = lines(text, name, language)
    found = findings(text, name, language)
    heads = [
        f"{one['word']}[{one['code']}]{'：' if language == 'zh' else ': '}{one['headline']}"
        for one in found["findings"]
    ]
    assert sorted(heads) == sorted(
        one for one in said if one.split("[")[0] in {"错误", "警告", "提示", "error", "warning", "note"}
    )
    for one in found["findings"]:
        for note in one["notes"]:
            assert any(line.endswith(note["text"]) for line in said)
        for place in one["places"]:
            assert any(f"{place['file']}:{place['line']}:{place['column']}" in line for line in said)
    last = said[-len(found["summary"]) :]
    assert [
        found["counted"] + ("；" if language == "zh" else "; ") + found["summary"][0],
        *found["summary"][1:],
    ] == last


def test_an_edited_text_stands_in_the_place_of_the_law() -> None:
    text = (POLICIES / "cn" / MEASURES).read_text(encoding="utf-8")
    edited = findings(text.replace("primary:   +5pp", "primary:   +9pp"), MEASURES)
    breaches = [one["headline"] for one in edited["findings"] if one["code"] == "breach"]
    assert any("相差9个百分点" in one for one in breaches)
    assert all(one["code"] != "duplicate" for one in edited["findings"])
    assert findings(text, MEASURES) == findings(text + "\n", MEASURES)


def test_any_other_name_is_that_of_a_draft() -> None:
    text = EXAMPLES[0].read_text(encoding="utf-8")
    assert findings(text, "../../etc/passwd") == findings(text)


def test_one_date_is_judged_where_it_is_given() -> None:
    text = EXAMPLES[0].read_text(encoding="utf-8")
    assert "校验日期：2024-01-01" in findings(text, at=date(2024, 1, 1))["summary"]
    assert findings(text, at=date(2019, 1, 1))["findings"] != findings(text)["findings"]


def test_the_gravest_come_first_and_many_are_counted() -> None:
    whole = findings((POLICIES / "cn" / MEASURES).read_text(encoding="utf-8"), MEASURES)
    order = ["error", "warning", "note"]
    ranks = [order.index(one["severity"]) for one in whole["findings"]]
    assert ranks == sorted(ranks)
    cases = "".join(f'case "{n}" {{ expect 1 = 2 }}\n' for n in range(300))
    many = findings(f'document hengshui.x "x" {{ issuer hengshui status draft {cases} }}')
    assert many["counts"]["error"] >= 300
    assert len(many["findings"]) + many["more"] == sum(many["counts"].values())
    assert many["more"] >= 100


def test_a_table_has_what_the_texts_tell_apart_and_cites_it() -> None:
    (table,) = grids(next(path for path in EXAMPLES if path.name == "breach.zh.qd").read_text(encoding="utf-8"))
    assert (table["item"], table["place"], table["day"]) == ("住院支付比例", "衡水市", "2026-11-26")
    assert (table["down"], table["across"]) == (["险种", "医疗机构类别"], "医疗机构级别")
    assert table["columns"] == ["一级及以下", "二级", "三级"]
    rows = {row["heads"]: [cell["text"] for cell in row["cells"]] for row in table["rows"]}
    assert rows == {
        ("城乡居民医保", "综合医院"): ["90%", "80%", "65%"],
        ("城乡居民医保", "中医医院"): ["95%", "90%", "75%"],
    }
    assert [table["sources"][cell["source"] - 1] for cell in table["rows"][1]["cells"]] == [
        "《住院支付比例（练习稿）》第三条、第五条"
    ] * 3
    assert "年龄" in table["whole"]


def test_an_unknown_figure_is_shown_as_such_and_a_plain_item_has_one_cell() -> None:
    text = 'document hengshui.x "x" { issuer hengshui status draft article "1" { set settlement.period: unknown } }'
    (table,) = grids(text, language="en")
    assert [(cell["text"], cell["state"]) for row in table["rows"] for cell in row["cells"]] == [("unknown", "unknown")]
    assert (table["across"], table["down"], table["columns"]) == ("", [], [""])


def test_a_table_that_nobody_could_read_is_not_laid_out() -> None:
    names = {axis: [f"{axis}{n}" for n in range(9)] for axis in "abc"}
    axes = " ".join(f"dimension {axis} {{ {' '.join(ones)} }}" for axis, ones in names.items())
    sets = " ".join(f"set ratio for {one}: 1%" for ones in names.values() for one in ones)
    (table,) = grids(
        f'{axes} item ratio {{ value percent by a, b, c }} jurisdiction cn "国" {{ level nation }} '
        f'document cn.x "x" {{ issuer cn issued 2020-01-01 article "1" {{ {sets} }} }}'
    )
    assert table["large"] is True
    assert "rows" not in table


def test_what_was_shipped_is_used_and_never_needed() -> None:
    texts = bundled(Found()).texts
    shipped = Shipped(ship(texts))
    assert json.loads(ship(texts)) == json.loads(ship(texts))
    assert shipped.text("grammar-any.json")
    assert shipped.text("reports/any.json") is None
    without = Workbench(Path(mkdtemp()), Cache(None))
    draft = Draft(text=EXAMPLES[0].read_text(encoding="utf-8"), file="draft.qd", today=DAY)
    assert without.findings(draft, "en") == bench().findings(draft, "en")


# ---- the room in the tables

ENDS = {"zh": ("取值范围", "另受限制", "，另受"), "en": ("its range", "also limited by", " and what `")}

Told = set[tuple[str, str, frozenset[str]]]
"""Value (with `!` where it is outside), interval, and what sets its ends."""


def told_by_the_command(text: str, name: str, item: tuple[str, str], language: Language) -> Told:
    """The rows of `qingdan bounds` for an item of a jurisdiction."""
    one, (place, item_) = loaded(text, name), item
    found = bounds(one.files, one.sources, one.sheets, jurisdiction=place, item=item_, day=DAY)
    own, _, more = ENDS[language]
    rows = [
        re.split(r"\s{2,}", line.strip())
        for line in listed.render(found, Book(found.report, language)).splitlines()[4:]
    ]
    return {(now, room.split(more)[0], frozenset(by) - {own, "-"}) for _, now, room, *by in rows}


def told_in(table: dict[str, Any], band: dict[str, Any], language: Language) -> Told:
    """The same of a table with its band."""
    return set(_told_in(table, band, *ENDS[language]))


def _told_in(table: dict[str, Any], band: dict[str, Any], own: str, open_: str, _: str) -> Iterator[Any]:
    for row, lines_of in zip(table["rows"], band["cells"], strict=True):
        for cell, room in zip(row["cells"], lines_of, strict=True):
            for line in room:
                now = cell["text"] + (" !" if line["outside"] else "")
                for said in [dict(band["notes"][at - 1]["said"]) for at in line["notes"]] or [{}]:
                    yield now, line["text"], frozenset(by for end, by in said.items() if end != open_) - {own}


LAID_OUT = [one for one in TEXTS[:-4] if "drug" not in one[1]]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("at", range(len(LAID_OUT)))
def test_the_bands_are_those_of_the_command(at: int, language: Language) -> None:
    text, name = LAID_OUT[at]
    names = [(one["place"], one["item"]) for one in grids(text, name)]
    found = bands(text, name, language)
    assert sorted(found) == list(range(len(names)))
    for number, table in enumerate(grids(text, name, language)):
        said = told_by_the_command(text, name, names[number], language)
        if found[number]["state"] == "free":
            assert {(room, by) for _, room, by in said} == {(found[number]["range"], frozenset())}
            continue
        shown = told_in(table, found[number], language)
        assert shown <= said
        assert {one for one in said if one[0] != "-"} <= shown


def test_a_value_outside_comes_first_and_its_note_says_whose_it_is_and_by_which_articles() -> None:
    (band,) = bands(EXAMPLES[0].with_name("breach.zh.qd").read_text(encoding="utf-8")).values()
    (_, second, third) = band["cells"][1]
    first = second[0]
    assert (first["text"], first["outside"]) == ("≥ 90% 且 ≤ 85%：单独改动无法满足", True)
    assert [line["outside"] for line in second[1:]] == [False] * 3
    assert [line["text"] for line in third] == ["= 75%", "[65%, 100%]", "[55%, 100%]"]
    (note,) = [band["notes"][at - 1] for at in first["notes"]]
    assert note == {
        "who": "级内一般、本地就医",
        "said": [
            ["下限依据", "长期居住住院比例同本地（医保发〔2022〕22号“长期居住人员”条）"],
            ["上限依据", "居民一二级差距下限（冀发〔2020〕13号第3条）"],
        ],
    }


LAW = """
    dimension tier ordered {{ one  two }}
    item ratio "比例" {{ value percent in 0%..100%  by tier  better higher }}
    item days "天数" {{ value days }}
    jurisdiction cn "国" {{ level nation }}
    jurisdiction city "市" {{ level municipality  within cn }}
    document cn.list "清单" {{ issuer cn  issued 2020-01-01
        article "1" {{ delegate ratio to municipality
            rule floor for one: ratio > 50%
            rule gap: ratio[one] - ratio[two] >= 10pp }} }}
    document city.a "措施" {{ issuer city  issued 2020-01-01
        article "1" {{ set ratio {{ one: {one}  two: {two} }}  {more} }} }}
"""


def test_open_and_closed_ends_and_a_number_at_an_end() -> None:
    (band,) = bands(LAW.format(one="50%", two="40%", more="")).values()
    assert [[(line["text"], line["outside"]) for line in cell] for row in band["cells"] for cell in row] == [
        [("(50%, 100%]", True)],
        [("[0%, 40%]", False)],
    ]
    (band,) = bands(LAW.format(one="unknown", two="40%", more="")).values()
    assert [[(line["text"], line["outside"]) for line in cell] for row in band["cells"] for cell in row] == [
        [("(50%, 100%]", False)],
        [("[0%, 90%]", False)],
    ]


def test_what_a_jurisdiction_may_not_decide_has_no_band() -> None:
    found = bands(LAW.format(one="60%", two="40%", more="set days: 3 days"), language="en")
    assert [found[at]["state"] for at in sorted(found)] == ["told", "authority"]


def test_a_table_with_too_many_rooms_has_no_band_and_says_so() -> None:
    sets = "".join(f"set inpatient.ratio for resident, age >= {n} years: 80%\n" for n in (10, 20, 30, 40, 50))
    sets += "set settlement.period: 9 working-days"
    text = f'document hengshui.x "x" {{ issuer hengshui status draft article "1" {{ {sets} }} }}'
    assert {table["item"]: bands(text)[at]["state"] for at, table in enumerate(grids(text))} == {
        "住院支付比例": "large",
        "医保基金拨付时限": "told",
    }


def test_bands_give_way_to_another_text_and_go_on_where_they_were() -> None:
    one, other = (Draft(text=LAW.format(one=n, two="40%", more=""), file="draft.qd", today=DAY) for n in ("70%", "45%"))
    alone = [list(bench().bands(draft, "en")) for draft in (one, other)]
    steps = bench().bands(one, "en")
    begun = [next(steps)]
    assert begun == [None]
    assert list(bench().bands(other, "en")) == alone[1] != alone[0]
    assert [*begun, *steps] == alone[0]
