"""One date under judgement: the tables and verdicts of that day, and how facts about them are told."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from qingdan_checker import model as m
from qingdan_checker.calendar import Calendar, calendar_of
from qingdan_checker.comparison import sum_of
from qingdan_checker.effect.day import Day
from qingdan_checker.effect.table import Changed, Effect, effect_of, stages
from qingdan_checker.evaluate import Answer, Scope, compiled
from qingdan_checker.findings import Combination, Finding, Judgement, Place, Reason, Related, Step
from qingdan_checker.folding import fold
from qingdan_checker.quantity import Gap, show
from qingdan_checker.verdict import Combo, Judge, Verdict, cells_of, first_cell, used

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date

    from qingdan_checker.effect.stretches import Stretches
    from qingdan_dsl.source import Source, Span

LINKS: int = 3
"""How far a trace follows the cells that a VALUE refers to."""


class Memory:
    """What was found out on one date and still holds on another, because nothing that it rests on has changed."""

    def __init__(self, calendar: Calendar) -> None:
        self.uses_date = calendar.uses_date
        self.by_calendar = calendar.dependents
        self.verdicts: dict[tuple[object, ...], Verdict] = {}
        self.rounds: dict[tuple[object, ...], Round] = {}
        self.shown: dict[int, Judgement] = {}
        self.findings: dict[tuple[object, ...], list[Finding]] = {}
        self._numbers: dict[object, int] = {}

    def number(self, thing: object) -> int:
        """A small number for a thing: the same for equal things."""
        return self._numbers.setdefault(thing, len(self._numbers))


class Round:
    """A model on one date, with everything that is asked of it more than once."""

    def __init__(
        self,
        model: m.Model,
        stretches: Stretches,
        day: date,
        sources: Mapping[str, Source],
        memory: Memory | None = None,
        cuts: Sequence[m.Term] = (),
    ) -> None:
        self.model = model
        self.day = Day(model, stretches, day, cuts)
        self.date = day
        self._memory = memory or Memory(calendar_of(model))
        self._sources = sources
        self._stretches = stretches
        self._judges: dict[m.Jurisdiction, Judge] = {}

    def with_cuts(self, day: date, cuts: Sequence[m.Term]) -> Round:
        """The same model on the day of a case, its measures cut at what the case names too."""
        base = self if day == self.date else self._other(day, ())
        points = {(name, piece.low) for name, pieces in base.day.pieces.items() for piece in pieces if piece.is_point}
        more = [term for term in cuts if any((term.axis.name, bound) not in points for _, bound in term.bounds)]
        return self._other(day, more) if more else base

    def _other(self, day: date, cuts: Sequence[m.Term]) -> Round:
        """Another round, made once: many cases speak of one day."""
        key = (day, frozenset((term.axis.name, bound) for term in cuts for _, bound in term.bounds))
        found = self._memory.rounds.get(key)
        if found is None:
            found = Round(self.model, self._stretches, day, self._sources, self._memory, cuts)
            self._memory.rounds[key] = found
        return found

    # ---- tables and verdicts

    def effect(self, place: m.Jurisdiction) -> Effect:
        """The table in effect of a jurisdiction."""
        return effect_of(self.day, place)

    def judge(self, place: m.Jurisdiction) -> Judge:
        """The judge of a jurisdiction."""
        found = self._judges.get(place)
        if found is None:
            found = self._judges[place] = Judge(self.day, self.effect(place))
        return found

    @property
    def effects(self) -> Iterable[Effect]:
        """The tables that were asked for so far."""
        return tuple(one for one in self.day.effects.values() if isinstance(one, Effect))

    @cached_property
    def places(self) -> tuple[m.Jurisdiction, ...]:
        """All jurisdictions, by name."""
        return tuple(sorted(self.model.jurisdictions.values(), key=lambda place: place.name))

    @cached_property
    def verdicts(self) -> list[Verdict]:
        """The verdict of every rule in force for everyone whom it binds."""
        found: list[Verdict] = []
        for place in self.places:
            for rule in self._binding.get(place, ()):
                key = (rule, place, self.state(place, rule))
                verdict = self._memory.verdicts.get(key)
                if verdict is None:
                    verdict = self._memory.verdicts[key] = self.judge(place).judge(rule)
                found.append(verdict)
        return found

    @property
    def judgements(self) -> list[Judgement]:
        """The verdicts as data."""
        return [self._judgement(verdict) for verdict in self.verdicts]

    def _judgement(self, verdict: Verdict) -> Judgement:
        known = self._memory.shown.get(id(verdict))
        if known is None:
            known = self._memory.shown[id(verdict)] = self.judgement(verdict)
        return known

    def remember(
        self, code: str, what: object, item: m.Item, place: m.Jurisdiction, find: Callable[[], Iterable[Finding]]
    ) -> list[Finding]:
        """What was found of something about an item for a jurisdiction, anew only where it rests on something that
        has changed: what is in force over it or over those below it, or the calendar where that matters.
        """
        state = self._memory.number(tuple(self.state(other, item) for other in self.below(place)))
        return self._remembered((code, id(what), place, state), find)

    def told(self, verdict: Verdict, find: Callable[[], Iterable[Finding]]) -> list[Finding]:
        """What was found of a verdict: a verdict that is kept says the same again."""
        return self._remembered(("verdict", id(verdict)), find)

    def _remembered(self, key: tuple[object, ...], find: Callable[[], Iterable[Finding]]) -> list[Finding]:
        found = self._memory.findings.get(key)
        if found is None:
            found = self._memory.findings[key] = list(find())
        return found

    def state(self, place: m.Jurisdiction, what: m.Item | m.Rule) -> int:
        """A number for all that the table and the verdicts of a jurisdiction rest on, as far as one thing is asked."""
        known = self._states.get(place)
        if known is None:
            line = tuple(self._in_force.get(other, 0) for other in place.line)
            plain = self._memory.number((place, line, self._cuts))
            dated = self._memory.number((plain, self.date if self._memory.uses_date else self.date.year))
            known = self._states[place] = (plain, dated)
        return known[what in self._memory.by_calendar]

    @cached_property
    def _states(self) -> dict[m.Jurisdiction, tuple[int, int]]:
        return {}

    @cached_property
    def _in_force(self) -> Mapping[m.Jurisdiction, int]:
        """A number for the statements in force of each issuer."""
        by_issuer: dict[m.Jurisdiction, list[m.Statement]] = {}
        for statement in self.day.active:
            by_issuer.setdefault(statement.issuer, []).append(statement)
        return {issuer: self._memory.number(tuple(own)) for issuer, own in by_issuer.items()}

    @cached_property
    def _cuts(self) -> int:
        """A number for how measures are cut."""
        pieces = self.day.pieces
        return self._memory.number(
            tuple(sorted((name, tuple(one.sample for one in ones)) for name, ones in pieces.items()))
        )

    @cached_property
    def _binding(self) -> Mapping[m.Jurisdiction, list[m.Rule]]:
        """The rules that bind each jurisdiction, by name."""
        found: dict[m.Jurisdiction, list[m.Rule]] = {}
        for rule in sorted(self.day.kept.rules, key=lambda one: one.name):
            for place in self.bound(rule):
                found.setdefault(place, []).append(rule)
        return found

    def below(self, place: m.Jurisdiction) -> list[m.Jurisdiction]:
        """A jurisdiction and all that are below it."""
        return self._below[place]

    @cached_property
    def _below(self) -> Mapping[m.Jurisdiction, list[m.Jurisdiction]]:
        found: dict[m.Jurisdiction, list[m.Jurisdiction]] = {place: [] for place in self.places}
        for place in self.places:
            for other in place.line:
                found[other].append(place)
        return found

    def bound(self, rule: m.Rule) -> list[m.Jurisdiction]:
        """Whom a rule binds: those of its area that themselves have a statement in force on what it uses."""
        own: set[m.Jurisdiction] = set()
        for one in used(rule):
            own |= self.deciders.get(one, set())
        area = self.below(rule.issuer)
        return [place for place in area if place in own and (rule.rank is None or rule.rank == place.rank)]

    @cached_property
    def issuing(self) -> frozenset[m.Jurisdiction]:
        """Those who have a document in force."""
        documents = self.model.documents.values()
        return frozenset(one.issuer for one in documents if self.date in self.day.stretches.document(one))

    @cached_property
    def deciders(self) -> Mapping[object, set[m.Jurisdiction]]:
        """Item, statistic or catalogue to those who have a statement in force on it (an observation: for them)."""
        return {one: set(by_place) for one, by_place in self.own.items()}

    @cached_property
    def own(self) -> Mapping[object, Mapping[m.Jurisdiction, list[m.Statement]]]:
        """Item, statistic or catalogue to each jurisdiction's own statements in force on it."""
        found: dict[object, dict[m.Jurisdiction, list[m.Statement]]] = {}
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
        return place_of(self._sources, where.path, where.span)

    def at(self, where: m.Where) -> tuple[str, int, int]:
        """Path, line and column, for comparing places."""
        start = self._sources[where.path].position(where.span.start)
        return where.path, start.line, start.column

    def main_place(self, verdict: Verdict, combo: Combo) -> m.Where:
        """Where a finding about a verdict belongs (section 9): the local provision that made the number last."""
        reads = self.judge(verdict.place).trace(verdict, combo)
        own: list[tuple[date, tuple[str, int, int], m.Where]] = []
        for target, key in reads:
            if isinstance(target, m.Item):
                for provision in self._provisions(verdict.place, target, key):
                    if provision.statement.issuer is verdict.place:
                        own.append((self.day.since(provision.statement), self.at(provision.where), provision.where))
        if not own:
            own = self._own_figures(verdict.place, reads)
        if own:
            return max(own, key=lambda one: one[:2])[2]
        return self.first_statement(verdict.rule, verdict.place)

    def _own_figures(
        self, place: m.Jurisdiction, reads: Sequence[tuple[object, Any]]
    ) -> list[tuple[date, tuple[str, int, int], m.Where]]:
        found: list[tuple[date, tuple[str, int, int], m.Where]] = []
        for target, key in reads:
            if isinstance(target, m.Statistic):
                for figure in self.effect(place).observed(target, key):
                    if figure.statement.jurisdiction is place:
                        since = self.day.since(figure.statement)
                        found.append((since, self.at(figure.where), figure.where))
        return found

    def first_statement(self, rule: m.Rule, place: m.Jurisdiction) -> m.Where:
        """A jurisdiction's own first statement, by path and place, on what a rule uses; else the rule itself."""
        own = [statement.where for one in used(rule) for statement in self.own.get(one, {}).get(place, ())]
        return min(own, key=self.at, default=rule.named_at)

    def _provisions(self, place: m.Jurisdiction, item: m.Item, key: Any) -> list[m.Provision]:  # noqa: ANN401
        cell = self.effect(place).cell(item, key)
        return [*cell.provisions, *(change.provision for change in cell.effective)]

    # ---- telling

    def combination(self, verdict: Verdict, combo: Combo) -> Combination:
        """A combination as data: the first cell of its class, both sides and the margin."""
        expression = verdict.rule.expression
        single = isinstance(expression, m.Compared) and len(expression.operators) == 1
        cell = first_cell(verdict.axes, combo)
        axes = {axis.axis.name: axis.axis for axis in verdict.axes}
        named = tuple(sorted((name, self.day.show(axes[name], index)) for name, index in cell.items()))
        if not single or not isinstance(expression, m.Compared):
            return Combination(cell=named)
        kinds = [operand.kind for operand in expression.operands]
        return Combination(
            cell=named,
            left=_shown(kinds[0], combo.left),
            right=_shown(kinds[1], combo.right),
            margin=show(expression.margin_kind, combo.margin) if combo.margin is not None else None,
        )

    def judgement(self, verdict: Verdict) -> Judgement:
        """A verdict as data."""
        tightest = self.combination(verdict, verdict.tightest) if verdict.tightest else None
        return Judgement(
            rule=verdict.rule.name,
            jurisdiction=verdict.place.name,
            verdict=verdict.outcome,
            tightest=tightest,
            cells=cells_of(verdict.axes, verdict.broken or verdict.open),
        )

    def sums(self, verdict: Verdict, combo: Combo) -> tuple[tuple[str, str], ...]:
        """Both sides of a comparison with their values put in, as facts."""
        return sum_of(self, verdict, combo, self._sources)

    def selectors(self, verdict: Verdict, combos: Sequence[Combo]) -> tuple[str, ...]:
        """Some combinations folded into selectors over the dimensions that the rule leaves open."""
        named = [
            axis.name for one in used(verdict.rule) if isinstance(one, m.Item | m.Define) for axis in one.dimensions
        ]
        places = [place for place, axis in enumerate(verdict.axes) if not axis.is_choice]
        places.sort(key=lambda place: [*named, verdict.axes[place].axis.name].index(verdict.axes[place].axis.name))
        axes = [verdict.axes[place].axis for place in places]
        boxes = [tuple(combo.masks[place] for place in places) for combo in combos]
        universe = tuple((1 << self.day.size(axis)) - 1 for axis in axes)
        return fold(self.day, axes, boxes, universe) if boxes else ()

    def total_cells(self, verdict: Verdict) -> int:
        """How many combinations of listed dimensions a rule speaks of."""
        size = 1
        for axis in verdict.axes:
            if not axis.is_choice and isinstance(axis.axis, m.Dimension):
                size *= _union(axis.parts).bit_count()
        return size

    def steps(self, place: m.Jurisdiction, reads: Iterable[tuple[object, Any]], depth: int = LINKS) -> tuple[Step, ...]:
        """The trace of some cells and figures, in the order in which an expression reads them."""
        found: list[Step] = []
        for target, key in reads:
            if isinstance(target, m.Item):
                found += self._cell_steps(place, target, key, depth)
            elif isinstance(target, m.Statistic):
                found += self._figure_steps(place, target, key)
        return tuple(found)

    def _cell_steps(self, place: m.Jurisdiction, item: m.Item, key: Any, depth: int) -> list[Step]:  # noqa: ANN401
        effect = self.effect(place)
        cell = effect.cell(item, key)
        named = tuple(
            sorted((axis.name, self.day.show(axis, index)) for axis, index in zip(item.dimensions, key, strict=True))
        )
        found = [
            self._step(
                place,
                one,
                item.name,
                named,
                "set",
                _value_text(item, one, cell.before),
                self._linked(effect, one, key, depth),
            )
            for one in cell.provisions
        ]
        found = [replace(step, result=step.value) for step in found]
        for change, after in zip(cell.effective, stages(cell), strict=True):
            one = change.provision
            linked = self._linked(effect, one, key, depth)
            step = self._step(place, one, item.name, named, "adjust", change_text(item, change), linked)
            found.append(replace(step, result=_shown(item.kind, after) or ""))
        return found

    def _step(
        self,
        place: m.Jurisdiction,
        one: m.Provision,
        what: str,
        cell: tuple[tuple[str, str], ...],
        act: str,
        value: str,
        linked: tuple[Step, ...],
    ) -> Step:
        statement = one.statement
        return Step(
            what=what,
            cell=cell,
            act=act,
            value=value,
            document=statement.document.name,
            article=statement.article,
            place=self.place(one.where),
            since=self.day.since(statement),
            own=statement.issuer is place,
            linked=linked,
        )

    def _linked(self, effect: Effect, one: m.Provision, key: Any, depth: int) -> tuple[Step, ...]:  # noqa: ANN401
        """The trace of the cells that a provision's VALUE or CHANGE refers to."""
        expression = one.value or (one.change.value if one.change else None)
        if depth == 0 or expression is None or isinstance(expression, m.Constant):
            return ()
        reads: list[tuple[object, Any]] = []
        cell = {axis.name: index for axis, index in zip(one.statement.item.dimensions, key, strict=True)}
        compiled(expression)(Scope(table=effect, cell=cell, reads=reads))
        return self.steps(effect.place, dict.fromkeys(reads), depth - 1)

    def _figure_steps(self, place: m.Jurisdiction, statistic: m.Statistic, year: int | None) -> list[Step]:
        found: list[Step] = []
        for figure in self.effect(place).observed(statistic, year):
            statement = figure.statement
            answer = self.effect(place).figure(statistic, year)
            found.append(
                Step(
                    what=statistic.name,
                    cell=(("year", str(year)),) if year is not None else (),
                    act="observe",
                    value=_shown(statistic.kind, answer) or _figure_text(statistic, figure),
                    document=statement.document.name,
                    article=statement.article,
                    place=self.place(figure.where),
                    since=self.day.since(statement),
                    own=statement.jurisdiction is place,
                )
            )
        return found

    def related_rule(self, rule: m.Rule) -> Related:
        """The place of a bound."""
        return Related(role="rule", place=self.place(rule.named_at), document=rule.document.name, article=rule.article)

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


def reason_of(gap: Gap | None) -> Reason:
    """A gap as a fact."""
    if gap is None:
        return Reason(kind="unset")
    return Reason(kind=gap.reason, what=gap.what, year=gap.year)


def _figure_text(statistic: m.Statistic, figure: m.Observed) -> str:
    """A figure as it was observed, where it is one of several in conflict."""
    return show(statistic.kind, figure.value.value) if isinstance(figure.value, m.Constant) else "unknown"


def change_text(item: m.Item, change: Changed) -> str:
    """What an adjustment did, as it could be written: `+5pp`, `× 105%`."""
    definition = change.provision.change
    amount = change.amount
    assert definition is not None  # noqa: S101  an adjustment has one
    if isinstance(amount, Gap):
        return "unknown"
    if definition.act in {"factor", "percent-of"}:
        return f"× {show(definition.value.kind, amount)}"
    text = show(definition.value.kind, amount)
    return text if text.startswith("-") else f"+{text}"


def _value_text(item: m.Item, one: m.Provision, answer: Answer) -> str:
    if one.value is None:
        return "unknown"
    if isinstance(one.value, m.Constant):
        return show(item.kind, one.value.value)
    return "unknown" if isinstance(answer, Gap) else show(item.kind, answer)


def _shown(kind: str, answer: Answer | None) -> str | None:
    return None if answer is None or isinstance(answer, Gap) else show(kind, answer)


def _union(parts: Iterable[int]) -> int:
    found = 0
    for part in parts:
        found |= part
    return found
