"""`check --set`: numbers that are only supposed, what the language makes of them, and that nobody can overlook it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import jsonschema
import pytest
from command import REPOSITORY, TODAY, qingdan

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.usefixtures("environment")

SCHEMA = Path(__file__).parents[2] / "docs" / "reference" / "report.schema.json"
SECONDARY = "hengshui: inpatient.ratio[resident, secondary, tcm]=85%"
AT = "--at=2024-05-01"


def data(*suppositions: str, path: Path = REPOSITORY, more: tuple[str, ...] = (AT,)) -> Any:  # noqa: ANN401
    sets = [part for one in suppositions for part in ("--set", one)]
    answer = qingdan("check", path, *more, "--format", "json", *sets)
    assert answer.status in {0, 1}, answer.err
    found = json.loads(answer.out)
    jsonschema.Draft202012Validator(json.loads(SCHEMA.read_bytes())).validate(found)
    return found


def gaps(found: Any, jurisdiction: str = "hengshui") -> dict[str, str]:  # noqa: ANN401
    """The rules about gaps that a place breaks, with the left side at worst."""
    return {
        one["rule"].rpartition(".")[2]: one["worst"]["left"]
        for one in found["findings"]
        if one["code"] == "breach" and "gap" in one["rule"] and one["jurisdiction"] == jurisdiction
    }


# ---- what it means


def test_the_number_in_effect_is_what_is_written() -> None:
    """The provision of article 5 adds 10 points to what is set there: the supposed number holds all the same."""
    assert gaps(data()) == {"resident-gap-12": "5pp"}
    assert gaps(data(SECONDARY)) == {"resident-gap-23": "10pp"}
    tertiary = "hengshui: inpatient.ratio[resident, tertiary, tcm]=70%"
    assert gaps(data(SECONDARY, tertiary)) == {}
    found = data(SECONDARY, tertiary)
    assert found["supposed"] == [
        "hengshui: inpatient.ratio[resident, secondary, tcm] = 85%",
        "hengshui: inpatient.ratio[resident, tertiary, tcm] = 70%",
    ]
    assert "supposed" not in data()


@pytest.mark.parametrize(
    "written",
    [
        SECONDARY,
        "衡水市：住院支付比例［城乡居民医保、二级、中医医院］＝８５％",
        "hengshui : inpatient.ratio [tcm, resident, secondary] = 85%",
        "`hengshui`: `inpatient.ratio`[resident, not general, secondary] = 170% - 85pp",
        "hengshui: inpatient.ratio[resident, secondary, tcm] = if yes then 85% else 0%",
    ],
)
def test_however_it_is_written(written: str) -> None:
    assert gaps(data(written)) == {"resident-gap-23": "10pp"}


def test_whose_number_it_is(tmp_path: Path) -> None:
    for file in ("vocabulary.qd", "list.qd", "hebei.qd"):
        (tmp_path / file).write_bytes((REPOSITORY / file).read_bytes())
    answer = qingdan("check", tmp_path, AT, "--set", "inpatient.ratio=91%", "--lang", "en")
    assert answer.status == 2
    assert "whose number? The checked files are issued by cn, hebei: write `cn: …`" in answer.err
    assert data("hebei: inpatient.ratio=91%", path=tmp_path)["supposed"] == ["hebei: inpatient.ratio = 91%"]


def test_the_only_issuer_of_what_is_checked(tmp_path: Path) -> None:
    text = 'document hengshui.x { issuer hengshui  issued 2023-01-01  article "1" { set inpatient.ratio: 60% } }'
    (tmp_path / "own.qd").write_text(text, encoding="utf-8")
    found = data("inpatient.ratio=50%", path=tmp_path)
    assert found["supposed"] == ["hengshui: inpatient.ratio = 50%"]
    assert {one["file"] for one in found["findings"] if one["code"] == "breach"} <= {"<what-if>", "own.qd"}


def test_who_may_decide_still_matters() -> None:
    before = [one["code"] for one in data()["findings"] if one["file"] == "<what-if>"]
    found = [one for one in data("anping: inpatient.ratio[resident]=91%")["findings"] if one["file"] == "<what-if>"]
    assert before == []
    assert [one["code"] for one in found if one["code"] == "beyond-authority"] == ["beyond-authority"]
    assert {one["jurisdiction"] for one in found} == {"anping"}


def test_it_is_in_force_from_the_judged_day(tmp_path: Path) -> None:
    later = tmp_path / "repository"
    later.mkdir()
    for file in ("vocabulary.qd", "list.qd", "hebei.qd"):
        (later / file).write_bytes((REPOSITORY / file).read_bytes())
    (later / "own.qd").write_text(
        'document hengshui.a { issuer hengshui  issued 2025-01-01  article "1" { set inpatient.ratio: 95% } }',
        encoding="utf-8",
    )
    found = data("hengshui: inpatient.ratio[resident]=20%", path=later, more=("--today=2024-05-01",))
    floors = [one for one in found["findings"] if one["rule"] == "hebei.reform-2020.primary-floor"]
    assert [(one["from"], one["until"], one["worst"]["left"]) for one in floors] == [("2024-05-01", None, "20%")]


def test_unknown_and_overlapping() -> None:
    found = data("hengshui: inpatient.ratio[resident, secondary] = 未知")
    assert {one["code"] for one in found["findings"] if one["rule"] and "gap-12" in one["rule"]} >= {"undetermined"}
    both = data("hengshui: inpatient.ratio[resident, secondary] = 70%", SECONDARY)
    assert gaps(both) == {"resident-gap-23": "5pp"} | gaps(both)
    clash = data("hengshui: inpatient.ratio[resident] = 70%", "hengshui: inpatient.ratio[resident] = 71%")
    assert "conflict" in {one["code"] for one in clash["findings"]}


def test_with_changed_the_supposed_place_is_reached(tmp_path: Path) -> None:
    from test_changed import commit, git  # noqa: PLC0415

    for file in REPOSITORY.glob("*.qd"):
        (tmp_path / file.name).write_bytes(file.read_bytes())
    git(tmp_path, "init", "-q")
    commit(tmp_path)
    answer = qingdan(
        "check", tmp_path, AT, "--changed", "HEAD", "--format", "json", "--set", "cangzhou: inpatient.ratio=1%"
    )
    assert {one["jurisdiction"] for one in json.loads(answer.out)["findings"]} == {"cangzhou"}


# ---- what is wrong with it


@pytest.mark.parametrize(
    ("written", "column", "said"),
    [
        ("hengshui: inpatient.ratioo=85%", 11, "`inpatient.ratioo` is declared nowhere"),
        ("hengshui: inpatient.ratio[residen]=85%", 27, "`residen` is declared nowhere"),
        ("衡水市：住院支付比例［居民］＝85％", 12, "declared nowhere"),
        ("hengshui: inpatient.ratio[resident]=85 yuan", 37, "wanted here: a percentage"),
        ("hengshui: inpatient.ratio=185%", 27, "outside the range"),
        ("hengshui: inpatient.ratio[resident=85%", 26, "a selector and `]` are wanted"),
        ("hengshui: inpatient.ratio[]=85%", 26, "a selector and `]` are wanted"),
        ("hengshui: inpatient.ratio[resident, employee]=85%", 37, "scheme"),
        ("hengshui: inpatient.ratio[age >= 70 years]=85%", 27, "age"),
        ("hengshui: inpatient.ratio 85%", 27, "an `=` and a value"),
        ("hengshui: inpatient.ratio=", 27, "an `=` and a value"),
        ("hengshui: average-wage=85 yuan", 11, "average-wage"),
        ("nowhere: inpatient.ratio=85%", 1, "no jurisdiction"),
        ("inpatient.ratio=85%", 1, "whose number?"),
        ("hengshui: inpatient.ratio=85% } }", 31, "nothing behind it"),
        ("hengshui: inpatient.ratio=85% # x", 30, "nothing behind it"),
        ("hengshui: inpatient.ratio=85% reserve inpatient.ratio", 1, ""),
        ("hengshui: outpatient.ratio=85% reserve inpatient.ratio", 1, "nothing behind it"),
        ("hengshui: outpatient.ratio[resident: 5% set outpatient.ratio for employee]=80%", 1, "nothing behind it"),
        ("hengshui: outpatient.ratio=80% from 2020-01-01", 1, ""),
        ("hengshui: outpatient.ratio=80% 5", 1, ""),
        ('hengshui: outpatient.ratio="x', 28, "quotation mark"),
        ("", 1, "write [PLACE:] ITEM"),
        ("=5", 2, "an `=`"),
        ("\x1b[31m=5", 1, ""),
        ("a\nb=5", 1, "one line"),
        ("x" * 20_000, 1, ""),
        ("hengshui: outpatient.ratio=" + "(" * 5_000, 1, ""),
    ],
)
def test_usage_errors(written: str, column: int, said: str) -> None:
    answer = qingdan("check", REPOSITORY, AT, "--set", written, "--lang", "en")
    assert answer.status == 2
    assert said in answer.err
    assert answer.err.startswith("--set, column ")
    if said:
        assert answer.err.startswith(f"--set, column {column}: ")
    assert "\x1b" not in answer.err
    assert qingdan("check", REPOSITORY, AT, "--set", written, "--lang", "zh").err.startswith("--set 第 ")


def test_the_place_is_underlined() -> None:
    err = qingdan("check", REPOSITORY, AT, "--set", "衡水市：住院支付比例［居民］＝85％", "--lang", "both").err
    assert err.split("\n")[-2:] == ["  衡水市：住院支付比例［居民］＝85％", "                        ^^^^"]


@pytest.mark.parametrize(
    "more",
    [("--write-baseline", "x.json"), ("--format", "csv"), ("--format", "gitlab"), ("--report", "csv=x.csv")],
)
def test_where_it_could_be_overlooked_it_is_refused(more: tuple[str, ...]) -> None:
    answer = qingdan("check", REPOSITORY, AT, "--set", SECONDARY, *more, "--lang", "en")
    assert answer.status == 2
    assert "suppose" in answer.err


# ---- that nobody takes it for the verdict


@pytest.mark.parametrize("language", ["en", "zh"])
def test_text(language: str, golden: Callable[[str, str], None]) -> None:
    golden(f"set.{language}.txt", qingdan("check", REPOSITORY, AT, "--set", SECONDARY, "--lang", language).out)


@pytest.mark.parametrize("name", ["concise", "github", "github-summary", "jsonl", "junit", "sarif", "text"])
def test_every_form_says_so(name: str) -> None:
    answer = qingdan("check", REPOSITORY, AT, "--set", SECONDARY, "--format", name, "--lang", "en")
    assert "hat if" in answer.out or "supposed" in answer.out
    assert "inpatient.ratio[resident, secondary, tcm] = 85%" in answer.out.replace("%25", "%")
    if name != "text":
        assert "WHAT IF" in answer.err
    if name == "sarif":
        run = json.loads(answer.out)["runs"][0]
        assert run["properties"]["supposed"] == ["hengshui: inpatient.ratio[resident, secondary, tcm] = 85%"]
        assert run["automationDetails"]["id"] == "qingdan-what-if/"
    if name == "junit":
        suites = ET.fromstring(answer.out)  # noqa: S314  our own
        assert all(suite.get("name", "").startswith("(what if) ") for suite in suites)


def test_quiet_says_so_too() -> None:
    answer = qingdan("check", REPOSITORY, AT, "--set", SECONDARY, "-q", "--lang", "zh")
    assert answer.out.startswith("假设校验：以下不是对文件本身的判定")


def test_it_is_not_kept() -> None:
    plain = qingdan("check", REPOSITORY, TODAY).out
    qingdan("check", REPOSITORY, TODAY, "--set", SECONDARY)
    assert qingdan("check", REPOSITORY, TODAY).out == plain
    assert "WHAT IF" not in plain
