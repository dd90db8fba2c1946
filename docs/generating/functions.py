"""Every function: what its module says of itself, and the kinds that it takes."""

from __future__ import annotations

import inspect
import pkgutil
import re
from importlib import import_module
from itertools import product
from typing import TYPE_CHECKING, Final

from generating.markdown import NOTE, coded, table
from qingdan_checker import functions as found_functions
from qingdan_dsl import words

if TYPE_CHECKING:
    from qingdan_checker.functions import Function

_FUNCTIONS: Final = """\
# Functions 函数

{note}

{functions}

X is any quantity. An argument that is undetermined makes the result undetermined. `sum(ITEM over DIMENSION)` and the
`count(…)` of a catalogue are [expressions](language/expressions.md) of their own.
"""

_MOST_ARGUMENTS: Final = 3


def functions() -> str:
    """Every function: what its module says of itself, and the kinds that it takes."""
    rows = []
    for found in pkgutil.iter_modules(found_functions.__path__):
        module = import_module(f"qingdan_checker.functions.{found.name}")
        function: Function = module.FUNCTION
        word = next(one for one in words.FUNCTIONS if one.english == function.name)
        rows.append((*_said(inspect.getdoc(module) or ""), coded(*word.chinese), _taken(function)))
    table_rows = ((form, chinese, said, taken) for form, said, chinese, taken in sorted(rows))
    return _FUNCTIONS.format(
        note=NOTE, functions=table(("function", "中文", "what it is", "takes → gives"), table_rows)
    )


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
