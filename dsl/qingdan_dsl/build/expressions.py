"""Expressions and selectors from their shapes."""

# ruff: noqa: D102  a method builds the shape of its name: the grammar is its documentation

from __future__ import annotations

from typing import Any, Final

from qingdan_dsl.build.reading import Children, Clause, Reading, depth_over
from qingdan_dsl.syntax import expressions as e
from qingdan_dsl.words import FUNCTION_NAMES

OPERATORS: Final = {
    "EQUAL": "=",
    "UNEQUAL": "!=",
    "LESS": "<",
    "AT_MOST": "<=",
    "MORE": ">",
    "AT_LEAST": ">=",
    "PLUS": "+",
    "MINUS": "-",
    "TIMES": "*",
    "OVER_SIGN": "/",
    "OF": "of",
}
"""A terminal to the operator that it is in the tree."""


class Expressions(Reading):
    """One method for each shape of an expression or a selector."""

    def selector(self, c: Children, start: int, end: int) -> e.Selector:
        return e.Selector(terms=tuple(c), start=start, end=end)

    def conditional(self, c: Children, start: int, end: int) -> e.Conditional:
        depth = depth_over(c, start, end)
        return e.Conditional(condition=c[0], then=c[1], otherwise=c[2], depth=depth, start=start, end=end)

    def implies(self, c: Children, start: int, end: int) -> e.Connection:
        return self._connect("implies", c, start, end)

    def or_(self, c: Children, start: int, end: int) -> e.Connection:
        return self._connect("or", c, start, end)

    choice = or_

    def and_(self, c: Children, start: int, end: int) -> e.Connection:
        return self._connect("and", c, start, end)

    def _connect(self, operator: str, c: Children, start: int, end: int) -> e.Connection:
        depth = depth_over(c, start, end)
        return e.Connection(operator=operator, left=c[0], right=c[1], depth=depth, start=start, end=end)

    def not_(self, c: Children, start: int, end: int) -> e.Not:
        return e.Not(operand=c[0], depth=depth_over(c, start, end), start=start, end=end)

    not_term = not_

    def comparison(self, c: Children, start: int, end: int) -> e.Comparison:
        operands = tuple(c[::2])
        depth = depth_over(operands, start, end)
        return e.Comparison(operands=operands, operators=tuple(c[1::2]), depth=depth, start=start, end=end)

    bounds = comparison

    def comparator(self, c: Children, _start: int, _end: int) -> str:
        return OPERATORS[self._kind(c[0])]

    def within(self, c: Children, start: int, end: int) -> e.Within:
        return e.Within(catalogue=c[0], jurisdiction=c[1], start=start, end=end)

    def alike(self, c: Children, start: int, end: int) -> e.Alike:
        return e.Alike(catalogue=c[0], jurisdiction=c[1], start=start, end=end)

    def arithmetic_sum(self, c: Children, start: int, end: int) -> e.Arithmetic:
        left, sign, right = c
        depth = depth_over((left, right), start, end)
        operator = OPERATORS[self._kind(sign)]
        return e.Arithmetic(operator=operator, left=left, right=right, depth=depth, start=start, end=end)

    arithmetic_product = arithmetic_sum

    def negation(self, c: Children, start: int, end: int) -> e.Negation:
        return e.Negation(operand=c[1], depth=depth_over(c[1:], start, end), start=start, end=end)

    def yes(self, _c: Children, start: int, end: int) -> e.YesNo:
        return e.YesNo(value=True, start=start, end=end)

    def no(self, _c: Children, start: int, end: int) -> e.YesNo:
        return e.YesNo(value=False, start=start, end=end)

    def check_date(self, _c: Children, start: int, end: int) -> e.CheckDate:
        return e.CheckDate(start=start, end=end)

    def this_year(self, _c: Children, start: int, end: int) -> e.ThisYear:
        return e.ThisYear(start=start, end=end)

    def cell(self, c: Children, start: int, end: int) -> e.Cell:
        return e.Cell(name=c[0], pins=tuple(c[1:]), depth=depth_over(c, start, end), start=start, end=end)

    def previous(self, c: Children, start: int, end: int) -> e.Neighbour:
        return e.Neighbour(direction="previous", dimension=c[0], start=start, end=end)

    def next(self, c: Children, start: int, end: int) -> e.Neighbour:
        return e.Neighbour(direction="next", dimension=c[0], start=start, end=end)

    def year_pin(self, c: Children, start: int, end: int) -> e.YearPin:
        return e.YearPin(value=c[1], depth=depth_over(c, start, end), start=start, end=end)

    def call(self, c: Children, start: int, end: int) -> e.Call:
        function = FUNCTION_NAMES[self._text(c[0])]
        arguments = tuple(c[1:])
        depth = depth_over(arguments, start, end)
        return e.Call(function=function, arguments=arguments, depth=depth, start=start, end=end)

    def sum(self, c: Children, start: int, end: int) -> e.Sum:
        return e.Sum(item=c[0], dimension=c[1], depth=depth_over(c, start, end), start=start, end=end)

    def relation(self, c: Children, start: int, end: int) -> Clause:
        return ("relation", (self._kind(c[0]).lower(), c[1]), start, end)

    def where(self, c: Children, start: int, end: int) -> Clause:
        return ("where", (self._field_name(c[0]), c[2]), start, end)

    def count(self, c: Children, start: int, end: int) -> e.Count:
        found: dict[str, Any] = {child[0]: child[1] for child in c[1:]}
        relation, other = found.get("relation", ("", None))
        field, value = found.get("where", (None, None))
        return e.Count(
            catalogue=c[0],
            relation=relation,
            other=other,
            field=field,
            value=value,
            day=found.get("on"),
            start=start,
            end=end,
        )
