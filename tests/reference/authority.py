"""Who may decide what (section 7), and the findings about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qingdan_dsl.syntax import expressions as e
from qingdan_dsl.syntax import statements as s

from .findings import Finding, finding
from .kinds import nodes
from .model import LEVELS, Catalogue, Grant, Item, Jurisdiction, Permission, Provision, Statement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .world import World

Subject = Item | Catalogue
Held = frozenset[str] | None
"""The dimensions by which one may distinguish; None for all."""


class Authority:
    """Who holds which subject on the day of a world."""

    def __init__(self, world: World) -> None:
        """Reads what is in force."""
        self._world = world
        self._grants = [one for one in world.model.grants if world.in_force(one.statement)]
        self._permissions = [one for one in world.model.permissions if world.in_force(one.statement)]

    def holds(self, jurisdiction: Jurisdiction, subject: Subject) -> bool:
        """Whether a jurisdiction may decide a subject at all."""
        return bool(self._delegated(jurisdiction, subject)) or bool(self._permitted(jurisdiction, subject))

    def dimensions(self, jurisdiction: Jurisdiction, subject: Subject) -> Held:
        """By which dimensions a holder may distinguish."""
        held = [*self._delegated(jurisdiction, subject), *self._permitted(jurisdiction, subject)]
        return added(held)

    def _delegated(self, jurisdiction: Jurisdiction, subject: Subject) -> list[Held]:
        """What the nation, or the nearest issuer's latest delegations, give; empty for nothing."""
        if jurisdiction.level == "nation":
            return [None]
        for issuer in jurisdiction.upward()[1:]:
            reaching = [
                one
                for one in self._grants
                if one.statement.document.issuer is issuer
                and subject in one.subjects
                and self._reaches(one, jurisdiction)
                and self._delegated(issuer, subject)
            ]
            if reaching:
                last = max(self._world.stretch(one.statement)[0] for one in reaching)
                latest = [one for one in reaching if self._world.stretch(one.statement)[0] == last]
                if any(one.level is None for one in latest):
                    return []
                return [confined(added([one.axes for one in latest]), added(self._delegated(issuer, subject)))]
        return []

    def _reaches(self, grant: Grant, jurisdiction: Jurisdiction) -> bool:
        return grant.level is None or LEVELS.index(jurisdiction.level) <= LEVELS.index(grant.level)

    def _permitted(self, jurisdiction: Jurisdiction, subject: Subject) -> list[Held]:
        return [
            added(self._delegated(one.statement.document.issuer, subject))
            for one in self._permissions
            if one.jurisdiction is jurisdiction and subject in one.subjects and self.may_permit(one, subject)
        ]

    def may_permit(self, permission: Permission, subject: Subject) -> bool:
        """Whether the issuer is above whom it permits, and holds the authority itself."""
        issuer = permission.statement.document.issuer
        return issuer.above(permission.jurisdiction) and bool(self._delegated(issuer, subject))

    def lowest_level(self, issuer: Jurisdiction, item: Item) -> str | None:
        """The lowest level below an issuer that holds an item there."""
        area = [one for one in self._world.below(issuer) if one is not issuer]
        levels = [
            grant.level
            for grant in self._grants
            if grant.level is not None
            and item in grant.subjects
            and LEVELS.index(grant.level) > LEVELS.index(issuer.level)
            and self._stands(grant, issuer, item, area)
        ]
        return max(levels, key=LEVELS.index) if levels else None

    def _stands(self, grant: Grant, issuer: Jurisdiction, item: Item, area: list[Jurisdiction]) -> bool:
        """Whether a delegation has effect somewhere in an area, or would where nobody is declared there."""
        giver = grant.statement.document.issuer
        if not self.holds(giver, item) or (giver not in issuer.upward() and issuer not in giver.upward()):
            return False
        at_level = [one for one in area if one.level == grant.level and giver.above(one)]
        if at_level:
            return any(self.holds(one, item) for one in at_level)
        taken = [
            one
            for one in self._grants
            if one.level is None
            and item in one.subjects
            and self.holds(one.statement.document.issuer, item)
            and one.statement.document.issuer in {giver, *giver_path(giver, issuer)}
            and (
                one.statement.document.issuer is not giver
                or self._world.stretch(one.statement)[0] >= self._world.stretch(grant.statement)[0]
            )
        ]
        return not taken

    # ---- findings

    def findings(self) -> Iterator[Finding]:
        """Everything beyond authority, tolerated, or approved by one who may not."""
        yield from self._relations()
        yield from self._grants_without()
        yield from self._decisions()
        yield from self._observations()
        yield from self._waivers()
        yield from self._tolerances()
        yield from self._permissions_without()

    def _beyond(self, statement: Statement, rule: str | None = None) -> Finding:
        document = statement.document
        return finding(
            "beyond-authority", statement.place, rule=rule, jurisdiction=document.issuer.name, draft=document.draft
        )

    def _relations(self) -> Iterator[Finding]:
        for document in self._world.model.documents:
            if not self._world.holds(document):
                continue
            for other, place in (*document.repeals, *document.amends):
                if not self._world.reaches(document, other):
                    yield finding("beyond-authority", place, jurisdiction=document.issuer.name, draft=document.draft)

    def _grants_without(self) -> Iterator[Finding]:
        for grant in self._grants:
            for subject in grant.subjects:
                if not self._delegated(grant.statement.document.issuer, subject):
                    yield self._beyond(grant.statement)

    def _decisions(self) -> Iterator[Finding]:
        by_statement: dict[int, list[Provision]] = {}
        for provision in self._world.provisions:
            by_statement.setdefault(id(provision.statement), []).append(provision)
        for provisions in by_statement.values():
            yield from self._decision(provisions[0].statement, provisions[0].item, provisions)
        for listing in self._world.listings:
            yield from self._decision(listing.statement, listing.catalogue, [])

    def _decision(self, statement: Statement, subject: Subject, provisions: list[Provision]) -> Iterator[Finding]:
        issuer = statement.document.issuer
        if self.holds(issuer, subject):
            allowed = self.dimensions(issuer, subject)
            named = {name for provision in provisions for name in self._named(provision)}
            if allowed is None or named <= allowed:
                return
        if self._tolerated(statement, subject):
            yield finding(
                "tolerated",
                statement.place,
                severity="note",
                jurisdiction=issuer.name,
                draft=statement.document.draft,
            )
        else:
            yield self._beyond(statement)

    def _named(self, provision: Provision) -> set[str]:
        """The dimensions that selectors, table headings, `when` and tests name."""
        named = {axis.name for term in provision.chain if (axis := self._world.kinds.term_axis(term))}
        tree = provision.statement.tree
        if isinstance(tree, s.Set) and tree.table:
            for name in tree.table.dimensions:
                axis = self._world.kinds.axis(name)
                named |= {axis.name} if axis else set()
        expressions: list[e.Expression] = []
        if isinstance(provision.value, e.Node) and not isinstance(provision.value, e.Unknown):
            expressions.append(provision.value)
        if provision.change:
            parts = (provision.change.value, provision.change.up_to, provision.change.down_to)
            expressions += [part for part in parts if part is not None]
        if provision.condition is not None:
            expressions.append(provision.condition)
            named |= self._in_brackets(provision.condition)
        for expression in expressions:
            named |= self._tests(expression)
        return named

    def _tests(self, expression: e.Expression) -> set[str]:
        """The dimensions of the tests of an expression, outside brackets."""
        kinds = self._world.kinds
        found: set[str] = set()
        for node in nodes(expression):
            if isinstance(node, e.Name) and kinds.item(node) is None:
                axis = kinds.term_axis(node)
                found |= {axis.name} if axis else set()
        return found

    def _in_brackets(self, expression: e.Expression) -> set[str]:
        found: set[str] = set()
        for node in nodes(expression):
            for pin in node.pins if isinstance(node, e.Cell) else ():
                if isinstance(pin, e.Neighbour):
                    axis = self._world.kinds.axis(pin.dimension)
                elif isinstance(pin, e.YearPin):
                    axis = None
                else:
                    axis = self._world.kinds.term_axis(pin)
                found |= {axis.name} if axis else set()
        return found

    def _tolerated(self, statement: Statement, subject: Subject) -> bool:
        document = statement.document
        return any(
            subject in one.subjects
            and self._world.in_force(one.statement)
            and one.statement.document.issuer.above(document.issuer)
            and self.holds(one.statement.document.issuer, subject)
            and document.issued is not None
            and document.issued < one.before
            for one in self._world.model.tolerances
        )

    def _observations(self) -> Iterator[Finding]:
        seen: set[int] = set()
        for one in self._world.model.observations:
            if self._world.in_force(one.statement) and not self._world.allowed(one) and id(one.statement) not in seen:
                seen.add(id(one.statement))
                yield self._beyond(one.statement)

    def _waivers(self) -> Iterator[Finding]:
        for waiver in self._world.model.waivers:
            if self._world.in_force(waiver.statement):
                for rule in waiver.rules:
                    if not may_lift(waiver.statement, rule.statement):
                        yield self._beyond(waiver.statement, rule.name)

    def _tolerances(self) -> Iterator[Finding]:
        for one in self._world.model.tolerances:
            if self._world.in_force(one.statement):
                for subject in one.subjects:
                    if not self.holds(one.statement.document.issuer, subject):
                        yield self._beyond(one.statement)

    def _permissions_without(self) -> Iterator[Finding]:
        for one in self._permissions:
            for subject in one.subjects:
                if not self.may_permit(one, subject):
                    document = one.statement.document
                    yield finding(
                        "approval", one.statement.place, jurisdiction=one.jurisdiction.name, draft=document.draft
                    )


def may_lift(statement: Statement, rule: Statement) -> bool:
    """Whether a statement is by the rule's issuer or one above it."""
    issuer = statement.document.issuer
    return issuer in rule.document.issuer.upward()


def giver_path(giver: Jurisdiction, issuer: Jurisdiction) -> list[Jurisdiction]:
    """Who lies between a giver and an issuer below it, the issuer included."""
    path = issuer.upward()
    return path[: path.index(giver)] if giver in path else []


def added(held: list[Held]) -> Held:
    """Dimensions add up; one without `by` gives all."""
    if any(one is None for one in held):
        return None
    return frozenset[str]().union(*(one for one in held if one is not None))


def confined(given: Held, own: Held) -> Held:
    """Who holds by some dimensions cannot pass on more."""
    if own is None:
        return given
    return own if given is None else given & own
