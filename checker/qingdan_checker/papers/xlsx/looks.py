"""How cells look: one font for Chinese offices, text at the top and wrapped, grounds by tone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from qingdan_checker.layout.tones import FAINT, HEAD, LINE, SHADES

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format

SONG: Final = "宋体"
HEI: Final = "黑体"
FIXED: Final = "Consolas"

_BASE: Final[dict[str, Any]] = {"font_name": SONG, "font_size": 10, "valign": "top", "text_wrap": True}
_LINED: Final = {"border": 1, "border_color": f"#{LINE}"}
_ROLES: Final[dict[str, dict[str, Any]]] = {
    "title": {"font_name": HEI, "font_size": 18, "valign": "vcenter"},
    "subtitle": {"font_color": f"#{FAINT}", "font_size": 11},
    "heading": {"font_name": HEI, "font_size": 14, "valign": "vcenter"},
    "inner": {"font_name": HEI, "font_size": 12, "valign": "vcenter"},
    "caption": {"font_name": HEI, "font_size": 10, "valign": "vcenter"},
    "normal": {"font_size": 10.5},
    "lead": {"font_size": 12},
    "small": {"font_size": 9, "font_color": f"#{FAINT}"},
    "cell": _LINED,
    "code": {**_LINED, "font_name": FIXED},
    "mark": {**_LINED, "align": "center"},
    "head": {**_LINED, "font_name": HEI, "bg_color": f"#{HEAD}", "valign": "vcenter"},
    "turned": {**_LINED, "font_name": HEI, "bg_color": f"#{HEAD}", "align": "center", "rotation": 90},
}
"""By what stands in a cell."""


class Looks:
    """The formats of a workbook, each made once."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[tuple[str, str, bool], Format] = {}

    def __call__(self, role: str, tone: str = "", *, quoted: bool = False) -> Format:
        """How a role looks in a tone; `quoted` keeps a text a text when somebody edits its cell."""
        key = (role, tone, quoted)
        if key not in self._made:
            self._made[key] = self._book.add_format({**_BASE, **_ROLES[role], **_toned(tone), "quote_prefix": quoted})
        return self._made[key]

    def size(self, role: str) -> float:
        """The height of letters, in points."""
        return float(_ROLES[role].get("font_size", _BASE["font_size"]))


def _toned(tone: str) -> dict[str, Any]:
    shade = SHADES[tone]
    if not tone:
        return {}
    ground = {"bg_color": f"#{shade.ground}"} if shade.ground else {}
    return {**ground, "font_color": f"#{shade.ink}", "bold": shade.bold}
