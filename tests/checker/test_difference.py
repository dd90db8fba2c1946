"""Systems of bounds and gaps against z3: the same verdicts, the same intervals, truly smallest sets, in any order."""

from __future__ import annotations

import random
from fractions import Fraction
from itertools import combinations
from typing import TYPE_CHECKING, Any

import pytest
import z3

from qingdan_checker.room.difference import ZERO, Constraint, System, implies, turned
from qingdan_checker.room.smallest import smallest

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

MANY = 1_200

Rules = list[Constraint[int]]


def some_rules(chance: random.Random) -> Rules:
    """Up to nine constraints of up to six rules over up to four cells: bounds and gaps, strict, equal, in parts."""
    nodes = [ZERO, *range(chance.randint(1, 4))]
    found: Rules = []
    for at in range(chance.randint(1, 9)):
        above, below = chance.sample(nodes, 2)
        gap = Fraction(chance.randint(-6, 6), chance.choice([1, 1, 2, 3]))
        strict, by = chance.random() < 0.3, min(at, chance.randint(0, 5))
        found.append(Constraint(above=above, below=below, gap=gap, strict=strict, by=by))
        if chance.random() < 0.15:
            found.append(Constraint(above=below, below=above, gap=-gap, strict=False, by=by))
    return found


def number(of: Fraction) -> Any:  # noqa: ANN401  z3 has no types
    return z3.Q(of.numerator, of.denominator)


def as_z3(rules: Iterable[Constraint[int]]) -> list[Any]:
    def cell(node: object) -> Any:  # noqa: ANN401  as above
        return number(Fraction(0)) if node == ZERO else z3.Real(f"x{node}")

    return [
        cell(one.above) - cell(one.below) > number(one.gap)
        if one.strict
        else cell(one.above) - cell(one.below) >= number(one.gap)
        for one in rules
    ]


def is_unmet(rules: Iterable[Constraint[int]]) -> bool:
    solver = z3.Solver()
    solver.add(*as_z3(rules))
    return bool(solver.check() == z3.unsat)


def kept(rules: Rules, by: Iterable[int]) -> Rules:
    those = set(by)
    return [one for one in rules if one.by in those]


@pytest.mark.parametrize("seed", range(6))
def test_the_same_verdict_as_z3(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311  no secret
    seen: set[bool] = set()
    for _ in range(MANY // 6):
        rules = some_rules(chance)
        circle = System(rules).circle()
        seen.add(bool(circle))
        assert bool(circle) == is_unmet(rules), rules
        assert not circle or is_unmet(circle), "the circle alone cannot be met"
        shuffled = chance.sample(rules, len(rules))
        assert bool(System(shuffled).circle()) == bool(circle)
    assert seen == {True, False}


@pytest.mark.parametrize("seed", range(6))
def test_the_same_ends_as_z3(seed: int) -> None:
    """An end is implied, and nothing tighter is: not a strict one where it is inside, nor one a little further."""
    chance = random.Random(100 + seed)  # noqa: S311  no secret
    bounded = 0
    for _ in range(MANY // 6):
        rules = some_rules(chance)
        if System(rules).circle():
            continue
        for system, sign in ((System(rules), 1), (System(list(turned(rules))), -1)):
            bound = system.bounds_from(ZERO).get(0)
            cell = z3.Real("x0") * sign
            solver = z3.Solver()
            solver.add(*as_z3(rules))
            if bound is None:
                solver.add(cell < -1_000_000)
                assert solver.check() == z3.sat
                continue
            bounded += 1
            end, near = number(bound.gap), number(bound.gap + Fraction(1, 1_000_000))
            assert is_never(solver, cell <= end if bound.strict else cell < end)
            assert not is_never(solver, cell < near)
            assert bound.strict or not is_never(solver, cell == end)
            said = [one if sign > 0 else turn(one) for one in bound.path]
            alone = z3.Solver()
            alone.add(*as_z3(said))
            assert is_never(alone, cell <= end if bound.strict else cell < end), "those that are named set the end"
    assert bounded > 40


def is_never(solver: Any, claim: Any) -> bool:  # noqa: ANN401  z3 has no types
    return bool(solver.check(claim) == z3.unsat)


def turn(one: Constraint[int]) -> Constraint[int]:
    return next(turned([one]))


@pytest.mark.parametrize("seed", range(6))
def test_the_smallest_set_is_the_smallest_and_the_first(seed: int) -> None:
    chance = random.Random(200 + seed)  # noqa: S311  no secret
    found_any = 0
    for _ in range(MANY // 6):
        rules = some_rules(chance)
        names = sorted({one.by for one in rules})

        def conflict(by: frozenset[int], rules: Rules = rules) -> bool:
            return bool(System(kept(rules, by)).circle())

        found = smallest(names, conflict)
        expected = next((one for one in subsets(names) if is_unmet(kept(rules, one))), ())
        assert found == expected, rules
        found_any += bool(found)
    assert found_any > 50


def subsets(names: Sequence[int]) -> Iterable[tuple[int, ...]]:
    for size in range(1, len(names) + 1):
        yield from combinations(names, size)


def test_circles_of_no_length() -> None:
    def gap(above: object, below: object, number: int, *, strict: bool) -> Constraint[int]:
        return Constraint(above=above, below=below, gap=Fraction(number), strict=strict, by=0)

    assert System([gap(1, 2, 0, strict=True), gap(2, 1, 0, strict=True)]).circle()
    assert System([gap(1, 2, 0, strict=True), gap(2, 1, 0, strict=False)]).circle()
    assert not System([gap(1, 2, 0, strict=False), gap(2, 1, 0, strict=False)]).circle()
    assert System([gap(1, 1, 0, strict=True)]).circle()
    assert not System([gap(1, 1, 0, strict=False)]).circle()


def test_a_strict_bound_is_the_tighter_of_two_equal_ones() -> None:
    loose = Constraint(above=1, below=ZERO, gap=Fraction(5), strict=False, by="loose")
    strict = Constraint(above=1, below=ZERO, gap=Fraction(5), strict=True, by="strict")
    for order in ([loose, strict], [strict, loose]):
        bound = System(order).bounds_from(ZERO)[1]
        assert [one.by for one in bound.path] == ["strict"]
        assert implies(bound, Fraction(5), strict=True)


def test_a_long_circle_is_found_as_fast_as_a_short_one() -> None:
    names = [f"r{at}" for at in range(60)]
    needed = frozenset(names)
    assert smallest([*names, "x"], needed.issubset) == tuple(names)


def test_where_the_smallest_would_take_too_long_nothing_can_be_left_out() -> None:
    """Of each of sixty twelves one is needed."""
    names = [f"r{at}" for at in range(45)]
    chance = random.Random(7)  # noqa: S311  no secret
    needed = [frozenset(chance.sample(names, 12)) for _ in range(60)]

    def conflict(kept: frozenset[str]) -> bool:
        return all(not kept.isdisjoint(one) for one in needed)

    found = frozenset(smallest(names, conflict))
    assert conflict(found)
    assert not any(conflict(found - {one}) for one in found)
