"""Files with entries to the model: the heading, then each row; what is wrong is told with its row (section 5)."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from qingdan_checker import model as m
from qingdan_checker.sheets import Refused, Sheet, Sheets
from qingdan_checker.sheets.text import Row, rows_of, unreadable
from qingdan_dsl.source import MOST_FAULTS, Fault, Span

if TYPE_CHECKING:
    from qingdan_checker.listed import Fields

_MARKS: Final = (";", "\t", "，", "、", "；", "|")
"""What people separate cells by who do not use a comma."""


MOST_SHOWN: Final = 40
"""Of a longer heading the beginning is shown."""


class Rows(Mapping[str, m.Where]):
    """The place of each key of a file: where its row starts."""

    def __init__(self, path: str, keys: Mapping[str, object], starts: array[int]) -> None:
        self._path = path
        self._keys = keys
        self._starts = starts

    def __getitem__(self, key: str) -> m.Where:
        if key not in self._keys:
            raise KeyError(key)
        start = self._starts[list(self._keys).index(key)]
        return m.Where(path=self._path, span=Span(start, start))

    def __iter__(self) -> Iterator[str]:
        return iter(self._keys)

    def __len__(self) -> int:
        return len(self._keys)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entries:
    """The entries of a file with the offsets of their rows, and what is wrong with it."""

    fields: dict[str, Fields] = field(default_factory=dict)
    starts: array[int] = field(default_factory=lambda: array("L"))
    faults: tuple[Fault, ...] = ()


class EntryReader:
    """Reads the files that statements name: each file once, and rows that are alike are one."""

    def __init__(self, sheets: Sheets) -> None:
        self._sheets = sheets
        self._known: dict[tuple[str, str, bool], Entries] = {}
        self._pool: dict[Fields, Fields] = {}
        self._keys: dict[str, str] = {}

    def find(self, path: str, written: str) -> Sheet | Refused:
        """What a path that is written in a source leads to."""
        return self._sheets.get((path, written), Refused(reason="sheet-missing", written=written))

    def read(self, sheet: Sheet, catalogue: m.Catalogue, *, keys_only: bool) -> Entries:
        """The entries of a file for a catalogue; for `exclude` its keys alone."""
        if sheet.faults:
            return Entries(faults=sheet.faults)
        known = (sheet.source.digest or sheet.source.path, catalogue.name, keys_only)
        found = self._known.get(known)
        if found is None or found.faults:
            found = self._known[known] = self._read(sheet, catalogue, keys_only=keys_only)
        return found

    def _read(self, sheet: Sheet, catalogue: m.Catalogue, *, keys_only: bool) -> Entries:
        rows = rows_of(sheet.source)
        first = next(rows, None)
        if not isinstance(first, Row):
            return Entries(faults=(first or unreadable(sheet.source.path, "sheet-empty"),))
        heading = _Heading(sheet, first, catalogue, keys_only=keys_only)
        if heading.faults:
            return Entries(faults=tuple(heading.faults))
        return self._entries(sheet, rows, heading)

    def _entries(self, sheet: Sheet, rows: Iterator[Row | Fault], heading: _Heading) -> Entries:
        fields: dict[str, Fields] = {}
        starts = array("L")
        faults: list[Fault] = []
        pool, keys = self._pool, self._keys
        for row in rows:
            if isinstance(row, Fault):
                if len(faults) < MOST_FAULTS:
                    faults.append(row)
                continue
            start, cells = row
            key = cells[heading.key].strip() if heading.key < len(cells) else ""
            whole = len(cells) <= heading.width
            if not (whole and key and key not in fields) and len(faults) < MOST_FAULTS:
                faults += _row_faults(sheet, row, key, heading, Rows(sheet.source.path, fields, starts))
            if key and key not in fields:
                read = tuple([cells[at].strip() if 0 <= at < len(cells) else "" for at in heading.fields])
                fields[keys.setdefault(key, key)] = pool.setdefault(read, read)
                starts.append(start)
        return Entries(fields=fields, starts=starts, faults=tuple(faults))


class _Heading:
    """The first row: in which cell the key stands, and each field (-1 where it is not there)."""

    def __init__(self, sheet: Sheet, row: Row, catalogue: m.Catalogue, *, keys_only: bool) -> None:
        self._path = sheet.source.path
        self._span = Span(row.start, _line_end(sheet, row.start))
        self.faults: list[Fault] = []
        self.width = len(row.cells)
        self._columns = catalogue.columns
        self._separated_otherwise = False
        wanted = (catalogue.key,) if keys_only else (catalogue.key, *catalogue.fields)
        places = self._places([cell.strip() for cell in row.cells], wanted, ignore_others=keys_only)
        if catalogue.key not in places and not self._separated_otherwise:
            self._fault("sheet-key", key=catalogue.key)
        self.key = places.get(catalogue.key, -1)
        self.fields = () if keys_only else tuple([places.get(name, -1) for name in catalogue.fields])

    def _places(self, cells: list[str], wanted: tuple[str, ...], *, ignore_others: bool) -> dict[str, int]:
        places: dict[str, int] = {}
        for at, cell in enumerate(cells):
            name = self._columns.get(cell)
            if name in places:
                self._fault("sheet-heading-twice", heading=_beginning(cell))
            elif name in wanted:
                places[name] = at
            elif not self._is_separated_otherwise(cell, alone=len(cells) == 1) and not ignore_others:
                known = ", ".join(dict.fromkeys(self._columns.values()))
                self._fault("sheet-heading", heading=_beginning(cell), known=known)
        return places

    def _is_separated_otherwise(self, cell: str, *, alone: bool) -> bool:
        """Whether a heading is a whole row whose cells no commas part; this is told."""
        mark = next((mark for mark in _MARKS if mark in cell), "") if alone else ""
        if mark:
            self._separated_otherwise = True
            self._fault("sheet-delimiter", heading=_beginning(cell), mark="Tab" if mark == "\t" else mark)
        return bool(mark)

    def _fault(self, reason: str, **facts: str) -> None:
        if len(self.faults) < MOST_FAULTS:
            self.faults.append(unreadable(self._path, reason, self._span, **facts))


def _beginning(cell: str) -> str:
    return cell if len(cell) <= MOST_SHOWN else f"{cell[:MOST_SHOWN]}…"


def _row_faults(sheet: Sheet, row: Row, key: str, heading: _Heading, rows: Rows) -> Iterator[Fault]:
    """What is wrong with a row: too long, without a key, or with one that was there before."""
    path = sheet.source.path
    span = Span(row.start, _line_end(sheet, row.start))
    if len(row.cells) > heading.width:
        yield unreadable(path, "sheet-row", span, found=str(len(row.cells)), wanted=str(heading.width))
    if not key:
        yield unreadable(path, "sheet-empty-key", span)
    elif key in rows:
        first = rows[key]
        yield Fault(
            code="duplicate",
            reason="key",
            path=path,
            span=span,
            facts=(("key", key),),
            related=((first.path, first.span),),
        )


def _line_end(sheet: Sheet, start: int) -> int:
    end = sheet.source.text.find("\n", start)
    return len(sheet.source.text) if end < 0 else end
