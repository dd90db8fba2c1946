"""The glossary: terms of the tool from its tables of messages and words, terms of the field from the vocabulary."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from generating.markdown import filled, table
from qingdan_checker import pages
from qingdan_checker.checks import CHECKS
from qingdan_checker.messages.said import SEVERITIES
from qingdan_checker.messages.states import STATES
from qingdan_dsl.parse import parse
from qingdan_dsl.source import Fault, read
from qingdan_dsl.syntax import declarations
from qingdan_dsl.words import KEYWORDS, LEVELS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qingdan_dsl.syntax.statements import Label

VOCABULARY: Final = Path(__file__).parents[2] / "policies" / "cn" / "vocabulary.qd"

_FORCES: Final = ("must", "in-principle", "encouraged")
_HEAD: Final = ("English", "中文", "written")
_REST: Final = re.compile(r"[.。].*", re.DOTALL)


def glossary() -> str:
    """The page of the glossary: prose around the tables."""
    made = {
        "states": table(("English", "中文"), [(one.en, one.zh) for one in STATES.values()]),
        "severities": table(("English", "中文"), [(one.en, one.zh) for one in SEVERITIES.values()]),
        "forces": _words(_FORCES),
        "levels": _words(tuple(one.english for one in LEVELS)),
        "codes": table(("code", "English", "中文"), sorted(_codes())),
    }
    return filled("glossary.md", {name: partial(_same, text) for name, text in made.items()} | {"declared": _declared})


def _same(text: str, _: str) -> str:
    return text


def _words(wanted: tuple[str, ...]) -> str:
    found = {one.english: one for one in (*KEYWORDS, *LEVELS)}
    return table(("English", "中文"), [(f"`{name}`", f"`{found[name].chinese[0]}`") for name in wanted])


def _codes() -> Iterator[tuple[str, str, str]]:
    for code in CHECKS:
        english, chinese = (_REST.sub("", pages.text(code, language).partition("\n")[0]) for language in ("en", "zh"))
        yield f"[`{code}`](findings/{code}.md)", english, chinese


def _declared(sorts: str) -> str:
    """What the bundled vocabulary declares of some sorts, with members: `Dimension Measure`."""
    kinds = tuple(getattr(declarations, sort) for sort in sorts.split())
    rows = [row for one in _vocabulary().declarations if isinstance(one, kinds) for row in _rows(one)]
    return table(_HEAD, rows)


def _vocabulary() -> declarations.File:
    source = read(VOCABULARY.name, VOCABULARY.read_bytes())
    assert not isinstance(source, Fault)  # noqa: S101  a test holds it
    return parse(source)


def _rows(one: declarations.Declaration) -> Iterator[tuple[str, str, str]]:
    yield _row(one.name.text, one.label, "")
    for member in getattr(one, "members", ()):
        if isinstance(member, declarations.Declaration):
            yield _row(member.name.text, member.label, "– ")


def _row(name: str, label: Label | None, before: str) -> tuple[str, str, str]:
    english, chinese = (label.english or "", label.text) if label else ("", "")
    return f"{before}{english or name}", f"{before}{chinese}", f"`{name}`"
