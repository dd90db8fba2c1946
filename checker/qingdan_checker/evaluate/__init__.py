"""Expression × combination to value, or to the gap that stands in its place.

An expression is compiled once to a closure. Logic is Kleene's: what is not known stays open, and no branch is
skipped, so that what a value rests on does not depend on the order of its words.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from qingdan_checker import model as m
from qingdan_checker.evaluate import asking, banding, computing, logic, reading
from qingdan_checker.evaluate.asking import picked
from qingdan_checker.evaluate.profile import Note, Profile, note_of
from qingdan_checker.evaluate.scope import COMPARE, Answer, Bounded, Compile, Key, Run, Scope, Table

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Mapping

__all__ = [
    "COMPARE",
    "Answer",
    "Bounded",
    "Key",
    "Run",
    "Scope",
    "Table",
    "compiled",
    "evaluate",
    "picked",
    "profile_of",
]


@lru_cache(maxsize=1 << 17)
def compiled(expression: m.Expression) -> Run:
    """The closure of an expression."""
    return _COMPILERS[type(expression)](expression, compiled)


def evaluate(expression: m.Expression, scope: Scope) -> Answer:
    """The value of an expression in a scope."""
    return compiled(expression)(scope)


def profile_of(parts: Iterable[tuple[m.Expression, Scope]]) -> tuple[Hashable, ...]:
    """What expressions rest on at whatever amounts, each in its scope, where it has some amounts for all that moves."""
    found = Profile()
    for expression, scope in parts:
        _noted(expression)(scope, found)
    return tuple(found.noted)


@lru_cache(maxsize=1 << 14)
def _noted(expression: m.Expression) -> Note:
    return note_of(expression, compiled, _noted)


_COMPILERS: Final[Mapping[type, Callable[[Any, Compile], Run]]] = {
    m.Constant: reading.constant,
    m.Now: reading.now,
    m.Test: reading.test,
    m.Amount: reading.amount,
    m.Reference: reading.reference,
    m.Figure: reading.figure,
    m.Minus: computing.minus,
    m.Negated: logic.negated,
    m.Computed: computing.computed,
    m.Connected: logic.connected,
    m.Compared: logic.compared,
    m.Chosen: logic.chosen,
    m.Called: computing.called,
    m.Total: reading.total,
    m.Banded: banding.banded,
    m.Asked: asking.asked,
}
