"""What somebody may decide, as facts: the matters, what they are decided by, their values now, and their bounds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from qingdan_checker.bounding import Row
    from qingdan_checker.findings import Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """A rule over a matter: its full name, the selector to which it is narrowed, and its `when` as written."""

    rule: str
    scope: str
    condition: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A value in effect, for whom, and the documents and articles that made it.

    `value` is None where there is none that can be said; `status` then says why. No selectors: it is so for everybody.
    """

    value: str | None
    status: str
    selectors: tuple[str, ...]
    citations: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """An item or a catalogue that may be decided.

    `dimensions` are those that the receivers may tell apart, `barred` those of the item that they may not. `table` are
    the first two listed ones with the members that a document usually names. `standing` is None where there are too
    many combinations to go through, `rooms` what the rules leave each value as all others
    stand. A catalogue has `columns`, its key first, and no kind; `entries` counts those of
    the list in effect.
    """

    name: str
    kind: str = ""
    low: str = ""
    high: str = ""
    better: str = ""
    dimensions: tuple[str, ...] = ()
    barred: tuple[str, ...] = ()
    table: tuple[tuple[str, tuple[str, ...]], ...] = ()
    standing: tuple[Standing, ...] | None = ()
    bounds: tuple[Bound, ...] = ()
    rooms: tuple[Row, ...] = ()
    columns: tuple[str, ...] = ()
    entries: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """A dimension as its words are listed: its members, or the kind of a measure."""

    name: str
    kind: str
    members: tuple[str, ...]
    ordered: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """What a jurisdiction may decide on a day, in the order of the vocabulary.

    `document` is a name that no document has, `documents` are the jurisdiction's own in force, `labels` has by name
    what may be written in its place, `others` counts what is not on the list, `faults` the errors of the sources, which
    may have left bounds out. `known` is False where there is no such jurisdiction.
    """

    jurisdiction: str
    at: date
    report: Report
    known: bool = True
    document: str = ""
    documents: tuple[str, ...] = ()
    matters: tuple[Matter, ...] = ()
    axes: tuple[Axis, ...] = ()
    labels: Mapping[str, str]
    others: int = 0
    faults: int = 0
