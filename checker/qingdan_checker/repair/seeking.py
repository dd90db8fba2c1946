"""What would have to change: the demands of all rules on all days on the numbers that a jurisdiction has written."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from functools import partial
from itertools import islice, product
from typing import TYPE_CHECKING, Final

from qingdan_checker import model as m
from qingdan_checker.repair.least import least
from qingdan_checker.repair.literals import is_plain
from qingdan_checker.repair.vertices import Demand, changes, cost_of, distinct, meets
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
    from qingdan_checker.repair.vertices import Moved
    from qingdan_checker.room.forms import Cell
    from qingdan_checker.room.spread import Instance
    from qingdan_checker.room.system import Sorted
    from qingdan_checker.round import Round

MOST_NUMBERS: Final = 24
"""Numbers of which some are changed: those nearest to the breach."""

MOST_CHOSEN: Final = 8
"""Numbers of which every few are tried together: the nearest of them."""

MOST_ROUNDED: Final = 64
"""Ways of rounding the numbers of one change."""


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
        demands = list(distinct(self._demands(numbers)))
        whole, decided = least(demands, len(numbers))
        if decided and not whole:
            return
        found = changes(demands, min(MOST_CHOSEN, len(numbers)), cost_of(whole or ()))
        if whole and (not found or cost_of(whole) < cost_of(found[0])):
            found = [whole, *found]
        plain = dict.fromkeys(one for moved in found if (one := self._plain(moved, numbers, demands)))
        for moved in sorted(plain, key=lambda one: (cost_of(one), len(one))):
            yield tuple((numbers[at], by) for at, by in moved)

    def _plain(self, moved: Moved, numbers: Sequence[Literal], demands: Sequence[Demand]) -> Moved | None:
        """A change with numbers that can be written, the nearest to it that meet all demands; None if none do."""
        choices = [[(at, by) for by in self._choices(numbers[at], by)] for at, by in moved]
        if all(len(one) == 1 for one in choices):
            return moved
        near = islice(product(*choices), MOST_ROUNDED)
        fits = (tuple(one for one in each if one[1]) for each in near if meets(demands, each))
        return min(fits, key=lambda one: (cost_of(one), one), default=None)

    def _choices(self, literal: Literal, by: Fraction) -> list[Fraction]:
        """How far a number may move instead: as far as it was to, or a step more or less."""
        grain = self._views[0].grain(literal)
        if is_plain(literal, by, grain):
            return [by]
        return sorted((by // grain * grain, (by // grain + 1) * grain), key=abs, reverse=True)

    def _demands(self, numbers: Sequence[Literal]) -> Iterator[Demand]:
        for at, view in enumerate(self._views):
            mended = self._rule if at < len(self._mended) else None
            yield from view.demands(numbers, mended)
        for at, one in enumerate(numbers):
            if one.provision.change:  # an addition does not turn into a deduction
                yield Demand(changes=((at, Fraction(one.sign)),), least=-one.after(Fraction(0)))

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
