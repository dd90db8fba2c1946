"""Files with the entries of a list: bytes to rows, each with its place (section 5).

A spreadsheet is read as the CSV that it stands for, one line a row, so that there is one set of rules.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from qingdan_checker.sheets.text import decoded
from qingdan_dsl.source import Fault, Source

__all__ = ["MOST_BYTES", "Refused", "Sheet", "Sheets", "open_sheet"]

MOST_BYTES: Final = 64 * 1024 * 1024
"""A larger file is not read: the national catalogue takes less than one."""

SPREADSHEETS: Final = (".xlsx", ".xlsm", ".xltx", ".xltm", ".xls", ".xlsb", ".ods", ".et")
"""The ends of the names of spreadsheets; only the first kind can be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A file as CSV text, under the path that it is reported under; or the faults that keep it from being read."""

    source: Source
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A path that leads to no file that may be read: the statement that names it has a fault."""

    reason: str
    written: str


Sheets = Mapping[tuple[str, str], Sheet | Refused]
"""The path of a source and the path that is written in it, to what is there."""


def open_sheet(path: str, data: bytes, digest: str) -> Sheet:
    """The text of a file with entries: UTF-8 with or without a mark, or the first sheet of an `.xlsx`."""
    if path.lower().endswith(SPREADSHEETS):
        from qingdan_checker.sheets.office import converted  # noqa: PLC0415  few repositories have spreadsheets

        text, faults = converted(path, data)
    else:
        text, faults = decoded(path, data)
    return Sheet(source=Source(path=path, text=text, code=text, digest=digest), faults=faults)
