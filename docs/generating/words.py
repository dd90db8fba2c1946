"""§13: every word of the language, from the table of words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from generating.markdown import NOTE, coded, table
from qingdan_dsl import words

if TYPE_CHECKING:
    from collections.abc import Iterator

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


def keywords() -> str:
    """§13: every word of the language, from the table of words."""
    return _KEYWORDS.format(
        note=NOTE,
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
