"""What stands in every jurisdiction on one day: its tables in effect, what its lists change, what it may decide."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final, TypeVar

from qingdan_checker import model as m
from qingdan_checker.effect import ALL, Stretches, members
from qingdan_checker.quantity import Gap, show
from qingdan_checker.questions import listing_step
from qingdan_checker.resolve import resolve
from qingdan_checker.round import Round
from qingdan_checker.trace import reads_for, steps

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from qingdan_checker.effect import Classed, Effect
    from qingdan_checker.evaluate import Key
    from qingdan_checker.findings import Step
    from qingdan_checker.quantity import Number
    from qingdan_checker.sheets import Sheets
    from qingdan_dsl.source import Source
    from qingdan_dsl.syntax.declarations import File

MOST_ROWS: Final = 2000
"""Rows of one table; a larger one is cut, and says so."""

EVERY: Final = ("*",)
"""By every dimension."""

_Thing = TypeVar("_Thing", bound=m.Named)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A class of combinations that nothing tells apart, and the value of all of them.

    `cell` has the dimensions that the table tells apart, each with the members in the class. `value` is None where
    there is none; `status` then says why: the kind of a `findings.Reason`. `steps` made it.
    """

    cell: tuple[tuple[str, tuple[str, ...]], ...]
    value: str | None
    status: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """An item's values: the dimensions that are told apart, and the rows; `left_out` counts those beyond the most.

    `extremes` are the least and the greatest number of all of them, those that are left out too.
    """

    item: str
    dimensions: tuple[str, ...]
    rows: tuple[Row, ...]
    left_out: int = 0
    extremes: tuple[Number, Number] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An entry of a list: a field on which statements of one day disagree is None. `steps` put it there, or out."""

    key: str
    fields: tuple[str | None, ...]
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A list in effect: the names of its columns, the key's first, how many entries it has, and some of them.

    For the jurisdiction that the list starts with `changed` is all of it; for one below, what differs from its parent.
    `removed` are keys of the parent's that it does not have.
    """

    catalogue: str
    columns: tuple[str, ...]
    size: int
    changed: tuple[Entry, ...]
    removed: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What stands in one jurisdiction.

    `decides` maps each item and catalogue that it may decide to the dimensions by which it may distinguish; `decided`
    are those on which it has a statement of its own in force.
    """

    jurisdiction: str
    rank: str
    tables: tuple[Table, ...]
    lists: tuple[Listed, ...]
    decides: Mapping[str, tuple[str, ...]]
    decided: frozenset[str]


def standings(  # noqa: PLR0913  what a repository consists of, and how it is looked at
    files: Sequence[File],
    sources: Mapping[str, Source],
    sheets: Sheets,
    *,
    day: date,
    drafts: bool = True,
    step: Callable[[int, int], None] = lambda _done, _all: None,
) -> Iterator[Standing]:
    """What stands in each jurisdiction, by name; items and lists that hold nothing there are left out."""
    model = resolve(files, sheets, drafts=drafts)
    round_ = Round(model, Stretches(model, day), day, sources)
    for done, place in enumerate(round_.places, 1):
        effect = round_.effect(place)
        authority = round_.day.authority
        matters: list[m.Matter] = [*model.items.values(), *model.catalogues.values()]
        held = {one.name: authority.decides(place, one) for one in matters}
        yield Standing(
            jurisdiction=place.name,
            rank=place.rank,
            tables=tuple(
                table for item in _by_name(model.items) if (table := _table(round_, effect, item)) and _holds(table)
            ),
            lists=tuple(
                listed for one in _by_name(model.catalogues) if (listed := _listed(round_, place, one)) is not None
            ),
            decides={
                name: EVERY if found == ALL else tuple(sorted(found))
                for name, found in sorted(held.items())
                if found is not None
            },
            decided=frozenset(one.name for one in matters if place in round_.own.get(one, {})),
        )
        step(done, len(round_.places))


def _by_name(things: Mapping[str, _Thing]) -> list[_Thing]:
    return [things[name] for name in sorted(things)]


def _holds(table: Table) -> bool:
    """Whether some row says anything: values, or why there is none although it is regulated."""
    return any(row.value is not None or row.status not in {"unset", ""} for row in table.rows)


# ---- tables


def _table(round_: Round, effect: Effect, item: m.Item) -> Table | None:
    if not any(place in round_.own.get(item, {}) for place in effect.place.line):
        return None  # nobody above it or it has decided it
    apart = [len(parts) > 1 for parts in effect.parts(item)]
    rows: list[Row] = []
    numbers: list[Number] = []
    left_out = 0
    for classed in effect.keys(item):
        number = _number(effect, item, classed[0])
        numbers += [] if number is None else [number]
        if len(rows) < MOST_ROWS:
            rows.append(_row(round_, effect, item, classed, apart))
        else:
            left_out += 1
    dimensions = tuple(axis.name for axis, told in zip(item.dimensions, apart, strict=True) if told)
    return Table(
        item=item.name,
        dimensions=dimensions,
        rows=tuple(rows),
        left_out=left_out,
        extremes=(min(numbers), max(numbers)) if numbers else None,
    )


def _number(effect: Effect, item: m.Item, key: Key) -> Number | None:
    """A value, where it is a number."""
    answer, _ = effect.read(item, key)
    return None if isinstance(answer, Gap | bool | str | date) else answer


def _row(round_: Round, effect: Effect, item: m.Item, classed: Classed, apart: Sequence[bool]) -> Row:
    key, masks = classed
    answer, _ = effect.read(item, key)
    cell = tuple(
        (axis.name, tuple(round_.day.show(axis, index) for index in members(mask)))
        for axis, mask, told in zip(item.dimensions, masks, apart, strict=True)
        if told
    )
    made = steps(round_, effect.place, reads_for(effect, item, key))
    if isinstance(answer, Gap):
        return Row(cell=cell, value=None, status=answer.reason, steps=made)
    return Row(cell=cell, value=show(item.kind, answer), status="", steps=made)


# ---- lists


def _listed(round_: Round, place: m.Jurisdiction, catalogue: m.Catalogue) -> Listed | None:
    """The list of a jurisdiction that has statements on it in force, against its parent's."""
    lists = round_.day.stretches.lists
    if not lists.own(catalogue, place, round_.date):
        return None
    listed = lists.in_effect(catalogue, place, round_.date)
    above = lists.in_effect(catalogue, place.parent, round_.date) if place.parent else None
    before = {key: above.entry(key) for key in above.keys()} if above else {}  # noqa: SIM118  its own method
    keys = sorted(listed.keys())
    changed = [key for key in keys if key not in before or before[key] != listed.entry(key)]
    gone = sorted(before.keys() - set(keys))
    made = _made(round_, place, catalogue, [*changed, *gone])
    return Listed(
        catalogue=catalogue.name,
        columns=(catalogue.key, *catalogue.fields),
        size=len(keys),
        changed=tuple(Entry(key=key, fields=listed.entry(key) or (), steps=made.get(key, ())) for key in changed),
        removed=tuple(Entry(key=key, fields=before[key] or (), steps=made.get(key, ())) for key in gone),
    )


def _made(
    round_: Round, place: m.Jurisdiction, catalogue: m.Catalogue, keys: Sequence[str]
) -> dict[str, tuple[Step, ...]]:
    made: dict[str, list[Step]] = {}
    for statement, named in round_.day.stretches.lists.made_by(catalogue, place, round_.date, keys):
        for key in sorted(named):
            made.setdefault(key, []).append(listing_step(round_, place, key, statement))
    return {key: tuple(found) for key, found in made.items()}
