"""Expressions: names bound, kinds agreed, or a fault that says what does not go together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qingdan_checker import kinds
from qingdan_checker import model as m
from qingdan_checker.quantity import DATE, NUMBER, QUANTITIES, TEXT, YES_NO, read_day, read_literal
from qingdan_checker.resolve.selectors import Place, bind_term, is_about_dimension
from qingdan_dsl.source import Span
from qingdan_dsl.syntax import expressions as e

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from qingdan_checker.resolve.names import Entry, Faults, Names

_PINNED = 1


@dataclass(slots=True, kw_only=True)
class Binder:
    """Binds the expressions of one declaration or statement.

    `axes` are the dimensions that a reference may leave open and a test may be about (None: any); `subject` is
    whose dimensions they are. With `choices`, a pin may select several members.
    """

    names: Names
    faults: Faults
    axes: frozenset[str] | None = None
    subject: str = ""
    choices: bool = True

    def bind(self, node: e.Expression) -> m.Expression | None:
        """The expression with its kind; None with a fault (or because something it refers to was left out)."""
        return _BINDERS[type(node)](self, node)

    def bind_as(self, node: e.Expression, kind: str) -> m.Expression | None:
        """The expression, which must be of this kind."""
        bound = self.bind(node)
        if bound is not None and bound.kind != kind:
            self.faults.add("type", "kind-wanted", node, found=bound.kind, wanted=kind)
            return None
        return bound

    def _where(self, node: e.Node) -> m.Where:
        return m.Where(path=self.faults.path, span=Span(node.start, node.end))

    # ---- literals and names

    def literal(self, node: e.Literal) -> m.Expression:
        kind, value = read_literal(node)
        return m.Constant(kind=kind, value=value, where=self._where(node))

    def day(self, node: e.Day) -> m.Expression | None:
        value = read_day(node)
        if value is None:
            self.faults.add("value", "date", node, written=f"{node.year}-{node.month:02}-{node.day:02}")
            return None
        return m.Constant(kind=DATE, value=value, where=self._where(node))

    def text(self, node: e.Text) -> m.Expression:
        return m.Constant(kind=TEXT, value=node.text, where=self._where(node))

    def yes_no(self, node: e.YesNo) -> m.Expression:
        return m.Constant(kind=YES_NO, value=node.value, where=self._where(node))

    def check_date(self, node: e.CheckDate) -> m.Expression:
        return m.Now(kind=DATE, where=self._where(node))

    def this_year(self, node: e.ThisYear) -> m.Expression:
        return m.Now(kind=NUMBER, where=self._where(node))

    def name(self, node: e.Name) -> m.Expression | None:
        entry = self.names.find(node, self.faults)
        return self._named(entry, node, node, ()) if entry else None

    def cell(self, node: e.Cell) -> m.Expression | None:
        entry = self.names.find(node.name, self.faults)
        if not entry:
            self._pins(node.pins, None, node)
            return None
        return self._named(entry, node.name, node, node.pins)

    def _named(self, entry: Entry, name: e.Name, node: e.Node, pins: Sequence[object]) -> m.Expression | None:
        if entry.bound is None and entry.sort in _VALUED:
            self.faults.missing = True
            return None
        match entry.bound:
            case m.Item() | m.Define():
                return self._reference(entry.bound, node, pins)
            case m.Statistic():
                return self._figure(entry.bound, node, pins)
            case m.Measure() if not pins:
                if not self._allowed(entry.bound, node):
                    return None
                return m.Amount(kind=entry.bound.kind, measure=entry.bound, where=self._where(node))
            case Place() | m.Term() if not pins:
                return self._test(node)
            case _:
                self.faults.add("type", "sort", name, name=name.text, found=entry.sort, wanted="value")
                return None

    def _allowed(self, axis: m.Axis, node: e.Node) -> bool:
        if self.axes is None or axis.name in self.axes:
            return True
        self.faults.add("type", "dimension-lacking", node, dimension=axis.name, item=self.subject)
        return False

    def _test(self, node: e.Node) -> m.Expression | None:
        term = bind_term(node, self.names, self.faults)
        if term is None or not self._allowed(term.axis, node):
            return None
        return m.Test(kind=YES_NO, term=term, where=self._where(node))

    # ---- references

    def _reference(self, target: m.Item | m.Define, node: e.Node, pins: Sequence[object]) -> m.Expression | None:
        bound = self._pins(pins, target, node)
        if bound is None:
            return None
        pinned, neighbours = bound
        reference = m.Reference(
            kind=target.kind, target=target, pins=pinned, neighbours=neighbours, where=self._where(node)
        )
        allowed = [self._allowed(axis, node) for axis in reference.open]
        return reference if all(allowed) else None

    def _pins(
        self, pins: Sequence[object], target: m.Item | m.Define | None, node: e.Node
    ) -> tuple[dict[str, m.Term], dict[str, int]] | None:
        axes = {axis.name for axis in target.dimensions} if target else set()
        pinned: dict[str, m.Term] = {}
        neighbours: dict[str, int] = {}
        good = True
        for pin in pins:
            axis = self._pin(pin, pinned, neighbours)
            if axis is None:
                good = False
            elif target and axis not in axes:
                assert isinstance(pin, e.Node)  # noqa: S101  what the parser makes
                self.faults.add("type", "dimension-lacking", pin, dimension=axis, item=target.name)
                good = False
        return (pinned, neighbours) if good else None

    def _pin(self, pin: object, pinned: dict[str, m.Term], neighbours: dict[str, int]) -> str | None:
        """Notes a pin and names its dimension; None with a fault."""
        if isinstance(pin, e.Neighbour):
            axis = self.names.wanted(pin.dimension, ("dimension", "measure"), self.faults)
            if axis is None:
                return None
            if not isinstance(axis, m.Dimension) or not axis.ordered:
                assert isinstance(axis, m.Dimension | m.Measure)  # noqa: S101
                self.faults.add("type", "unordered", pin, dimension=axis.name)
                return None
            if self._twice(axis.name, pin, pinned, neighbours):
                return None
            neighbours[axis.name] = -1 if pin.direction == "previous" else 1
            return axis.name
        if isinstance(pin, e.YearPin):
            self.bind(pin.value)
            self.faults.add("type", "year-of-item", pin)
            return None
        assert isinstance(pin, e.Node)  # noqa: S101
        term = bind_term(pin, self.names, self.faults)
        if term is None or self._twice(term.axis.name, pin, pinned, neighbours):
            return None
        if not self.choices and not _is_one(term):
            self.faults.add("type", "not-one-member", pin, dimension=term.axis.name)
            return None
        pinned[term.axis.name] = term
        return term.axis.name

    def _twice(self, axis: str, pin: e.Node, pinned: Mapping[str, object], neighbours: Mapping[str, int]) -> bool:
        if axis in pinned or axis in neighbours:
            self.faults.add("type", "dimension-twice", pin, dimension=axis)
            return True
        return False

    def _figure(self, statistic: m.Statistic, node: e.Node, pins: Sequence[object]) -> m.Expression | None:
        year: m.Expression | None = None
        good = True
        for pin in pins:
            assert isinstance(pin, e.Node)  # noqa: S101
            if not isinstance(pin, e.YearPin) or year is not None or not statistic.by_year:
                self.faults.add("type", "statistic-pin", pin, statistic=statistic.name)
                good = False
            else:
                year = self.bind_as(pin.value, NUMBER)
                good = good and year is not None
        if not good:
            return None
        return m.Figure(kind=statistic.kind, statistic=statistic, year=year, where=self._where(node))

    # ---- operators

    def negation(self, node: e.Negation) -> m.Expression | None:
        operand = self.bind(node.operand)
        if operand is None:
            return None
        if operand.kind not in QUANTITIES:
            self.faults.add("type", "kinds", node, operation="-", left=operand.kind, right="")
            return None
        if isinstance(operand, m.Constant):
            return m.Constant(kind=operand.kind, value=-operand.value, where=self._where(node))  # type: ignore[operator]
        return m.Minus(kind=operand.kind, operand=operand, where=self._where(node))

    def not_(self, node: e.Not) -> m.Expression | None:
        operand = self.bind_as(node.operand, YES_NO)
        return m.Negated(kind=YES_NO, operand=operand, where=self._where(node)) if operand else None

    def arithmetic(self, node: e.Arithmetic) -> m.Expression | None:
        left, right = self.bind(node.left), self.bind(node.right)
        if left is None or right is None:
            return None
        result = kinds.combine(node.operator, left.kind, right.kind)
        if result is None:
            self.faults.add("type", "kinds", node, operation=node.operator, left=left.kind, right=right.kind)
            return None
        kind, scale = result
        where = self._where(node)
        return m.Computed(kind=kind, operator=node.operator, left=left, right=right, scale=scale, where=where)

    def connection(self, node: e.Connection) -> m.Expression | None:
        left, right = self.bind_as(node.left, YES_NO), self.bind_as(node.right, YES_NO)
        if left is None or right is None:
            return None
        return m.Connected(kind=YES_NO, operator=node.operator, left=left, right=right, where=self._where(node))

    def comparison(self, node: e.Comparison) -> m.Expression | None:
        if is_about_dimension(node, self.names):
            return self._test(node)
        operands = [self.bind(operand) for operand in node.operands]
        bound = tuple(operand for operand in operands if operand is not None)
        if len(bound) < len(operands):
            return None
        found = tuple(operand.kind for operand in bound)
        if not kinds.comparable(node.operators, found):
            self.faults.add(
                "type", "kinds", node, operation=" ".join(node.operators), left=found[0], right=", ".join(found[1:])
            )
            return None
        margin = kinds.margin(node.operators, found[0])
        return m.Compared(
            kind=YES_NO, operands=bound, operators=node.operators, margin_kind=margin, where=self._where(node)
        )

    def conditional(self, node: e.Conditional) -> m.Expression | None:
        condition = self.bind_as(node.condition, YES_NO)
        then, otherwise = self.bind(node.then), self.bind(node.otherwise)
        if condition is None or then is None or otherwise is None:
            return None
        if then.kind != otherwise.kind:
            self.faults.add("type", "kinds", node, operation="if", left=then.kind, right=otherwise.kind)
            return None
        where = self._where(node)
        return m.Chosen(kind=then.kind, condition=condition, then=then, otherwise=otherwise, where=where)

    # ---- functions and catalogue questions

    def call(self, node: e.Call) -> m.Expression | None:
        from qingdan_checker.functions import FUNCTIONS  # noqa: PLC0415  a table that is found by being there

        bound = [self.bind(argument) for argument in node.arguments]
        arguments = tuple(argument for argument in bound if argument is not None)
        if len(arguments) < len(bound):
            return None
        found = tuple(argument.kind for argument in arguments)
        kind = FUNCTIONS[node.function].kind(found)
        if kind is None:
            self.faults.add("type", "arguments", node, function=node.function, found=", ".join(found))
            return None
        return m.Called(kind=kind, function=node.function, arguments=arguments, where=self._where(node))

    def sum(self, node: e.Sum) -> m.Expression | None:
        axis = self.names.wanted(node.dimension, ("dimension", "measure"), self.faults)
        name, pins = (node.item.name, node.item.pins) if isinstance(node.item, e.Cell) else (node.item, ())
        target = self.names.wanted(name, ("item", "define"), self.faults)
        if axis is None or not isinstance(target, m.Item | m.Define):
            return None
        if not isinstance(axis, m.Dimension):
            self.faults.add("type", "sum-over-measure", node.dimension, dimension=node.dimension.text)
            return None
        bound = self._pins(pins, target, node)
        if bound is None:
            return None
        pinned, neighbours = bound
        lacking = axis.name not in {other.name for other in target.dimensions}
        if lacking or axis.name in pinned or axis.name in neighbours:
            self.faults.add("type", "dimension-lacking", node.dimension, dimension=axis.name, item=target.name)
            return None
        if target.kind not in QUANTITIES:
            self.faults.add("type", "kinds", node, operation="sum", left=target.kind, right="")
            return None
        where = self._where(node)
        reference = m.Reference(
            kind=target.kind, target=target, pins=pinned, neighbours=neighbours, closed=axis.name, where=where
        )
        if not all(self._allowed(other, node) for other in reference.open):
            return None
        return m.Total(kind=target.kind, reference=reference, axis=axis, where=where)

    def question(self, node: e.Within | e.Alike | e.Count) -> m.Expression | None:
        catalogue = self._catalogue(node.catalogue)
        jurisdiction: object = None
        other = node.other if isinstance(node, e.Count) else node.jurisdiction
        if other is not None:
            jurisdiction = self.names.wanted(other, ("jurisdiction",), self.faults)
        if isinstance(node, e.Count) and node.day and read_day(node.day) is None:
            self.day(node.day)
        if isinstance(node, e.Count) and node.field and catalogue and node.field.text not in catalogue.fields:
            self._unknown_field(node.field, catalogue)
            return None
        if catalogue is None or (other is not None and jurisdiction is None):
            return None
        assert jurisdiction is None or isinstance(jurisdiction, m.Jurisdiction)  # noqa: S101
        kind = NUMBER if isinstance(node, e.Count) else YES_NO
        return m.Asked(kind=kind, catalogue=catalogue, jurisdiction=jurisdiction, where=self._where(node))

    def _unknown_field(self, name: e.Name, catalogue: m.Catalogue) -> None:
        self.faults.add("name", "unknown", name, name=name.text, near=", ".join(catalogue.fields))

    def _catalogue(self, name: e.Name) -> m.Catalogue | None:
        if "." in name.text and not self.names.knows(name.text, "catalogue"):
            head, _, field = name.text.rpartition(".")
            bound = self.names.wanted(e.Name(text=head, start=name.start, end=name.end), ("catalogue",), self.faults)
            if isinstance(bound, m.Catalogue) and field not in bound.fields:
                self._unknown_field(name, bound)
                return None
            return bound if isinstance(bound, m.Catalogue) else None
        bound = self.names.wanted(name, ("catalogue",), self.faults)
        return bound if isinstance(bound, m.Catalogue) else None


def _is_one(term: m.Term) -> bool:
    """Whether a term selects exactly one member, or one amount."""
    if isinstance(term.axis, m.Measure):
        return len(term.bounds) == _PINNED and term.bounds[0][0] == "="
    return term.mask.bit_count() == _PINNED


_VALUED = frozenset({"item", "define", "statistic", "measure", "member", "group", "dimension"})
_BINDERS = {
    e.Name: Binder.name,
    e.Literal: Binder.literal,
    e.Day: Binder.day,
    e.Text: Binder.text,
    e.YesNo: Binder.yes_no,
    e.CheckDate: Binder.check_date,
    e.ThisYear: Binder.this_year,
    e.Cell: Binder.cell,
    e.Negation: Binder.negation,
    e.Not: Binder.not_,
    e.Arithmetic: Binder.arithmetic,
    e.Connection: Binder.connection,
    e.Comparison: Binder.comparison,
    e.Conditional: Binder.conditional,
    e.Call: Binder.call,
    e.Sum: Binder.sum,
    e.Count: Binder.question,
    e.Within: Binder.question,
    e.Alike: Binder.question,
}
