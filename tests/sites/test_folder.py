"""The folder of a site: only what has changed is written, what is gone is taken away, what is others' is left alone."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import pytest
from sites import site

from qingdan_checker.sites.folder import MARK, ForeignFolderError, Shown, opened, written

if TYPE_CHECKING:
    from pathlib import Path

    from qingdan_checker.sites import Site

TEXT = """
    jurisdiction cn "国家" { level nation }
    item ratio "比例" {{ value percent }}
    document cn.a "甲" {{ issuer cn  issued 2020-01-01
        article "1" {{ rule floor: ratio >= 50%
        set ratio: {value} }} }}
    {more}
"""


def made(value: str = "80%", more: str = "") -> Site:
    return site(TEXT.replace("{ level nation }", "{{ level nation }}").format(value=value, more=more))


def put(home: Path, one: Site) -> int:
    folder = opened(home)
    written(one, ("zh", "en"), Shown(), folder)
    folder.close()
    return folder.changed


def contents(home: Path) -> dict[str, bytes]:
    return {str(path.relative_to(home)): path.read_bytes() for path in home.rglob("*") if path.is_file()}


def test_the_same_input_gives_the_same_bytes_and_writes_nothing_twice(tmp_path: Path) -> None:
    assert put(tmp_path / "one", made()) > 20
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "one" / "docs").rglob("*")}
    assert put(tmp_path / "one", made()) == 0
    assert {path: path.stat().st_mtime_ns for path in before} == before
    put(tmp_path / "other", made())
    assert contents(tmp_path / "one") == contents(tmp_path / "other")


def test_only_pages_that_say_something_else_are_written_again(tmp_path: Path) -> None:
    put(tmp_path, made())
    changed = put(tmp_path, made("81%"))
    assert 0 < changed < len(contents(tmp_path)) / 2


def test_pages_that_are_gone_are_taken_away(tmp_path: Path) -> None:
    put(tmp_path, made(more='item cap "封顶" { value yuan }'))
    assert (tmp_path / "docs/zh/items/cap.md").exists()
    put(tmp_path, made())
    assert not (tmp_path / "docs/zh/items/cap.md").exists()


def test_a_folder_of_somebody_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text("site_name: mine\n")
    with pytest.raises(ForeignFolderError):
        opened(tmp_path)
    file = tmp_path / "mkdocs.yml"
    with pytest.raises(ForeignFolderError):
        opened(file)


def test_nothing_outside_is_written_or_taken_away(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "precious").write_text("x")
    home = tmp_path / "home"
    put(home, made())
    names = json.loads((home / MARK).read_text())
    (home / MARK).write_text(json.dumps([*names, "../outside/precious"]))
    put(home, made())
    assert (outside / "precious").exists()
    page = home / "docs/zh/index.md"
    page.unlink()
    page.symlink_to(outside / "precious")
    put(home, made())
    assert (outside / "precious").read_text() == "x"
    assert not page.is_symlink()


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_folder_that_leads_outside_is_refused(tmp_path: Path) -> None:
    home, outside = tmp_path / "home", tmp_path / "outside"
    outside.mkdir()
    put(home, made())
    for path in sorted((home / "docs/zh/items").iterdir()):
        path.unlink()
    (home / "docs/zh/items").rmdir()
    (home / "docs/zh/items").symlink_to(outside)
    with pytest.raises(ForeignFolderError):
        put(home, made())
    assert not list(outside.iterdir())


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_finished_site_that_leads_outside_or_is_somebody_elses_is_refused(tmp_path: Path) -> None:
    home, outside = tmp_path / "home", tmp_path / "outside"
    outside.mkdir()
    (outside / "precious").write_text("x")
    put(home, made())
    (home / "site").symlink_to(outside)
    with pytest.raises(ForeignFolderError):
        opened(home)
    (home / "site").unlink()
    (home / "site").mkdir()
    (home / "site" / "mine").write_text("x")
    with pytest.raises(ForeignFolderError):
        opened(home)


def test_settings_are_read_by_any_yaml_reader(tmp_path: Path) -> None:
    text = TEXT.replace("{ level nation }", "{{ level nation }}").format(value="1%", more="")
    put(tmp_path, site(text.replace("国家", "!!python: *a &b # {x}")))
    settings = json.loads((tmp_path / "mkdocs.yml").read_text().partition("\n")[2])
    assert settings["docs_dir"] == "docs/zh"
    assert settings["site_dir"] == "site"
    other = json.loads((tmp_path / "mkdocs.en.yml").read_text().partition("\n")[2])
    assert other["site_dir"] == "site/en"
