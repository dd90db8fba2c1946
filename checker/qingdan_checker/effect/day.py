"""One day: what is in force, how measures are cut, and who may decide what."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from qingdan_checker import model as m
from qingdan_checker.effect.authority import ALL, Authority
from qingdan_checker.effect.pieces import Piece, cut, mask_of, show_piece
from qingdan_checker.effect.stretches import Stretches, may_touch
from qingdan_checker.effect.terms import measured, terms_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from qingdan_checker.effect.precedence import Box
    from qingdan_checker.effect.table import Effect
    from qingdan_checker.quantity import Number


@dataclass(slots=True, kw_only=True)
class Kept:
    """The statements in force, by what they are."""

    deciding: list[m.Deciding] = field(default_factory=list)
    listings: list[m.Listing] = field(default_factory=list)
    rules: list[m.Rule] = field(default_factory=list)
    requirements: list[m.Requirement] = field(default_factory=list)
    observations: list[m.Observation] = field(default_factory=list)
    approvals: list[m.Approval] = field(default_factory=list)
    permissions: list[m.Permission] = field(default_factory=list)
    waivers: list[m.Waiver] = field(default_factory=list)
    declarations: list[m.Declaration] = field(default_factory=list)
    tolerances: list[m.Tolerance] = field(default_factory=list)
    delegations: list[m.Delegation | m.Reservation] = field(default_factory=list)


_SHELVES: Mapping[type, str] = {
    m.Deciding: "deciding",
    m.Listing: "listings",
    m.Rule: "rules",
    m.Requirement: "requirements",
    m.Observation: "observations",
    m.Approval: "approvals",
    m.Permission: "permissions",
    m.Waiver: "waivers",
    m.Declaration: "declarations",
    m.Tolerance: "tolerances",
    m.Delegation: "delegations",
    m.Reservation: "delegations",
}


class Day:
    """A model on one date. `cuts` are terms beside those in force at which measures are cut too (a case's)."""

    def __init__(self, model: m.Model, stretches: Stretches, day: date, cuts: Iterable[m.Term] = ()) -> None:
        self.model = model
        self.stretches = stretches
        self.day = day
        self.kept = Kept()
        active: list[m.Statement] = []
        for statement in model.statements:
            if day in stretches.statement(statement):
                active.append(statement)
                shelf = _SHELVES.get(type(statement))
                if shelf:
                    getattr(self.kept, shelf).append(statement)
        self.active = tuple(active)
        self.authority = Authority(active, self.since)
        self.effects: dict[m.Jurisdiction, Effect] = {}
        self._cuts = tuple(cuts)
        self._masks: dict[m.Term, int] = {}
        self._narrowings: dict[m.Provision, tuple[tuple[int, int], ...]] = {}
        self._boxes: dict[m.Provision, Box] = {}

    def since(self, statement: m.Statement) -> date:
        """The day on which a statement took effect."""
        return self.stretches.statement(statement).start

    # ---- measures

    @cached_property
    def pieces(self) -> Mapping[str, tuple[Piece, ...]]:
        """The pieces of each measure: cut at all that anything in force compares it with."""
        amounts: dict[str, set[Number]] = defaultdict(set)
        written = [
            term for one, terms in self.stretches.cuts if self.day in self.stretches.statement(one) for term in terms
        ]
        defined = [term for one in self.model.defines.values() for term in measured(terms_in(one.expression))]
        for term in (*written, *defined, *self._cuts):
            amounts[term.axis.name].update(bound for _, bound in term.bounds)
        return {
            axis.name: cut(axis, amounts[axis.name]) for axis in self.model.axes.values() if isinstance(axis, m.Measure)
        }

    def size(self, axis: m.Axis) -> int:
        """How many members or pieces an axis has."""
        return axis.size if isinstance(axis, m.Dimension) else len(self.pieces[axis.name])

    def mask(self, term: m.Term) -> int:
        """The members, or the pieces of a measure, that a term selects."""
        if isinstance(term.axis, m.Dimension):
            return term.mask
        found = self._masks.get(term)
        if found is None:
            found = self._masks[term] = mask_of(term, self.pieces[term.axis.name])
        return found

    def everything(self, axis: m.Axis) -> int:
        """The mask of all members or pieces of an axis."""
        return (1 << self.size(axis)) - 1

    def box(self, provision: m.Provision) -> Box:
        """The masks of a provision's region, in the order of its item's dimensions."""
        found = self._boxes.get(provision)
        if found is None:
            terms = [(axis, provision.region.get(axis.name)) for axis in provision.statement.item.dimensions]
            found = self._boxes[provision] = tuple(
                [self.mask(term) if term else self.everything(axis) for axis, term in terms]
            )
        return found

    def narrowing(self, provision: m.Provision) -> tuple[tuple[int, int], ...]:
        """The masks of a provision's region by the place of their dimension, for those alone that it narrows."""
        found = self._narrowings.get(provision)
        if found is None:
            axes = enumerate(provision.statement.item.dimensions)
            region = provision.region
            found = tuple([(place, self.mask(region[axis.name])) for place, axis in axes if axis.name in region])
            self._narrowings[provision] = found
        return found

    def show(self, axis: m.Axis, index: int) -> str:
        """A member's name, or a piece of a measure as people write it."""
        if isinstance(axis, m.Dimension):
            return axis.members[index].name
        return show_piece(axis, self.pieces[axis.name][index])

    # ---- what is in force

    @cached_property
    def by_issuer(self) -> Mapping[m.Jurisdiction, tuple[m.Statement, ...]]:
        """All statements in force by whose they are."""
        found: dict[m.Jurisdiction, list[m.Statement]] = defaultdict(list)
        for statement in self.active:
            found[statement.issuer].append(statement)
        return {issuer: tuple(own) for issuer, own in found.items()}

    @cached_property
    def by_item(self) -> Mapping[m.Item, Mapping[m.Jurisdiction, list[m.Deciding]]]:
        """The `set`s and `adjust`s on each item by whose they are."""
        found: dict[m.Item, dict[m.Jurisdiction, list[m.Deciding]]] = defaultdict(lambda: defaultdict(list))
        for statement in self.kept.deciding:
            found[statement.item][statement.issuer].append(statement)
        return found

    @cached_property
    def figures(self) -> Mapping[tuple[m.Statistic, int | None], Mapping[m.Jurisdiction, list[m.Observed]]]:
        """The figures of each statistic and year by whom they are about; of several the last to take effect."""
        found: dict[tuple[m.Statistic, int | None], dict[m.Jurisdiction, list[m.Observed]]] = defaultdict(dict)
        for statement in self.kept.observations:
            if not self.may_observe(statement):
                continue
            for figure in statement.figures:
                known = found[statement.statistic, figure.year].setdefault(statement.jurisdiction, [])
                if not known or self.since(known[0].statement) == self.since(statement):
                    known.append(figure)
                elif self.since(known[0].statement) < self.since(statement):
                    known[:] = [figure]
        return found

    @staticmethod
    def may_observe(statement: m.Observation) -> bool:
        """Whether an observation has effect: its jurisdiction itself or one above it may observe for it."""
        return statement.issuer is statement.jurisdiction or statement.issuer.is_above(statement.jurisdiction)

    @cached_property
    def amended(self) -> frozenset[tuple[m.Document, m.Document]]:
        """Pairs of an amending document and the one that it amends."""
        documents = self.model.documents
        return frozenset(
            (document, documents[name])
            for document in documents.values()
            for name, _ in document.amends
            if name in documents and documents[name] is not document and may_touch(document, documents[name])
        )

    def is_authorised(self, statement: m.Deciding | m.Listing) -> bool:
        """Whether a provision's issuer may decide its item or catalogue, and by the dimensions that it names."""
        held = self.authority.decides(statement.issuer, statement.matter)
        if held is None:
            return False
        return held == ALL or not isinstance(statement, m.Deciding) or statement.named <= held

    def waivers_of(self, rule: m.Rule) -> list[m.Waiver]:
        """The waivers in force on a rule that have effect: by its issuer, or by one above it."""
        return [waiver for waiver in self.kept.waivers if rule.name in waiver.rules and may_excuse(waiver, rule)]


def may_excuse(statement: m.Statement, rule: m.Rule) -> bool:
    """Whether a statement's issuer may approve deviations from a rule, or waive it: its issuer, or one above."""
    return statement.issuer is rule.issuer or statement.issuer.is_above(rule.issuer)
