"""A workbench gives for a text what the command gives for the file."""

from __future__ import annotations

import json
import shutil
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING, Any

import pytest

from qingdan_checker.cache import Cache
from qingdan_checker.formats import Options, render
from qingdan_checker.library import Found, bundled, find
from qingdan_checker.loading import load
from qingdan_checker.pipeline import check
from qingdan_checker.workbench import Draft, Workbench
from qingdan_checker.workbench.shipped import Shipped, ship

if TYPE_CHECKING:
    from qingdan_checker.messages.language import Language

POLICIES = Path(__file__).parents[2] / "policies"
EXAMPLES = sorted((Path(__file__).parents[2] / "checker/qingdan_checker/playground/examples").glob("*.qd"))
DAY = date(2026, 11, 26)
MEASURES = "hebei/hengshui/measures-2022.qd.md"


@cache
def bench() -> Workbench:
    """Made from what is shipped, as a browser makes it."""
    return Workbench(Path(mkdtemp()), Shipped(ship(bundled(Found()).texts)))


def lines(text: str, name: str, language: Language) -> list[str]:
    """The report of the command for a file of that name, as its lines without places and marks."""
    folder = Path(mkdtemp())
    file = folder / ("" if name == "draft.qd" else "cn") / name
    file.parent.mkdir(parents=True, exist_ok=True)
    for sheet in (POLICIES / "cn").glob("*.csv"):
        shutil.copy(sheet, file.parent)
    file.write_text(text, encoding="utf-8")
    found = find([str(file)])
    one = load(found, bundled(found), Cache(None), lambda _done, _all: None)
    report = check(one.files, one.sources, one.sheets, today=DAY, concerned=one.concerned, library=one.library)
    return render("text", report, Options(languages=(language,), verbose=True)).splitlines()


def findings(text: str, name: str = "draft.qd", language: Language = "zh", **more: Any) -> dict[str, Any]:  # noqa: ANN401  a date
    return bench().findings(Draft(text=text, file=name, today=DAY, **more), language)


def grids(text: str, name: str = "draft.qd", language: Language = "zh") -> list[dict[str, Any]]:
    return bench().grids(Draft(text=text, file=name, today=DAY), language)


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
    sets = "".join(f"set inpatient.ratio for age >= {n} years: {n % 100}%\n" for n in range(0, 900, 3))
    (table,) = grids(f'document hengshui.x "x" {{ issuer hengshui status draft article "1" {{ {sets} }} }}')
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
