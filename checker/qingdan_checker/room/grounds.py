"""What a rule rests on where no cell has a value yet: alike for two jurisdictions or dates, it says the same there."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from qingdan_checker import model as m
from qingdan_checker.quantity import DATE

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Sequence

    from qingdan_checker.effect import Day, Effect
    from qingdan_checker.round import Round


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """What an expression asks for beside cells, in the defines that it names too."""

    statistics: frozenset[m.Statistic]
    date: bool
    year: bool
    lists: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ground:
    """What a rule rests on whomever it is over, as a number, and what it asks for that is not the same for all."""

    number: int
    statistics: frozenset[m.Statistic]
    lists: bool


def grounds_of(round_: Round, effect: Effect, rules: Sequence[m.Rule]) -> Hashable:
    """A key for all that the claims of some rules can rest on in the table of a jurisdiction, its values left open.

    That is the exceptions from them, how the measures are cut, and of figures, lists and the calendar what they ask
    for.
    """
    grounds = [_ground(round_, rule) for rule in rules]
    numbers = tuple([one.number for one in grounds])
    statistics = frozenset[m.Statistic]().union(*(one.statistics for one in grounds))
    known = [one for one in effect.on.figures if one[0] in statistics] if statistics else []
    figures = tuple([(statistic, year, effect.figure(statistic, year)) for statistic, year in known])
    return numbers, effect.place if any(one.lists for one in grounds) else None, figures


def _ground(round_: Round, rule: m.Rule) -> _Ground:
    known: dict[m.Rule, _Ground] = round_.once("grounds", dict)
    if rule not in known:
        known[rule] = _ground_anew(round_, rule)
    return known[rule]


def _ground_anew(round_: Round, rule: m.Rule) -> _Ground:
    waivers = tuple(round_.day.waivers_of(rule))
    once = round_.memory.once
    expressions = [one for statement in (rule, *waivers) for one in statement.expressions]
    asked = [once(("asked", one), partial(_asked_in, one)) for one in expressions]
    lists = any(one.lists for one in asked)
    by_date = lists or any(one.date for one in asked)
    calendar = round_.date if by_date else round_.date.year if any(one.year for one in asked) else None
    return _Ground(
        number=round_.memory.number(("ground", waivers, _pieces(round_), calendar)),
        statistics=frozenset[m.Statistic]().union(*(one.statistics for one in asked)),
        lists=lists,
    )


def _pieces(round_: Round) -> int:
    """A number for how all measures are cut."""
    return round_.once("pieces", lambda: round_.memory.number(("pieces", *_cuts(round_.day))))


def _cuts(day: Day) -> Iterator[tuple[str, tuple[object, ...]]]:
    for name, pieces in day.pieces.items():
        yield name, tuple([one.sample for one in pieces])


def _asked_in(expression: m.Expression) -> _Asked:
    parts = list(_parts([expression]))
    return _Asked(
        statistics=frozenset(one.statistic for one in parts if isinstance(one, m.Figure)),
        date=any(isinstance(one, m.Now) and one.kind == DATE for one in parts),
        year=any(isinstance(one, m.Now | m.Figure) for one in parts),
        lists=any(isinstance(one, m.Asked) for one in parts),
    )


def _parts(todo: Sequence[m.Expression]) -> Iterator[m.Expression]:
    """The parts of expressions, and of the defines that they name."""
    left, seen = list(todo), set[m.Define]()
    while left:
        for part in m.walk(left.pop()):
            yield part
            if isinstance(part, m.Reference) and isinstance(part.target, m.Define) and part.target not in seen:
                seen.add(part.target)
                left += [part.target.expression] if part.target.expression else []
