"""One date under judgement: the tables and verdicts of that day, made once for all who ask."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, partial
from typing import TYPE_CHECKING, TypeVar, cast

from qingdan_checker.calendar import calendar_of
from qingdan_checker.effect import Day, Effect, effect_of
from qingdan_checker.findings import Place, Related
from qingdan_checker.memory import Memory, Resting, States
from qingdan_checker.verdict import Judge, Used, Verdict, used

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date

    from qingdan_checker import model as m
    from qingdan_checker.effect import Stretches
    from qingdan_dsl.source import Source, Span


Kept = TypeVar("Kept")


@dataclass(frozen=True, slots=True, kw_only=True)
class Concern:
    """What is asked about: jurisdictions, and rules of which it matters what they say of one another."""

    places: frozenset[m.Jurisdiction]
    rules: frozenset[m.Rule]

    @classmethod
    def of_all(cls, model: m.Model, places: Iterable[m.Jurisdiction]) -> Concern:
        """Some jurisdictions, and all rules."""
        return cls(places=frozenset(places), rules=frozenset(model.rules.values()))


class Round:
    """A model on one date, with everything that is asked of it more than once.

    `memory` holds what was found on other dates, `cuts` are terms beside those in force at which measures are cut.
    `step` is called for each jurisdiction that has been judged. With `about`, nothing is looked for that would be
    about other jurisdictions or rules alone.
    """

    def __init__(  # noqa: PLR0913  what a day is judged by, and two things that few have
        self,
        model: m.Model,
        stretches: Stretches,
        day: date,
        sources: Mapping[str, Source],
        *,
        memory: Memory | None = None,
        cuts: Sequence[m.Term] = (),
        step: Callable[[], None] = lambda: None,
        about: Concern | None = None,
    ) -> None:
        self.model = model
        self.day = Day(model, stretches, day, cuts)
        self.date = day
        self.sources = sources
        self.memory = memory or Memory(model, calendar_of(model))
        self._step = step
        self.about = about or Concern.of_all(model, model.jurisdictions.values())
        self._stretches = stretches
        self._states = States(self.memory, self.day)
        self._judges: dict[m.Jurisdiction, Judge] = {}
        self._shared: dict[str, object] = {}

    def with_cuts(self, day: date, cuts: Sequence[m.Term]) -> Round:
        """The same model on the day of a case, its measures cut at what the case names too."""
        base = self if day == self.date else self._other(day, ())
        points = {(name, piece.low) for name, pieces in base.day.pieces.items() for piece in pieces if piece.is_point}
        more = [term for term in cuts if any((term.axis.name, bound) not in points for _, bound in term.bounds)]
        return self._other(day, more) if more else base

    def _other(self, day: date, cuts: Sequence[m.Term]) -> Round:
        """Another round, made once: many cases speak of one day."""
        key = ("round", day, frozenset((term.axis.name, bound) for term in cuts for _, bound in term.bounds))
        make = partial(Round, self.model, self._stretches, day, self.sources, memory=self.memory, cuts=cuts)
        return self.memory.once(key, make)

    # ---- tables and verdicts

    def effect(self, place: m.Jurisdiction) -> Effect:
        """The table in effect of a jurisdiction."""
        return effect_of(self.day, place)

    def judge(self, place: m.Jurisdiction) -> Judge:
        """The judge of a jurisdiction."""
        found = self._judges.get(place)
        if found is None:
            found = self._judges[place] = Judge(self.effect(place))
        return found

    @property
    def effects(self) -> Iterable[Effect]:
        """The tables that were asked for so far."""
        return tuple(self.day.effects.values())

    @cached_property
    def verdicts(self) -> list[Verdict]:
        """The verdict of every rule in force for everyone whom it binds."""
        return [verdict for verdicts in self.by_place for verdict in verdicts]

    @cached_property
    def by_place(self) -> list[list[Verdict]]:
        """The same, jurisdiction by jurisdiction: the same list as on another date where nothing has changed."""
        return [self._verdicts_for(place) for place in self.places if self.judges(place)]

    def judges(self, place: m.Jurisdiction) -> bool:
        """Whether anything is asked about a jurisdiction."""
        return place in self.about.places

    def _verdicts_for(self, place: m.Jurisdiction) -> list[Verdict]:
        key = ("verdicts", place, self._states.whole(place))
        found = self.memory.once(key, partial(self._verdicts_of, place))
        self._step()
        return found

    def _verdicts_of(self, place: m.Jurisdiction) -> list[Verdict]:
        """The verdicts of the rules that bind a jurisdiction, those anew that rest on something that has changed."""
        return [
            self.memory.once(("verdict", rule, place, self._states.of(place, rule)), partial(self._judged, rule, place))
            for rule in self._binding.get(place, ())
        ]

    def _judged(self, rule: m.Rule, place: m.Jurisdiction) -> Verdict:
        return self.judge(place).judge(rule)

    # ---- what was found before

    def state_of(self, places: Iterable[m.Jurisdiction]) -> object:
        """What is the same on two dates where nothing has changed on which anything rests for some jurisdictions."""
        return self.memory, tuple([self._states.whole(place) for place in sorted(places, key=lambda one: one.name)])

    def state_of_rules(self, place: m.Jurisdiction, rules: Sequence[m.Rule]) -> object:
        """The same of what the verdicts of some rules rest on for one jurisdiction."""
        return self.memory, tuple([self._states.of(place, rule) for rule in rules])

    def remember(
        self, code: str, what: object, item: m.Item, place: m.Jurisdiction, find: Callable[[], Iterable[Kept]]
    ) -> Sequence[Kept]:
        """What was found of something about an item, in the tables of a jurisdiction and of those below it.

        It is looked for anew only where something has changed on which their cells can rest.
        """
        state = self._states.of_all(self.below(place), item)
        return self.memory.once((code, id(what), place, state), lambda: list(find()))

    def remember_own(
        self, code: str, ones: Sequence[Resting], place: m.Jurisdiction, find: Callable[[], Iterable[Kept]]
    ) -> Sequence[Kept]:
        """The same of what was found about some items and statistics in the table of one jurisdiction alone."""
        states = tuple([self._states.of(place, one) for one in ones])
        return self.memory.once((code, place, states), lambda: list(find()))

    def once(self, key: str, make: Callable[[], Kept]) -> Kept:
        """What several checks ask for on this date; made once."""
        if key not in self._shared:
            self._shared[key] = make()
        return cast("Kept", self._shared[key])

    # ---- jurisdictions, and whom a rule binds

    @cached_property
    def places(self) -> Sequence[m.Jurisdiction]:
        """All jurisdictions, by name."""
        return sorted(self.model.jurisdictions.values(), key=lambda place: place.name)

    def below(self, place: m.Jurisdiction) -> Sequence[m.Jurisdiction]:
        """A jurisdiction and all that are below it."""
        return self._below[place]

    @cached_property
    def _below(self) -> Mapping[m.Jurisdiction, list[m.Jurisdiction]]:
        found: dict[m.Jurisdiction, list[m.Jurisdiction]] = {place: [] for place in self.places}
        for place in self.places:
            for other in place.line:
                found[other].append(place)
        return found

    @cached_property
    def _binding(self) -> Mapping[m.Jurisdiction, Sequence[m.Rule]]:
        """The rules that bind each jurisdiction, by name."""
        found: dict[m.Jurisdiction, list[m.Rule]] = {}
        for rule in sorted(self.day.kept.rules, key=lambda one: one.name):
            for place in self._bound(rule):
                found.setdefault(place, []).append(rule)
        return found

    def _bound(self, rule: m.Rule) -> Iterable[m.Jurisdiction]:
        """Whom a rule binds: those of its area that themselves have a statement in force on what it uses."""
        own = {place for one in used(rule) for place in self.own.get(one, ())}
        return (place for place in own if rule.issuer in place.line and rule.rank in {None, place.rank})

    @cached_property
    def issuing(self) -> frozenset[m.Jurisdiction]:
        """Those who have a document in force."""
        documents = self.model.documents.values()
        return frozenset(one.issuer for one in documents if self.date in self.day.stretches.document(one))

    @cached_property
    def own(self) -> Mapping[Used, Mapping[m.Jurisdiction, Sequence[m.Statement]]]:
        """Item, statistic or catalogue to each jurisdiction's own statements in force on it."""
        found: dict[Used, dict[m.Jurisdiction, list[m.Statement]]] = {}
        for deciding in self.day.kept.deciding:
            found.setdefault(deciding.item, {}).setdefault(deciding.issuer, []).append(deciding)
        for observation in self.day.kept.observations:
            if self.day.may_observe(observation):
                found.setdefault(observation.statistic, {}).setdefault(observation.jurisdiction, []).append(observation)
        for listing in self.day.kept.listings:
            found.setdefault(listing.catalogue, {}).setdefault(listing.issuer, []).append(listing)
        return found

    # ---- places

    def place(self, where: m.Where) -> Place:
        """A place in a source as people count it."""
        return place_of(self.sources, where.path, where.span)

    def at(self, where: m.Where) -> tuple[str, int, int]:
        """Path, line and column, for comparing places."""
        start = self.sources[where.path].position(where.span.start)
        return where.path, start.line, start.column

    def related_rule(self, rule: m.Rule) -> Related:
        """The place of a bound."""
        return self.related("rule", rule, rule.named_at)

    def related(self, role: str, statement: m.Statement, where: m.Where | None = None) -> Related:
        """The place of another statement that a finding speaks of."""
        return Related(
            role=role,
            place=self.place(where or statement.where),
            document=statement.document.name,
            article=statement.article,
        )


def place_of(sources: Mapping[str, Source], path: str, span: Span) -> Place:
    """A span of a source as people count it; the first character of a text that could not be read."""
    source = sources.get(path)
    if source is None:
        return Place(file=path, line=1, column=1, end_line=1, end_column=1)
    start, end = source.position(span.start), source.position(max(span.start, span.end))
    return Place(file=path, line=start.line, column=start.column, end_line=end.line, end_column=end.column)
