"""Which entries of a list in effect appear, vanish or change."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qingdan_checker.differences.facts import Relisted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from qingdan_checker import model as m
    from qingdan_checker.differences.facts import Entry
    from qingdan_checker.differences.walking import Pair
    from qingdan_checker.listed import Listed
    from qingdan_checker.round import Round


@dataclass(slots=True)
class Lists:
    """Compares lists; those of places without lists of their own are the same object, and are compared once."""

    _known: dict[tuple[str, Listed | None, Listed | None], tuple[Relisted, ...]] = field(default_factory=dict)

    def relisted(
        self, pair: Pair, name: str, old: m.Jurisdiction | None, new: m.Jurisdiction | None
    ) -> Iterator[Relisted]:
        """The entries that differ in the lists of one place."""
        for catalogue in sorted({*pair.old.model.catalogues, *pair.new.model.catalogues}):
            before, after = _listed(pair.old, catalogue, old), _listed(pair.new, catalogue, new)
            key = (catalogue, before, after)
            if key not in self._known:
                self._known[key] = tuple(_differing(catalogue, pair, before, after))
            yield from (_at(one, name) for one in self._known[key])


def _at(one: Relisted, name: str) -> Relisted:
    return Relisted(catalogue=one.catalogue, key=one.key, jurisdictions=(name,), before=one.before, after=one.after)


def _listed(round_: Round, catalogue: str, place: m.Jurisdiction | None) -> Listed | None:
    known = round_.model.catalogues.get(catalogue)
    if known is None or place is None:
        return None
    return round_.day.stretches.lists.in_effect(known, place, round_.date)


def _differing(catalogue: str, pair: Pair, before: Listed | None, after: Listed | None) -> Iterator[Relisted]:
    olds, news = _entries(pair.old, catalogue, before), _entries(pair.new, catalogue, after)
    for key in sorted({*olds, *news}):
        if olds.get(key) != news.get(key):
            yield Relisted(catalogue=catalogue, key=key, jurisdictions=(), before=olds.get(key), after=news.get(key))


def _entries(round_: Round, catalogue: str, listed: Listed | None) -> Mapping[str, Entry]:
    """The entries with their fields by name, empty ones left out."""
    if listed is None:
        return {}
    names = round_.model.catalogues[catalogue].fields
    found = {}
    for key in listed.keys():  # noqa: SIM118  a list in effect is no mapping
        named = zip(names, listed.entry(key) or (), strict=False)
        found[key] = tuple(sorted((name, value) for name, value in named if value != ""))
    return found
