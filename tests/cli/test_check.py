"""`qingdan check`: options in, exit status out."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from command import BROKEN, REPOSITORY, TODAY, process, qingdan

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("environment")

GOOD = """
dimension tier { primary "一级" }
item ratio "比例" { value percent in 0%..100%  by tier }
jurisdiction cn "国" { level nation }
document cn.a "甲" { issuer cn  issued 2020-01-01  article "1" {
    rule floor MUST: ratio >= 50%
    set ratio: 60%
} }
"""


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    folder = tmp_path / "repository"
    folder.mkdir()
    (folder / "a.qd").write_text(GOOD.replace("MUST", ""), encoding="utf-8")
    return folder


def breach(repository: Path, force: str = "") -> None:
    text = GOOD.replace("MUST", force).replace("60%", "40%")
    (repository / "a.qd").write_text(text, encoding="utf-8")


# ---- exit status


def test_nothing_found_is_0(repository: Path) -> None:
    answer = qingdan("check", repository, TODAY)
    assert answer.status == 0
    assert answer.out.startswith("0 errors, 0 warnings, 0 notes")


@pytest.mark.parametrize(
    ("force", "threshold", "status"),
    [
        ("must", "error", 1),
        ("in-principle", "error", 0),
        ("in-principle", "warning", 1),
        ("encouraged", "warning", 0),
        ("encouraged", "note", 1),
    ],
)
def test_findings_at_the_threshold_are_1(repository: Path, force: str, threshold: str, status: int) -> None:
    breach(repository, force)
    assert qingdan("check", repository, TODAY, "--threshold", threshold).status == status


def test_exit_zero_is_0_whatever_is_found(repository: Path) -> None:
    breach(repository)
    assert qingdan("check", repository, TODAY, "--exit-zero").status == 0


def test_source_errors_are_1() -> None:
    assert qingdan("check", BROKEN, TODAY).status == 1


def test_a_path_that_is_not_there_is_2(tmp_path: Path) -> None:
    answer = qingdan("check", tmp_path / "nowhere")
    assert answer.status == 2
    assert "no such file or folder" in answer.err


def test_no_files_is_2_unless_that_is_fine(tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text("# no policy")
    answer = qingdan("check", tmp_path)
    assert answer.status == 2
    assert "no policy files (*.qd, *.qd.md)" in answer.err
    allowed = qingdan("check", tmp_path, "--allow-empty", TODAY)
    assert allowed.status == 0
    assert allowed.out.startswith("0 errors")


def test_usage_is_2() -> None:
    for arguments in (("check", "--no-such-option"), ("check", "--format", "xml"), ("no-such-command",)):
        assert qingdan(*arguments).status == 2


def test_a_fault_of_ours_is_3_in_one_line(repository: Path) -> None:
    code = (
        "import qingdan_checker.pipeline as p\n"
        "def check(*_, **__): raise KeyError('secret')\n"
        "p.check = check\n"
        "from qingdan_checker.cli import main; main()"
    )
    answer = process_code(code, "check", str(repository), "--no-cache")
    assert answer[0] == 3
    assert answer[1] == "qingdan: internal error, please report · 内部错误，请报告: KeyError at <string>:2\n"
    verbose = process_code(code, "check", str(repository), "--no-cache", "-v")
    assert "Traceback" in verbose[1]


def process_code(code: str, *arguments: str) -> tuple[int, str]:
    import subprocess  # noqa: PLC0415
    import sys  # noqa: PLC0415

    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, check=False, timeout=60)
    return done.returncode, done.stderr.decode()


# ---- dates


@pytest.mark.parametrize("written", ["2021-06-01", "2021年6月1日", "２０２１年６月１日", " 2021-6-1 "])
def test_a_date_is_written_in_either_way(repository: Path, written: str) -> None:
    answer = qingdan("check", repository, "--at", written)
    assert "checked for 2021-06-01" in answer.out


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("2022-02-30", "that month has 28 days"),
        ("2022年13月1日", "a year has 12 months"),
        ("0000-01-01", "there is no year 0"),
        ("yesterday", "is not a date: write 2022-12-31"),
        ("2022-12-31x", "is not a date"),
    ],
)
def test_a_date_that_does_not_exist_is_2(repository: Path, written: str, said: str) -> None:
    answer = qingdan("check", repository, "--at", written)
    assert answer.status == 2
    assert said in answer.err


def test_a_usage_error_follows_the_language(repository: Path) -> None:
    assert "该月有 28 天" in qingdan("check", repository, "--at", "2022-02-30", "--lang", "zh").err
    assert "找不到文件或文件夹" in qingdan("check", repository / "x", "--lang", "zh").err


def test_at_and_since_exclude_each_other(repository: Path) -> None:
    assert qingdan("check", repository, "--at", "2022-01-01", "--since", "2022-01-01").status == 2


def test_since_starts_earlier() -> None:
    answer = qingdan("check", REPOSITORY, TODAY, "--since", "2021-01-01", "--format", "json")
    starts = {finding["from"] for finding in json.loads(answer.out)["findings"]}
    assert "2022-08-30" in starts


def test_drafts_can_be_left_out() -> None:
    assert '"draft": true' in qingdan("check", REPOSITORY, TODAY, "--format", "json").out
    assert '"draft": true' not in qingdan("check", REPOSITORY, TODAY, "--format", "json", "--no-drafts").out


# ---- what is printed


def test_the_language_is_the_environments(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    assert "0 个错误" in qingdan("check", repository, TODAY).out
    assert "0 errors" in qingdan("check", repository, TODAY, "--lang", "en").out
    both = qingdan("check", repository, TODAY, "--lang", "both").out
    assert both.index("0 个错误") < both.index("0 errors")
    monkeypatch.setenv("LC_ALL", "C")
    assert "0 errors" in qingdan("check", repository, TODAY).out


def test_json_does_not_follow_the_environment(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    breach(repository)
    english = qingdan("check", repository, TODAY, "--format", "json").out
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    assert qingdan("check", repository, TODAY, "--format", "json").out == english
    assert "要求不低于" in qingdan("check", repository, TODAY, "--format", "json", "--lang", "zh").out


def test_colour_is_for_terminals(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    breach(repository)
    assert "\x1b" not in qingdan("check", repository, TODAY).out
    assert "\x1b[1;31m" in process("check", repository, TODAY, "--color", "always").out
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in process("check", repository, TODAY).out


def test_quiet_says_nothing_where_nothing_reaches_the_threshold(repository: Path) -> None:
    breach(repository, "in-principle")
    assert qingdan("check", repository, TODAY, "-q").out == ""
    assert "warning[breach]" in qingdan("check", repository, TODAY, "-q", "--threshold", "warning").out


def test_verbose_names_every_source_with_its_digest(repository: Path) -> None:
    out = qingdan("check", repository, TODAY, "-v").out
    assert "a.qd" in out
    assert "floor" in out
    assert "within bounds" in out


def test_a_report_goes_to_a_file(repository: Path, tmp_path: Path) -> None:
    breach(repository)
    target = tmp_path / "report.json"
    answer = qingdan("check", repository, TODAY, "--format", "json", "-o", target)
    assert (answer.status, answer.out) == (1, "")
    assert json.loads(target.read_text(encoding="utf-8"))["summary"]["error"] == 1


def test_a_report_is_not_written_over_a_source(repository: Path) -> None:
    before = (repository / "a.qd").read_bytes()
    answer = qingdan("check", repository, TODAY, "-o", repository / "a.qd")
    assert answer.status == 2
    assert (repository / "a.qd").read_bytes() == before


def test_a_file_that_cannot_be_written_is_2(repository: Path, tmp_path: Path) -> None:
    answer = qingdan("check", repository, TODAY, "-o", tmp_path / "no" / "folder" / "report.txt")
    assert answer.status == 2
    assert "cannot be written" in answer.err


def test_the_same_input_and_date_give_the_same_bytes() -> None:
    outs = {
        process("check", REPOSITORY, TODAY, "--format", "json", "--no-cache", PYTHONHASHSEED=seed).out for seed in "123"
    }
    assert len(outs) == 1


# ---- standard input


def test_a_text_from_standard_input() -> None:
    answer = qingdan("check", "-", TODAY, given=GOOD.replace("MUST", "").replace("60%", "40%"))
    assert answer.status == 1
    assert "<stdin>:7:" in answer.out


def test_standard_input_under_a_name(tmp_path: Path) -> None:
    literate = "# 标题\n\n```qingdan\n" + GOOD.replace("MUST", "").replace("60%", "40%") + "```\n"
    answer = qingdan(
        "check", "-", TODAY, "--stdin-filename", tmp_path / "a.qd.md", "--format", "concise", given=literate
    )
    assert answer.status == 1
    assert "a.qd.md:10:" in answer.out


def test_standard_input_in_the_place_of_a_file(repository: Path) -> None:
    text = GOOD.replace("MUST", "").replace("60%", "40%")
    answer = qingdan("check", repository, "-", TODAY, "--stdin-filename", repository / "a.qd", given=text)
    assert answer.status == 1


def test_a_name_without_standard_input_is_2(repository: Path) -> None:
    assert qingdan("check", repository, "--stdin-filename", "a.qd").status == 2


# ---- the bundled library

DRAFT = """
document cangzhou.draft-2026 "住院待遇调整方案（练习稿）" {
    issuer cangzhou
    status draft
    article "1" {
        set inpatient.ratio by scheme, tier {
            | scheme   | primary | secondary | tertiary |
            | employee | 93%     | 90%       | 85%      |
            | resident | 90%     | 85%       | 65%      |
        }
    }
}
"""


def test_one_file_of_a_city_gets_an_answer(tmp_path: Path) -> None:
    (tmp_path / "cangzhou.qd").write_text(DRAFT, encoding="utf-8")
    answer = qingdan("check", tmp_path / "cangzhou.qd", TODAY)
    assert answer.status == 1
    assert "the gap between primary and secondary is 5 points; at least 10 are required" in answer.out
    assert "--> cangzhou.qd:9:" in answer.out
    assert "::: <cn>/hebei/reform-2020.qd.md:" in answer.out
    assert "with the bundled library cn" in answer.out
    mended = DRAFT.replace("85%       | 65%", "80%       | 65%")
    (tmp_path / "cangzhou.qd").write_text(mended, encoding="utf-8")
    assert qingdan("check", tmp_path / "cangzhou.qd", TODAY).status == 0


def test_without_the_library_the_names_are_unknown(tmp_path: Path) -> None:
    (tmp_path / "cangzhou.qd").write_text(DRAFT, encoding="utf-8")
    answer = qingdan("check", tmp_path, TODAY, "--no-library", "--format", "concise")
    assert "error[name]" in answer.out


def test_a_nation_of_its_own_does_without_the_library(repository: Path) -> None:
    assert "bundled library" not in qingdan("check", repository, TODAY).out


def test_a_nation_in_a_broken_file_counts(tmp_path: Path) -> None:
    (tmp_path / "a.qd").write_text('地区 cn "国" { 层级 国家 } }', encoding="utf-8")
    assert "bundled library" not in qingdan("check", tmp_path, TODAY).out


def test_findings_about_the_library_alone_are_left_out(tmp_path: Path) -> None:
    (tmp_path / "empty.qd").write_text("# nothing yet\n", encoding="utf-8")
    answer = qingdan("check", tmp_path, TODAY)
    assert answer.status == 0
    assert "hengshui" not in answer.out.lower()


# ---- the cache


def test_a_second_run_prints_the_same(repository: Path) -> None:
    breach(repository)
    first = qingdan("check", repository, TODAY)
    assert qingdan("check", repository, TODAY) == first
    assert qingdan("check", repository, TODAY, "--no-cache") == first


def test_a_kept_report_is_not_used_for_another_text_date_or_option(repository: Path) -> None:
    assert qingdan("check", repository, TODAY).status == 0
    assert "2024-05-02" in qingdan("check", repository, "--today=2024-05-02").out
    assert qingdan("check", repository, TODAY, "--format", "json").out.startswith("{")
    breach(repository)
    assert qingdan("check", repository, TODAY).status == 1
    assert qingdan("check", repository, TODAY, "--exit-zero").status == 0
    (repository / "a.qd").rename(repository / "b.qd")
    assert "b.qd:7:" in qingdan("check", repository, TODAY).out


def test_a_kept_report_is_not_used_when_a_named_file_changes(repository: Path) -> None:
    (repository / "list.qd").write_text(
        """
        catalogue drug { key name }
        document cn.drugs "目录" { issuer cn  issued 2020-01-01 article "1" {
            list drug from "drug.csv"  rule few: count(drug) <= 1
        } }
        """,
        encoding="utf-8",
    )
    answers = []
    for text in (None, "name\nA\n", "name\nA\nB\n", "name\nA\n", None):
        if text:
            (repository / "drug.csv").write_text(text, encoding="utf-8")
        else:
            (repository / "drug.csv").unlink(missing_ok=True)
        first = qingdan("check", repository, TODAY, "--format", "concise")
        assert qingdan("check", repository, TODAY, "--format", "concise") == first
        answers.append([line.split()[1] for line in first.out.splitlines() if "drug" in line])
    assert answers == [["error[value]:"], [], ["error[breach]"], [], ["error[value]:"]]


def test_no_cache_keeps_nothing(repository: Path, environment: Path) -> None:
    qingdan("check", repository, TODAY, "--no-cache")
    assert not list(environment.iterdir())
    qingdan("check", repository, TODAY)
    assert list(environment.iterdir())


def test_a_damaged_cache_is_no_fault(repository: Path, environment: Path) -> None:
    first = qingdan("check", repository, TODAY)
    for path in environment.rglob("*"):
        if path.is_file():
            path.write_bytes(b"\xffdamaged")
    assert qingdan("check", repository, TODAY) == first


def test_a_file_that_cannot_be_read_hides_no_other(repository: Path) -> None:
    breach(repository)
    (repository / "bad.qd").write_bytes(b"\xff\xfe\x00")
    (repository / "nul.qd").write_bytes(b"\x00" * 100)
    out = qingdan("check", repository, TODAY, "--format", "concise").out
    assert "bad.qd:1:1: error[syntax]: the file is not UTF-8" in out
    assert "error[breach]" in out
    assert "nul.qd" in out
