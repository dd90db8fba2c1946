"""Our own SVG read back: rectangles, lines, paths, circles and texts with their colours; nothing else is read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

from docx.oxml import parse_xml

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Style = dict[str, str]
Point = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fill:
    """A colour as RRGGBB, and another one that it is hatched with; `turn` is the angle of the hatching."""

    colour: str
    hatch: str = ""
    turn: int = 0
    opacity: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """A figure inside a box, in the picture's own units; a path has its points."""

    kind: Literal["rect", "ellipse", "line", "path"]
    x: float
    y: float
    width: float
    height: float
    fill: Fill | None
    stroke: Fill | None
    thick: float = 1.0
    dashed: bool = False
    points: tuple[Point, ...] = ()
    closed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A line of text at a point on its base line."""

    text: str
    x: float
    y: float
    size: float
    fill: Fill
    bold: bool
    anchor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """A picture: its size, and what is drawn, from the back to the front."""

    x: float
    y: float
    width: float
    height: float
    marks: tuple[Shape | Words, ...]


class UndrawnError(Exception):
    """The SVG has something that is not read here."""


def drawing(svg: str) -> Drawing | None:
    """The picture; None for one that has more than figures and texts, since half a picture would mislead."""
    try:
        root: Any = parse_xml(svg.encode())
        x, y, width, height = (float(one) for one in root.get("viewBox").replace(",", " ").split())
        marks = tuple(_Reader(root).marks())
    except (UndrawnError, ValueError, AttributeError, KeyError, SyntaxError):
        return None
    return Drawing(x=x, y=y, width=width, height=height, marks=marks)


_SILENT: Final = frozenset({"title", "desc", "defs", "style", "metadata"})
_INHERITED: Final = frozenset(
    {"fill", "stroke", "stroke-width", "font-size", "font-weight", "text-anchor", "stroke-dasharray", "opacity"}
)
_MOVE: Final = re.compile(r"translate\(\s*([-\d.]+)(?:[\s,]+([-\d.]+))?\s*\)")
_NUMBER: Final = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_STEP: Final = re.compile(r"([A-Za-z])([^A-Za-z]*)")
_RULE: Final = re.compile(r"([^{}]+)\{([^{}]*)\}")
_AT: Final = re.compile(r"@[^{}]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")
_KINDS: Final[dict[str, Literal["rect", "ellipse", "line"]]] = {
    "rect": "rect",
    "circle": "ellipse",
    "ellipse": "ellipse",
    "line": "line",
}
_NAMED: Final = {"white": "FFFFFF", "black": "000000", "none": ""}


class _Reader:
    """Reads the elements of one picture."""

    def __init__(self, root: Any) -> None:  # noqa: ANN401  an element of lxml
        self._root = root
        self._patterns = {one.get("id"): one for one in root.iter() if _tag(one) == "pattern"}
        self._rules: list[tuple[str, Style]] = []
        for sheet in (one for one in root.iter() if _tag(one) == "style"):
            for selectors, body in _RULE.findall(
                _AT.sub("", re.sub(r"/\*.*?\*/", "", sheet.text or "", flags=re.DOTALL))
            ):
                self._rules.extend((selector.strip(), _declared(body)) for selector in selectors.split(","))

    def marks(self) -> Iterator[Shape | Words]:
        """All that is drawn."""
        start = {"fill": "#000000", "stroke": "none", "font-size": "16", "stroke-width": "1"}
        yield from self._inside(self._root, {**start, **self._style(self._root)}, (0.0, 0.0))

    def _inside(self, parent: Any, above: Mapping[str, str], moved: Point) -> Iterator[Shape | Words]:  # noqa: ANN401
        for one in parent:
            tag = _tag(one)
            if not tag or tag in _SILENT:
                continue
            style = {**{key: value for key, value in above.items() if key in _INHERITED}, **self._style(one)}
            if style.get("display") == "none" or style.get("visibility") == "hidden":
                continue
            here = _moved(one, moved)
            if tag in {"g", "a"}:
                yield from self._inside(one, style, here)
            elif tag == "text":
                yield from self._words(one, style, here)
            else:
                yield self._shape(tag, one, style, here)

    def _style(self, one: Any) -> Style:  # noqa: ANN401
        """What is said of an element: by its attributes, then by its tag, its classes and itself."""
        found = {str(key): str(value) for key, value in one.attrib.items() if "{" not in key}
        classes = {f".{name}" for name in one.get("class", "").split()}
        tag = _tag(one)
        for names in ({tag, "*"}, classes | {f"{tag}{name}" for name in classes}):
            for selector, declared in self._rules:
                if selector.rsplit(" ", 1)[-1] in names:
                    found.update(declared)
        return {**found, **_declared(one.get("style", ""))}

    def _shape(self, tag: str, one: Any, style: Style, moved: Point) -> Shape:  # noqa: ANN401
        points, closed = _outline(tag, one)
        points = tuple((x + moved[0], y + moved[1]) for x, y in points)
        left, top = min(x for x, _ in points), min(y for _, y in points)
        return Shape(
            kind=_KINDS.get(tag, "path"),
            x=left,
            y=top,
            width=max(x for x, _ in points) - left,
            height=max(y for _, y in points) - top,
            fill=None if tag == "line" else self._paint(style, "fill"),
            stroke=self._paint(style, "stroke"),
            thick=_length(style.get("stroke-width", "1")),
            dashed=style.get("stroke-dasharray", "none") != "none",
            points=points,
            closed=closed,
        )

    def _words(self, one: Any, style: Style, moved: Point) -> Iterator[Words]:  # noqa: ANN401
        """A text, and the lines inside it, each at its own place."""
        if "writing-mode" in style:
            raise UndrawnError
        x = _length(one.get("x", "0")) + _length(one.get("dx", "0"))
        y = _length(one.get("y", "0")) + _length(one.get("dy", "0"))
        if _tag(one) == "text" and any(_tag(part) != "tspan" for part in one):
            raise UndrawnError
        if (one.text or "").strip():
            yield self._line(one.text, style, (x + moved[0], y + moved[1]))
        for part in one:
            if part.get("x") is None and ((one.text or "").strip() or (part.tail or "").strip()):
                raise UndrawnError  # where it stands depends on how wide the words before it are
            inner = {**style, **self._style(part)}
            part.set("y", part.get("y", str(y)))
            part.set("x", part.get("x", str(x)))
            yield from self._words(part, inner, moved)

    def _line(self, text: str, style: Style, at: Point) -> Words:
        weight = style.get("font-weight", "400")
        return Words(
            text=" ".join(text.split()),
            x=at[0],
            y=at[1],
            size=_length(style["font-size"]),
            fill=self._paint(style, "fill") or Fill(colour="000000"),
            bold=weight in {"bold", "600", "700", "800", "900"},
            anchor=style.get("text-anchor", "start"),
        )

    def _paint(self, style: Style, key: str) -> Fill | None:
        """A colour, or a pattern by its ground and its ink."""
        written = style.get(key, "none")
        if found := re.fullmatch(r"url\(['\"]?#([^'\")]+)['\"]?\)", written):
            return self._pattern(found[1])
        colour, opacity = _colour(written)
        opacity *= float(style.get(f"{key}-opacity", "1")) * float(style.get("opacity", "1"))
        return Fill(colour=colour, opacity=opacity) if colour and opacity else None

    def _pattern(self, name: str) -> Fill:
        pattern = self._patterns[name]
        parts = [self._style(part) for part in pattern]
        inks = [ink for part in parts for key in ("fill", "stroke") if (ink := _colour(part.get(key, "none"))[0])]
        turn = re.search(r"rotate\(\s*(-?\d+)", pattern.get("patternTransform", ""))
        ground, ink = inks[0], inks[-1]
        return Fill(colour=ground, hatch=ink, turn=int(turn[1]) % 180 if turn else 0)


def _tag(one: Any) -> str:  # noqa: ANN401
    """The name of an element without its namespace; empty for a comment."""
    return one.tag.rsplit("}", 1)[-1] if isinstance(one.tag, str) else ""


def _declared(body: str) -> Style:
    pairs = (one.partition(":") for one in body.split(";"))
    return {key.strip(): value.strip() for key, colon, value in pairs if colon}


def _length(written: str) -> float:
    return float(written.strip().removesuffix("px"))


def _colour(written: str) -> tuple[str, float]:
    """A colour as RRGGBB and how much it covers; no colour for none."""
    if written in _NAMED:
        return _NAMED[written], 1.0
    digits = written.removeprefix("#")
    if not written.startswith("#") or not re.fullmatch(r"[0-9a-fA-F]+", digits):
        raise UndrawnError
    if len(digits) in {3, 4}:
        digits = "".join(char * 2 for char in digits)
    return digits[:6].upper(), int(digits[6:] or "ff", 16) / 255


def _moved(one: Any, moved: Point) -> Point:  # noqa: ANN401
    transform = one.get("transform", "").strip()
    if not transform:
        return moved
    found = _MOVE.fullmatch(transform)
    if not found:
        raise UndrawnError
    return moved[0] + float(found[1]), moved[1] + float(found[2] or 0)


def _outline(tag: str, one: Any) -> tuple[tuple[Point, ...], bool]:  # noqa: ANN401
    """The corners of a figure, and whether it closes."""

    def at(*names: str) -> list[float]:
        return [_length(one.get(name, "0")) for name in names]

    match tag:
        case "rect":
            x, y, width, height = at("x", "y", "width", "height")
            return ((x, y), (x + width, y), (x + width, y + height), (x, y + height)), True
        case "circle" | "ellipse":
            x, y = at("cx", "cy")
            across, down = at("r", "r") if tag == "circle" else at("rx", "ry")
            return ((x - across, y - down), (x + across, y + down)), True
        case "line":
            x, y, end, low = at("x1", "y1", "x2", "y2")
            return ((x, y), (end, low)), False
        case "polygon" | "polyline":
            numbers = [float(number) for number in _NUMBER.findall(one.get("points"))]
            return tuple(zip(numbers[::2], numbers[1::2], strict=True)), tag == "polygon"
        case "path":
            return _path(one.get("d"))
    raise UndrawnError


def _path(written: str) -> tuple[tuple[Point, ...], bool]:
    """The corners of a path of one piece and straight lines."""
    points: list[Point] = []
    x = y = 0.0
    closed = False
    for step, rest in _STEP.findall(written):
        if closed or (points and step in "Mm") or step not in "MmLlHhVvZz":
            raise UndrawnError
        numbers = [float(number) for number in _NUMBER.findall(rest)]
        near = step.islower()
        if step in "Zz":
            closed = True
        for pair in _pairs(step, numbers, (x, y)):
            x, y = (x + pair[0], y + pair[1]) if near else pair
            points.append((x, y))
    return tuple(points), closed


def _pairs(step: str, numbers: list[float], here: Point) -> Iterator[Point]:
    """The points of a step; of a relative one how far each is from the last."""
    still = (0.0, 0.0) if step.islower() else here
    if step in "Hh":
        yield from ((number, still[1]) for number in numbers)
    elif step in "Vv":
        yield from ((still[0], number) for number in numbers)
    else:
        yield from zip(numbers[::2], numbers[1::2], strict=True)
