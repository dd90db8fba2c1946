"""Several amounts at once, their products and long roundings: every way through a function, by the solver (z3).

The function is run with a `Term` in the place of each amount. Whenever it decides something, the solver says which
outcomes are possible on the way so far; each possible way is gone to its end. The solver counts its own steps and no
time, so that the same question gets the same answer on every machine.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar, cast

from qingdan_checker import prover
from qingdan_checker.piecewise.stretch import Beyond
from qingdan_checker.quantity import whole

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from qingdan_checker.piecewise.exploring import Budget
    from qingdan_checker.piecewise.stretch import Stretch
    from qingdan_checker.quantity import Number

MOST_WAYS: Final = 2_000
"""Ways through a function that are gone; beyond them it stays open."""

Value = TypeVar("Value")


class NoSolver(Beyond):
    """The extra `prove` is not installed, or cannot be loaded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Variable:
    """An unknown amount: the stretches of which it can be one, which are all of one kind."""

    name: str
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Solved(Generic[Value]):
    """A way through a function: what comes out on it, and amounts that lead there.

    They are `exact` unless the solver has only an approximation of a number that is no fraction.
    """

    value: Value
    amounts: tuple[Number, ...]
    exact: bool


def solved(
    function: Callable[[Sequence[Number]], Value], variables: Sequence[Variable], budget: Budget
) -> Iterator[Solved[Value]]:
    """Every way through a function of some amounts. Raises `Beyond` where the solver gives up, or is not there."""
    ways = _Ways(variables, budget)
    for _ in range(MOST_WAYS):
        budget.run()
        value = function(ways.begin())
        yield ways.end(value)
        if not ways.open:
            return
    raise Beyond


class _Ways:
    """The ways through a function: decisions taken on this one, and those that are still open to others."""

    def __init__(self, variables: Sequence[Variable], budget: Budget) -> None:
        self.z3 = _z3()
        self.open: list[tuple[bool, ...]] = [()]
        self._budget = budget
        context = self.z3.Context()  # one for each question: no answer rests on what was asked before
        self._solver = self.z3.Solver(ctx=context)
        self._used = 0
        self._amounts = [self._amount(place, one, context) for place, one in enumerate(variables)]
        self._solver.push()

    def begin(self) -> list[Number]:
        """Sets out on the next way that is open."""
        self._ahead = self.open.pop()
        self._taken: list[bool] = []
        self._known: dict[int, tuple[Any, bool]] = {}
        self._solver.pop()
        self._solver.push()
        return [cast("Number", Term(one, self)) for one in self._amounts]

    def end(self, value: Value) -> Solved[Value]:
        """The end of a way, with amounts that lead there."""
        if not self._check():
            raise Beyond  # each decision was possible, so that this one was not settled after all
        model = self._solver.model()
        found = [self._number(model.eval(one, model_completion=True)) for one in self._amounts]
        return Solved(value=value, amounts=tuple(number for number, _ in found), exact=all(exact for _, exact in found))

    def decide(self, condition: Any) -> bool:  # noqa: ANN401  z3 has no types
        """One outcome of a condition that is possible here; the other is left for another way, if it is too."""
        condition = self.z3.simplify(condition)
        if self.z3.is_true(condition) or self.z3.is_false(condition):
            return bool(self.z3.is_true(condition))
        known = self._known.get(condition.get_id())
        if known:
            return known[1]
        outcome = self._outcome(condition)
        self._taken.append(outcome)
        self._solver.add(condition if outcome else self.z3.Not(condition))
        self._known[condition.get_id()] = (condition, outcome)
        return outcome

    def _outcome(self, condition: Any) -> bool:  # noqa: ANN401  z3 has no types
        if len(self._taken) < len(self._ahead):
            return self._ahead[len(self._taken)]
        if not self._possible(condition):
            return False
        if self._possible(self.z3.Not(condition)):
            self.open.append((*self._taken, False))
        return True

    def _possible(self, condition: Any) -> bool:  # noqa: ANN401  z3 has no types
        self._solver.push()
        self._solver.add(condition)
        answer = self._check()
        self._solver.pop()
        return answer

    def _check(self) -> bool:
        """Whether all that was decided so far can be at once. What it takes is paid from the budget."""
        if self._budget.steps <= 0:
            raise Beyond
        self._solver.set("rlimit", self._budget.steps)
        answer = self._solver.check()
        used = self._solver.statistics().get_key_value("rlimit count")
        self._budget.steps -= max(1, used - self._used)
        self._used = used
        if answer == self.z3.unknown:
            raise Beyond
        return bool(answer == self.z3.sat)

    def _amount(self, place: int, one: Variable, context: Any) -> Any:  # noqa: ANN401  z3 has no types
        """An unknown within its stretches."""
        z3, counted = self.z3, one.stretches[0].counted
        amount = z3.ToReal(z3.Int(f"n{place}", context)) if counted else z3.Real(f"x{place}", context)
        self._solver.add(z3.Or([self._inside(amount, stretch) for stretch in one.stretches]))
        return amount

    def _inside(self, amount: Any, stretch: Stretch) -> Any:  # noqa: ANN401  z3 has no types
        if stretch.is_point:
            return amount == self.exact(stretch.low, amount)
        low = amount > self.exact(stretch.low, amount)
        return low if stretch.high is None else self.z3.And(low, amount < self.exact(stretch.high, amount))

    def exact(self, number: Number, beside: Any) -> Any:  # noqa: ANN401  z3 has no types
        """A number as the solver has it."""
        return self.z3.RealVal(str(Fraction(number)), beside.ctx)

    def _number(self, found: Any) -> tuple[Number, bool]:  # noqa: ANN401  z3 has no types
        if self.z3.is_algebraic_value(found):
            return whole(Fraction(found.approx(30).as_fraction())), False
        return whole(Fraction(found.as_fraction())), True


class Term:
    """An amount, or what is computed from amounts, as the solver has it; in the place of a number."""

    __slots__ = ("expression", "ways")

    def __init__(self, expression: Any, ways: _Ways) -> None:  # noqa: ANN401  z3 has no types
        self.expression = expression
        self.ways = ways

    def _of(self, other: Number | Term) -> Any:  # noqa: ANN401  z3 has no types
        return other.expression if isinstance(other, Term) else self.ways.exact(other, self.expression)

    def _new(self, expression: Any) -> Term:  # noqa: ANN401  z3 has no types
        return Term(expression, self.ways)

    def __add__(self, other: Number | Term) -> Term:
        return self._new(self.expression + self._of(other))

    def __sub__(self, other: Number | Term) -> Term:
        return self._new(self.expression - self._of(other))

    def __rsub__(self, other: Number) -> Term:
        return self._new(self._of(other) - self.expression)

    def __neg__(self) -> Term:
        return self._new(-self.expression)

    def __mul__(self, other: Number | Term) -> Term:
        return self._new(self.expression * self._of(other))

    def __truediv__(self, other: Number | Term) -> Term:
        return self._new(self.expression / self._of(other))

    def __rtruediv__(self, other: Number) -> Term:
        return self._new(self._of(other) / self.expression)

    def __floordiv__(self, other: Number | Term) -> Term:
        return self._floor((self / other).expression)

    def __rfloordiv__(self, other: Number) -> Term:
        return self._floor((other / self).expression)

    def _floor(self, quotient: Any) -> Term:  # noqa: ANN401  z3 has no types
        return self._new(self.ways.z3.ToReal(self.ways.z3.ToInt(quotient)))

    __radd__ = __add__
    __rmul__ = __mul__

    def __bool__(self) -> bool:
        return self != 0

    def __eq__(self, other: object) -> bool:
        return isinstance(other, int | Fraction | Term) and self.ways.decide(self.expression == self._of(other))

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __lt__(self, other: Number | Term) -> bool:
        return self.ways.decide(self.expression < self._of(other))

    def __le__(self, other: Number | Term) -> bool:
        return self.ways.decide(self.expression <= self._of(other))

    def __gt__(self, other: Number | Term) -> bool:
        return self.ways.decide(self.expression > self._of(other))

    def __ge__(self, other: Number | Term) -> bool:
        return self.ways.decide(self.expression >= self._of(other))

    __hash__ = object.__hash__


def _z3() -> Any:  # noqa: ANN401  z3 has no types
    """The solver, of the extra `prove`."""
    z3 = prover.loaded()
    if z3 is None:
        raise NoSolver
    return z3
