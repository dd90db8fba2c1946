"""A model with other numbers in it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from qingdan_checker import model as m
from qingdan_checker.quantity import as_number, whole

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction

    from qingdan_checker.repair.literals import Literal

Change = tuple[tuple["Literal", "Fraction"], ...]
"""Numbers, each with how far what it stands for is to move."""


def moved(model: m.Model, change: Change) -> m.Model:
    """The model with some numbers moved."""
    by = {literal.provision: (literal, by) for literal, by in change}
    touched = {literal.provision.statement for literal, _ in change}
    statements = tuple(
        _statement(one, by) if isinstance(one, m.Deciding) and one in touched else one for one in model.statements
    )
    return replace(model, statements=statements)


def _statement(one: m.Deciding, by: Mapping[m.Provision, tuple[Literal, Fraction]]) -> m.Deciding:
    new = replace(one, provisions=[])
    for provision in one.provisions:
        new.provisions.append(_provision(replace(provision, statement=new), by.get(provision)))
    return new


def _provision(one: m.Provision, by: tuple[Literal, Fraction] | None) -> m.Provision:
    if by is None:
        return one
    literal, distance = by
    number = literal.after(distance)
    signed = -number if as_number(literal.constant.value) < 0 else number
    value: m.Expression = replace(literal.constant, value=whole(signed))
    before = one.change.value if one.change else one.value
    if isinstance(before, m.Minus):
        value = replace(before, operand=value)
    if one.change:
        return replace(one, change=replace(one.change, value=value))
    return replace(one, value=value)
