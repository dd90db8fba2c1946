"""The lists of catalogues in effect: down the chain of jurisdictions, each with its own statements in force."""

from __future__ import annotations

from collections import defaultdict
from itertools import groupby
from typing import TYPE_CHECKING, Final

from qingdan_checker.listed import EMPTY, Fields, Listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from qingdan_checker import model as m
    from qingdan_checker.effect.stretches import Stretches

ORDER: Final[Mapping[str, int]] = {"list": 0, "include": 1, "exclude": 2}
"""Statements of one day apply in this order."""


class Lists:
    """The list in effect of any catalogue, for any jurisdiction, on any day; lists that are alike are one."""

    def __init__(self, statements: Iterable[m.Listing], stretches: Stretches) -> None:
        self._stretches = stretches
        self._own: dict[tuple[m.Catalogue, m.Jurisdiction], list[m.Listing]] = defaultdict(list)
        for statement in statements:
            self._own[statement.catalogue, statement.issuer].append(statement)
        for own in self._own.values():
            own.sort(key=self._rank)
        self._made: dict[tuple[Listed, tuple[m.Listing, ...]], Listed] = {}
        self._known: dict[tuple[m.Catalogue, m.Jurisdiction, date], Listed] = {}

    def in_effect(self, catalogue: m.Catalogue, place: m.Jurisdiction, day: date) -> Listed:
        """The list of a jurisdiction on a day: its parent's, changed by its own statements in force."""
        known = (catalogue, place, day)
        found = self._known.get(known)
        if found is None:
            found = self._known[known] = self._make(catalogue, place, day)
        return found

    def _make(self, catalogue: m.Catalogue, place: m.Jurisdiction, day: date) -> Listed:
        own = self.own(catalogue, place, day)
        whole = any(statement.act == "list" for statement in own)
        above = self.in_effect(catalogue, place.parent, day) if place.parent and not whole else EMPTY
        if not own:
            return above
        known = (above, own)
        found = self._made.get(known)
        if found is None:
            found = self._made[known] = Listed(above=None if whole else above, changes=self._changes(own))
        return found

    def own(self, catalogue: m.Catalogue, place: m.Jurisdiction, day: date) -> tuple[m.Listing, ...]:
        """A jurisdiction's own statements in force on a catalogue, in the order in which they apply."""
        known = self._own.get((catalogue, place), ())
        return tuple([one for one in known if day in self._stretches.statement(one)])

    def made_by(
        self, catalogue: m.Catalogue, place: m.Jurisdiction, day: date, keys: Iterable[str]
    ) -> list[tuple[m.Listing, frozenset[str]]]:
        """The statements that put some keys into a jurisdiction's list, or out of it; of each key the last."""
        found: list[tuple[m.Listing, frozenset[str]]] = []
        left = set(keys)
        for one in place.line:
            for _, group in groupby(reversed(self.own(catalogue, one, day)), key=self._rank):
                statements = list(group)
                named = [(statement, frozenset(left & statement.entries.keys())) for statement in statements]
                left = left.difference(*(hit for _, hit in named))
                found += [pair for pair in named if pair[1]]
                if statements[0].act == "list":  # what it does not name is out
                    return found + [(statement, frozenset(left)) for statement in statements if left]
        return found

    def _rank(self, statement: m.Listing) -> tuple[date, int]:
        return self._stretches.statement(statement).start, ORDER[statement.act]

    def _changes(self, own: Sequence[m.Listing]) -> Mapping[str, Fields | None]:
        """What statements change of the list above; a `list` begins anew."""
        groups = [(rank[1], [one.entries for one in group]) for rank, group in groupby(own, key=self._rank)]
        if len(groups) == 1 and groups[0][0] != ORDER["exclude"]:
            return _together(groups[0][1])  # as it stands: thousands of entries are not copied
        changes: dict[str, Fields | None] = {}
        for order, ones in groups:
            if order == ORDER["list"]:
                changes.clear()
            entries = _together(ones)
            changes.update(dict.fromkeys(entries) if order == ORDER["exclude"] else entries)
        return changes


def _together(ones: Sequence[Mapping[str, Fields]]) -> Mapping[str, Fields]:
    """The entries of statements of one act and one day; where they give a key different fields, these are disputed."""
    if len(ones) == 1:
        return ones[0]
    found: dict[str, Fields] = {}
    for entries in ones:
        for key, fields in entries.items():
            known = found.setdefault(key, fields)
            if known != fields:
                found[key] = tuple([one if one == other else None for one, other in zip(known, fields, strict=True)])
    return found
