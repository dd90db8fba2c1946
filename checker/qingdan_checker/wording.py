"""What is bound, back in the words of the language: one text for one meaning, however it was written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from qingdan_checker import model as m
from qingdan_checker.effect import members
from qingdan_checker.quantity import show
from qingdan_dsl.write.words import quoted

if TYPE_CHECKING:
    from collections.abc import Iterable

_CONNECTED: Final = {"implies": 1, "or": 2, "and": 3}
_NOT, _COMPARED, _SUM, _PRODUCT, _MINUS, _LEAF = 4, 5, 6, 7, 8, 9
_COMPUTED: Final = {"+": _SUM, "-": _SUM, "*": _PRODUCT, "/": _PRODUCT, "of": _PRODUCT}
_NEIGHBOURS: Final = {-1: "previous", 1: "next"}


def said(expression: m.Expression) -> str:
    """An expression as text; parentheses stand only where they are needed."""
    return _said(expression)[0]


def term_said(term: m.Term) -> str:
    """A term of a selector; members in the order of their declaration, comparisons in that of their amounts."""
    axis = term.axis
    if isinstance(axis, m.Measure):
        bounds = sorted(term.bounds, key=lambda one: (one[1], one[0]))
        return " and ".join(f"{axis.name} {operator} {show(axis.kind, amount)}" for operator, amount in bounds)
    names = [axis.members[at].name for at in members(term.mask)]
    if len(names) > 2 and len(names) == axis.size - 1:  # noqa: PLR2004  one exception is shorter to read
        return f"not {next(one.name for one in axis.members if one.name not in names)}"
    return " or ".join(names)


def region_said(region: m.Region, order: Iterable[str] = ()) -> str:
    """A selector: its terms by an order of dimensions, else by the names of these."""
    ranks = {name: at for at, name in enumerate(order)}
    names = sorted(region, key=lambda name: (ranks.get(name, len(ranks)), name))
    return ", ".join(term_said(region[name]) for name in names)


def _said(one: m.Expression) -> tuple[str, int]:  # noqa: PLR0911  a case for each shape
    """The text of an expression, and how tightly it binds."""
    match one:
        case m.Chosen():
            parts = [_within(part, 1) for part in (one.condition, one.then, one.otherwise)]
            return "if {} then {} else {}".format(*parts), 0
        case m.Connected():
            level = _CONNECTED[one.operator]
            rights = one.operator == "implies"
            left, right = _within(one.left, level + rights), _within(one.right, level + (not rights))
            return f"{left} {one.operator} {right}", level
        case m.Negated():
            return f"not {_within(one.operand, _NOT)}", _NOT
        case m.Compared():
            return _compared(one), _COMPARED
        case m.Computed():
            level = _COMPUTED[one.operator]
            return f"{_within(one.left, level)} {one.operator} {_within(one.right, level + 1)}", level
        case m.Minus():
            return f"-{_within(one.operand, _LEAF)}", _MINUS
        case m.Test():
            text = term_said(one.term)
            return text, _binding(text)
    return _leaf(one), _LEAF


def _binding(selected: str) -> int:
    """How tightly a term of a selector binds in an expression: one member, a comparison, a choice of members."""
    if " or " in selected or " and " in selected:
        return 0
    return _COMPARED if " " in selected else _LEAF


def _within(part: m.Expression, level: int) -> str:
    """A part of an expression, in parentheses where it binds less tightly than is needed there."""
    text, own = _said(part)
    return text if own >= level else f"({text})"


def _compared(one: m.Compared) -> str:
    first, *others = (_within(part, _SUM) for part in one.operands)
    return first + "".join(f" {sign} {part}" for sign, part in zip(one.operators, others, strict=True))


def _leaf(one: m.Expression) -> str:  # noqa: PLR0911  as above
    match one:
        case m.Constant():
            return quoted(one.value) if isinstance(one.value, str) else show(one.kind, one.value)
        case m.Reference():
            return _reference(one)
        case m.Figure():
            return f"{one.statistic.name}[year = {said(one.year)}]" if one.year else one.statistic.name
        case m.Amount():
            return one.measure.name
        case m.Called():
            return f"{one.function}({', '.join(map(said, one.arguments))})"
        case m.Total():
            return f"sum({_reference(one.reference)} over {one.axis.name})"
        case m.Banded():
            return f"banded({_reference(one.reference)}, {said(one.amount)}, {said(one.start)})"
        case m.Asked():
            return _asked(one)
    return "date" if one.kind == "date" else "this-year"


def _reference(one: m.Reference) -> str:
    pins = [region_said({name: term}) for name, term in sorted(one.pins.items())]
    pins += [f"{_NEIGHBOURS[way]} {name}" for name, way in sorted(one.neighbours.items())]
    return f"{one.target.name}[{', '.join(pins)}]" if pins else one.target.name


def _asked(one: m.Asked) -> str:
    other = f" {one.question} {one.jurisdiction.name}" if one.jurisdiction else ""
    if one.question in {"within", "as"}:
        return f"{one.catalogue.name}{f'.{one.field}' if one.field else ''}{other}"
    where = f" where {one.field} = {quoted(one.where_is)}" if one.field else ""
    day = f" on {one.day.isoformat()}" if one.day else ""
    return f"count({one.catalogue.name}{other}{where}{day})"
