"""How far each number of a table could move by itself before a rule breaks: the band that the rules leave it.

All other numbers stay as they are. Rules that are one comparison of sums and differences of items (with whatever on
either side does not rest on items) give an end each; rules of other shapes give none.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from qingdan_checker import model as m
from qingdan_checker.effect import Stretches
from qingdan_checker.evaluate import Scope, evaluate
from qingdan_checker.quantity import Gap, Number, as_number, show, whole
from qingdan_checker.resolve import resolve
from qingdan_checker.round import Round
from qingdan_checker.verdict import used

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from qingdan_checker.effect import Effect
    from qingdan_checker.evaluate import Key
    from qingdan_checker.sheets import Sheets
    from qingdan_checker.verdict import Verdict
    from qingdan_dsl.source import Source
    from qingdan_dsl.syntax.declarations import File

_SIGNS: Final = {">=": 1, ">": 1, "<=": -1, "<": -1}
"""Whether a comparison holds the better the greater its left side is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """An end of a band: its value, the rule that sets it, and whether the value itself is inside."""

    value: Number
    rule: str
    inside: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """A number of a table in effect with the ends that the rules leave it, and those of the item's own range.

    `cell` has the members that the table tells apart, by dimension name; an end that nobody sets is None.
    """

    item: str
    kind: str
    cell: tuple[tuple[str, str], ...]
    value: Number
    low: End | None
    high: End | None
    range: tuple[Number | None, Number | None]

    @property
    def fits(self) -> bool:
        """Whether the number is inside."""
        above = self.low is None or self.value > self.low.value or (self.low.inside and self.value == self.low.value)
        return above and (
            self.high is None or self.value < self.high.value or (self.high.inside and self.value == self.high.value)
        )

    def shown(self, number: Number) -> str:
        """A number of the band's kind as it is printed."""
        return show(self.kind, number)


@dataclass(slots=True)
class _Ends:
    low: End | None = None
    high: End | None = None

    def narrow(self, end: End, *, is_low: bool) -> None:
        """Takes over an end that is tighter than the one so far."""
        if is_low:
            if self.low is None or (end.value, not end.inside) > (self.low.value, not self.low.inside):
                self.low = end
        elif self.high is None or (end.value, end.inside) < (self.high.value, self.high.inside):
            self.high = end


@dataclass(slots=True)
class _Table:
    """The ends of all cells of one jurisdiction."""

    effect: Effect
    ends: dict[tuple[m.Item, Key], _Ends] = field(default_factory=dict)

    def note(self, item: m.Item, key: Key) -> _Ends:
        """The ends of the class of a cell, by its first."""
        return self.ends.setdefault((item, key), _Ends())


def bands(
    files: Sequence[File], sources: Mapping[str, Source], sheets: Sheets, *, day: date, drafts: bool = True
) -> Mapping[str, tuple[Band, ...]]:
    """The bands of the numbers that each jurisdiction decides on a day, by jurisdiction."""
    model = resolve(files, sheets, drafts=drafts)
    round_ = Round(model, Stretches(model, day), day, sources)
    return {one[0].place.name: tuple(_bands(one, round_)) for one in round_.by_place if one}


def _bands(verdicts: Sequence[Verdict], round_: Round) -> Iterator[Band]:
    """The bands of a jurisdiction: of cells of items on which it has provisions of its own."""
    place = verdicts[0].place
    table = _Table(round_.effect(place))
    for verdict in verdicts:
        if verdict.rule.force != "encouraged":
            _note(verdict, round_, table)
    own = {one.item for one in round_.day.kept.deciding if one.issuer is place}
    ordered = sorted(table.ends.items(), key=lambda one: (one[0][0].name, one[0][1]))
    yield from (
        band for (item, key), ends in ordered if item in own and (band := _band(item, key, ends, table, round_))
    )


def _band(item: m.Item, key: Key, ends: _Ends, table: _Table, round_: Round) -> Band | None:
    value, _ = table.effect.read(item, key)
    if isinstance(value, Gap | bool | str) or not (ends.low or ends.high):
        return None
    low, high = (None if one is None else as_number(one) for one in (item.low, item.high))
    return Band(
        item=item.name,
        kind=item.kind,
        cell=_cell(item, key, table.effect, round_),
        value=as_number(value),
        low=ends.low,
        high=ends.high,
        range=(low, high),
    )


def _cell(item: m.Item, key: Key, effect: Effect, round_: Round) -> tuple[tuple[str, str], ...]:
    """The members of a cell in those dimensions whose members the table tells apart."""
    return tuple(
        (axis.name, round_.day.show(axis, at))
        for axis, at, parts in zip(item.dimensions, key, effect.parts(item), strict=True)
        if len(parts) > 1
    )


# ---- what a rule leaves


def _note(verdict: Verdict, round_: Round, table: _Table) -> None:
    """Adds the ends that a rule sets for the cells that it compares."""
    expression = verdict.rule.expression
    if not isinstance(expression, m.Compared) or len(expression.operators) != 1:
        return
    sign = _SIGNS.get(expression.operators[0])
    left, right = (_terms(one) for one in expression.operands)
    if sign is None or left is None or right is None:
        return
    strict = expression.operators[0] in {"<", ">"}
    terms = [(sign * way, one) for way, one in left] + [(-sign * way, one) for way, one in right]
    if len({id(one.target) for _, one in terms}) != 1 or not any(isinstance(one, m.Item) for one in used(verdict.rule)):
        return
    for margin, scope in round_.judge(verdict.place).margins(verdict):
        for (item, key), way in _ways(terms, scope, table).items():
            value, _ = table.effect.read(item, key)
            if way and not isinstance(value, Gap):
                end = End(
                    value=whole(as_number(value) - Fraction(margin) / way), rule=verdict.rule.name, inside=not strict
                )
                table.note(item, key).narrow(end, is_low=way > 0)


def _ways(terms: Sequence[tuple[int, m.Reference]], scope: Scope, table: _Table) -> Mapping[tuple[m.Item, Key], int]:
    """By how much the margin moves with each cell: not at all where a cell stands on both sides."""
    found: dict[tuple[m.Item, Key], int] = defaultdict(int)
    for way, reference in terms:
        reads: list[tuple[m.Item, Key]] = []
        evaluate(reference, Scope(table=scope.table, cell=scope.cell, amounts=scope.amounts, reads=reads))
        for item, key in reads[:1]:
            found[item, table.effect.canonical(item, key)] += way
    return found


def _terms(expression: m.Expression) -> list[tuple[int, m.Reference]] | None:
    """The items in a sum, with their signs; None where an item stands in anything else."""
    match expression:
        case m.Reference() if isinstance(expression.target, m.Item):
            return [(1, expression)]
        case m.Minus():
            inner = _terms(expression.operand)
            return None if inner is None else [(-way, one) for way, one in inner]
        case m.Computed() if expression.operator in {"+", "-"}:
            left, right = _terms(expression.left), _terms(expression.right)
            if left is None or right is None:
                return None
            turn = 1 if expression.operator == "+" else -1
            return left + [(turn * way, one) for way, one in right]
    return None if any(isinstance(one, m.Reference) for one in m.walk(expression)) else []


# ---- for people


def folded(found: Sequence[Band]) -> list[Band]:
    """The bands of one item without the dimensions along which they do not differ."""
    bands_left = list(found)
    for name in dict.fromkeys(name for one in found for name, _ in one.cell):
        shorter = [replace(one, cell=tuple(part for part in one.cell if part[0] != name)) for one in bands_left]
        if len(set(shorter)) == len({one.cell for one in shorter}):
            bands_left = list(dict.fromkeys(shorter))
    return bands_left
