"""Elements of WordprocessingML: made one within another, with text that XML can carry."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from qingdan_checker.layout.columns import visible

if TYPE_CHECKING:
    from collections.abc import Iterator

Element = Any
"""An element of lxml, of which python-docx makes subclasses."""


@cache
def qualified(name: str) -> str:
    """A name of the namespace w as lxml writes it."""
    return str(qn(f"w:{name}"))


def el(name: str, /, *children: Element | None, **attributes: object) -> Element:
    """An element of the namespace w, with attributes of that namespace; children that are None are left out."""
    made = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        made.set(qualified(key), str(value))
    made.extend([child for child in children if child is not None])
    return made


def run(text: str, properties: Element | None = None) -> Element:
    """A run of text; its lines are broken, and what steers a reader is written out."""
    made = el("r", properties)
    for at, line in enumerate(text.split("\n")):
        made.extend(([el("br")] if at else []) + [_text(visible(line))])
    return made


def _text(text: str) -> Element:
    made = el("t")
    made.text = text
    made.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return made


def paragraph(style: str, *content: Element | None, **layout: Element) -> Element:
    """A paragraph in a style, with further properties by their names, in the order that the schema asks for."""
    properties = [layout[name] for name in _ORDER if name in layout]
    return el("p", el("pPr", el("pStyle", val=style.replace(" ", "")), *properties), *content)


_ORDER = ("keepNext", "pBdr", "shd", "tabs", "jc", "sectPr")


def field(instruction: str, *result: Element) -> Iterator[Element]:
    """The runs of a field, with what it shows until it is made anew."""
    yield el("r", el("fldChar", fldCharType="begin"))
    yield opening(instruction)
    yield el("r", el("fldChar", fldCharType="separate"))
    yield from result
    yield el("r", el("fldChar", fldCharType="end"))


def opening(instruction: str) -> Element:
    """The run with a field's instruction."""
    text = el("instrText")
    text.text = f" {instruction} "
    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return el("r", text)
