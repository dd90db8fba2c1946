"""Files with entries (section 5): RFC 4180, cells trimmed, and every fault by its line."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .model import Catalogue, Column


@dataclass(eq=False, slots=True)
class Row:
    """A row: the line where it starts, its cells, whether its quotes are closed and end their cells, if it has any."""

    line: int
    cells: list[str] = field(default_factory=lambda: [""])
    sound: bool = True
    quoted: bool = False

    @property
    def blank(self) -> bool:
        """Whether its line holds nothing but white space."""
        return len(self.cells) == 1 and not self.quoted and not self.cells[0].strip()


@dataclass(eq=False, slots=True)
class Sheet:
    """What a file says: keys with their fields, and faults as code and line."""

    entries: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    faults: list[tuple[str, int]] = field(default_factory=list)


def rows(text: str) -> list[Row]:
    """The rows of a file; a blank line is none. A quote opens a cell only where nothing but blanks come before it."""
    found = [Row(1)]
    line, state = 1, "plain"
    for char in text.replace("\r\n", "\n").replace("\r", "\n"):
        row = found[-1]
        line += char == "\n"
        if state == "inside":
            state = "after" if char == '"' else "inside"
            row.cells[-1] += "" if char == '"' else char
        elif char == '"' and state == "after":  # doubled, it stands for one
            state = "inside"
            row.cells[-1] += char
        elif char == '"' and not row.cells[-1].strip() and state == "plain":
            state, row.cells[-1], row.quoted = "inside", "", True
        elif char == "\n":
            state = "plain"
            found.append(Row(line))
        elif char == ",":
            state = "plain"
            row.cells.append("")
        else:
            row.sound = row.sound and (state == "plain" or char.isspace())
            state = "plain" if state == "plain" else "behind"
            row.cells[-1] += char
    found[-1].sound = found[-1].sound and state != "inside"
    return [row for row in found if not row.blank]


def sheet(catalogue: Catalogue, data: bytes, *, keys_only: bool) -> Sheet:
    """The entries of a file; with a bad heading only the heading is reported."""
    try:
        found = rows(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        found = []
    if not found:
        return Sheet(faults=[("value", 1)])
    heading, *rest = found
    columns, faults = _headings(catalogue, heading, keys_only=keys_only)
    if faults:
        return Sheet(faults=[("value", heading.line)] * faults)
    return _entries(catalogue, columns, rest, keys_only=keys_only)


def _headings(catalogue: Catalogue, row: Row, *, keys_only: bool) -> tuple[list[Column | None], int]:
    """The column of each heading, and how many faults the heading has: unknown, given twice, without the key."""
    columns: list[Column | None] = []
    faults = 0 if row.sound else 1
    for cell in row.cells:
        column = catalogue.named(cell.strip())
        if isinstance(column, str) or (keys_only and column is not catalogue.key):
            columns.append(None)
            faults += 0 if keys_only else 1
        else:
            faults += column in columns
            columns.append(column)
    return columns, faults + (catalogue.key not in columns)


def _entries(catalogue: Catalogue, columns: Sequence[Column | None], found: list[Row], *, keys_only: bool) -> Sheet:
    made = Sheet()
    seen: set[str] = set()
    for row in found:
        cells = {column: cell.strip() for column, cell in zip(columns, row.cells, strict=False)}
        key = cells.get(catalogue.key, "")
        if len(row.cells) > len(columns) or not row.sound:
            made.faults.append(("value", row.line))
        if not key:
            made.faults.append(("value", row.line))
        elif key in seen:
            made.faults.append(("duplicate", row.line))
        seen.add(key)
        fields = {} if keys_only else {one.name: cells.get(one, "") for one in catalogue.fields}
        made.entries.append((key, fields))
    return made
