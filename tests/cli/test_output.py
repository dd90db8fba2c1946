"""What programs read from standard output is UTF-8 and the same bytes, whatever the console's encoding is."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from command import CATALOGUE, REPOSITORY, START, TODAY, qingdan

from qingdan_checker import papers

if TYPE_CHECKING:
    from pathlib import Path


def out(*arguments: object) -> bytes:
    """What a process prints whose console speaks GBK."""
    done = subprocess.run(
        [sys.executable, "-c", START, *map(str, arguments)],
        capture_output=True,
        check=False,
        timeout=60,
        env=os.environ | {"PYTHONIOENCODING": "gbk"},
    )
    assert done.returncode in {0, 1}, done.stderr
    return done.stdout


@pytest.mark.parametrize("form", ["json", "jsonl", "csv", "sarif", "junit", "gitlab"])
def test_forms_for_machines_are_utf_8(form: str) -> None:
    text = out("check", REPOSITORY, TODAY, "--lang", "zh", "--format", form).decode()
    if form == "junit":
        ET.fromstring(text)  # noqa: S314  we made it
    elif form == "csv":
        assert text.startswith("\ufeff")
    elif form != "jsonl":
        json.loads(text)


def test_a_paper_is_bytes_where_no_person_reads_it() -> None:
    assert "衡水市" in out("report", REPOSITORY, TODAY, "--lang", "zh", "--format", "html").decode()
    assert out("report", REPOSITORY, TODAY, "--format", "docx").startswith(b"PK")


def test_people_get_what_their_console_can_show() -> None:
    assert "衡水市" in out("check", REPOSITORY, TODAY, "--lang", "zh").decode("gbk")


def test_a_report_is_not_written_over_a_source_by_another_name(tmp_path: Path) -> None:
    source = tmp_path / "a.qd"
    source.write_text('jurisdiction cn "国" { level nation }', encoding="utf-8")
    (tmp_path / "b.json").hardlink_to(source)
    answer = qingdan("check", tmp_path, TODAY, "--report", f"json={tmp_path / 'b.json'}")
    assert answer.status == 2
    assert "is one of the files that are checked" in answer.err
    assert source.read_text(encoding="utf-8").startswith("jurisdiction")


def test_settings_may_begin_with_a_byte_order_mark(tmp_path: Path) -> None:
    (tmp_path / "a.qd").write_text('jurisdiction cn "国" { level nation }', encoding="utf-8")
    (tmp_path / "qingdan.toml").write_bytes(b'\xef\xbb\xbfthreshold = "note"\n')
    assert qingdan("check", tmp_path, TODAY).status == 0


def test_lines_of_json_say_what_was_left_out() -> None:
    answer = qingdan("check", REPOSITORY, TODAY, "--ignore", "breach", "--format", "jsonl")
    kinds = [json.loads(line)["type"] for line in answer.out.splitlines()]
    assert kinds.count("narrowing") == 1
    assert "breach" not in [json.loads(line).get("code") for line in answer.out.splitlines()]


def test_a_page_in_both_languages_has_one_main_part() -> None:
    text = qingdan("report", CATALOGUE, TODAY, "--no-library", "--lang", "both", "--format", "html").out
    assert text.count("<main") == 1
    assert text.count('<section class="paper') == 2


def test_a_missing_library_of_the_system_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "weasyprint.py").write_text('raise OSError("cannot load library libpango")', encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    for name in [name for name in sys.modules if name.partition(".")[0] == "weasyprint"]:
        monkeypatch.delitem(sys.modules, name)
    with pytest.raises(papers.MissingLibraryError, match="Pango"):
        papers.written("pdf", [])
