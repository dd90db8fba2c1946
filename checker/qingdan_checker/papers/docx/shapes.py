"""A drawing as a group of Word's shapes: figures as vectors, hatching that prints, texts that stay texts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape

from qingdan_checker.layout.columns import visible, width
from qingdan_checker.papers.docx.drawing import Fill, Shape, Words

if TYPE_CHECKING:
    from qingdan_checker.papers.docx.drawing import Drawing

_SCHEMAS: Final = "http://schemas.openxmlformats.org"
NAMESPACES: Final = " ".join(
    f'xmlns:{prefix}="{address}"'
    for prefix, address in {
        "w": f"{_SCHEMAS}/wordprocessingml/2006/main",
        "mc": f"{_SCHEMAS}/markup-compatibility/2006",
        "wp": f"{_SCHEMAS}/drawingml/2006/wordprocessingDrawing",
        "a": f"{_SCHEMAS}/drawingml/2006/main",
        "wpg": "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    }.items()
)
"""Those that the elements of a group are in."""

_HATCHES: Final = {0: "horz", 45: "wdDnDiag", 90: "vert", 135: "wdUpDiag"}
_POINT: Final = 12700
_ASCENT: Final = 0.92
"""Of the size of a text, how much stands above its base line in the box that Word gives it."""

_LINE: Final = 1.25
"""The height of that box."""


def group(drawn: Drawing, scale: float) -> str:
    """The group, with the drawing's units made `scale` EMU each."""
    size = f'<a:off x="0" y="0"/><a:ext cx="{round(drawn.width * scale)}" cy="{round(drawn.height * scale)}"/>'
    inner = size.replace("a:off", "a:chOff").replace("a:ext", "a:chExt")
    marks = [
        _figure(mark, drawn, scale, number) if isinstance(mark, Shape) else _words(mark, drawn, scale, number)
        for number, mark in enumerate(drawn.marks, 1)
    ]
    return (
        f"<wpg:wgp><wpg:cNvGrpSpPr/><wpg:grpSpPr><a:xfrm>{size}{inner}</a:xfrm></wpg:grpSpPr>{''.join(marks)}</wpg:wgp>"
    )


def _figure(shape: Shape, drawn: Drawing, scale: float, number: int) -> str:
    box = [shape.x - drawn.x, shape.y - drawn.y, shape.width, shape.height]
    rising = shape.kind == "line" and _rises(shape)
    look = (
        _box([side * scale for side in box], rising=rising)
        + _geometry(shape, scale)
        + _filled(shape.fill)
        + _edge(shape, scale)
    )
    name = f'<wps:cNvPr id="{number}" name="Shape {number}"/>'
    return f"<wps:wsp>{name}<wps:cNvSpPr/><wps:spPr>{look}</wps:spPr><wps:bodyPr/></wps:wsp>"


def _rises(line: Shape) -> bool:
    """Whether a line goes up from left to right."""
    (left, start), (right, end) = line.points
    return (right - left) * (end - start) < 0


def _box(box: list[float], *, rising: bool = False) -> str:
    x, y, across, down = (round(side) for side in box)
    turned = ' flipV="1"' if rising else ""
    return f'<a:xfrm{turned}><a:off x="{x}" y="{y}"/><a:ext cx="{max(0, across)}" cy="{max(0, down)}"/></a:xfrm>'


def _geometry(shape: Shape, scale: float) -> str:
    if shape.kind != "path":
        return f'<a:prstGeom prst="{shape.kind}"><a:avLst/></a:prstGeom>'
    steps = []
    for at, (x, y) in enumerate(shape.points):
        step = "lnTo" if at else "moveTo"
        place = f'x="{round((x - shape.x) * scale)}" y="{round((y - shape.y) * scale)}"'
        steps.append(f"<a:{step}><a:pt {place}/></a:{step}>")
    size = f'w="{round(shape.width * scale)}" h="{round(shape.height * scale)}"'
    end = "<a:close/>" if shape.closed else ""
    lists = "<a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/>"
    sides = '<a:rect l="0" t="0" r="r" b="b"/>'
    path = f"<a:path {size}>{''.join(steps)}{end}</a:path>"
    return f"<a:custGeom>{lists}{sides}<a:pathLst>{path}</a:pathLst></a:custGeom>"


def _filled(fill: Fill | None) -> str:
    if fill is None:
        return "<a:noFill/>"
    if fill.hatch:
        inks = f"<a:fgClr>{_colour(fill.hatch)}</a:fgClr><a:bgClr>{_colour(fill.colour)}</a:bgClr>"
        return f'<a:pattFill prst="{_HATCHES.get(fill.turn, "wdUpDiag")}">{inks}</a:pattFill>'
    return f"<a:solidFill>{_colour(fill.colour, fill.opacity)}</a:solidFill>"


def _colour(colour: str, opacity: float = 1.0) -> str:
    seen = "" if opacity >= 1 else f'<a:alpha val="{round(opacity * 100_000)}"/>'
    return f'<a:srgbClr val="{colour}">{seen}</a:srgbClr>'


def _edge(shape: Shape, scale: float) -> str:
    if shape.stroke is None:
        return "<a:ln><a:noFill/></a:ln>"
    dashes = '<a:prstDash val="dash"/>' if shape.dashed else ""
    return f'<a:ln w="{round(shape.thick * scale)}">{_filled(shape.stroke)}{dashes}</a:ln>'


def _words(words: Words, drawn: Drawing, scale: float, number: int) -> str:
    """A text in a box without edges, wide enough for any font, set so that its base line is where it was."""
    across = (width(words.text) * 0.62 + 1) * words.size
    left = words.x - drawn.x - {"middle": across / 2, "end": across}.get(words.anchor, 0)
    top = words.y - drawn.y - words.size * _ASCENT
    look = _box([side * scale for side in (left, top, across, words.size * _LINE)])
    spaces = 'wrap="none" lIns="0" tIns="0" rIns="0" bIns="0" anchor="t"'
    return (
        f'<wps:wsp><wps:cNvPr id="{number}" name="Text {number}"/><wps:cNvSpPr txBox="1"/>'
        f'<wps:spPr>{look}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/><a:ln><a:noFill/></a:ln></wps:spPr>'
        f"<wps:txbx><w:txbxContent>{_line(words, scale)}</w:txbxContent></wps:txbx>"
        f"<wps:bodyPr {spaces}><a:noAutofit/></wps:bodyPr></wps:wsp>"
    )


def _line(words: Words, scale: float) -> str:
    half = max(2, round(words.size * scale / _POINT * 2))
    side = {"middle": "center", "end": "right"}.get(words.anchor, "left")
    exact = round(words.size * _LINE * scale / _POINT * 20)
    bold = "<w:b/>" if words.bold else ""
    letters = (
        f'<w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:eastAsia="黑体" w:cs="Arial"/>{bold}'
        f'<w:color w:val="{words.fill.colour}"/><w:sz w:val="{half}"/><w:szCs w:val="{half}"/></w:rPr>'
    )
    space = f'<w:spacing w:before="0" w:after="0" w:line="{exact}" w:lineRule="exact"/>'
    layout = f'<w:pPr><w:pStyle w:val="Gap"/>{space}<w:jc w:val="{side}"/></w:pPr>'
    shown = f'<w:t xml:space="preserve">{escape(visible(words.text))}</w:t>'
    return f"<w:p>{layout}<w:r>{letters}{shown}</w:r></w:p>"
