"""What a rule rests on where no cell has a value yet: alike for two jurisdictions or dates, it says the same there."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from qingdan_checker import model as m
from qingdan_checker.quantity import DATE

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Sequence

    from qingdan_checker.effect import Effect
    from qingdan_checker.round import Round


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """What an expression asks for beside cells, in the defines that it names too."""

    statistics: frozenset[m.Statistic]
    date: bool
    year: bool
    lists: bool


def grounds_of(round_: Round, effect: Effect, rule: m.Rule) -> Hashable:
    """A key for all that the claims of a rule can rest on in the table of a jurisdiction, its values left open.

    That is the exceptions from it, how the measures are cut, and of figures, lists and the calendar what it asks for.
    """
    waivers = tuple(round_.day.waivers_of(rule))
    asked = list(_asked(round_, rule))
    lists = any(one.lists for one in asked)
    by_date = lists or any(one.date for one in asked)
    calendar = round_.date if by_date else round_.date.year if any(one.year for one in asked) else None
    statistics = frozenset[m.Statistic]().union(*(one.statistics for one in asked))
    return waivers, _pieces(round_), calendar, effect.place if lists else None, _figures(effect, statistics)


def _figures(effect: Effect, statistics: frozenset[m.Statistic]) -> Hashable:
    known = [one for one in effect.on.figures if one[0] in statistics] if statistics else []
    return tuple([(statistic, year, effect.figure(statistic, year)) for statistic, year in known])


def _pieces(round_: Round) -> Hashable:
    """A number for how all measures are cut."""
    cut = lambda: tuple((name, tuple(one.sample for one in ones)) for name, ones in round_.day.pieces.items())  # noqa: E731
    return round_.once("pieces", lambda: round_.memory.number(("pieces", cut())))


def _asked(round_: Round, rule: m.Rule) -> Iterator[_Asked]:
    """What the expressions of a rule, and of the exceptions from it, ask for."""
    for statement in (rule, *round_.day.waivers_of(rule)):
        for one in statement.expressions:
            yield round_.memory.once(("asked", one), partial(_asked_in, one))


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
