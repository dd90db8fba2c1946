"""A paper: what an audit report says, as headings, texts, tables and pictures, whatever it is printed as."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
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


Sort = Literal["jurisdiction", "document", "rule", "item", "catalogue"]
"""What a piece of text can speak of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ref:
    """What a piece of text speaks of, for those who can follow it: a thing by its sort and name.

    A document's `article` may be named, and a `line` of its file: that of a statement in the article.
    """

    sort: Sort
    name: str
    article: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell of a table; `code` is a piece of the policies' own text, to be set in a fixed width.

    `ref` is what the text speaks of. Where several things are named, `parts` has each with its own; `text` is all.
    """

    text: str
    tone: Tone = ""
    code: bool = False
    ref: Ref | None = None
    parts: tuple[Cell, ...] = ()


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
