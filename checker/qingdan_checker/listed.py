"""A list in effect: the entries of a catalogue for one jurisdiction on one day, and how two lists compare (section 8).

A list is held as what it changes of the list above it, so that comparing two lists takes time in proportion to what
stands between them, not to their length.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

Fields = tuple[str | None, ...]
"""The fields of an entry, in the order of the catalogue; None where two statements of one day disagree."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picked:
    """Keys that were picked by a question: those that are sure, and those that rest on a disputed field."""

    sure: frozenset[str] = frozenset()
    disputed: frozenset[str] = frozenset()


@dataclass(slots=True, eq=False)
class Listed:
    """A list in effect: the list above it with some entries changed (None: taken out)."""

    above: Listed | None = None
    changes: Mapping[str, Fields | None] = field(default_factory=dict)
    _sizes: dict[tuple[int, str] | None, tuple[int, int]] = field(default_factory=dict)

    def entry(self, key: str) -> Fields | None:
        """The fields of a key; None where the list lacks it."""
        one: Listed | None = self
        while one is not None:
            if key in one.changes:
                return one.changes[key]
            one = one.above
        return None

    def keys(self) -> Iterator[str]:
        """All keys."""
        return (key for key in self._named(None) if self.entry(key) is not None)

    def lacking_in(self, other: Listed) -> frozenset[str]:
        """The keys that the other list lacks."""
        named = self._apart(other)
        return frozenset([key for key in named if other.entry(key) is None and self.entry(key) is not None])

    def unlike(self, other: Listed, place: int) -> Picked:
        """The keys of both lists that disagree in one field."""

        def differ(mine: Fields, theirs: Fields) -> bool | None:
            one, two = mine[place], theirs[place]
            return None if one is None or two is None else one != two

        return self._differing(other, differ)

    def different(self, other: Listed) -> Picked:
        """The keys that stand in one list alone, or with other fields than in the other."""

        def differ(mine: Fields, theirs: Fields) -> bool | None:
            pairs = zip(mine, theirs, strict=True)
            if any(one != two for one, two in pairs if one is not None and two is not None):
                return True
            return None if None in mine or None in theirs else False

        shared = self._differing(other, differ)
        return Picked(sure=shared.sure | self.lacking_in(other) | other.lacking_in(self), disputed=shared.disputed)

    def having(self, keys: frozenset[str], place: int, value: str) -> Picked:
        """Of some of its keys those with a value in one field."""
        fields = {key: entry[place] for key in keys if (entry := self.entry(key)) is not None}
        return Picked(
            sure=frozenset([key for key, one in fields.items() if one == value]),
            disputed=frozenset([key for key, one in fields.items() if one is None]),
        )

    def count(self, where: tuple[int, str] | None = None) -> tuple[int, int]:
        """How many entries it has (with a value in one field), and for how many that is disputed."""
        known = self._sizes.get(where)
        if known is None:
            known = self._sizes[where] = self._count(where)
        return known

    def _count(self, where: tuple[int, str] | None) -> tuple[int, int]:
        sure, disputed = self.above.count(where) if self.above else (0, 0)
        for key, entry in self.changes.items():
            before = self.above.entry(key) if self.above else None
            for one, step in ((entry, 1), (before, -1)):
                if one is not None:
                    value = one[where[0]] if where else ""
                    disputed += step * (value is None)
                    sure += step * (where is None or value == where[1])
        return sure, disputed

    # ---- what stands between two lists

    def _differing(self, other: Listed, differ: Callable[[Fields, Fields], bool | None]) -> Picked:
        """The keys of both lists whose entries differ; disputed where that cannot be said."""
        found: dict[bool | None, list[str]] = {True: [], False: [], None: []}
        for key in self._apart(other):
            mine, theirs = self.entry(key), other.entry(key)
            if mine is not None and theirs is not None:
                found[differ(mine, theirs)].append(key)
        return Picked(sure=frozenset(found[True]), disputed=frozenset(found[None]))

    def _apart(self, other: Listed) -> set[str]:
        """All keys in which two lists can differ: those that are named below what they have in common."""
        line = set(other._line())
        common = next((one for one in self._line() if one in line), None)
        return self._named(common) | other._named(common)

    def _line(self) -> Iterator[Listed]:
        one: Listed | None = self
        while one is not None:
            yield one
            one = one.above

    def _named(self, until: Listed | None) -> set[str]:
        """The keys that it, or a list above it, changes, down from one that is left out."""
        found: set[str] = set()
        for one in self._line():
            if one is until:
                break
            found.update(one.changes)
        return found


EMPTY = Listed()
"""The list where nobody lists anything."""
