"""Expressions and selectors as text, with no more parentheses than they need."""

# ruff: noqa: D102  a method writes the class of its name

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from qingdan_dsl.syntax import expressions as e
from qingdan_dsl.write.words import Words

if TYPE_CHECKING:
    from collections.abc import Callable

LOOSEST: Final = 0
_IMPLIES, _OR, _AND, _NOT, _COMPARED, _SUM, _PRODUCT, _UNARY, _ATOM = range(1, 10)
_CONNECTED: Final = {"implies": (_IMPLIES, _OR, _IMPLIES), "or": (_OR, _OR, _AND), "and": (_AND, _AND, _NOT)}
_ARITHMETIC: Final = {"+": _SUM, "-": _SUM, "*": _PRODUCT, "/": _PRODUCT, "of": _PRODUCT}
_MARKS: Final = {"*": "×", "/": "÷"}


class Expressions(Words):
    """One method for each class of an expression; each gives its text and how tightly that binds."""

    def expression(self, node: e.Expression | e.Unknown, tightness: int = LOOSEST) -> str:
        """An expression, in parentheses where it binds less tightly than its place wants."""
        text, binds = _WRITERS[type(node)](self, node)
        return text if binds >= tightness else f"({text})"

    def leaf(self, node: e.Name | e.Literal | e.Day | e.Text) -> tuple[str, int]:
        if isinstance(node, e.Name):
            return self.name(node), _ATOM
        if isinstance(node, e.Literal):
            return self.literal(node), _ATOM
        return self.day(node) if isinstance(node, e.Day) else self.text(node), _ATOM

    def yes_no(self, node: e.YesNo) -> tuple[str, int]:
        return self.word("yes" if node.value else "no"), _ATOM

    def unknown(self, _node: e.Unknown) -> tuple[str, int]:
        return self.word("unknown"), _ATOM

    def check_date(self, _node: e.CheckDate) -> tuple[str, int]:
        return self.word("date"), _ATOM

    def this_year(self, _node: e.ThisYear) -> tuple[str, int]:
        return self.word("this-year"), _ATOM

    def cell(self, node: e.Cell) -> tuple[str, int]:
        return f"{self.name(node.name)}[{self.comma.join(map(self._pin, node.pins))}]", _ATOM

    def _pin(self, pin: e.Expression | e.Neighbour | e.YearPin) -> str:
        if isinstance(pin, e.Neighbour):
            return f"{self.word(pin.direction)} {self.name(pin.dimension)}"
        if isinstance(pin, e.YearPin):
            return f"{self.word('year')} = {self.expression(pin.value)}"
        return self.expression(pin)

    def negation(self, node: e.Negation) -> tuple[str, int]:
        return f"-{self.expression(node.operand, _UNARY)}", _UNARY

    def not_(self, node: e.Not) -> tuple[str, int]:
        return f"{self.word('not')} {self.expression(node.operand, _NOT)}", _NOT

    def arithmetic(self, node: e.Arithmetic) -> tuple[str, int]:
        binds = _ARITHMETIC[node.operator]
        sign = self.word("of") if node.operator == "of" else _MARKS.get(node.operator, node.operator)
        return f"{self.expression(node.left, binds)} {sign} {self.expression(node.right, binds + 1)}", binds

    def connection(self, node: e.Connection) -> tuple[str, int]:
        binds, left, right = _CONNECTED[node.operator]
        word = self.word(node.operator)
        return f"{self.expression(node.left, left)} {word} {self.expression(node.right, right)}", binds

    def comparison(self, node: e.Comparison) -> tuple[str, int]:
        operands = [self.expression(operand, _SUM) for operand in node.operands]
        signs = [f" {self.sign(operator)} " for operator in node.operators]
        text = "".join(part for pair in zip(operands, [*signs, ""], strict=True) for part in pair)
        return text, _COMPARED

    def conditional(self, node: e.Conditional) -> tuple[str, int]:
        parts = zip(("if", "then", "else"), (node.condition, node.then, node.otherwise), strict=True)
        return " ".join(f"{self.word(word)} {self.expression(part)}" for word, part in parts), LOOSEST

    def call(self, node: e.Call) -> tuple[str, int]:
        arguments = self._list(*map(self.expression, node.arguments))
        return f"{self.other('function', node.function)}({arguments})", _ATOM

    def _list(self, *arguments: str) -> str:
        return ("，" if self._chinese else ", ").join(arguments)

    def sum(self, node: e.Sum) -> tuple[str, int]:
        item, over, dimension = self.expression(node.item), self.word("over"), self.name(node.dimension)
        return f"{self.word('sum')}({item} {over} {dimension})", _ATOM

    def count(self, node: e.Count) -> tuple[str, int]:
        parts = [self.name(node.catalogue)]
        if node.other:
            parts += [self.word(node.relation), self.name(node.other)]
        if node.field and node.value:
            parts += [self.word("where"), node.field.text, "=", self.text(node.value)]
        if node.day:
            parts += [self.word("on"), self.day(node.day)]
        return f"{self.word('count')}({' '.join(parts)})", _ATOM

    def within(self, node: e.Within) -> tuple[str, int]:
        return f"{self.name(node.catalogue)} {self.word('within bounds')} {self.name(node.jurisdiction)}", _COMPARED

    def alike(self, node: e.Alike) -> tuple[str, int]:
        return f"{self.name(node.catalogue)} {self.word('as alike')} {self.name(node.jurisdiction)}", _COMPARED

    def selector(self, selector: e.Selector) -> str:
        """Terms that must all hold."""
        return self.comma.join(map(self.expression, selector.terms))

    # ---- changes: a sign starts them

    def addition(self, node: e.Expression) -> str:
        """What is added: `+5pp`, `-100 yuan`, `+5pp - 1pp`."""
        if isinstance(node, e.Arithmetic) and node.operator in {"+", "-"}:
            return f"{self.addition(node.left)} {node.operator} {self.expression(node.right, _PRODUCT)}"
        if isinstance(node, e.Negation):
            return f"-{self.expression(node.operand, _PRODUCT)}"
        return f"+{self.expression(node, _PRODUCT)}"

    def factor(self, node: e.Expression) -> str:
        """What is multiplied with: `× 105%`."""
        return f"× {self.expression(node, _SUM)}"


_WRITERS: Final[dict[type, Callable[[Expressions, Any], tuple[str, int]]]] = {
    e.Name: Expressions.leaf,
    e.Literal: Expressions.leaf,
    e.Day: Expressions.leaf,
    e.Text: Expressions.leaf,
    e.YesNo: Expressions.yes_no,
    e.Unknown: Expressions.unknown,
    e.CheckDate: Expressions.check_date,
    e.ThisYear: Expressions.this_year,
    e.Cell: Expressions.cell,
    e.Negation: Expressions.negation,
    e.Not: Expressions.not_,
    e.Arithmetic: Expressions.arithmetic,
    e.Connection: Expressions.connection,
    e.Comparison: Expressions.comparison,
    e.Conditional: Expressions.conditional,
    e.Call: Expressions.call,
    e.Sum: Expressions.sum,
    e.Count: Expressions.count,
    e.Within: Expressions.within,
    e.Alike: Expressions.alike,
}
