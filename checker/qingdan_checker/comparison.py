"""A rule that is one comparison, as people read it: both sides as they are written, and with their values put in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qingdan_checker import model as m
from qingdan_checker.evaluate import Scope, compiled
from qingdan_checker.findings import Comparison
from qingdan_checker.quantity import Gap, show

if TYPE_CHECKING:
    from collections.abc import Mapping

    from qingdan_checker.combinations import Combo
    from qingdan_checker.round import Round
    from qingdan_checker.verdict import Verdict
    from qingdan_dsl.source import Source


def comparison_of(expression: m.Expression, source: Source) -> Comparison | None:
    """Both sides of a single comparison as written; None where a rule is anything else."""
    if not isinstance(expression, m.Compared) or len(expression.operators) != 1:
        return None
    left, right = expression.operands
    return Comparison(
        left=_written(left, source),
        operator=expression.operators[0],
        right=_written(right, source),
        gap=_gap(left),
    )


def _written(expression: m.Expression, source: Source) -> str:
    span = expression.where.span
    return " ".join(source.code[span.start : span.end].split())


def _gap(left: m.Expression) -> tuple[str, str, str] | None:
    """The item and both members where the left side is the difference of one item between two members.

    Beside the dimension of these members the two may be pinned to several members of another: `[primary, standard or
    grass-roots]` and `[secondary, standard]` are told apart by the tier.
    """
    if not isinstance(left, m.Computed) or left.operator != "-":
        return None
    first, second = left.left, left.right
    if not isinstance(first, m.Reference) or not isinstance(second, m.Reference) or first.target is not second.target:
        return None
    if first.neighbours or second.neighbours or set(first.pins) != set(second.pins):
        return None
    differing = [name for name in first.pins if first.pins[name] != second.pins[name]]
    both = [(_member(first.pins[name]), _member(second.pins[name])) for name in differing]
    members = [pair for pair in both if all(pair)]
    return (first.target.name, *members[0]) if len(members) == 1 else None


def _member(term: m.Term) -> str:
    """The one member that a term selects, or nothing."""
    if not isinstance(term.axis, m.Dimension) or term.mask.bit_count() != 1:
        return ""
    return term.axis.members[term.mask.bit_length() - 1].name


def sum_of(round_: Round, verdict: Verdict, combo: Combo, sources: Mapping[str, Source]) -> tuple[tuple[str, str], ...]:
    """Both sides of a verdict's comparison with the values of one combination put in for the names."""
    expression = verdict.rule.expression
    source = sources.get(verdict.rule.where.path)
    if source is None or not isinstance(expression, m.Compared) or len(expression.operators) != 1:
        return ()
    cell = {axis.key: (mask & -mask).bit_length() - 1 for axis, mask in zip(verdict.axes, combo.masks, strict=True)}
    scope = Scope(table=round_.effect(verdict.place), cell=cell, amounts=combo.amounts)
    sides = zip(("left_values", "right_values"), expression.operands, strict=True)
    return tuple((name, _with_values(side, scope, source)) for name, side in sides)


def _with_values(side: m.Expression, scope: Scope, source: Source) -> str:
    """A side as written, each item, statistic and amount replaced by its value; nothing where one has none."""
    start, end = side.where.span
    parts: list[str] = []
    for one in sorted(_read(side), key=lambda part: part.where.span):
        answer = compiled(one)(scope)
        if isinstance(answer, Gap):
            return ""
        parts += [source.code[start : one.where.span.start], show(one.kind, answer)]
        start = one.where.span.end
    return " ".join("".join([*parts, source.code[start:end]]).split())


def _read(side: m.Expression) -> list[m.Expression]:
    """What a side reads: the outermost names in it."""
    if isinstance(side, m.Reference | m.Figure | m.Amount | m.Total | m.Banded | m.Asked):
        return [side]
    return [one for part in m.parts(side) for one in _read(part)]
