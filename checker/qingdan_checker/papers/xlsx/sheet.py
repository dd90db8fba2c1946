"""One sheet: a section's texts, tables and cards one below another, with columns wide enough for all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from qingdan_checker.layout.columns import visible, width
from qingdan_checker.layout.spread import levelled, on_end, parted, wanted
from qingdan_checker.papers import Picture, Table, Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qingdan_checker.papers import Block, Cell, Paper, Section
    from qingdan_checker.papers.xlsx.looks import Looks

MOST: Final = 32_767
"""Characters that a cell takes; a longer text ends in a mark of it."""

WIDEST: Final = 48
"""Columns of half a Chinese character that a column is wide, at most."""

MOST_ACROSS: Final = 165
"""What all columns together are wide, at most, where their texts can be wrapped: more cannot be read in print."""

ACROSS: Final = 90
"""What a sheet of few columns is widened to, so that texts have room: about a page that lies."""

TALLEST: Final = 409
"""Points: Excel has no taller rows."""

MOST_FLAT: Final = 8
"""A table of marks with more columns has its heads on end."""

_LINE: Final = 1.4
"""The height of a line, in heights of its letters."""

_FONT: Final = 1.12
"""How many columns of our letters a column of Excel holds, which it measures by larger ones."""

_LETTER: Final = 5.6
"""The width of half a Chinese character in a heading row, in points."""

_FILTER: Final = 3
"""Columns that the button of a filter takes."""

_SOON: Final = 9
"""A heading row that stands further down is not kept in sight, since what is above it would fill the screen."""

_HEAD: Final = 255
_CUT: Final = 16
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "'")
_FOOT: Final = 240


class Sheet:
    """Fills a sheet from the top."""

    def __init__(self, sheet: Any, looks: Looks, paper: Paper) -> None:  # noqa: ANN401  XlsxWriter has no types
        self._sheet = sheet
        self._looks = looks
        self._paper = paper
        self._row = 0
        self._heads: list[int] = []
        self._widths: list[int] = []

    def fill(self, section: Section, *, first: bool) -> None:
        """Writes a section; the first one of a paper under the paper's title."""
        self._widths = _widths([block for block in _all(section) if isinstance(block, Table)])
        for at, wide in enumerate(self._widths):
            self._sheet.set_column(at, at, wide)
        if first:
            self._line(self._paper.title, "title")
            self._line(self._paper.subtitle, "subtitle")
        self._section(section, "heading")
        self._page()

    def _section(self, section: Section, role: str) -> None:
        self._line(section.title, role)
        for block in section.blocks:
            self._block(block)
        for inner in section.sections:
            self._row += 1
            self._section(inner, "inner")

    def _block(self, block: Block) -> None:
        match block:
            case Text():
                self._line(block.text, block.size, block.tone)
            case Picture():
                self._line(block.title, "caption")
                self._line(block.about, "small")
            case Table():
                self._line(block.title, "caption")
                self._table(block)
                self._row += 1

    def _line(self, text: str, role: str, tone: str = "") -> None:
        """A text over the whole width; a row that is merged does not grow by itself, so its height is reckoned."""
        if not text:
            return
        size = self._looks.size(role)
        lines = _lines(text, sum(self._widths) * 10 / size)
        self._high(self._row, lines * size * _LINE + 4)
        look = self._looks(role, tone, quoted=text.startswith(_FORMULA))
        if len(self._widths) > 1:
            self._sheet.merge_range(self._row, 0, self._row, len(self._widths) - 1, "", look)
        self._write(self._row, 0, text, look)
        self._row += 1

    def _table(self, table: Table) -> None:
        """A table with a heading row; where Excel allows, as a table of its own, so that it can be filtered."""
        top = self._row
        self._heads.append(top)
        turned = on_end(table.heads, dense=table.dense)
        for at, head in enumerate(table.heads):
            self._write(top, at, head, self._head(head, turned=turned and at > 0))
        longest = max(width(visible(head)) for head in table.heads)
        self._high(top, longest * _LETTER + 12 if turned else self._tall(table.heads))
        for row in table.rows:
            self._row += 1
            self._cells(table, row)
        if table.rows:
            self._filtered(table, top)
        self._row += 1

    def _cells(self, table: Table, row: Sequence[Cell]) -> None:
        for at, cell in enumerate(row):
            role = "code" if cell.code else "mark" if table.dense and at else "cell"
            self._write(self._row, at, cell.text, self._looks(role, cell.tone, quoted=cell.text.startswith(_FORMULA)))
        self._high(self._row, self._tall([cell.text for cell in row]))

    def _tall(self, texts: Sequence[str]) -> float:
        """The height of a row of cells, which each wrap their text."""
        lines = max(_lines(text, wide) for text, wide in zip(texts, self._widths, strict=False))
        return lines * self._looks.size("cell") * _LINE + 4

    def _high(self, row: int, points: float) -> None:
        self._sheet.set_row(row, min(TALLEST, points))

    def _filtered(self, table: Table, top: int) -> None:
        """Makes the rows a table of Excel's own; heads that Excel would change keep their words and have no filter."""
        heads = [_shown(head) for head in table.heads]
        if not _as_they_are(heads):
            return
        turned = on_end(table.heads, dense=table.dense)
        looks = [self._head(head, turned=turned and at > 0) for at, head in enumerate(heads)]
        columns = [{"header": head, "header_format": look} for head, look in zip(heads, looks, strict=True)]
        options = {"columns": columns, "style": None, "autofilter": not table.dense}
        self._sheet.add_table(top, 0, self._row, len(heads) - 1, options)

    def _head(self, head: str, *, turned: bool) -> Any:  # noqa: ANN401  as above
        return self._looks("turned" if turned else "head", quoted=head.startswith(_FORMULA))

    def _write(self, row: int, column: int, text: str, look: Any) -> None:  # noqa: ANN401
        """A text as a text, whatever it looks like."""
        shown = _shown(text)
        if shown:
            self._sheet.write_string(row, column, shown, look)
        else:
            self._sheet.write_blank(row, column, None, look)

    def _page(self) -> None:
        """How the sheet is printed; of a sheet with one table the heading row stays in sight and on each page."""
        sheet = self._sheet
        sheet.set_paper(9)  # A4
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
        foot = visible(self._paper.foot.replace("\n", " "))[:_FOOT].replace("&", "&&")
        sheet.set_footer(f"&L{foot[:_FOOT].rstrip('&')}&R&P / &N")
        if self._row:
            sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{self._row + 1}"})
        if len(self._heads) == 1:
            self._kept(self._heads[0])

    def _kept(self, head: int) -> None:
        self._sheet.repeat_rows(head)
        if head < _SOON:
            self._sheet.freeze_panes(head + 1, 1 if len(self._widths) > MOST_FLAT else 0)


def _all(section: Section) -> Iterator[Block]:
    """Every block of a section and of those inside it."""
    yield from section.blocks
    for inner in section.sections:
        yield from _all(inner)


def _widths(tables: Sequence[Table]) -> list[int]:
    """A width for each column, enough for all tables; a narrow sheet is widened, so that texts have room."""
    found: list[int] = []
    for table in tables:
        for at, wide in enumerate(_wanted(table)):
            found[at : at + 1] = [max(wide, found[at])] if at < len(found) else [wide]
    if not found:
        return [ACROSS]
    return parted(ACROSS, found) if sum(found) < ACROSS else levelled(found, MOST_ACROSS, MOST_FLAT * 2)


def _wanted(table: Table) -> list[int]:
    marks = table.dense and len(table.heads) > MOST_FLAT
    heads = [table.heads[0], *[""] * (len(table.heads) - 1)] if marks else table.heads
    rows = [heads, *([cell.text for cell in row] for row in table.rows)]
    room = 0 if marks else _FILTER
    return [min(WIDEST, wide + room) for wide in wanted([[_shown(one) for one in row] for row in rows])]


def _as_they_are(heads: Sequence[str]) -> bool:
    """Whether Excel takes these as the heads of a table without changing one."""
    plain = all(head.strip() == head != "" and len(head) <= _HEAD and "\n" not in head for head in heads)
    unescaped = not any("_x" in head.casefold() for head in heads)
    return plain and unescaped and len({head.casefold() for head in heads}) == len(heads)


def _lines(text: str, across: float) -> int:
    """How many lines a text takes in a cell so wide."""
    return sum(-(-max(1, width(visible(line))) // max(1, int(across * _FONT))) for line in text.split("\n"))


def _shown(text: str) -> str:
    """What a cell shows: what steers a reader is written out, and a text that is too long ends in a mark of it."""
    shown = "\n".join(visible(line) for line in text.split("\n"))
    while len(shown.encode("utf-16-le")) > MOST * 2:
        shown = f"{shown[: min(MOST, len(shown)) - _CUT]}…"
    return shown
