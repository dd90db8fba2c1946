"""The value of an expression for a jurisdiction and a combination (sections 3, 5 and 12), three-valued (section 9)."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

from qingdan_dsl.syntax import expressions as e

from .grid import Cell, Grid
from .kinds import Kinds, member_compared
from .lists import Lists, Offending
from .model import Axis, Choice, Define, Item, Jurisdiction, Model, Observation, Provision, Statistic
from .values import (
    FALSE,
    TRUE,
    Absent,
    Known,
    Result,
    Undetermined,
    calendar,
    compared,
    computed,
    failing,
    literal,
    rounded,
    undetermined,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date


@dataclass(eq=False, slots=True)
class Frame:
    """For whom and which combination an expression is evaluated.

    `choices` gives, for a reference pinned to several members, the one of this combination. `trace` gathers what
    made the values that are read, `keys` those that break a catalogue question or that it counted.
    """

    jurisdiction: Jurisdiction
    env: dict[str, int]
    choices: dict[int, dict[str, int]] = field(default_factory=dict)
    trace: list[Provision | Observation] = field(default_factory=list)
    keys: set[Offending] = field(default_factory=set)

    def within(self, env: dict[str, int], choices: dict[int, dict[str, int]]) -> Frame:
        """A frame for a part of the expression, at another combination; what is read there counts here."""
        return Frame(self.jurisdiction, env, choices, self.trace, self.keys)


@dataclass(eq=False, slots=True)
class Figure:
    """What a cell of a table in effect holds, and why.

    `takes` are the provisions whose VALUE counts, `changed` those whose CHANGE covers it; `lacking` are those of
    `changed` without a CHANGE or a LIMIT. `clash`: these disagree.
    """

    result: Result
    trace: tuple[Provision, ...] = ()
    takes: tuple[Provision, ...] = ()
    changed: tuple[Provision, ...] = ()
    lacking: tuple[Provision, ...] = ()
    clash: tuple[Provision, ...] = ()


def truth(*, value: bool) -> Known:
    """A yes-no value."""
    return TRUE if value else FALSE


class Evaluator(Grid, ABC):
    """Evaluates expressions; the tables and statistics that they read are another's work.

    `fixed` are measures whose amount a case has fixed: there, a measure's name is its value (section 12).
    """

    def __init__(
        self,
        model: Model,
        kinds: Kinds,
        days: tuple[date, date],
        extra: Sequence[object],
        fixed: frozenset[str],
    ) -> None:
        """For a day, and the day of the check."""
        super().__init__(model, kinds, *days, extra)
        self._fixed = fixed
        self.lists = Lists(self, kinds)

    @abstractmethod
    def figure(self, jurisdiction: Jurisdiction, item: Item, cell: Cell) -> Figure:
        """What a cell of a jurisdiction's table holds."""

    @abstractmethod
    def observed(
        self, jurisdiction: Jurisdiction, statistic: Statistic, year: int | None
    ) -> tuple[Result, list[Observation], bool]:
        """A figure of a statistic, the observations that made it, and whether they disagree."""

    def evaluate(self, node: e.Expression, frame: Frame) -> Result:  # noqa: C901, PLR0911, PLR0912  one case a shape
        """The value of a sound expression for a jurisdiction and a combination."""
        match node:
            case e.Literal():
                return literal(node)
            case e.Day():
                day = calendar(node)
                assert day is not None
                return Known("date", day)
            case e.Text():
                return Known("text", node.text)
            case e.YesNo():
                return truth(value=node.value)
            case e.CheckDate():
                return Known("date", self.day)
            case e.ThisYear():
                return Known("number", Fraction(self.day.year))
            case e.Name() | e.Cell():
                return self._reference(node, frame)
            case e.Negation():
                value = self.evaluate(node.operand, frame)
                return Known(value.kind, -value.number) if isinstance(value, Known) else value
            case e.Not():
                return _not(self.evaluate(node.operand, frame))
            case e.Arithmetic():
                return self._arithmetic(node, frame)
            case e.Connection():
                return _connected(node.operator, self.evaluate(node.left, frame), self.evaluate(node.right, frame))
            case e.Comparison():
                return self._comparison(node, frame)
            case e.Conditional():
                return self._conditional(node, frame)
            case e.Call():
                return self._call(node, frame)
            case e.Sum():
                return self._sum(node, frame)
            case e.Count() | e.Within() | e.Alike():
                answer, keys = self.lists.answer(node, frame.jurisdiction, self.day)
                frame.keys.update(keys)
                return answer

    def _reference(self, node: e.Name | e.Cell, frame: Frame) -> Result:
        name = node.name if isinstance(node, e.Cell) else node
        symbol = self.kinds.found(name)
        assert symbol is not None
        meaning = symbol.meaning
        if isinstance(meaning, Choice):
            return truth(value=frame.env[meaning.axis.name] in meaning.members)
        if isinstance(meaning, Axis):
            return self._amount(meaning, frame)
        if isinstance(meaning, Statistic):
            return self._statistic(meaning, node, frame)
        assert isinstance(meaning, Item | Define)
        env = self.pinned(node, meaning, frame)
        if env is None:
            return Absent()
        return self._read(meaning, env, frame)

    def _amount(self, axis: Axis, frame: Frame) -> Result:
        """A measure as a quantity: known where a case has fixed it."""
        piece = self.pieces[axis.name][frame.env[axis.name]]
        if axis.name in self._fixed and piece.point:
            return Known(piece.kind, piece.amount)
        return undetermined("measure")

    def _read(self, meaning: Item | Define, env: dict[str, int], frame: Frame) -> Result:
        if isinstance(meaning, Define):
            return self.evaluate(meaning.expression, frame.within(env, {}))
        cell = tuple(env[axis.name] for axis in meaning.axes)
        found = self.figure(frame.jurisdiction, meaning, cell)
        frame.trace.extend(found.trace)
        return found.result

    def pinned(self, node: e.Name | e.Cell, meaning: Item | Define, frame: Frame) -> dict[str, int] | None:
        """The cell that a reference reads; None beyond the end of a dimension."""
        env = {axis.name: frame.env[axis.name] for axis in meaning.axes if axis.name in frame.env}
        for pin in node.pins if isinstance(node, e.Cell) else ():
            if isinstance(pin, e.Neighbour):
                axis = self.kinds.axis(pin.dimension)
                assert axis is not None
                position = frame.env[axis.name] + (1 if pin.direction == "next" else -1)
                if position not in self.positions(axis):
                    return None
            elif isinstance(pin, e.YearPin):
                continue
            else:
                axis = self.kinds.term_axis(pin)
                assert axis is not None
                chosen = frame.choices.get(id(node), {}).get(axis.name)
                position = self.choices(pin, axis)[0] if chosen is None else chosen
            env[axis.name] = position
        return env

    def choices(self, pin: e.Expression, axis: Axis) -> list[int]:
        """The members or pieces that a pin leaves."""
        return [position for position in self.positions(axis) if self.term_holds(pin, axis, position)]

    def _statistic(self, statistic: Statistic, node: e.Name | e.Cell, frame: Frame) -> Result:
        year: int | None = self.day.year - 1 if statistic.by_year else None
        for pin in node.pins if isinstance(node, e.Cell) else ():
            assert isinstance(pin, e.YearPin)
            value = self.evaluate(pin.value, frame)
            if not isinstance(value, Known):
                return value
            if value.number.denominator != 1:
                return Absent()
            year = int(value.number)
        result, made, _ = self.observed(frame.jurisdiction, statistic, year)
        frame.trace.extend(made)
        return result

    def _arithmetic(self, node: e.Arithmetic, frame: Frame) -> Result:
        left, right = self.evaluate(node.left, frame), self.evaluate(node.right, frame)
        if isinstance(left, Known) and isinstance(right, Known):
            return computed(node.operator, left, right)
        failed = failing([left, right])
        assert failed is not None
        return failed

    def _comparison(self, node: e.Comparison, frame: Frame) -> Result:
        pairs = zip(node.operands, node.operators, node.operands[1:], strict=False)
        result: Result = TRUE
        for left, operator, right in pairs:
            result = _connected("and", result, self.pair(left, operator, right, frame))
        return result

    def pair(self, left: e.Expression, operator: str, right: e.Expression, frame: Frame) -> Result:
        """One comparison: a test of a dimension, or of two likes; undetermined without one of its sides."""
        axis = self.tested(left, right)
        if axis:
            return truth(value=self._test(axis, left, operator, right, frame))
        values = [self.evaluate(left, frame), self.evaluate(right, frame)]
        if isinstance(values[0], Known) and isinstance(values[1], Known):
            return truth(value=compared(operator, values[0], values[1]))
        reasons = {"unset"} if any(isinstance(value, Absent) for value in values) else set()
        for value in values:
            reasons |= value.reasons if isinstance(value, Undetermined) else set()
        return undetermined(*reasons)

    def tested(self, left: e.Expression, right: e.Expression) -> Axis | None:
        """The dimension that a comparison tests: a listed one and a member, or a measure and a literal."""
        for name, other in ((left, right), (right, left)):
            axis = self.kinds.axis(name)
            if axis and (not axis.measure or isinstance(other, e.Literal)):
                return axis
        return None

    def _test(self, axis: Axis, left: e.Expression, operator: str, right: e.Expression, frame: Frame) -> bool:
        at = frame.env[axis.name]
        if not axis.measure:
            numbers = [at if self.kinds.axis(side) else self._member(side) for side in (left, right)]
            return member_compared(operator, numbers[0], numbers[1])
        piece = self.pieces[axis.name][at]
        amounts = [
            literal(side) if isinstance(side, e.Literal) else Known(piece.kind, piece.amount) for side in (left, right)
        ]
        return compared(operator, amounts[0], amounts[1])

    def _member(self, name: e.Expression) -> int:
        assert isinstance(name, e.Name)
        symbol = self.kinds.found(name)
        assert symbol is not None
        assert isinstance(symbol.meaning, Choice)
        return next(iter(symbol.meaning.members))

    def _conditional(self, node: e.Conditional, frame: Frame) -> Result:
        """Undetermined where its condition is, unless both branches come to the same."""
        condition = self.evaluate(node.condition, frame)
        if isinstance(condition, Known):
            return self.evaluate(node.then if condition == TRUE else node.otherwise, frame)
        then, otherwise = self.evaluate(node.then, frame), self.evaluate(node.otherwise, frame)
        if isinstance(then, Known) and then == otherwise:
            return then
        results = [one for one in (condition, then, otherwise) if isinstance(one, Undetermined)]
        return Undetermined(frozenset({"condition"}).union(*(one.reasons for one in results)))

    def _call(self, node: e.Call, frame: Frame) -> Result:
        if node.function == "banded":
            return self._banded(node, frame)
        values = [self.evaluate(argument, frame) for argument in node.arguments]
        known = [value for value in values if isinstance(value, Known)]
        if len(known) < len(values):
            failed = failing(values)
            assert failed is not None
            return failed
        if node.function == "abs":
            return Known(known[0].kind, abs(known[0].number))
        if node.function in {"min", "max"}:
            best = known[0]
            for value in known[1:]:
                best = value if compared("<" if node.function == "min" else ">", value, best) else best
            return best
        return rounded(node.function, known[0], known[1])

    def _banded(self, node: e.Call, frame: Frame) -> Result:
        """The sum over the bands from an amount up to the measure, each at its own ratio (section 12)."""
        ratio, measure, base = node.arguments
        axis = self.kinds.banding(ratio, measure)
        assert axis is not None
        top, start = self.evaluate(measure, frame), self.evaluate(base, frame)
        if not isinstance(top, Known) or not isinstance(start, Known):
            failed = failing([top, start])
            assert failed is not None
            return failed
        amount = Fraction(0)
        for position, piece in enumerate(self.pieces[axis.name]):
            low = max(piece.low or Fraction(0), start.number)
            high = min(piece.high if piece.high is not None else top.number, top.number)
            if low >= high:
                continue
            inner = frame.within({**frame.env, axis.name: position}, frame.choices)
            share = self.evaluate(ratio, inner)
            if not isinstance(share, Known):
                return share
            amount += share.number * (high - low)
        return Known(top.kind, amount)

    def _sum(self, node: e.Sum, frame: Frame) -> Result:
        axis = self.kinds.axis(node.dimension)
        assert axis is not None
        values = []
        for position in self.positions(axis):
            inner = frame.within({**frame.env, axis.name: position}, frame.choices)
            values.append(self.evaluate(node.item, inner))
        known = [value for value in values if isinstance(value, Known)]
        if len(known) < len(values):
            failed = failing(values)
            assert failed is not None
            return failed
        return Known(known[0].kind, sum((value.number for value in known), Fraction(0)))


def _not(value: Result) -> Result:
    if isinstance(value, Known):
        return FALSE if value == TRUE else TRUE
    return _open(value)


def _open(value: Result) -> Result:
    """A yes-no without a value is undetermined in logic."""
    if isinstance(value, Absent):
        return undetermined("circle" if value.circle else "unset")
    return value


def _connected(operator: str, left: Result, right: Result) -> Result:
    """Kleene's three-valued `and`, `or` and `implies`."""
    if operator == "implies":
        return _connected("or", _not(left), right)
    decisive = FALSE if operator == "and" else TRUE
    if decisive in (left, right):
        return decisive
    left, right = _open(left), _open(right)
    if isinstance(left, Known) and isinstance(right, Known):
        return left
    failed = failing([left, right])
    assert failed is not None
    return failed
