"""From texts to what a jurisdiction may decide on a day: each matter with its values now and its bounds."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, Final

from qingdan_checker import model as m
from qingdan_checker.bounding import rows
from qingdan_checker.effect import ALL, Stretches
from qingdan_checker.folding import fold
from qingdan_checker.outline import Axis, Bound, Matter, Outline, Standing
from qingdan_checker.quantity import Gap
from qingdan_checker.quantity import show as written
from qingdan_checker.reporting import faults_of, report_of
from qingdan_checker.resolve import resolve
from qingdan_checker.round import Round
from qingdan_checker.trace import reads_for, steps
from qingdan_checker.verdict import used

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from qingdan_checker.sheets import Sheets
    from qingdan_dsl.source import Source
    from qingdan_dsl.syntax.declarations import File

MOST_CELLS: Final = 2_000
"""Classes of combinations that are gone through for the values in effect of an item."""

COLUMNS: Final = 2
"""Dimensions of the table that is offered: one for the rows, one for the columns."""

_FORCES: Final = ("must", "in-principle", "encouraged")


def outline(
    files: Sequence[File], sources: Mapping[str, Source], sheets: Sheets, jurisdiction: str, day: date
) -> Outline:
    """What a jurisdiction, by its name or label, may decide on a day."""
    model = resolve(files, sheets)
    stretches = Stretches(model, day)
    faults = tuple(faults_of(model, sources))
    report = report_of(model, sources, stretches, findings=faults, verdicts=(), dates=[day])
    place = model.jurisdictions.get(jurisdiction) or _labelled(model, jurisdiction)
    if place is None:
        return Outline(jurisdiction=jurisdiction, at=day, report=report, known=False, labels={})
    drafter = _Drafter(Round(model, stretches, day, sources), place)
    matters = tuple(drafter.matters())
    return Outline(
        jurisdiction=place.name,
        at=day,
        report=report,
        document=_unused(model, f"{place.name}.draft-{day.year}"),
        documents=tuple(drafter.documents()),
        matters=matters,
        axes=tuple(_axes(model, matters)),
        labels=model.labels,
        others=len(model.items) + len(model.catalogues) - len(matters),
        faults=len(faults),
    )


def _labelled(model: m.Model, label: str) -> m.Jurisdiction | None:
    """A jurisdiction by a label that it alone bears."""
    found = [one for one in model.jurisdictions.values() if one.label == label]
    return found[0] if len(found) == 1 else None


def _unused(model: m.Model, name: str) -> str:
    """The name, or with the first number behind it under which there is no document."""
    number, free = 1, name
    while free in model.documents:
        number += 1
        free = f"{name}-{number}"
    return free


def _axes(model: m.Model, matters: Iterable[Matter]) -> Iterator[Axis]:
    """The dimensions that the matters are decided by, in the order of the vocabulary."""
    wanted = {name for matter in matters for name in matter.dimensions}
    for axis in sorted(model.axes.values(), key=_declared):
        if axis.name in wanted and isinstance(axis, m.Dimension):
            members = tuple(member.name for member in axis.members)
            yield Axis(name=axis.name, kind="", members=members, ordered=axis.ordered)
        elif axis.name in wanted and isinstance(axis, m.Measure):
            yield Axis(name=axis.name, kind=axis.kind, members=(), ordered=True)


def _declared(one: m.Named) -> tuple[str, int]:
    return one.where.path, one.where.span.start


class _Drafter:
    """One jurisdiction on one day."""

    def __init__(self, round_: Round, place: m.Jurisdiction) -> None:
        self._round = round_
        self._day = round_.day
        self._place = place
        rules = (one for one in self._day.kept.rules if one.issuer in place.line and one.rank in {None, place.rank})
        self._rules = sorted(rules, key=self._by_force)
        self._named = self._named_anywhere()

    def _by_force(self, rule: m.Rule) -> tuple[object, ...]:
        """Graver forces first; within one, the nearer issuer's rules after those of the levels above it."""
        height = m.RANKS[rule.issuer.rank]
        return _FORCES.index(rule.force), height, rule.document.name, self._round.at(rule.named_at)

    def documents(self) -> Iterator[str]:
        """The jurisdiction's own documents in force, by name."""
        for name, document in sorted(self._round.model.documents.items()):
            if document.issuer is self._place and self._round.date in self._day.stretches.document(document):
                yield name

    def matters(self) -> Iterator[Matter]:
        """All that the jurisdiction may decide, items before catalogues."""
        model, authority = self._round.model, self._day.authority
        items = sorted(model.items.values(), key=_declared)
        held = {item: by for item in items if (by := authority.decides(self._place, item)) is not None}
        rooms = rows(self._round, self._place, list(held))
        for item, by in held.items():
            yield replace(self._item(item, by), rooms=rooms.get(item.name, ()))
        for catalogue in sorted(model.catalogues.values(), key=_declared):
            if authority.decides(self._place, catalogue) is not None:
                yield self._catalogue(catalogue)

    def _catalogue(self, catalogue: m.Catalogue) -> Matter:
        return Matter(
            name=catalogue.name,
            columns=(catalogue.key, *catalogue.fields),
            entries=len(list(self._round.effect(self._place).listed(catalogue, None, None).keys())),
            bounds=self._bounds(catalogue),
        )

    def _item(self, item: m.Item, held: frozenset[str]) -> Matter:
        free = [axis for axis in item.dimensions if held == ALL or axis.name in held]
        return Matter(
            name=item.name,
            kind=item.kind,
            low="" if item.low is None else written(item.kind, item.low),
            high="" if item.high is None else written(item.kind, item.high),
            better=item.better or "",
            dimensions=tuple(axis.name for axis in free),
            barred=tuple(axis.name for axis in item.dimensions if axis not in free),
            table=tuple(self._table(item, free)),
            standing=self._standing(item),
            bounds=self._bounds(item),
        )

    # ---- the table that is offered

    def _table(self, item: m.Item, free: Sequence[m.Axis]) -> Iterator[tuple[str, tuple[str, ...]]]:
        """The first two listed dimensions, each with the members that this item's bounds and values name.

        Where these name one alone, or none (a bound on some says nothing about others), those count that anything in
        force over the place names; where that names none, all.
        """
        listed = [axis for axis in free if isinstance(axis, m.Dimension)][:COLUMNS]
        named: dict[str, int] = {}
        for rule in self._rules:
            if item in used(rule):
                _name(named, _terms(rule, item))
        for statement in self._deciding():
            if statement.item is item:
                _name(named, (term for one in statement.provisions for term in one.region.values()))
        for axis in listed:
            mask = named.get(axis.name, 0)
            if mask.bit_count() <= 1:
                mask |= self._named.get(axis.name, axis.all)
            yield axis.name, tuple(one.name for at, one in enumerate(axis.members) if mask >> at & 1)

    def _named_anywhere(self) -> dict[str, int]:
        """By dimension the members that any rule over the place, or any provision in force there, names."""
        named: dict[str, int] = {}
        for rule in self._rules:
            _name(named, _terms(rule))
        for statement in self._deciding():
            _name(named, (term for one in statement.provisions for term in one.region.values()))
        return named

    def _deciding(self) -> Iterator[m.Deciding]:
        return (one for one in self._day.kept.deciding if one.issuer in self._place.line)

    # ---- values and bounds

    def _standing(self, item: m.Item) -> tuple[Standing, ...] | None:
        """The values in effect, those for whom they are folded together; None where there are too many."""
        effect = self._round.effect(self._place)
        if effect.is_too_large(item):
            return None
        found: dict[tuple[str | None, str, tuple[tuple[str, str], ...]], list[tuple[int, ...]]] = {}
        classes = list(islice(effect.keys(item), MOST_CELLS + 1))
        if len(classes) > MOST_CELLS:
            return None
        for key, masks in classes:
            cell = effect.cell(item, key)
            if cell.regulated:
                made = steps(self._round, self._place, reads_for(effect, item, key), 0)
                value = None if isinstance(cell.value, Gap) else written(item.kind, cell.value)
                status = cell.value.reason if isinstance(cell.value, Gap) else ""
                citations = tuple(dict.fromkeys((step.document, step.article) for step in made))
                found.setdefault((value, status, citations), []).append(masks)
        return tuple(
            Standing(value=value, status=status, selectors=fold(self._day, item.dimensions, boxes), citations=cited)
            for (value, status, cited), boxes in found.items()
        )

    def _bounds(self, matter: m.Matter) -> tuple[Bound, ...]:
        return tuple(self._bound(rule) for rule in self._rules if matter in used(rule))

    def _bound(self, rule: m.Rule) -> Bound:
        terms = rule.region.values()
        scope = fold(self._day, [term.axis for term in terms], [tuple(self._day.mask(term) for term in terms)])
        return Bound(rule=rule.name, scope=", ".join(scope), condition=self._text(rule.condition))

    def _text(self, expression: m.Expression | None) -> str:
        if expression is None:
            return ""
        source = self._round.sources[expression.where.path]
        return " ".join(source.code[expression.where.span.start : expression.where.span.end].split())


def _terms(rule: m.Rule, item: m.Item | None = None) -> Iterator[m.Term]:
    """The terms of a rule: its own, the tests in its expressions, and the pins (of an item)."""
    yield from rule.region.values()
    for expression in rule.expressions:
        for part in m.walk(expression):
            if isinstance(part, m.Test):
                yield part.term
            elif isinstance(part, m.Reference) and item in {None, part.target}:
                yield from part.pins.values()


def _name(named: dict[str, int], terms: Iterable[m.Term]) -> None:
    """Notes the members of listed dimensions that terms select."""
    for term in terms:
        if isinstance(term.axis, m.Dimension):
            named[term.axis.name] = named.get(term.axis.name, 0) | term.mask
