"""Expressions and selectors: what is computed, compared and covered."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """Anything that stands in a text from `start` to before `end`, in code points."""

    start: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Nested(Node):
    """A node that can hold others of its sort; `depth` counts them downwards, so that no text nests too deep."""

    depth: int = field(default=1, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Name(Node):
    """A name as written (or a label in its place): `inpatient.ratio`."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Literal(Node):
    """A number with its unit (`""` for a plain number): `digits` is a decimal without separators."""

    digits: str
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Day(Node):
    """A date as written; it may not exist in the calendar."""

    year: int
    month: int
    day: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Text(Node):
    """A quoted text, its escapes resolved."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class YesNo(Node):
    """`yes` or `no`."""

    value: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Unknown(Node):
    """The VALUE `unknown`: decided, but the figure is not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckDate(Node):
    """`date`: the date being judged."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ThisYear(Node):
    """`this-year`: the year of the date being judged."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbour(Node):
    """`previous DIM` or `next DIM` in an item's brackets."""

    direction: str
    dimension: Name


@dataclass(frozen=True, slots=True, kw_only=True)
class YearPin(Nested):
    """`year = EXPRESSION` in a statistic's brackets."""

    value: Expression


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell(Nested):
    """`NAME[…]`: an item, define or statistic with some of its dimensions pinned."""

    name: Name
    pins: tuple[Expression | Neighbour | YearPin, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Negation(Nested):
    """Unary minus."""

    operand: Expression


@dataclass(frozen=True, slots=True, kw_only=True)
class Not(Nested):
    """`not`, of a yes-no value or of a selector term."""

    operand: Expression


@dataclass(frozen=True, slots=True, kw_only=True)
class Arithmetic(Nested):
    """`+ - * / of`; `operator` is one of these five."""

    operator: str
    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True, kw_only=True)
class Connection(Nested):
    """`and`, `or`, `implies`: three-valued."""

    operator: str
    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison(Nested):
    """`a < b <= c`: one operator fewer than operands; operators are `= != < <= > >=`."""

    operands: tuple[Expression, ...]
    operators: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditional(Nested):
    """`if A then B else C`."""

    condition: Expression
    then: Expression
    otherwise: Expression


@dataclass(frozen=True, slots=True, kw_only=True)
class Call(Nested):
    """A function of section 3 by its English name: `min(…)`."""

    function: str
    arguments: tuple[Expression, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum(Nested):
    """`sum(ITEM over DIMENSION)`."""

    item: Name | Cell
    dimension: Name


@dataclass(frozen=True, slots=True, kw_only=True)
class Count(Node):
    """`count(C [beyond|missing K] [where FIELD = "…"] [on DATE])`."""

    catalogue: Name
    relation: str
    other: Name | None
    field: Name | None
    value: Text | None
    day: Day | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Within(Node):
    """`C within K`: every key of the bound jurisdiction's list is in K's."""

    catalogue: Name
    jurisdiction: Name


@dataclass(frozen=True, slots=True, kw_only=True)
class Alike(Node):
    """`C as K` or `C.field as K`."""

    catalogue: Name
    jurisdiction: Name


Expression = (
    Name
    | Literal
    | Day
    | Text
    | YesNo
    | CheckDate
    | ThisYear
    | Cell
    | Negation
    | Not
    | Arithmetic
    | Connection
    | Comparison
    | Conditional
    | Call
    | Sum
    | Count
    | Within
    | Alike
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Selector(Node):
    """Terms that must all hold, each about one dimension."""

    terms: tuple[Expression, ...]
