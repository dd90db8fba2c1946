"""How marked cells and paragraphs look in an office's programs: light grounds that a printer without colour keeps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

HEAD: Final = "E7E6E6"
"""The ground of heading rows, and of labels a shade lighter."""

LABEL: Final = "F5F5F5"
LINE: Final = "7F7F7F"
INK: Final = "000000"
FAINT: Final = "595959"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shade:
    """A ground, an ink and an edge as RRGGBB; no ground where it is empty. What must not be missed is bold."""

    ground: str = ""
    ink: str = INK
    edge: str = LINE
    bold: bool = False


SHADES: Final = {
    "": Shade(),
    "breach": Shade(ground="F8CBB5", edge="A83200", bold=True),
    "undetermined": Shade(ground="FFF2C4", edge="8A6D00"),
    "excused": Shade(ground="DCE8F5", edge="1C6EA4"),
    "good": Shade(ground="E2F2EA", edge="00785A"),
    "faint": Shade(ink=FAINT, edge="BFBFBF"),
}
"""A shade for each tone of a paper. After the palette of Okabe and Ito; in grey, a breach is the darkest."""
