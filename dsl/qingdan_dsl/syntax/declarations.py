"""Declarations: the words that documents use, the jurisdictions, and the documents themselves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qingdan_dsl.syntax.expressions import Day, Expression, Literal, Name, Node, Text
from qingdan_dsl.syntax.statements import AnyStatement, Case, Label

if TYPE_CHECKING:
    from qingdan_dsl.source import Fault, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration(Node):
    """A named thing with its label."""

    name: Name
    label: Label | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Member(Declaration):
    """A member of a dimension."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dimension(Declaration):
    """`dimension NAME [ordered] { … }`: members, lowest first where ordered."""

    ordered: bool
    members: tuple[Member, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure(Declaration):
    """`dimension NAME : UNIT`: a quantity ≥ 0; `kind` is the English name of the unit's kind."""

    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Group(Declaration):
    """`group NAME = member, …`."""

    members: tuple[Name, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Range(Node):
    """`LO..HI`, `LO..` or `..HI`; ends are included."""

    lowest: Literal | Day | None
    highest: Literal | Day | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Item(Declaration):
    """`item NAME { value KIND [in LO..HI] [by …] [better higher|lower] }`: what a document may decide."""

    kind: str | None
    range: Range | None
    dimensions: tuple[Name, ...]
    better: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Statistic(Declaration):
    """`statistic NAME { value KIND [by year] }`: what is observed, not decided."""

    kind: str | None
    by_year: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Define(Declaration):
    """`define NAME { value KIND [by …] as EXPRESSION }`: a derived item."""

    kind: str | None
    dimensions: tuple[Name, ...]
    expression: Expression | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue(Declaration):
    """`catalogue NAME { key NAME field NAME … }`."""

    key: Member | None
    fields: tuple[Member, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Jurisdiction(Declaration):
    """`jurisdiction NAME "label" { level … [within …] [code "…"] }`."""

    rank: str | None
    parent: Name | None
    code: Text | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Article(Node):
    """`article "id" ["title"] { [text "…"] statements }`."""

    id: str
    title: Label | None
    text: Text | None
    statements: tuple[AnyStatement, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Document(Declaration):
    """`document NAME "title" { … }`: number, issuer, dates, relations, articles."""

    number: Text | None
    issuer: Name | None
    issued: Day | None
    effective: Day | None
    until: Day | None
    draft: bool
    source: Text | None
    repeals: tuple[Name, ...]
    amends: tuple[Name, ...]
    articles: tuple[Article, ...]
    cases: tuple[Case, ...]


AnyDeclaration = Dimension | Measure | Group | Item | Statistic | Define | Catalogue | Jurisdiction | Document | Case


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """A name that a broken text declares; a rule's is its full name. The label is empty where there is none."""

    sort: str
    name: str
    label: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """What one source text says, and what is wrong with it.

    Where `broken`, the text has a syntax error: the file takes no part, but `declared` still names what it
    declares, so that nothing that refers to it is reported as unknown.
    """

    path: str
    declarations: tuple[AnyDeclaration, ...]
    faults: tuple[Fault, ...]
    broken: bool = False
    declared: tuple[Declared, ...] = ()
