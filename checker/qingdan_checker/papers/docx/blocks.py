"""Texts, tables and cards as paragraphs and tables of Word."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from qingdan_checker.layout.columns import visible
from qingdan_checker.layout.columns import width as columns_of
from qingdan_checker.layout.spread import on_end, parted, wanted
from qingdan_checker.layout.tones import HEAD, LABEL, LINE, SHADES
from qingdan_checker.messages.printed import PART
from qingdan_checker.papers.docx.elements import Element, el, paragraph, run
from qingdan_checker.papers.docx.styles import FIXED, fonts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qingdan_checker.layout.tones import Shade
    from qingdan_checker.messages.language import Language
    from qingdan_checker.papers import Card, Cell, Table, Text

UPRIGHT: Final = 9354
"""The width of the text on an upright page, in twentieths of a point: 21 cm less 2.25 cm on either side."""

ACROSS: Final = 14286
"""The same on a page that lies: 29.7 cm less 2.25 cm on either side."""

MOST_UPRIGHT: Final = 8
"""A table with more columns gets a page that lies."""

MOST_MARKS: Final = 18
"""The same of a table of marks with short heads."""

MOST_ACROSS: Final = 24
"""A table with more columns is parted, each part with the first column."""

_FIRST: Final = 4
"""How much wider the first column of a table of marks is than the others, at least."""

_LETTER: Final = 100
"""The width of half a Chinese character in a heading row, a little more than it is."""

_TALLEST: Final = 3000
"""Of a heading row whose heads stand on end; longer heads are broken."""

_SHORT: Final = 2000
"""A card with less text, in half Chinese characters, is kept on one page."""

_SIZES: Final = {"normal": "Normal", "lead": "Lead", "small": "Small"}


def letters(language: Language, shade: Shade = SHADES[""], *, code: bool = False) -> Element:
    """The properties of a run: marks such as “ ” are Chinese ones in a Chinese paper."""
    hint = {"hint": "eastAsia"} if language == "zh" else {}
    return el(
        "rPr",
        fonts(FIXED, **hint) if code else el("rFonts", **hint),
        el("b") if shade.bold else None,
        el("color", val=shade.ink) if shade.ink != SHADES[""].ink else None,
        el("lang", val="en-US", eastAsia="zh-CN"),
    )


def text(block: Text, language: Language) -> Iterator[Element]:
    """A paragraph; a marked one has a ground and an edge on its left."""
    shade = SHADES[block.tone]
    layout = {}
    if shade.ground:
        layout["shd"] = el("shd", val="clear", color="auto", fill=shade.ground)
        layout["pBdr"] = el("pBdr", el("left", val="single", sz=24, space=4, color=shade.edge))
    yield paragraph(_SIZES[block.size], run(block.text, letters(language, shade)), **layout)


def lies(table: Table) -> bool:
    """Whether a table needs a page that lies: for many columns, or for some whose heads are words."""
    return len(table.heads) > (
        MOST_MARKS if table.dense and not on_end(table.heads, dense=table.dense) else MOST_UPRIGHT
    )


def table(block: Table, language: Language, across: int) -> Iterator[Element]:
    """A table under its title, in parts where it is wider than a page can show."""
    parts = list(_parts(len(block.heads)))
    for number, at in enumerate(parts, 1):
        title = block.title
        if len(parts) > 1:
            title = PART.say(language, {"title": title, "at": str(number), "of": str(len(parts))})
        yield from _caption(title, language)
        yield _table(block, at, language, across)
        yield paragraph("Gap")


def _parts(count: int) -> Iterator[list[int]]:
    """The columns of each part: the first one, and of the others as many as in each other part."""
    others = max(count - 1, 0)
    parts = -(-others // (MOST_ACROSS - 1)) or 1
    ends = [others * at // parts + 1 for at in range(parts + 1)]
    for start, end in pairwise(ends):
        yield [0, *range(start, end)]


def _caption(title: str, language: Language) -> Iterator[Element]:
    if title:
        yield paragraph("Caption", run(title, letters(language)))


def _table(block: Table, at: Sequence[int], language: Language, across: int) -> Element:
    widths = parted(across, [_shares(block)[one] for one in at])
    rows = [_heads(block, at, widths, language)]
    for row in block.rows:
        cells = zip(at, widths, strict=True)
        rows.append(_row([_written(row[one], language, width, **_centred(block, one)) for one, width in cells]))
    return grid(widths, rows, block.title)


def _heads(block: Table, at: Sequence[int], widths: Sequence[int], language: Language) -> Element:
    """The heading row; over many narrow columns of marks the heads stand on end."""
    turned = on_end(block.heads, dense=block.dense)
    longest = max(columns_of(visible(block.heads[one])) for one in at)
    cells = []
    for one, width in zip(at, widths, strict=True):
        content = run(block.heads[one], letters(language))
        head = paragraph("Head", content, keepNext=el("keepNext"), **_centred(block, one))
        cells.append(_cell([head], width, HEAD, turned=turned and one > 0))
    return _row(cells, head=True, height=min(_TALLEST, _LETTER * longest + 160) if turned else 0)


def _shares(block: Table) -> Sequence[int]:
    """What each column takes: as the table says, or as its texts want."""
    if block.widths:
        return block.widths
    if block.dense and len(block.heads) > MOST_UPRIGHT:
        return [_FIRST, *[1] * (len(block.heads) - 1)]
    return wanted([block.heads, *([cell.text for cell in row] for row in block.rows)])


def _centred(block: Table, column: int) -> dict[str, Element]:
    return {"jc": el("jc", val="center")} if block.dense and column else {}


def _written(cell: Cell, language: Language, width: int, **layout: Element) -> Element:
    shade = SHADES[cell.tone]
    content = paragraph("Cell", run(cell.text, letters(language, shade, code=cell.code)), **layout)
    return _cell([content], width, shade.ground)


def card(block: Card, language: Language, across: int) -> Iterator[Element]:
    """A bordered table: the headline over both columns, repeated on the next page; under it labels and texts."""
    widths = parted(across, (17, 83))
    shade = SHADES[block.tone]
    whole = len(block.rows) - 1 if sum(columns_of(visible(said.text)) for _, said in block.rows) < _SHORT else 0
    rows = [_row([_cell([_headline(block, language)], across, shade.ground or HEAD, over=2)], head=True)]
    for at, (label, said) in enumerate(block.rows):
        with_next = {"keepNext": el("keepNext")} if at < whole else {}
        name = _cell([paragraph("Head", run(label, letters(language)), **with_next)], widths[0], LABEL)
        rows.append(_row([name, _written(said, language, widths[1])]))
    yield grid(widths, rows, block.title, edge=shade.edge)
    yield paragraph("Gap")


def _headline(block: Card, language: Language) -> Element:
    shade = SHADES[block.tone]
    return paragraph("Head", run(block.title, letters(language, shade)), keepNext=el("keepNext"))


def grid(widths: Sequence[int], rows: Sequence[Element], title: str, *, edge: str = LINE) -> Element:
    """A table of fixed widths with thin lines; its title is there for those who listen to it."""
    sides = [el(side, val="single", sz=8, space=0, color=edge) for side in ("top", "left", "bottom", "right")]
    inside = [el(side, val="single", sz=4, space=0, color=LINE) for side in ("insideH", "insideV")]
    properties = el(
        "tblPr",
        el("tblW", w=sum(widths), type="dxa"),
        el("tblBorders", *sides, *inside),
        el("tblLayout", type="fixed"),
        el("tblCellMar", *(el(side, w=wide, type="dxa") for side, wide in _MARGINS)),
        el("tblLook", val="0020", firstRow=1, lastRow=0, firstColumn=0, lastColumn=0, noHBand=1, noVBand=1),
        _about(title),
    )
    return el("tbl", properties, el("tblGrid", *(el("gridCol", w=width) for width in widths)), *rows)


_MARGINS: Final = (("top", 40), ("left", 90), ("bottom", 40), ("right", 90))


def _about(title: str) -> Element | None:
    return el("tblCaption", val=visible(title)) if title else None


def _row(cells: Sequence[Element], *, head: bool = False, height: int = 0) -> Element:
    """A row that stays on one page, of a height at least; a heading row stands on each."""
    tall = el("trHeight", val=height, hRule="atLeast") if height else None
    return el("tr", el("trPr", el("cantSplit"), tall, el("tblHeader") if head else None), *cells)


def _cell(content: Sequence[Element], width: int, ground: str, *, over: int = 1, turned: bool = False) -> Element:
    properties = el(
        "tcPr",
        el("tcW", w=width, type="dxa"),
        el("gridSpan", val=over) if over > 1 else None,
        el("shd", val="clear", color="auto", fill=ground) if ground else None,
        el("textDirection", val="btLr") if turned else None,
        el("vAlign", val="center"),
    )
    return el("tc", properties, *content)
