"""`--changed`: what a change since a revision can affect, in git repositories of all sorts."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING

import pytest
from command import TODAY, qingdan
from test_gate import WORDS, city

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("environment")

EVERYONE = {"hengshui", "cangzhou"}


def git(folder: Path, *arguments: str) -> None:
    names = ("-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *names, "-C", str(folder), *arguments], check=True, capture_output=True)  # noqa: S607


def commit(folder: Path) -> None:
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "x", "--allow-empty")


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    folder = tmp_path / "政策 库"
    folder.mkdir()
    git(folder, "init", "-q")
    words, _, bounds = WORDS.partition("document hebei")
    (folder / "words.qd").write_text(words, encoding="utf-8")
    (folder / "hebei.qd").write_text(f"document hebei{bounds}", encoding="utf-8")
    (folder / "衡水 'a'\n.qd").write_text(city("hengshui", "40%"), encoding="utf-8")
    (folder / "cangzhou.qd").write_text(city("cangzhou", "45%"), encoding="utf-8")
    commit(folder)
    return folder


def about(folder: Path, *more: object, revision: str = "HEAD") -> set[str]:
    answer = qingdan("check", folder, TODAY, "--changed", revision, "--format", "json", *more)
    return {one["jurisdiction"] for one in json.loads(answer.out)["findings"]}


def test_nothing_changed(repository: Path) -> None:
    answer = qingdan("check", repository, TODAY, "--changed", "HEAD")
    assert answer.status == 0
    assert "4 findings left out by --changed (HEAD)" in answer.out
    assert "the change can affect 0 of 4 jurisdictions" in answer.out
    chinese = qingdan("check", repository, TODAY, "--changed", "HEAD", "--lang", "zh").out
    assert "改动可能影响 4 个地区中的 0 个" in chinese


def test_a_city_that_changed(repository: Path) -> None:
    (repository / "衡水 'a'\n.qd").write_text(city("hengshui", "41%"), encoding="utf-8")
    assert about(repository) == {"hengshui"}
    commit(repository)
    assert about(repository) == set()
    assert about(repository, revision="HEAD~1") == {"hengshui"}


def test_a_province_that_changed_affects_all_below(repository: Path) -> None:
    file = repository / "hebei.qd"
    file.write_text(file.read_text(encoding="utf-8") + "\n# more\n", encoding="utf-8")
    assert about(repository) == EVERYONE


def test_a_vocabulary_that_changed_affects_all(repository: Path) -> None:
    file = repository / "words.qd"
    file.write_text(file.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert about(repository) == EVERYONE


def test_a_text_that_is_new(repository: Path) -> None:
    (repository / ".gitignore").write_text("*.qd\n")
    more = city("cangzhou", "30%").replace("cangzhou.d", "cangzhou.e").replace("2021", "2022")
    (repository / "hidden.qd").write_text(more, encoding="utf-8")
    assert about(repository) == {"cangzhou"}


def test_a_text_that_is_no_more(repository: Path) -> None:
    tail = city("cangzhou", "70%").replace("cangzhou.d", "cangzhou.e").replace("2021", "2022")
    (repository / "later.qd").write_text(tail, encoding="utf-8")
    commit(repository)
    (repository / "later.qd").unlink()
    assert about(repository) == {"cangzhou"}


def test_a_text_that_was_for_another(repository: Path) -> None:
    (repository / "later.qd").write_text(city("hengshui", "42%").replace("hengshui.d", "hengshui.e"), encoding="utf-8")
    commit(repository)
    (repository / "later.qd").write_text(city("cangzhou", "43%").replace("cangzhou.d", "cangzhou.e"), encoding="utf-8")
    assert about(repository) == EVERYONE


def test_an_old_text_that_could_not_be_read_leaves_everything(repository: Path) -> None:
    file = repository / "cangzhou.qd"
    file.write_text("document", encoding="utf-8")
    commit(repository)
    file.write_text(city("cangzhou", "45%"), encoding="utf-8")
    assert about(repository) == EVERYONE


def test_settings_that_changed_leave_everything(repository: Path) -> None:
    (repository / "qingdan.toml").write_text('exclude = ["x"]\n')
    commit(repository)
    assert about(repository) == set()
    (repository / "qingdan.toml").unlink()
    assert about(repository) == EVERYONE


def test_a_list_of_entries_that_changed(repository: Path) -> None:
    (repository / "words.qd").write_text(
        (repository / "words.qd").read_text(encoding="utf-8") + 'catalogue drug "药" { key id field name }\n',
        encoding="utf-8",
    )
    (repository / "list.csv").write_text("id\na\n", encoding="utf-8")
    text = city("hengshui", "40%").replace("set ratio: 40%", 'set ratio: 40%  list drug from "list.csv"')
    (repository / "衡水 'a'\n.qd").write_text(text, encoding="utf-8")
    commit(repository)
    assert about(repository) == set()
    (repository / "list.csv").write_text("id\nb\n", encoding="utf-8")
    assert "hengshui" in about(repository)
    assert "cangzhou" not in about(repository)


def test_source_errors_are_told_wherever_they_are(repository: Path) -> None:
    (repository / "cangzhou.qd").write_text("nonsense", encoding="utf-8")
    commit(repository)
    answer = qingdan("check", repository, TODAY, "--changed", "HEAD")
    assert answer.status == 1
    assert "error[syntax]" in answer.out


def test_the_same_from_a_folder_and_a_file(repository: Path) -> None:
    (repository / "cangzhou.qd").write_text(city("cangzhou", "44%"), encoding="utf-8")
    paths = [repository / name for name in ("words.qd", "hebei.qd", "cangzhou.qd", "衡水 'a'\n.qd")]
    answer = qingdan("check", *paths, TODAY, "--changed", "HEAD", "--format", "json")
    assert {one["jurisdiction"] for one in json.loads(answer.out)["findings"]} == {"cangzhou"}


def test_with_a_baseline(repository: Path, tmp_path: Path) -> None:
    base = tmp_path / "base.json"
    qingdan("check", repository, TODAY, "--write-baseline", base)
    (repository / "cangzhou.qd").write_text(city("cangzhou", "70%"), encoding="utf-8")
    answer = qingdan("check", repository, TODAY, "--changed", "HEAD", "--baseline", base)
    assert "0 new, 0 known, 2 gone" in answer.out


@pytest.mark.parametrize(
    "revision", ["", "-x", "--output=x", "nowhere", "HEAD:words.qd", "HEAD\n", "HEAD\x1b", "HEAD..HEAD", "HEAD --help"]
)
def test_a_revision_that_is_none_is_2(repository: Path, revision: str) -> None:
    answer = qingdan("check", repository, TODAY, f"--changed={revision}")
    assert answer.status == 2
    assert "revision" in answer.err
    assert "\x1b" not in answer.err
    assert sorted(path.name for path in repository.iterdir() if path.name == "x") == []


def test_no_repository_is_2(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    (tmp_path / "words.qd").write_text(WORDS, encoding="utf-8")
    answer = qingdan("check", tmp_path, TODAY, "--changed", "HEAD")
    assert answer.status == 2
    assert "needs a git repository" in answer.err
    monkeypatch.setenv("PATH", "")
    assert qingdan("check", tmp_path, TODAY, "--changed", "HEAD").status == 2


def test_a_git_that_lies_in_the_repository_is_not_run(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trap = tmp_path / "trap"
    program = repository / "git"
    program.write_text(f"#!/bin/sh\ntouch '{trap}'\n")
    program.chmod(0o755)
    monkeypatch.chdir(repository)
    monkeypatch.setenv("PATH", f".:{repository}")
    assert "there is no git" in qingdan("check", ".", TODAY, "--changed", "HEAD").err
    assert not trap.exists()


def test_a_configured_monitor_is_not_run(repository: Path, tmp_path: Path) -> None:
    trap = tmp_path / "trap"
    script = tmp_path / "run.sh"
    script.write_text(f"#!/bin/sh\ntouch '{trap}'\n")
    script.chmod(0o755)
    for key in ("core.fsmonitor", "diff.external", "diff.x.textconv"):
        git(repository, "config", key, str(script))
    (repository / ".gitattributes").write_text("*.qd diff=x\n")
    (repository / "cangzhou.qd").write_text(city("cangzhou", "44%"), encoding="utf-8")
    trap.unlink(missing_ok=True)
    assert about(repository) == {"cangzhou"}
    assert not trap.exists()


def test_what_a_hook_inherits_does_not_mislead(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Git runs a hook with variables about its own repository, which need not be the one that is checked."""
    other = tmp_path / "other"
    other.mkdir()
    git(other, "init", "-q")
    (repository / "衡水 'a'\n.qd").write_text(city("hengshui", "41%"), encoding="utf-8")
    monkeypatch.setenv("GIT_DIR", str(other / ".git"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(other / ".git" / "index"))
    assert about(repository) == {"hengshui"}
