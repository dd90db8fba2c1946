"""`new`: a repository that passes its own gate, and drafts."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from command import BROKEN, CATALOGUE, REPOSITORY, TODAY, process, qingdan

from qingdan_checker.starter import WHEEL, starter

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("environment")

Golden = Callable[[str, str], None]
AT = ("--at", "2024-05-01")
LANGUAGES = ["en", "zh"]


# ---- document


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_draft_of_a_city(language: str, golden: Golden) -> None:
    answer = qingdan("new", "document", "hengshui", "-p", REPOSITORY, *AT, "--lang", language)
    assert (answer.status, answer.err) == (0, "")
    golden(f"new.document.{language}.qd.md", answer.out)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_draft_with_a_catalogue(language: str, golden: Golden) -> None:
    at = ("--at", "2021-06-01", "--no-library", "--lang", language)
    answer = qingdan("new", "document", "cn", "-p", CATALOGUE, *at)
    assert answer.status == 0
    golden(f"new.catalogue.{language}.qd.md", answer.out)


def test_a_draft_is_checked_as_it_is_and_when_numbers_are_typed(tmp_path: Path) -> None:
    file = tmp_path / "沧州.qd.md"
    arguments = ("new", "document", "沧州市", "--lang", "zh", *AT)
    assert qingdan(*arguments, "-p", tmp_path, "-o", file).status == 0
    assert qingdan("check", tmp_path, *AT, "--threshold", "note").status == 0
    text = file.read_text(encoding="utf-8")
    table = text[text.index("        # 设定 住院支付比例") : text.index("        ## 住院起付标准")]
    filled = table.replace("# ", "")
    for number in ("93％", "90％", "85％", "90％", "85％", "65％"):
        filled = filled.replace("未知", number, 1)
    file.write_text(text.replace(table, filled), encoding="utf-8")
    answer = qingdan("check", tmp_path, *AT, "--format", "concise")
    assert answer.status == 1
    assert "resident-gap-12" in answer.out


def test_a_draft_is_never_written_over_a_file(tmp_path: Path) -> None:
    file = tmp_path / "city.qd.md"
    file.write_text("mine", encoding="utf-8")
    answer = qingdan("new", "document", "hengshui", "-p", REPOSITORY, *AT, "-o", file)
    assert answer.status == 2
    assert "is there already" in answer.err
    assert file.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("nowhere",), "no jurisdiction is called `nowhere`"),
        (("hengshui", "-o", "city.qd"), "must end in .qd.md"),
        (("hengshui", "-o", "nowhere/city.qd.md"), "cannot be written"),
        (("hengshui", "-p", "nowhere"), "no such file or folder"),
    ],
)
def test_refusals(arguments: tuple[str, ...], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    answer = qingdan("new", "document", *arguments, *AT)
    assert answer.status == 2
    assert said in answer.err
    assert list(tmp_path.iterdir()) == []


def test_errors_in_the_sources_are_said() -> None:
    place = "hebei"
    answer = qingdan("new", "document", place, "-p", BROKEN, *AT)
    assert answer.status == 1
    assert "error(s) in the sources" in answer.out
    assert "error(s) in the sources" in answer.err


# ---- repository


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_new_repository_passes_its_own_gate(language: str, tmp_path: Path) -> None:
    folder = tmp_path / "政策" / "new"
    made = qingdan("new", "repository", folder, "--lang", language)
    assert made.status == 0
    assert all(path in made.out for path in starter("zh" if language == "zh" else "en"))
    for day in (TODAY, "--today=2026-11-25", "--today=2031-01-01"):
        checked = qingdan("check", folder, "--threshold", "warning", day, "--lang", "en")
        assert (checked.status, "0 warnings" in checked.out) == (0, True)
        assert qingdan("test", folder, day).status == 0
    assert qingdan("coverage", folder, TODAY).status == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_repository_s_draft_joins_it(language: str, tmp_path: Path) -> None:
    qingdan("new", "repository", tmp_path, "--lang", language)
    file = tmp_path / "policies" / "tangshan.qd.md"
    assert qingdan("new", "document", "唐山市", "-p", tmp_path, "-o", file, "--lang", language).status == 0
    assert qingdan("check", tmp_path, TODAY, "--threshold", "warning").status == 0


def test_the_gate_is_the_same_in_all_files() -> None:
    texts = starter("en")
    gates = [".github/workflows/qingdan.yml", ".gitlab-ci.yml", ".pre-commit-config.yaml", "README.md"]
    assert all("qingdan check policies --threshold warning" in texts[path] for path in gates)
    assert all("qingdan test policies" in texts[path] for path in gates)
    assert 'threshold = "warning"' in texts["qingdan.toml"]
    assert f"./{WHEEL}\n" in texts["requirements.txt"]


def test_both_languages_have_the_same_files() -> None:
    assert set(starter("en")) == set(starter("zh"))


def test_a_folder_that_is_not_empty_is_refused(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    answer = qingdan("new", "repository", tmp_path)
    assert answer.status == 2
    assert "is not empty" in answer.err
    assert [one.name for one in tmp_path.iterdir()] == ["mine.txt"]


def test_a_file_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "mine.txt"
    file.write_text("mine", encoding="utf-8")
    assert "is a file" in qingdan("new", "repository", file).err
    assert qingdan("new", "repository", file / "below").status == 2


def test_version_control_leaves_a_folder_empty(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    assert qingdan("new", "repository", tmp_path).status == 0


def test_new_alone_shows_what_there_is() -> None:
    answer = process("new")
    assert answer.status == 2
    assert "repository" in answer.out + answer.err
