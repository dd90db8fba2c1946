"""The generated pages of the manual are what the code says today."""

from __future__ import annotations

import json
import re
from pathlib import Path

import click
import pytest

from generate import pages
from generating import commands, glossary, markdown, schema
from qingdan_checker import formats, papers
from qingdan_checker.checks import CHECKS
from qingdan_checker.cli.app import COMMANDS, app
from qingdan_checker.settings import KEYS

DOCS = Path(__file__).parents[2] / "docs"
PAGES = pages()


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


def _all_commands() -> list[tuple[str, click.Command]]:
    """Every command that can be run, with the words that call it."""
    context = click.Context(app)
    found: list[tuple[str, click.Command]] = []
    for name in COMMANDS:
        command = app.get_command(context, name)
        assert command
        group = command.commands if isinstance(command, click.Group) else {}
        found += [(f"{name} {inner}", one) for inner, one in group.items()] or [(name, command)]
    return found


@pytest.mark.parametrize(("name", "command"), _all_commands(), ids=lambda one: one if isinstance(one, str) else "")
def test_command_line_has_every_option_in_both_languages(name: str, command: click.Command) -> None:
    page = PAGES["command-line.md"]
    section = page[page.index(f"qingdan {name} ") :]
    for option in command.params:
        if isinstance(option, click.Option) and not option.hidden:
            english, chinese = markdown.parted(option.help or "")
            assert english, option.name
            assert re.search(r"[\u4e00-\u9fff]", chinese), option.name
            row = next(line for line in section.splitlines() if line.startswith("| `") and option.opts[-1] in line)
            assert all(form in row for form in (*option.opts, *option.secondary_opts))
            assert english.replace("|", "\\|") in row
            assert chinese in row


def test_every_command_has_a_section() -> None:
    assert [name for name in COMMANDS if f"\n## {name}\n" not in PAGES["command-line.md"]] == []


def test_a_command_that_the_prose_leaves_out_gets_one(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    prose = (markdown.PROSE / "command-line.md").read_text(encoding="utf-8")
    (tmp_path / "command-line.md").write_text(
        re.sub(r"\n## rules\n.*?(?=\n## )", "", prose, flags=re.DOTALL), encoding="utf-8"
    )
    for module in (markdown, commands):
        monkeypatch.setattr(module, "PROSE", tmp_path)
    assert "\n## rules\n\n```text\nqingdan rules [OPTIONS] [PATH]...\n```" in commands.command_line()


def test_every_format_and_form_is_there() -> None:
    page = PAGES["formats.md"]
    for name in formats.names():
        assert f"\n## {name}\n" in page
        assert formats.facts(name).chinese in page
    for name in papers.names():
        assert papers.facts(name).description in page


def test_every_key_of_the_schema_is_there() -> None:
    written = json.loads(schema.SCHEMA.read_text(encoding="utf-8"))
    page = PAGES["report-schema.md"]
    for name, part in {"": written, **written["$defs"]}.items():
        section = page[page.index(f"\n## {name or 'The report'}\n") :].split("\n## ", 2)[1]
        assert all(f"\n| `{key}` | " in section for key in part.get("properties", ())), name
        assert part.get("description", "") in page


def test_every_setting_is_there() -> None:
    assert [key for key in KEYS if f"\n| `{key}` | " not in PAGES["settings.md"]] == []


def test_glossary_has_both_languages_of_the_vocabulary() -> None:
    page = PAGES["glossary.md"]
    for row in (
        "| Inpatient payment ratio | 住院支付比例 | `inpatient.ratio` |",
        "| – Employee",
        "| undetermined | 待定 |",
    ):
        assert row in page
    names = re.findall(
        r"^(?:item|statistic|catalogue|dimension|define) (\S+)", glossary.VOCABULARY.read_text("utf-8"), re.MULTILINE
    )
    assert [name for name in names if f"| `{name}` |" not in page] == []


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.is_file() else ""
