"""The values in effect for one jurisdiction on one day, as facts: a table an item, a row a combination."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from qingdan_checker.findings import Report, Step


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What somebody asks to see: the values of an item (or of all) in a jurisdiction on a day, within a selector."""

    jurisdiction: str
    item: str | None
    selector: str | None
    at: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One combination of an item's dimensions, and its value.

    `value` is None where there is none; `status` then says why: the kind of a `findings.Reason`. `steps` made it.
    """

    cell: tuple[tuple[str, str], ...]
    value: str | None
    status: str = ""
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """An item's values: its dimensions in the order of their declaration, and a row for each combination."""

    item: str
    dimensions: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """The tables that were asked for. `report` names what they speak of, and holds the errors of the sources.

    `problem` says why there are no tables: `jurisdiction`, `item` or `selector`, and the word that is not known.
    """

    jurisdiction: str
    at: date
    report: Report
    tables: tuple[Table, ...] = ()
    problem: tuple[str, str] | None = None
