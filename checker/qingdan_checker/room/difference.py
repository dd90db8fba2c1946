"""Systems of bounds and gaps, decided exactly by longest paths.

Each constraint says of two cells that the one is at least so much above the other, or more than that; a bound is a gap
to a cell that is always zero. A weight is one whole number: the gap in the smallest unit in use, times more than there
are constraints, plus one where it is strict; so sums along a path compare as pairs of gap and strictness do. Values
that meet all exist if and only if no circle of constraints sums up to more than zero.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import TYPE_CHECKING, Final, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence

ZERO: Final = "zero"
"""The cell that is always zero."""

By = TypeVar("By")
"""What a constraint comes from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Constraint(Generic[By]):
    """That `above` − `below` is at least `gap`, or, where it is `strict`, more than that."""

    above: Hashable
    below: Hashable
    gap: Fraction
    strict: bool
    by: By


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound(Generic[By]):
    """What constraints together make of a gap: the least that it can be, and those that say so, in their order."""

    gap: Fraction
    strict: bool
    path: tuple[Constraint[By], ...]


class System(Generic[By]):
    """Some constraints, in a fixed order, with what follows from them."""

    def __init__(self, constraints: Iterable[Constraint[By]]) -> None:
        self.constraints = tuple(constraints)
        self.scale = lcm(*(one.gap.denominator for one in self.constraints), 1)
        self.many = len(self.constraints) + 2
        nodes: dict[Hashable, None] = {ZERO: None}
        for one in self.constraints:
            nodes[one.below] = None
            nodes[one.above] = None
        self._nodes = tuple(nodes)
        self._index = {node: at for at, node in enumerate(self._nodes)}
        self._edges = [(self._index[one.below], self._index[one.above], self._weight(one)) for one in self.constraints]

    def _weight(self, one: Constraint[By]) -> int:
        return int(one.gap * self.scale) * self.many + one.strict

    def circle(self) -> tuple[Constraint[By], ...]:
        """Constraints on a circle that nothing meets; none where there are values that meet all."""
        longest = [0] * len(self._nodes)
        last: list[int | None] = [None] * len(self._nodes)
        changed: int | None = None
        for _ in self._nodes:
            changed = self._relaxed(longest, last)
            if changed is None:
                return ()
        assert changed is not None  # noqa: S101  there is a node, zero, at least
        return self._around(changed, last)

    def _relaxed(self, longest: list[int], last: list[int | None]) -> int | None:
        """One pass over all constraints: some node that has moved, or None."""
        changed: int | None = None
        for at, (tail, head, weight) in enumerate(self._edges):
            if longest[tail] + weight > longest[head]:
                longest[head], last[head], changed = longest[tail] + weight, at, head
        return changed

    def _around(self, node: int, last: Sequence[int | None]) -> tuple[Constraint[By], ...]:
        """The circle to which a node that would not come to rest leads back."""
        for _ in self._nodes:
            at = last[node]
            assert at is not None  # noqa: S101  it moved for a reason
            node = self._edges[at][0]
        found: list[int] = []
        start = node
        while not found or node != start:
            at = last[node]
            assert at is not None  # noqa: S101  as above
            found.append(at)
            node = self._edges[at][0]
        found.reverse()
        return tuple(self.constraints[at] for at in found)

    def bounds_from(self, below: Hashable) -> Mapping[Hashable, Bound[By]]:
        """How far each node is at least above one; those that nothing holds up are left out. No circle may be there."""
        if below not in self._index:
            return {}
        start = self._index[below]
        longest: list[int | None] = [None] * len(self._nodes)
        last: list[int | None] = [None] * len(self._nodes)
        longest[start] = 0
        moved = True
        while moved:
            moved = False
            for at, (tail, head, weight) in enumerate(self._edges):
                far, here = longest[tail], longest[head]
                if far is not None and (here is None or far + weight > here):
                    longest[head], last[head], moved = far + weight, at, True
        return {
            node: self._bound(value, self._path(at, start, last))
            for at, (node, value) in enumerate(zip(self._nodes, longest, strict=True))
            if value is not None
        }

    def _bound(self, value: int, path: Iterator[Constraint[By]]) -> Bound[By]:
        gap, stricts = divmod(value, self.many)
        return Bound(gap=Fraction(gap, self.scale), strict=stricts > 0, path=tuple(path))

    def _path(self, node: int, start: int, last: Sequence[int | None]) -> Iterator[Constraint[By]]:
        found: list[int] = []
        while node != start:
            at = last[node]
            assert at is not None  # noqa: S101  it was reached
            found.append(at)
            node = self._edges[at][0]
        return (self.constraints[at] for at in reversed(found))


def turned(constraints: Iterable[Constraint[By]]) -> Iterator[Constraint[By]]:
    """The same constraints seen from the other end, so that bounds from a node become bounds to it."""
    for one in constraints:
        yield Constraint(above=one.below, below=one.above, gap=one.gap, strict=one.strict, by=one.by)


def implies(bound: Bound[By] | None, gap: Fraction, *, strict: bool) -> bool:
    """Whether a bound that holds implies another: that the gap is at least so much, or more."""
    return bound is not None and (bound.gap, bound.strict) >= (gap, strict)
