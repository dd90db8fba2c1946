"""The gate of `qingdan check`: selecting, baselines, several reports, and what is said of each."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from command import BROKEN, REPOSITORY, TODAY, qingdan

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("environment")

WORDS = """
dimension tier { primary "一级" secondary "二级" }
item ratio "比例" { value percent in 0%..100%  by tier }
jurisdiction cn "国" { level nation }
jurisdiction hebei "河北省" { level province within cn }
jurisdiction hengshui "衡水市" { level municipality within hebei }
jurisdiction cangzhou "沧州市" { level municipality within hebei }
document cn.d "授" { issuer cn  issued 2019-01-01  article "1" { delegate ratio to municipality } }
document hebei.bounds "界" { issuer hebei  issued 2020-01-01  article "1" {
    rule floor: ratio >= 50%
    rule soft in-principle: ratio >= 60%
} }
"""

CITY = """
document NAME.d "市" { issuer NAME  issued 2021-01-01  article "1" { set ratio: VALUE } }
"""


def city(name: str, value: str) -> str:
    return CITY.replace("NAME", name).replace("VALUE", value)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    folder = tmp_path / "repository"
    folder.mkdir()
    (folder / "words.qd").write_text(WORDS, encoding="utf-8")
    (folder / "hengshui.qd").write_text(city("hengshui", "40%"), encoding="utf-8")
    (folder / "cangzhou.qd").write_text(city("cangzhou", "45%"), encoding="utf-8")
    return folder


def data_of(*arguments: object) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(qingdan("check", *arguments, TODAY, "--format", "json").out)
    return data


def found(data: dict[str, Any]) -> list[tuple[str, str, str]]:
    return sorted(
        (one["code"], (one["rule"] or "").rpartition(".")[2], one["jurisdiction"]) for one in data["findings"]
    )


# ---- selecting


@pytest.mark.parametrize(
    ("terms", "left"),
    [
        ("breach", {"hengshui", "cangzhou"}),
        ("jurisdiction:衡水市", {"hengshui"}),
        ("地区：衡水市", {"hengshui"}),
        ("breach+jurisdiction:cangzhou", {"cangzhou"}),
        ("breach+jurisdiction:cangzhou，jurisdiction:hengshui", {"cangzhou", "hengshui"}),
        ("rule:hebei.*", {"hengshui", "cangzhou"}),
        ("rule:hebei.bounds.so?t", {"hengshui", "cangzhou"}),
    ],
)
def test_select_by_code_rule_and_jurisdiction(repository: Path, terms: str, left: set[str]) -> None:
    data = data_of(repository, "--select", terms)
    assert {one["jurisdiction"] for one in data["findings"]} == left


def test_what_is_ignored_is_counted_and_does_not_stop(repository: Path) -> None:
    answer = qingdan("check", repository, TODAY, "--ignore", "rule:*.floor", "--ignore", "rule:nobody.*")
    assert answer.status == 0
    assert "2 findings left out by --ignore (rule:*.floor: 2, rule:nobody.*: 0)" in answer.out
    chinese = qingdan("check", repository, TODAY, "--ignore", "breach", "--lang", "zh")
    assert "--ignore 略去 4 条结果（breach）" in chinese.out
    data = data_of(repository, "--ignore", "breach")
    assert data["narrowed"] == [{"by": "ignore", "what": "breach", "count": 4, "origin": ""}]


@pytest.mark.parametrize("options", [("--format", "concise"), ("--format", "json"), ("-q",)])
def test_a_report_without_a_summary_has_the_count_beside_it(repository: Path, options: tuple[str, ...]) -> None:
    answer = qingdan("check", repository, TODAY, "--ignore", "rule:*.floor", *options)
    assert answer.err == "qingdan: 2 findings left out by --ignore (rule:*.floor)\n"
    again = qingdan("check", repository, TODAY, "--ignore", "rule:*.floor", *options)
    assert again == answer


@pytest.mark.parametrize(
    ("option", "said"),
    [
        ("--select=brech", "no finding code is called `brech`"),
        ("--ignore=brech", "no finding code is called `brech`"),
        ("--ignore=syntax", "is an error in a source: it is never left out"),
        ("--ignore=code:name", "is an error in a source: it is never left out"),
        ("--select=rule:hebie.*", "no rule is called `hebie.*`"),
        ("--select=jurisdiction:石家庄市", "no jurisdiction is called `石家庄市`"),
        ("--select=breach,", "a term is empty"),
        ("--select=", "a term is empty"),
        ("--select=regel:x", "write a finding code, rule:NAME or jurisdiction:NAME"),
        ("--ignore=" + "x" * 2000, "is too long"),
        ("--select=rule:\x1b[31m", r"no rule is called `\x1b[31m`"),
    ],
)
def test_a_term_that_means_nothing_is_2(repository: Path, option: str, said: str) -> None:
    answer = qingdan("check", repository, TODAY, option)
    assert answer.status == 2
    assert said in answer.err


def test_source_errors_are_never_left_out() -> None:
    plain, narrow = data_of(BROKEN), data_of(BROKEN, "--ignore", "rule:*,breach,undetermined,jurisdiction:cn")
    assert narrow["summary"]["error"] == plain["summary"]["error"] > 0
    assert qingdan("check", BROKEN, TODAY, "--select", "breach").status == 1


def test_excluded_files_are_counted(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(repository)
    answer = qingdan("check", ".", TODAY, "--exclude", "hengshui.qd", "--exclude", "./old/*")
    assert "1 file left out by --exclude (hengshui.qd: 1, ./old/*: 0)" in answer.out
    assert "1 municipality" not in answer.out
    assert "hengshui.d" not in answer.out
    named = qingdan("check", "words.qd", "hengshui.qd", TODAY, "--exclude", "hengshui.qd")
    assert "0 files left out" in named.out
    assert qingdan("check", ".", TODAY, "--exclude", "*").status == 2


# ---- several reports


def test_several_reports_from_one_check(repository: Path, tmp_path: Path) -> None:
    reports = [f"--report={name}={tmp_path / name}" for name in ("json", "concise", "text")]
    for _ in range(2):  # the second from the cache
        answer = qingdan("check", repository, TODAY, *reports, "-o", tmp_path / "out")
        assert answer.status == 1
        assert answer.out == ""
        assert len(json.loads((tmp_path / "json").read_text(encoding="utf-8"))["findings"]) == 4
        assert (tmp_path / "concise").read_text(encoding="utf-8").count("\n") == 4
        assert (tmp_path / "text").read_text(encoding="utf-8") == (tmp_path / "out").read_text(encoding="utf-8")
        for name in ("json", "concise", "text", "out"):
            (tmp_path / name).unlink()


@pytest.mark.parametrize("written", ["json", "json=", "=x", "xml=out", "json:out"])
def test_a_report_is_a_format_and_a_file(repository: Path, written: str) -> None:
    answer = qingdan("check", repository, TODAY, "--report", written)
    assert answer.status == 2
    assert "write FORMAT=FILE with one of" in answer.err


def test_a_report_goes_over_nothing_that_was_read(repository: Path, tmp_path: Path) -> None:
    baseline = tmp_path / "base.json"
    assert qingdan("check", repository, TODAY, "--write-baseline", baseline).status == 0
    settings = repository / "qingdan.toml"
    settings.write_text('lang = "en"\n')
    for target in (repository / "hengshui.qd", baseline, settings):
        before = target.read_bytes()
        answer = qingdan("check", repository, TODAY, "--baseline", baseline, "--report", f"json={target}")
        assert answer.status == 2, target
        assert target.read_bytes() == before
    assert qingdan("check", repository, TODAY, "--write-baseline", repository / "words.qd").status == 2
    twice = qingdan("check", repository, TODAY, f"--report=json={tmp_path}/a", f"--report=text={tmp_path}/./a")
    assert twice.status == 2
    assert not (tmp_path / "a").exists()


# ---- baseline


def test_a_baseline_lets_what_is_known_through_and_shows_it(repository: Path, tmp_path: Path) -> None:
    baseline = tmp_path / "base.json"
    written = qingdan("check", repository, TODAY, "--write-baseline", baseline)
    assert written.status == 0
    answer = qingdan("check", repository, TODAY, "--baseline", baseline)
    assert answer.status == 0
    assert answer.out.count("error[breach] (known): ") == 2
    assert f"against the baseline {baseline}: 0 new, 4 known, 0 gone" in answer.out
    chinese = qingdan("check", repository, TODAY, "--baseline", baseline, "--lang", "zh").out
    assert "错误[breach]（已知）：" in chinese
    assert "新增 0，已知 4，消失 0" in chinese
    concise = qingdan("check", repository, TODAY, "--baseline", baseline, "--format", "concise")
    assert concise.out.count("error[breach] (known) hebei.bounds.floor") == 2
    data = data_of(repository, "--baseline", baseline)
    assert {one["baseline"] for one in data["findings"]} == {"known"}
    assert data["gone"] == []
    assert qingdan("check", repository, TODAY, "--baseline", baseline, "--threshold", "note").status == 0


def test_new_findings_count_and_gone_ones_are_told(repository: Path, tmp_path: Path) -> None:
    baseline = tmp_path / "base.json"
    qingdan("check", repository, TODAY, "--write-baseline", baseline)
    (repository / "hengshui.qd").write_text(city("hengshui", "70%"), encoding="utf-8")
    answer = qingdan("check", repository, TODAY, "--baseline", baseline)
    assert answer.status == 0
    assert "0 new, 2 known, 2 gone" in answer.out
    assert "  gone: hengshui.qd: [breach] hebei.bounds.floor hengshui" in answer.out
    assert qingdan("check", repository, TODAY, "--baseline", baseline, "--prune").status == 1
    assert qingdan("check", repository, TODAY, "--baseline", baseline, "--prune", "--exit-zero").status == 0
    gone = data_of(repository, "--baseline", baseline)["gone"]
    assert [(one["rule"], one["count"]) for one in gone] == [("hebei.bounds.floor", 1), ("hebei.bounds.soft", 1)]


@pytest.mark.parametrize(("value", "new"), [("30%", 2), ("44.9%", 2), ("45%", 0), ("47%", 0)])
def test_a_known_finding_that_has_become_worse_is_new(repository: Path, tmp_path: Path, value: str, new: int) -> None:
    baseline = tmp_path / "base.json"
    qingdan("check", repository, TODAY, "--write-baseline", baseline)
    (repository / "cangzhou.qd").write_text(city("cangzhou", value), encoding="utf-8")
    answer = qingdan("check", repository, TODAY, "--baseline", baseline)
    assert f"{new} new, {4 - new} known, 0 gone" in answer.out
    assert answer.status == (1 if new else 0)


def test_what_is_not_looked_for_is_not_gone(repository: Path, tmp_path: Path) -> None:
    baseline = tmp_path / "base.json"
    qingdan("check", repository, TODAY, "--write-baseline", baseline)
    narrow = ("--baseline", baseline, "--select", "jurisdiction:hengshui", "--prune")
    answer = qingdan("check", repository, TODAY, *narrow)
    assert "0 new, 2 known, 0 gone" in answer.out
    assert answer.status == 0


def test_a_baseline_is_the_same_for_the_same_findings_and_sorted(repository: Path, tmp_path: Path) -> None:
    one, other = tmp_path / "one.json", tmp_path / "other.json"
    qingdan("check", repository, TODAY, "--write-baseline", one)
    (repository / "hengshui.qd").write_text("\n\n# moved\n" + city("hengshui", "40%"), encoding="utf-8")
    qingdan("check", repository, TODAY, "--write-baseline", other, "--no-cache")
    assert one.read_bytes() == other.read_bytes()
    data = json.loads(one.read_text(encoding="utf-8"))
    assert (data["kind"], data["schema"]) == ("qingdan baseline", 1)
    keys = [(entry["file"], entry["code"], entry["rule"]) for entry in data["findings"]]
    assert keys == sorted(keys)


def test_a_baseline_is_brought_up_to_date(repository: Path, tmp_path: Path) -> None:
    baseline = tmp_path / "base.json"
    qingdan("check", repository, TODAY, "--write-baseline", baseline)
    (repository / "hengshui.qd").write_text(city("hengshui", "70%"), encoding="utf-8")
    both = ("--baseline", baseline, "--write-baseline", baseline)
    assert "0 new, 2 known, 2 gone" in qingdan("check", repository, TODAY, *both).out
    assert "0 new, 2 known, 0 gone" in qingdan("check", repository, TODAY, *both, "--prune").out


def test_source_errors_are_never_known(tmp_path: Path) -> None:
    baseline = tmp_path / "base.json"
    assert qingdan("check", BROKEN, TODAY, "--write-baseline", baseline).status == 1
    for one in json.loads(baseline.read_text(encoding="utf-8"))["findings"]:
        assert one["code"] not in {"syntax", "name", "type", "value", "duplicate", "cycle"}
    forged = [
        {"fingerprint": one["fingerprint"], "severity": "error", "count": 9} for one in data_of(BROKEN)["findings"]
    ]
    baseline.write_text(json.dumps({"kind": "qingdan baseline", "schema": 1, "findings": _once(forged)}))
    assert qingdan("check", BROKEN, TODAY, "--baseline", baseline).status == 1


def _once(entries: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return list({one["fingerprint"]: one for one in entries}.values())


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "no valid JSON"),
        (b"\xff\xfe", "no valid JSON"),
        (b"[" * 100_000, "no valid JSON"),
        (b'{"kind": "qingdan baseline", "kind": "x"}', "no valid JSON"),
        (b"[]", "was not written by --write-baseline"),
        (b'{"version": "2.1.0", "runs": []}', "was not written by --write-baseline"),
        (b'{"kind": "qingdan baseline", "schema": 2, "findings": []}', "its schema is 2"),
        (b'{"kind": "qingdan baseline", "schema": true, "findings": []}', "its schema is True"),
        (b'{"kind": "qingdan baseline", "schema": 1, "findings": {}}', "`findings` must be a list"),
        (b'{"kind": "qingdan baseline", "schema": 1, "findings": [], "all": 1}', "and nothing else be there"),
        (b'{"kind": "qingdan baseline", "schema": 1, "findings": [7]}', "finding 1 is not as one is written"),
    ],
)
def test_a_file_that_is_no_baseline_is_2(repository: Path, tmp_path: Path, content: bytes, said: str) -> None:
    baseline = tmp_path / "base.json"
    baseline.write_bytes(content)
    answer = qingdan("check", repository, TODAY, "--baseline", baseline)
    assert answer.status == 2
    assert said in answer.err
    assert qingdan("check", repository, TODAY, "--baseline", baseline, "--lang", "zh").status == 2


@pytest.mark.parametrize(
    "change",
    [
        {"count": 0},
        {"count": -1},
        {"count": 1.5},
        {"count": True},
        {"count": 10**12},
        {"fingerprint": "*"},
        {"fingerprint": None},
        {"severity": "fatal"},
        {"severity": ["error"]},
        {"rule": 1},
        {"extra": 1},
    ],
)
def test_an_entry_of_a_baseline_that_is_wrong_is_2(repository: Path, tmp_path: Path, change: dict[str, Any]) -> None:
    entry = {"fingerprint": "0" * 32, "severity": "error", "count": 1}
    baseline = tmp_path / "base.json"
    baseline.write_text(json.dumps({"kind": "qingdan baseline", "schema": 1, "findings": [entry, entry | change]}))
    answer = qingdan("check", repository, TODAY, "--baseline", baseline)
    assert answer.status == 2
    assert "finding 2 is not as one is written" in answer.err


def test_the_same_entry_twice_is_2(repository: Path, tmp_path: Path) -> None:
    entry = {"fingerprint": "0" * 32, "severity": "error", "count": 1}
    baseline = tmp_path / "base.json"
    baseline.write_text(json.dumps({"kind": "qingdan baseline", "schema": 1, "findings": [entry, entry]}))
    assert "finding 2 is there twice" in qingdan("check", repository, TODAY, "--baseline", baseline).err


def test_the_text_of_a_baseline_is_shown_as_text(repository: Path, tmp_path: Path) -> None:
    entry = {"fingerprint": "0" * 32, "severity": "error", "count": 1, "rule": "\x1b[31m\n::error::", "file": "\u202e"}
    baseline = tmp_path / "base.json"
    baseline.write_text(json.dumps({"kind": "qingdan baseline", "schema": 1, "findings": [entry]}))
    answer = qingdan("check", repository, TODAY, "--baseline", baseline)
    assert r"\x1b[31m\n::error::" in answer.out
    assert not any(char in answer.out for char in "\x1b\u202e")
    beside = qingdan("check", repository, TODAY, "--baseline", baseline, "--format", "concise").err
    assert not any(char in beside for char in "\x1b\u202e")


def test_a_baseline_that_is_not_there_is_2(repository: Path, tmp_path: Path) -> None:
    answer = qingdan("check", repository, TODAY, "--baseline", tmp_path / "none.json")
    assert answer.status == 2
    assert "cannot be read" in answer.err
    assert qingdan("check", repository, TODAY, "--baseline", tmp_path).status == 2


@pytest.mark.parametrize(
    "options",
    [
        ("--prune",),
        ("--write-baseline", "x", "--select", "breach"),
        ("--write-baseline", "x", "--changed", "HEAD"),
        ("--config", "x", "--isolated"),
    ],
)
def test_options_that_do_not_go_together_are_2(repository: Path, options: tuple[str, ...]) -> None:
    assert qingdan("check", repository, TODAY, *options).status == 2


def test_without_a_gate_nothing_is_said_of_one() -> None:
    answer = qingdan("check", REPOSITORY, TODAY, "--isolated", "--format", "json")
    assert answer.err == ""
    assert list(json.loads(answer.out)) == ["schema", "summary", "findings", "verdicts"]
