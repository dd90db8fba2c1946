"""The table in effect: for one jurisdiction on one day, the value of every cell and how it was made (section 6)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from qingdan_checker import model as m
from qingdan_checker.effect.adjustments import adjusted, picked
from qingdan_checker.effect.cells import Cell, Changed, circular
from qingdan_checker.effect.classes import product_size
from qingdan_checker.effect.needs import MOST_CELLS, Classed, Classes, Needs, Target, classes_in
from qingdan_checker.effect.precedence import Precedence
from qingdan_checker.effect.provisions import Provisions
from qingdan_checker.effect.underway import Source, Underway
from qingdan_checker.evaluate import Answer, Key, Scope, evaluate
from qingdan_checker.quantity import Gap, is_missing

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Set as AbstractSet
    from datetime import date

    from qingdan_checker.effect.day import Day
    from qingdan_checker.effect.pieces import Piece
    from qingdan_checker.listed import Listed

_UNKNOWN: Final = Gap(reason="unknown")


class Effect:
    """What holds for one jurisdiction on one day."""

    def __init__(self, day: Day, place: m.Jurisdiction) -> None:
        self.on = day
        self.place = place
        self.day: date = day.day
        self.mask = day.mask
        self.bands: dict[Any, Any] = {}  # of ratios, kept for those who ask at many amounts
        self._provisions = Provisions(day, place)
        self._classes = Classes(day, self._provisions)
        self._precedence = Precedence(day, self._classes, self.covers)
        self._underway = Underway()
        self._cells: dict[tuple[m.Item, Key], Cell] = {}
        self._defined: dict[tuple[m.Define, Key], tuple[Answer, bool]] = {}
        self._figures: dict[tuple[m.Statistic, int | None], Answer] = {}

    # ---- what is asked of it

    def read(self, target: Target, key: Key) -> tuple[Answer, bool]:
        """The value of a cell (indexes in the order of the target's dimensions), and whether it is regulated."""
        if isinstance(target, m.Define):
            return self._read_define(target, self._classes.canonical(target, key))
        cell = self.cell(target, key)
        return cell.value, cell.regulated

    def cell(self, item: m.Item, key: Key) -> Cell:
        """A cell with all that made it."""
        found = self._cells.get((item, key))
        if found is None:
            known = (item, self._classes.canonical(item, key))
            found = self._cells.get(known)
            if found is None:
                found = self._enter(known)
            if known[1] != key and known in self._cells:
                self._cells[item, key] = found  # the next time it is found at once
        return found

    def pieces(self, measure: m.Measure) -> Sequence[Piece]:
        """The pieces of a measure, lowest first."""
        return self.on.pieces[measure.name]

    def figure(self, statistic: m.Statistic, year: int | None) -> Answer:
        """An observed figure: the jurisdiction's own, else of the nearest level above that has one."""
        known = (statistic, year)
        if known in self._figures:
            return self._figures[known]
        if known in self._underway:
            self._close_circle(known)
            return Gap(reason="circle", what=statistic.name, year=year)
        self._underway.begin(known)
        try:
            answer = self._figure(statistic, year)
        finally:
            self._underway.end(known)
        return self._figures.setdefault(known, answer)

    def listed(self, catalogue: m.Catalogue, place: m.Jurisdiction | None, day: date | None) -> Listed:
        """A list in effect: the jurisdiction's own where none is named, on the day where none is."""
        return self.on.stretches.lists.in_effect(catalogue, place or self.place, day or self.day)

    def observed(self, statistic: m.Statistic, year: int | None) -> Sequence[m.Observed]:
        """The observations behind a figure: several where they were made on one day."""
        by_place = self.on.figures.get((statistic, year), {})
        return next((by_place[place] for place in self.place.line if place in by_place), ())

    @property
    def circles(self) -> AbstractSet[frozenset[Source]]:
        """What made the cells and figures that were found to rest on themselves, circle by circle."""
        return self._underway.circles

    def needs(self, target: Target) -> Needs:
        """What tells members apart for a target, or for anything that it rests on."""
        return self._classes.needs(target)

    def is_too_large(self, item: m.Item) -> bool:
        """Whether an item has more classes of cells than can be gone through."""
        return product_size(self._classes.axes(item)) > MOST_CELLS

    def canonical(self, target: Target, key: Key) -> Key:
        """The first cell of the class of a cell."""
        return self._classes.canonical(target, key)

    def parts(self, target: Target) -> tuple[tuple[int, ...], ...]:
        """For each dimension of a target the parts of its members that nothing tells apart, as masks."""
        return self._classes.axes(target)

    def keys(self, target: Target, box: Sequence[int] | None = None) -> Iterator[Classed]:
        """Every class of cells of a target (within a box)."""
        parts: Sequence[Sequence[int]] = self._classes.axes(target)
        if box is not None:
            parts = [[part & mask for part in one if part & mask] for one, mask in zip(parts, box, strict=True)]
        return classes_in(parts)

    def keys_for(self, item: m.Item, box: Sequence[int], condition: m.Expression | None) -> Iterator[Classed]:
        """The classes of cells of an item within a box for which a condition is true."""
        if condition is None:
            yield from self.keys(item, box)
            return
        needs = Needs()
        needs.include(self.needs(item))
        needs.note(condition, self.on)
        for part in m.walk(condition):
            if isinstance(part, m.Reference):
                needs.include(self.needs(part.target))
        parts = [
            [part & mask for part in needs.parts(axis, self.on.everything(axis)) if part & mask]
            for axis, mask in zip(item.dimensions, box, strict=True)
        ]
        for key, masks in classes_in(parts):
            cell = {axis.name: index for axis, index in zip(item.dimensions, key, strict=True)}
            if evaluate(condition, Scope(table=self, cell=cell)) is True:
                yield key, masks

    # ---- which provisions cover a cell

    def covers(self, provision: m.Provision, key: Key) -> bool:
        """Whether a provision covers a cell: inside its region, and its `when` true."""
        for place, mask in self.on.narrowing(provision):
            if not mask >> key[place] & 1:
                return False
        condition = provision.statement.condition
        return condition is None or self._evaluate(condition, provision, key) is True

    def _evaluate(self, expression: m.Expression, provision: m.Provision, key: Key) -> Answer:
        """An expression of a provision for a cell, which goes on by this provision to all that it reads."""
        if isinstance(expression, m.Constant):
            return expression.value
        item = provision.statement.item
        self._underway.goes_on((item, key), provision)
        cell = {axis.name: index for axis, index in zip(item.dimensions, key, strict=True)}
        return evaluate(expression, Scope(table=self, cell=cell))

    # ---- making a cell

    def _enter(self, known: tuple[m.Item, Key]) -> Cell:
        """Makes a cell, unless it is being made already: then it rests on itself."""
        if known in self._underway:
            self._close_circle(known)
            return circular(known[0])
        if self._underway.too_deep:
            return Cell(value=Gap(reason="too-deep", what=known[0].name))
        self._underway.begin(known)
        try:
            made = self._make(*known)
        finally:
            self._underway.end(known)
        return self._cells.setdefault(known, made)  # noted as part of a circle meanwhile, it stays so

    def _close_circle(self, known: tuple[m.Item | m.Define | m.Statistic, object]) -> None:
        """Marks every cell and figure on the circle that has just closed: unset, and a finding for what made them."""
        for target, key in self._underway.circle(known):
            match target:
                case m.Item():
                    self._cells[target, key] = circular(target)
                case m.Statistic():
                    self._figures[target, key] = Gap(reason="circle", what=target.name, year=key)

    def _make(self, item: m.Item, key: Key) -> Cell:
        layers, changes = self._provisions.of(item)
        for layer in layers:
            covering = [one for one in layer if self.covers(one, key)]
            if covering:
                return self._adjusted(self._base(covering, item, key), item, key, changes)
        return Cell(value=Gap(reason="unset", what=item.name))

    def _base(self, covering: list[m.Provision], item: m.Item, key: Key) -> Cell:
        """The cell before adjustments, from the provisions of the nearest jurisdiction that has any."""
        winners = self._precedence.unbeaten(covering) if len(covering) > 1 else covering
        answers = [_UNKNOWN if one.value is None else self._evaluate(one.value, one, key) for one in winners]
        plain = [one for one in answers if not _rests_on_conflict(one)]
        clash = any(not _agree(plain[0], one) for one in plain[1:])
        value = answers[0]
        if clash or len(plain) < len(answers):  # a conflict elsewhere makes the cell one, without a second finding
            value = Gap(reason="conflict", what=item.name)
        elif isinstance(value, Gap):
            value = _resting(value, item)
        return Cell(value=value, before=value, provisions=tuple(winners), clash=clash)

    def _adjusted(self, base: Cell, item: m.Item, key: Key, changes: list[m.Provision]) -> Cell:
        if not changes or (isinstance(base.value, Gap) and base.value.reason not in {"unknown", "conflict"}):
            return base
        found = [self._changed(one, key) for one in changes if self.covers(one, key)]
        if isinstance(base.value, Gap):
            base.changes = tuple(found)
        elif found:
            base.changes = tuple(picked(found, base.value, item, self._nearness))
            value = adjusted(base.value, base.changes)
            base.value = Gap(reason="unknown", what=item.name) if isinstance(value, Gap) else value
        return base

    def _changed(self, provision: m.Provision, key: Key) -> Changed:
        change = provision.change
        assert change is not None  # noqa: S101  an adjustment has one
        up_to, down_to = (
            self._evaluate(one, provision, key) if one else None for one in (change.up_to, change.down_to)
        )
        amount = self._evaluate(change.value, provision, key)
        return Changed(provision=provision, change=change, amount=amount, up_to=up_to, down_to=down_to)

    def _nearness(self, changed: Changed) -> tuple[object, ...]:
        """Of changes that favour the insured alike the nearer jurisdiction's counts, then the later, then the last."""
        statement, where = changed.provision.statement, changed.provision.where
        return -self.place.line.index(statement.issuer), self.on.since(statement), where.path, where.span

    # ---- making a define or a figure

    def _read_define(self, define: m.Define, key: Key) -> tuple[Answer, bool]:
        known = (define, key)
        found = self._defined.get(known)
        if found is not None:
            return found
        if known in self._underway:
            self._close_circle(known)
            return Gap(reason="circle", what=define.name), False
        if self._underway.too_deep:
            return Gap(reason="too-deep", what=define.name), True  # not said is not the same as not regulated
        assert define.expression is not None  # noqa: S101  what has none was left out
        scope = Scope(table=self, cell={axis.name: index for axis, index in zip(define.dimensions, key, strict=True)})
        self._underway.begin(known)
        try:
            answer = evaluate(define.expression, scope)
        finally:
            self._underway.end(known)
        found = self._defined[known] = (answer, scope.regulated)
        return found

    def _figure(self, statistic: m.Statistic, year: int | None) -> Answer:
        found = self.observed(statistic, year)
        if found and found[0].statement.jurisdiction is not self.place:
            return effect_of(self.on, found[0].statement.jurisdiction).figure(statistic, year)
        answers: list[Answer] = []
        for one in found:
            self._underway.goes_on((statistic, year), one)
            answers.append(evaluate(one.value, Scope(table=self, cell={})))
        if not answers:
            return Gap(reason="statistic", what=statistic.name, year=year)
        if all(answer == answers[0] for answer in answers):
            return answers[0]
        return Gap(reason="conflict", what=statistic.name, year=year)


def effect_of(day: Day, place: m.Jurisdiction) -> Effect:
    """The table in effect for a jurisdiction on a day; made once."""
    found = day.effects.get(place)
    if found is None:
        found = day.effects[place] = Effect(day, place)
    return found


def _rests_on_conflict(answer: Answer) -> bool:
    return isinstance(answer, Gap) and answer.reason == "conflict"


def _is_unset(gap: Gap) -> bool:
    return is_missing(gap) or gap.reason == "circle"


def _agree(one: Answer, other: Answer) -> bool:
    if isinstance(one, Gap) or isinstance(other, Gap):
        return isinstance(one, Gap) and isinstance(other, Gap) and _is_unset(one) == _is_unset(other)
    return one == other


def _resting(gap: Gap, item: m.Item) -> Gap:
    """What a cell is whose VALUE has a gap: in conflict, unknown, unset beside a circle, or simply unset."""
    if gap.reason in {"conflict", "circle", "unknown"}:
        return Gap(reason=gap.reason, what=item.name)
    return gap if not is_missing(gap) else Gap(reason="unset", what=item.name)
