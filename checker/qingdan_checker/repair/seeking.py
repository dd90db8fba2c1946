"""What would have to change: the demands of all rules on all days on the numbers that a jurisdiction has written."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final

from qingdan_checker import model as m
from qingdan_checker.repair.vertices import changes, distinct
from qingdan_checker.repair.views import View, concerning, spread_of, values_in
from qingdan_checker.room.forms import Compared, Connected, put_in
from qingdan_checker.room.parts import seniority
from qingdan_checker.room.smallest import smallest
from qingdan_checker.room.system import components, conflicting, sort
from qingdan_checker.verdict import used

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qingdan_checker.repair.literals import Literal
    from qingdan_checker.repair.moved import Change
    from qingdan_checker.repair.vertices import Demand
    from qingdan_checker.room.forms import Cell
    from qingdan_checker.room.spread import Instance
    from qingdan_checker.room.system import Sorted
    from qingdan_checker.round import Round

MOST_NUMBERS: Final = 8
"""Numbers of which some are changed: those nearest to the breach."""


class Seeker:
    """The numbers of a jurisdiction on some days, seen from one rule that they break on the first several of them."""

    def __init__(self, rounds: Sequence[Round], several: int, place: m.Jurisdiction, rule: m.Rule) -> None:
        self._rule = rule
        self._round = rounds[0]
        items = _items(concerning(rounds[0], place, _items([rule])))
        known: dict[object, View] = {}
        views = [_view(one, place, concerning(one, place, items), known) for one in rounds]
        self._mended = list(dict.fromkeys(views[:several]))
        self._views = list(dict.fromkeys(views))

    def changes(self) -> Iterator[Change]:
        """Changes that the rules allow as far as they are sums of cells, the smallest first."""
        numbers = self._nearest()
        for moved in changes(list(distinct(self._demands(numbers))), len(numbers)):
            yield tuple((numbers[at], by) for at, by in moved)

    def _demands(self, numbers: Sequence[Literal]) -> Iterator[Demand]:
        for at, view in enumerate(self._views):
            mended = self._rule if at < len(self._mended) else None
            for said in view.said:
                yield from view.demand(said, numbers, mended)

    def _nearest(self) -> list[Literal]:
        """The numbers that are in what is broken, then those that share a demand with them, and so on."""
        broken = [one for view in self._mended for one in view.said if one.rule is self._rule and one.is_broken]
        first: dict[m.Provision, Literal] = {}
        for one in broken:
            first |= one.numbers
        found = dict(first)
        size = -1
        while size != len(found) and len(found) < MOST_NUMBERS:
            size = len(found)
            for view in self._views:
                for one in view.said:
                    if one.rule and not found.keys().isdisjoint(one.numbers):
                        found |= one.numbers
        in_order = sorted(found.values(), key=lambda one: self._round.at(one.constant.where))
        return sorted(in_order, key=lambda one: one.provision not in first)[:MOST_NUMBERS]

    # ---- where nothing local helps

    def blocking(self) -> tuple[m.Rule, ...]:
        """The fewest rules, this among them, that cannot be met whatever the own numbers are; none where they can."""
        effect = self._views[0].effect
        instances = spread_of(self._round, effect, self._views[0].rules)
        fixed = {cell: value for cell, value in values_in(effect, instances).items() if not self._is_own(cell)}
        left: list[Instance] = []
        for one in instances:
            claim = put_in(one.claim, fixed)
            if isinstance(claim, Compared | Connected) or claim is False:
                left.append(replace(one, claim=claim))
        for ones, cells in components(left):
            present = {one.rule for one in ones}
            if self._rule not in present:
                continue
            rules = sorted(present, key=lambda one: seniority(self._round, one))
            sorted_ = sort(ones)
            found = smallest(rules, partial(_conflict, sorted_, cells))
            if self._rule in found:
                return found
        return ()

    def _is_own(self, cell: Cell) -> bool:
        """Whether the jurisdiction itself has made a cell, by whatever means."""
        effect = self._views[0].effect
        made = effect.cell(*cell)
        own = (*made.provisions, *(one.provision for one in made.changes))
        return any(one.statement.issuer is effect.place for one in own)


def _view(round_: Round, place: m.Jurisdiction, rules: Sequence[m.Rule], known: dict[object, View]) -> View:
    """What rules say of the numbers on a day, the same as on another where nothing has changed for them."""
    state = rules, round_.state_of_rules(place, rules)
    if state not in known:
        known[state] = View(round_, place, rules)
    return known[state]


def _items(rules: Sequence[m.Rule]) -> list[m.Item]:
    return [one for rule in rules for one in used(rule) if isinstance(one, m.Item)]


def _conflict(sorted_: Sorted, cells: Sequence[Cell], rules: frozenset[m.Rule]) -> bool:
    return bool(conflicting(sorted_, cells, rules)[0])
