"""Names in expressions: items with what stands in their brackets, statistics, measures, and tests of members."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from qingdan_checker import model as m
from qingdan_checker.quantity import NUMBER, QUANTITIES, YES_NO
from qingdan_checker.resolve.selectors import Place, bind_term
from qingdan_dsl.syntax import expressions as e

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qingdan_checker.resolve.expressions import Binder
    from qingdan_checker.resolve.names import Entry

Pin = e.Expression | e.Neighbour | e.YearPin
"""What stands between the brackets of a name."""

_VALUED: Final = frozenset({"item", "define", "statistic", "measure", "member", "group", "dimension"})


@dataclass(slots=True, kw_only=True)
class _Pins:
    """What the brackets of a reference fix: members or amounts, and neighbours along ordered dimensions."""

    terms: dict[str, m.Term] = field(default_factory=dict)
    neighbours: dict[str, int] = field(default_factory=dict)

    def __contains__(self, axis: str) -> bool:
        return axis in self.terms or axis in self.neighbours


def bind_name(node: e.Name, on: Binder) -> m.Expression | None:
    """What a bare name stands for."""
    entry = on.names.find(node, on.faults)
    return _named(entry, node, (), on) if entry else None


def bind_cell(node: e.Cell, on: Binder) -> m.Expression | None:
    """What a name with brackets stands for."""
    entry = on.names.find(node.name, on.faults)
    if entry is None:
        _pinned(node.pins, None, on)
        return None
    return _named(entry, node, node.pins, on)


def _named(entry: Entry, node: e.Name | e.Cell, pins: Sequence[Pin], on: Binder) -> m.Expression | None:
    match entry.bound:
        case None if entry.sort in _VALUED:
            on.faults.missing = True
        case m.Item() | m.Define() as target:
            return _reference(target, node, pins, on)
        case m.Statistic() as statistic:
            return _figure(statistic, node, pins, on)
        case m.Measure() as measure if not pins:
            if on.allows(measure, node):
                return m.Amount(kind=measure.kind, measure=measure, where=on.where(node))
        case Place() | m.Term() if not pins:
            return bind_test(node, on)
        case _:
            name = node.name if isinstance(node, e.Cell) else node
            on.faults.add("type", "sort", name, name=name.text, found=entry.sort, wanted="value")
    return None


def bind_test(node: e.Expression, on: Binder) -> m.Expression | None:
    """Whether a combination is one that a term of a selector selects."""
    term = bind_term(node, on.names, on.faults)
    if term is None or not on.allows(term.axis, node):
        return None
    return m.Test(kind=YES_NO, term=term, where=on.where(node))


def _reference(target: m.Item | m.Define, node: e.Node, pins: Sequence[Pin], on: Binder) -> m.Expression | None:
    bound = _pinned(pins, target, on)
    if bound is None:
        return None
    reference = m.Reference(
        kind=target.kind, target=target, pins=bound.terms, neighbours=bound.neighbours, where=on.where(node)
    )
    return reference if _stays_open(reference, node, on) else None


def _stays_open(reference: m.Reference, node: e.Node, on: Binder) -> bool:
    """Whether all that a reference leaves open may stay so; a fault for each that may not."""
    allowed = [on.allows(axis, node) for axis in reference.open]
    return all(allowed)


def _pinned(pins: Sequence[Pin], target: m.Item | m.Define | None, on: Binder) -> _Pins | None:
    """All pins of a reference; None where one of them has a fault."""
    axes = {axis.name for axis in target.dimensions} if target else set()
    bound = _Pins()
    good = True
    for pin in pins:
        axis = _pin(pin, bound, on)
        if axis is not None and target and axis not in axes:
            on.faults.add("type", "dimension-lacking", pin, dimension=axis, item=target.name)
            axis = None
        good = good and axis is not None
    return bound if good else None


def _pin(pin: Pin, bound: _Pins, on: Binder) -> str | None:
    """Notes a pin and names its dimension; None with a fault."""
    match pin:
        case e.Neighbour():
            return _neighbour(pin, bound, on)
        case e.YearPin():
            on.bind(pin.value)
            on.faults.add("type", "year-of-item", pin)
            return None
        case _:
            return _member(pin, bound, on)


def _neighbour(pin: e.Neighbour, bound: _Pins, on: Binder) -> str | None:
    axis = on.names.axis(pin.dimension, on.faults)
    if axis is None:
        return None
    if not isinstance(axis, m.Dimension) or not axis.ordered:
        on.faults.add("type", "unordered", pin, dimension=axis.name)
        return None
    if _twice(axis, pin, bound, on):
        return None
    bound.neighbours[axis.name] = -1 if pin.direction == "previous" else 1
    return axis.name


def _member(pin: e.Expression, bound: _Pins, on: Binder) -> str | None:
    term = bind_term(pin, on.names, on.faults)
    if term is None or _twice(term.axis, pin, bound, on):
        return None
    if not on.choices and not term.is_one:
        on.faults.add("type", "not-one-member", pin, dimension=term.axis.name)
        return None
    bound.terms[term.axis.name] = term
    return term.axis.name


def _twice(axis: m.Axis, pin: Pin, bound: _Pins, on: Binder) -> bool:
    if axis.name not in bound:
        return False
    on.faults.add("type", "dimension-twice", pin, dimension=axis.name)
    return True


def _figure(statistic: m.Statistic, node: e.Node, pins: Sequence[Pin], on: Binder) -> m.Expression | None:
    year: m.Expression | None = None
    good = True
    for pin in pins:
        if not isinstance(pin, e.YearPin) or year is not None or not statistic.by_year:
            on.faults.add("type", "statistic-pin", pin, statistic=statistic.name)
            good = False
        else:
            year = on.bind_as(pin.value, NUMBER)
            good = good and year is not None
    if not good:
        return None
    return m.Figure(kind=statistic.kind, statistic=statistic, year=year, where=on.where(node))


def bind_sum(node: e.Sum, on: Binder) -> m.Expression | None:
    """`sum(ITEM over DIMENSION)`."""
    axis = on.names.axis(node.dimension, on.faults)
    name, pins = (node.item.name, node.item.pins) if isinstance(node.item, e.Cell) else (node.item, ())
    target = on.names.wanted(name, ("item", "define"), on.faults)
    if axis is None or not isinstance(target, m.Item | m.Define):
        return None
    if not isinstance(axis, m.Dimension):
        on.faults.add("type", "sum-over-measure", node.dimension, dimension=node.dimension.text)
        return None
    bound = _pinned(pins, target, on)
    if bound is None or not _summable(target, axis, bound, node, on):
        return None
    where = on.where(node)
    reference = m.Reference(
        kind=target.kind,
        target=target,
        pins=bound.terms,
        neighbours=bound.neighbours,
        closed=axis.name,
        where=where,
    )
    if not _stays_open(reference, node, on):
        return None
    return m.Total(kind=target.kind, reference=reference, axis=axis, where=where)


def _summable(target: m.Item | m.Define, axis: m.Dimension, pins: _Pins, node: e.Sum, on: Binder) -> bool:
    """Whether a quantity varies over the dimension that it is summed over; a fault where it does not."""
    if axis not in target.dimensions or axis.name in pins:
        on.faults.add("type", "dimension-lacking", node.dimension, dimension=axis.name, item=target.name)
        return False
    if target.kind not in QUANTITIES:
        on.faults.add("type", "kinds", node, operation="sum", left=target.kind, right="")
        return False
    return True
