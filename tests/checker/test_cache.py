"""What is kept between runs: only ever a help, never a way in, never a fault."""

from __future__ import annotations

import json
import os
import stat
import sys
from typing import TYPE_CHECKING

import pytest

from qingdan_checker import cache
from qingdan_checker.cache import Cache, Kept, key_of, open_cache
from qingdan_checker.trees import open_trees

if TYPE_CHECKING:
    from pathlib import Path

KEPT = Kept(outputs=("报告\n",), errors=1, warnings=2, notes=3)
unix = pytest.mark.skipif(sys.platform == "win32", reason="file modes are Unix's")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "home"))
    return tmp_path / "home"


def test_a_report_is_kept_and_found(tmp_path: Path) -> None:
    store = Cache(tmp_path)
    assert store.report("k") is None
    store.keep_report("k", KEPT)
    assert store.report("k") == KEPT


def test_without_a_folder_nothing_is_kept() -> None:
    store = Cache(None)
    store.keep_report("k", KEPT)
    store.write("x", "y")
    assert store.report("k") is None
    assert store.text("x") is None
    assert store.trees() is None


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b"[]",
        b"null",
        b'{"outputs": 1, "errors": 0, "warnings": 0, "notes": 0, "gone": 0, "notices": "", "attached": []}',
        b'{"outputs": ["x"], "errors": "0", "warnings": 0, "notes": 0, "gone": 0, "notices": "", "attached": []}',
        b'{"outputs": ["x"]}',
        b"[" * 100_000,
    ],
)
def test_what_is_not_as_expected_is_not_found(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "k.json").write_bytes(content)
    assert Cache(tmp_path).report("k") is None


@unix
def test_only_the_user_can_read_and_write_it(home: Path, tmp_path: Path) -> None:
    store = open_cache([tmp_path / "repository"])
    store.keep_report("k", KEPT)
    trees = store.trees()
    assert trees
    trees.close()
    for path in home.rglob("*"):
        mode = stat.S_IMODE(path.stat().st_mode)
        assert mode == (0o700 if path.is_dir() else 0o600), path


@unix
def test_a_folder_that_others_can_write_is_not_used(home: Path, tmp_path: Path) -> None:
    (home / "qingdan").mkdir(parents=True)
    (home / "qingdan").chmod(0o777)
    store = open_cache([tmp_path / "repository"])
    store.keep_report("k", KEPT)
    assert store.report("k") is None


def test_a_folder_inside_the_checked_path_is_not_used(home: Path, tmp_path: Path) -> None:
    store = open_cache([tmp_path])
    store.keep_report("k", KEPT)
    assert store.report("k") is None
    assert not home.exists()


def test_a_folder_inside_the_checked_repository_is_not_used(home: Path, tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "policies").mkdir()
    open_cache([tmp_path / "policies"]).keep_report("k", KEPT)
    assert not home.exists()


def test_a_file_where_the_folder_should_be_is_no_fault(home: Path, tmp_path: Path) -> None:
    home.write_text("in the way")
    store = open_cache([tmp_path / "repository"])
    store.keep_report("k", KEPT)
    assert store.report("k") is None


def test_the_oldest_reports_go_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "MOST_BYTES", 1000)
    store = Cache(tmp_path)
    for number in range(20):
        store.keep_report(f"k{number}", Kept(outputs=("x" * 50,), errors=0, warnings=0, notes=0))
        os.utime(tmp_path / "reports" / f"k{number}.json", ns=(number, number))
    store.keep_report("last", KEPT)
    left = {path.stem for path in (tmp_path / "reports").iterdir()}
    assert "last" in left
    assert "k0" not in left
    assert sum(path.stat().st_size for path in (tmp_path / "reports").iterdir()) <= 1000


def test_a_very_long_report_is_not_kept(tmp_path: Path) -> None:
    store = Cache(tmp_path)
    store.keep_report("k", Kept(outputs=("x" * (cache.LONGEST_REPORT + 1),), errors=0, warnings=0, notes=0))
    assert not list(tmp_path.iterdir())


def test_a_key_depends_on_all_its_parts() -> None:
    keys = [key_of("a", ["b"]), key_of("a", "b"), key_of(["a", "b"]), key_of("ab"), key_of("a", ["c"])]
    assert len(set(keys)) == len(keys)


# ---- trees


def test_trees_are_kept_and_found(tmp_path: Path) -> None:
    file = tmp_path / "trees.sqlite"
    trees = open_trees(file, 10**9)
    assert trees
    many = {f"k{number}": json.dumps(["树", number]) for number in range(1000)}
    trees.keep(many)
    trees.close()
    again = open_trees(file, 10**9)
    assert again
    assert again.find([*many, "other"]) == many
    again.close()


@pytest.mark.parametrize("content", [b"no database at all" * 100, b"SQLite format 3\x00" + b"\xff" * 5000])
def test_a_damaged_database_is_made_anew(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "trees.sqlite"
    file.write_bytes(content)
    for _ in range(2):
        trees = open_trees(file, 10**9)
        if trees:
            trees.find(["k"])
            trees.keep({"k": "v"})
            trees.close()
    trees = open_trees(file, 10**9)
    assert trees
    assert trees.find(["k"]) == {"k": "v"}
    trees.close()


def test_the_older_half_goes_where_there_is_too_much(tmp_path: Path) -> None:
    file = tmp_path / "trees.sqlite"
    trees = open_trees(file, 100_000)
    assert trees
    for number in range(100):
        trees.keep({f"k{number}": "x" * 2000})
    trees.close()
    again = open_trees(file, 100_000)
    assert again
    found = again.find([f"k{number}" for number in range(100)])
    again.close()
    assert "k99" in found
    assert "k0" not in found


def test_a_place_that_cannot_be_written_is_no_fault(tmp_path: Path) -> None:
    assert open_trees(tmp_path / "no" / "such" / "folder.sqlite", 1) is None
    (tmp_path / "folder").mkdir()
    assert open_trees(tmp_path / "folder", 1) is None
