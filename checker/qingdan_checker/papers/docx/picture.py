"""A picture in Word: its SVG drawn as Word's own shapes, or what it shows in words where that cannot be done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from docx.oxml import parse_xml

from qingdan_checker.layout.columns import visible
from qingdan_checker.papers.docx.blocks import UPRIGHT, letters
from qingdan_checker.papers.docx.drawing import drawing
from qingdan_checker.papers.docx.elements import Element, el, paragraph, run
from qingdan_checker.papers.docx.shapes import NAMESPACES, group

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qingdan_checker.messages.language import Language
    from qingdan_checker.papers import Picture

_EMU: Final = 635
"""In a twentieth of a point."""

_PIXEL: Final = 9525
"""As large as a drawing is on a screen; a small one is not blown up."""

_TALLEST: Final = 8_300_000
"""What fits on a page under a heading: 23 cm."""


def picture(block: Picture, language: Language, number: int) -> Iterator[Element]:
    """The title, the drawing, and what it shows in words below it; they are also its alternative text."""
    yield paragraph("Caption", run(block.title, letters(language)))
    drawn = drawing(block.svg)
    if drawn is not None:
        scale = min(_PIXEL, UPRIGHT * _EMU / drawn.width, _TALLEST / drawn.height)
        extent = f'cx="{round(drawn.width * scale)}" cy="{round(drawn.height * scale)}"'
        shapes: Element = parse_xml(
            _INLINE.format(namespaces=NAMESPACES, extent=extent, number=number, group=group(drawn, scale))
        )
        known = shapes.find(".//{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr")
        known.set("title", visible(block.title))
        known.set("descr", visible(block.about))
        yield paragraph("Gap", el("r", shapes), jc=el("jc", val="center"), keepNext=el("keepNext"))
    yield paragraph("Small", run(block.about, letters(language)))


_INLINE: Final = (
    "<mc:AlternateContent {namespaces}>"
    '<mc:Choice Requires="wpg"><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {extent}/>'
    '<wp:docPr id="{number}" name="Picture {number}"/>'
    '<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingGroup">'
    "{group}</a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice>"
    "<mc:Fallback/>"
    "</mc:AlternateContent>"
)
