"""What a verdict asked of catalogues: the keys that break it, and the statements that put them where they are."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from qingdan_checker import model as m
from qingdan_checker.evaluate import Scope, compiled, picked
from qingdan_checker.findings import Step

if TYPE_CHECKING:
    from collections.abc import Iterable

    from qingdan_checker.effect import Effect
    from qingdan_checker.round import Round

MOST_STEPS: Final = 10
"""Keys whose statements are told; all keys stand in the finding."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The keys that break what was asked, sorted, and the statements that put them where they are."""

    keys: tuple[str, ...] = ()
    made: tuple[tuple[m.Listing, frozenset[str]], ...] = ()

    @property
    def statements(self) -> tuple[m.Listing, ...]:
        """The statements alone."""
        return tuple(one for one, _ in self.made)

    def steps(self, round_: Round, place: m.Jurisdiction) -> list[Step]:
        """The trace of the first keys: each with the statement, and the row, that put it where it is."""
        shown = ((key, one) for key in self.keys for one, named in self.made if key in named)
        return [listing_step(round_, place, key, one) for key, one in islice(shown, MOST_STEPS)]

    def places(self) -> list[tuple[m.Listing, m.Where]]:
        """Where each statement names the keys: its entries; of one that names a file, the statement itself."""
        return [
            (one, where)
            for one, named in self.made
            for where in ({one.where} if one.sheet else {one.rows.get(key, one.where) for key in named})
        ]


def evidence(round_: Round, place: m.Jurisdiction, reads: Iterable[tuple[Any, Any]]) -> Evidence:
    """What shows why a verdict came out as it did, of the catalogues that were asked."""
    effect = round_.effect(place)
    found: dict[m.Catalogue, set[str]] = defaultdict(set)
    for one, _ in reads:
        if isinstance(one, m.Asked) and _tells(one, effect):
            found[one.catalogue] |= picked(one, effect).sure
    lists = round_.day.stretches.lists
    made = [pair for catalogue, keys in found.items() for pair in lists.made_by(catalogue, place, round_.date, keys)]
    return Evidence(keys=tuple(sorted(set().union(*found.values()))), made=tuple(made))


def _tells(one: m.Asked, effect: Effect) -> bool:
    """Whether the keys of a question are evidence: they break it, or a count without a date counted them."""
    if one.question in {"within", "as"}:
        return compiled(one)(Scope(table=effect, cell={})) is False
    return one.day is None


def listing_step(round_: Round, place: m.Jurisdiction, key: str, statement: m.Listing) -> Step:
    """A key with the statement, and the row, that put it where it is."""
    return Step(
        what=statement.catalogue.name,
        cell=(("key", key),),
        act=statement.act,
        value=key,
        document=statement.document.name,
        article=statement.article,
        place=round_.place(statement.rows.get(key, statement.where)),
        since=round_.day.since(statement),
        own=statement.issuer is place,
    )
