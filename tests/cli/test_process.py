"""The command as a process: start-up, encodings, pipes, hostile files."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest
from command import REPOSITORY, START, TODAY, process

from qingdan_checker.version import VERSION

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("environment")


def loaded(*arguments: str) -> set[str]:
    """The modules that a command line loads."""
    code = f"import sys, atexit\natexit.register(lambda: sys.stderr.write('\\n' + ' '.join(sys.modules)))\n{START}"
    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, check=False, timeout=60)
    return set(done.stderr.decode().rsplit("\n", 1)[-1].split())


def test_the_version_is_answered_before_anything_is_loaded() -> None:
    answer = process("--version")
    assert answer.out == f"qingdan {VERSION}\n"
    heavy = {"click", "lark", "jinja2", "wcwidth", "json", "pathlib", "qingdan_dsl", "qingdan_checker.pipeline"}
    assert not loaded("--version") & heavy


def test_a_second_run_loads_neither_parser_nor_checker() -> None:
    process("check", REPOSITORY, TODAY)
    modules = loaded("check", str(REPOSITORY), TODAY)
    assert "click" in modules
    assert not modules & {"lark", "jinja2", "sqlite3", "qingdan_dsl.parse", "qingdan_checker.pipeline"}


def test_a_run_with_kept_tables_does_not_load_lark(tmp_path: Path) -> None:
    process("check", REPOSITORY, TODAY)
    (tmp_path / "a.qd").write_text('jurisdiction cn "国" { level nation }', encoding="utf-8")
    assert not loaded("check", str(tmp_path), TODAY) & {"lark", "jinja2"}


@pytest.mark.parametrize("encoding", ["ascii", "gbk", "latin-1", "utf-8"])
def test_every_console_can_print_it(encoding: str) -> None:
    environment = os.environ | {"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
    done = subprocess.run(
        [sys.executable, "-c", START, "check", str(REPOSITORY), TODAY, "--lang", "both"],
        capture_output=True,
        check=False,
        timeout=60,
        env=environment,
    )
    assert (done.returncode, done.stderr) == (1, b"")
    if encoding in {"gbk", "utf-8"}:
        assert b"\\u" not in done.stdout
        assert "错误[breach]".encode(encoding) in done.stdout


def test_a_reader_that_goes_away_is_no_fault(tmp_path: Path) -> None:
    for number in range(200):
        (tmp_path / f"{number}.qd").write_text("nonsense here\n" * 20, encoding="utf-8")
    with subprocess.Popen(
        [sys.executable, "-c", START, "check", str(tmp_path), TODAY, "--no-library", "--no-cache"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as running:
        assert running.stdout
        assert running.stderr
        running.stdout.read(1)
        running.stdout.close()
        err = running.stderr.read()
    assert err == b""


def test_no_progress_bar_without_a_terminal(tmp_path: Path) -> None:
    for number in range(50):
        (tmp_path / f"{number}.qd").write_text(f'jurisdiction j{number} "{number}" {{ level nation }}\n')
    assert process("check", tmp_path, TODAY, "--no-cache").err == ""


HOSTILE = {
    "braces": b"{" * 10_000,
    "closing": b"}" * 10_000,
    "brackets": b"document a.b {" + b"[" * 10_000,
    "digits": b"item a { value number in " + b"9" * 1_000_000 + b".. }",
    "nul": b"\x00" * 100_000,
    "quote": b'document a "' + b"x" * 1_000_000,
    "fence": b"```qingdan\n" * 1000,
    "newlines": b"\n" * 1_000_000,
    "carriage returns": b"\r" * 1_000_000,
    "random": bytes(range(256)) * 1000,
    "surrogates": b"\xed\xa0\x80" * 100,
    "empty": b"",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_text_ends_in_findings(tmp_path: Path, name: str) -> None:
    (tmp_path / "a.qd").write_bytes(HOSTILE[name])
    (tmp_path / "b.qd.md").write_bytes(HOSTILE[name])
    (tmp_path / "good.qd").write_text('jurisdiction cn "国" { level nation }', encoding="utf-8")
    began = time.monotonic()
    answer = process("check", tmp_path, TODAY, "--lang", "both")
    assert answer.status in {0, 1}, answer.err
    assert "Traceback" not in answer.err
    assert time.monotonic() - began < 30


def test_a_file_of_100_megabytes_is_refused_at_once(tmp_path: Path) -> None:
    with (tmp_path / "big.qd").open("wb") as stream:
        stream.truncate(100 * 1024 * 1024)
    began = time.monotonic()
    answer = process("check", tmp_path, TODAY, "--no-library")
    assert answer.status == 1
    assert "104857600 bytes" in answer.out
    assert time.monotonic() - began < 10
