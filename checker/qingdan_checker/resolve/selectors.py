"""Selectors: which members of which dimensions, or which amounts of a measure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from qingdan_checker.model import Axis, Dimension, Measure, Term
from qingdan_checker.quantity import Number, read_literal
from qingdan_checker.resolve.faults import Faults
from qingdan_dsl.syntax.expressions import Comparison, Connection, Literal, Name, Node, Not, Selector

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qingdan_checker.resolve.names import Names

FLIPPED: Final = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "=", "!=": "!="}
_SELECTED: Final = ("member", "group")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A member with its dimension: what a member's name stands for."""

    axis: Dimension
    index: int


def bind_region(selector: Selector, names: Names, faults: Faults) -> dict[str, Term]:
    """The terms of a selector by dimension; a dimension that stands twice is a fault."""
    region: dict[str, Term] = {}
    for node in selector.terms:
        term = bind_term(node, names, faults)
        if term is None:
            continue
        if term.axis.name in region:
            faults.add("type", "dimension-twice", node, dimension=term.axis.name)
        region[term.axis.name] = term
    return region


def bind_term(node: Node, names: Names, faults: Faults) -> Term | None:
    """One term of a selector; None with a fault where it is none."""
    match node:
        case Name():
            return _named(node, names, faults)
        case Connection(operator="or"):
            return _either(node, names, faults)
        case Not():
            return _except(node, names, faults)
        case Comparison():
            return bind_bounds(node, names, faults)
        case _:
            faults.add("type", "no-selector", node)
            return None


def _named(name: Name, names: Names, faults: Faults) -> Term | None:
    bound = names.wanted(name, _SELECTED, faults)
    if isinstance(bound, Place):
        return Term(axis=bound.axis, mask=1 << bound.index)
    return bound if isinstance(bound, Term) else None


def _either(node: Connection, names: Names, faults: Faults) -> Term | None:
    terms = [bind_term(side, names, faults) for side in (node.left, node.right)]
    left, right = terms
    if left is None or right is None:
        return None
    if left.axis is not right.axis or left.bounds or right.bounds:
        faults.add("type", "two-dimensions", node, dimension=left.axis.name, other=right.axis.name)
        return None
    return Term(axis=left.axis, mask=left.mask | right.mask)


def _except(node: Not, names: Names, faults: Faults) -> Term | None:
    term = bind_term(node.operand, names, faults)
    if term is None:
        return None
    if not isinstance(term.axis, Dimension):
        faults.add("type", "no-selector", node)
        return None
    return Term(axis=term.axis, mask=term.axis.all & ~term.mask)


def is_about_dimension(node: Comparison, names: Names) -> bool:
    """Whether a comparison is a test as in selectors: a dimension with its members, or a measure with numbers."""
    axes = 0
    for operand in node.operands:
        if isinstance(operand, Name):
            entry = names.find(operand, Faults(path=""))
            if entry and entry.sort == "dimension":
                return True
            if not entry or entry.sort not in {"measure", "member", "group"}:
                return False
            axes += entry.sort == "measure"
        elif not isinstance(operand, Literal):
            return False
    return axes == 1 and not any(_is_member(operand, names) for operand in node.operands)


def _is_member(operand: Node, names: Names) -> bool:
    entry = names.find(operand, Faults(path="")) if isinstance(operand, Name) else None
    return entry is not None and entry.sort != "measure"


def bind_bounds(node: Comparison, names: Names, faults: Faults) -> Term | None:
    """A comparison of one dimension with its members, or of one measure with numbers."""
    axes = [
        (place, axis)
        for place, operand in enumerate(node.operands)
        if (axis := _axis(operand, names, faults)) is not None
    ]
    if faults.failed and not axes:
        return None
    if len(axes) != 1:
        faults.add("type", "no-selector", node)
        return None
    place, axis = axes[0]
    pairs = _pairs(node, place)
    if pairs is None:
        faults.add("type", "no-selector", node)
        return None
    if isinstance(axis, Measure):
        return _measured(axis, pairs, faults)
    return _ordered(axis, pairs, node, names, faults)


def _axis(operand: Node, names: Names, faults: Faults) -> Axis | None:
    if not isinstance(operand, Name):
        return None
    entry = names.find(operand, faults)
    if entry and entry.sort in {"dimension", "measure"}:
        if entry.bound is None:
            faults.missing = True
        return entry.bound if isinstance(entry.bound, Dimension | Measure) else None
    return None


def _pairs(node: Comparison, place: int) -> list[tuple[str, Node]] | None:
    """The comparisons of a chain as (operator, other side) of the dimension, which stands at `place`.

    None where two sides that are not the dimension are compared with each other.
    """
    if len(node.operators) > 2 or (len(node.operators) == 2 and place != 1):  # noqa: PLR2004  low < axis < high
        return None
    pairs: list[tuple[str, Node]] = []
    if place:
        pairs.append((FLIPPED[node.operators[place - 1]], node.operands[place - 1]))
    if place < len(node.operators):
        pairs.append((node.operators[place], node.operands[place + 1]))
    return pairs


def _measured(axis: Measure, pairs: Sequence[tuple[str, Node]], faults: Faults) -> Term | None:
    bounds: list[tuple[str, Number]] = []
    for operator, operand in pairs:
        if not isinstance(operand, Literal):
            faults.add("type", "measure-bound", operand, dimension=axis.name, kind=axis.kind)
            continue
        kind, value = read_literal(operand)
        if kind != axis.kind:
            faults.add("type", "measure-bound", operand, dimension=axis.name, kind=axis.kind, found=kind)
            continue
        bounds.append((operator, value))
    return Term(axis=axis, bounds=tuple(bounds)) if len(bounds) == len(pairs) else None


def _ordered(
    axis: Dimension, pairs: Sequence[tuple[str, Node]], node: Node, names: Names, faults: Faults
) -> Term | None:
    mask = axis.all
    for operator, operand in pairs:
        if not isinstance(operand, Name):
            faults.add("type", "no-selector", operand)
            return None
        bound = names.wanted(operand, ("member",), faults)
        if not isinstance(bound, Place):
            return None
        if bound.axis is not axis:
            faults.add("type", "two-dimensions", operand, dimension=axis.name, other=bound.axis.name)
            return None
        if not axis.ordered and operator not in {"=", "!="}:
            faults.add("type", "unordered", node, dimension=axis.name)
            return None
        mask &= _compared(axis.size, operator, bound.index)
    return Term(axis=axis, mask=mask)


def _compared(size: int, operator: str, index: int) -> int:
    """The mask of the members that stand so to the one at `index`."""
    below, at = (1 << index) - 1, 1 << index
    above = ((1 << size) - 1) & ~below & ~at
    return {"<": below, "<=": below | at, "=": at, ">=": at | above, ">": above, "!=": below | above}[operator]
