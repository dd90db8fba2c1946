"""Papers as one Word document: pages, headings, the table of contents, and what the file says of itself."""

from __future__ import annotations

from datetime import UTC, datetime, time
from itertools import count
from typing import TYPE_CHECKING, Any, Final

import docx

from qingdan_checker.layout.columns import visible
from qingdan_checker.layout.tones import LINE
from qingdan_checker.messages.language import language_tag
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

_SHORT: Final = 11906
_LONG: Final = 16838
"""The sides of A4, in twentieths of a point."""

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
        body.extend(_Writer(paper, _Feet(document, paper), numbers).pages(last=at + 1 == len(papers)))
    return zipped(document)


def _tidy(document: Document) -> None:
    """Leaves out the template's thumbnail and the like; tells Word that the file is not of an old Word."""
    for part in (document.part.package, document.part):
        for key, relation in list(part.rels.items()):
            if relation.reltype.rsplit("/", 1)[-1] in _FOREIGN:
                del part.rels[key]
    settings: Any = document.settings.element
    settings.find(qualified("zoom")).set(qualified("percent"), "100")
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
    known.language = language_tag(paper.language)
    known.comments = known.keywords = known.category = ""
    known.revision = 1


class _Feet:
    """The feet of a paper's pages: its line, and the page of how many; one for each width of a page."""

    def __init__(self, document: Document, paper: Paper) -> None:
        self._document = document
        self._paper = paper
        self._names: dict[int, str] = {}

    def name(self, across: int) -> str:
        """What the foot of pages so wide is referred to by; it is made when it is first asked for."""
        if across not in self._names:
            whole: Any = self._document.part  # python-docx has no types here
            part, self._names[across] = whole.add_footer_part()
            for old in list(part.element):
                part.element.remove(old)
            part.element.append(self._foot(across))
        return self._names[across]

    def _foot(self, across: int) -> Element:
        line = run(self._paper.foot.replace("\n", " "), blocks.letters(self._paper.language))
        pages = [*field("PAGE", run("1")), run(" / "), *field("NUMPAGES", run("1"))]
        edge = el("pBdr", el("top", val="single", sz=4, space=4, color=LINE))
        tabs = el("tabs", el("tab", val="right", pos=across))
        return paragraph("Footer", line, el("r", el("tab")), *pages, pBdr=edge, tabs=tabs)


class _Writer:
    """Writes one paper; pages that lie are told from upright ones as tables ask for them."""

    def __init__(self, paper: Paper, feet: _Feet, numbers: Iterator[int]) -> None:
        self._paper = paper
        self._feet = feet
        self._lying = False
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
        yield from self._turned(lying=bool(section.blocks) and _wide(section.blocks[0]))
        yield paragraph(f"Heading {level}", *_marked(mark, number, [title]))
        for block in section.blocks:
            yield from self._turned(lying=_wide(block))
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
                yield from blocks.table(block, language, blocks.ACROSS if self._lying else blocks.UPRIGHT)

    def _turned(self, *, lying: bool) -> Iterator[Element]:
        """Ends the page where what follows needs one that stands otherwise."""
        if lying != self._lying:
            yield paragraph("Gap", sectPr=self._page())
            self._lying = lying

    def _page(self) -> Element:
        """A4, upright or lying, with the paper's foot."""
        reference = el("footerReference", type="default")
        reference.set(_RELATION, self._feet.name(blocks.ACROSS if self._lying else blocks.UPRIGHT))
        upright = {"w": _SHORT, "h": _LONG}
        size = {"w": _LONG, "h": _SHORT, "orient": "landscape"} if self._lying else upright
        return el("sectPr", reference, el("type", val="nextPage"), el("pgSz", **size), el("pgMar", **_SIDES))


def _wide(block: Block) -> bool:
    """Whether a block needs a page that lies."""
    return isinstance(block, Table) and blocks.lies(block)


_SIDES: Final = {"top": 1417, "bottom": 1304, "left": 1276, "right": 1276, "header": 709, "footer": 680, "gutter": 0}
_RELATION: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def _marked(name: str, number: int, content: Sequence[Element]) -> Iterator[Element]:
    """Content between the ends of a bookmark."""
    yield el("bookmarkStart", id=number, name=name)
    yield from content
    yield el("bookmarkEnd", id=number)
