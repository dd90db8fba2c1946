"""What the documents say, with every name bound: the words, the jurisdictions, the documents and their statements."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from qingdan_dsl.words import LEVELS

if TYPE_CHECKING:
    from qingdan_checker.quantity import Number, Value
    from qingdan_dsl.source import Fault, Span

RANKS: Final[Mapping[str, int]] = {word.english: height for height, word in enumerate(LEVELS)}
"""Levels of government, 0 the highest."""

FORCES: Final = ("must", "in-principle", "encouraged")

FOREVER: Final = date.max


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """A place in a source: its path and offsets."""

    path: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Named:
    """A declared thing. `label` and `english` are empty where there are none."""

    name: str
    label: str = ""
    english: str = ""
    where: Where


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Member(Named):
    """A member of a listed dimension."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Dimension(Named):
    """A listed dimension (维度); members in the order of their declaration, lowest first where ordered."""

    ordered: bool
    members: tuple[Member, ...]

    @property
    def size(self) -> int:
        """How many members it has."""
        return len(self.members)

    @property
    def all(self) -> int:
        """The mask of all its members."""
        return (1 << len(self.members)) - 1


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Measure(Named):
    """A dimension that is a quantity ≥ 0 of some kind: age, cost."""

    kind: str


Axis = Dimension | Measure


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Item(Named):
    """What a document may decide (事项)."""

    kind: str
    low: Value | None
    high: Value | None
    dimensions: tuple[Axis, ...]
    better: str | None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Statistic(Named):
    """What is observed, not decided (统计)."""

    kind: str
    by_year: bool


@dataclass(frozen=True, kw_only=True, eq=False)
class Define(Named):
    """A derived item; `expression` is filled in once all names are known."""

    kind: str
    dimensions: tuple[Axis, ...]
    expression: Expression | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Catalogue(Named):
    """A kind of list with keyed entries (目录); `fields` has the name of each by its name and by its label."""

    key: str
    fields: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Jurisdiction(Named):
    """A place with a level of government; `line` is itself, its parent, and so on up to the nation."""

    rank: str
    parent: Jurisdiction | None
    code: str
    line: tuple[Jurisdiction, ...] = ()

    def is_above(self, other: Jurisdiction) -> bool:
        """Whether this is strictly above the other."""
        return other is not self and self in other.line


# ---- expressions, names bound and kinds agreed


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Bound:
    """An expression with the kind of its value and its place."""

    kind: str
    where: Where


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Constant(Bound):
    """A literal."""

    value: Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One term of a selector, about one dimension.

    About a listed dimension: the mask of the members it selects. About a measure: comparisons (operator, number),
    all of which must hold, or, where `negated`, must not all hold.
    """

    axis: Axis
    mask: int = 0
    bounds: tuple[tuple[str, Number], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Reference(Bound):
    """An item or define, with its pinned dimensions and its neighbours (dimension to -1 or +1).

    Every dimension that is neither pinned nor in `target.dimensions` stays open. A pin of several members is a
    choice: the expression must hold for each.
    """

    target: Item | Define
    pins: Mapping[str, Term]
    neighbours: Mapping[str, int]
    closed: str = ""

    @property
    def open(self) -> tuple[Axis, ...]:
        """The dimensions that vary with the combination: also those of which a neighbour is taken."""
        return tuple(axis for axis in self.target.dimensions if axis.name not in self.pins and axis.name != self.closed)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Figure(Bound):
    """A statistic; `year` is None for the year before the date being judged, or where it is not by year."""

    statistic: Statistic
    year: Expression | None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Amount(Bound):
    """A measure's value as a quantity."""

    measure: Measure


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Test(Bound):
    """Whether the combination is one that a term selects."""

    term: Term


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Minus(Bound):
    """Unary minus."""

    operand: Expression


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Negated(Bound):
    """`not`."""

    operand: Expression


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Computed(Bound):
    """`+ - * / of`; `scale` divides the result (percent × X is in hundredths)."""

    operator: str
    left: Expression
    right: Expression
    scale: int = 1


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Connected(Bound):
    """`and`, `or`, `implies`."""

    operator: str
    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Compared(Bound):
    """A chain of comparisons; `margin_kind` is the kind of left − right, empty where there is no difference."""

    operands: tuple[Expression, ...]
    operators: tuple[str, ...]
    margin_kind: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Chosen(Bound):
    """`if … then … else …`."""

    condition: Expression
    then: Expression
    otherwise: Expression


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Called(Bound):
    """A function of section 3."""

    function: str
    arguments: tuple[Expression, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Total(Bound):
    """`sum(ITEM over DIMENSION)`."""

    reference: Reference
    axis: Dimension


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Now(Bound):
    """`date` (the date being judged) or `this-year` (its year, a number)."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Asked(Bound):
    """A catalogue question."""

    catalogue: Catalogue
    jurisdiction: Jurisdiction | None


Expression = (
    Constant
    | Reference
    | Figure
    | Amount
    | Test
    | Minus
    | Negated
    | Computed
    | Connected
    | Compared
    | Chosen
    | Called
    | Total
    | Now
    | Asked
)


@lru_cache(maxsize=1 << 16)
def walk(expression: Expression) -> tuple[Expression, ...]:
    """An expression and all that it is made of, in the order of the text."""
    found: list[Expression] = []
    todo: list[Expression] = [expression]
    while todo:
        one = todo.pop()
        found.append(one)
        todo.extend(reversed(parts(one)))
    return tuple(found)


def parts(one: Expression) -> tuple[Expression, ...]:
    """What an expression is directly made of."""
    match one:
        case Minus() | Negated():
            return (one.operand,)
        case Computed() | Connected():
            return (one.left, one.right)
        case Compared():
            return one.operands
        case Chosen():
            return (one.condition, one.then, one.otherwise)
        case Called():
            return one.arguments
        case Total():
            return (one.reference,)
        case Figure():
            return (one.year,) if one.year else ()
        case _:
            return ()


# ---- documents and statements


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


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Change:
    """How an adjustment changes a value: `add`, `factor`, or `percent` (a factor of 100% plus the value)."""

    act: str
    value: Expression
    up_to: Expression | None
    down_to: Expression | None
    group: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Deciding(Statement):
    """A `set` or `adjust`, with the dimensions that it names."""

    act: str
    item: Item
    condition: Expression | None
    named: frozenset[str]
    provisions: list[Provision] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Listing(Statement):
    """A `list`, `include` or `exclude` of a catalogue."""

    act: str
    catalogue: Catalogue


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


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Delegation(Statement):
    """`delegate`: `dimensions` is None where the receivers may distinguish by all."""

    objects: tuple[Item | Catalogue, ...]
    dimensions: frozenset[str] | None
    rank: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Reservation(Statement):
    """`reserve`."""

    objects: tuple[Item | Catalogue, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Tolerance(Statement):
    """`tolerate … issued before`."""

    objects: tuple[Item | Catalogue, ...]
    before: date


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Requirement(Statement):
    """`require`."""

    item: Item
    force: str
    rank: str | None
    region: Region
    condition: Expression | None


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
    objects: tuple[Item | Catalogue, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Waiver(Statement):
    """`waive RULE`."""

    rules: tuple[str, ...]
    region: Region
    condition: Expression | None


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
    id: str
    title: str
    text: str
    checkable: bool
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """All that takes part, and the faults of what does not. `left_out` says in words what that is."""

    axes: Mapping[str, Axis]
    groups: Mapping[str, Term]
    items: Mapping[str, Item]
    statistics: Mapping[str, Statistic]
    defines: Mapping[str, Define]
    catalogues: Mapping[str, Catalogue]
    jurisdictions: Mapping[str, Jurisdiction]
    documents: Mapping[str, Document]
    rules: Mapping[str, Rule]
    statements: tuple[Statement, ...]
    examples: tuple[Example, ...]
    articles: tuple[Article, ...]
    faults: tuple[Fault, ...]
    left_out: tuple[str, ...]


def day_before(day: date) -> date:
    """The day before; the first day of the calendar has none and stays."""
    return day if day == date.min else day - timedelta(days=1)


def day_after(day: date) -> date:
    """The day after; the last day of the calendar has none and stays."""
    return day if day == date.max else day + timedelta(days=1)
