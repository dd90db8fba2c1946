"""The formats that programs read: their exact output, the schemas that they keep, and what no policy may do to them."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
from lxml import etree
from repositories import judge, read_all, texts_in

from qingdan_checker import formats
from qingdan_checker.checks import CHECKS
from qingdan_checker.findings import Gone
from qingdan_checker.narrowing import Narrowing, SettingsFacts
from qingdan_checker.pipeline import check
from qingdan_checker.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Callable

    from qingdan_checker.findings import Report, State
    from qingdan_checker.messages.language import Language

TESTS = Path(__file__).parent.parent
GOLDEN = TESTS / "golden"
SCHEMAS = TESTS / "schemas"
PUBLISHED = TESTS.parent / "docs" / "reference" / "report.schema.json"
TODAY = date(2024, 5, 1)
FOLDERS = ("broken", "catalogue", "repository")
LANGUAGES: dict[str, tuple[Language, ...]] = {"en": ("en",), "zh": ("zh",), "both": ("zh", "en")}
ENDINGS = {
    "csv": "csv",
    "github": "github.txt",
    "github-summary": "github-summary.md",
    "gitlab": "gitlab.json",
    "jsonl": "jsonl",
    "junit": "junit.xml",
    "sarif": "sarif",
}

HOSTILE = (
    "<b>|&\"'`*_[x](y)](z) %0A::error::x ]]> =1+1 ${{x}} {0} \x1b[31m\x07\u202e\u2028 "
    "##[error]\n## h\n::error::z\n- | l"
)
"""What an outsider might write to be taken for more than text."""


def report_of(folder: str) -> Report:
    return check(*read_all(texts_in(GOLDEN / folder)), today=TODAY)


def with_baseline(report: Report) -> Report:
    """The report against a baseline that knows every other finding and has two more."""
    states: tuple[State, ...] = tuple("known" if at % 2 else "new" for at in range(len(report.findings)))
    gone = (
        Gone(fingerprint="0" * 32, count=2, code="breach", rule="a.b", file="gone.qd", message="it was so"),
        Gone(fingerprint="1" * 32, count=1),
    )
    return replace(report, states=states, gone=gone)


def hostile_report() -> Report:
    """A report with hostile text in each label, title, number, reason and article, and in a file's name."""
    text = json.dumps(HOSTILE, ensure_ascii=False)
    words = f"jurisdiction cn {text} {{ level nation }}\njurisdiction city {text} {{ level province within cn }}\n"
    words += f"item ratio {text} {{ value percent }}\n"
    law = f"document cn.law {text} {{ number {text} issuer cn issued 2020-01-01 source {text}\n"
    law += f"article {text} {{ delegate ratio to province\nrule floor {text} because {text}: ratio >= 50% }} }}\n"
    local = f"document city.a {text} {{ number {text} issuer city issued 2021-01-01\n"
    local += f"article {text} {{ set ratio because {text}: 40% }} }}\n"
    broken = f"document city.b {text} {{ issuer city issued 2022-02-30\narticle {text} {{ set {text}: 1% }} }}\n"
    texts = {"words.qd": words, "law.qd": law, "=1,%0A::x\n|.qd": local, "b.qd": broken}
    return judge({path: _plain(source).encode() for path, source in texts.items()}, TODAY)


def narrowed_report() -> Report:
    """A report that somebody narrowed, by hand and by hostile settings."""
    narrowed = (
        Narrowing(by="ignore", what="breach", count=2),
        Narrowing(by="exclude", what=HOSTILE, count=1, origin=HOSTILE),
    )
    settings = SettingsFacts(file=HOSTILE, values=(("exclude", HOSTILE),))
    return replace(report_of("repository"), narrowed=narrowed, settings=settings)


def _plain(source: str) -> str:
    """JSON's escapes for control characters, as the characters themselves: the language has no such escapes."""
    return re.sub(r"\\u([0-9a-f]{4})", lambda found: chr(int(found[1], 16)), source)


REPORTS: dict[str, Callable[[], Report]] = {
    **{folder: partial(report_of, folder) for folder in FOLDERS},
    "baseline": lambda: with_baseline(report_of("repository")),
    "hostile": hostile_report,
    "narrowed": narrowed_report,
}


def render(name: str, report: Report, language: str = "en", **options: Any) -> str:  # noqa: ANN401  options differ
    return formats.render(name, report, formats.Options(languages=LANGUAGES[language], **options))


# ---- exact output


@pytest.mark.parametrize("name", ENDINGS)
@pytest.mark.parametrize("folder", ["broken", "repository"])
def test_exact_output(folder: str, name: str, golden: Callable[[str, str], None]) -> None:
    text = render(name, report_of(folder), prefix="policies/")
    golden(f"{folder}.{ENDINGS[name]}", text.replace(f'"{VERSION}"', '"VERSION"'))


@pytest.mark.parametrize("name", ["github", "github-summary"])
def test_exact_output_in_both_languages(name: str, golden: Callable[[str, str], None]) -> None:
    golden(f"catalogue.both.{ENDINGS[name]}", render(name, report_of("catalogue"), "both"))


@pytest.mark.parametrize("name", ["github", "github-summary", "jsonl", "csv"])
def test_exact_output_against_a_baseline(name: str, golden: Callable[[str, str], None]) -> None:
    golden(f"baseline.{ENDINGS[name]}", render(name, with_baseline(report_of("broken")), "zh"))


# ---- schemas


def schema(path: Path) -> Any:  # noqa: ANN401  whatever JSON can hold
    return json.loads(path.read_text(encoding="utf-8"))


def test_the_published_schema_is_one_and_knows_every_code() -> None:
    published = schema(PUBLISHED)
    jsonschema.Draft202012Validator.check_schema(published)
    assert published["$defs"]["finding"]["properties"]["code"]["enum"] == sorted(CHECKS)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", REPORTS)
def test_json_keeps_the_published_schema(name: str, language: str) -> None:
    data = json.loads(render("json", REPORTS[name](), language))
    jsonschema.Draft202012Validator(schema(PUBLISHED)).validate(data)


def test_every_golden_json_keeps_the_published_schema() -> None:
    files = [GOLDEN / f"{folder}.json" for folder in FOLDERS]
    for file in files:
        jsonschema.Draft202012Validator(schema(PUBLISHED)).validate(schema(file))


@pytest.mark.parametrize("name", REPORTS)
def test_jsonl_has_the_lines_of_the_published_schema(name: str) -> None:
    report = REPORTS[name]()
    published = schema(PUBLISHED)
    lines = [json.loads(line) for line in render("jsonl", report).split("\n")[:-1]]
    assert len(lines) == 1 + len(report.findings) + len(report.gone) + _asked(report) + len(report.verdicts)
    assert lines[0].pop("schema") == 1
    for line in lines:
        sort = line.pop("type")
        jsonschema.Draft202012Validator({**published, "$ref": f"#/$defs/{sort}", **_NO_ROOT}).validate(line)


def _asked(report: Report) -> int:
    return len(report.narrowed) + bool(report.settings)


_NO_ROOT: dict[str, Any] = {"type": "object", "required": [], "properties": {}, "additionalProperties": True}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", REPORTS)
def test_sarif_keeps_its_schema(name: str, language: str) -> None:
    data = json.loads(render("sarif", REPORTS[name](), language, manual="https://example.org/manual"))
    jsonschema.Draft202012Validator(schema(SCHEMAS / "sarif-2.1.0.json")).validate(data)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", REPORTS)
@pytest.mark.parametrize("kind", ["ant", "jenkins"])
def test_junit_keeps_both_schemas(kind: str, name: str, language: str) -> None:
    xsd = etree.XMLSchema(etree.parse(str(SCHEMAS / f"junit-{kind}.xsd")))
    xsd.assertValid(etree.fromstring(render("junit", REPORTS[name](), language).encode()))


@pytest.mark.parametrize("name", REPORTS)
def test_gitlab_keeps_its_schema(name: str) -> None:
    data = json.loads(render("gitlab", REPORTS[name](), "both"))
    jsonschema.Draft202012Validator(schema(SCHEMAS / "gitlab-codequality.json")).validate(data)
    marks = [entry["fingerprint"] for entry in data]
    assert len(set(marks)) == len(marks)


# ---- what stands in them


def results(report: Report, **options: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(render("sarif", report, **options))["runs"][0]["results"]
    return found


def test_sarif_numbers_lead_to_what_they_name() -> None:
    run = json.loads(render("sarif", report_of("repository")))["runs"][0]
    for result in run["results"]:
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        for taxon in result.get("taxa", ()):
            assert run["taxonomies"][0]["taxa"][taxon["index"]]["id"] == taxon["id"]
        for location in (*result["locations"], *result.get("relatedLocations", ())):
            address = location["physicalLocation"]["artifactLocation"]
            assert run["artifacts"][address["index"]]["location"]["uri"] == address["uri"]


def test_sarif_suppresses_what_is_excused_and_nothing_else() -> None:
    for result in results(report_of("repository")):
        excused = result["ruleId"] in {"approved", "declared", "tolerated"}
        assert ("suppressions" in result) == excused
        for one in result.get("suppressions", ()):
            assert one["status"] == "accepted"
            assert "here: " in one["justification"]
            assert one["location"]["physicalLocation"]["region"]["startLine"] > 0


def test_sarif_tells_how_results_stand_to_a_baseline() -> None:
    report = with_baseline(report_of("repository"))
    states = [result["baselineState"] for result in results(report)]
    assert states[:4] == ["new", "unchanged", "new", "unchanged"]
    assert states[-2:] == ["unchanged", "absent"]
    (untold,) = json.loads(render("sarif", report))["runs"][0]["invocations"][0]["toolExecutionNotifications"]
    assert untold["message"]["text"] == f"gone since the baseline: {'1' * 32}"
    assert not any("baselineState" in result for result in results(report_of("repository")))


def test_sarif_names_the_page_of_a_code_where_the_manual_has_an_address() -> None:
    log = json.loads(render("sarif", report_of("repository"), manual="https://example.org/manual/"))
    uris = {rule["id"]: rule["helpUri"] for rule in log["runs"][0]["tool"]["driver"]["rules"]}
    assert uris["breach"] == "https://example.org/manual/reference/findings/breach/"


def test_sarif_shows_the_text_of_a_place_by_code_points() -> None:
    for result in results(report_of("repository")):
        region = result["locations"][0]["physicalLocation"]["region"]
        lines = (GOLDEN / "repository" / _path(result)).read_text(encoding="utf-8").split("\n")
        if region["startLine"] == region["endLine"]:
            line = lines[region["startLine"] - 1]
            assert line[region["startColumn"] - 1 : region["endColumn"] - 1] == region["snippet"]["text"]


def _path(result: dict[str, Any]) -> str:
    uri: str = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    return uri


def test_a_chinese_file_name_is_an_address_in_sarif_and_text_elsewhere() -> None:
    report = judge({"衡水市/住院: 待遇.qd": b"nonsense"}, TODAY)
    (result,) = results(report, prefix="政策/")
    assert _path(result) == (
        "%E6%94%BF%E7%AD%96/%E8%A1%A1%E6%B0%B4%E5%B8%82/%E4%BD%8F%E9%99%A2%3A%20%E5%BE%85%E9%81%87.qd"
    )
    assert "file=政策/衡水市/住院%3A 待遇.qd," in render("github", report, prefix="政策/")
    assert json.loads(render("gitlab", report, prefix="政策/"))[0]["location"]["path"] == "政策/衡水市/住院: 待遇.qd"


def suites(report: Report) -> dict[str, Any]:
    root = etree.fromstring(render("junit", report).encode())
    return {suite.get("name", ""): suite for suite in root}


def test_junit_has_a_test_for_every_verdict_and_counts_them() -> None:
    report = report_of("repository")
    found = suites(report)
    for verdict in report.verdicts:
        names = [case.get("name") for case in found[verdict.jurisdiction].findall("testcase")]
        assert names.count(verdict.rule) == 1
    for suite in found.values():
        cases = suite.findall("testcase")
        assert suite.get("tests") == str(len(cases))
        for kind, total in (("failure", "failures"), ("error", "errors"), ("skipped", "skipped")):
            assert suite.get(total) == str(sum(case.find(kind) is not None for case in cases))


def test_junit_passes_only_what_is_within_bounds() -> None:
    report = report_of("repository")
    found = suites(report)
    for verdict in report.verdicts:
        (case,) = (one for one in found[verdict.jurisdiction].findall("testcase") if one.get("name") == verdict.rule)
        if len(case) == 0:
            assert verdict.verdict in {"within bounds", "not applicable"}
        elif verdict.verdict == "undetermined":
            assert case.find("error") is None


def test_junit_does_not_fail_for_what_a_baseline_knows() -> None:
    report = report_of("repository")
    states: tuple[State, ...] = tuple("known" for _ in report.findings)
    known = replace(report, states=states)
    for suite in suites(known).values():
        assert suite.get("failures") == suite.get("errors") == "0"


def test_junit_tells_errors_in_the_source_apart() -> None:
    sources = suites(report_of("broken"))["(sources)"]
    assert int(sources.get("errors") or 0) > 0
    assert sources.get("failures") == "0"


# ---- hostile text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", formats.names())
def test_nothing_that_steers_a_reader_gets_through(name: str, language: str) -> None:
    text = render(name, hostile_report(), language, verbose=True)
    assert not set(text) & set("\x1b\x07\u202e\u2028")


def test_the_hostile_report_has_what_it_is_meant_to() -> None:
    found = {finding.code for finding in hostile_report().findings}
    assert found == {"breach", "syntax"}


def test_github_takes_each_finding_for_one_command() -> None:
    report = hostile_report()
    lines = render("github", report, "both").split("\n")[:-1]
    assert len(lines) == len(report.findings)
    for line in lines:
        match = re.fullmatch(r"::(error|warning|notice) ((?:[a-zA-Z]+=[^,:]*,)*title=[^,:]*)::[^\r\n]*", line)
        assert match
        assert not re.search("%(?!25|0A|0D|3A|2C)", line)


def test_a_table_cell_is_no_formula_and_no_row_breaks() -> None:
    report = hostile_report()
    text = render("csv", report, "both")
    assert text.startswith("\ufeff")
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    assert len(rows) == 1 + len(report.findings)
    assert {len(row) for row in rows} == {len(rows[0])}
    for cell in (cell for row in rows for cell in row):
        assert not re.match(r"\s*[=@|%＝＠]", cell)
        assert not re.match(r"\s*[+-](?![0-9])", cell)
    assert any(cell == "'=1,%0A::x\\n|.qd" for row in rows for cell in row)


def test_a_margin_stays_a_number_in_a_table() -> None:
    rows = csv.DictReader(io.StringIO(render("csv", report_of("repository")).removeprefix("\ufeff"), newline=""))
    assert "-5pp" in {row["margin"] for row in rows}


def test_the_summary_takes_text_for_text() -> None:
    from markdown_it import MarkdownIt  # noqa: PLC0415  one test alone reads Markdown

    report = hostile_report()
    text = render("github-summary", report, "both")
    allowed = {"h2", "table", "thead", "tbody", "tr", "th", "td", "ul", "li", "p", "code", "pre", "details", "summary"}
    html = MarkdownIt("commonmark").enable("table").render(text)
    assert set(re.findall(r"<([a-z0-9]+)", html)) <= allowed
    assert "<b>" not in html
    rows = [line for line in text.split("\n") if line.startswith("| ")]
    assert all(len(re.findall(r"(?<!\\)\|", row)) == 5 for row in rows)


def test_a_link_in_a_sarif_message_is_none() -> None:
    for result in results(hostile_report()):
        assert not re.search(r"\]\(", result["message"]["text"])


def test_a_long_report_gets_a_short_summary() -> None:
    report = report_of("repository")
    many = replace(report, findings=report.findings * 100)
    text = render("github-summary", many, "both")
    assert len(text.encode()) < 100_000
    assert "另有 1800 条结果未在此列出 / 1800 more findings are not shown here" in text


def test_what_was_asked_to_be_left_out_is_told_by_sarif_and_junit() -> None:
    notes = json.loads(render("sarif", narrowed_report()))["runs"][0]["invocations"][0]["toolExecutionNotifications"]
    assert "2 findings left out by --ignore (breach)" in [one["message"]["text"] for one in notes]
    assert 'value="2 findings left out by --ignore (breach)"' in render("junit", narrowed_report())
