"""The rules in force over each jurisdiction, in parts that share no item; each part once for all alike."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from qingdan_checker import model as m
from qingdan_checker.room.grounds import grounds_of
from qingdan_checker.room.spread import Spread, linked, spread
from qingdan_checker.room.system import Sorted, components, sort

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qingdan_checker.room.forms import Cell
    from qingdan_checker.room.spread import Instance
    from qingdan_checker.round import Round

FORCES: Final = ("must", "in-principle", "encouraged")
"""From the strongest to the weakest."""


@dataclass(slots=True, kw_only=True)
class Component:
    """Instances of rules that share cells, sorted; those of one `mark` say the same of other cells."""

    instances: list[Instance]
    cells: list[Cell]
    sorted: Sorted
    spread: Spread
    mark: object

    def rules(self) -> list[m.Rule]:
        """The rules that it has instances of, in their order."""
        return list(dict.fromkeys(one.rule for one in self.instances))


@dataclass(slots=True, kw_only=True)
class Part:
    """Rules that share items, over the jurisdictions for which they come to the same."""

    rules: tuple[m.Rule, ...]
    spread: Spread
    components: list[Component]


def seniority(round_: Round, rule: m.Rule) -> tuple[object, ...]:
    """Orders rules: those of higher levels first, then the stronger, then the older, then by place."""
    force, since = FORCES.index(rule.force), round_.day.since(rule)
    return m.RANKS[rule.issuer.rank], force, since, *round_.at(rule.named_at), rule.name


def parts_of(round_: Round) -> Sequence[Part]:
    """The parts of the rules over all jurisdictions on a day."""
    return round_.once("rules over", lambda: list(_parts(round_)))


def _parts(round_: Round) -> Iterator[Part]:
    in_order = sorted(round_.day.kept.rules, key=lambda one: seniority(round_, one))
    over: dict[m.Jurisdiction, tuple[m.Rule, ...]] = {}
    for place in filter(round_.judges, round_.places):
        over[place] = tuple([one for one in in_order if one.issuer in place.line and one.rank in {None, place.rank}])
    sharing = {rules: [tuple(one) for one in linked(rules)] for rules in over.values()}
    wanted = _wanted(round_.about.rules, [one for ones in sharing.values() for one in ones])
    found: dict[object, Part] = {}
    for place, rules in over.items():
        for together in filter(wanted.issuperset, sharing[rules]):
            key = (together, grounds_of(round_, round_.effect(place), together))
            if key not in found:
                found[key] = _part(round_, place, together, key)
    yield from found.values()


def _wanted(asked: frozenset[m.Rule], sharing: Sequence[tuple[m.Rule, ...]]) -> set[m.Rule]:
    """The rules asked about, and those on which it can depend what is said of them: whatever shares items with them.

    Over one jurisdiction, and again over others: a rule is told once, beside those with which it was found first.
    """
    wanted = set(asked)
    left = list(sharing)
    while True:
        more = [one for one in left if not wanted.isdisjoint(one)]
        if not more:
            return wanted
        wanted.update(rule for one in more for rule in one)
        left = [one for one in left if not wanted.issuperset(one)]


def _part(round_: Round, place: m.Jurisdiction, rules: tuple[m.Rule, ...], key: object) -> Part:
    """A part, kept from date to date where nothing has changed on which it rests."""
    spread_, found = round_.memory.once(("rules over", key), lambda: _components(round_, place, rules))
    return Part(rules=rules, spread=spread_, components=found)


def _components(round_: Round, place: m.Jurisdiction, rules: tuple[m.Rule, ...]) -> tuple[Spread, list[Component]]:
    found = spread(round_, round_.effect(place), rules, with_table=False)
    by_mark: dict[object, Component] = {}
    for instances, cells in components(found.instances):
        cut = tuple([found.partitions[item] for item in dict.fromkeys(item for item, _ in cells)])
        key = ("component", tuple(map(id, instances)), cut)  # the memory keeps the instances too
        one = round_.memory.once(key, partial(_component, instances, cells, found))
        by_mark.setdefault(one.mark, one)
    return found, list(by_mark.values())


def _component(instances: list[Instance], cells: list[Cell], spread_: Spread) -> Component:
    sorted_ = sort(instances)
    mark = object() if sorted_.others else _mark(cells, sorted_)
    return Component(instances=instances, cells=cells, sorted=sorted_, spread=spread_, mark=mark)


def _mark(cells: Sequence[Cell], sorted_: Sorted) -> object:
    """What is alike for components that say the same of other cells."""
    number: dict[object, int] = {cell: at for at, cell in enumerate(cells)}
    items = tuple(item for item, _ in cells)
    constraints = frozenset(
        (c.by.rule if c.by else None, number.get(c.above), number.get(c.below), c.gap, c.strict)
        for c in sorted_.constraints
    )
    aparts = frozenset((c.by.rule, number.get(c.above), number.get(c.below), c.gap) for c in sorted_.aparts)
    return items, constraints, aparts, frozenset(one.rule for one in sorted_.never)
