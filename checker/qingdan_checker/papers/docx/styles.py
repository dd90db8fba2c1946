"""The styles of the document: Song for what is read, Hei for headings, as Chinese offices print; Times beside them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from qingdan_checker.layout.tones import FAINT
from qingdan_checker.papers.docx.elements import Element, el, qualified

if TYPE_CHECKING:
    from docx.document import Document

SONG: Final = ("Times New Roman", "宋体")
HEI: Final = ("Arial", "黑体")
FIXED: Final = ("Consolas", "新宋体")


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How paragraphs of a style look: sizes and spaces in points, `line` in 240ths of a line."""

    size: float = 10.5
    fonts: tuple[str, str] = SONG
    bold: bool = False
    ink: str = ""
    before: int = 0
    after: int = 6
    line: int = 300
    centred: bool = False
    with_next: bool = False
    level: int | None = None
    indent: int = 0


def _heading(level: int, size: float, before: int) -> Look:
    return Look(size=size, fonts=HEI, before=before, line=276, with_next=True, level=level)


LOOKS: Final = {
    "Normal": Look(),
    "Title": Look(size=22, fonts=HEI, before=12, after=10, line=320, centred=True),
    "Subtitle": Look(size=12, ink=FAINT, after=18, centred=True),
    "Heading 1": _heading(0, 16, 20),
    "Heading 2": _heading(1, 14, 14),
    "Heading 3": _heading(2, 12, 10),
    "Heading 4": _heading(3, 10.5, 8),
    "Caption": Look(size=10, fonts=HEI, before=8, after=4, line=264, with_next=True),
    "Footer": Look(size=9, ink=FAINT, after=0, line=240),
    "Contents": Look(size=14, fonts=HEI, after=6, centred=True),
    "TOC 1": Look(after=2, line=276),
    "TOC 2": Look(size=9, after=0, line=264, indent=420),
    "Lead": Look(size=12, line=360),
    "Small": Look(size=9, ink=FAINT, line=264),
    "Cell": Look(size=9, after=0, line=252),
    "Head": Look(size=9, fonts=HEI, after=0, line=252),
    "Gap": Look(size=5, after=0, line=240),
}
"""By the names that Word knows; Contents, Lead, Small, Cell, Head and Gap are ours."""


def dress(document: Document) -> None:
    """Gives a document its styles."""
    root = document.styles.element
    root.find(f".//{qualified('lang')}").set(qualified("eastAsia"), "zh-CN")
    known = {style.get(qualified("styleId")): style for style in root.iter(qualified("style"))}
    for name, look in LOOKS.items():
        style = known.get(named(name))
        if style is None:
            style = _new(name)
            root.append(style)
        for tag in ("pPr", "rPr"):
            for old in style.findall(qualified(tag)):
                style.remove(old)
        style.extend([_paragraphs(look), _letters(look)])


def named(name: str) -> str:
    """What a style of this name is referred to by."""
    return name.replace(" ", "")


def _new(name: str) -> Element:
    """A style that the template lacks: one of Word's own, or one of ours."""
    own = {} if name.startswith("TOC") else {"customStyle": 1}
    called = el("name", val=name.replace("TOC", "toc"))
    return el("style", called, el("basedOn", val="Normal"), el("qFormat"), type="paragraph", styleId=named(name), **own)


def _paragraphs(look: Look) -> Element:
    return el(
        "pPr",
        el("keepNext") if look.with_next else None,
        el("widowControl"),
        el("spacing", before=look.before * 20, after=look.after * 20, line=look.line, lineRule="auto"),
        el("ind", left=look.indent) if look.indent else None,
        el("jc", val="center" if look.centred else "left"),
        None if look.level is None else el("outlineLvl", val=look.level),
    )


def _letters(look: Look) -> Element:
    half = round(look.size * 2)
    return el(
        "rPr",
        fonts(look.fonts),
        el("b", val="1" if look.bold else "0"),
        el("i", val="0"),
        el("color", val=look.ink or "000000"),
        el("spacing", val=0),
        el("kern", val=0),
        el("sz", val=half),
        el("szCs", val=half),
    )


def fonts(pair: tuple[str, str], **more: str) -> Element:
    """A font for Latin letters and one for Chinese characters."""
    latin, chinese = pair
    return el("rFonts", ascii=latin, hAnsi=latin, eastAsia=chinese, cs=latin, **more)
