"""What an expression asks of a catalogue: which keys stand where, and how many (section 8)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qingdan_checker.listed import Picked
from qingdan_checker.quantity import Gap

if TYPE_CHECKING:
    from qingdan_checker import model as m
    from qingdan_checker.evaluate.scope import Answer, Compile, Run, Scope, Table


def asked(one: m.Asked, _compiled: Compile) -> Run:
    """A catalogue question."""

    def run(scope: Scope) -> Answer:
        if scope.reads is not None:
            scope.reads.append((one, None))
        return _answer(one, scope.table)

    return run


def _answer(one: m.Asked, table: Table) -> Answer:
    if one.question == "count":
        where = (one.place, one.where_is) if one.place is not None else None
        sure, disputed = table.listed(one.catalogue, None, one.day).count(where)
        return _disputed(one) if disputed else sure
    keys = picked(one, table)
    if one.question in {"beyond", "missing"}:
        return _disputed(one) if keys.disputed else len(keys.sure)
    if keys.sure:
        return False
    return _disputed(one) if keys.disputed else True


def _disputed(one: m.Asked) -> Gap:
    return Gap(reason="disputed", what=one.catalogue.name)


def picked(one: m.Asked, table: Table) -> Picked:
    """The keys that break `within` or `as`, or that a count counts."""
    own = table.listed(one.catalogue, None, one.day)
    other = table.listed(one.catalogue, one.jurisdiction, one.day)
    place = one.place
    if one.question == "within":
        return Picked(sure=own.lacking_in(other))
    if one.question == "as":
        return own.different(other) if place is None else own.unlike(other, place)
    holder, keys = own, frozenset(own.keys()) if one.question == "count" else own.lacking_in(other)
    if one.question == "missing":
        holder, keys = other, other.lacking_in(own)
    return Picked(sure=keys) if place is None else holder.having(keys, place, one.where_is)
