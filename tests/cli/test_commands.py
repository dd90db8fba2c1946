"""`timeline`, `show`, `rules`, `test` and `explain`."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from command import BROKEN, CATALOGUE, REPOSITORY, TODAY, process, qingdan

from qingdan_checker.checks import CHECKS
from qingdan_checker.cli.app import COMMANDS, app

pytestmark = pytest.mark.usefixtures("environment")

Golden = Callable[[str, str], None]
AT = ("--at", "2024-05-01")


# ---- show


@pytest.mark.parametrize("language", ["en", "zh", "both"])
def test_show_a_table(language: str, golden: Golden) -> None:
    answer = qingdan("show", "hengshui", "inpatient.ratio", "-p", REPOSITORY, *AT, "--lang", language)
    assert answer.status == 0
    golden(f"show.{language}.txt", answer.out)


def test_show_all_tables(golden: Golden) -> None:
    golden("show.all.txt", qingdan("show", "cangzhou", "-p", REPOSITORY, *AT).out)


def test_show_one_cell_with_what_made_it(golden: Golden) -> None:
    answer = qingdan("show", "衡水市", "住院支付比例", "--for", "城乡居民医保、中医医院、二级", "-p", REPOSITORY, *AT)
    golden("show.cell.txt", answer.out)
    assert "made  90% = 80% (hengshui/measures.qd.md:9, art. 3) + 10pp (line 14, art. 5)" in answer.out


@pytest.mark.parametrize("language", ["en", "zh"])
def test_show_a_list(language: str, golden: Golden) -> None:
    at = ("--at", "2021-06-01", "--lang", language)
    answer = qingdan("show", "河北省", "药品目录", "-p", CATALOGUE, "--no-library", *at)
    assert answer.status == 0
    golden(f"show.list.{language}.txt", answer.out)


def test_show_is_of_a_date() -> None:
    early = qingdan("show", "hengshui", "inpatient.ratio", "-p", REPOSITORY, "--at", "2022-08-29").out
    assert "90%" not in early


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("nowhere",), "no jurisdiction is called `nowhere`"),
        (("hengshui", "nothing"), "no item or catalogue is called `nothing`"),
        (("hengshui", "inpatient.ratio", "--for", "nobody"), "`nobody` does not select"),
        (("hengshui", "inpatient.ratio", "--for", "age > 3 years"), "does not select"),
        (("hengshui", "inpatient.ratio", "--for", "} } {"), "does not select"),
    ],
)
def test_show_says_what_it_does_not_know(arguments: tuple[str, ...], said: str) -> None:
    answer = qingdan("show", *arguments, "-p", REPOSITORY, *AT)
    assert answer.status == 2
    assert said in answer.err


def test_show_uses_the_library_alone_where_there_are_no_files(tmp_path: Path) -> None:
    answer = qingdan("show", "hengshui", "inpatient.ratio", "-p", tmp_path, TODAY)
    assert answer.status == 0
    assert "65%" in answer.out


def test_show_cuts_a_measure_where_the_text_cuts_it() -> None:
    out = qingdan("show", "anping", "outpatient.ratio", "-p", REPOSITORY, *AT).out
    assert "70 years" in out


# ---- report


@pytest.mark.parametrize(("form", "language"), [("markdown", "zh"), ("markdown", "en"), ("html", "both")])
def test_report(form: str, language: str, golden: Golden) -> None:
    answer = qingdan("report", REPOSITORY, TODAY, "--lang", language, "--format", form)
    assert answer.status == 0
    golden(f"report.{language}.{form}", answer.out)


def test_report_of_a_place_and_of_a_document() -> None:
    place = qingdan("report", REPOSITORY, TODAY, "-j", "沧州市", "--lang", "zh").out
    assert "## 分地区判定" in place
    assert "### 沧州市" in place
    assert "### 衡水市" not in place
    document = qingdan("report", REPOSITORY, TODAY, "-d", "hengshui.measures-2022", "--lang", "en").out
    assert "### Hengshui" in document
    assert "### Cangzhou" not in document


@pytest.mark.parametrize(("option", "said"), [("-j", "no jurisdiction"), ("-d", "no document")])
def test_report_of_nothing_of_that_name_is_2(option: str, said: str) -> None:
    answer = qingdan("report", REPOSITORY, TODAY, option, "nowhere")
    assert answer.status == 2
    assert said in answer.err


def test_report_goes_by_the_name_of_its_file_and_never_over_a_source(tmp_path: Path) -> None:
    target = tmp_path / "a.html"
    assert qingdan("report", REPOSITORY, TODAY, "-o", target).status == 0
    assert target.read_text(encoding="utf-8").lstrip().startswith("<!DOCTYPE html>")
    source = tmp_path / "a.qd"
    source.write_text('jurisdiction cn "国" { level nation }', encoding="utf-8")
    assert qingdan("report", tmp_path, TODAY, "-o", source).status == 2


def test_report_of_broken_sources_is_1_and_says_so() -> None:
    answer = qingdan("report", BROKEN, TODAY, "--lang", "en")
    assert answer.status == 1
    assert "errors in the sources" in answer.out


# ---- timeline

RUN_DOWN = ("timeline", CATALOGUE, "--no-library", "--today", "2021-06-01", "--since", "2019-12-01")


@pytest.mark.parametrize("language", ["en", "zh", "both"])
def test_timeline(language: str, golden: Golden) -> None:
    answer = qingdan(*RUN_DOWN, "--lang", language)
    assert answer.status == 0
    golden(f"timeline.{language}.txt", answer.out)


@pytest.mark.parametrize("form", ["json", "svg", "html"])
def test_timeline_in_other_forms(form: str, golden: Golden) -> None:
    golden(f"timeline.zh.{form}", qingdan(*RUN_DOWN, "--lang", "zh", "--format", form).out)


def test_timeline_of_a_place_from_today_on() -> None:
    answer = qingdan("timeline", REPOSITORY, TODAY, "-j", "沧州市", "--format", "json")
    lanes = json.loads(answer.out)["lanes"]
    assert {lane["jurisdiction"] for lane in lanes} == {"cangzhou"}
    assert {stretch["from"] for lane in lanes for stretch in lane["stretches"]} >= {"2024-05-01"}


def test_timeline_of_no_such_place_is_2() -> None:
    answer = qingdan("timeline", REPOSITORY, TODAY, "-j", "nowhere")
    assert answer.status == 2
    assert "no jurisdiction is called `nowhere`" in answer.err


def test_timeline_of_broken_sources_is_1_and_says_so() -> None:
    answer = qingdan("timeline", BROKEN, TODAY)
    assert answer.status == 1
    assert "errors in the sources" in answer.out


def test_timeline_writes_a_file_but_never_over_its_sources(tmp_path: Path) -> None:
    (tmp_path / "a.qd").write_text(
        'catalogue drug { key name "药品" }\njurisdiction cn "国" { level nation }\n'
        'document cn.a "甲" { issuer cn  issued 2020-01-01  article "1" { list drug from "a.csv" } }',
        encoding="utf-8",
    )
    (tmp_path / "a.csv").write_text("药品\n甲药\n", encoding="utf-8")
    target = tmp_path / "line.html"
    assert qingdan("timeline", tmp_path, TODAY, "--format", "html", "-o", target).status == 0
    assert target.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    for command in ("timeline", "check", "prove", "report"):
        for source in ("a.qd", "a.csv"):
            refused = qingdan(command, tmp_path, TODAY, "-o", tmp_path / source)
            assert refused.status == 2
            assert "is one of the files that are checked" in refused.err
    assert (tmp_path / "a.csv").read_text(encoding="utf-8") == "药品\n甲药\n"


# ---- rules


@pytest.mark.parametrize("language", ["en", "zh"])
def test_rules(language: str, golden: Golden) -> None:
    golden(f"rules.{language}.txt", qingdan("rules", REPOSITORY, *AT, "--lang", language).out)


def test_rules_as_json() -> None:
    rules = json.loads(qingdan("rules", REPOSITORY, *AT, "--format", "json").out)
    assert rules[0]["rule"] == "cn.list-2020.deductible-cap"
    assert rules[0]["force"] == "in-principle"
    assert rules[0]["number"] == "医保发〔2021〕5号"


def test_rules_in_force_on_a_day() -> None:
    assert "4 rules in force" in qingdan("rules", REPOSITORY, "--at", "2020-12-31").out
    assert "0 rules in force" in qingdan("rules", REPOSITORY, "--at", "2019-01-01").out


def test_a_rule_is_in_force_for_its_own_time_alone(tmp_path: Path) -> None:
    (tmp_path / "a.qd").write_text(
        'jurisdiction cn "国" { level nation }\nitem days { value days }\n'
        'document cn.a "甲" { issuer cn  issued 2020-01-01  article "1" {'
        "  rule first until 2020-12-31: days <= 3 days  rule second from 2021-01-01: days <= 2 days } }\n"
        'document cn.b "乙" { issuer cn  issued 2022-01-01  repeals cn.a }',
        encoding="utf-8",
    )
    on = {day: qingdan("rules", tmp_path, "--at", day).out for day in ("2020-06-01", "2021-06-01", "2022-06-01")}
    assert "first" in on["2020-06-01"]
    assert "second" not in on["2020-06-01"]
    assert "second" in on["2021-06-01"]
    assert "first" not in on["2021-06-01"]
    assert "0 rules in force" in on["2022-06-01"]


def test_rules_over_one_place() -> None:
    assert "2 rules in force" in qingdan("rules", REPOSITORY, *AT, "-j", "cn").out
    assert "6 rules in force" in qingdan("rules", REPOSITORY, *AT, "-j", "安平县").out
    assert qingdan("rules", REPOSITORY, *AT, "-j", "nowhere").status == 2


# ---- test


@pytest.mark.parametrize("language", ["en", "zh"])
def test_cases_that_fail_are_1(language: str, golden: Golden) -> None:
    answer = qingdan("test", REPOSITORY, TODAY, "--lang", language)
    assert answer.status == 1
    golden(f"test.{language}.txt", answer.out)


def test_cases_that_pass_are_0(tmp_path: Path) -> None:
    (tmp_path / "a.qd").write_text('case "two and two" { expect 2 + 2 = 4 expect 1 < 2 }', encoding="utf-8")
    answer = qingdan("test", tmp_path, TODAY)
    assert (answer.status, answer.out) == (0, "2 expectations: 2 met, 0 not met\n")


def test_source_errors_fail_a_test_run() -> None:
    answer = qingdan("test", BROKEN, TODAY)
    assert answer.status == 1
    assert "errors in the sources" in answer.out


def test_no_files_to_test_is_2(tmp_path: Path) -> None:
    assert qingdan("test", tmp_path).status == 2


# ---- coverage


@pytest.mark.parametrize("language", ["en", "zh"])
def test_coverage(language: str, golden: Golden) -> None:
    answer = qingdan("coverage", REPOSITORY, TODAY, "--lang", language, "-v")
    golden(f"coverage.{language}.txt", answer.out)


LEDGER = """
jurisdiction cn "国" { level nation }
item days { value days }
document cn.a "甲" { issuer cn  issued 2020-01-01
    article "1" { rule r: days <= 3 days  set days: 2 days }
    article "2" { not-checkable because "目标 / an aim" }
    article "3" "半" { delegate days to county  not-checkable because "其余无数字 / the rest has no figure" }
}
"""


def test_an_article_with_neither_statement_nor_reason_is_1(tmp_path: Path) -> None:
    (tmp_path / "a.qd").write_text(LEDGER, encoding="utf-8")
    answer = qingdan("coverage", tmp_path, TODAY, "--format", "json")
    counts = {"encoded": 1, "encoded in part": 1, "not checkable": 1, "not encoded": 0}
    assert (answer.status, json.loads(answer.out)["articles"]) == (0, counts)
    silent = LEDGER.replace('article "2" {', 'article "2" { text "原文" } article "4" {')
    (tmp_path / "a.qd").write_text(silent, encoding="utf-8")
    answer = qingdan("coverage", tmp_path, TODAY)
    assert answer.status == 1
    assert answer.out.count("not encoded") == 2  # once over the table, once beside the article
    assert "art. 2" in answer.out


def test_coverage_of_broken_sources_is_1() -> None:
    answer = qingdan("coverage", BROKEN, TODAY)
    assert answer.status == 1
    assert "errors in the sources" in answer.out


# ---- explain


@pytest.mark.parametrize("code", sorted(CHECKS))
def test_every_code_has_a_page_in_both_languages(code: str) -> None:
    english = qingdan("explain", code, "--lang", "en").out
    chinese = qingdan("explain", code, "--lang", "zh").out
    for head in ("Why", "Example", "What to do", "Source in law"):
        assert f"\n{head}\n" in english
    for head in ("为什么", "示例", "怎么办", "法律依据"):
        assert f"\n{head}\n" in chinese


def test_all_codes_are_listed() -> None:
    out = qingdan("explain").out
    assert [line.split()[0] for line in out.splitlines()] == sorted(CHECKS)


def test_a_code_that_does_not_exist_is_2() -> None:
    answer = qingdan("explain", "illegal")
    assert answer.status == 2
    assert "beyond-authority" in answer.err


# ---- help


@pytest.mark.parametrize(
    "command", ["", "check", "report", "timeline", "show", "rules", "test", "coverage", "new", "explain"]
)
def test_help_is_in_both_languages(command: str) -> None:
    answer = process(*([command] if command else []), "--help")
    assert answer.status == 0
    assert any("\u4e00" <= char <= "\u9fff" for char in answer.out)


def test_the_manual_has_every_option() -> None:
    manual = (Path(__file__).parents[2] / "docs" / "reference" / "command-line.md").read_text(encoding="utf-8")
    context = click.Context(app)
    for name in COMMANDS:
        command = app.get_command(context, name)
        assert command
        _, _, rest = manual.partition(f"\n## {name}\n")
        section, _, _ = rest.partition("\n## ")
        inner = command.commands.values() if isinstance(command, click.Group) else ()
        for parameter in [one for each in (command, *inner) for one in each.params]:
            if isinstance(parameter, click.Option) and not parameter.hidden:
                assert any(f"`{option}" in section for option in parameter.opts), (name, parameter.opts)
