"""Rules that a jurisdiction cannot meet any more, whatever its unknown and unset values are."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from qingdan_checker.quantity import Gap
from qingdan_checker.room.forms import cells_in, measured, put_in
from qingdan_checker.room.parts import seniority
from qingdan_checker.room.smallest import smallest
from qingdan_checker.room.spread import is_declared, linked, spread
from qingdan_checker.room.system import Sorted, components, conflicting, instances_in, sort

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from fractions import Fraction

    from qingdan_checker import model as m
    from qingdan_checker.effect import Effect
    from qingdan_checker.room.forms import Cell
    from qingdan_checker.room.spread import Instance, Spread
    from qingdan_checker.room.system import Shown
    from qingdan_checker.round import Round
    from qingdan_checker.verdict import Verdict

_OPEN = frozenset({"unknown", "unset", "conflict"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Unmet:
    """The smallest set of rules that cannot be met, in order of seniority, with what shows it.

    `free` are the cells without a known value that it is about, `known` those with one.
    """

    rules: tuple[m.Rule, ...]
    shown: tuple[Shown, ...]
    free: tuple[Cell, ...]
    known: tuple[Cell, ...]
    spread: Spread


def unmet(round_: Round, verdicts: Sequence[Verdict]) -> Iterator[Unmet]:
    """What a jurisdiction cannot meet, of the rules that bind it and that are not mere encouragement."""
    effect = round_.effect(verdicts[0].place)
    open_ = {one.rule for one in verdicts if any(combo.gap and combo.gap.reason in _OPEN for combo in one.open)}
    rules = [one.rule for one in verdicts if one.rule.force != "encouraged"]
    for together in linked(rules):
        if open_.isdisjoint(together):
            continue
        binding = [rule for rule in together if not is_declared(round_, effect, rule)]
        yield from _unmet(round_, effect, binding)


def values_of(effect: Effect, cells: Sequence[Cell]) -> Mapping[Cell, Fraction]:
    """The values of those cells that have one."""
    found: dict[Cell, Fraction] = {}
    for item, key in cells:
        value, _ = effect.read(item, key)
        number = None if isinstance(value, Gap) else measured(value)
        if number is not None:
            found[item, key] = number
    return found


def _unmet(round_: Round, effect: Effect, rules: Sequence[m.Rule]) -> Iterator[Unmet]:
    found = spread(round_, effect, rules, with_table=True)
    cells = list(dict.fromkeys(cell for one in found.instances for cell in cells_in(one.claim)))
    known = values_of(effect, cells)
    before = {id(one): one for one in found.instances}
    left: list[Instance] = []
    origin: dict[Instance, Instance] = {}
    for one in before.values():
        claim = put_in(one.claim, known)
        if not isinstance(claim, bool | Gap):
            put = replace(one, claim=claim)
            origin[put] = one
            left.append(put)
    for instances, free in components(left):
        yield from _in_component(round_, _Free(instances, free, sort(instances), origin, known), found)


@dataclass(slots=True)
class _Free:
    """A component of cells without a known value, and what its instances were before known values were put in."""

    instances: list[Instance]
    cells: list[Cell]
    sorted: Sorted
    origin: Mapping[Instance, Instance]
    known: Mapping[Cell, Fraction]

    def known_in(self, shown: Sequence[Shown]) -> tuple[Cell, ...]:
        """The cells with known values of which something that is shown speaks."""
        ones = [self.origin[one] for one in instances_in(shown)]
        return tuple(dict.fromkeys(cell for one in ones for cell in cells_in(one.claim) if cell in self.known))


def _in_component(round_: Round, free: _Free, spread_: Spread) -> Iterator[Unmet]:
    """Set after set; what the rules do not leave for any values is a contradiction of theirs, and told as that."""
    present = dict.fromkeys(one.rule for one in free.instances)
    left = sorted(present, key=lambda one: seniority(round_, one))
    while True:
        rules = smallest(left, partial(_conflict, free))
        if not rules:
            return
        shown, _ = conflicting(free.sorted, free.cells, rules)
        known = free.known_in(shown)
        if known:
            about = [cell for one in instances_in(shown) for cell in cells_in(one.claim)]
            yield Unmet(rules=rules, shown=shown, free=tuple(dict.fromkeys(about)), known=known, spread=spread_)
        left.remove(rules[-1])


def _conflict(free: _Free, rules: frozenset[m.Rule]) -> bool:
    shown, _ = conflicting(free.sorted, free.cells, rules)
    return bool(shown)
