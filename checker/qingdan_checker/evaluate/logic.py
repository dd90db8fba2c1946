"""What an expression says is so: Kleene's three-valued logic."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qingdan_checker.evaluate.scope import COMPARE, Answer, Compile, Run, Scope
from qingdan_checker.quantity import Gap, heavier

if TYPE_CHECKING:
    from collections.abc import Callable

    from qingdan_checker import model as m


def negated(one: m.Negated, compiled: Compile) -> Run:
    """`not`."""
    operand = compiled(one.operand)

    def run(scope: Scope) -> Answer:
        value = operand(scope)
        return value if isinstance(value, Gap) else not value

    return run


def connected(one: m.Connected, compiled: Compile) -> Run:
    """`and`, `or`, `implies`."""
    left, right, word = compiled(one.left), compiled(one.right), one.operator

    def run(scope: Scope) -> Answer:
        a, b = left(scope), right(scope)
        if word == "implies":
            a = a if isinstance(a, Gap) else not a
        decides = word != "and"  # one side that is so decides an `or`, one that is not so an `and`
        if a is decides or b is decides:
            return decides
        if isinstance(a, Gap):
            return heavier(a, b) if isinstance(b, Gap) else a
        return b if isinstance(b, Gap) else not decides

    return run


def compared(one: m.Compared, compiled: Compile) -> Run:
    """A chain of comparisons."""
    operands = [compiled(operand) for operand in one.operands]
    compare = [COMPARE[word] for word in one.operators]
    if len(compare) == 1:
        return _one_comparison(operands[0], operands[1], compare[0])

    def run(scope: Scope) -> Answer:
        values = [operand(scope) for operand in operands]
        gap: Gap | None = None
        for test, a, b in zip(compare, values, values[1:], strict=False):
            for value in (a, b):
                if isinstance(value, Gap):
                    gap = heavier(gap, value) if gap else value
            if not isinstance(a, Gap) and not isinstance(b, Gap) and not test(a, b):
                return False
        return gap or True

    return run


def _one_comparison(left: Run, right: Run, test: Callable[[Any, Any], bool]) -> Run:
    def run(scope: Scope) -> Answer:
        a, b = left(scope), right(scope)
        if isinstance(a, Gap):
            return heavier(a, b) if isinstance(b, Gap) else a
        return b if isinstance(b, Gap) else test(a, b)

    return run


def chosen(one: m.Chosen, compiled: Compile) -> Run:
    """`if … then … else …`."""
    condition, then, otherwise = compiled(one.condition), compiled(one.then), compiled(one.otherwise)

    def run(scope: Scope) -> Answer:
        test = condition(scope)
        if isinstance(test, Gap):
            a, b = then(scope), otherwise(scope)
            return a if not isinstance(a, Gap) and a == b else test
        taken, left = (then, otherwise) if test else (otherwise, then)
        value = taken(scope)
        if scope.thorough:
            reads, scope.reads = scope.reads, None  # the branch that is left gives no number, so it is no evidence
            left(scope)
            scope.reads = reads
        return value

    return run
