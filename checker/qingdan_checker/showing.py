"""From texts to the tables in effect that somebody asked to see."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Final, TypeVar

from qingdan_checker import model as m
from qingdan_checker.effect import Stretches, product_size
from qingdan_checker.quantity import Gap
from qingdan_checker.quantity import show as written
from qingdan_checker.questions import listing_step
from qingdan_checker.reporting import faults_of, report_of
from qingdan_checker.resolve import resolve
from qingdan_checker.round import Round
from qingdan_checker.shown import Entry, Listing, Question, Row, Shown, Table
from qingdan_checker.trace import reads_for, steps
from qingdan_dsl.parse import parse
from qingdan_dsl.source import Source

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from qingdan_checker.findings import Step
    from qingdan_checker.sheets import Sheets
    from qingdan_dsl.syntax.declarations import File

MOST_ROWS: Final = 2000
"""A larger table is shown by its classes: combinations that nothing tells apart in one row."""

_ASKED: Final = "<asked>"

_T = TypeVar("_T", bound=m.Named)


def show(files: Sequence[File], sources: Mapping[str, Source], sheets: Sheets, question: Question) -> Shown:
    """The tables in effect that a question asks for, or what is wrong with the question."""
    asked = [_asked(question.selector)] if question.selector is not None else []
    model = resolve([*files, *asked], sheets)
    faults = [fault for fault in faults_of(model, sources) if fault.place.file != _ASKED]
    stretches = Stretches(model, question.at)
    report = report_of(model, sources, stretches, findings=faults, verdicts=(), dates=[question.at])

    def problem(kind: str, name: str | None) -> Shown:
        return Shown(jurisdiction=question.jurisdiction, at=question.at, report=report, problem=(kind, name or ""))

    place = _named(model.jurisdictions, question.jurisdiction)
    if place is None:
        return problem("jurisdiction", question.jurisdiction)
    catalogue = _named(model.catalogues, question.item) if question.item else None
    if catalogue:
        round_ = Round(model, stretches, question.at, sources)
        listing = _listing(round_, place, catalogue)
        return Shown(jurisdiction=place.name, at=question.at, report=report, listing=listing)
    targets = _targets(model, question.item)
    if not targets:
        return problem("item", question.item)
    region = _region(model) if question.selector is not None else {}
    fitting = [one for one in targets if region is not None and set(region) <= {axis.name for axis in one.dimensions}]
    if region is None or not fitting:
        return problem("selector", question.selector)
    cuts = [term for term in region.values() if isinstance(term.axis, m.Measure)]
    round_ = Round(model, stretches, question.at, sources, cuts=cuts)
    tables = tuple(_table(round_, place, one, region) for one in fitting)
    return Shown(jurisdiction=place.name, at=question.at, report=report, tables=tables)


def _targets(model: m.Model, item: str | None) -> list[m.Item | m.Define]:
    """The item or define that is asked for, or all items by name."""
    if item is None:
        return sorted(model.items.values(), key=lambda one: one.name)
    both: dict[str, m.Item | m.Define] = {**model.items, **model.defines}
    found = _named(both, item)
    return [found] if found else []


def _named(things: Mapping[str, _T], name: str) -> _T | None:
    """A thing by its name, or by a label that it alone bears."""
    if name in things:
        return things[name]
    found = [one for one in things.values() if one.label == name]
    return found[0] if len(found) == 1 else None


def _asked(selector: str) -> File:
    """A selector as it can be bound: what a case would be about."""
    text = f'case "-" {{ given {selector}\n expect 0 = 0 }}'
    return parse(Source(path=_ASKED, text=text, code=text))


def _region(model: m.Model) -> m.Region | None:
    """What the selector that was asked for selects; None where it could not be read."""
    if any(fault.path == _ASKED for fault in model.faults):
        return None
    return next((one.region for one in model.examples if one.where.path == _ASKED), None)


def _listing(round_: Round, place: m.Jurisdiction, catalogue: m.Catalogue) -> Listing:
    """The list in effect, each entry with the statements that put it there."""
    listed = round_.effect(place).listed(catalogue, None, None)
    keys = sorted(listed.keys())
    made: dict[str, list[Step]] = {key: [] for key in keys}
    for statement, named in round_.day.stretches.lists.made_by(catalogue, place, round_.date, keys):
        for key in named:
            made[key].append(listing_step(round_, place, key, statement))
    entries = [Entry(key=key, fields=listed.entry(key) or (), steps=tuple(made[key])) for key in keys]
    return Listing(catalogue=catalogue.name, columns=(catalogue.key, *catalogue.fields), entries=tuple(entries))


def _table(round_: Round, place: m.Jurisdiction, target: m.Item | m.Define, region: m.Region) -> Table:
    axes = target.dimensions
    box = [
        round_.day.mask(region[axis.name]) if axis.name in region else (1 << round_.day.size(axis)) - 1 for axis in axes
    ]
    rows = tuple(_row(round_, place, target, key) for key in _keys(round_, place, target, box))
    return Table(item=target.name, dimensions=tuple(axis.name for axis in axes), rows=rows)


def _keys(
    round_: Round, place: m.Jurisdiction, target: m.Item | m.Define, box: Sequence[int]
) -> Iterator[tuple[int, ...]]:
    parts = [[index for index in range(mask.bit_length()) if mask >> index & 1] for mask in box]
    if product_size(parts) > MOST_ROWS:
        return (key for key, _ in round_.effect(place).keys(target, box))
    return product(*parts)


def _row(round_: Round, place: m.Jurisdiction, target: m.Item | m.Define, key: tuple[int, ...]) -> Row:
    answer, _ = round_.effect(place).read(target, key)
    cell = tuple((axis.name, round_.day.show(axis, index)) for axis, index in zip(target.dimensions, key, strict=True))
    made = steps(round_, place, reads_for(round_.effect(place), target, key))
    if isinstance(answer, Gap):
        return Row(cell=cell, value=None, status=answer.reason, steps=made)
    return Row(cell=cell, value=written(target.kind, answer), steps=made)
