"""Statements to the model: a statement with an error takes no part as a whole, with all its entries."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from qingdan_checker import model as m
from qingdan_checker.resolve import authority, catalogues, deciding, exceptions, observations, rules
from qingdan_dsl.syntax import statements as s

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from qingdan_checker.resolve.passage import Passage


def bind_statement(node: s.AnyStatement, on: Passage) -> m.Statement | None:
    """The statement with its names bound; None with faults, or because something it refers to was left out."""
    statement = _BINDERS[type(node)](node, on)
    return None if on.faults.failed else statement


def _not_checkable(node: s.NotCheckable, on: Passage) -> m.Statement:
    return m.Statement(**on.standing(node, because=True))


_BINDERS: Final[Mapping[type, Callable[[Any, Passage], m.Statement | None]]] = {
    s.Set: deciding.bind_set,
    s.Adjust: deciding.bind_adjust,
    s.Listing: catalogues.bind_listing,
    s.Rule: rules.bind_rule,
    s.Require: rules.bind_require,
    s.Delegate: authority.bind_delegate,
    s.Reserve: authority.bind_reserve,
    s.Tolerate: authority.bind_tolerate,
    s.ApproveDecision: authority.bind_approve_decision,
    s.ApproveDeviation: exceptions.bind_approve_deviation,
    s.Waive: exceptions.bind_waive,
    s.Deviate: exceptions.bind_deviate,
    s.Observe: observations.bind_observe,
    s.NotCheckable: _not_checkable,
}
