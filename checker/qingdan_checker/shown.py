"""The values in effect for one jurisdiction on one day, as facts: a table an item, a row a combination."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from qingdan_checker.findings import Report, Step


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What somebody asks to see in a jurisdiction on a day.

    The values of an item (or of all) within a selector, or the list of a catalogue.
    """

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
class Entry:
    """An entry of a list in effect; a field on which statements of one day disagree is None. `steps` put it there."""

    key: str
    fields: tuple[str | None, ...]
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """The list in effect of a catalogue: the names of its columns, the key's first, and its entries by key."""

    catalogue: str
    columns: tuple[str, ...]
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """The tables, or the list, that were asked for.

    `report` names what they speak of, and holds the errors of the sources. `problem` says why there is nothing to
    show: `jurisdiction`, `item` or `selector`, and the word that is not known.
    """

    jurisdiction: str
    at: date
    report: Report
    tables: tuple[Table, ...] = ()
    listing: Listing | None = None
    problem: tuple[str, str] | None = None
