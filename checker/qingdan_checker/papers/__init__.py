"""Forms of a paper, a module each: each lays a paper out and decides nothing, so that no two can disagree.

A module here is a form by being here.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING

from qingdan_checker.paper import Block, Card, Cell, Paper, Picture, Section, Table, Text, Tone

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = [
    "Block",
    "Card",
    "Cell",
    "Form",
    "MissingExtraError",
    "MissingLibraryError",
    "Paper",
    "Picture",
    "Section",
    "Table",
    "Text",
    "Tone",
    "facts",
    "names",
    "written",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A form of a paper: what it is for in a line of English and of Chinese; `binary` ones go to a file only."""

    name: str
    description: str
    chinese: str
    binary: bool = False


def names() -> tuple[str, ...]:
    """The names of all forms."""
    return tuple(sorted(module.name for module in iter_modules(__path__)))


def facts(name: str) -> Form:
    """What a form is for."""
    known = import_module(f"{__name__}.{name}").FORM
    assert isinstance(known, Form)  # noqa: S101  every module here has one: a test holds it
    return known


def written(name: str, papers: Sequence[Paper]) -> bytes:
    """One or more papers, one after another, in a form.

    Raises MissingExtraError where the form needs a package that is not installed.
    """
    data = import_module(f"{__name__}.{name}").write(papers)
    assert isinstance(data, bytes)  # noqa: S101  as above
    return data


class MissingExtraError(Exception):
    """A form needs an extra that is not installed; its argument is the extra's name."""


class MissingLibraryError(Exception):
    """A form needs a library of the system; its argument is the library's name."""
