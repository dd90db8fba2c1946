"""Operators and functions: which kinds they take, and the kind of what comes out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qingdan_checker import kinds
from qingdan_checker import model as m
from qingdan_checker.functions import FUNCTIONS
from qingdan_checker.quantity import QUANTITIES, YES_NO
from qingdan_checker.resolve.bands import BANDED, bind_banded
from qingdan_checker.resolve.references import bind_test
from qingdan_checker.resolve.selectors import is_about_dimension

if TYPE_CHECKING:
    from qingdan_checker.resolve.expressions import Binder
    from qingdan_dsl.syntax import expressions as e


def bind_negation(node: e.Negation, on: Binder) -> m.Expression | None:
    """Unary minus; of a literal it is a literal."""
    operand = on.bind(node.operand)
    if operand is None:
        return None
    if operand.kind not in QUANTITIES:
        on.faults.add("type", "kinds", node, operation="-", left=operand.kind, right="")
        return None
    if isinstance(operand, m.Constant):
        return m.Constant(kind=operand.kind, value=-operand.number, where=on.where(node))
    return m.Minus(kind=operand.kind, operand=operand, where=on.where(node))


def bind_not(node: e.Not, on: Binder) -> m.Expression | None:
    """`not`."""
    operand = on.bind_as(node.operand, YES_NO)
    return m.Negated(kind=YES_NO, operand=operand, where=on.where(node)) if operand else None


def bind_arithmetic(node: e.Arithmetic, on: Binder) -> m.Expression | None:
    """`+ - * / of`."""
    left, right = on.bind(node.left), on.bind(node.right)
    if left is None or right is None:
        return None
    result = kinds.combine(node.operator, left.kind, right.kind)
    if result is None:
        on.faults.add("type", "kinds", node, operation=node.operator, left=left.kind, right=right.kind)
        return None
    kind, scale = result
    return m.Computed(kind=kind, operator=node.operator, left=left, right=right, scale=scale, where=on.where(node))


def bind_connection(node: e.Connection, on: Binder) -> m.Expression | None:
    """`and`, `or`, `implies`."""
    left, right = on.bind_as(node.left, YES_NO), on.bind_as(node.right, YES_NO)
    if left is None or right is None:
        return None
    return m.Connected(kind=YES_NO, operator=node.operator, left=left, right=right, where=on.where(node))


def bind_comparison(node: e.Comparison, on: Binder) -> m.Expression | None:
    """A chain of comparisons of values; or a test, where a dimension is compared."""
    if is_about_dimension(node, on.names):
        return bind_test(node, on)
    operands = [on.bind(operand) for operand in node.operands]
    bound = tuple(operand for operand in operands if operand is not None)
    if len(bound) < len(operands):
        return None
    found = tuple(operand.kind for operand in bound)
    if not kinds.comparable(node.operators, found):
        operation = " ".join(node.operators)
        on.faults.add("type", "kinds", node, operation=operation, left=found[0], right=", ".join(found[1:]))
        return None
    margin = kinds.margin(node.operators, found[0])
    return m.Compared(kind=YES_NO, operands=bound, operators=node.operators, margin_kind=margin, where=on.where(node))


def bind_conditional(node: e.Conditional, on: Binder) -> m.Expression | None:
    """`if … then … else …`."""
    condition = on.bind_as(node.condition, YES_NO)
    then, otherwise = on.bind(node.then), on.bind(node.otherwise)
    if condition is None or then is None or otherwise is None:
        return None
    if then.kind != otherwise.kind:
        on.faults.add("type", "kinds", node, operation="if", left=then.kind, right=otherwise.kind)
        return None
    return m.Chosen(kind=then.kind, condition=condition, then=then, otherwise=otherwise, where=on.where(node))


def bind_call(node: e.Call, on: Binder) -> m.Expression | None:
    """A function and its arguments."""
    if node.function == BANDED:
        return bind_banded(node, on)
    bound = [on.bind(argument) for argument in node.arguments]
    arguments = tuple(argument for argument in bound if argument is not None)
    if len(arguments) < len(bound):
        return None
    found = tuple(argument.kind for argument in arguments)
    kind = FUNCTIONS[node.function].kind(found)
    if kind is None:
        on.faults.add("type", "arguments", node, function=node.function, found=", ".join(found))
        return None
    return m.Called(kind=kind, function=node.function, arguments=arguments, where=on.where(node))
