"""Colours for a terminal, or none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

_CODES: Final = {
    "error": "1;31",
    "warning": "1;33",
    "note": "1;36",
    "strong": "1",
    "gutter": "1;34",
    "good": "1;32",
    "faint": "2",
}


@dataclass(frozen=True, slots=True)
class Paint:
    """Marks up text for a terminal, or leaves it as it is."""

    on: bool = False

    def __call__(self, text: str, style: str) -> str:
        """The text in a style: a severity, `strong`, `gutter`, `good` or `faint`."""
        return f"\x1b[{_CODES[style]}m{text}\x1b[0m" if self.on and text else text
