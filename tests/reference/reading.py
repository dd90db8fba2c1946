"""The whole reading: files and a date in, findings and verdicts out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qingdan_dsl.parse import parse
from qingdan_dsl.source import Fault, Source
from qingdan_dsl.source import read as read_source

from .authority import Authority
from .binding import Binder
from .cases import failed
from .findings import Finding, finding, ordered
from .judging import Judge
from .model import Item, Place
from .names import place_of
from .tables import Tables
from .values import Absent, Known, printed
from .world import World

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from .declarations import Read


class Reading:
    """What the files say on a date."""

    def __init__(self, files: Iterable[tuple[str, bytes]], at: date, *, no_drafts: bool = False) -> None:
        """Reads everything."""
        faults: list[Finding] = []
        reads: list[Read] = []
        sheets: dict[str, bytes] = {}
        for path, data in files:
            if path.endswith(".csv"):
                sheets[path] = data
                continue
            source = read_source(path, data)
            if isinstance(source, Fault):
                line = int(dict(source.facts).get("line", "1"))
                faults.append(finding(source.code, Place(path, line, 1)))
                continue
            file = parse(source)
            faults += [finding(fault.code, self._place(source, fault)) for fault in file.faults]
            reads.append((file, source))
        self._binder = Binder(reads, sheets, no_drafts=no_drafts)
        self.at = at
        self._worlds: dict[date, World] = {}
        self.verdicts: list[dict[str, Any]] = []
        self.findings = ordered([*faults, *self._binder.findings, *self._checked()])

    @staticmethod
    def _place(source: Source, fault: Fault) -> Place:
        return place_of(source, fault.span.start)

    def _world(self, day: date) -> World:
        if day not in self._worlds:
            self._worlds[day] = World(self._binder.model, self._binder.kinds, day, checked=self.at)
        return self._worlds[day]

    def _checked(self) -> list[Finding]:
        world = self._world(self.at)
        authority = Authority(world)
        judge = Judge(world)
        found = [*authority.findings(), *Tables(world, authority).findings(), *judge.bad_approvals()]
        for said, findings in judge.verdicts():
            self.verdicts.append(said)
            found += findings
        self.verdicts.sort(key=lambda one: (one["rule"], one["jurisdiction"]))
        return [*found, *failed(self._binder.model, self._binder.kinds, self.at)]

    def items(self) -> Mapping[str, Item]:
        """The items that take part."""
        return self._binder.model.items

    def value(self, jurisdiction: str, item: str, cell: Mapping[str, str], day: date | None = None) -> str | None:
        """A cell of the table in effect as it is printed; None where it is unset or left out.

        Where it is undetermined: `conflict` where that rests on one, else `unknown`.
        `cell` gives a member for each listed dimension, and for a measure that is cut a piece as a report prints it.
        """
        world = self._world(day or self.at)
        where = world.model.jurisdictions.get(jurisdiction)
        what = world.model.items.get(item)
        if where is None or what is None:
            return None
        positions = tuple(
            next(at for at in world.positions(axis) if world.named(axis, at) == cell[axis.name])
            if world.divided(axis)
            else 0
            for axis in what.axes
        )
        result = world.figure(where, what, positions).result
        if isinstance(result, Known):
            return printed(result)
        if isinstance(result, Absent):
            return None
        return "conflict" if "conflict" in result.reasons else "unknown"


def encoded(text: str | bytes) -> bytes:
    """A file as it lies on the disk."""
    return text if isinstance(text, bytes) else text.encode()


def read(files: Mapping[str, str | bytes], at: date, *, no_drafts: bool = False) -> dict[str, Any]:
    """Findings and verdicts of files, CSV files among them, with the fields of section 11."""
    reading = Reading([(path, encoded(text)) for path, text in files.items()], at, no_drafts=no_drafts)
    return {"findings": reading.findings, "verdicts": reading.verdicts}
