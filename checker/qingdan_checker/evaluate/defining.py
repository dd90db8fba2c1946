"""A define over amounts, computed at those at which it is asked for; any other is read from the table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from qingdan_checker import model as m
from qingdan_checker.evaluate.scope import Answer, Compile, Key, Run, Scope
from qingdan_checker.quantity import Gap

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from qingdan_checker.quantity import Number

DEEPEST: Final = 60
"""Defines that may rest on each other in a row where they are computed at an amount."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """How a reference goes to a define over amounts: to which cell, and at which amounts.

    `fixed` are amounts that the reference itself gives; `taken` says by which key a scope holds the others.
    """

    target: m.Define
    expression: m.Expression
    index: Sequence[Callable[[Scope], int]]
    fixed: Mapping[str, Number]
    taken: Mapping[str, Any]

    def amounts(self, scope: Scope) -> Mapping[str, Number]:
        """The amounts that the define gets; none where it is read from the table."""
        amounts = scope.amounts
        return {**self.fixed, **{name: amounts[key] for name, key in self.taken.items() if key in amounts}}

    def key(self, scope: Scope) -> Key:
        """The cell of the define, with -1 beyond the end of a dimension."""
        return tuple([at(scope) for at in self.index])

    def inner(self, scope: Scope, key: Key, amounts: Mapping[str, Number]) -> Scope:
        """The scope in which the define is computed."""
        return Scope(
            table=scope.table,
            cell={axis.name: at for axis, at in zip(self.target.dimensions, key, strict=True)},
            amounts=amounts,
            reads=scope.reads,
            known=scope.known,
            bands=scope.bands,
            depth=scope.depth + 1,
        )


def passage(one: m.Reference, index: Sequence[Callable[[Scope], int]]) -> Passage | None:
    """How a reference goes to a define over amounts; None where it goes to anything else."""
    target = one.target
    expression = target.expression if isinstance(target, m.Define) else None
    moving = m.amounts_in(expression) if expression else ()
    if expression is None or not moving or not isinstance(target, m.Define):
        return None
    fixed = {name: term.bounds[0][1] for name, term in one.pins.items() if name in moving and term.is_one}
    chosen = {name: m.choice_key(one, name) for name in one.pins if name in moving and name not in fixed}
    taken = {name: chosen.get(name, name) for name in sorted(moving) if name not in fixed and name != one.closed}
    return Passage(target=target, expression=expression, index=index, fixed=fixed, taken=taken)


def at_amounts(way: Passage, read: Run, compiled: Compile) -> Run:
    """A define over amounts that are given is computed at them; without any it is read as others are."""
    target, expression = way.target, way.expression

    def run(scope: Scope) -> Answer:
        amounts = way.amounts(scope)
        if not amounts:
            return read(scope)
        key = way.key(scope)
        if -1 in key:
            return Gap(reason="end", what=target.name)
        if scope.depth >= DEEPEST:
            return Gap(reason="too-deep", what=target.name)
        if scope.known is None:
            scope.known = {}
        mark = (*mark_of(target, key, amounts), scope.reads is None)
        found = scope.known.get(mark)
        if found is None:  # once for each scope in which it is asked for: defines may name one another twice
            inner = way.inner(scope, key, amounts)
            answer = compiled(expression)(inner)
            found = scope.known[mark] = (answer, inner.regulated)
        scope.regulated = scope.regulated or found[1]
        return found[0]

    return run


def mark_of(target: m.Define, key: Key, amounts: Mapping[str, Number]) -> tuple[Any, ...]:
    """What tells the defines that are computed within one scope apart."""
    return target, key, tuple([(name, id(value)) for name, value in amounts.items()])
