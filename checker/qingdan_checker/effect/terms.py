"""The terms that a text names: what tells members apart, and where measures are cut."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qingdan_checker import model as m

if TYPE_CHECKING:
    from collections.abc import Iterable


def terms_in(expression: m.Expression | None) -> Iterable[m.Term]:
    """The terms of tests and pins in an expression."""
    for part in m.walk(expression) if expression else ():
        if isinstance(part, m.Test):
            yield part.term
        elif isinstance(part, m.Reference):
            yield from part.pins.values()


def terms_of(statement: m.Statement) -> Iterable[m.Term]:
    """All terms that a statement names."""
    match statement:
        case m.Deciding():
            for provision in statement.provisions:
                yield from provision.region.values()
        case m.Rule() | m.Requirement() | m.Waiver() | m.Approval():
            yield from statement.region.values()
    for expression in statement.expressions:
        yield from terms_in(expression)


def measured(terms: Iterable[m.Term]) -> Iterable[m.Term]:
    """Those terms that are about a measure."""
    return (term for term in terms if isinstance(term.axis, m.Measure))
