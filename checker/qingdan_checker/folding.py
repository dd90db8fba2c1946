"""Broken cells to the fewest selectors that a person can read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qingdan_checker import model as m
from qingdan_checker.effect import members

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
    names = [day.show(axis, index) for index in members(mask)]
    if isinstance(axis, m.Measure):
        return " or ".join(name if axis.name in name else f"{axis.name} = {name}" for name in names)
    left = axis.size - len(names)
    if len(names) > 2 and left == 1:  # noqa: PLR2004  one exception is shorter to read than all the others
        other = next(iter(members(axis.all & ~mask)))
        return f"not {day.show(axis, other)}"
    return " or ".join(names)
