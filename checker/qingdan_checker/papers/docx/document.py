"""Papers as one Word document: pages, headings, the table of contents, and what the file says of itself."""

from __future__ import annotations

from datetime import UTC, datetime, time
from itertools import count
from typing import TYPE_CHECKING, Final

import docx

from qingdan_checker.layout.columns import visible
from qingdan_checker.messages.printed import CONTENTS, PAGES
from qingdan_checker.papers import Card, Picture, Table, Text
from qingdan_checker.papers.docx import blocks
from qingdan_checker.papers.docx.elements import Element, el, field, opening, paragraph, qualified, run
from qingdan_checker.papers.docx.picture import picture
from qingdan_checker.papers.docx.styles import dress
from qingdan_checker.papers.docx.zipped import zipped

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from docx.document import Document

    from qingdan_checker.papers import Block, Paper, Section

DEEPEST: Final = 4
"""Headings have so many levels; sections that lie deeper share the last."""

LISTED: Final = 2
"""The levels of the table of contents."""

LONGEST: Final = 30
"""A table of contents with more lines lists the first level alone."""

_SHORT: Final = 3700
_LONG: Final = 16838
_WIDE: Final = 11906
_FOREIGN: Final = ("thumbnail", "stylesWithEffects", "customXml", "extended-properties")
"""Parts of the template that say nothing of a report."""


def written(papers: Sequence[Paper]) -> bytes:
    """The document as bytes; the same papers give the same ones."""
    document = docx.Document()
    _tidy(document)
    dress(document)
    _stamp(document, papers[0])
    body = document.element.body
    for child in list(body):
        body.remove(child)
    numbers = count(1)
    for at, paper in enumerate(papers):
        body.extend(_Writer(paper, _foot(document, paper), numbers).pages(last=at + 1 == len(papers)))
    return zipped(document)


def _tidy(document: Document) -> None:
    """Leaves out the template's thumbnail and the like; tells Word that the file is not of an old Word."""
    for part in (document.part.package, document.part):
        for key, relation in list(part.rels.items()):
            if relation.reltype.rsplit("/", 1)[-1] in _FOREIGN:
                del part.rels[key]
    settings = document.settings.element
    settings.find(qualified("themeFontLang")).set(qualified("eastAsia"), "zh-CN")
    for setting in settings.find(qualified("compat")).iter(qualified("compatSetting")):
        if setting.get(qualified("name")) == "compatibilityMode":
            setting.set(qualified("val"), "15")


def _stamp(document: Document, paper: Paper) -> None:
    """What the file says of itself: the date is the one that was judged, since a clock would change the bytes."""
    known = document.core_properties
    day = datetime.combine(paper.judged, time(), UTC)
    known.created = known.modified = day
    known.title = visible(paper.title)[:255]
    known.subject = visible(paper.subtitle)[:255]
    known.author = known.last_modified_by = "qingdan"
    known.language = "zh-CN" if paper.language == "zh" else "en"
    known.comments = known.keywords = known.category = ""
    known.revision = 1


def _foot(document: Document, paper: Paper) -> str:
    """Makes the foot of a paper's pages: its line, and the page of how many; gives the name it is referred to by."""
    part, name = document.part.add_footer_part()
    for old in list(part.element):
        part.element.remove(old)
    look = blocks.letters(paper.language)
    pages = [*field("PAGE", run("1")), run(" / "), *field("NUMPAGES", run("1"))]
    part.element.append(
        paragraph(
            "Footer",
            run(paper.foot, look),
            el("r", el("tab")),
            *pages,
            pBdr=el("pBdr", el("top", val="single", sz=4, space=4, color="7F7F7F")),
            tabs=el("tabs", el("tab", val="right", pos=blocks.UPRIGHT)),
        )
    )
    return name


class _Writer:
    """Writes one paper; pages that lie are told from upright ones as tables ask for them."""

    def __init__(self, paper: Paper, foot: str, numbers: Iterator[int]) -> None:
        self._paper = paper
        self._foot = foot
        self._numbers = numbers
        self._heads: list[tuple[int, str, str]] = []

    def pages(self, *, last: bool) -> Iterator[Element]:
        """The content of a paper; of the last one the page stands at the end, of others in a paragraph."""
        language = self._paper.language
        content = [element for section in self._paper.sections for element in self._section(section, 1)]
        whole = f"_Paper{next(self._numbers)}"
        yield paragraph("Title", run(self._paper.title, blocks.letters(language)))
        if self._paper.subtitle:
            yield paragraph("Subtitle", run(self._paper.subtitle, blocks.letters(language)))
        yield from self._contents(whole)
        yield from _marked(whole, next(self._numbers), content)
        yield self._page() if last else paragraph("Gap", sectPr=self._page())

    def _contents(self, whole: str) -> Iterator[Element]:
        """A table of contents: links that are there from the start, in a field that Word can make anew with pages."""
        language = self._paper.language
        deepest = LISTED if sum(level <= LISTED for level, _, _ in self._heads) <= LONGEST else 1
        lines = [
            paragraph(f"TOC {level}", el("hyperlink", run(title, blocks.letters(language)), anchor=mark, history=1))
            for level, title, mark in self._heads
            if level <= deepest
        ]
        if not lines:
            return
        yield paragraph("Contents", run(CONTENTS.say(language)))
        begins = (
            el("r", el("fldChar", fldCharType="begin")),
            opening(f'TOC \\o "1-{deepest}" \\h \\z \\u \\b {whole}'),
            el("r", el("fldChar", fldCharType="separate")),
        )
        for place, element in enumerate(begins, 1):
            lines[0].insert(place, element)
        ends = el("r", el("fldChar", fldCharType="end"))
        yield from lines
        yield paragraph("Small", run(PAGES.say(language), blocks.letters(language)), ends)

    def _section(self, section: Section, level: int) -> Iterator[Element]:
        number = next(self._numbers)
        mark = f"_Toc{number:06}"
        level = min(level, DEEPEST)
        self._heads.append((level, section.title, mark))
        title = run(section.title, blocks.letters(self._paper.language))
        yield paragraph(f"Heading {level}", *_marked(mark, number, [title]))
        for block in section.blocks:
            yield from self._block(block)
        for inner in section.sections:
            yield from self._section(inner, level + 1)

    def _block(self, block: Block) -> Iterator[Element]:
        language = self._paper.language
        match block:
            case Text():
                yield from blocks.text(block, language)
            case Card():
                yield from blocks.card(block, language, blocks.UPRIGHT)
            case Picture():
                yield from picture(block, language, next(self._numbers))
            case Table():
                yield from self._table(block)

    def _table(self, block: Table) -> Iterator[Element]:
        """A table, on pages that lie where it is too wide for upright ones."""
        if blocks.columns(block) <= blocks.MOST_UPRIGHT:
            yield from blocks.table(block, self._paper.language, blocks.UPRIGHT)
            return
        yield paragraph("Gap", sectPr=self._page())
        yield from blocks.table(block, self._paper.language, blocks.ACROSS)
        yield paragraph("Gap", sectPr=self._page(lying=True))

    def _page(self, *, lying: bool = False) -> Element:
        """A4, upright or lying, with the paper's foot."""
        reference = el("footerReference", type="default")
        reference.set(_RELATION, self._foot)
        size = (
            el("pgSz", w=_LONG, h=_WIDE, orient="landscape")
            if lying
            else el("pgSz", w=_WIDE, h=_LONG)
        )
        sides = {"top": 1417, "bottom": 1304, "left": 1276, "right": 1276, "header": 709, "footer": 680, "gutter": 0}
        return el("sectPr", reference, el("type", val="nextPage"), size, el("pgMar", **sides))


_RELATION: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def _marked(name: str, number: int, content: Sequence[Element]) -> Iterator[Element]:
    """Content between the ends of a bookmark."""
    yield el("bookmarkStart", id=number, name=name)
    yield from content
    yield el("bookmarkEnd", id=number)
