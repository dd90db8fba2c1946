"""Spreadsheets: the first sheet of an `.xlsx` as the CSV that it stands for. Nothing in it is run or followed."""

from __future__ import annotations

import csv
import io
import re
import zipfile
import zlib
from datetime import date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from qingdan_checker.sheets.text import MOST_ROWS, unreadable
from qingdan_dsl.source import Fault, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MOST_UNPACKED: Final = 512 * 1024 * 1024
"""A workbook that unpacks to more is not read."""

MOST_TAGS: Final = 2_000_000
"""More tags than a part of a workbook may have: a catalogue of 50,000 rows has fewer, at four a cell."""

_CHUNK: Final = 1 << 20

_FOREIGN: Final = {"vbaProject": "sheet-macros", "externalLinks/": "sheet-links"}
"""Parts of a workbook that make it more than a table."""

_ZEROS: Final = re.compile(r"0{2,}")
"""A number format that pads with zeros, as codes have it."""


def converted(path: str, data: bytes) -> tuple[str, tuple[Fault, ...]]:
    """The text of a workbook's first sheet, one line a row; or what keeps it from being read."""
    if not path.lower().endswith(".xlsx"):
        return "", (unreadable(path, "sheet-kind"),)
    problem = _problem(data)
    if problem:
        return "", (unreadable(path, problem),)
    try:
        import openpyxl  # noqa: F401, PLC0415  an extra; a workbook is rare
    except ImportError:
        return "", (unreadable(path, "sheet-office"),)
    try:
        return _Converter(path, data).text()
    except Exception:  # noqa: BLE001  whatever a hostile workbook makes of the library, it is unreadable
        return "", (unreadable(path, "sheet-broken"),)


def _problem(data: bytes) -> str:
    """Why a workbook is not even opened; empty where it may be."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            if sum(part.file_size for part in parts) > MOST_UNPACKED:
                return "sheet-unpacked"
            if any(_tags(archive, part) > MOST_TAGS for part in parts if part.filename.endswith(".xml")):
                return "sheet-tags"
    except (zipfile.BadZipFile, zlib.error, RuntimeError, ValueError, EOFError, OSError):
        return "sheet-broken"
    for mark, reason in _FOREIGN.items():
        if any(mark in part.filename for part in parts):
            return reason
    return ""


def _tags(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> int:
    """How many tags a part has, counted no further than needed; parsing them all would take far more than counting."""
    found = 0
    with archive.open(part) as stream:
        while found <= MOST_TAGS and (chunk := stream.read(_CHUNK)):
            found += chunk.count(b"<")
    return found


class _Converter:
    """Writes the rows of a first sheet as CSV; cells are as people see them."""

    def __init__(self, path: str, data: bytes) -> None:
        self._path = path
        self._data = data
        self._out = io.StringIO()
        self._faults: list[Fault] = []

    def text(self) -> tuple[str, tuple[Fault, ...]]:
        """The CSV, and the cells that cannot be read."""
        writer = csv.writer(self._out, lineterminator="\n")
        for number, (shown, written) in enumerate(self._rows(), 1):
            start = self._out.tell()
            if number > MOST_ROWS + 1:
                self._fault("sheet-rows", start, most=f"{MOST_ROWS:,}")
                break
            cells = [self._cell(one, two, start) for one, two in zip(shown, written, strict=False)]
            while cells and not cells[-1]:
                cells.pop()
            if cells:
                writer.writerow(cells)
            else:
                self._out.write("\n")
        text = self._out.getvalue()
        if not text.strip() and not self._faults:
            self._fault("sheet-empty", 0)
        return text, tuple(self._faults)

    def _rows(self) -> Iterator[tuple[Sequence[Any], Sequence[Any]]]:
        """Each row twice: with the values that were kept, and with the formulas as written."""
        import openpyxl  # noqa: PLC0415  as above

        sheets = []
        for data_only in (True, False):
            book = openpyxl.load_workbook(io.BytesIO(self._data), read_only=True, data_only=data_only, keep_links=False)
            sheet = book.worksheets[0]
            sheet.reset_dimensions()  # what a file says of its own size is not to be believed
            sheets.append(sheet.iter_rows())
        return zip(*sheets, strict=False)

    def _cell(self, shown: Any, written: Any, start: int) -> str:  # noqa: ANN401  a library's own cells
        """A cell as text; a formula whose result was not kept, and an error in a cell, are faults."""
        if shown.value is None:
            if written.value is not None and shown.data_type != "str":  # a formula may come to an empty text
                self._fault("sheet-formula", start, cell=written.coordinate)
            return ""
        if shown.data_type == "e":
            self._fault("sheet-error", start, cell=shown.coordinate, written=str(shown.value))
            return ""
        return " ".join(_written(shown.value, shown.number_format or "").splitlines())

    def _fault(self, reason: str, start: int, **facts: str) -> None:
        self._faults.append(unreadable(self._path, reason, Span(start, start), **facts))


def _written(value: object, shape: str) -> str:
    """A value as people write it: 5% for 0.05 in percent, 2022-12-31 for a day, 007 for a padded code."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, int | float):
        return _number(value, shape)
    return str(value)


def _number(value: float, shape: str) -> str:
    number = Decimal(repr(value))
    if "%" in shape:
        return f"{_plain(number * 100)}%"
    text = _plain(number)
    return text.rjust(len(shape), "0") if _ZEROS.fullmatch(shape) and text.isdigit() else text


def _plain(number: Decimal) -> str:
    """A decimal without an exponent and without zeros at its end."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
