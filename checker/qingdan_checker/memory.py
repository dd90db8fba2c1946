"""What was found out on one date and still holds on another, because nothing that it rests on has changed."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar, cast

from qingdan_checker import model as m

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from qingdan_checker.calendar import Calendar
    from qingdan_checker.effect import Day

_Kept = TypeVar("_Kept")


class Memory:
    """Whatever is asked for a second time with the same key is not made again."""

    def __init__(self, model: m.Model, calendar: Calendar) -> None:
        self.asked = asked_in(model)
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
        """A small number for a thing: the same for equal things."""
        return self._numbers.setdefault(thing, len(self._numbers))


def asked_in(model: m.Model) -> tuple[m.Jurisdiction, ...]:
    """The jurisdictions whose lists are asked for by name, with those above them: what others rest on."""
    expressions = [one for statement in model.statements for one in statement.expressions]
    expressions += [one.expression for one in model.defines.values() if one.expression]
    named = (part.jurisdiction for one in expressions for part in m.walk(one) if isinstance(part, m.Asked))
    return tuple(dict.fromkeys(place for one in named if one for place in one.line))


class States:
    """Numbers for all that the tables and verdicts of one day rest on: alike on two days, nothing has changed."""

    def __init__(self, memory: Memory, day: Day) -> None:
        self._memory = memory
        self._day = day
        self._known: dict[m.Jurisdiction, tuple[int, int]] = {}

    def of(self, place: m.Jurisdiction, what: m.Item | m.Rule) -> int:
        """A number for what the table and the verdicts of a jurisdiction rest on, as far as one thing is asked."""
        known = self._known.get(place)
        if known is None:
            number = self._memory.number
            others = (*place.line, *(other for other in self._memory.asked if other not in place.line))
            plain = number((place, tuple([self._in_force.get(other, 0) for other in others]), self._cuts))
            day = self._day.day
            known = self._known[place] = (plain, number((plain, day if self._memory.uses_date else day.year)))
        return known[what in self._memory.by_calendar]

    @cached_property
    def _in_force(self) -> Mapping[m.Jurisdiction, int]:
        """A number for the statements in force of each issuer."""
        by_issuer: dict[m.Jurisdiction, list[m.Statement]] = {}
        for statement in self._day.active:
            by_issuer.setdefault(statement.issuer, []).append(statement)
        return {issuer: self._memory.number(tuple(own)) for issuer, own in by_issuer.items()}

    @cached_property
    def _cuts(self) -> int:
        """A number for how measures are cut."""
        cuts = ((name, tuple(one.sample for one in ones)) for name, ones in self._day.pieces.items())
        return self._memory.number(tuple(sorted(cuts)))
