"""Where sources are found, and what is refused."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from qingdan_checker import library
from qingdan_checker.library import Found, NoSuchPathError, Stdin, attached, bundled, find
from qingdan_checker.sheets import Refused
from qingdan_dsl.source import MOST_BYTES

needs_links = pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
needs_permissions = pytest.mark.skipif(
    sys.platform == "win32" or (hasattr(os, "geteuid") and os.geteuid() == 0), reason="root may read everything"
)


def write(folder: Path, *names: str) -> None:
    for name in names:
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"# {name}\n", encoding="utf-8")


def paths(found: Found) -> list[str]:
    return [text.path for text in found.texts]


def faults(found: Found) -> dict[str, str]:
    return {text.path: text.fault.reason for text in found.texts if text.fault}


def test_sources_are_found_by_their_endings_and_sorted(tmp_path: Path) -> None:
    write(tmp_path, "b.qd", "a/z.qd.md", "a/notes.md", "c.qd.txt", "a/a.qd")
    assert paths(find([str(tmp_path)])) == ["a/a.qd", "a/z.qd.md", "b.qd"]


def test_hidden_folders_and_virtual_environments_are_passed_over(tmp_path: Path) -> None:
    write(tmp_path, ".git/a.qd", ".hidden.qd", "env/pyvenv.cfg", "env/lib/b.qd", "c.qd")
    assert paths(find([str(tmp_path)])) == ["c.qd"]
    assert paths(find([str(tmp_path / ".git")])) == ["a.qd"]
    assert paths(find([str(tmp_path / "env")])) == ["lib/b.qd"]


def test_a_file_is_named_by_its_name_and_may_end_in_anything(tmp_path: Path) -> None:
    write(tmp_path, "draft.txt")
    assert paths(find([str(tmp_path / "draft.txt")])) == ["draft.txt"]


def test_several_paths_are_relative_to_the_folder_that_holds_them_all(tmp_path: Path) -> None:
    write(tmp_path, "a/x.qd", "b/y.qd", "b/c/z.qd")
    assert paths(find([str(tmp_path / "a"), str(tmp_path / "b" / "c" / "z.qd")])) == ["a/x.qd", "b/c/z.qd"]
    assert paths(find([str(tmp_path / "b"), str(tmp_path / "b" / "y.qd")])) == ["c/z.qd", "y.qd"]


def test_a_path_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(NoSuchPathError):
        find([str(tmp_path / "nowhere")])


def test_no_checked_path_looks_like_the_librarys_or_like_a_command_to_a_log(tmp_path: Path) -> None:
    write(tmp_path, "<cn>/a.qd", "::error::b.qd", "-v.qd", "文件.qd")
    assert paths(find([str(tmp_path)])) == ["./-v.qd", "./::error::b.qd", "./<cn>/a.qd", "文件.qd"]


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "big.qd").open("wb") as stream:
        stream.truncate(100 * 1024 * 1024)
    found = find([str(tmp_path)])
    assert faults(found) == {"big.qd": "too-large"}
    assert found.texts[0].data == b""


@needs_links
def test_a_link_inside_is_one_file_and_a_link_outside_is_refused(tmp_path: Path) -> None:
    write(tmp_path, "repo/a.qd", "outside.qd")
    (tmp_path / "repo" / "same.qd").symlink_to("a.qd")
    (tmp_path / "repo" / "out.qd").symlink_to(tmp_path / "outside.qd")
    found = find([str(tmp_path / "repo")])
    assert faults(found) == {"out.qd": "link-leaves"}
    assert len(paths(found)) == 2
    assert b"outside" not in b"".join(text.data for text in found.texts)


@needs_links
def test_links_to_folders_are_not_followed_and_said_so(tmp_path: Path) -> None:
    write(tmp_path, "repo/a.qd", "other/b.qd")
    (tmp_path / "repo" / "linked").symlink_to(tmp_path / "other")
    (tmp_path / "repo" / "loop").symlink_to(tmp_path / "repo")
    found = find([str(tmp_path / "repo")])
    assert paths(found) == ["a.qd"]
    assert found.unfollowed == ("linked", "loop")


@needs_links
def test_broken_links_and_circles_of_links_are_faults(tmp_path: Path) -> None:
    (tmp_path / "gone.qd").symlink_to("nowhere.qd")
    (tmp_path / "one.qd").symlink_to("two.qd")
    (tmp_path / "two.qd").symlink_to("one.qd")
    assert set(faults(find([str(tmp_path)])).values()) == {"unreadable"}


@needs_links
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.qd")
    assert faults(find([str(tmp_path)])) == {"pipe.qd": "unreadable"}


@needs_permissions
def test_files_and_folders_that_may_not_be_read_are_faults(tmp_path: Path) -> None:
    write(tmp_path, "a.qd", "closed/b.qd")
    (tmp_path / "a.qd").chmod(0)
    (tmp_path / "closed").chmod(0)
    found = faults(find([str(tmp_path)]))
    (tmp_path / "closed").chmod(0o700)
    assert found == {"a.qd": "unreadable", "closed": "unreadable"}


@pytest.mark.skipif(sys.platform != "linux", reason="only there file names may be any bytes")
def test_a_name_that_is_no_text_is_reported_as_one(tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.qd")).write_bytes(b"")
    assert paths(find([str(tmp_path)])) == ["\\xff.qd"]


def test_standard_input_has_a_name_of_its_own(tmp_path: Path) -> None:
    write(tmp_path, "a.qd")
    found = find([str(tmp_path)], Stdin(name="<stdin>", data=b"x"))
    assert paths(found) == ["<stdin>", "a.qd"]


def test_standard_input_stands_in_the_place_of_the_file_that_it_is_named_after(tmp_path: Path) -> None:
    write(tmp_path, "a.qd", "b.qd")
    found = find([str(tmp_path)], Stdin(name=str(tmp_path / "b.qd"), data=b"edited"))
    assert paths(found) == ["a.qd", "b.qd"]
    assert found.texts[1].data == b"edited"


def test_standard_input_has_the_limit_of_a_file() -> None:
    found = find([], Stdin(name="<stdin>", data=b" " * (MOST_BYTES + 1)))
    assert faults(found) == {"<stdin>": "too-large"}


# ---- the bundled library


@pytest.fixture
def law(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    home = tmp_path / "installed" / "policies" / "cn"
    write(home, "vocabulary.qd", "hebei/reform.qd", "hebei/hengshui/measures.qd")
    monkeypatch.setattr(library, "library_folder", home.resolve)
    return home


def test_the_library_is_found_under_a_name_of_its_own(law: Path, tmp_path: Path) -> None:
    assert law.is_dir()
    write(tmp_path, "mine/a.qd")
    found = bundled(find([str(tmp_path / "mine")]))
    assert paths(found) == ["<cn>/hebei/hengshui/measures.qd", "<cn>/hebei/reform.qd", "<cn>/vocabulary.qd"]


def test_the_librarys_own_folder_stands_for_itself(law: Path) -> None:
    found = bundled(find([str(law / "hebei" / "hengshui")]))
    assert paths(found) == ["<cn>/hebei/reform.qd", "<cn>/vocabulary.qd"]


def test_a_copy_stands_for_its_part_by_its_place(law: Path, tmp_path: Path) -> None:
    assert law.is_dir()
    write(tmp_path, "copy/policies/cn/hebei/hengshui/changed.qd", "copy/policies/cn/hebei/other.qd")
    city = bundled(find([str(tmp_path / "copy" / "policies" / "cn" / "hebei" / "hengshui")]))
    assert paths(city) == ["<cn>/hebei/reform.qd", "<cn>/vocabulary.qd"]
    province = bundled(find([str(tmp_path / "copy" / "policies" / "cn" / "hebei")]))
    assert paths(province) == ["<cn>/vocabulary.qd"]
    elsewhere = bundled(find([str(tmp_path / "copy" / "policies" / "cn" / "hebei" / "other.qd")]))
    assert len(paths(elsewhere)) == 3


def test_a_file_with_the_same_content_stands_for_the_librarys(law: Path, tmp_path: Path) -> None:
    (tmp_path / "copied.qd").write_bytes((law / "vocabulary.qd").read_bytes())
    assert "<cn>/vocabulary.qd" not in paths(bundled(find([str(tmp_path / "copied.qd")])))


def test_a_checkout_uses_its_own_law() -> None:
    assert library.library_folder() == Path(library.__file__).resolve().parents[2] / "policies" / "cn"


# ---- files that a source names


def named(folder: Path, written: str, source: str = "a.qd") -> str:
    """What a path written in a source leads to: the path that is reported, or why there is none."""
    found = find([str(folder)])
    text = next(text for text in found.texts if text.path == source)
    there = attached(text, written, found)
    if isinstance(there, Refused):
        return there.reason
    return there.fault.reason if there.fault else there.path


def test_a_named_file_lies_relative_to_its_source_and_inside(tmp_path: Path) -> None:
    write(tmp_path / "in", "a.qd", "x.csv", "lists/y.csv", "city/b.qd")
    write(tmp_path, "out.csv")
    inside = tmp_path / "in"
    assert named(inside, "x.csv") == "x.csv"
    assert named(inside, "./lists/../x.csv") == "x.csv"
    assert named(inside, "lists\\y.csv") == "lists/y.csv"
    assert named(inside, "../lists/y.csv", "city/b.qd") == "lists/y.csv"
    assert named(inside, "../out.csv") == "sheet-outside"
    assert named(inside, str(inside / "x.csv")) == "sheet-outside"
    assert named(inside, "~/x.csv") == "sheet-outside"
    assert named(inside, "C:\\x.csv") == "sheet-outside"
    for nothing in ("z.csv", "", " ", "lists", "x.csv\0", "a.qd/x.csv"):
        assert named(inside, nothing) == "sheet-missing"


@needs_links
def test_a_link_is_followed_as_long_as_it_stays_inside(tmp_path: Path) -> None:
    write(tmp_path / "in", "a.qd", "x.csv")
    write(tmp_path, "out.csv", "away/y.csv")
    inside = tmp_path / "in"
    (inside / "near.csv").symlink_to("x.csv")
    (inside / "far.csv").symlink_to(tmp_path / "out.csv")
    (inside / "folder").symlink_to(tmp_path / "away")
    (inside / "round.csv").symlink_to("round.csv")
    assert named(inside, "near.csv") == "near.csv"
    assert named(inside, "far.csv") == "sheet-outside"
    assert named(inside, "folder/y.csv") == "sheet-outside"
    assert named(inside, "round.csv") == "sheet-missing"


@needs_links
def test_a_link_in_a_circle_does_not_end_the_search(tmp_path: Path) -> None:
    write(tmp_path, "a.qd")
    (tmp_path / "round").symlink_to("round")
    assert paths(find([str(tmp_path)])) == ["a.qd"]


def test_a_named_file_that_is_too_large_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "a.qd", "x.csv")
    monkeypatch.setattr(library, "MOST_SHEET_BYTES", 3)
    assert named(tmp_path, "x.csv") == "sheet-large"


def test_a_text_from_standard_input_names_files_beside_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, "city/x.csv", "y.csv")
    monkeypatch.chdir(tmp_path)
    for name, written, path in (
        ("city/a.qd", "x.csv", "x.csv"),
        ("city/a.qd", "../y.csv", None),
        ("<stdin>", "y.csv", "y.csv"),
    ):
        found = find([], Stdin(name=name, data=b""))
        there = attached(found.texts[0], written, found)
        assert (None if isinstance(there, Refused) else there.path.rpartition("/")[2]) == path
