"""Declarations and documents from their shapes."""

# ruff: noqa: D102  a method builds the shape of its name: the grammar is its documentation

from __future__ import annotations

from qingdan_dsl.build.reading import Children, Clause, clauses_in, labelled
from qingdan_dsl.build.statements import Statements
from qingdan_dsl.syntax import declarations as d
from qingdan_dsl.syntax import statements as s
from qingdan_dsl.syntax.expressions import Node
from qingdan_dsl.words import KIND_NAMES, LEVEL_NAMES


class Declarations(Statements):
    """One method for each shape of a declaration, and for each of its clauses."""

    # ---- declarations

    def file(self, c: Children, _start: int, _end: int) -> tuple[d.AnyDeclaration, ...]:
        return tuple(c)

    def dimension(self, c: Children, start: int, end: int) -> d.Dimension:
        label, rest = labelled(c)
        ordered = bool(rest) and type(rest[0]) is not d.Member
        members = tuple(rest[1:] if ordered else rest)
        return d.Dimension(name=c[0], label=label, ordered=ordered, members=members, start=start, end=end)

    def member(self, c: Children, start: int, end: int) -> d.Member:
        return d.Member(name=c[0], label=labelled(c)[0], start=start, end=end)

    def measure(self, c: Children, start: int, end: int) -> d.Measure:
        label, rest = labelled(c)
        return d.Measure(name=c[0], label=label, kind=KIND_NAMES[self._text(rest[0])], start=start, end=end)

    def group(self, c: Children, start: int, end: int) -> d.Group:
        label, rest = labelled(c)
        return d.Group(name=c[0], label=label, members=tuple(rest[1:]), start=start, end=end)

    def item(self, c: Children, start: int, end: int) -> d.Item:
        label, rest = labelled(c)
        found = self._clauses(rest)
        return d.Item(
            name=c[0],
            label=label,
            kind=found.get("value"),
            range=found.get("in"),
            dimensions=found.get("by", ()),
            better=found.get("better"),
            start=start,
            end=end,
        )

    def statistic(self, c: Children, start: int, end: int) -> d.Statistic:
        label, rest = labelled(c)
        found = self._clauses(rest)
        by_year = found.get("by", False)
        return d.Statistic(name=c[0], label=label, kind=found.get("value"), by_year=by_year, start=start, end=end)

    def define(self, c: Children, start: int, end: int) -> d.Define:
        label, rest = labelled(c)
        found = self._clauses(rest)
        return d.Define(
            name=c[0],
            label=label,
            kind=found.get("value"),
            dimensions=found.get("by", ()),
            expression=found.get("as"),
            start=start,
            end=end,
        )

    def column(self, c: Children, start: int, end: int) -> d.Member:
        name = self._field_name(c[0])
        return d.Member(name=name, label=labelled(c)[0], start=start, end=end)

    def field(self, c: Children, start: int, end: int) -> Clause:
        return ("field", c[0], start, end)

    def catalogue(self, c: Children, start: int, end: int) -> d.Catalogue:
        label, rest = labelled(c)
        fields = tuple(clause[1] for clause in rest if clause[0] == "field")
        found = self._clauses([clause for clause in rest if clause[0] == "key"])
        return d.Catalogue(name=c[0], label=label, key=found.get("key"), fields=fields, start=start, end=end)

    def jurisdiction(self, c: Children, start: int, end: int) -> d.Jurisdiction:
        label, rest = labelled(c)
        found = self._clauses(rest)
        return d.Jurisdiction(
            name=c[0],
            label=label,
            rank=found.get("level"),
            parent=found.get("within"),
            code=found.get("code"),
            start=start,
            end=end,
        )

    def document(self, c: Children, start: int, end: int) -> d.Document:
        label, rest = labelled(c)
        found = self._clauses(clauses_in(rest))
        return d.Document(
            name=c[0],
            label=label,
            number=found.get("number"),
            issuer=found.get("issuer"),
            issued=found.get("issued"),
            effective=found.get("effective"),
            until=found.get("until"),
            draft=found.get("status", False),
            source=found.get("source"),
            repeals=found.get("repeals", ()),
            amends=found.get("amends", ()),
            articles=tuple(child for child in rest if type(child) is d.Article),
            cases=tuple(child for child in rest if type(child) is s.Case),
            start=start,
            end=end,
        )

    def article(self, c: Children, start: int, end: int) -> d.Article:
        title, rest = labelled(c)
        found = self._clauses(clauses_in(rest))
        return d.Article(
            id=self._quoted(c[0]),
            title=title,
            text=found.get("text"),
            statements=tuple(child for child in rest if type(child) is not tuple),
            start=start,
            end=end,
        )

    def kind(self, c: Children, start: int, end: int) -> Clause:
        return ("value", KIND_NAMES[self._text(c[0])], start, end)

    def range(self, c: Children, start: int, end: int) -> Clause:
        dots = next(index for index, child in enumerate(c) if not isinstance(child, Node))
        lowest = c[0] if dots else None
        highest = c[dots + 1] if dots + 1 < len(c) else None
        return ("in", d.Range(lowest=lowest, highest=highest, start=start, end=end), start, end)

    def dimensions(self, c: Children, start: int, end: int) -> Clause:
        return ("by", tuple(c), start, end)

    def better(self, c: Children, start: int, end: int) -> Clause:
        return ("better", self._kind(c[0]).lower(), start, end)

    def by_year(self, _c: Children, start: int, end: int) -> Clause:
        return ("by", True, start, end)

    def meaning(self, c: Children, start: int, end: int) -> Clause:
        return ("as", c[0], start, end)

    def key(self, c: Children, start: int, end: int) -> Clause:
        return ("key", c[0], start, end)

    def level(self, c: Children, start: int, end: int) -> Clause:
        return ("level", LEVEL_NAMES[self._text(c[0])], start, end)

    def parent(self, c: Children, start: int, end: int) -> Clause:
        return ("within", c[0], start, end)

    def code(self, c: Children, start: int, end: int) -> Clause:
        return ("code", c[0], start, end)

    def number(self, c: Children, start: int, end: int) -> Clause:
        return ("number", c[0], start, end)

    def issuer(self, c: Children, start: int, end: int) -> Clause:
        return ("issuer", c[0], start, end)

    def issued(self, c: Children, start: int, end: int) -> Clause:
        return ("issued", c[0], start, end)

    def effective(self, c: Children, start: int, end: int) -> Clause:
        return ("effective", c[0], start, end)

    def until_clause(self, c: Children, start: int, end: int) -> Clause:
        return ("until", c[0], start, end)

    def status(self, _c: Children, start: int, end: int) -> Clause:
        return ("status", True, start, end)

    def source(self, c: Children, start: int, end: int) -> Clause:
        return ("source", c[0], start, end)

    def repeals(self, c: Children, start: int, end: int) -> Clause:
        return ("repeals", tuple(c), start, end)

    def amends(self, c: Children, start: int, end: int) -> Clause:
        return ("amends", tuple(c), start, end)

    def text(self, c: Children, start: int, end: int) -> Clause:
        return ("text", c[0], start, end)
