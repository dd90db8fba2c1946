"""Python for the browser is the pinned release, byte for byte, or a plain refusal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playground.pages import package

from qingdan_checker.playground import MissingRuntimeError, fetched
from qingdan_checker.playground.runtime import FILES

if TYPE_CHECKING:
    from pathlib import Path


def test_what_was_fetched_is_used_again_and_what_was_changed_is_not(runtime: Path, tmp_path: Path) -> None:
    source = package()
    assert {file.name for file in runtime.iterdir()} == set(FILES)
    assert fetched(runtime.parent, tmp_path / "not there") == runtime
    own = fetched(tmp_path, source)
    (own / "pyodide.mjs").write_bytes(b"something else")
    assert fetched(tmp_path, source) == own
    assert (own / "pyodide.mjs").read_bytes() == (runtime / "pyodide.mjs").read_bytes()
    (own / "pyodide.mjs").write_bytes(b"something else")
    with pytest.raises(MissingRuntimeError):
        fetched(tmp_path, tmp_path / "not there")


def test_any_other_package_is_refused(tmp_path: Path) -> None:
    other = tmp_path / "other.tgz"
    other.write_bytes(b"not a package at all")
    with pytest.raises(MissingRuntimeError) as refused:
        fetched(tmp_path / "cache", other)
    assert "sha512" in refused.value.said.en
    assert "sha512" in refused.value.said.zh
    assert not (tmp_path / "cache").exists()


def test_without_npm_it_says_what_is_needed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(MissingRuntimeError) as refused:
        fetched(tmp_path / "cache")
    assert "npm" in refused.value.said.en
    assert "npm" in refused.value.said.zh


def test_where_npm_fails_its_words_are_passed_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "bin" / "npm"
    program.parent.mkdir()
    program.write_text("#!/bin/sh\necho 'no such host' >&2\nexit 1\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}:/bin:/usr/bin")
    with pytest.raises(MissingRuntimeError) as refused:
        fetched(tmp_path / "cache")
    assert "no such host" in refused.value.said.en
    assert "no such host" in refused.value.said.zh


def test_an_npm_in_the_folder_that_is_worked_in_is_not_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "npm"
    program.write_text("#!/bin/sh\ntouch ran\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(MissingRuntimeError):
        fetched(tmp_path / "cache")
    assert not (tmp_path / "ran").exists()
