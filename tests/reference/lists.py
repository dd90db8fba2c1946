"""Lists in effect and what is asked of them (section 8)."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

from qingdan_dsl.syntax import expressions as e

from .model import Catalogue, Jurisdiction, Listing, Place
from .values import FALSE, TRUE, Known, Result, calendar, undetermined

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from .kinds import Kinds
    from .times import Times

Offending = tuple[Catalogue, str]
"""A key that breaks a question, or that one counted."""

ACTIONS = ("list", "include", "exclude")
"""In the order in which those of one day are applied."""


@dataclass(frozen=True, slots=True)
class Given:
    """A statement that gave or took a key, and where it says so."""

    listing: Listing
    place: Place


@dataclass(frozen=True, slots=True)
class Held:
    """An entry of a list in effect: its fields (None where statements of one day differ), and who gave it."""

    fields: dict[str, str | None]
    given: tuple[Given, ...]


@dataclass(eq=False, slots=True)
class Inventory:
    """A list in effect; `lists` and `excluded` are its own statements that stand for what it lacks."""

    held: dict[str, Held] = field(default_factory=dict)
    lists: list[Given] = field(default_factory=list)
    excluded: dict[str, list[Given]] = field(default_factory=dict)

    def lacking(self, key: str) -> list[Given]:
        """For a key that it lacks: its own `exclude` of that key, else its own `list`."""
        return self.excluded.get(key) or self.lists


class Lists:
    """Works out the list of anybody on any day."""

    def __init__(self, times: Times, kinds: Kinds) -> None:
        """With the statements of all times."""
        self._times = times
        self._kinds = kinds

    def inventory(self, jurisdiction: Jurisdiction, catalogue: Catalogue, on: date) -> Inventory:
        """The parent's list in effect, with its own statements in force applied in order of their day."""
        found = Inventory()
        if jurisdiction.parent:
            found.held = dict(self.inventory(jurisdiction.parent, catalogue, on).held)
        own = [
            one
            for one in self._times.model.listings
            if one.catalogue is catalogue
            and one.statement.document.issuer is jurisdiction
            and self._times.in_force(one.statement, on)
        ]
        for day in sorted({self._times.stretch(one.statement)[0] for one in own}):
            today = [one for one in own if self._times.stretch(one.statement)[0] == day]
            for action in ACTIONS:
                same = [one for one in today if one.action == action]
                if same:
                    _apply(found, action, same)
        return found

    # ---- questions

    def answer(
        self, node: e.Count | e.Within | e.Alike, jurisdiction: Jurisdiction, today: date
    ) -> tuple[Result, set[Offending]]:
        """What a question comes to for a jurisdiction, and the keys that break it or that it counted."""
        if isinstance(node, e.Count):
            return self._count(node, jurisdiction, today)
        if isinstance(node, e.Within):
            catalogue, _ = self._kinds.asked(node.catalogue)
            mine = self.inventory(jurisdiction, catalogue, today).held
            its = self.inventory(self._place(node.jurisdiction), catalogue, today).held
            beyond = mine.keys() - its.keys()
            return (FALSE if beyond else TRUE), {(catalogue, key) for key in beyond}
        return self._alike(node, jurisdiction, today)

    def _place(self, name: e.Name) -> Jurisdiction:
        symbol = self._kinds.found(name)
        assert symbol is not None
        assert isinstance(symbol.meaning, Jurisdiction)
        return symbol.meaning

    def _alike(self, node: e.Alike, jurisdiction: Jurisdiction, today: date) -> tuple[Result, set[Offending]]:
        """`C as K`: the same keys with all fields alike; `C.field as K`: shared keys agree in that field."""
        catalogue, asked = self._kinds.asked(node.catalogue)
        mine = self.inventory(jurisdiction, catalogue, today).held
        its = self.inventory(self._place(node.jurisdiction), catalogue, today).held
        broken = set(mine.keys() ^ its.keys()) if asked is None else set[str]()
        unclear = False
        names = [column.name for column in catalogue.fields] if asked is None else [asked]
        for key in mine.keys() & its.keys():
            if mine[key].given == its[key].given:
                continue  # one entry, whatever its fields are
            for name in names:
                left, right = mine[key].fields[name], its[key].fields[name]
                if left is None or right is None:
                    unclear = True
                elif left != right:
                    broken.add(key)
        if broken:
            return FALSE, {(catalogue, key) for key in broken}
        return (undetermined("catalogue") if unclear else TRUE), set()

    def _count(self, node: e.Count, jurisdiction: Jurisdiction, today: date) -> tuple[Result, set[Offending]]:
        """The entries of a list, or those that the other lacks, with what a `where` says of the entries counted."""
        catalogue, _ = self._kinds.asked(node.catalogue)
        on = _date(node.day) if node.day else today
        counted = self.inventory(jurisdiction, catalogue, on).held
        if node.other is not None:
            other = self.inventory(self._place(node.other), catalogue, on).held
            counted, other = (other, counted) if node.relation == "missing" else (counted, other)
            counted = {key: held for key, held in counted.items() if key not in other}
        unclear = False
        if node.field is not None and node.value is not None:
            column = catalogue.named(node.field.text)
            assert not isinstance(column, str)
            unclear = any(held.fields[column.name] is None for held in counted.values())
            counted = {key: held for key, held in counted.items() if held.fields[column.name] == node.value.text}
        keys = set() if node.day else {(catalogue, key) for key in counted}
        return (undetermined("catalogue") if unclear else Known("number", Fraction(len(counted)))), keys

    # ---- where a finding about keys stands

    def own(self, jurisdiction: Jurisdiction, offending: Offending, today: date) -> list[Given]:
        """A jurisdiction's own statements that gave a key, or for which its list lacks it."""
        catalogue, key = offending
        inventory = self.inventory(jurisdiction, catalogue, today)
        given = inventory.held[key].given if key in inventory.held else inventory.lacking(key)
        return [one for one in given if one.listing.statement.document.issuer is jurisdiction]


def _apply(inventory: Inventory, action: str, same: Sequence[Listing]) -> None:
    """Applies the statements of one act, issuer and day, taken together."""
    if action == "exclude":
        for listing in same:
            for entry in listing.entries:
                inventory.held.pop(entry.key, None)
                inventory.excluded.setdefault(entry.key, []).append(Given(listing, entry.place))
        return
    if action == "list":
        inventory.held = {}
        inventory.excluded = {}
        inventory.lists = [Given(listing, listing.statement.place) for listing in same]
    for key, held in _together(same).items():
        inventory.held[key] = held
        inventory.excluded.pop(key, None)


def _together(same: Sequence[Listing]) -> dict[str, Held]:
    """The entries of statements taken together; a field that they give differently is None."""
    found: dict[str, Held] = {}
    for listing in same:
        for entry in listing.entries:
            given = (Given(listing, entry.place),)
            if entry.key not in found:
                found[entry.key] = Held(dict(entry.fields), given)
                continue
            before = found[entry.key]
            fields = {name: text if before.fields[name] == text else None for name, text in entry.fields.items()}
            found[entry.key] = Held(fields, (*before.given, *given))
    return found


def _date(node: e.Day) -> date:
    found = calendar(node)
    assert found is not None
    return found
