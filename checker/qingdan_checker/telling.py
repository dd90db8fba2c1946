"""What came out, as facts that people can read: combinations by the names of their members, verdicts, gaps."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from qingdan_checker import model as m
from qingdan_checker.combinations import cells_of, first_cell
from qingdan_checker.findings import Combination, Judgement, Reason
from qingdan_checker.folding import fold
from qingdan_checker.quantity import Gap, show
from qingdan_checker.verdict import used

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from qingdan_checker.combinations import AxisOf, Combo
    from qingdan_checker.effect import Day
    from qingdan_checker.evaluate import Answer
    from qingdan_checker.round import Round
    from qingdan_checker.verdict import Verdict


def judgements(round_: Round) -> list[Judgement]:
    """All verdicts of a day as data."""
    once = round_.memory.once
    return [once(("judgement", id(verdict)), partial(_judgement, round_.day, verdict)) for verdict in round_.verdicts]


def _judgement(day: Day, verdict: Verdict) -> Judgement:
    return Judgement(
        rule=verdict.rule.name,
        jurisdiction=verdict.place.name,
        verdict=verdict.outcome,
        tightest=combination_of(day, verdict, verdict.tightest) if verdict.tightest else None,
        cells=cells_of(verdict.axes, verdict.broken or verdict.open),
        waivers=tuple(sorted(_lifted(day, waiver) for waiver in verdict.waived_by)),
    )


def _lifted(day: Day, waiver: m.Waiver) -> tuple[str, str, str]:
    """Where a waiver stands, and until when it lifts a rule."""
    end = day.stretches.statement(waiver).end
    return waiver.document.name, waiver.article, "" if end == m.FOREVER else end.isoformat()


def combination_of(day: Day, verdict: Verdict, combo: Combo) -> Combination:
    """A combination of a verdict as data: the first cell of its class, both sides and the margin."""
    return combination(day, verdict.rule.expression, verdict.axes, combo)


def combination(day: Day, expression: m.Expression, axes: Sequence[AxisOf], combo: Combo) -> Combination:
    """A combination of what an expression varies over."""
    by_name = {axis.axis.name: axis.axis for axis in axes}
    amounts = _amounts(axes, combo)
    cell = {name: day.show(by_name[name], index) for name, index in first_cell(axes, combo).items()} | amounts
    named = tuple(sorted(cell.items()))
    alike = tuple(
        (axis.axis.name, _counted(axis))
        for axis in axes
        if _tells_nothing_apart(axis) and axis.axis.name not in amounts
    )
    over = tuple((name, _over(by_name[name], combo)) for name in amounts)
    if not isinstance(expression, m.Compared) or len(expression.operators) != 1:
        return Combination(cell=named, alike=alike, over=over)
    left, right = expression.operands
    return Combination(
        cell=named,
        alike=alike,
        left=shown(left.kind, combo.left),
        right=shown(right.kind, combo.right),
        margin=shown(expression.margin_kind, combo.margin),
        over=over,
    )


def _amounts(axes: Sequence[AxisOf], combo: Combo) -> dict[str, str]:
    """The amounts at which a combination came out as it did, of the measures that its cell names."""
    given = combo.amounts
    return {
        axis.axis.name: show(axis.axis.kind, given[axis.key])
        for axis in axes
        if axis.shown and isinstance(axis.axis, m.Measure) and axis.key in given
    }


def _over(axis: m.Axis, combo: Combo) -> tuple[str, ...]:
    """All amounts at which a combination came out as it did, where they are known."""
    where = combo.over.where if combo.over else ()
    return tuple(span.written(axis.name, axis.kind) for span in where) if isinstance(axis, m.Measure) else ()


def _tells_nothing_apart(axis: AxisOf) -> bool:
    """Whether all members or amounts of what stays open fare alike, so that they are one class."""
    return not axis.is_choice and len(axis.parts) == 1 and axis.parts[0].bit_count() > 1


def _counted(axis: AxisOf) -> int:
    """How many combinations a class of one dimension stands for; the pieces of a measure are not counted."""
    return axis.parts[0].bit_count() if isinstance(axis.axis, m.Dimension) else 1


def named_cell(day: Day, axes: Iterable[m.Axis], key: Iterable[int]) -> tuple[tuple[str, str], ...]:
    """A cell by the names of its members, by dimension name."""
    return tuple(sorted((axis.name, day.show(axis, index)) for axis, index in zip(axes, key, strict=True)))


def selectors(day: Day, verdict: Verdict, combos: Sequence[Combo]) -> tuple[str, ...]:
    """Some combinations folded into selectors over the dimensions that the rule leaves open."""
    if not combos:
        return ()
    items = [one for one in used(verdict.rule) if isinstance(one, m.Item | m.Define)]
    order = [axis.name for one in items for axis in one.dimensions]
    order += [axis.axis.name for axis in verdict.axes]
    moving = {key for combo in combos for key in combo.amounts}  # what is told of amounts is told by the worst
    places = [place for place, axis in enumerate(verdict.axes) if not axis.is_choice and axis.key not in moving]
    places.sort(key=lambda place: order.index(verdict.axes[place].axis.name))
    axes = [verdict.axes[place].axis for place in places]
    boxes = [tuple(combo.masks[place] for place in places) for combo in combos]
    return fold(day, axes, boxes)


def total_cells(verdict: Verdict) -> int:
    """How many combinations of listed dimensions a rule speaks of."""
    size = 1
    for axis in verdict.axes:
        if not axis.is_choice and isinstance(axis.axis, m.Dimension):
            size *= sum(part.bit_count() for part in axis.parts)
    return size


def reason_of(gap: Gap) -> Reason:
    """A gap as a fact."""
    return Reason(kind=gap.reason, what=gap.what, year=gap.year)


def shown(kind: str, answer: Answer | None) -> str | None:
    """A value as it is printed; None where there is none."""
    return None if answer is None or isinstance(answer, Gap) else show(kind, answer)
