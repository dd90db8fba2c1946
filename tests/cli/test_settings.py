"""Settings files: found, read, beaten by the command line, shown, and never weakening in silence."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from command import TODAY, qingdan
from test_gate import WORDS, city

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("environment")


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    folder = tmp_path / "repository"
    (folder / ".git").mkdir(parents=True)
    (folder / "words.qd").write_text(WORDS, encoding="utf-8")
    (folder / "hengshui.qd").write_text(city("hengshui", "40%"), encoding="utf-8")
    return folder


def settings(repository: Path, text: str, name: str = "qingdan.toml") -> None:
    (repository / name).write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "head"),
    [("qingdan.toml", ""), ("pyproject.toml", "[tool.qingdan]\n"), ("pyproject.toml", "tool.qingdan.")],
)
def test_settings_are_used_and_named(repository: Path, name: str, head: str) -> None:
    settings(repository, f'{head}ignore = ["rule:*.floor"]\n', name)
    for _ in range(2):  # the second from the cache
        answer = qingdan("check", repository, TODAY)
        assert answer.status == 0
        assert f'settings of {name}: ignore = ["rule:*.floor"]' in answer.out
        assert f"1 finding left out by `ignore` of {name} (rule:*.floor)" in answer.out
    data = json.loads(qingdan("check", repository, TODAY, "--format", "json").out)
    assert data["settings"] == {"file": name, "values": {"ignore": '["rule:*.floor"]'}}
    (repository / name).unlink()
    assert qingdan("check", repository, TODAY).status == 1


def test_the_command_line_beats_settings(repository: Path) -> None:
    settings(repository, 'ignore = ["breach"]\nthreshold = "note"\ndrafts = false\nlang = "zh"\n')
    answer = qingdan("check", repository, TODAY, "--ignore", "undetermined", "--drafts", "--lang", "en")
    assert answer.status == 1
    assert "0 findings left out by --ignore (undetermined)" in answer.out
    assert 'settings of qingdan.toml: threshold = "note"\n' in answer.out


def test_settings_are_found_upward_and_not_above_the_repository(repository: Path, tmp_path: Path) -> None:
    settings(tmp_path, 'ignore = ["breach"]\n')
    below = repository / "cities"
    below.mkdir()
    (repository / "hengshui.qd").rename(below / "hengshui.qd")
    assert "settings of" not in qingdan("check", below, TODAY).out
    settings(repository, 'lang = "en"\n')
    assert 'settings of ../qingdan.toml: lang = "en"' in qingdan("check", below, TODAY).out
    settings(repository, "[tool.other]\n", "pyproject.toml")
    assert "settings of ../qingdan.toml" in qingdan("check", below / "hengshui.qd", TODAY).out


def test_isolated_and_config(repository: Path, tmp_path: Path) -> None:
    settings(repository, 'ignore = ["breach"]\n')
    assert qingdan("check", repository, TODAY, "--isolated").status == 1
    other = tmp_path / "other.toml"
    other.write_text('threshold = "note"\n')
    answer = qingdan("check", repository, TODAY, "--config", other)
    assert answer.status == 1
    assert "threshold" in answer.out
    assert qingdan("check", repository, TODAY, "--config", tmp_path / "none.toml").status == 2
    settings(repository, "[tool.other]\n", "pyproject.toml")
    assert "has no table [tool.qingdan]" in qingdan("check", repository, "--config", repository / "pyproject.toml").err


def test_show_settings_says_where_each_comes_from(repository: Path) -> None:
    settings(repository, '# ours\nignore = ["breach"]\nbaseline = "known.json"\n')
    answer = qingdan("check", repository, "--show-settings", "--threshold", "warning")
    rows = {line.split(" = ")[0]: line for line in answer.out.splitlines()}
    assert rows["threshold"].endswith("# command line 命令行")
    assert rows["ignore"].endswith("# qingdan.toml:2")
    assert rows["baseline"].startswith('baseline = "known.json"')
    assert rows["drafts"].startswith("drafts = true")
    assert rows["drafts"].endswith("# default 默认")
    assert answer.status == 0


def test_excluded_by_settings_is_told(repository: Path) -> None:
    (repository / "old").mkdir()
    (repository / "old" / "broken.qd").write_text("nonsense", encoding="utf-8")
    assert qingdan("check", repository, TODAY).status == 1
    settings(repository, 'exclude = ["old", "hengshui.qd"]\n')
    answer = qingdan("check", repository, TODAY)
    assert answer.status == 0
    assert "2 files left out by `exclude` of qingdan.toml (old: 1, hengshui.qd: 1)" in answer.out


def test_a_baseline_of_the_settings(repository: Path) -> None:
    settings(repository, 'baseline = "known.json"\n')
    assert qingdan("check", repository, TODAY).status == 2
    assert qingdan("check", repository, TODAY, "--write-baseline", repository / "known.json").status == 0
    answer = qingdan("check", repository, TODAY)
    assert answer.status == 0
    assert "against the baseline known.json: 0 new, 2 known, 0 gone" in answer.out
    (repository / "known.json").write_text('{"kind": "qingdan baseline", "schema": 1, "findings": []}')
    assert qingdan("check", repository, TODAY).status == 1  # not the report that was kept


@pytest.mark.parametrize("written", ["../known.json", "/etc/known.json", "link.json", "a/../../known.json", "\\u0000"])
def test_a_baseline_outside_is_2(repository: Path, tmp_path: Path, written: str) -> None:
    outside = tmp_path / "known.json"
    outside.write_text('{"kind": "qingdan baseline", "schema": 1, "findings": []}')
    (repository / "link.json").symlink_to(outside)
    settings(repository, f'baseline = "{written}"\n')
    answer = qingdan("check", repository, TODAY)
    assert answer.status == 2
    assert "lies outside the folder of the settings" in answer.err


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('treshold = "note"', "qingdan.toml: line 1: treshold: no such setting; there are threshold, select"),
        ('\nthreshold = "fatal"', 'line 2: threshold: must be "error", "warning" or "note"'),
        ("threshold = 1", "line 1: threshold: must be"),
        ('ignore = "breach"', "line 1: ignore: must be a list of texts"),
        ("ignore = [1]", "line 1: ignore: must be a list of texts"),
        ('exclude = [""]', "line 1: exclude: must be a list of texts"),
        ('drafts = "no"', "line 1: drafts: must be true or false"),
        ("no-library = 1", "line 1: no-library: must be true or false"),
        ('baseline = [""]', "line 1: baseline: must be a text"),
        ('lang = "fr"', 'line 1: lang: must be "zh", "en" or "both"'),
        ('[ignore]\na = "b"', "line 1: ignore: must be a list of texts"),
        ("threshold = ", "not valid TOML (end of document)"),
        ("threshold = x", "not valid TOML (line 1, column 13)"),
        ("a = 1\na = 2", "not valid TOML"),
        ("x = " + "[" * 50_000, "brackets nested too deeply"),
        ('"\\u001b[31m" = 1', r"\x1b[31m: no such setting"),
        ('ignore = ["syntax"]', "qingdan.toml: ignore: `syntax` is an error in a source"),
        ('select = ["jurisdiction:nowhere"]', "qingdan.toml: select: no jurisdiction is called `nowhere`"),
    ],
)
def test_settings_that_are_wrong_are_2_with_their_place(repository: Path, text: str, said: str) -> None:
    settings(repository, text)
    answer = qingdan("check", repository, TODAY)
    assert answer.status == 2
    assert said in answer.err
    assert "\x1b" not in answer.err
    assert qingdan("check", repository, TODAY, "--lang", "zh").status == 2


def test_wrong_pyproject_files_are_2_where_they_are_about_us(repository: Path) -> None:
    settings(repository, "[tool]\nqingdan = 1\n", "pyproject.toml")
    assert "tool.qingdan: must be a table" in qingdan("check", repository, TODAY).err
    settings(repository, "broken [[[", "pyproject.toml")
    assert qingdan("check", repository, TODAY).status == 1
    (repository / "pyproject.toml").write_bytes(b"\xff [tool.qingdan]")
    assert "not valid TOML (UTF-8)" in qingdan("check", repository, TODAY).err


def test_a_settings_file_that_leads_elsewhere_or_is_none(repository: Path, tmp_path: Path) -> None:
    outside = tmp_path / "secret.toml"
    outside.write_text('ignore = ["breach"]\n')
    link = repository / "qingdan.toml"
    link.symlink_to(outside)
    assert "is a link that leaves its folder" in qingdan("check", repository, TODAY).err
    link.unlink()
    link.mkdir()
    assert qingdan("check", repository, TODAY).status == 2
    link.rmdir()
    link.write_bytes(b"#" * (2 << 20))
    assert "too large for a settings file" in qingdan("check", repository, TODAY).err


def test_hostile_terms_are_shown_as_text(repository: Path) -> None:
    settings(repository, 'ignore = ["rule:\\u001b[31m\\u202e*"]\n')
    answer = qingdan("check", repository, TODAY)
    assert not any(char in answer.out for char in "\x1b\u202e")
    beside = qingdan("check", repository, TODAY, "--format", "concise")
    assert not any(char in beside.err for char in "\x1b\u202e")
