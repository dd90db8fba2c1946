"""`bounds` and `prove`, and repairs as they are shown."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from command import REPOSITORY, TODAY, process, qingdan

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("environment")

Golden = Callable[[str, str], None]
AT = ("--at", "2024-05-01")
RULES = """
item ratio "比例" { value percent in 0%..100% }
jurisdiction cn "国" { level nation }
jurisdiction city "市" { level municipality  within cn }
document cn.list "清单" { issuer cn  issued 2020-01-01
    article "1" { delegate ratio to municipality  rule floor: ratio >= 90% } }
document city.own "办法" { issuer city  issued 2021-01-01
    article "2" { rule ceiling: ratio <= 80%  set ratio: 85% } }
"""


@pytest.fixture
def torn(tmp_path: Path) -> Path:
    (tmp_path / "a.qd").write_text(RULES, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("language", ["en", "zh", "both"])
def test_bounds(language: str, golden: Golden) -> None:
    answer = qingdan("bounds", "衡水市", "inpatient.ratio", "-p", REPOSITORY, *AT, "--lang", language)
    assert answer.status == 0
    golden(f"bounds.{language}.txt", answer.out)


def test_bounds_as_data(golden: Golden) -> None:
    answer = qingdan("bounds", "hengshui", "-p", REPOSITORY, *AT, "--format", "json")
    golden("bounds.json", answer.out)
    rooms = json.loads(answer.out)["rooms"]
    assert all(one["low"] is None or one["low"]["value"] for one in rooms)


@pytest.mark.parametrize("words", [("nowhere",), ("hengshui", "nothing"), ("anping", "outpatient.cap")])
def test_bounds_of_what_is_not_there(words: tuple[str, ...]) -> None:
    answer = qingdan("bounds", *words, "-p", REPOSITORY, *AT, "--lang", "both")
    assert answer.status == 2
    assert answer.err


def test_bounds_beside_errors_are_1(torn: Path) -> None:
    (torn / "b.qd").write_text('document city.b "乙" { issuer city  issued', encoding="utf-8")
    answer = qingdan("bounds", "city", "-p", torn, *AT, "--lang", "both")
    assert answer.status == 1
    assert "qingdan check" in answer.err


@pytest.mark.parametrize("language", ["en", "zh"])
def test_prove(language: str, torn: Path, golden: Golden) -> None:
    answer = qingdan("prove", torn, TODAY, "--lang", language)
    assert answer.status == 1
    golden(f"prove.{language}.txt", answer.out)


def test_prove_in_every_form_has_the_rules(torn: Path) -> None:
    found = json.loads(qingdan("prove", torn, TODAY, "--format", "json").out)["findings"]
    assert [(one["code"], one["rules"]) for one in found] == [("contradiction", ["cn.list.floor", "city.own.ceiling"])]
    sarif = json.loads(qingdan("prove", torn, TODAY, "--format", "sarif").out)
    (result,) = sarif["runs"][0]["results"]
    assert [one["physicalLocation"]["region"]["startLine"] for one in result["relatedLocations"]] == [6]


def test_check_tells_a_contradiction_of_checked_documents(torn: Path) -> None:
    codes = {one["code"] for one in json.loads(qingdan("check", torn, *AT, "--format", "json").out)["findings"]}
    assert codes == {"contradiction", "breach"}


def test_a_repair_is_shown_and_can_be_applied() -> None:
    answer = qingdan("check", REPOSITORY, "--at", "2022-09-01", "--format", "sarif")
    results = json.loads(answer.out)["runs"][0]["results"]
    (fixed,) = [one for one in results if "fixes" in one and "hengshui" in str(one["locations"])]
    change = fixed["fixes"][0]["artifactChanges"][0]
    (replacement,) = change["replacements"]
    region = replacement["deletedRegion"]
    line = (REPOSITORY / "hengshui" / "measures.qd.md").read_text(encoding="utf-8").split("\n")[region["startLine"] - 1]
    assert change["artifactLocation"]["uri"].endswith("hengshui/measures.qd.md")
    assert line[region["startColumn"] - 1 : region["endColumn"] - 1] == "90%"
    assert replacement["insertedContent"]["text"] == "95%"
    said = qingdan("check", REPOSITORY, "--at", "2022-09-01", "--lang", "both")
    assert "change 90% to 95% for resident, primary (" in said.out


OTHER_SHAPES = """
dimension cost : yuan
dimension extra : yuan
item ratio { value percent in 0%..100% }
item share { value percent in 0%..100% }
define pay { value yuan  by cost  as ratio of cost }
define later { value yuan  by cost, extra  as ratio of (cost + extra) }
jurisdiction cn { level nation }
document cn.list { issuer cn  issued 2020-01-01  article "1" {
    rule more: later >= pay
    rule product: ratio of share >= 10%
    set ratio: 80%  set share: 50%
} }
"""


@pytest.mark.parametrize(
    "broken",
    ["raise OSError('libz3.so: cannot open shared object file')", "import z3.nothing", "raise Exception('no libz3')"],
    ids=["no library", "half of it", "its own error"],
)
def test_a_solver_that_cannot_be_loaded_is_one_that_is_not_there(tmp_path: Path, broken: str) -> None:
    (tmp_path / "z3").mkdir()
    (tmp_path / "z3" / "__init__.py").write_text(f"print('Could not find libz3.so')\n{broken}\n", encoding="utf-8")
    source = tmp_path / "a.qd"
    source.write_text(OTHER_SHAPES, encoding="utf-8")
    for command, said in (("check", "not installed or cannot be loaded"), ("prove", "the extra `prove` decides more")):
        run = (command, source, TODAY, "--no-library")
        answer = process(*run, "--lang", "en", PYTHONPATH=str(tmp_path))
        assert (answer.status, answer.err) == (0, "")
        assert said in answer.out
        found = json.loads(process(*run, "--format", "json", PYTHONPATH=str(tmp_path)).out)["findings"]
        assert {one["code"] for one in found} == {"undetermined"}


AMOUNTS = """
dimension cost : yuan
item ratio { value percent in 0%..100%  by cost }
item start { value yuan in 0 yuan.. }
define paid { value yuan  by cost  as banded(ratio, cost, start) }
jurisdiction cn { level nation }
document cn.list { issuer cn  issued 2020-01-01  article "1" {
    rule plain: ratio of cost <= cost
    rule stepped: 0 yuan <= paid
    rule both: ratio >= 10% and start <= 100 yuan
} }
"""


def test_of_rules_over_amounts_prove_says_that_it_does_not_go_through_them(tmp_path: Path) -> None:
    source = tmp_path / "a.qd"
    source.write_text(AMOUNTS, encoding="utf-8")
    english, chinese = (qingdan("prove", source, TODAY, "--no-library", "--lang", one).out for one in ("en", "zh"))
    assert english.count("rules over amounts are judged by themselves") == 2
    assert chinese.count("涉及数额的规则只逐条判定") == 2
    assert "`both`" not in english
