"""Derived items: `define`. One that rests on itself, or on one that was left out, takes no part."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qingdan_checker import model as m
from qingdan_checker.resolve.desk import Placed, read_axes, read_kind
from qingdan_checker.resolve.expressions import Binder
from qingdan_dsl.syntax import declarations as d

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from qingdan_checker.resolve.desk import Desk

Placement = Placed[d.Define]


def bind_define(one: Placement, desk: Desk) -> None:
    """A derived item, still without its expression: that may name any other."""
    faults = desk.begin(one)
    axes = read_axes(one.node.dimensions, desk.names, faults)
    kind = read_kind(one.node, faults)
    if one.node.expression is None:
        faults.add("syntax", "missing-clause", one.node.name, clause="as", name=one.node.name.text)
    desk.end(one, m.Define(**one.facts, kind=kind, dimensions=axes), faults)


def bind_meanings(defines: Sequence[Placement], desk: Desk) -> None:
    """Binds what defines mean; those on a circle, and those with an error, stay out."""
    known = [one for one in defines if isinstance(one.entry.bound, m.Define)]
    for one in known:
        _bind_meaning(one, desk)
    rests_on = {one.entry.name: _defines_in(one.entry.bound) for one in known if one.entry.bound}
    circles = _circles(known, rests_on)
    for circle in circles:
        _tell(circle, desk)
    on_circles = {one.entry.name for circle in circles for one in circle}
    _drop([one for one in known if one.entry.name in on_circles], desk)
    _drop_dependants(known, rests_on, desk)


def _bind_meaning(one: Placement, desk: Desk) -> None:
    define = one.entry.bound
    assert isinstance(define, m.Define) and one.node.expression is not None  # noqa: PT018, S101  bound only with both
    faults = desk.begin(one)
    axes = frozenset(axis.name for axis in define.dimensions)
    binder = Binder(names=desk.names, faults=faults, axes=axes, subject=define.name, choices=False)
    bound = binder.bind_as(one.node.expression, define.kind)
    if bound is None or faults.failed:
        desk.leave_out(one)
    else:
        object.__setattr__(define, "expression", bound)  # frozen for all but this moment


def _circles(defines: Sequence[Placement], rests_on: Mapping[str, set[str]]) -> list[list[Placement]]:
    """The circles of defines that rest on each other, each in the order of the text."""
    reach = {name: _reach(name, rests_on) for name in rests_on}
    found: list[list[Placement]] = []
    seen: set[str] = set()
    for one in sorted(defines, key=lambda one: (one.path, one.entry.where.span)):
        name = one.entry.name
        if name in reach.get(name, ()) and name not in seen:
            names = {other for other in reach[name] if name in reach.get(other, ())}
            seen |= names
            found.append([one, *(other for other in defines if other is not one and other.entry.name in names)])
    return found


def _tell(circle: Sequence[Placement], desk: Desk) -> None:
    """One fault a circle, at the first of it."""
    names = ", ".join(sorted({one.entry.name for one in circle}))
    desk.begin(circle[0]).add("cycle", "define", circle[0].node.name, names=names)


def _drop(defines: Sequence[Placement], desk: Desk) -> None:
    for one in defines:
        desk.leave_out(one)


def _drop_dependants(defines: Sequence[Placement], rests_on: Mapping[str, set[str]], desk: Desk) -> None:
    """What rests on a define that was left out is left out, without further findings."""
    lost = True
    while lost:
        bound = {one.entry.name for one in defines if one.entry.bound is not None}
        dependent = [one for one in defines if one.entry.bound and rests_on.get(one.entry.name, set()) - bound]
        _drop(dependent, desk)
        lost = bool(dependent)


def _defines_in(bound: object) -> set[str]:
    """The names of the defines that a define rests on directly."""
    if not isinstance(bound, m.Define) or bound.expression is None:
        return set()
    return {
        part.target.name
        for part in m.walk(bound.expression)
        if isinstance(part, m.Reference) and isinstance(part.target, m.Define)
    }


def _reach(name: str, rests_on: Mapping[str, set[str]]) -> set[str]:
    """The names of the defines that a define rests on at all."""
    found: set[str] = set()
    todo = list(rests_on.get(name, ()))
    while todo:
        one = todo.pop()
        if one not in found:
            found.add(one)
            todo.extend(rests_on.get(one, ()))
    return found
