"""What was found out on one date and still holds on another, because nothing that it rests on has changed."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol, TypeVar, cast

from qingdan_checker import model as m
from qingdan_checker.footprint import Footprints, subjects

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from fractions import Fraction

    from qingdan_checker.calendar import Calendar
    from qingdan_checker.effect import Day


class Solver(Protocol):
    """What decides whether values exist."""

    def unmet(self, instances: Iterable[Any], cells: Sequence[Any], never: Any = None, /) -> bool | None:  # noqa: ANN401
        """Whether no values meet all (and break `never`); None where that was not found out."""

    def values(self, instances: Iterable[Any], cells: Sequence[Any], never: Any = None, /) -> Mapping[Any, Fraction]:  # noqa: ANN401
        """Values that meet all (and break `never`); none where there are none, or they were not found."""


_Kept = TypeVar("_Kept")


Resting = m.Item | m.Rule | m.Statistic | m.Expectation
"""What rests on other things: what is asked about is one of these."""


class Memory:
    """Whatever is asked for a second time with the same key is not made again.

    `solver` decides rules of other shapes than bounds and gaps, where one was brought along.
    """

    def __init__(self, model: m.Model, calendar: Calendar, solver: Solver | None = None) -> None:
        self.model = model
        self.solver = solver
        self.asked = asked_in(model)
        self.footprints = Footprints(model)
        self.uses_date = calendar.uses_date
        self.by_calendar = calendar.dependents
        self._kept: dict[tuple[object, ...], Any] = {}
        self._numbers: dict[object, int] = {}

    def once(self, key: tuple[object, ...], make: Callable[[], _Kept]) -> _Kept:
        """What is kept under a key, or is made now. The key's first part says what it is."""
        found = self._kept.get(key)
        if found is None:
            found = self._kept[key] = make()
        return cast("_Kept", found)

    def number(self, thing: object) -> int:
        """A small number for a thing, the same for equal things; 0 is for what is not there."""
        return self._numbers.setdefault(thing, len(self._numbers) + 1)


def asked_in(model: m.Model) -> tuple[m.Jurisdiction, ...]:
    """The jurisdictions whose lists are asked for by name, with those above them: what others rest on."""
    expressions = [one for statement in model.statements for one in statement.expressions]
    expressions += [one.expression for one in model.defines.values() if one.expression]
    expected = [one for example in model.examples for one in example.expectations]
    expressions += [one.expression for one in expected if one.expression]
    named = (part.jurisdiction for one in expressions for part in m.walk(one) if isinstance(part, m.Asked))
    return tuple(dict.fromkeys(place for one in named if one for place in one.line))


class States:
    """Numbers for all that cells and verdicts of one day rest on: alike on two days, nothing has changed."""

    def __init__(self, memory: Memory, day: Day) -> None:
        self._memory = memory
        self._day = day
        self._known: dict[tuple[m.Jurisdiction, Resting], int] = {}
        self._areas: dict[tuple[m.Jurisdiction, Resting], int] = {}
        self._parts: dict[tuple[m.Jurisdiction, Resting], int] = {}
        self._beside: dict[Resting, object] = {}

    def of(self, place: m.Jurisdiction, what: Resting) -> int:
        """A number for what the cells of an item, or the verdict of a rule, rest on for a jurisdiction."""
        found = self._known.get((place, what))
        if found is None:
            line = place.line
            others = [*line, *[other for other in self._memory.asked if other not in line]]
            parts = self._parts
            own = tuple([parts.get((other, what)) or self._part(other, what) for other in others])
            beside = self._beside.get(what) or self._beside_of(what)
            found = self._known[place, what] = self._memory.number((place, what, own, beside))
        return found

    def whole(self, place: m.Jurisdiction) -> int:
        """A number for all that anything can rest on for a jurisdiction."""
        memory, day = self._memory, self._day.day
        others = dict.fromkeys((*place.line, *memory.asked))
        numbers = tuple([self._in_force[other][0] if other in self._in_force else 0 for other in others])
        calendar = None if not memory.by_calendar else day if memory.uses_date else day.year
        return memory.number(("whole", place, numbers, calendar, tuple([number for _, number in self._pieces])))

    def of_all(self, places: Sequence[m.Jurisdiction], item: m.Item) -> int:
        """A number for what the cells of an item rest on for several jurisdictions: one, and all below it."""
        known = (places[0], item)
        if known not in self._areas:
            self._areas[known] = self._memory.number(tuple([self.of(place, item) for place in places]))
        return self._areas[known]

    def _beside_of(self, what: Resting) -> object:
        """What of the calendar something rests on, and how the measures are cut by which it varies."""
        memory, day = self._memory, self._day.day
        ground = memory.footprints.of(what)
        calendar = None if memory.by_calendar.isdisjoint(ground) else day if memory.uses_date else day.year
        cuts = tuple([number for measure, number in self._pieces if measure in ground])
        found = self._beside[what] = (calendar, cuts)
        return found

    def _part(self, issuer: m.Jurisdiction, what: Resting) -> int:
        """A number for those statements in force of an issuer on which something can rest."""
        number, statements = self._in_force.get(issuer, (0, ()))
        memory = self._memory
        found = self._parts[issuer, what] = memory.once(
            ("part", number, what), lambda: memory.number(("part", _resting_on(statements, what, memory)))
        )
        return found

    @cached_property
    def _in_force(self) -> Mapping[m.Jurisdiction, tuple[int, Sequence[m.Statement]]]:
        """The statements in force of each issuer, and a number for them."""
        number = self._memory.number
        return {issuer: (number(own), own) for issuer, own in self._day.by_issuer.items()}

    @cached_property
    def _pieces(self) -> Sequence[tuple[m.Axis, int]]:
        axes, number = self._memory.model.axes, self._memory.number
        return [
            (axes[name], number((name, tuple([one.sample for one in ones])))) for name, ones in self._day.pieces.items()
        ]


def _resting_on(statements: Sequence[m.Statement], what: Resting, memory: Memory) -> tuple[m.Statement, ...]:
    """Those statements on which something can rest."""
    ground = memory.footprints.of(what)
    return tuple([one for one in statements if not ground.isdisjoint(subjects(one, memory.model))])
