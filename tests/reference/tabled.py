"""Random CSV files: headings as names or labels, cells as RFC 4180 lets them be written, now and then a fault."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .phrases import Named, Pen

FAULTS = (
    "heading",
    "twice",
    "nameless",
    "keyless",
    "empty key",
    "repeated",
    "longer",
    "unclosed",
    "bytes",
    "empty",
    "several",
)


class Tabler:
    """Writes files with entries."""

    def __init__(self, pen: Pen, keys: Sequence[str], texts: Sequence[str]) -> None:
        """Writes some of these keys, and these texts in their fields."""
        self._pen = pen
        self._dice = pen.dice
        self._keys = keys
        self._texts = texts

    def quoted(self, key: str) -> str:
        """A key or another text as a policy text writes it."""
        return '"' + key.replace('"', '\\"').replace("\n", "\\n") + '"'

    def sheet(self, columns: Sequence[Named], *, faulty: bool) -> bytes:
        """A file; the first of its columns is the key."""
        kept = [columns[0], *(one for one in columns[1:] if self._pen.chance(0.8))]
        self._dice.shuffle(kept)
        heading = [self._pen.name(one) for one in kept]
        rows = [self._row(key, kept, columns[0]) for key in self._chosen()]
        fault = self._dice.choice(FAULTS) if faulty else ""
        if fault in {"bytes", "empty"}:
            return b"\xff\xfe\x00" if fault == "bytes" else b"\r\n  \r\n"
        if fault == "twice":
            heading.append(self._pen.name(self._dice.choice(kept)))
        self._spoil(fault, heading, rows, kept.index(columns[0]))
        lines = [",".join(self._cell(cell) for cell in row) for row in (heading, *rows)]
        if fault == "unclosed":
            lines.append('"Z')
        for _ in range(self._dice.choice((0, 0, 1))):
            lines.insert(self._dice.randrange(1, len(lines) + 1), self._dice.choice(("", "  ")))
        end = self._dice.choice(("\n", "\n", "\r\n", "\r\n", "\r"))
        mark = b"\xef\xbb\xbf" if self._pen.chance(0.2) else b""
        return mark + (end.join(lines) + (end if self._pen.chance(0.8) else "")).encode()

    def _chosen(self) -> list[str]:
        return self._dice.sample(list(self._keys), self._dice.choice((0, 1, 2, 3, 3, 4, 5)))

    def _row(self, key: str, columns: Sequence[Named], first: Named) -> list[str]:
        cells = [key if one is first else self._dice.choice(self._texts) for one in columns]
        while columns[len(cells) - 1] is not first and self._pen.chance(0.1):
            cells.pop()
        return cells

    def _cell(self, text: str) -> str:
        written = text
        if self._pen.chance(0.1):
            written = f" {text}　"
        if text.startswith(" ") or any(mark in text for mark in ',"\n') or self._pen.chance(0.15):
            return '"' + written.replace('"', '""') + '"'
        return written

    def _spoil(self, fault: str, heading: list[str], rows: list[list[str]], key: int) -> None:
        if fault == "heading":
            heading.append("nothing")
        elif fault == "nameless":
            heading.append("")
        elif fault == "keyless":
            heading[key] = "no-key"
        elif fault == "empty key":
            rows.append([""] * (key + 1))
        elif fault in {"repeated", "several"} and rows:
            rows.append(list(rows[0]))
        if fault in {"longer", "several"}:
            rows.insert(0, [*(["Y"] * len(heading)), "", "x"])
