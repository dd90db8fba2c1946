"""What the tables in effect show by themselves (section 6): conflicts, missing values, nothing to adjust, circles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .evaluating import Figure, Frame
from .findings import SEVERITY, Finding, finding
from .judging import latest
from .provisions import within
from .values import TRUE, Absent, Known

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .authority import Authority
    from .grid import Cell
    from .model import Item, Jurisdiction, Provision, Requirement, Statistic
    from .world import World


def listed(item: Item, cells: Iterable[Cell]) -> int:
    """How many combinations of listed dimensions some cells are."""
    return len({tuple(at for axis, at in zip(item.axes, cell, strict=True) if not axis.measure) for cell in cells})


class Tables:
    """The findings that need no rule."""

    def __init__(self, world: World, authority: Authority) -> None:
        """Reads every table of a world."""
        self._world = world
        self._authority = authority

    def findings(self) -> Iterator[Finding]:
        """All of them."""
        yield from self._circles()
        for item in self._world.model.items.values():
            for jurisdiction in self._world.model.jurisdictions.values():
                yield from self._conflicts(jurisdiction, item)
                yield from self._impossible(jurisdiction, item)
        yield from self._figures()
        yield from self._missing()
        yield from self._nothing_to_adjust()
        for requirement in self._world.model.requirements:
            if self._world.in_force(requirement.statement):
                yield from self._required(requirement)

    def _figure(self, jurisdiction: Jurisdiction, item: Item, cell: Cell) -> Figure:
        return self._world.figure(jurisdiction, item, cell)

    def _circles(self) -> Iterator[Finding]:
        """Once each: the first on the circle by path and line."""
        seen = set()
        for through in self._world.circle_findings:
            first = through[0]
            if first.place not in seen:
                seen.add(first.place)
                document = first.statement.document
                drafts = any(one.statement.document.draft for one in through)
                yield finding("cycle", first.place, jurisdiction=document.issuer.name, draft=drafts)

    def _conflicts(self, issuer: Jurisdiction, item: Item) -> Iterator[Finding]:
        """One for the jurisdiction whose provisions disagree, in whatever tables they do."""
        cells: set[Cell] = set()
        clashing: list[Provision] = []
        for jurisdiction in self._world.below(issuer):
            for cell in self._world.cells(item):
                clash = self._figure(jurisdiction, item, cell).clash
                if clash and clash[0].issuer is issuer:
                    cells.add(cell)
                    clashing.extend(clash)
        if cells:
            yield self._finding("conflict", issuer, item, cells, clashing)

    def _impossible(self, jurisdiction: Jurisdiction, item: Item) -> Iterator[Finding]:
        """A result outside the item's `in`, for who took part itself."""
        cells: set[Cell] = set()
        made: list[Provision] = []
        for cell in self._world.cells(item):
            figure = self._figure(jurisdiction, item, cell)
            own = [one for one in figure.trace if one.issuer is jurisdiction]
            if isinstance(figure.result, Known) and own and not within(item, figure.result):
                cells.add(cell)
                made.extend(own)
        if cells:
            yield self._finding("impossible-value", jurisdiction, item, cells, made)

    def _finding(
        self, code: str, jurisdiction: Jurisdiction, item: Item, cells: set[Cell], made: list[Provision]
    ) -> Finding:
        return finding(
            code,
            latest(self._world, made),
            jurisdiction=jurisdiction.name,
            cells=listed(item, cells),
            draft=any(one.statement.document.draft for one in made),
        )

    def _figures(self) -> Iterator[Finding]:
        """Different figures of a statistic on one day."""
        for jurisdiction in self._world.model.jurisdictions.values():
            figures: dict[tuple[Statistic, int | None], None] = {
                (one.statistic, one.year): None for one in self._world.observations if one.about is jurisdiction
            }
            for statistic, year in figures:
                _, made, clash = self._world.observed(jurisdiction, statistic, year)
                if clash:
                    yield finding(
                        "conflict",
                        latest(self._world, made),
                        jurisdiction=jurisdiction.name,
                        cells=1,
                        draft=any(one.statement.document.draft for one in made),
                    )

    def _missing(self) -> Iterator[Finding]:
        """A VALUE, CHANGE or limit that has none in every table that takes it: at the provision, once."""
        for provision in self._world.provisions:
            cells = {
                cell
                for cell in self._world.cells(provision.item)
                if (self._valueless(provision, cell) if provision.change is None else self._lacking(provision, cell))
            }
            if cells:
                document = provision.statement.document
                yield finding(
                    "missing",
                    provision.place,
                    severity="warning",
                    jurisdiction=provision.issuer.name,
                    cells=listed(provision.item, cells),
                    draft=document.draft,
                )

    def _valueless(self, provision: Provision, cell: Cell) -> bool:
        own = self._figure(provision.issuer, provision.item, cell)
        taking = [
            figure
            for jurisdiction in self._world.below(provision.issuer)
            if provision in (figure := self._figure(jurisdiction, provision.item, cell)).takes
        ]
        return bool(taking) and all(
            isinstance(figure.result, Absent) and not figure.result.circle for figure in (own, *taking)
        )

    def _lacking(self, provision: Provision, cell: Cell) -> bool:
        taking = [
            figure
            for jurisdiction in self._world.below(provision.issuer)
            if provision in (figure := self._figure(jurisdiction, provision.item, cell)).changed
        ]
        return bool(taking) and all(provision in figure.lacking for figure in taking)

    def _nothing_to_adjust(self) -> Iterator[Finding]:
        """An adjusted cell that is unset for the issuer and for everyone below it: at the statement, once."""
        statements = {id(one.statement): one for one in self._world.provisions if one.change is not None}
        for first in statements.values():
            cells = {
                cell for cell in self._world.cells(first.item) if any(self._empty(one, cell) for one in first.siblings)
            }
            if cells:
                yield finding(
                    "nothing-to-adjust",
                    first.statement.place,
                    severity="warning",
                    jurisdiction=first.issuer.name,
                    cells=listed(first.item, cells),
                    draft=first.statement.document.draft,
                )

    def _empty(self, provision: Provision, cell: Cell) -> bool:
        """Unset, and not only for the sake of a circle, which is found by itself."""
        area = self._world.below(provision.issuer)
        results = [self._figure(one, provision.item, cell).result for one in area]
        return any(self._world.covered(provision, one, cell) for one in area) and all(
            isinstance(result, Absent) and not result.circle for result in results
        )

    # ---- require

    def _required(self, requirement: Requirement) -> Iterator[Finding]:
        """Every jurisdiction of the level with a document in force must have a value."""
        statement = requirement.statement
        issuer = statement.document.issuer
        level = requirement.level or self._authority.lowest_level(issuer, requirement.item)
        if level is None:
            yield finding("value", statement.place)
            return
        for jurisdiction in self._world.below(issuer):
            if jurisdiction is issuer or jurisdiction.level != level or not self._documents(jurisdiction):
                continue
            cells = {
                cell for cell in self._world.cells(requirement.item) if self._lacks(requirement, jurisdiction, cell)
            }
            if cells:
                yield finding(
                    "missing",
                    statement.place,
                    severity=SEVERITY[requirement.force],
                    force=requirement.force,
                    jurisdiction=jurisdiction.name,
                    cells=listed(requirement.item, cells),
                    draft=statement.document.draft,
                )

    def _documents(self, jurisdiction: Jurisdiction) -> bool:
        return any(one.issuer is jurisdiction and self._world.holds(one) for one in self._world.model.documents)

    def _lacks(self, requirement: Requirement, jurisdiction: Jurisdiction, cell: Cell) -> bool:
        item = requirement.item
        env = self._world.env(item, cell)
        if not self._world.covers(requirement.scope.terms if requirement.scope else (), env):
            return False
        if requirement.condition is not None:
            condition = self._world.evaluate(requirement.condition, Frame(jurisdiction, env))
            if condition != TRUE:
                return False
        result = self._figure(jurisdiction, item, cell).result
        return isinstance(result, Absent) and not result.circle
