"""Documents, and what stands in their articles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qingdan_checker.model.declarations import Catalogue, Item, Named, Term
from qingdan_checker.model.expressions import Constant

if TYPE_CHECKING:
    from datetime import date

    from qingdan_checker.listed import Fields
    from qingdan_checker.model.declarations import Jurisdiction, Statistic, Where
    from qingdan_checker.model.expressions import Expression


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Document(Named):
    """A document in force from `start` to `end`, both included; None where an undated draft takes the check's date."""

    number: str
    issuer: Jurisdiction
    issued: date | None
    start: date | None
    end: date
    draft: bool
    source: str
    repeals: tuple[tuple[str, Where], ...]
    amends: tuple[tuple[str, Where], ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Statement:
    """Anything of a document that has a time: within its document's, from `since` to `until`, both included."""

    document: Document
    article: str
    where: Where
    since: date | None = None
    until: date | None = None
    because: str = ""

    @property
    def issuer(self) -> Jurisdiction:
        """Whose statement it is."""
        return self.document.issuer

    @property
    def expressions(self) -> tuple[Expression, ...]:
        """All expressions that stand in it."""
        return ()


Matter = Item | Catalogue
"""What somebody may hold the authority over."""

Region = Mapping[str, Term]
"""Dimension to the term about it; dimensions that are not named are not narrowed."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Provision:
    """An entry of a `set` or `adjust`: what it covers and what it says there.

    `value` is None for `unknown`. For an adjustment `change` holds how it changes.
    """

    statement: Deciding
    region: Region
    where: Where
    value: Expression | None = None
    change: Change | None = None

    @property
    def expressions(self) -> tuple[Expression, ...]:
        """What the provision rests on: its value, or its change with its limits."""
        if self.change:
            return self.change.expressions
        return (self.value,) if self.value else ()

    @property
    def is_computed(self) -> bool:
        """Whether it depends on other cells or figures: by its value, its change, or its `when`."""
        if self.statement.condition is not None:
            return True
        return any(not isinstance(one, Constant) for one in self.expressions)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Change:
    """How an adjustment changes a value: `add`, `factor`, or `percent` (a factor of 100% plus the value)."""

    act: str
    value: Expression
    up_to: Expression | None
    down_to: Expression | None
    group: str

    @property
    def expressions(self) -> tuple[Expression, ...]:
        """The change itself, and its limits."""
        return tuple([one for one in (self.value, self.up_to, self.down_to) if one])


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Deciding(Statement):
    """A `set` or `adjust`, with the dimensions that it names."""

    act: str
    item: Item
    condition: Expression | None
    named: frozenset[str]
    provisions: list[Provision] = field(default_factory=list)

    @property
    def matter(self) -> Item:
        """What it decides."""
        return self.item

    @property
    def expressions(self) -> tuple[Expression, ...]:
        """Its condition, and what its provisions rest on."""
        inner = [expression for one in self.provisions for expression in one.expressions]
        return tuple([self.condition, *inner] if self.condition else inner)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Listing(Statement):
    """A `list`, `include` or `exclude` of a catalogue.

    `entries` has the fields of each key in the catalogue's order (an exclusion's are empty), `rows` its place. In
    `sheet` is the path of the file that they come from; it is empty where they stand in the text.
    """

    act: str
    catalogue: Catalogue
    entries: Mapping[str, Fields]
    rows: Mapping[str, Where]
    sheet: str = ""

    @property
    def matter(self) -> Catalogue:
        """What it decides."""
        return self.catalogue


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Rule(Statement):
    """A claim about every insured person; `name` is the full name."""

    name: str
    label: str
    english: str
    force: str
    rank: str | None
    region: Region
    condition: Expression | None
    expression: Expression
    named_at: Where

    @property
    def expressions(self) -> tuple[Expression, ...]:
        """Its condition and its claim."""
        return (self.condition, self.expression) if self.condition else (self.expression,)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Delegation(Statement):
    """`delegate`: `dimensions` is None where the receivers may distinguish by all."""

    objects: tuple[Matter, ...]
    dimensions: frozenset[str] | None
    rank: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Reservation(Statement):
    """`reserve`."""

    objects: tuple[Matter, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Tolerance(Statement):
    """`tolerate … issued before`."""

    objects: tuple[Matter, ...]
    before: date


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Requirement(Statement):
    """`require`."""

    item: Item
    force: str
    rank: str | None
    region: Region
    condition: Expression | None

    @property
    def expressions(self) -> tuple[Expression, ...]:
        """Its condition."""
        return (self.condition,) if self.condition else ()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Observed:
    """One figure of an observation; `year` is None where the statistic is not by year."""

    statement: Observation
    year: int | None
    value: Expression
    where: Where


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Observation(Statement):
    """`observe`."""

    statistic: Statistic
    jurisdiction: Jurisdiction
    figures: list[Observed] = field(default_factory=list)

    @property
    def expressions(self) -> tuple[Expression, ...]:
        """Its condition."""
        return tuple([figure.value for figure in self.figures])


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Approval(Statement):
    """`approve J to deviate from RULE`; `rule` is None where the name is no rule's."""

    jurisdiction: Jurisdiction
    rule: str | None
    written: str
    region: Region


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Permission(Statement):
    """`approve J to decide X`."""

    jurisdiction: Jurisdiction
    objects: tuple[Matter, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Waiver(Statement):
    """`waive RULE`."""

    rules: tuple[str, ...]
    region: Region
    condition: Expression | None

    @property
    def expressions(self) -> tuple[Expression, ...]:
        """Its figures."""
        return (self.condition,) if self.condition else ()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Declaration(Statement):
    """`deviate from RULE`."""

    rule: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Expectation:
    """What a case expects: an expression to be true, or the outcome `breach` or `within` of a rule."""

    outcome: str
    expression: Expression | None
    rule: str
    where: Where


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Example:
    """`case`: a worked example; `document` is None outside documents."""

    label: str
    document: Document | None
    jurisdiction: Jurisdiction
    day: date | None
    region: Region
    expectations: tuple[Expectation, ...]
    where: Where


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Article:
    """An article as it stands in the ledger: what it says, and whether a machine can judge it."""

    document: str
    where: Where
    id: str
    title: str
    text: str
    checkable: bool
    reason: str
