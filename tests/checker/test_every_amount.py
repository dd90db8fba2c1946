"""Rules over amounts against the solver: thousands of them, made at random, and each counterexample run again.

The solver is told what a rule means by a reading of its own (`_Reading`), from the same tree as the rule's text, and
not by the checker. Every rule is judged by the checker's exact core and by the solver; both must say the same.
"""

from __future__ import annotations

import random
import sys
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

import pytest
import z3
from repositories import judge, read_all

from qingdan_checker.combinations import AxisOf, Given
from qingdan_checker.effect import Effect, Stretches
from qingdan_checker.effect.pieces import Piece
from qingdan_checker.messages.book import Book
from qingdan_checker.messages.said import say
from qingdan_checker.model import Measure, Term, Where
from qingdan_checker.moving import Moving, Outcome, UnfaithfulError
from qingdan_checker.piecewise import Course
from qingdan_checker.resolve import resolve
from qingdan_checker.round import Round
from qingdan_dsl.source import Span

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from qingdan_checker.findings import Judgement

DAY: Final = date(2024, 1, 1)
RULES: Final = 60
CUTS: Final = (0, 300, 1_000, 5_000)

Tree = tuple[Any, ...]
"""A written expression: an operator and its parts."""


@dataclass(frozen=True, slots=True)
class City:
    """What a city decides: its ratios by bands of cost (the last is open), its deductible and its cap."""

    ratios: tuple[int, ...]
    deductible: int
    cap: int


class _Dice:
    """Trees at random."""

    def __init__(self, seed: int) -> None:
        self._dice = random.Random(seed)  # noqa: S311  the same rules each time

    def city(self) -> City:
        return City(
            ratios=tuple(self._dice.randrange(0, 101, 5) for _ in CUTS),
            deductible=self._dice.choice((0, 100, 300, 1_000)),
            cap=self._dice.choice((500, 2_000, 20_000)),
        )

    def money(self, depth: int) -> Tree:  # noqa: PLR0911  one return a shape
        if depth == 0:
            return self._dice.choice(
                [("cost",), ("cost",), ("yuan", self._dice.choice((0, 50, 300, 999, 5_000))), ("paid",), ("flat",)]
            )
        shape = self._dice.choice(("+", "-", "min", "max", "of", "over", "abs", "banded", "if"))
        one = self.money(depth - 1)
        match shape:
            case "of":
                return (shape, self._dice.choice((0, 5, 50, 80, 100, 150)), one)
            case "over":
                return (shape, one, self._dice.choice((2, 3, 7)))
            case "abs":
                return (shape, one)
            case "banded":
                return (shape, one, self._dice.choice((0, 100, 1_000)))
            case "if":
                return (shape, self.claim(depth - 1), one, self.money(self._dice.randrange(depth)))
        return (shape, one, self.money(self._dice.randrange(depth)))

    def claim(self, depth: int) -> Tree:
        shape = self._dice.choice(("compare", "compare", "and", "or", "implies", "not", "test"))
        if depth <= 0 or shape == "compare":
            sign = self._dice.choice(("<", "<=", ">", ">=", "=", "!="))
            return ("compare", sign, self.money(max(depth, 0)), self.money(max(depth - 1, 0)))
        one = self.claim(depth - 1)
        if shape == "not":
            return (shape, one)
        if shape == "test":
            test = (shape, self._dice.choice(("<", "<=", ">", ">=")), self._dice.choice((300, 750, 5_000)))
            return ("implies", test, one)
        return (shape, one, self.claim(depth - 1))

    def rule(self) -> Tree:
        claim = self.claim(3)
        return claim if self._dice.random() < 0.5 else ("or", claim, self.claim(1))


def _text(tree: Tree) -> str:  # noqa: C901, PLR0911, PLR0912  one case a shape
    match tree:
        case ("cost",):
            return "cost"
        case ("yuan", number):
            return f"{number} yuan"
        case ("paid",):
            return "payment"
        case ("flat",):
            return "flat"
        case ("of", share, one):
            return f"({share}% of {_text(one)})"
        case ("over", one, number):
            return f"({_text(one)} / {number})"
        case ("min" | "max" as name, one, other):
            return f"{name}({_text(one)}, {_text(other)})"
        case ("abs", one):
            return f"abs({_text(one)})"
        case ("banded", one, start):
            return f"banded(ratio, {_text(one)}, {start} yuan)"
        case ("if", test, one, other):
            return f"(if {_text(test)} then {_text(one)} else {_text(other)})"
        case ("compare", sign, one, other):
            return f"(0 yuan + {_text(one)} {sign} {_text(other)})"
        case ("test", sign, number):
            return f"(cost {sign} {number} yuan)"
        case ("not", one):
            return f"(not {_text(one)})"
        case (operator, one, other):
            return f"({_text(one)} {operator} {_text(other)})"
    raise AssertionError(tree)


class _Reading:
    """What the language page says of these expressions, in the solver's words."""

    def __init__(self, city: City) -> None:
        self._city = city
        self.cost = z3.Real("cost")

    def money(self, tree: Tree) -> Any:  # noqa: ANN401, C901, PLR0911, PLR0912  z3 has no types; a case a shape
        match tree:
            case ("cost",):
                return self.cost
            case ("yuan", number):
                return z3.RealVal(number)
            case ("paid",):
                return self._least(z3.RealVal(self._city.cap), self._banded(self.cost, self._city.deductible))
            case ("flat",):
                return self._ratio() / 100 * self._most(z3.RealVal(0), self.cost - self._city.deductible)
            case ("of", share, one):
                return z3.RealVal(share) / 100 * self.money(one)
            case ("over", one, number):
                return self.money(one) / number
            case ("min", one, other):
                return self._least(self.money(one), self.money(other))
            case ("max", one, other):
                return self._most(self.money(one), self.money(other))
            case ("abs", one):
                return self._most(self.money(one), -self.money(one))
            case ("banded", one, start):
                return self._banded(self.money(one), start)
            case ("if", test, one, other):
                return z3.If(self.claim(test), self.money(one), self.money(other))
            case ("+", one, other):
                return self.money(one) + self.money(other)
            case ("-", one, other):
                return self.money(one) - self.money(other)
        raise AssertionError(tree)

    def claim(self, tree: Tree) -> Any:  # noqa: ANN401  z3 has no types
        match tree:
            case ("compare", sign, one, other):
                return self._compared(sign, self.money(one), self.money(other))
            case ("test", sign, number):
                return self._compared(sign, self.cost, z3.RealVal(number))
            case ("not", one):
                return z3.Not(self.claim(one))
            case ("and", one, other):
                return z3.And(self.claim(one), self.claim(other))
            case ("or", one, other):
                return z3.Or(self.claim(one), self.claim(other))
            case ("implies", one, other):
                return z3.Implies(self.claim(one), self.claim(other))
        raise AssertionError(tree)

    def _banded(self, top: Any, start: int) -> Any:  # noqa: ANN401  z3 has no types
        """Each band at its own ratio; a band is from its cut (not included) to the next (included)."""
        total: Any = z3.RealVal(0)
        for low, high, ratio in zip(CUTS, [*CUTS[1:], None], self._city.ratios, strict=True):
            upper = top if high is None else self._least(top, z3.RealVal(high))
            total = total + z3.RealVal(ratio) / 100 * self._most(z3.RealVal(0), upper - max(low, start))
        return total

    def _ratio(self) -> Any:  # noqa: ANN401  z3 has no types
        """The ratio of the band in which the cost itself lies."""
        found: Any = z3.RealVal(self._city.ratios[-1])
        for high, ratio in zip(reversed(CUTS[1:]), reversed(self._city.ratios[:-1]), strict=True):
            found = z3.If(self.cost <= high, z3.RealVal(ratio), found)
        return found

    @staticmethod
    def _least(one: Any, other: Any) -> Any:  # noqa: ANN401  z3 has no types
        return z3.If(one <= other, one, other)

    @staticmethod
    def _most(one: Any, other: Any) -> Any:  # noqa: ANN401  z3 has no types
        return z3.If(one >= other, one, other)

    @staticmethod
    def _compared(sign: str, one: Any, other: Any) -> Any:  # noqa: ANN401  z3 has no types
        match sign:
            case "<":
                return one < other
            case "<=":
                return one <= other
            case ">":
                return one > other
            case ">=":
                return one >= other
            case "=":
                return one == other
        return one != other

    def holds_always(self, tree: Tree) -> bool:
        solver = z3.Solver()
        solver.add(self.cost >= 0, z3.Not(self.claim(tree)))
        answer = solver.check()
        assert answer != z3.unknown
        return bool(answer == z3.unsat)

    def holds_at(self, tree: Tree, cost: Fraction) -> bool:
        solver = z3.Solver()
        solver.add(self.cost == z3.RealVal(str(cost)), z3.Not(self.claim(tree)))
        return bool(solver.check() == z3.unsat)


def _repository(city: City, rules: Sequence[Tree]) -> dict[str, bytes]:
    stated = "\n".join(f"rule r{place}: {_text(rule)}" for place, rule in enumerate(rules))
    bounds = [f"{low} yuan < cost <= {high} yuan" for low, high in pairwise(CUTS[1:])]
    bands = [f"cost <= {CUTS[1]} yuan", *bounds, f"cost > {CUTS[-1]} yuan"]
    table = "\n".join(f"{band}: {ratio}%" for band, ratio in zip(bands, city.ratios, strict=True))
    return {
        "all.qd": f"""
            dimension cost : yuan
            item ratio {{ value percent in 0%..100% by cost better higher }}
            item deductible {{ value yuan better lower }}
            item cap {{ value yuan better higher }}
            define payment {{ value yuan by cost as min(cap, banded(ratio, cost, deductible)) }}
            define flat {{ value yuan by cost as ratio of max(0 yuan, cost - deductible) }}
            jurisdiction cn {{ level nation }}
            document cn.law {{ issuer cn issued 2020-01-01 article "1" {{
                set ratio {{ {table} }}
                set deductible: {city.deductible} yuan
                set cap: {city.cap} yuan
                {stated}
            }} }}
        """.encode()
    }


def _verdicts(texts: dict[str, bytes]) -> dict[str, Judgement]:
    report = judge(texts, DAY)
    # a rule made by chance may be one that nothing can meet, which is told of it too
    assert {one.code for one in report.findings} <= {"breach", "contradiction"}
    return {one.rule.rpartition(".")[2]: one for one in report.verdicts}


def _cost_of(verdict: Judgement) -> Fraction:
    assert verdict.tightest
    return Fraction(dict(verdict.tightest.cell)["cost"].removesuffix(" yuan"))


@pytest.mark.parametrize("seed", range(36))
def test_the_core_says_what_the_solver_says(seed: int) -> None:
    dice = _Dice(seed)
    city = dice.city()
    rules = [dice.rule() for _ in range(RULES)]
    reading = _Reading(city)
    verdicts = _verdicts(_repository(city, rules))
    for place, rule in enumerate(rules):
        verdict = verdicts.get(f"r{place}")
        if verdict is None:  # it uses no item, so that it binds nobody
            continue
        assert (verdict.verdict == "within bounds") == reading.holds_always(rule), _text(rule)
        assert verdict.verdict in {"within bounds", "breach"}, _text(rule)
        if verdict.verdict == "breach":
            assert not reading.holds_at(rule, _cost_of(verdict)), _text(rule)


@pytest.mark.parametrize("seed", range(6))
def test_what_is_found_is_found_at_that_amount_alone(seed: int) -> None:
    """The amount of a breach, given as a case gives it, breaks the rule; one within bounds is kept at every amount."""
    dice = _Dice(1_000 + seed)
    rules = [dice.rule() for _ in range(RULES)]
    files, sources, sheets = read_all(texts := _repository(dice.city(), rules))
    model = resolve(files, sheets)
    round_ = Round(model, Stretches(model, DAY), DAY, sources)

    def at(name: str, cost: Fraction | int) -> str:
        term = Term(axis=model.axes["cost"], bounds=(("=", cost),))
        judge_ = round_.with_cuts(DAY, [term]).judge(model.jurisdictions["cn"])
        given = Given(region={"cost": term}, amounts={"cost": cost})
        return judge_.judge(model.rules[f"cn.law.{name}"], given).outcome

    for name, verdict in _verdicts(texts).items():
        if verdict.verdict == "breach":
            assert at(name, _cost_of(verdict)) == "breach", name
        elif verdict.verdict == "within bounds":
            for cost in (0, Fraction(1, 3), 299, 1_000, 1_001, Fraction(99_999, 7), 10**9):
                assert at(name, cost) == "within bounds", (name, cost)


def test_the_order_of_rules_changes_nothing() -> None:
    dice = _Dice(7)
    city = dice.city()
    rules = [dice.rule() for _ in range(RULES)]
    before = _verdicts(_repository(city, rules))
    after = _verdicts(_repository(city, rules[::-1]))
    for place in range(RULES):
        one, other = before.get(f"r{place}"), after.get(f"r{RULES - 1 - place}")
        assert (one and replace(one, rule="")) == (other and replace(other, rule=""))


# ---- the solver, and a checker without it

TWO: Final = {
    "two.qd": b"""
        dimension cost : yuan
        dimension extra : yuan
        item ratio { value percent in 0%..100% better higher }
        define payment { value yuan by cost as min(5_000 yuan, ratio of max(0 yuan, cost - 400 yuan)) }
        define later { value yuan by cost, extra as min(5_000 yuan, ratio of max(0 yuan, cost + extra - 400 yuan)) }
        jurisdiction cn { level nation }
        document cn.law { issuer cn issued 2020-01-01 article "1" {
            set ratio: 80%
            rule more: payment <= later
            rule apart: later - payment <= 50% of extra
            rule squared: cost * (cost / 1 yuan) + 1 yuan >= payment - extra
            rule fen: round-down(payment, 0.01 yuan) <= payment
        } }
    """
}


def test_two_amounts_products_and_fen_are_decided_by_the_solver() -> None:
    verdicts = _verdicts(TWO)
    assert {name: one.verdict for name, one in verdicts.items()} == {
        "more": "within bounds",
        "apart": "breach",
        "squared": "within bounds",
        "fen": "within bounds",
    }
    assert {name for name, one in verdicts.items() if one.tightest} == {"apart"}  # of the others none is known
    cell = dict(verdicts["apart"].tightest.cell) if verdicts["apart"].tightest else {}
    cost, extra = (Fraction(cell[name].removesuffix(" yuan")) for name in ("cost", "extra"))
    paid = [min(Fraction(5_000), Fraction(4, 5) * max(Fraction(0), one - 400)) for one in (cost, cost + extra)]
    assert paid[1] - paid[0] > extra / 2


def test_without_the_solver_they_are_undetermined_and_say_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "z3", None)
    report = judge(TWO, DAY)
    found = {str(one.rule).rpartition(".")[2]: one for one in report.findings}
    assert {name: one.code for name, one in found.items()} == dict.fromkeys(
        ("more", "apart", "squared", "fen"), "undetermined"
    )
    assert {reason.kind for one in found.values() for reason in one.gaps} == {"no-solver"}
    said = say(found["more"], Book(report, "en")), say(found["more"], Book(report, "zh"))
    assert "not installed" in said[0].headline
    assert "没有安装" in said[1].headline
    assert all("qingdan[prove]" in "".join(note.text for note in one.notes) for one in said)


class _OnePiece(Effect):
    """A table whose measures nothing cuts."""

    def __init__(self) -> None:
        pass

    def pieces(self, measure: Measure) -> Sequence[Piece]:
        assert measure.name
        return (Piece(low=None, high=None, sample=0),)


def test_a_failure_that_does_not_come_out_again_is_no_finding() -> None:
    """An evaluator that says one thing of a stretch and another of its amounts is a bug, and is shown as one."""
    axis = AxisOf(
        axis=Measure(name="cost", kind="yuan", where=Where(path="", span=Span(0, 0))),
        key="cost",
        is_choice=False,
        shown=True,
        parts=(1,),
    )
    moving = Moving(effect=_OnePiece(), axes=(axis,), places=(0,))

    def unfaithful(amounts: Mapping[Any, Any]) -> Outcome:
        return Outcome(answer=not isinstance(amounts["cost"], Course))

    with pytest.raises(UnfaithfulError):
        list(moving.found((1,), unfaithful))
