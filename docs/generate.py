"""Writes the pages of the manual that the code itself determines: keywords, functions, finding codes.

`python docs/generate.py` writes them; a test compares them with what stands in the repository.
"""  # noqa: INP001  a script beside the pages that it writes

from __future__ import annotations

import inspect
import pkgutil
import re
from importlib import import_module
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Final

from qingdan_checker import functions as found_functions
from qingdan_checker import pages as pages_of_codes
from qingdan_checker.checks import CHECKS
from qingdan_dsl import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from qingdan_checker.functions import Function
    from qingdan_checker.messages.language import Language

REFERENCE: Final = Path(__file__).parent / "reference"

TRIED_ON: Final = "2023-01-01"
"""The day on which the examples of the finding codes show what they say."""

_NOTE: Final = "<!-- Made by docs/generate.py from the code. Do not edit. -->"

_KEYWORDS: Final = """\
# 13. Keywords 关键词

{note}

Every keyword has a Chinese form with the same meaning, and both may stand in one file. Of several Chinese forms each is
read in each place, and the formatter writes the right one. A form marked † holds the preposition that its English form
needs: `不超过` is `up to`, `批准 … 偏离` is `approve … to deviate from`.

## Words

{words}

The names of [functions](functions.md) are keywords too.

## Levels 层级

Highest first. They are ordinary names everywhere but where a level is written.

{levels}

## Kinds and units

{kinds}

A word for a unit is an ordinary name everywhere but directly after a number on the same line, and where a kind or a
measure's unit is written; there it stands for its kind.

## Marks 标点

The marks of the language are {marks}.

{alike}

Outside texts each of these means the same as its ASCII form: {wide}
"""

_FUNCTIONS: Final = """\
# Functions 函数

{note}

{functions}

X is any quantity. An argument that is undetermined makes the result undetermined. `sum(ITEM over DIMENSION)` and the
`count(…)` of a catalogue are [expressions](language/expressions.md) of their own.
"""

_FINDINGS: Final = """\
# Findings 结果

{note}

`qingdan explain CODE` prints the same pages. Each example can be saved as a file and checked with the bundled library;
it shows the finding on {day}.

{findings}
"""

_FINDING: Final = """\
# {code}

{note}

{english}

## 中文

{chinese}
"""

_EXAMPLES: Final = ("Example", "示例")
_LANGUAGES: Final[tuple[Language, ...]] = ("en", "zh")
_MOST_ARGUMENTS: Final = 3


def pages() -> dict[str, str]:
    """All generated pages: their path below `reference`, and their text."""
    found = {"keywords.md": keywords(), "functions.md": functions(), "findings/index.md": findings()}
    return found | {f"findings/{code}.md": finding(code) for code in CHECKS}


def write(folder: Path = REFERENCE, made: Mapping[str, str] | None = None) -> None:
    """Writes all generated pages into a folder."""
    for path, text in (pages() if made is None else made).items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="\n")


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table; bars inside a cell are escaped."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


def coded(*texts: str) -> str:
    """Pieces of the language in backquotes, with commas."""
    return ", ".join(f"`{text}`" for text in texts)


# ---- words


def keywords() -> str:
    """§13: every word of the language, from the table of words."""
    return _KEYWORDS.format(
        note=_NOTE,
        words=table(("English", "中文"), ((coded(one.english), _chinese(one)) for one in words.KEYWORDS)),
        levels=table(("English", "中文"), ((coded(one.english), _chinese(one)) for one in words.LEVELS)),
        kinds=table(("kind", "中文", "units"), _kinds()),
        marks=" ".join(coded(mark) for mark, *_ in _marks()),
        alike=table(("mark", "means the same"), ((coded(mark), coded(*same)) for mark, *same in _marks() if same)),
        wide=" ".join(coded(chr(wide)) for wide in words.FULL_WIDTH),
    )


def _chinese(word: words.Word) -> str:
    return coded(*word.chinese) + (" †" if word.bare else "")


def _kinds() -> Iterator[tuple[str, str, str]]:
    for kind in words.KINDS:
        units = [unit for unit in words.UNITS if unit.kind == kind.english]
        yield coded(kind.english), coded(*kind.chinese), "; ".join(_unit(unit) for unit in units)


def _unit(unit: words.Unit) -> str:
    """A unit's forms, and how many of its kind's own unit it is."""
    size = f" = {int(unit.factor):,} {unit.kind}" if unit.factor != 1 else ""
    return coded(*unit.forms) + size


def _marks() -> list[list[str]]:
    """Every mark, with those that mean the same."""
    alike: dict[str, list[str]] = {}
    for mark, terminal in words.MARKS.items():
        alike.setdefault(terminal, []).append(mark)
    return list(alike.values())


# ---- functions


def functions() -> str:
    """Every function: what its module says of itself, and the kinds that it takes."""
    rows = []
    for found in pkgutil.iter_modules(found_functions.__path__):
        module = import_module(f"qingdan_checker.functions.{found.name}")
        function: Function = module.FUNCTION
        word = next(one for one in words.FUNCTIONS if one.english == function.name)
        rows.append((*_said(inspect.getdoc(module) or ""), coded(*word.chinese), _taken(function)))
    table_rows = ((form, chinese, said, taken) for form, said, chinese, taken in sorted(rows))
    return _FUNCTIONS.format(note=_NOTE, functions=table(("", "中文", "", "takes → gives"), table_rows))


def _said(text: str) -> tuple[str, str]:
    """How a function is written, and what it is, from a module's docstring: `form` (Chinese): what it is."""
    match = re.fullmatch(r"(`[^`]+`)\s*(?:\([^)]*\))?:\s*(.*)", " ".join(text.split()))
    assert match, text  # noqa: S101  so are the docstrings of functions written
    return match[1], match[2]


def _taken(function: Function) -> str:
    """The kinds of arguments for which a function has a value, and its kind; X where all are alike."""
    kinds = [word.english for word in words.KINDS]
    shapes: dict[str, set[str]] = {}
    for size in range(1, _MOST_ARGUMENTS + 1):
        for taken in product(kinds, repeat=size):
            given = function.kind(taken)
            if given is not None:
                alike = {*taken, given} == {given}
                names = ["X" if alike else kind for kind in (*taken, given)]
                shapes.setdefault(f"{', '.join(names[:-1])} → {names[-1]}", set()).update(taken)
    dates = any("date" in taken for taken in shapes.values())
    shown = "X, … → X" if len(shapes) == _MOST_ARGUMENTS else "; ".join(shapes)
    return shown + ("; dates too" if dates else "")


# ---- finding codes


def findings() -> str:
    """The index of all finding codes."""
    rows = ((f"[`{code}`]({code}.md)", *(_first_line(code, language) for language in _LANGUAGES)) for code in CHECKS)
    return _FINDINGS.format(note=_NOTE, day=TRIED_ON, findings=table(("code", "", ""), sorted(rows)))


def _first_line(code: str, language: Language) -> str:
    return pages_of_codes.text(code, language).partition("\n")[0]


def finding(code: str) -> str:
    """The page of a finding code, English and Chinese, from its check's own texts."""
    return _FINDING.format(
        code=code,
        note=_NOTE,
        english="\n\n".join(_sections(code, "en", f"{code}-en", "##")),
        chinese="\n\n".join(_sections(code, "zh", f"{code}-zh", "###")),
    )


def _sections(code: str, language: Language, example: str, level: str) -> Iterator[str]:
    """A check's text as Markdown: what it is, then each section with its head, its prose and its example."""
    page = pages_of_codes.page(code, language)
    yield page.first
    for section in page.sections:
        yield f"{level} {section.head}"
        for is_code, text in section.parts:
            yield f"<!-- qingdan: repository {example} -->\n```qingdan\n{text}\n```" if is_code else text
        if section.head in _EXAMPLES:
            command = "check" if getattr(CHECKS[code], "IN_CHECK", True) else "prove"
            yield f"<!-- qingdan: {command} {example} at {TRIED_ON} shows: {code} -->"


if __name__ == "__main__":
    write()
