"""Writes the pages of the manual that the code itself determines.

`python docs/generate.py` writes them; a test compares them with what stands in the repository. Around some of them
stands prose that is written by hand, in `docs/generating/prose`.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from generating.commands import command_line
from generating.findings import finding, findings
from generating.formats import report_formats
from generating.functions import functions
from generating.glossary import glossary
from generating.schema import report_schema
from generating.settings import settings_keys
from generating.words import keywords
from qingdan_checker.checks import CHECKS

if TYPE_CHECKING:
    from collections.abc import Mapping

REFERENCE: Final = Path(__file__).parent / "reference"


def pages() -> dict[str, str]:
    """All generated pages: their path below `reference`, and their text."""
    made = {
        "keywords.md": keywords(),
        "functions.md": functions(),
        "command-line.md": command_line(),
        "formats.md": report_formats(),
        "report-schema.md": report_schema(),
        "settings.md": settings_keys(),
        "glossary.md": glossary(),
        "findings/index.md": findings(),
    }
    return made | {f"findings/{code}.md": finding(code) for code in CHECKS}


def write(folder: Path = REFERENCE, made: Mapping[str, str] | None = None) -> None:
    """Writes all generated pages into a folder."""
    for path, text in (pages() if made is None else made).items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write()
