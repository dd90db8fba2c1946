"""Who may decide what on one day (section 7)."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from qingdan_checker import model as m

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

ALL: frozenset[str] = frozenset({"*"})
"""The authority to distinguish by every dimension."""

_Grants = dict[m.Matter, list["m.Delegation | m.Reservation"]]


class Authority:
    """Who holds the authority over each item and catalogue, from the delegations and reservations in force.

    `since` gives the day on which a statement took effect: of one issuer's, the later counts.
    """

    def __init__(self, statements: Iterable[m.Statement], since: Callable[[m.Statement], date]) -> None:
        self._since = since
        self._grants: _Grants = defaultdict(list)
        self._permissions: dict[tuple[m.Jurisdiction, m.Matter], list[m.Permission]] = defaultdict(list)
        for statement in statements:
            match statement:
                case m.Delegation() | m.Reservation():
                    for one in statement.objects:
                        self._grants[one].append(statement)
                case m.Permission():
                    for one in statement.objects:
                        self._permissions[statement.jurisdiction, one].append(statement)
        self._held: dict[tuple[m.Jurisdiction, m.Matter], frozenset[str] | None] = {}

    def decides(self, place: m.Jurisdiction, one: m.Matter) -> frozenset[str] | None:
        """By which dimensions a jurisdiction may decide: those that it holds, or all where that is approved to it.

        An approval is for the jurisdiction alone: it does not let it pass the authority on.
        """
        for permission in self._permissions.get((place, one), ()):
            if self.permits(permission, one):
                return ALL
        return self.held(place, one)

    def held(self, place: m.Jurisdiction, one: m.Matter) -> frozenset[str] | None:
        """The authority that a jurisdiction holds, and may pass on: the dimensions (ALL: any), or None."""
        known = (place, one)
        if known not in self._held:
            self._held[known] = self._hold(place, one)
        return self._held[known]

    def _hold(self, place: m.Jurisdiction, one: m.Matter) -> frozenset[str] | None:
        if place.parent is None:
            return ALL  # the nation may decide everything
        reaching = self._nearest(place, one)
        return self._latest(reaching, one) if reaching else None

    def _nearest(self, place: m.Jurisdiction, one: m.Matter) -> list[m.Delegation | m.Reservation]:
        """The grants of the nearest level above a jurisdiction that has any which reach it."""
        for issuer in place.line[1:]:
            reaching = [
                grant
                for grant in self._grants.get(one, ())
                if grant.issuer is issuer and self._reaches(grant, place, one)
            ]
            if reaching:
                return reaching
        return []

    def sources(self, place: m.Jurisdiction, one: m.Matter) -> tuple[m.Permission | m.Delegation, ...]:
        """The statements that give a jurisdiction its authority: approvals to decide, and the delegations that count.

        None where it has no authority, and for the nation, which needs none.
        """
        given = [each for each in self._permissions.get((place, one), ()) if self.permits(each, one)]
        if self.held(place, one) is None or place.parent is None:
            return tuple(given)
        return (*given, *(grant for grant in self._last(self._nearest(place, one)) if isinstance(grant, m.Delegation)))

    def permits(self, permission: m.Permission, one: m.Matter) -> bool:
        """Whether an approval to decide has effect: its issuer is above and holds the authority itself."""
        issuer = permission.issuer
        return issuer.is_above(permission.jurisdiction) and self.held(issuer, one) is not None

    def _reaches(self, grant: m.Delegation | m.Reservation, place: m.Jurisdiction, one: m.Matter) -> bool:
        if self.held(grant.issuer, one) is None:
            return False  # without authority, without effect
        return isinstance(grant, m.Reservation) or m.RANKS[place.rank] <= m.RANKS[grant.rank]

    def _last(self, grants: list[m.Delegation | m.Reservation]) -> list[m.Delegation | m.Reservation]:
        """Those that took effect last."""
        last = max((self._since(grant) for grant in grants), default=None)
        return [grant for grant in grants if self._since(grant) == last]

    def _latest(self, grants: list[m.Delegation | m.Reservation], one: m.Matter) -> frozenset[str] | None:
        latest = self._last(grants)
        if any(isinstance(grant, m.Reservation) for grant in latest):
            return None
        given: frozenset[str] = frozenset()
        for grant in latest:
            assert isinstance(grant, m.Delegation)  # noqa: S101  the reservations were seen to above
            own = self.held(grant.issuer, one) or frozenset()
            given |= _narrowed(own, grant.dimensions)
        return ALL if given.issuperset(ALL) else given

    def lowest_level(self, requirement: m.Requirement) -> str | None:
        """The lowest level to which an item is delegated in a requirement's area, or None where it is to nobody."""
        levels: list[str] = []
        issuer = requirement.issuer
        for grant in self._grants.get(requirement.item, ()):
            in_line = grant.issuer is issuer or grant.issuer.is_above(issuer) or issuer.is_above(grant.issuer)
            below = isinstance(grant, m.Delegation) and m.RANKS[grant.rank] > m.RANKS[issuer.rank]
            holds = self.held(grant.issuer, requirement.item) is not None
            if (
                isinstance(grant, m.Delegation)
                and below
                and in_line
                and holds
                and not self._taken_back(grant, requirement)
            ):
                levels.append(grant.rank)
        return max(levels, key=lambda level: m.RANKS[level], default=None)

    def _taken_back(self, grant: m.Delegation, requirement: m.Requirement) -> bool:
        """Whether a reservation counts before a delegation throughout a requirement's area."""
        item, issuer = requirement.item, requirement.issuer
        for other in self._grants.get(item, ()):
            if not isinstance(other, m.Reservation) or self.held(other.issuer, item) is None:
                continue
            if other.issuer is grant.issuer and self._since(other) >= self._since(grant):
                return True
            nearer = grant.issuer.is_above(other.issuer)
            if nearer and (other.issuer is issuer or other.issuer.is_above(issuer)):
                return True
        return False


def _narrowed(own: frozenset[str], passed: frozenset[str] | None) -> frozenset[str]:
    """What is passed on: no more than the issuer holds."""
    if passed is None:
        return own
    return passed if own == ALL else own & passed
