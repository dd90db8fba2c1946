"""The report formats: their exact output, and what no text from a policy may do to it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from repositories import read_all, texts_in

from qingdan_checker import formats
from qingdan_checker.pipeline import check
from qingdan_checker.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Callable

    from qingdan_checker.findings import Report
    from qingdan_checker.messages.language import Language

GOLDEN = Path(__file__).parent.parent / "golden"
TODAY = date(2024, 5, 1)
LANGUAGES: dict[str, tuple[Language, ...]] = {"en": ("en",), "zh": ("zh",), "both": ("zh", "en")}


def report_of(folder: str, *, at: date | None = None) -> Report:
    return check(*read_all(texts_in(GOLDEN / folder)), today=TODAY, at=at)


def report_on(**texts: str) -> Report:
    return check(*read_all({f"{name}.qd": text.encode() for name, text in texts.items()}), today=TODAY)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["concise", "text"])
@pytest.mark.parametrize("folder", ["broken", "repository"])
def test_for_people(folder: str, name: str, language: str, golden: Callable[[str, str], None]) -> None:
    text = formats.render(name, report_of(folder), formats.Options(languages=LANGUAGES[language]))
    golden(f"{folder}.{name}.{language}.txt", text)


@pytest.mark.parametrize("folder", ["broken", "repository"])
def test_json(folder: str, golden: Callable[[str, str], None]) -> None:
    golden(f"{folder}.json", formats.render("json", report_of(folder), formats.Options()))


def test_verbose(golden: Callable[[str, str], None]) -> None:
    options = formats.Options(languages=("zh",), verbose=True)
    text = formats.render("text", report_of("repository"), options)
    golden("repository.verbose.txt", text.replace(f"qingdan {VERSION}\n", "qingdan VERSION\n"))


def test_quiet(golden: Callable[[str, str], None]) -> None:
    options = formats.Options(quiet=True, threshold="error")
    golden("repository.quiet.txt", formats.render("text", report_of("repository"), options))


def test_colour() -> None:
    report = report_of("broken")
    plain = formats.render("text", report, formats.Options())
    coloured = formats.render("text", report, formats.Options(colour=True))
    assert "\x1b[1;31m" in coloured
    for code in ("\x1b[1;31m", "\x1b[1;34m", "\x1b[1m", "\x1b[0m"):
        coloured = coloured.replace(code, "")
    assert coloured == plain


def test_every_module_is_a_format_with_facts_in_both_languages() -> None:
    machines = {"csv", "github", "github-summary", "gitlab", "json", "jsonl", "junit", "sarif"}
    assert set(formats.names()) == {"concise", "text"} | machines
    for name in formats.names():
        facts = formats.facts(name)
        assert facts.name == name
        assert facts.description
        assert facts.chinese


def test_json_has_the_keys_of_the_language_reference() -> None:
    data = json.loads(formats.render("json", report_of("repository"), formats.Options()))
    assert list(data) == ["schema", "summary", "findings", "verdicts"]
    assert list(data["summary"]) == ["error", "warning", "note", "jurisdictions", "documents", "rules"]
    keys = ["code", "severity", "force", "rule", "jurisdiction", "from", "until", "file", "line", "column", "worst"]
    keys += ["cells", "selectors", "trace", "keys", "message", "fingerprint"]
    for finding in data["findings"]:
        assert [key for key in finding if key != "draft"] == keys
        assert finding.get("draft", True) is True
    assert any("draft" in finding for finding in data["findings"])
    for verdict in data["verdicts"]:
        assert list(verdict) == ["rule", "jurisdiction", "verdict", "from", "until", "tightest"]
    counts = data["summary"]
    for severity in ("error", "warning", "note"):
        assert counts[severity] == sum(one["severity"] == severity for one in data["findings"])


def test_json_of_both_languages_has_both_messages() -> None:
    text = formats.render("json", report_of("broken"), formats.Options(languages=("zh", "en")))
    assert json.loads(text)["findings"][0]["message"] == "日历上没有 2022-02-30 这一天 / there is no day 2022-02-30"


def test_a_gbk_console_can_print_all_of_it() -> None:
    for folder in ("broken", "repository"):
        for options in (formats.Options(languages=("zh", "en")), formats.Options(languages=("zh",), verbose=True)):
            formats.render("text", report_of(folder), options).encode("gbk")


def test_control_characters_are_written_out() -> None:
    evil = "\x1b[31m\x07\u202e"
    document = f'document cn.a "{evil}" {{ issuer cn  issued 2022-01-01\n article "{evil}" {{ set a{evil}: 1% }} }}'
    report = report_on(words='jurisdiction cn "国" { level nation }', city=document)
    for name in formats.names():
        text = formats.render(name, report, formats.Options(languages=("zh", "en"), verbose=True))
        assert not any(char in text for char in "\x1b\x07\u202e")


def test_a_file_name_cannot_start_a_line_of_its_own() -> None:
    read = read_all({"a\nerror[breach]: x.qd": b"nonsense"})
    report = check(*read, today=TODAY)
    text = formats.render("concise", report, formats.Options())
    assert text.count("\n") == len(report.findings)


def test_braces_in_a_name_are_no_format_string() -> None:
    report = report_on(
        city='jurisdiction cn "国" { level nation }\njurisdiction `{name.__class__}` "{0}" { level province }'
    )
    text = formats.render("text", report, formats.Options(languages=("zh", "en")))
    assert "{name.__class__}" in text


def test_tabs_and_wide_characters_keep_the_mark_under_its_text() -> None:
    report = report_on(city='jurisdiction cn "国" { level nation }\n\t组 组一 = 甲乙、丙\n')
    lines = formats.render("text", report, formats.Options()).split("\n")
    line = next(line for line in lines if "甲乙、丙" in line)
    mark = lines[lines.index(line) + 1]
    assert line.replace("\t", "    ").index("甲") == len(line[: line.index("甲")])
    assert mark.index("^") == len("   | ") + 4 + len("组 组一 = ") + 3
    assert mark.count("^") == 4


def test_a_very_long_line_is_cut_around_the_mark() -> None:
    padding = "x" * 10_000
    report = report_on(city=f'jurisdiction cn "{padding}" {{ level nation }} group g = nobody # {padding}')
    text = formats.render("text", report, formats.Options())
    assert max(map(len, text.split("\n"))) < 250
    assert "nobody" in text


def test_notes_alike_are_folded_and_verbose_unfolds_them() -> None:
    report = report_of("repository")
    note = next(finding for finding in report.findings if finding.code == "declared")
    others = [replace(note, jurisdiction=name) for name in ("hengshui", "anping")]
    many = replace(report, findings=(note, *others))
    folded = formats.render("text", many, formats.Options())
    assert "and 2 more like it: Hengshui, Anping (-v shows all)" in folded
    assert folded.count("note[declared]") == 1
    assert formats.render("text", many, formats.Options(verbose=True)).count("note[declared]") == 3


def test_the_same_report_gives_the_same_bytes() -> None:
    texts = texts_in(GOLDEN / "repository")
    reports = []
    for order in (list(texts), list(reversed(texts))):
        read = read_all({path: texts[path] for path in order})
        reports.append(check(*read, today=TODAY))
    for name in formats.names():
        one, other = (formats.render(name, report, formats.Options(verbose=True)) for report in reports)
        assert one == other


def test_nothing_found_says_so() -> None:
    report = report_on(words='jurisdiction cn "国" { level nation }')
    assert formats.render("text", report, formats.Options()).startswith("0 errors, 0 warnings, 0 notes; 1 jurisdiction")
    assert formats.render("concise", report, formats.Options()) == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_lists_and_dates(language: str, golden: Callable[[str, str], None]) -> None:
    """A run-down of additions, in the middle of its three years: what is so, and what will be."""
    report = check(*read_all(texts_in(GOLDEN / "catalogue")), today=date(2021, 6, 1))
    text = formats.render("text", report, formats.Options(languages=LANGUAGES[language]))
    golden(f"catalogue.text.{language}.txt", text)


def test_lists_as_data(golden: Callable[[str, str], None]) -> None:
    report = check(*read_all(texts_in(GOLDEN / "catalogue")), today=date(2021, 6, 1), since=date(2019, 12, 31))
    golden("catalogue.json", formats.render("json", report, formats.Options()))
