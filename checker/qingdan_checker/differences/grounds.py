"""Numbers for all that the tables of a day rest on: where both sides have the same, no cell can differ."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from qingdan_checker import model as m
from qingdan_checker.differences.statements import sayings_of
from qingdan_checker.differences.vocabulary import words_of
from qingdan_checker.footprint import subjects

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

    from qingdan_checker.memory import Memory
    from qingdan_checker.round import Round

Parts = tuple[int, ...]


class Numbers:
    """A small number for each thing, the same for equal things of either side."""

    def __init__(self) -> None:
        self._known: dict[Hashable, int] = {}

    def of(self, thing: Hashable) -> int:
        """The number of a thing."""
        return self._known.setdefault(thing, len(self._known) + 1)


class Grounds:
    """What the tables of one side rest on. The words and the statements are told once, whatever the day."""

    def __init__(self, memory: Memory, numbers: Numbers) -> None:
        self._memory = memory
        self._number = numbers.of
        self._statements: dict[tuple[m.Statement, object], int] = {}
        told = [(one.sort, one.subject, one.content) for one in words_of(memory.model) if one.sort != "group"]
        self._words = {(sort, subject): self._number((sort, subject, content)) for sort, subject, content in told}
        self.vocabulary = self._number(tuple(sorted(told)))

    def on(self, round_: Round) -> DayGrounds:
        """The same on a day."""
        return DayGrounds(self, round_)

    def words(self, item: m.Item | m.Catalogue) -> Parts:
        """Numbers for the words that an item or catalogue rests on, itself included."""
        ground = self._memory.footprints.of(item)
        axes = [axis for one in ground if isinstance(one, m.Item | m.Define) for axis in one.dimensions]
        names = {(_sort(one), one.name) for one in (*ground, *axes) if isinstance(one, m.Named)}
        return tuple(sorted(self._words[name] for name in names if name in self._words))

    def ground(self, item: m.Item | m.Catalogue) -> frozenset[object]:
        """All that an item or catalogue rests on."""
        return frozenset(self._memory.footprints.of(item))

    def statement(self, one: m.Statement, round_: Round) -> int:
        """A number for a statement in force: what it says, whose it is, since when, and what it amends."""
        since = round_.day.since(one)
        found = self._statements.get((one, since))
        if found is None:
            said = tuple(sorted((each.sort, each.subject, each.scope, each.content) for each in sayings_of(one)))
            amends = tuple(sorted(name for name, _ in one.document.amends))
            key = (one.issuer.name, one.document.name, amends, since, said)
            found = self._statements[one, since] = self._number(key)
        return found

    def others(self, place: m.Jurisdiction) -> tuple[m.Jurisdiction, ...]:
        """Those whose statements the tables of a jurisdiction can rest on."""
        return tuple(dict.fromkeys((*place.line, *self._memory.asked)))

    def subjects(self, one: m.Statement) -> frozenset[object]:
        """What a statement is about, of that on which a value can rest."""
        found = subjects(one, self._memory.model)
        return frozenset(each for each in found if isinstance(each, m.Item | m.Statistic | m.Catalogue))

    def calendar(self, round_: Round) -> object:
        """What of the day itself something may rest on."""
        if not self._memory.by_calendar:
            return None
        return round_.date if self._memory.uses_date else round_.date.year


class DayGrounds:
    """What the tables of one side rest on, on one day."""

    def __init__(self, grounds: Grounds, round_: Round) -> None:
        self._grounds = grounds
        self._round = round_
        self._by_issuer: dict[m.Jurisdiction, Mapping[object, Parts]] = {}
        self._wholes: dict[m.Jurisdiction, int] = {}

    def whole(self, place: m.Jurisdiction) -> tuple[object, ...]:
        """For all that the tables of a jurisdiction can rest on."""
        line = tuple([self._whole(one) for one in self._grounds.others(place)])
        return (self._grounds.vocabulary, line, self._grounds.calendar(self._round))

    def of(self, place: m.Jurisdiction, what: m.Item | m.Catalogue) -> tuple[object, ...]:
        """For what one item or catalogue rests on there."""
        ground = self._grounds.ground(what)
        found = [
            tuple(sorted({number for one, numbers in self._own(other).items() if one in ground for number in numbers}))
            for other in self._grounds.others(place)
        ]
        return (self._grounds.words(what), tuple(found), self._grounds.calendar(self._round))

    def _whole(self, place: m.Jurisdiction) -> int:
        found = self._wholes.get(place)
        if found is None:
            numbers = sorted({number for numbers in self._own(place).values() for number in numbers})
            found = self._wholes[place] = self._grounds._number(tuple(numbers))  # noqa: SLF001  its own day
        return found

    def _own(self, place: m.Jurisdiction) -> Mapping[object, Parts]:
        """The statements in force of an issuer, by what they are about."""
        found = self._by_issuer.get(place)
        if found is None:
            own: dict[object, list[int]] = defaultdict(list)
            for one in self._round.day.by_issuer.get(place, ()):
                for subject in self._grounds.subjects(one):
                    own[subject].append(self._grounds.statement(one, self._round))
            found = self._by_issuer[place] = {subject: tuple(numbers) for subject, numbers in own.items()}
        return found


def _sort(one: m.Named) -> str:
    return "dimension" if isinstance(one, m.Dimension | m.Measure) else type(one).__name__.lower()
