"""A cell of the table in effect: its value, and how it was made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from qingdan_checker import model as m
from qingdan_checker.effect.classes import members, product_size
from qingdan_checker.quantity import Gap, is_missing

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from qingdan_checker.evaluate import Answer

_UNSET: Final = Gap(reason="unset")


@dataclass(slots=True, kw_only=True)
class Changed:
    """An adjustment that took part in a cell: what it changed by, and its limits (`up to`, `down to`)."""

    provision: m.Provision
    change: m.Change
    amount: Answer
    up_to: Answer | None = None
    down_to: Answer | None = None

    @property
    def answers(self) -> tuple[Answer | None, ...]:
        """What it changed by, and its limits."""
        return self.amount, self.up_to, self.down_to


@dataclass(slots=True, kw_only=True)
class Cell:
    """A cell as it was made.

    `provisions` set it (several where they agree, or are in conflict: a `clash`), `before` is the value before any
    adjustment, `changes` are the adjustments that took part.
    """

    value: Answer
    before: Answer = _UNSET
    provisions: tuple[m.Provision, ...] = ()
    changes: tuple[Changed, ...] = ()
    clash: bool = False

    @property
    def regulated(self) -> bool:
        """Whether anybody has regulated it: a conflict, an unknown figure and an open change count as a value."""
        return not isinstance(self.value, Gap) or not (is_missing(self.value) or self.value.reason == "circle")

    @property
    def effective(self) -> tuple[Changed, ...]:
        """The adjustments that made the value: what is unknown or in conflict stays so, whoever adjusts it."""
        return () if isinstance(self.before, Gap) else self.changes

    @property
    def is_unset(self) -> bool:
        """Whether it has no value, for no deeper reason than that nobody has given it one."""
        return isinstance(self.before, Gap) and self.before.reason == "unset"


def circular(item: m.Item) -> Cell:
    """A cell that rests on itself."""
    gap = Gap(reason="circle", what=item.name)
    return Cell(value=gap, before=gap)


def cells_concerned(axes: Sequence[m.Axis], classes: Iterable[tuple[int, ...]]) -> int:
    """How many combinations of listed dimensions some classes of cells stand for; measures are not counted."""
    listed = [place for place, axis in enumerate(axes) if isinstance(axis, m.Dimension)]
    distinct = {tuple(masks[place] for place in listed) for masks in classes}
    return sum(product_size([members(mask) for mask in masks]) for masks in distinct)
