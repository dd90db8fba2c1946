"""A paper: what an audit report says, as headings, texts, tables and pictures, whatever it is printed as.

Its writers are modules of this folder: each lays a paper out and decides nothing, so that no two forms of a report can
disagree. A writer is a form by being here.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from qingdan_checker.messages.language import Language

Tone = Literal["", "breach", "undetermined", "excused", "good", "faint"]
"""How a text or a cell is marked: by colour where there is any, and always by its words too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A paragraph. `lead` is what a head of department reads first; `small` a remark."""

    text: str
    size: Literal["normal", "lead", "small"] = "normal"
    tone: Tone = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell of a table; `code` is a piece of the policies' own text, to be set in a fixed width."""

    text: str
    tone: Tone = ""
    code: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table with a heading row. `widths` are shares of the page, one a column; `title` names it to a reader.

    A `dense` table has marks in its cells (a matrix), which are centred.
    """

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[int, ...] = ()
    dense: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One finding: its headline, and under it a label and a text for each thing that is to be said."""

    title: str
    tone: Tone
    rows: tuple[tuple[str, Cell], ...]
    mark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A drawing in SVG, with what it shows in words for those who cannot see it."""

    svg: str
    title: str
    about: str


Block = Text | Table | Card | Picture


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading with what stands under it; `mark` is unique in its paper and made of ASCII letters, digits and `-`."""

    mark: str
    title: str
    blocks: tuple[Block, ...]
    sections: tuple[Section, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A report in one language: its title, a line under it, its sections, and the line at the foot of each page."""

    language: Language
    title: str
    subtitle: str
    judged: date
    sections: tuple[Section, ...]
    foot: str


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
