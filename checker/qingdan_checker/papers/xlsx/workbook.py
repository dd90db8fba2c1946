"""Papers as one workbook: its sheets and their names, and what the file says of itself."""

from __future__ import annotations

import io
from datetime import datetime, time
from typing import TYPE_CHECKING, Final

import xlsxwriter

from qingdan_checker.layout.columns import visible
from qingdan_checker.papers.xlsx.looks import Looks
from qingdan_checker.papers.xlsx.parts import parts
from qingdan_checker.papers.xlsx.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qingdan_checker.papers import Paper, Section

LONGEST_NAME: Final = 31
"""Of a sheet, counted as Excel counts: a character beyond the first 65,536 is two."""

_FORBIDDEN: Final = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
_TAKEN: Final = "history"
"""Excel keeps this name for itself."""

_OPTIONS: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def written(papers: Sequence[Paper]) -> bytes:
    """The workbook as bytes; the same papers give the same ones."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, _OPTIONS)
    book.set_properties(_properties(papers[0]))
    looks = Looks(book)
    pages = [(paper, at, part) for paper in papers for at, part in enumerate(_parts(paper))]
    names = sheet_names([part.title for _, _, part in pages])
    for (paper, at, part), name in zip(pages, names, strict=True):
        Sheet(book.add_worksheet(name), looks, paper).fill(part, first=at == 0)
    if not pages:
        book.add_worksheet()
    book.close()
    return out.getvalue()


def _parts(paper: Paper) -> Iterator[Section]:
    for section in paper.sections:
        yield from parts(section, paper.language)


def _properties(paper: Paper) -> dict[str, object]:
    """The date is the one that was judged, since a clock would change the bytes."""
    return {
        "title": visible(paper.title)[:255],
        "subject": visible(paper.subtitle)[:255],
        "author": "qingdan",
        "created": datetime.combine(paper.judged, time()),
    }


def sheet_names(titles: Sequence[str]) -> Iterator[str]:
    """A name for each sheet that Excel takes, as near to its title as that allows; no two are alike."""
    taken = {_TAKEN}
    for at, title in enumerate(titles, 1):
        plain = " ".join(visible(title.replace("\n", " ")).translate(_FORBIDDEN).split()).strip("' ")
        name, number = _cut(plain or str(at), LONGEST_NAME), 1
        while name.casefold() in taken:
            number += 1
            name = f"{_cut(plain, LONGEST_NAME - len(str(number)) - 3)} ({number})".strip()
        taken.add(name.casefold())
        yield name


def _cut(text: str, most: int) -> str:
    """The text, shortened to so many units of UTF-16."""
    while len(text.encode("utf-16-le")) > most * 2:
        text = text[:-1]
    return text.strip("' ")
