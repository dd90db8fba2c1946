"""Which amounts an expression speaks of: the measures that it takes as quantities (section 12)."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from qingdan_checker.model.declarations import Define, Measure
from qingdan_checker.model.expressions import Amount, Reference, walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qingdan_checker.model.expressions import Expression

Key = Any
"""A measure's name; for the choice of a reference that pins it to more than one amount, `choice_key`."""


def choice_key(reference: Reference, axis: str) -> tuple[int, str]:
    """Under what a scope holds the choice of a reference that is pinned to several members or amounts."""
    return (id(reference), axis)


@lru_cache(maxsize=1 << 14)
def amounts_in(expression: Expression) -> frozenset[Key]:
    """The amounts that an expression leaves open, directly or through defines.

    A reference that is pinned to one amount leaves none open; pinned to several it has an amount of its own.
    """
    found: set[Key] = set()
    for one, hidden in _within(expression):
        if isinstance(one, Amount) and one.measure.name not in hidden:
            found.add(one.measure.name)
        elif isinstance(one, Reference):
            found.update(_chosen(one))
    return frozenset(found)


def _within(expression: Expression) -> Iterator[tuple[Expression, frozenset[str]]]:
    """All that an expression is made of, through defines, each with the measures that are not open there."""
    todo: list[tuple[Expression, frozenset[str]]] = [(expression, frozenset())]
    seen: set[tuple[Expression, frozenset[str]]] = set()
    while todo:
        whole, hidden = todo.pop()
        for one in walk(whole):
            yield one, hidden
            if isinstance(one, Reference) and isinstance(one.target, Define) and one.target.expression:
                inner = (one.target.expression, hidden | set(one.pins) | {one.closed})
                if inner not in seen:
                    seen.add(inner)
                    todo.append(inner)


def _chosen(one: Reference) -> Iterator[Key]:
    """The amounts of its own that a reference to a define has: of measures that it pins to several."""
    ranges = [name for name, term in one.pins.items() if isinstance(term.axis, Measure) and not term.is_one]
    if ranges and isinstance(one.target, Define) and one.target.expression:
        inside = amounts_in(one.target.expression)
        yield from (choice_key(one, name) for name in ranges if name in inside)
