"""The table in effect: for one jurisdiction on one day, the value of every cell and how it was made (section 6)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from itertools import product
from typing import TYPE_CHECKING, Final

from qingdan_checker import model as m
from qingdan_checker.effect.classes import members, product_size, representatives, singles, split
from qingdan_checker.effect.precedence import Box, inside, unbeaten
from qingdan_checker.evaluate import Answer, Key, Scope, evaluate
from qingdan_checker.quantity import Gap, Number, Value, is_missing, whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from qingdan_checker.effect.day import Day

Target = m.Item | m.Define
Source = m.Provision | m.Observed
"""What can make a number: a provision, or an observation."""

MOST_CELLS: Final = 100_000
"""More classes of cells than any real table has; beyond them a table is not enumerated, and says so."""

DEEPEST: Final = 60
"""Cells that may rest on each other in a row."""

_UNSET: Final = Gap(reason="unset")
_UNKNOWN: Final = Gap(reason="unknown")


@dataclass(slots=True, kw_only=True)
class Changed:
    """An adjustment that took part in a cell: what it changed by, and whether one of its limits held."""

    provision: m.Provision
    amount: Answer
    limits: tuple[Answer | None, Answer | None] = (None, None)


@dataclass(slots=True, kw_only=True)
class Cell:
    """A cell as it was made: the value, the provisions that set it (several where they agree or are in conflict),
    the value before any adjustment, and the adjustments that took part.
    """

    value: Answer
    before: Answer = _UNSET
    provisions: tuple[m.Provision, ...] = ()
    changes: tuple[Changed, ...] = ()
    clash: bool = False
    reads: tuple[tuple[object, object], ...] = ()

    @property
    def regulated(self) -> bool:
        """Whether anybody has regulated it: a conflict, an unknown figure and an open change count as a value."""
        return not isinstance(self.value, Gap) or not (is_missing(self.value) or self.value.reason == "circle")

    @property
    def effective(self) -> tuple[Changed, ...]:
        """The adjustments that made the value: what is unknown or in conflict stays so, whoever adjusts it."""
        return () if isinstance(self.before, Gap) else self.changes


@dataclass(slots=True)
class _Needs:
    """What tells the members of each axis apart for a target: masks, and axes on which every member counts."""

    masks: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    single: set[str] = field(default_factory=set)


class Effect:
    """What holds for one jurisdiction on one day."""

    def __init__(self, day: Day, place: m.Jurisdiction) -> None:
        self.on = day
        self.place = place
        self.day: date = day.day
        self.circles: set[frozenset[Source]] = set()
        self._cells: dict[tuple[Target, Key], Cell] = {}
        self._defined: dict[tuple[Target, Key], tuple[Answer, bool]] = {}
        self._open: dict[tuple[object, object], Source | None] = {}
        self._layers: dict[m.Item, tuple[list[list[m.Provision]], list[m.Provision]]] = {}
        self._needs: dict[Target, _Needs] = {}
        self._canon: dict[Target, tuple[tuple[int, ...], ...]] = {}
        self._boxes: dict[m.Provision, Box] = {}
        self._narrowed: dict[m.Provision, tuple[tuple[int, int], ...]] = {}
        self._compared: dict[tuple[m.Provision, m.Provision], bool] = {}
        self._covered: dict[m.Provision, frozenset[Key] | None] = {}
        self._figures: dict[tuple[m.Statistic, int | None], Answer] = {}

    # ---- the door

    def read(self, target: Target, key: Key) -> tuple[Answer, bool]:
        """The value of a cell (indexes in the order of the target's dimensions), and whether it is regulated."""
        canon = self._canonical(target, key)
        if isinstance(target, m.Define):
            known = self._defined.get((target, canon))
            return known if known is not None else self._define(target, canon)
        cell = self.cell(target, canon)
        return cell.value, cell.regulated

    def cell(self, item: m.Item, key: Key) -> Cell:
        """A cell with all that made it."""
        found = self._cells.get((item, key))
        if found is None:
            canon = self._canonical(item, key)
            found = self._cells.get((item, canon))
            if found is None:
                found = self._enter(item, canon)
            if canon != key and (item, canon) in self._cells:
                self._cells[item, key] = found  # the next time it is found at once
        return found

    def mask(self, term: m.Term) -> int:
        """The members, or the pieces of a measure, that a term selects."""
        return self.on.mask(term)

    def figure(self, statistic: m.Statistic, year: int | None) -> Answer:
        """An observed figure: the jurisdiction's own, else of the nearest level above that has one."""
        known = (statistic, year)
        if known in self._figures:
            return self._figures[known]
        if known in self._open:
            self._note_circle(known)
            return Gap(reason="circle", what=statistic.name, year=year)
        self._open[known] = None
        try:
            answer = self._figure(statistic, year)
        finally:
            del self._open[known]
        return self._figures.setdefault(known, answer)

    def observed(self, statistic: m.Statistic, year: int | None) -> Sequence[m.Observed]:
        """The observations behind a figure: several where they were made on one day."""
        by_place = self.on.figures.get((statistic, year), {})
        return next((by_place[place] for place in self.place.line if place in by_place), ())

    def _figure(self, statistic: m.Statistic, year: int | None) -> Answer:
        found = self.observed(statistic, year)
        if found and found[0].statement.jurisdiction is not self.place:
            return effect_of(self.on, found[0].statement.jurisdiction).figure(statistic, year)
        answers = []
        for one in found:
            self._open[statistic, year] = one
            answers.append(evaluate(one.value, Scope(table=self, cell={})))
        if not answers:
            return Gap(reason="statistic", what=statistic.name, year=year)
        if all(answer == answers[0] for answer in answers):
            return answers[0]
        return Gap(reason="conflict", what=statistic.name, year=year)

    # ---- classes of cells

    def canonical_axes(self, target: Target) -> tuple[tuple[int, ...], ...]:
        """For each dimension of a target the parts of its members that nothing tells apart, as masks."""
        needs = self.needs(target)
        return tuple(self._parts(needs, axis) for axis in target.dimensions)

    def _parts(self, needs: _Needs, axis: m.Axis) -> tuple[int, ...]:
        universe = (1 << self.on.size(axis)) - 1
        if axis.name in needs.single:
            return singles(universe)
        return split(universe, frozenset(needs.masks.get(axis.name, ())))

    def _canonical(self, target: Target, key: Key) -> Key:
        found = self._canon.get(target)
        if found is None:
            parts = self.canonical_axes(target)
            found = self._canon[target] = tuple(
                representatives(self.on.size(axis), part) for axis, part in zip(target.dimensions, parts, strict=True)
            )
        return tuple([one[index] for one, index in zip(found, key, strict=True)])

    def needs(self, target: Target) -> _Needs:
        """What tells members apart for a target, or for anything that it rests on."""
        found = self._needs.get(target)
        if found is None:
            found = _Needs()
            for one in self._reachable(target):
                for axis, mask in self._own_masks(one):
                    found.masks[axis].add(mask)
                for expression in self._own_expressions(one):
                    note_needs(expression, self.on, found.masks, found.single)
            self._needs[target] = found
        return found

    def _reachable(self, target: Target) -> list[Target]:
        found: dict[Target, None] = {target: None}
        todo = [target]
        while todo:
            for expression in self._own_expressions(todo.pop()):
                for part in m.walk(expression):
                    if isinstance(part, m.Reference) and part.target not in found:
                        found[part.target] = None
                        todo.append(part.target)
        return list(found)

    def _own_masks(self, target: Target) -> Iterator[tuple[str, int]]:
        if isinstance(target, m.Item):
            for provision in self._provisions(target):
                for axis, term in provision.region.items():
                    yield axis, self.on.mask(term)

    def _own_expressions(self, target: Target) -> Iterator[m.Expression]:
        if isinstance(target, m.Define):
            if target.expression:
                yield target.expression
            return
        conditions = {provision.statement: None for provision in self._provisions(target)}
        yield from (statement.condition for statement in conditions if statement.condition)
        for provision in self._provisions(target):
            for expression in provision.expressions:
                if not isinstance(expression, m.Constant):
                    yield expression

    # ---- which provisions

    def _split(self, item: m.Item) -> tuple[list[list[m.Provision]], list[m.Provision]]:
        """The `set` provisions on an item, a list for each jurisdiction of the line, nearest first; all adjustments."""
        found = self._layers.get(item)
        if found is None:
            layers: list[list[m.Provision]] = []
            changes: list[m.Provision] = []
            statements = self.on.by_item.get(item, {})
            for place in self.place.line:
                own = statements.get(place, ())
                layer = [one for statement in own if statement.act == "set" for one in statement.provisions]
                changes += [one for statement in own if statement.act == "adjust" for one in statement.provisions]
                if layer:
                    layers.append(layer)
            found = self._layers[item] = (layers, changes)
        return found

    def _provisions(self, item: m.Item) -> Iterator[m.Provision]:
        layers, changes = self._split(item)
        for layer in layers:
            yield from layer
        yield from changes

    def box(self, provision: m.Provision) -> Box:
        """The masks of a provision's region, in the order of its item's dimensions."""
        found = self._boxes.get(provision)
        if found is None:
            masks: list[int] = []
            for axis in provision.statement.item.dimensions:
                term = provision.region.get(axis.name)
                masks.append(self.on.mask(term) if term else (1 << self.on.size(axis)) - 1)
            found = self._boxes[provision] = tuple(masks)
        return found

    def covers(self, provision: m.Provision, key: Key) -> bool:
        """Whether a provision covers a cell: inside its region, and its `when` true."""
        narrowed = self._narrowed.get(provision)
        if narrowed is None:
            narrowed = self._narrowed[provision] = self._narrowing(provision)
        for place, mask in narrowed:
            if not mask >> key[place] & 1:
                return False
        condition = provision.statement.condition
        return condition is None or self._evaluate(condition, provision, key) is True

    def _narrowing(self, provision: m.Provision) -> tuple[tuple[int, int], ...]:
        """The masks of a region by the place of their dimension, for those dimensions alone that it narrows."""
        axes = enumerate(provision.statement.item.dimensions)
        return tuple((at, self.on.mask(provision.region[axis.name])) for at, axis in axes if axis.name in provision.region)

    def _evaluate(self, expression: m.Expression, provision: m.Provision, key: Key) -> Answer:
        """An expression of a provision for a cell; notes that it is this provision by which the cell goes on."""
        if isinstance(expression, m.Constant):
            return expression.value
        item = provision.statement.item
        if (item, key) in self._open:
            self._open[item, key] = provision
        cell = {axis.name: index for axis, index in zip(item.dimensions, key, strict=True)}
        return evaluate(expression, Scope(table=self, cell=cell))

    def covered(self, provision: m.Provision) -> frozenset[Key] | None:
        """The classes of cells that a provision covers; None where they are too many to list."""
        if provision not in self._covered:
            item = provision.statement.item
            parts = [
                [part for part in one if part & mask]
                for one, mask in zip(self.canonical_axes(item), self.box(provision), strict=True)
            ]
            found = None
            if product_size(parts) <= MOST_CELLS:
                keys = (tuple((part & -part).bit_length() - 1 for part in one) for one in product(*parts))
                found = frozenset(key for key in keys if self.covers(provision, key))
            self._covered[provision] = found
        return self._covered[provision]

    def is_narrower(self, one: m.Provision, other: m.Provision) -> bool:
        """Whether a provision is narrower: its cells, or (where neither contains the other) its statement's."""
        known = self._compared.get((one, other))
        if known is None:
            known = self._compared[one, other] = self._is_narrower(one, other)
        return known

    def _is_narrower(self, one: m.Provision, other: m.Provision) -> bool:
        if one.statement.condition is None and other.statement.condition is None:
            mine, theirs = self.box(one), self.box(other)
            within, around = inside(mine, theirs), inside(theirs, mine)
        else:
            cells, others = self.covered(one), self.covered(other)
            if cells is None or others is None:
                return False
            within, around = cells <= others, others <= cells
        if within or around:
            return within and not around
        return self._statement_narrower(one.statement, other.statement)

    def _statement_narrower(self, one: m.Deciding, other: m.Deciding) -> bool:
        if one is other:
            return False
        mine, theirs = self._statement_cells(one), self._statement_cells(other)
        return mine is not None and theirs is not None and mine < theirs

    def _statement_cells(self, statement: m.Deciding) -> frozenset[Key] | None:
        found: set[Key] = set()
        for provision in statement.provisions:
            cells = self.covered(provision)
            if cells is None:
                return None
            found |= cells
        return frozenset(found)

    # ---- making a cell

    def _enter(self, item: m.Item, key: Key) -> Cell:
        """Makes a cell, unless it is being made already: then it rests on itself."""
        known: tuple[Target, Key] = (item, key)
        if known in self._open:
            self._note_circle(known)
            return _circular(item)
        if len(self._open) > DEEPEST:
            return Cell(value=Gap(reason="too-deep", what=item.name))
        self._open[known] = None
        try:
            made = self._make(item, key)
        finally:
            del self._open[known]
        if known in self._cells:  # noted as part of a circle meanwhile
            return self._cells[known]
        self._cells[known] = made
        return made

    def _note_circle(self, known: tuple[object, object]) -> None:
        """Marks every cell and figure on the circle that has just closed: unset, and a finding for what made them."""
        waiting = list(self._open)
        circle = waiting[waiting.index(known) :]
        provisions: set[Source] = set()
        for one in circle:
            target, key = one
            if isinstance(target, m.Item):
                self._cells[target, key] = _circular(target)  # type: ignore[index]
            elif isinstance(target, m.Statistic):
                gap = Gap(reason="circle", what=target.name, year=key)  # type: ignore[arg-type]
                self._figures[target, key] = gap  # type: ignore[index]
            via = self._open[one]
            if via:
                provisions.add(via)
        self.circles.add(frozenset(provisions))

    def _make(self, item: m.Item, key: Key) -> Cell:
        layers, changes = self._split(item)
        for layer in layers:
            covering = [one for one in layer if self.covers(one, key)]
            if covering:
                return self._adjusted(self._base(covering, item, key), item, key, changes)
        return Cell(value=Gap(reason="unset", what=item.name))

    def _base(self, covering: list[m.Provision], item: m.Item, key: Key) -> Cell:
        """The cell before adjustments, from the provisions of the nearest jurisdiction that has any."""
        winners = covering
        if len(covering) > 1:
            winners = unbeaten(
                covering,
                lambda one: self.on.since(one.statement),
                self.is_narrower,
                lambda one, other: (one, other) in self.on.amended,
            )
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
        covering = [one for one in changes if self.covers(one, key)]
        if not covering:
            return base
        found = [self._changed(one, key) for one in covering]
        if isinstance(base.value, Gap):
            base.changes = tuple(found)
            return base
        picked = self._picked(found, base.value, item)
        base.changes = tuple(picked)
        base.value = _apply(picked, base.value)
        if isinstance(base.value, Gap):
            base.value = Gap(reason="unknown", what=item.name)
        return base

    def _changed(self, provision: m.Provision, key: Key) -> Changed:
        change = provision.change
        assert change is not None  # noqa: S101  an adjustment has one
        limits = [self._evaluate(one, provision, key) if one else None for one in (change.up_to, change.down_to)]
        amount = self._evaluate(change.value, provision, key)
        return Changed(provision=provision, amount=amount, limits=(limits[0], limits[1]))

    def _picked(self, changes: list[Changed], before: Value, item: m.Item) -> list[Changed]:
        """The changes that count: of those that share a group only the one that favours the insured most."""
        groups: dict[str, list[Changed]] = defaultdict(list)
        for one in changes:
            assert one.provision.change is not None  # noqa: S101
            groups[one.provision.change.group].append(one)
        dropped: set[int] = set()
        for group, ones in groups.items():
            if group and len(ones) > 1:
                best = self._best(ones, before, item)
                dropped.update(id(one) for one in ones if best is not None and one is not best)
        return [one for one in changes if id(one) not in dropped]

    def _best(self, ones: list[Changed], before: Value, item: m.Item) -> Changed | None:
        """The change of a group that favours the insured most; None where that cannot be said."""
        results = [_apply([one], before) for one in ones]
        if any(isinstance(result, Gap) for result in results):
            return None
        sign = 1 if item.better == "higher" else -1
        line = self.place.line

        def rank(index: int) -> tuple[object, ...]:
            statement = ones[index].provision.statement
            return (
                _scaled(results[index], sign),
                -line.index(statement.issuer),
                self.on.since(statement),
                ones[index].provision.where.path,
                ones[index].provision.where.span,
            )

        return ones[max(range(len(ones)), key=rank)]  # type: ignore[arg-type]

    # ---- defines

    def _define(self, define: m.Define, key: Key) -> tuple[Answer, bool]:
        known: tuple[Target, Key] = (define, key)
        if known in self._open:
            self._note_circle(known)
            return Gap(reason="circle", what=define.name), False
        if len(self._open) > DEEPEST:
            return Gap(reason="too-deep", what=define.name), False
        assert define.expression is not None  # noqa: S101  what has none was left out
        self._open[known] = None
        try:
            scope = Scope(
                table=self, cell={axis.name: index for axis, index in zip(define.dimensions, key, strict=True)}
            )
            answer = evaluate(define.expression, scope)
        finally:
            del self._open[known]
        found = (answer, scope.regulated)
        self._defined[known] = found
        return found

    # ---- all cells

    def keys(self, target: Target, box: Sequence[int] | None = None) -> Iterator[tuple[Key, tuple[int, ...]]]:
        """Every class of cells of a target (within a box): its first cell, and the masks of its members."""
        parts: list[list[int]] = [list(one) for one in self.canonical_axes(target)]
        if box is not None:
            parts = [[part & mask for part in one if part & mask] for one, mask in zip(parts, box, strict=True)]
        if product_size(parts) > MOST_CELLS:
            return
        for masks in product(*parts):
            yield tuple((mask & -mask).bit_length() - 1 for mask in masks), masks

    def keys_for(
        self, item: m.Item, box: Sequence[int], condition: m.Expression | None
    ) -> Iterator[tuple[Key, tuple[int, ...]]]:
        """The classes of cells of an item within a box for which a condition is true."""
        if condition is None:
            yield from self.keys(item, box)
            return
        needs = _Needs()
        own = self.needs(item)
        for axis, masks in own.masks.items():
            needs.masks[axis] |= masks
        needs.single |= own.single
        note_needs(condition, self.on, needs.masks, needs.single)
        for part in m.walk(condition):
            if isinstance(part, m.Reference):
                for axis, masks in self.needs(part.target).masks.items():
                    needs.masks[axis] |= masks
                needs.single |= self.needs(part.target).single
        parts = [
            [part & mask for part in self._parts(needs, axis) if part & mask]
            for axis, mask in zip(item.dimensions, box, strict=True)
        ]
        if product_size(parts) > MOST_CELLS:
            return
        for one in product(*parts):
            key = tuple((mask & -mask).bit_length() - 1 for mask in one)
            cell = {axis.name: index for axis, index in zip(item.dimensions, key, strict=True)}
            if evaluate(condition, Scope(table=self, cell=cell)) is True:
                yield key, one


def effect_of(day: Day, place: m.Jurisdiction) -> Effect:
    """The table in effect for a jurisdiction on a day; made once."""
    found = day.effects.get(place)
    if not isinstance(found, Effect):
        found = day.effects[place] = Effect(day, place)
    return found


def note_needs(expression: m.Expression, day: Day, masks: dict[str, set[int]], single: set[str]) -> None:
    """Adds what an expression's own tests and neighbours tell apart."""
    for part in m.walk(expression):
        if isinstance(part, m.Test):
            masks[part.term.axis.name].add(day.mask(part.term))
        elif isinstance(part, m.Reference):
            single.update(part.neighbours)
            for axis, term in part.pins.items():  # else a cell beside the pinned one would seem to rest on itself
                masks[axis].add(day.mask(term))


def _circular(target: Target) -> Cell:
    gap = Gap(reason="circle", what=target.name)
    return Cell(value=gap, before=gap)


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


def _scaled(value: object, sign: int) -> object:
    return value * sign if isinstance(value, int) or hasattr(value, "numerator") else value  # type: ignore[operator]


def stages(cell: Cell) -> list[Answer]:
    """What a cell came to after each of its adjustments, in their order."""
    before = cell.before
    return (
        [] if isinstance(before, Gap) else [_apply(cell.changes[: at + 1], before) for at in range(len(cell.changes))]
    )


def _apply(changes: Sequence[Changed], before: Value) -> Answer:
    """Additions, then factors, then the tightest `down to`, then the tightest `up to` (section 6, rule 4)."""
    value = before
    factors: list[Number] = []
    floors: list[Value] = []
    caps: list[Value] = []
    for one in changes:
        for answer in (one.amount, *one.limits):
            if isinstance(answer, Gap):
                return answer
        change = one.provision.change
        assert change is not None  # noqa: S101
        if change.act == "add":
            value = _plus(value, one.amount)
        else:
            factors.append(_factor(change.act, one.amount))
        cap, floor = one.limits
        if cap is not None and not isinstance(cap, Gap):
            caps.append(cap)
        if floor is not None and not isinstance(floor, Gap):
            floors.append(floor)
    for factor in factors:
        value = whole(value * factor)  # type: ignore[operator]
    if floors:
        value = max(value, min(max(floors), before))  # type: ignore[type-var]
    if caps:
        value = min(value, max(min(caps), before))  # type: ignore[type-var]
    return value


def _plus(value: Value, amount: Answer) -> Value:
    from datetime import timedelta  # noqa: PLC0415

    if isinstance(value, date):
        return value + timedelta(days=int(amount))  # type: ignore[arg-type]
    return whole(value + amount)  # type: ignore[operator]


def _factor(act: str, amount: Answer) -> Number:
    from fractions import Fraction  # noqa: PLC0415

    if act == "factor":
        return amount  # type: ignore[return-value]
    if act == "percent-of":
        return Fraction(amount, 100)  # type: ignore[arg-type]
    return 1 + Fraction(amount, 100)  # type: ignore[arg-type]


def cells_concerned(axes: Sequence[m.Axis], classes: Iterable[tuple[int, ...]]) -> int:
    """How many combinations of listed dimensions some classes of cells stand for; measures are not counted."""
    listed = [place for place, axis in enumerate(axes) if isinstance(axis, m.Dimension)]
    distinct = {tuple(masks[place] for place in listed) for masks in classes}
    total = 0
    for masks in distinct:
        size = 1
        for mask in masks:
            size *= len(members(mask))
        total += size
    return total
