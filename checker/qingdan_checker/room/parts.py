"""The rules in force over each jurisdiction, in parts that share no item; each part once for all alike."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from qingdan_checker import model as m
from qingdan_checker.room.spread import Spread, figures_of, linked, spread
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
    """Instances of rules that share cells, sorted; `alike` counts those that say the same of other cells."""

    instances: list[Instance]
    cells: list[Cell]
    sorted: Sorted
    spread: Spread
    alike: int = 1

    def rules(self) -> list[m.Rule]:
        """The rules that it has instances of, in their order."""
        return list(dict.fromkeys(one.rule for one in self.instances))


@dataclass(slots=True, kw_only=True)
class Part:
    """Rules that share items, over the jurisdictions for which they come to the same."""

    rules: tuple[m.Rule, ...]
    spread: Spread
    components: list[Component]
    places: list[m.Jurisdiction] = field(default_factory=list)


def seniority(round_: Round, rule: m.Rule) -> tuple[object, ...]:
    """Orders rules: those of higher levels first, then the stronger, then the older, then by place."""
    force, since = FORCES.index(rule.force), round_.day.since(rule)
    return m.RANKS[rule.issuer.rank], force, since, *round_.at(rule.named_at), rule.name


def parts_of(round_: Round) -> Sequence[Part]:
    """The parts of the rules over all jurisdictions on a day."""
    return round_.once("rules over", lambda: list(_parts(round_)))


def _parts(round_: Round) -> Iterator[Part]:
    in_order = sorted(round_.day.kept.rules, key=lambda one: seniority(round_, one))
    known: dict[tuple[m.Rule, ...], list[tuple[m.Rule, ...]]] = {}
    found: dict[object, Part] = {}
    for place in round_.places:
        rules = tuple([one for one in in_order if one.issuer in place.line and one.rank in {None, place.rank}])
        if rules not in known:
            known[rules] = [tuple(one) for one in linked(rules)]
        for together in known[rules]:
            key = (together, *_figures(round_, place, together))
            if key not in found:
                found[key] = _part(round_, place, together, key)
            found[key].places.append(place)
    yield from found.values()


def _figures(round_: Round, place: m.Jurisdiction, rules: Sequence[m.Rule]) -> Iterator[tuple[int, ...]]:
    """The figures that rules can rest on for a jurisdiction: whose they are, and which."""
    statistics = figures_of(rules)
    if statistics:
        for (statistic, _), by_place in round_.day.figures.items():
            if statistic in statistics:
                nearest = next((by_place[one] for one in place.line if one in by_place), [])
                yield tuple(id(one) for one in nearest)


def _part(round_: Round, place: m.Jurisdiction, rules: tuple[m.Rule, ...], key: object) -> Part:
    """A part, kept from date to date where nothing has changed on which it rests."""
    memory = round_.memory
    pieces = tuple((name, tuple(one.sample for one in ones)) for name, ones in round_.day.pieces.items())
    by_date = any(not memory.by_calendar.isdisjoint({rule, *memory.footprints.of(rule)}) for rule in rules)
    day = round_.date if by_date else None
    waivers = tuple(waiver for rule in rules for waiver in round_.day.waivers_of(rule))
    spread_, found = memory.once(("rules over", key, pieces, day, waivers), lambda: _components(round_, place, rules))
    return Part(rules=rules, spread=spread_, components=found)


def _components(round_: Round, place: m.Jurisdiction, rules: tuple[m.Rule, ...]) -> tuple[Spread, list[Component]]:
    found = spread(round_, round_.effect(place), rules, with_table=False)
    by_mark: dict[object, Component] = {}
    for instances, cells in components(found.instances):
        one = Component(instances=instances, cells=cells, sorted=sort(instances), spread=found)
        mark = _mark(one)
        if mark in by_mark:
            by_mark[mark].alike += 1
        else:
            by_mark[mark] = one
    return found, list(by_mark.values())


def _mark(one: Component) -> object:
    """What is alike for components that say the same of other cells."""
    if one.sorted.others:
        return id(one)
    number: dict[object, int] = {cell: at for at, cell in enumerate(one.cells)}
    items = tuple(item for item, _ in one.cells)
    constraints = frozenset(
        (c.by.rule if c.by else None, number.get(c.above), number.get(c.below), c.gap, c.strict)
        for c in one.sorted.constraints
    )
    aparts = frozenset((c.by.rule, number.get(c.above), number.get(c.below), c.gap) for c in one.sorted.aparts)
    return items, constraints, aparts, frozenset(one.rule for one in one.sorted.never)
