"""What the files declare, with names bound: plain data for the later steps."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from qingdan_dsl.syntax import statements as s
    from qingdan_dsl.syntax.expressions import Expression, Selector, Unknown

    from .values import Known

LEVELS = ("nation", "province", "municipality", "county")
"""Highest first."""


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where something stands; places compare by path, line, column."""

    path: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Axis:
    """A dimension: listed members, lowest first where ordered, or a measure of a kind."""

    name: str
    members: tuple[str, ...] = ()
    ordered: bool = False
    measure: str | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """A member or group: the members of one listed dimension that it names, by their numbers."""

    axis: Axis
    members: frozenset[int]


@dataclass(eq=False, slots=True)
class Item:
    """What a document may decide."""

    name: str
    kind: str
    axes: tuple[Axis, ...]
    lowest: Known | None
    highest: Known | None
    better: str | None


@dataclass(eq=False, slots=True)
class Statistic:
    """What is observed."""

    name: str
    kind: str
    by_year: bool


@dataclass(eq=False, slots=True)
class Define:
    """A derived item."""

    name: str
    kind: str
    axes: tuple[Axis, ...]
    expression: Expression
    place: Place


@dataclass(eq=False, slots=True)
class Column:
    """A key or field of a catalogue, with the label that may stand for it there."""

    name: str
    label: str | None


@dataclass(eq=False, slots=True)
class Catalogue:
    """A list with keyed entries."""

    name: str
    key: Column
    fields: tuple[Column, ...]

    def named(self, text: str) -> Column | str:
        """The column that a name or label means: `unknown` or `ambiguous` where it means none or several."""
        columns = (self.key, *self.fields)
        bearers = [one for one in columns if one.name == text] or [one for one in columns if one.label == text]
        if len(bearers) == 1:
            return bearers[0]
        return "ambiguous" if bearers else "unknown"


@dataclass(eq=False, slots=True)
class Jurisdiction:
    """A place with its level and what it lies in."""

    name: str
    level: str
    parent: Jurisdiction | None

    def upward(self) -> list[Jurisdiction]:
        """Itself, its parent, and so on up."""
        return [self, *(self.parent.upward() if self.parent else [])]

    def above(self, other: Jurisdiction) -> bool:
        """Whether the other lies in it and is another."""
        return other is not self and self in other.upward()


@dataclass(eq=False, slots=True)
class Document:
    """A document with its dates and relations; `until` is as written."""

    name: str
    issuer: Jurisdiction
    issued: date | None
    effective: date | None
    until: date | None
    draft: bool
    repeals: list[tuple[Document, Place]] = field(default_factory=list)
    amends: list[tuple[Document, Place]] = field(default_factory=list)


@dataclass(eq=False, slots=True)
class Statement:
    """A statement that takes part: its tree, its document (None for a case outside), its place."""

    tree: s.Statement
    document: Document
    place: Place


@dataclass(eq=False, slots=True)
class Provision:
    """An entry of a `set` or `adjust` (section 5): it covers what its whole chain of selectors covers.

    `value` is the VALUE of a `set` (Unknown for `unknown`), `change` what an `adjust` does.
    """

    statement: Statement
    item: Item
    chain: tuple[Expression, ...]
    condition: Expression | None
    place: Place
    value: Expression | Unknown | None = None
    change: s.Change | None = None
    siblings: list[Provision] = field(default_factory=list)

    @property
    def issuer(self) -> Jurisdiction:
        """Who decides by it."""
        return self.statement.document.issuer


@dataclass(eq=False, slots=True)
class Observation:
    """One figure of a statistic, for a jurisdiction and (where `by year`) a year."""

    statement: Statement
    statistic: Statistic
    about: Jurisdiction
    year: int | None
    value: Expression
    place: Place


@dataclass(eq=False, slots=True)
class Rule:
    """A rule; `axes` are the dimensions that its references and tests leave open."""

    name: str
    statement: Statement
    force: str
    level: str | None
    expression: Expression
    scope: Selector | None
    condition: Expression | None
    axes: dict[str, Axis]


@dataclass(eq=False, slots=True)
class Approval:
    """`approve J to deviate from RULE`; `rule` is the name as written where it names none."""

    statement: Statement
    jurisdiction: Jurisdiction
    rule: Rule | str
    scope: Selector | None


@dataclass(eq=False, slots=True)
class Permission:
    """`approve J to decide X`."""

    statement: Statement
    jurisdiction: Jurisdiction
    subjects: list[Item | Catalogue]


@dataclass(eq=False, slots=True)
class Waiver:
    """`waive RULE, …`."""

    statement: Statement
    rules: list[Rule]
    scope: Selector | None
    condition: Expression | None


@dataclass(eq=False, slots=True)
class Deviation:
    """`deviate from RULE`."""

    statement: Statement
    rule: Rule


@dataclass(eq=False, slots=True)
class Grant:
    """`delegate` (with the lowest level that receives; `axes` None for all dimensions) or `reserve`."""

    statement: Statement
    subjects: list[Item | Catalogue]
    level: str | None
    axes: frozenset[str] | None


@dataclass(eq=False, slots=True)
class Tolerance:
    """`tolerate X, … issued before DATE until DATE`."""

    statement: Statement
    subjects: list[Item | Catalogue]
    before: date


@dataclass(eq=False, slots=True)
class Requirement:
    """`require ITEM`."""

    statement: Statement
    item: Item
    force: str
    level: str | None
    scope: Selector | None
    condition: Expression | None


@dataclass(eq=False, slots=True)
class Entry:
    """A key with its fields (all of the catalogue's, a missing one empty); of a file, the place is the statement's."""

    key: str
    fields: dict[str, str]
    place: Place


@dataclass(eq=False, slots=True)
class Listing:
    """`list`, `include` or `exclude` (the `action`) with its entries."""

    statement: Statement
    catalogue: Catalogue
    action: str
    entries: list[Entry]


@dataclass(eq=False, slots=True)
class Expectation:
    """An `expect` of a case; `rule` for a breach or within."""

    tree: s.Expect
    place: Place
    rule: Rule | None


@dataclass(eq=False, slots=True)
class Case:
    """A worked example."""

    document: Document | None
    jurisdiction: Jurisdiction
    day: date | None
    given: Selector | None
    expectations: list[Expectation]
    place: Place


@dataclass(eq=False, slots=True)
class Model:
    """Everything that takes part."""

    axes: dict[str, Axis] = field(default_factory=dict)
    items: dict[str, Item] = field(default_factory=dict)
    statistics: dict[str, Statistic] = field(default_factory=dict)
    defines: dict[str, Define] = field(default_factory=dict)
    jurisdictions: dict[str, Jurisdiction] = field(default_factory=dict)
    documents: list[Document] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    provisions: list[Provision] = field(default_factory=list)
    observations: list[Observation] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    approvals: list[Approval] = field(default_factory=list)
    permissions: list[Permission] = field(default_factory=list)
    waivers: list[Waiver] = field(default_factory=list)
    deviations: list[Deviation] = field(default_factory=list)
    grants: list[Grant] = field(default_factory=list)
    tolerances: list[Tolerance] = field(default_factory=list)
    requirements: list[Requirement] = field(default_factory=list)
    listings: list[Listing] = field(default_factory=list)
    cases: list[Case] = field(default_factory=list)
