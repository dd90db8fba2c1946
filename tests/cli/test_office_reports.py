"""Audit reports for offices, as the command writes them."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import pytest
from command import REPOSITORY, TODAY, qingdan

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("environment")


def test_every_picture_of_a_report_is_drawn_in_word(tmp_path: Path) -> None:
    """What our own templates draw is read back without exception; the page has one more SVG, for its patterns."""
    for name in ("a.docx", "a.html"):
        assert qingdan("report", REPOSITORY, TODAY, "--lang", "both", "-o", tmp_path / name).status == 0
    with zipfile.ZipFile(tmp_path / "a.docx") as archive:
        drawn = archive.read("word/document.xml").count(b"<wpg:wgp>")
    assert drawn == (tmp_path / "a.html").read_text("utf-8").count("<svg") - 1 > 2


def test_a_workbook_is_written_as_the_name_says(tmp_path: Path) -> None:
    assert qingdan("report", REPOSITORY, TODAY, "-o", tmp_path / "a.xlsx").status == 0
    assert zipfile.is_zipfile(tmp_path / "a.xlsx")
