"""`qingdan diff`: revisions and paths, what is said of them, and what no repository may do to the reader."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from command import REPOSITORY, TODAY, process, qingdan
from test_changed import commit, git
from test_gate import WORDS, city

pytestmark = pytest.mark.usefixtures("environment")

SCHEMA = Path(__file__).parents[2] / "docs" / "reference" / "diff.schema.json"


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two commits: `v1`, then hengshui's ratio is other; the working tree is as the last."""
    folder = tmp_path / "政策 库"
    policies = folder / "policies"
    policies.mkdir(parents=True)
    git(folder, "init", "-q", "-b", "main")
    words = WORDS.replace("in 0%..100%", "in 0%..100%  better higher")
    (policies / "words.qd").write_text(words, encoding="utf-8")
    (policies / "衡水 'a'\n.qd").write_text(city("hengshui", "40%"), encoding="utf-8")
    (policies / "cangzhou.qd").write_text(city("cangzhou", "45%"), encoding="utf-8")
    commit(folder)
    git(folder, "tag", "v1")
    change(folder, "41%")
    commit(folder)
    monkeypatch.chdir(folder)
    return folder


def change(folder: Path, ratio: str) -> None:
    (folder / "policies" / "衡水 'a'\n.qd").write_text(city("hengshui", ratio), encoding="utf-8")


def data(*arguments: object) -> Any:  # noqa: ANN401  whatever JSON can hold
    answer = qingdan("diff", TODAY, "--format", "json", *arguments)
    assert answer.status in {0, 1}, answer.err
    found = json.loads(answer.out)
    jsonschema.Draft202012Validator(json.loads(SCHEMA.read_bytes())).validate(found)
    return found


def moved(*arguments: object) -> list[tuple[str, str, str]]:
    return [(one["before"], one["after"], one["effect"]) for one in data(*arguments)["effects"]]


# ---- what is compared


@pytest.mark.usefixtures("repository")
def test_two_revisions() -> None:
    assert moved("v1", "main") == [("40%", "41%", "better")]
    assert moved("main", "v1") == [("41%", "40%", "worse")]
    assert moved("v1", "HEAD", "policies/") == [("40%", "41%", "better")]
    assert moved("v1:policies", "HEAD:policies") == [("40%", "41%", "better")]
    assert moved("v1:policies", "HEAD") == [("40%", "41%", "better")]
    assert moved("v1", "v1") == []
    assert moved("v1", "HEAD", "policies/cangzhou.qd", "policies/words.qd") == []


def test_a_revision_and_the_files_as_they_are(repository: Path) -> None:
    assert moved("HEAD") == []
    change(repository, "42%")
    assert moved("HEAD") == [("41%", "42%", "better")]
    assert moved("v1", "policies") == [("40%", "42%", "better")]
    assert moved("v1", "--", "policies") == [("40%", "42%", "better")]
    assert moved("v1:policies") == [("40%", "42%", "better")]
    assert moved("policies", "v1") == [("42%", "40%", "worse")]
    found = data("HEAD")
    assert (found["old"]["name"], found["new"]["name"]) == ("HEAD", None)


def test_from_a_folder_below(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(repository / "policies")
    assert moved("v1", "HEAD") == [("40%", "41%", "better")]
    assert moved("v1:./", "HEAD:./") == [("40%", "41%", "better")]
    assert moved("v1", "HEAD", "--", "cangzhou.qd", "words.qd") == []
    assert "outside the repository" in qingdan("diff", "v1", "HEAD", "../..").err


def test_two_folders(repository: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    for file in (repository / "policies").iterdir():
        (other / file.name).write_bytes(file.read_bytes())
    assert moved(repository / "policies", other) == []
    (other / "cangzhou.qd").write_text(city("cangzhou", "44%"), encoding="utf-8")
    assert moved(repository / "policies", other) == [("45%", "44%", "worse")]


def test_the_bundled_law_is_used(tmp_path: Path) -> None:
    text = 'document hengshui.x { issuer hengshui  issued 2023-01-01  article "1" { set inpatient.ratio: RATIO } }'
    for name, ratio in (("a", "60%"), ("b", "61%")):
        (tmp_path / f"{name}.qd").write_text(text.replace("RATIO", ratio), encoding="utf-8")
    found = data(tmp_path / "a.qd", tmp_path / "b.qd")
    assert found["new"]["library"].startswith("cn (")
    assert {one["jurisdictions"][0] for one in found["effects"]} == {"hengshui"}
    assert {(one["before"], one["after"]) for one in found["effects"]} >= {("60%", "61%")}


def test_a_file_with_entries_and_settings(repository: Path) -> None:
    policies = repository / "policies"
    (policies / "list.qd").write_text(
        'catalogue drug { key name  field class }\ndocument cn.drugs { issuer cn  issued 2020-01-01  article "1" '
        '{ list drug from "sheets/drugs.csv" } }',
        encoding="utf-8",
    )
    (policies / "sheets").mkdir()
    sheet = policies / "sheets" / "drugs.csv"
    sheet.write_text("name,class\na,1\nb,2\n", encoding="utf-8")
    (policies / "qingdan.toml").write_text('exclude = ["old"]\n', encoding="utf-8")
    (policies / "old").mkdir()
    (policies / "old" / "broken.qd").write_text("document {", encoding="utf-8")
    commit(repository)
    sheet.write_text("name,class\na,1\nc,2\n", encoding="utf-8")
    found = data("HEAD", "policies")
    assert found["complete"]
    assert [(one["act"], one["key"], one["jurisdictions"][0]) for one in found["lists"]] == [
        ("removed", "b", "cn"),
        ("added", "c", "cn"),
    ]
    assert not data("HEAD~1", "HEAD", "policies")["findings"]


# ---- the gate


def test_exit_status(repository: Path) -> None:
    change(repository, "90%")
    assert qingdan("diff", "HEAD", TODAY).status == 0
    commit(repository)
    change(repository, "20%")
    assert qingdan("diff", "HEAD", TODAY).status == 1
    assert qingdan("diff", "HEAD", TODAY, "--exit-zero").status == 0
    ignored = qingdan("diff", "HEAD", TODAY, "--ignore", "breach", "--lang", "en")
    assert ignored.status == 0
    assert "left out by --ignore (breach)" in ignored.out
    assert data("HEAD", "--ignore", "breach")["narrowed"]
    assert qingdan("diff", "HEAD", TODAY, "--select", "jurisdiction:沧州市").status == 0


def test_an_error_on_one_side(repository: Path) -> None:
    (repository / "policies" / "cangzhou.qd").write_text("document {", encoding="utf-8")
    answer = qingdan("diff", "HEAD", TODAY, "--lang", "en")
    assert answer.status == 1
    assert "INCOMPLETE" in answer.out
    assert "left out because of an error: file policies/cangzhou.qd" in answer.out
    assert "cangzhou.d" not in answer.out.split("In effect")[0]
    back = qingdan("diff", "policies", "HEAD", TODAY, "--lang", "zh")
    assert back.status == 1, "what was not judged before counts as new"
    assert "比较不完整" in back.out


# ---- output


def test_output(repository: Path) -> None:
    change(repository, "42%")
    assert qingdan("diff", "HEAD", TODAY, "--format", "markdown", "-o", "diff.md", "--lang", "both").out == ""
    text = (repository / "diff.md").read_text(encoding="utf-8")
    assert "## What changes: HEAD → the files as they are now" in text
    assert "## 改动对照：HEAD → 现在的文件" in text


@pytest.mark.parametrize(
    "sides", [("HEAD",), ("v1", "HEAD"), ("policies", "policies"), ("v1:policies", "HEAD:policies"), ("v1", "policies")]
)
def test_nothing_is_written_over_a_policy_that_is_compared(repository: Path, sides: tuple[str, ...]) -> None:
    file = repository / "policies" / "cangzhou.qd"
    before = file.read_bytes()
    answer = qingdan("diff", *sides, TODAY, "-o", "policies/../policies/cangzhou.qd")
    assert answer.status == 2
    assert "is one of the files" in answer.err
    assert file.read_bytes() == before


def test_nothing_is_written_over_its_settings(repository: Path) -> None:
    (repository / "qingdan.toml").write_text('lang = "en"\n', encoding="utf-8")
    answer = qingdan("diff", "HEAD", TODAY, "-o", "qingdan.toml")
    assert answer.status == 2
    assert "is read by this check" in answer.err


def test_the_same_bytes_whatever_the_cache() -> None:
    runs = [
        process("diff", REPOSITORY, REPOSITORY.parent / "catalogue", TODAY, "--format", "json", *more)
        for more in ((), (), ("--no-cache",))
    ]
    assert len({run.out for run in runs}) == 1
    assert runs[0].status in {0, 1}


@pytest.mark.usefixtures("repository")
def test_colour() -> None:
    assert "\x1b[" in qingdan("diff", "v1", "HEAD", TODAY, "--color", "always").out
    assert "\x1b[" not in qingdan("diff", "v1", "HEAD", TODAY).out


# ---- what cannot be compared


@pytest.mark.usefixtures("repository")
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "Missing argument"),
        (("nothing",), "neither a path nor a revision"),
        (("HEAD", "nothing"), "neither a path nor a revision"),
        (("-x", "HEAD"), "No such option"),
        (("--", "policies"), "Missing argument"),
        (("",), "is not a revision"),
        (("HEAD\x1b[31m",), "is not a revision"),
        (("HEAD:../..",), "outside the repository"),
        (("policies",), "OLD NEW"),
        (("policies", "policies", "policies"), "one path too many"),
        (("HEAD:policies", "HEAD", "policies"), "one path too many"),
        (("HEAD", "--at", "2024-01-01", "--since", "2023-01-01"), "exclude each other"),
        (("HEAD", "--at", "2024-02-30"), "does not exist"),
        (("HEAD", "HEAD", "nowhere"), "neither side has policy files"),
    ],
)
def test_usage_errors(arguments: tuple[str, ...], said: str) -> None:
    answer = qingdan("diff", *arguments, "--lang", "en")
    assert answer.status == 2
    assert said in answer.err
    assert "\x1b" not in answer.err
    assert qingdan("diff", *arguments, "--lang", "zh").status == 2


def test_a_path_that_is_a_revision_too(repository: Path) -> None:
    (repository / "v1").mkdir()
    answer = qingdan("diff", "v1", "HEAD", "--lang", "en")
    assert answer.status == 2
    assert "./v1 for the path, v1~0 for the revision" in answer.err
    assert moved("v1~0", "HEAD") == [("40%", "41%", "better")]


def test_a_path_that_is_no_more(repository: Path) -> None:
    git(repository, "rm", "-q", "policies/cangzhou.qd")
    commit(repository)
    found = data("v1", "HEAD", "--", "policies/words.qd", "policies/cangzhou.qd")
    assert {one["document"] for one in found["provisions"]} == {"cangzhou.d"}
    assert {one["act"] for one in found["provisions"]} == {"removed"}
    assert [(one["kind"], one["side"]) for one in found["not_compared"]] == [("lacking", "new")]
    assert found["complete"]
    now = data("v1", "--", "policies/words.qd", "policies/cangzhou.qd")
    assert {one["act"] for one in now["provisions"]} == {"removed"}


def test_no_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    answer = qingdan("diff", "main", "HEAD", "--lang", "en")
    assert answer.status == 2
    assert "no git repository here" in answer.err


def test_a_bare_repository(repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bare = tmp_path / "bare.git"
    git(repository, "clone", "-q", "--bare", str(repository), str(bare))
    monkeypatch.chdir(bare)
    assert moved("v1", "main") == [("40%", "41%", "better")]
    assert moved("v1", "main", "--", "policies") == [("40%", "41%", "better")]
    answer = qingdan("diff", "v1", "--lang", "en")
    assert answer.status == 2
    assert "bare repository" in answer.err


def test_a_shallow_clone(repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shallow = tmp_path / "shallow"
    git(repository, "clone", "-q", "--depth", "1", "--no-tags", f"file://{repository}", str(shallow))
    monkeypatch.chdir(shallow)
    answer = qingdan("diff", "HEAD~1", "HEAD", "--lang", "en")
    assert answer.status == 2
    assert "in a shallow clone, fetch it first" in answer.err


def test_links_repositories_within_and_bytes_that_are_no_text(repository: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.qd"
    secret.write_text(city("hengshui", "99%").replace("hengshui.d", "hengshui.secret"), encoding="utf-8")
    (repository / "policies" / "link.qd").symlink_to(secret)
    (repository / "policies" / "up").symlink_to("../..")
    (repository / "policies" / "noise.qd").write_bytes(b"\x00\xff\xfe" * 100)
    inner = repository / "policies" / "inner"
    inner.mkdir()
    git(inner, "init", "-q")
    commit(inner)
    commit(repository)
    found = data("v1", "HEAD")
    assert "secret" not in json.dumps(found)
    links = {one["what"] for one in found["not_compared"] if one["kind"] == "link"}
    assert links == {"policies/link.qd", "policies/up", "policies/inner"}
    assert not found["complete"]
    assert moved("v1", "HEAD") == [("40%", "41%", "better")]


def test_hostile_trees(repository: Path) -> None:
    """Paths that lead out, made without git's own care, are not written anywhere."""
    blob = _plumbing(repository, "hash-object", "-w", "--stdin", given=b"document {")
    inner = _tree(repository, [("100644", blob, b"evil.qd")])
    tree = _tree(repository, [("40000", inner, b".."), ("100644", blob, b"fine.qd")])
    revision = _plumbing(repository, "commit-tree", tree, "-m", "x")
    answer = qingdan("diff", "HEAD", revision, TODAY, "--format", "json")
    assert answer.status in {1, 2}
    assert not list(repository.parent.rglob("evil.qd"))
    assert "Traceback" not in answer.err


def _plumbing(folder: Path, *arguments: str, given: bytes = b"") -> str:
    names = ("-c", "user.name=t", "-c", "user.email=t@example.org")
    command = ["git", *names, "-C", str(folder), *arguments]
    return subprocess.run(command, input=given, check=True, capture_output=True).stdout.decode().strip()


def _tree(folder: Path, entries: list[tuple[str, str, bytes]]) -> str:
    content = b"".join(mode.encode() + b" " + name + b"\0" + bytes.fromhex(blob) for mode, blob, name in entries)
    return _plumbing(folder, "hash-object", "-t", "tree", "-w", "--literally", "--stdin", given=content)


def test_a_file_that_is_too_large(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (repository / "policies" / "large.qd").write_bytes(b"# " + b"x" * 2_000)
    commit(repository)
    for module in ("qingdan_checker.cli.extracting", "qingdan_checker.library"):
        monkeypatch.setattr(f"{module}.MOST_BYTES", 1_500)
    found = data("v1", "HEAD")
    assert {one["new"]["code"] for one in found["findings"] if one["turn"] == "appeared"} >= {"syntax"}
    assert not found["complete"]


def test_nothing_of_the_repository_is_run(repository: Path, tmp_path: Path) -> None:
    mark = tmp_path / "ran"
    for key in ("core.fsmonitor", "diff.external", "filter.x.smudge", "filter.x.clean", "core.sshCommand"):
        git(repository, "config", key, f"touch '{mark}'")
    git(repository, "config", "core.hooksPath", str(repository / "hooks"))
    (repository / ".gitattributes").write_text("*.qd filter=x diff=x\n", encoding="utf-8")
    git(repository, "config", "diff.x.textconv", f"touch '{mark}'")
    change(repository, "42%")
    mark.unlink(missing_ok=True)
    assert moved("v1") == [("40%", "42%", "better")]
    assert not mark.exists()


def test_nothing_is_left_behind(repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    room = tmp_path / "room"
    room.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(room))
    assert moved("v1", "HEAD")
    assert not os.listdir(room)  # noqa: PTH208  names
    assert str(room) not in qingdan("diff", "v1", "HEAD", TODAY, "--format", "json").out
    assert repository.is_dir()


def test_inside_a_hook(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_DIR", "/nowhere")
    monkeypatch.setenv("GIT_INDEX_FILE", "/nowhere/index")
    assert moved("v1", "HEAD") == [("40%", "41%", "better")]
    assert repository.is_dir()
