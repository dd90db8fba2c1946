"""What adjustments make of a value (section 6, rule 4)."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

from qingdan_checker.quantity import Gap, Number, Value, as_number, whole

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from qingdan_checker import model as m
    from qingdan_checker.effect.cells import Cell, Changed
    from qingdan_checker.evaluate import Answer


def adjusted(before: Value, changes: Sequence[Changed]) -> Answer:
    """All additions, then all factors, then the tightest `down to`, then the tightest `up to`.

    A limit bounds the sum of all changes; it never takes a value beyond what it was before any adjustment.
    """
    for one in changes:
        for answer in one.answers:
            if isinstance(answer, Gap):
                return answer
    value = before
    for one in changes:
        if one.change.act == "add":
            value = _plus(value, _known(one.amount))
    for one in changes:
        if one.change.act != "add":
            value = whole(as_number(value) * _factor(one.change.act, as_number(_known(one.amount))))
    floors = [_known(one.down_to) for one in changes if one.down_to is not None]
    caps = [_known(one.up_to) for one in changes if one.up_to is not None]
    if floors:
        value = max(value, min(max(floors), before))
    if caps:
        value = min(value, max(min(caps), before))
    return value


def _known(answer: Answer | None) -> Value:
    assert answer is not None  # noqa: S101  seen to by the caller
    assert not isinstance(answer, Gap)  # noqa: S101  as above
    return answer


def _plus(value: Value, amount: Value) -> Value:
    if isinstance(value, date):
        return value + timedelta(days=int(as_number(amount)))
    return whole(as_number(value) + as_number(amount))


def _factor(act: str, amount: Number) -> Number:
    if act == "factor":
        return amount
    part = Fraction(amount) / 100
    return part if act == "percent-of" else 1 + part


def stages(cell: Cell) -> list[Answer]:
    """What a cell came to after each of its adjustments, in their order."""
    before = cell.before
    if isinstance(before, Gap):
        return []
    return [adjusted(before, cell.changes[: at + 1]) for at in range(len(cell.changes))]


def picked(
    changes: Sequence[Changed], before: Value, item: m.Item, nearness: Callable[[Changed], tuple[object, ...]]
) -> list[Changed]:
    """The changes that count: of those that share a group only the one that favours the insured most.

    `nearness` decides between changes that favour them alike: the greatest counts.
    """
    groups: dict[str, list[Changed]] = {}
    for one in changes:
        if one.change.group:
            groups.setdefault(one.change.group, []).append(one)
    dropped: set[int] = set()
    for ones in groups.values():
        best = _best(ones, before, item, nearness) if len(ones) > 1 else None
        if best is not None:
            dropped.update(id(one) for one in ones if one is not best)
    return [one for one in changes if id(one) not in dropped]


def _best(
    ones: Sequence[Changed], before: Value, item: m.Item, nearness: Callable[[Changed], tuple[object, ...]]
) -> Changed | None:
    """The change of a group that favours the insured most; None where that cannot be said."""
    results = [adjusted(before, [one]) for one in ones]
    if any(isinstance(result, Gap) for result in results):
        return None
    ranks = [(_favour(result, item), *nearness(one)) for result, one in zip(results, ones, strict=True)]
    return ones[ranks.index(max(ranks))]


def _favour(result: Answer, item: m.Item) -> object:
    """A number that is the greater the more a value favours the insured; a date stands for itself."""
    if isinstance(result, int | Fraction):
        return result if item.better == "higher" else -result
    return result
