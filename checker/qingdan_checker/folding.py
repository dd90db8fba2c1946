"""Broken cells to the fewest selectors that a person can read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qingdan_checker import model as m
from qingdan_checker.effect.classes import members

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qingdan_checker.effect.day import Day

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


def fold(day: Day, axes: Sequence[m.Axis], boxes: Sequence[Masks], universe: Masks) -> tuple[str, ...]:
    """The selectors of some boxes, in the words of the language, their terms in the order of the axes; a dimension
    that is whole is not named."""
    order = range(len(axes))
    selectors = []
    for box in merged(boxes):
        terms = [
            _term(day, axes[place], box[place]) for place in order if box[place] & universe[place] != universe[place]
        ]
        selectors.append(", ".join(terms))
    return tuple(one for one in selectors if one)


def _term(day: Day, axis: m.Axis, mask: int) -> str:
    names = [day.show(axis, index) for index in members(mask)]
    if isinstance(axis, m.Measure):
        return " or ".join(name if axis.name in name else f"{axis.name} = {name}" for name in names)
    left = axis.size - len(names)
    if len(names) > 2 and left == 1:  # noqa: PLR2004  one exception is shorter to read than all the others
        other = next(iter(members(axis.all & ~mask)))
        return f"not {day.show(axis, other)}"
    return " or ".join(names)
