"""From texts to the room that the rules leave the numbers of a jurisdiction on a day."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from qingdan_checker import model as m
from qingdan_checker.effect import Stretches
from qingdan_checker.folding import fold
from qingdan_checker.quantity import QUANTITIES
from qingdan_checker.reporting import faults_of, report_of
from qingdan_checker.resolve import resolve
from qingdan_checker.room.rooms import rooms
from qingdan_checker.round import Round

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from qingdan_checker.findings import Report
    from qingdan_checker.room.rooms import Room
    from qingdan_checker.sheets import Sheets
    from qingdan_dsl.source import Source
    from qingdan_dsl.syntax.declarations import File

_T = TypeVar("_T", bound=m.Named)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Cells that fare alike: the selectors that tell whose they are (none: everyone's), and their room."""

    selectors: tuple[str, ...]
    room: Room


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """The rooms of the items that a jurisdiction may decide, item by item.

    `problem` says why there are none: `jurisdiction`, `item` or `authority`, and the word that it is about. `others`
    are items that it may decide and of which nothing is said: they are no quantities, or have too many cells.
    """

    jurisdiction: str
    at: date
    report: Report
    items: Mapping[str, tuple[Row, ...]]
    others: tuple[str, ...] = ()
    problem: tuple[str, str] | None = None


def bounds(  # noqa: PLR0913  the texts, and what is asked of them
    files: Sequence[File],
    sources: Mapping[str, Source],
    sheets: Sheets,
    *,
    jurisdiction: str,
    item: str | None,
    day: date,
) -> Bounds:
    """The room of all cells that a jurisdiction (or of one item that it) may decide on a day."""
    model = resolve(files, sheets)
    stretches = Stretches(model, day)
    report = report_of(
        model, sources, stretches, findings=[*faults_of(model, sources)], verdicts=(), dates=[day], today=day
    )
    empty = Bounds(jurisdiction=jurisdiction, at=day, report=report, items={})
    place = _named(model.jurisdictions, jurisdiction)
    if place is None:
        return replace(empty, problem=("jurisdiction", jurisdiction))
    asked = [_named(model.items, item)] if item else sorted(model.items.values(), key=lambda one: one.name)
    if item and asked == [None]:
        return replace(empty, problem=("item", item))
    round_ = Round(model, stretches, day, sources)
    held = [one for one in asked if one and round_.day.authority.decides(place, one) is not None]
    if item and not held:
        return replace(empty, jurisdiction=place.name, problem=("authority", item))
    found = rows(round_, place, held)
    others = tuple(one.name for one in held if one.name not in found)
    return replace(empty, jurisdiction=place.name, items=found, others=others)


def _named(things: Mapping[str, _T], name: str) -> _T | None:
    """A thing by its name, or by a label that it alone bears."""
    if name in things:
        return things[name]
    found = [one for one in things.values() if one.label == name]
    return found[0] if len(found) == 1 else None


def rows(round_: Round, place: m.Jurisdiction, items: Sequence[m.Item]) -> Mapping[str, tuple[Row, ...]]:
    """The rooms of some items by item, those that are alike in one row."""
    return {name: tuple(_folded(round_, ones)) for name, ones in _by_item(rooms(round_, place, items)).items()}


def _by_item(found: Iterable[Room]) -> Mapping[str, list[Room]]:
    by_item: dict[str, list[Room]] = {}
    for one in found:
        by_item.setdefault(one.item, []).append(one)
    return by_item


def _folded(round_: Round, found: Sequence[Room]) -> Iterator[Row]:
    """The rooms that are alike in one row each."""
    item = round_.model.items[found[0].item]
    alike: dict[Room, list[Room]] = {}
    for one in found:
        alike.setdefault(replace(one, masks=(), cell=()), []).append(one)
    for ones in alike.values():
        selectors = fold(round_.day, item.dimensions, [one.masks for one in ones])
        yield Row(selectors=selectors, room=ones[0])


def decided(
    files: Sequence[File], sources: Mapping[str, Source], sheets: Sheets, *, day: date, drafts: bool = True
) -> Mapping[str, tuple[Room, ...]]:
    """The rooms of the numbers that each jurisdiction itself decides on a day and that rules bound, by jurisdiction."""
    model = resolve(files, sheets, drafts=drafts)
    round_ = Round(model, Stretches(model, day), day, sources)
    return {one[0].place.name: tuple(_decided(round_, one[0].place)) for one in round_.by_place if one}


def _decided(round_: Round, place: m.Jurisdiction) -> Iterator[Room]:
    own = {one.item for one in round_.day.kept.deciding if one.issuer is place and one.item.kind in QUANTITIES}
    for one in rooms(round_, place, sorted(own, key=lambda item: item.name)):
        if one.value is not None and any(end and end.rules for end in (one.low, one.high)):
            yield one


def folded(found: Sequence[Room]) -> list[Room]:
    """The rooms of one item without the dimensions along which they do not differ."""
    left = [replace(one, masks=()) for one in found]
    for name in dict.fromkeys(name for one in found for name, _ in one.cell):
        shorter = [replace(one, cell=tuple(part for part in one.cell if part[0] != name)) for one in left]
        if len(set(shorter)) == len({one.cell for one in shorter}):
            left = list(dict.fromkeys(shorter))
    return left
