"""Broken cells to the fewest selectors that a person can read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qingdan_checker import model as m
from qingdan_checker.effect import members
from qingdan_checker.quantity import show

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qingdan_checker.effect import Day

Masks = tuple[int, ...]


def merged(boxes: Sequence[Masks]) -> list[Masks]:
    """Boxes that differ along one dimension only become one, as long as there are such."""
    left = list(dict.fromkeys(boxes))
    changed = True
    while changed:
        changed = False
        for place in range(len(left[0]) if left else 0):
            groups: dict[Masks, int] = {}
            for box in left:
                rest = (*box[:place], 0, *box[place + 1 :])
                groups[rest] = groups.get(rest, 0) | box[place]
            if len(groups) < len(left):
                left = [(*rest[:place], mask, *rest[place + 1 :]) for rest, mask in groups.items()]
                changed = True
    return left


def fold(day: Day, axes: Sequence[m.Axis], boxes: Sequence[Masks]) -> tuple[str, ...]:
    """The selectors of some boxes, in the words of the language, their terms in the order of the axes.

    A dimension that is whole is not named.
    """
    found = []
    for box in merged(boxes):
        narrowed = [(axis, mask) for axis, mask in zip(axes, box, strict=True) if mask != day.everything(axis)]
        found.append(", ".join(_term(day, axis, mask) for axis, mask in narrowed))
    return tuple(one for one in found if one)


def _term(day: Day, axis: m.Axis, mask: int) -> str:
    if isinstance(axis, m.Measure):
        return " or ".join(_stretch(day, axis, run) for run in _runs(members(mask)))
    names = [day.show(axis, index) for index in members(mask)]
    left = axis.size - len(names)
    if len(names) > 2 and left == 1:  # noqa: PLR2004  one exception is shorter to read than all the others
        other = next(iter(members(axis.all & ~mask)))
        return f"not {day.show(axis, other)}"
    return " or ".join(names)


def _runs(indexes: Sequence[int]) -> list[tuple[int, int]]:
    """Neighbours in one: the first and the last of each unbroken run."""
    runs: list[tuple[int, int]] = []
    for index in indexes:
        if runs and runs[-1][1] == index - 1:
            runs[-1] = (runs[-1][0], index)
        else:
            runs.append((index, index))
    return runs


def _stretch(day: Day, axis: m.Measure, run: tuple[int, int]) -> str:
    """A run of pieces as one selector: `age >= 70 years`, `10000 yuan < cost <= 30000 yuan`."""
    low, high = (day.pieces[axis.name][index] for index in run)
    if low is high and low.is_point:
        return f"{axis.name} = {show(axis.kind, low.sample)}"
    below = "" if low.low is None else f"{show(axis.kind, low.low)} {'<=' if low.is_point else '<'} "
    above = "" if high.high is None else f" {'<=' if high.is_point else '<'} {show(axis.kind, high.high)}"
    if below and above:
        return f"{below}{axis.name}{above}"
    if above:
        return f"{axis.name}{above}"
    assert low.low is not None  # noqa: S101  a run without ends is the whole measure, which is not named
    return f"{axis.name} {'>=' if low.is_point else '>'} {show(axis.kind, low.low)}"
