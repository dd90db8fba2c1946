"""The generated pages of the manual are what the code says today."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import TYPE_CHECKING

from qingdan_checker.checks import CHECKS

if TYPE_CHECKING:
    from types import ModuleType

DOCS = Path(__file__).parents[2] / "docs"


def _generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("generate", DOCS / "generate.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


PAGES: dict[str, str] = _generator().pages()


def test_pages_are_up_to_date() -> None:
    stale = [path for path, text in PAGES.items() if _read(DOCS / "reference" / path) != text]
    assert stale == [], "run `python docs/generate.py`"


def test_no_page_is_left_over() -> None:
    folder = DOCS / "reference" / "findings"
    assert {path.stem for path in folder.iterdir()} == {"index", *CHECKS}


def test_every_code_has_both_pages_with_all_four_heads() -> None:
    for code in CHECKS:
        text = PAGES[f"findings/{code}.md"]
        for head in ("## Why", "## Example", "## What to do", "## Source in law"):
            assert f"\n{head}\n" in text, (code, head)
        for head in ("### 为什么", "### 示例", "### 怎么办", "### 法律依据"):
            assert f"\n{head}\n" in text, (code, head)


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.is_file() else ""
