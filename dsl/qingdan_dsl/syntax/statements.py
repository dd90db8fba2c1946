"""Statements: what an article of a document decides, bounds, allows or declares."""

from __future__ import annotations

from dataclasses import dataclass

from qingdan_dsl.syntax.expressions import Day, Expression, Name, Nested, Node, Selector, Text, Unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class Label(Node):
    """The text after a name, and its translation (`label en "…"`)."""

    text: str
    english: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrowing(Node):
    """What narrows a statement: `for`, `when`, `from`, `until`, `because`, in this order."""

    scope: Selector | None = None
    condition: Expression | None = None
    since: Day | None = None
    until: Day | None = None
    because: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement(Node):
    """Anything that may stand in an article."""

    narrowing: Narrowing = Narrowing()


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry(Nested):
    """`SELECTOR: VALUE`, or `SELECTOR { … }` with entries of its own and no value."""

    selector: Selector
    value: Expression | Unknown | None = None
    entries: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Row(Node):
    """A row of a table; an empty cell is None."""

    cells: tuple[Expression | Unknown | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table(Node):
    """`by D, … { | … | }`: the first row is the heading."""

    dimensions: tuple[Name, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Set(Statement):
    """`set ITEM …`: exactly one of `value`, `entries` and `table` is there (an empty block has no entries)."""

    item: Name
    value: Expression | Unknown | None = None
    entries: tuple[Entry, ...] = ()
    table: Table | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change(Node):
    """What `adjust` does to a value: `operator` is `+` (the sign is in the value) or `*`."""

    operator: str
    value: Expression
    up_to: Expression | None = None
    down_to: Expression | None = None
    group: Name | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeEntry(Nested):
    """`SELECTOR: CHANGE`, or `SELECTOR { … }`."""

    selector: Selector
    change: Change | None = None
    entries: tuple[ChangeEntry, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Adjust(Statement):
    """`adjust ITEM … by CHANGE`, or with a block of entries."""

    item: Name
    change: Change | None = None
    entries: tuple[ChangeEntry, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule(Statement):
    """`rule NAME … : EXPRESSION`: a claim about every insured person."""

    name: Name
    label: Label | None
    force: str | None
    rank: str | None
    expression: Expression


@dataclass(frozen=True, slots=True, kw_only=True)
class Delegate(Statement):
    """`delegate X, … [by D, …] to LEVEL`."""

    objects: tuple[Name, ...]
    dimensions: tuple[Name, ...]
    rank: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reserve(Statement):
    """`reserve X, …`."""

    objects: tuple[Name, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tolerate(Statement):
    """`tolerate X, … issued before DATE until DATE`."""

    objects: tuple[Name, ...]
    before: Day


@dataclass(frozen=True, slots=True, kw_only=True)
class Require(Statement):
    """`require ITEM …`: every jurisdiction of the level must have a value."""

    item: Name
    force: str | None
    rank: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation(Node):
    """`YEAR: VALUE` in a block of `observe`."""

    year: int
    value: Expression


@dataclass(frozen=True, slots=True, kw_only=True)
class Observe(Statement):
    """`observe STATISTIC [at J]: VALUE`, or a block by year."""

    statistic: Name
    jurisdiction: Name | None
    value: Expression | None = None
    years: tuple[Observation, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueEntry(Node):
    """`"key" field "…" …`."""

    key: Text
    fields: tuple[tuple[Name, Text], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing(Statement):
    """`list`, `include` or `exclude` (the `action`), from a file or with entries of its own."""

    action: str
    catalogue: Name
    file: Text | None = None
    entries: tuple[CatalogueEntry, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ApproveDeviation(Statement):
    """`approve J to deviate from RULE`."""

    jurisdiction: Name
    rule: Name


@dataclass(frozen=True, slots=True, kw_only=True)
class ApproveDecision(Statement):
    """`approve J to decide X, …`."""

    jurisdiction: Name
    objects: tuple[Name, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Waive(Statement):
    """`waive RULE, …`."""

    rules: tuple[Name, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Deviate(Statement):
    """`deviate from RULE`: the issuer's own declaration."""

    rule: Name


@dataclass(frozen=True, slots=True, kw_only=True)
class NotCheckable(Statement):
    """`not-checkable because "…"`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Expect(Node):
    """`expect EXPRESSION` (`outcome` empty), `expect breach RULE` or `expect within RULE`."""

    outcome: str
    subject: Expression


@dataclass(frozen=True, slots=True, kw_only=True)
class Case(Statement):
    """`case "label" [at J] [on DATE] { given … expect … }`: a worked example."""

    label: Text
    jurisdiction: Name | None
    day: Day | None
    given: Selector | None
    expects: tuple[Expect, ...]


AnyStatement = (
    Set
    | Adjust
    | Rule
    | Delegate
    | Reserve
    | Tolerate
    | Require
    | Observe
    | Listing
    | ApproveDeviation
    | ApproveDecision
    | Waive
    | Deviate
    | NotCheckable
    | Case
)
