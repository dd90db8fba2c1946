"""Rules of other shapes than bounds and gaps, decided by z3 (extra `prove`), exactly and within a fixed effort."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

from qingdan_checker import prover
from qingdan_checker.quantity import Gap
from qingdan_checker.room.forms import Applied, Chosen, Claim, Compared, Connected, Form, Linear, negated
from qingdan_checker.room.system import range_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from qingdan_checker.room.forms import Cell
    from qingdan_checker.room.spread import Instance

EFFORT: Final = 2_000_000
"""Steps of z3 for one question: the same everywhere, other than a time."""


class Unsupported(Exception):  # noqa: N818  not an error: a shape that cannot be put to the solver
    """A function that the solver does not know."""


class Solver:
    """Puts questions to z3."""

    def __init__(self, z3: Any) -> None:  # noqa: ANN401  z3 has no types
        self._z3 = z3

    def unmet(self, instances: Iterable[Instance], cells: Sequence[Cell], never: Instance | None = None) -> bool | None:
        """Whether no values within the ranges meet all (and break `never`); None where that was not found out."""
        solver, _ = self._put(instances, cells, never)
        answer = solver.check() if solver else self._z3.unknown
        return None if answer == self._z3.unknown else bool(answer == self._z3.unsat)

    def values(
        self, instances: Iterable[Instance], cells: Sequence[Cell], never: Instance | None = None
    ) -> Mapping[Cell, Fraction]:
        """Values within the ranges that meet all (and break `never`); none where no fractions were found that do."""
        solver, names = self._put(instances, cells, never)
        if solver is None or solver.check() != self._z3.sat:
            return {}
        model = solver.model()
        found = {cell: model.eval(name, model_completion=True) for cell, name in names.items()}
        if not all(self._z3.is_rational_value(one) for one in found.values()):
            return {}
        return {cell: Fraction(one.numerator_as_long(), one.denominator_as_long()) for cell, one in found.items()}

    def _put(
        self, instances: Iterable[Instance], cells: Sequence[Cell], never: Instance | None
    ) -> tuple[Any, Mapping[Cell, Any]]:
        """A solver that was told all this, and what it calls the cells; none where it does not know a function."""
        z3 = self._z3
        context = z3.Context()  # one for each question: no answer rests on what was asked before
        names = {cell: z3.Real(f"c{at}", context) for at, cell in enumerate(cells)}
        solver = z3.Solver(ctx=context)
        solver.set("rlimit", EFFORT)
        put = _Putting(z3, names, context)
        try:
            solver.add(*put.ranges(), *(put.claim(one.claim) for one in instances))
            if never is not None:
                solver.add(put.claim(negated(never.claim)))
        except Unsupported:
            return None, names
        return solver, names


def open_solver() -> Solver | None:
    """The solver, where it is installed and comes up."""
    z3 = prover.loaded()
    return Solver(z3) if z3 else None


class _Putting:
    """Claims in the words of z3."""

    def __init__(self, z3: Any, names: Mapping[Cell, Any], context: Any) -> None:  # noqa: ANN401  z3 has no types
        self._z3 = z3
        self._names = names
        self._context = context

    def ranges(self) -> Iterable[Any]:
        """The ranges of the items."""
        for cell, name in self._names.items():
            low, high = range_of(cell)
            if low is not None:
                yield name >= self._number(low)
            if high is not None:
                yield name <= self._number(high)

    def _number(self, number: Fraction) -> Any:  # noqa: ANN401  as above
        return self._z3.Q(number.numerator, number.denominator, self._context)

    def claim(self, claim: Claim) -> Any:  # noqa: ANN401  as above
        """A claim."""
        match claim:
            case Compared(operator=operator, form=form):
                left, right = self.form(form), self._number(Fraction(0))
                return {">=": left >= right, ">": left > right, "=": left == right, "!=": left != right}[operator]
            case Connected(operator=operator, claims=claims):
                join = self._z3.And if operator == "and" else self._z3.Or
                return join(*(self.claim(one) for one in claims))
        if isinstance(claim, Gap):
            raise Unsupported
        return self._z3.BoolVal(claim, self._context)

    def form(self, form: Form) -> Any:  # noqa: ANN401  as above
        """A form."""
        match form:
            case Linear(terms=terms, constant=constant):
                parts = [self._names[cell] * self._number(factor) for cell, factor in terms.items()]
                return self._z3.Sum(self._number(constant), *parts)
            case Applied():
                return self._applied(form)
            case Chosen():
                return self._z3.If(self.claim(form.condition), self.form(form.then), self.form(form.otherwise))
        raise Unsupported

    def _applied(self, form: Applied) -> Any:  # noqa: ANN401  as above
        arguments = [self.form(one) for one in form.arguments]
        make = _MAKE.get(form.operator)
        if make is None:
            raise Unsupported
        if form.operator in {"*", "/"}:
            unit = form.apply([Fraction(1), Fraction(1)])
            assert isinstance(unit, Fraction)  # noqa: S101  neither is divided by zero
            if form.operator == "/" and _can_be_zero(form.arguments[1]):
                raise Unsupported
            return make(self._z3, arguments) * self._number(unit)
        return make(self._z3, arguments)


def _can_be_zero(form: Form) -> bool:
    return not (isinstance(form, Linear) and not form.terms and form.constant)


def _least(z3: Any, arguments: Sequence[Any]) -> Any:  # noqa: ANN401  z3 has no types
    found = arguments[0]
    for one in arguments[1:]:
        found = z3.If(one < found, one, found)
    return found


def _greatest(z3: Any, arguments: Sequence[Any]) -> Any:  # noqa: ANN401  as above
    found = arguments[0]
    for one in arguments[1:]:
        found = z3.If(one > found, one, found)
    return found


_MAKE: Final[Mapping[str, Callable[[Any, Sequence[Any]], Any]]] = {
    "+": lambda _z3, of: of[0] + of[1],
    "-": lambda _z3, of: of[0] - of[1],
    "*": lambda _z3, of: of[0] * of[1],
    "/": lambda _z3, of: of[0] / of[1],
    "min": _least,
    "max": _greatest,
    "abs": lambda z3, of: z3.If(of[0] < 0, -of[0], of[0]),
}
