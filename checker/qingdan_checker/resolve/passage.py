"""Where a statement stands, and what all statements share: their time, their reason, the names that they use."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypedDict

from qingdan_checker import model as m
from qingdan_checker.quantity import YES_NO
from qingdan_checker.resolve.expressions import Binder
from qingdan_checker.resolve.selectors import bind_region

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from qingdan_checker.resolve.entries import EntryReader
    from qingdan_checker.resolve.faults import Faults
    from qingdan_checker.resolve.names import Names
    from qingdan_dsl.syntax import expressions as e
    from qingdan_dsl.syntax import statements as s


class Standing(TypedDict):
    """What every statement of the model has."""

    document: m.Document
    article: str
    where: m.Where
    since: date | None
    until: date | None
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Lookup:
    """What names stand for; `prefix` is the document whose rules may be named in short."""

    names: Names
    rules: Mapping[str, m.Rule]
    faults: Faults
    prefix: str = ""

    def rule(self, name: e.Name) -> m.Rule | None:
        """The rule of a name; None with a fault, or where it was left out."""
        bound = self.names.wanted(name, ("rule",), self.faults, prefix=self.prefix)
        return self.rules.get(bound) if isinstance(bound, str) else None

    def binder(self, item: m.Item | None = None) -> Binder:
        """Binds expressions: of anything, or of one item's cells, which a reference may then not leave."""
        if item is None:
            return Binder(names=self.names, faults=self.faults)
        axes = frozenset(axis.name for axis in item.dimensions)
        return Binder(names=self.names, faults=self.faults, axes=axes, subject=item.name, choices=False)

    def region(self, selector: e.Selector | None) -> dict[str, m.Term]:
        """What a selector selects; everything where there is none."""
        return bind_region(selector, self.names, self.faults) if selector else {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage(Lookup):
    """The article in which a statement stands."""

    document: m.Document
    article: str
    entries: EntryReader

    def standing(self, node: s.Statement, *, because: bool = False) -> Standing:
        """What a statement shares with all others; with `because` it must give a reason."""
        narrowing = node.narrowing
        since, until = self.faults.read_day(narrowing.since), self.faults.read_day(narrowing.until)
        if since and until and until < since:
            self.faults.add("value", "until-before-from", narrowing.until or node)
        if because and narrowing.because is None:
            self.faults.add("syntax", "missing-because", node)
        return {
            "document": self.document,
            "article": self.article,
            "where": self.faults.where(node),
            "since": since,
            "until": until,
            "because": narrowing.because.text if narrowing.because else "",
        }

    def within(self, region: m.Region, axes: Sequence[m.Axis], node: e.Node, *, reason: str, subject: str) -> None:
        """A fault for each dimension of a region that is not among some."""
        allowed = {axis.name for axis in axes}
        for name in region:
            if name not in allowed:
                self.faults.add("type", reason, node, dimension=name, item=subject)

    def part_of(self, item: m.Item | None, selector: e.Selector | None) -> dict[str, m.Term]:
        """The part of an item's cells that a selector selects."""
        region = self.region(selector)
        if item is None or selector is None:
            return region if item else {}
        self.within(region, item.dimensions, selector, reason="dimension-lacking", subject=item.name)
        return region

    def condition(self, node: s.Statement, item: m.Item | None) -> m.Expression | None:
        """The `when` of a statement about an item."""
        written = node.narrowing.condition
        return self.binder(item).bind_as(written, YES_NO) if written else None

    def item(self, name: e.Name) -> m.Item | None:
        """The item that a statement is about."""
        return self.names.item(name, self.faults)

    def jurisdiction(self, name: e.Name | None) -> m.Jurisdiction:
        """The jurisdiction that is named; the issuer where none is, or none can be found."""
        named = self.names.jurisdiction(name, self.faults) if name else None
        return named or self.document.issuer

    def matters(self, nodes: Sequence[e.Name]) -> tuple[m.Matter, ...]:
        """The items and catalogues that are named."""
        found = [self.names.wanted(node, ("item", "catalogue"), self.faults) for node in nodes]
        return tuple(one for one in found if isinstance(one, m.Item | m.Catalogue))
