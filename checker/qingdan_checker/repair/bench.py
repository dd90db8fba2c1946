"""Where numbers are changed in trials: on every date that is judged on which that can make a difference."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING, Final

from qingdan_checker.effect import Stretches
from qingdan_checker.findings import Edit, Repair
from qingdan_checker.repair.literals import alike_on_line, literal_of, written
from qingdan_checker.repair.marks import Marks, is_no_worse
from qingdan_checker.repair.moved import moved
from qingdan_checker.repair.seeking import Seeker
from qingdan_checker.round import Concern, Round, place_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from qingdan_checker import model as m
    from qingdan_checker.findings import Finding
    from qingdan_checker.memory import Memory
    from qingdan_checker.repair.literals import Literal
    from qingdan_checker.repair.moved import Change
    from qingdan_dsl.source import Source

MOST_TOLD: Final = 3
"""Repairs that are told of one breach."""

MOST_RUNS: Final = 6
"""Second runs for one breach, each over all dates."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What a report was judged by, and on which dates."""

    memory: Memory
    sources: Mapping[str, Source]
    today: date
    dates: Sequence[date]

    def stretches(self, model: m.Model) -> Stretches:
        """When what a model says is in force."""
        return Stretches(model, self.today)

    def run(self, stretches: Stretches, model: m.Model, day: date, places: Iterable[m.Jurisdiction]) -> Round:
        """A run over some jurisdictions; what does not rest on what has changed is not made anew."""
        about = Concern.of_all(model, places)
        return Round(model, stretches, day, self.sources, memory=self.memory, about=about)


class Bench:
    """A jurisdiction whose numbers are changed in trials.

    Its numbers are in its own table and in those below it. A finding is about such a table, or about a statement of
    somebody above it; about nobody else anything can change. Dates on which all that these rest on is the same are
    one.
    """

    def __init__(self, ground: Ground, name: str) -> None:
        self._ground = ground
        self._model = ground.memory.model
        self._place = self._model.jurisdictions[name]
        below = [one for one in self._model.jurisdictions.values() if self._place in one.line]
        self._concerned = frozenset([*self._place.line, *below])
        self._stretches = ground.stretches(self._model)
        self._rounds = self._distinct()
        self._known: dict[date, Marks] = {}

    def _distinct(self) -> Mapping[date, Round]:
        """Each date to the run over the first that is like it."""
        found: dict[date, Round] = {}
        alike: dict[object, Round] = {}
        for day in self._ground.dates:
            round_ = self._ground.run(self._stretches, self._model, day, self._concerned)
            found[day] = alike.setdefault(round_.state_of(self._concerned), round_)
        return found

    def repaired(self, finding: Finding) -> Finding:
        """The finding with what would remove it, or with the rules that leave nothing that would."""
        lasting = [day for day in self._rounds if (finding.start or day) <= day <= (finding.until or day)]
        if not lasting:
            return finding
        mended = list(dict.fromkeys(self._rounds[day] for day in lasting))
        rounds = list(dict.fromkeys([*mended, *self._rounds.values()]))
        rule = self._model.rules[finding.rule or ""]
        seeker = Seeker(rounds, len(mended), self._place, rule)
        tried = (self._tried(rounds, len(mended), rule, change) for change in islice(seeker.changes(), MOST_RUNS))
        told = tuple(islice((one for one in tried if one), MOST_TOLD))
        if told:
            return replace(finding, repairs=told)
        return replace(finding, blocked=tuple(one.name for one in seeker.blocking()))

    def _tried(self, rounds: Sequence[Round], several: int, rule: m.Rule, change: Change) -> Repair | None:
        """A change as a repair, if second runs find nothing new, and on the first several days no breach any more."""
        edits = sorted(self._edits(change), key=lambda one: one.place)
        if len(edits) < len(change):
            return None
        model = moved(self._model, change)
        stretches = self._ground.stretches(model)
        touched = [literal.provision.statement for literal, _ in change]
        for at, before in enumerate(rounds):
            if at >= several and not any(before.date in self._stretches.statement(one) for one in touched):
                continue
            after = Marks(self._ground.run(stretches, model, before.date, self._concerned))
            if at < several and after.has_breach(rule.name, self._place.name):
                return None
            if not is_no_worse(after, self._before(before)):
                return None
        return Repair(edits=tuple(edits))

    def _before(self, round_: Round) -> Marks:
        if round_.date not in self._known:
            self._known[round_.date] = Marks(round_)
        return self._known[round_.date]

    def _edits(self, change: Change) -> Iterator[Edit]:
        """The change as text, as far as it can be written."""
        for literal, by in change:
            where = literal.constant.where
            source = self._ground.sources[where.path]
            new = written(literal, literal.after(by), source)
            if new is not None:
                yield Edit(
                    place=place_of(self._ground.sources, where.path, where.span),
                    old=source.text[where.span.start : where.span.end],
                    new=new,
                    cell=_members(literal.provision),
                    item=_item(literal, source),
                )


def _item(literal: Literal, source: Source) -> str:
    """The item whose number it is, where another number on its line reads alike and the members do not tell them."""
    statement = literal.provision.statement
    own = {
        one.constant.where.span.start: _members(one.provision) for one in map(literal_of, statement.provisions) if one
    }
    alike = alike_on_line(literal, source)
    members = [own.get(at, "") for at in alike]
    told = len(alike) == 1 or (all(members) and len(set(members)) == len(members))
    return "" if told else statement.item.name


def _members(provision: m.Provision) -> str:
    """The members that a provision is about, as a selector; terms of measures are left to the reader of the line."""
    named: list[str] = []
    for term in provision.region.values():
        members = getattr(term.axis, "members", ())
        chosen = [one.name for at, one in enumerate(members) if term.mask >> at & 1]
        named += [" or ".join(chosen)] if 0 < len(chosen) < len(members) else []
    return ", ".join(named)
