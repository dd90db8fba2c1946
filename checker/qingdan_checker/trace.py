"""How a number came about: the provisions and observations that made it, and the place where it was made last."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from qingdan_checker import model as m
from qingdan_checker.combinations import scope_of
from qingdan_checker.effect import stages
from qingdan_checker.evaluate import Scope, compiled
from qingdan_checker.findings import Step
from qingdan_checker.quantity import Gap, show
from qingdan_checker.questions import evidence
from qingdan_checker.telling import named_cell, shown
from qingdan_checker.verdict import used

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from qingdan_checker.combinations import Combo
    from qingdan_checker.effect import Changed, Effect
    from qingdan_checker.evaluate import Answer, Key
    from qingdan_checker.round import Round
    from qingdan_checker.verdict import Verdict

LINKS: Final = 3
"""How far a trace follows the cells that a VALUE refers to."""

Read = tuple[m.Item | m.Define | m.Statistic | m.Asked, Any]
"""What an expression reads: a cell with its key, a figure with its year, or a catalogue."""

Made = tuple["date", tuple[str, int, int], m.Where]
"""Where something was made: since when, and its place (for comparing, and as it is)."""


def reads_of(round_: Round, verdict: Verdict, combo: Combo) -> Sequence[Read]:
    """The cells and figures that a combination's expression reads, in the order of the text, each once."""
    effect = round_.effect(verdict.place)
    scope = scope_of(effect, verdict.axes, combo)
    compiled(verdict.rule.expression)(scope)
    return _opened(effect, _once(effect, scope.reads or ()) if combo.amounts else scope.reads or ())


def _once(effect: Effect, reads: Iterable[Read]) -> Sequence[Read]:
    """What is read, the bands of an amount that nothing tells apart once: the last of them that is reached."""
    return list(
        {
            (target, effect.canonical(target, key) if isinstance(target, m.Item) else key): (target, key)
            for target, key in reads
        }.values()
    )


def _opened(effect: Effect, reads: Sequence[Read]) -> list[Read]:
    """What is read, with each define opened to what it rests on, in the order of the text and each once."""
    found: dict[Read, None] = {}
    seen: set[Read] = set()
    todo = list(reversed(reads))
    while todo:
        read = todo.pop()
        target, key = read
        if not isinstance(target, m.Define) or target.expression is None:
            found[read] = None
        elif read not in seen:
            seen.add(read)
            todo.extend(reversed(_read_by(effect, target.expression, target, key)))
    return list(found)


def _read_by(effect: Effect, expression: m.Expression, target: m.Item | m.Define, key: Key) -> list[Read]:
    """What an expression reads for one cell of a target."""
    cell = {axis.name: index for axis, index in zip(target.dimensions, key, strict=True)}
    scope = Scope(table=effect, cell=cell, reads=[])
    compiled(expression)(scope)
    return scope.reads or []


def reads_for(effect: Effect, target: m.Item | m.Define, key: Key) -> Sequence[Read]:
    """What a cell's trace starts from: the cell itself, or the cells and figures that a define is made of."""
    if isinstance(target, m.Item) or target.expression is None:
        return [(target, key)]
    return list(dict.fromkeys(_read_by(effect, target.expression, target, key)))


# ---- the main place of a finding


def main_place(round_: Round, verdict: Verdict, combo: Combo) -> m.Where:
    """Where a finding about a verdict belongs (section 9): the local provision that made the number last."""
    reads = reads_of(round_, verdict, combo)
    place = verdict.place
    own = _own_provisions(round_, place, reads) or [
        *_own_figures(round_, place, reads),
        *_own_listings(round_, place, reads),
    ]
    if own:
        return max(own, key=lambda one: one[:2])[2]
    statements = [
        one.where for target in used(verdict.rule) for one in round_.own.get(target, {}).get(verdict.place, ())
    ]
    return min(statements, key=round_.at, default=verdict.rule.named_at)


def made_last(round_: Round, place: m.Jurisdiction, cells: Iterable[tuple[m.Item, Key]]) -> m.Where | None:
    """Where a jurisdiction's own provisions made some cells last; None where they did not."""
    own = _own_provisions(round_, place, cells)
    return max(own, key=lambda one: one[:2])[2] if own else None


def _own_provisions(round_: Round, place: m.Jurisdiction, reads: Iterable[Read]) -> list[Made]:
    found: list[Made] = []
    for target, key in reads:
        if isinstance(target, m.Item):
            cell = round_.effect(place).cell(target, key)
            provisions = [*cell.provisions, *(change.provision for change in cell.effective)]
            own = [one for one in provisions if one.statement.issuer is place]
            found += [(round_.day.since(one.statement), round_.at(one.where), one.where) for one in own]
    return found


def _own_figures(round_: Round, place: m.Jurisdiction, reads: Iterable[Read]) -> list[Made]:
    return [
        (round_.day.since(figure.statement), round_.at(figure.where), figure.where)
        for target, key in reads
        if isinstance(target, m.Statistic)
        for figure in round_.effect(place).observed(target, key)
        if figure.statement.jurisdiction is place
    ]


def _own_listings(round_: Round, place: m.Jurisdiction, reads: Sequence[Read]) -> list[Made]:
    places = evidence(round_, place, reads).places()
    return [(round_.day.since(one), round_.at(where), where) for one, where in places if one.issuer is place]


# ---- the steps of a trace


def steps(round_: Round, place: m.Jurisdiction, reads: Iterable[Read], depth: int = LINKS) -> tuple[Step, ...]:
    """The trace of some cells and figures, in the order in which an expression reads them."""
    found: list[Step] = []
    for target, key in reads:
        if isinstance(target, m.Item):
            found += _Cell(round_=round_, place=place, item=target, key=key, depth=depth).steps()
        elif isinstance(target, m.Statistic):
            found += _figure_steps(round_, place, target, key)
    return tuple(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cell:
    """A cell whose trace is told; `depth` says how far others are followed."""

    round_: Round
    place: m.Jurisdiction
    item: m.Item
    key: Key
    depth: int

    def steps(self) -> list[Step]:
        """The provisions that set the cell, then its adjustments, each with what it came to."""
        cell = self.round_.effect(self.place).cell(self.item, self.key)
        values = [self._step(one, "set", _value_text(self.item, one, cell.before)) for one in cell.provisions]
        found = [replace(step, result=step.value) for step in values]
        for change, after in zip(cell.effective, stages(cell), strict=True):
            step = self._step(change.provision, "adjust", _change_text(change))
            found.append(replace(step, result=shown(self.item.kind, after) or ""))
        return found

    def _step(self, one: m.Provision, act: str, value: str) -> Step:
        statement = one.statement
        return Step(
            what=self.item.name,
            cell=named_cell(self.round_.day, self.item.dimensions, self.key),
            act=act,
            value=value,
            document=statement.document.name,
            article=statement.article,
            place=self.round_.place(one.where),
            since=self.round_.day.since(statement),
            own=statement.issuer is self.place,
            linked=self._linked(one),
        )

    def _linked(self, one: m.Provision) -> tuple[Step, ...]:
        """The trace of the cells that a provision's VALUE or CHANGE refers to."""
        expression = one.value or (one.change.value if one.change else None)
        if self.depth == 0 or expression is None or isinstance(expression, m.Constant):
            return ()
        reads = _read_by(self.round_.effect(self.place), expression, self.item, self.key)
        return steps(self.round_, self.place, dict.fromkeys(reads), self.depth - 1)


def _value_text(item: m.Item, one: m.Provision, answer: Answer) -> str:
    if one.value is None:
        return "unknown"
    if isinstance(one.value, m.Constant):
        return show(item.kind, one.value.value)
    return shown(item.kind, answer) or "unknown"


def _change_text(change: Changed) -> str:
    """What an adjustment did, as it could be written: `+5pp`, `× 105%`, `+5pp up to 95%`."""
    if isinstance(change.amount, Gap):
        return "unknown"
    text = show(change.change.value.kind, change.amount)
    if change.change.act in {"factor", "percent-of"}:
        text = f"× {text}"
    elif not text.startswith("-"):
        text = f"+{text}"
    return " ".join([text, *_limits(change)])


def _limits(change: Changed) -> Iterator[str]:
    """The limits of an adjustment; the kind is that of the item."""
    kind = change.provision.statement.item.kind
    for word, limit in (("up to", change.up_to), ("down to", change.down_to)):
        said = shown(kind, limit)
        if said:
            yield f"{word} {said}"


def _figure_steps(round_: Round, place: m.Jurisdiction, statistic: m.Statistic, year: int | None) -> list[Step]:
    effect = round_.effect(place)
    answer = shown(statistic.kind, effect.figure(statistic, year))
    return [
        Step(
            what=statistic.name,
            cell=(("year", str(year)),) if year is not None else (),
            act="observe",
            value=answer or _figure_text(statistic, figure),
            document=figure.statement.document.name,
            article=figure.statement.article,
            place=round_.place(figure.where),
            since=round_.day.since(figure.statement),
            own=figure.statement.jurisdiction is place,
        )
        for figure in effect.observed(statistic, year)
    ]


def _figure_text(statistic: m.Statistic, figure: m.Observed) -> str:
    """A figure as it was observed, where it is one of several in conflict."""
    return show(statistic.kind, figure.value.value) if isinstance(figure.value, m.Constant) else "unknown"
