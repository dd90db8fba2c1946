"""Statements from their shapes."""

# ruff: noqa: D102  a method builds the shape of its name: the grammar is its documentation

from __future__ import annotations

from typing import Any, Final

from qingdan_dsl.build.expressions import OPERATORS, Expressions
from qingdan_dsl.build.reading import Children, Clause, clauses_in, depth_over, labelled
from qingdan_dsl.source import Span
from qingdan_dsl.syntax import expressions as e
from qingdan_dsl.syntax import statements as s
from qingdan_dsl.words import LEVEL_NAMES

_NO_NARROWING: Final = s.Narrowing()
_SIGNED: Final = 2
"""A sign and its operand; with an operand before it, it adds."""


class Statements(Expressions):
    """One method for each shape of a statement."""

    # ---- what narrows

    def narrowing(self, c: Children, start: int, end: int) -> s.Narrowing:
        if not c:
            return _NO_NARROWING
        return s.Narrowing(**{clause[0]: clause[1] for clause in c}, start=start, end=end)

    dated = narrowing
    excused = narrowing
    reason = narrowing

    def scope(self, c: Children, start: int, end: int) -> Clause:
        return ("scope", c[0], start, end)

    def condition(self, c: Children, start: int, end: int) -> Clause:
        return ("condition", c[0], start, end)

    def since(self, c: Children, start: int, end: int) -> Clause:
        return ("since", c[0], start, end)

    def until(self, c: Children, start: int, end: int) -> Clause:
        return ("until", c[0], start, end)

    def because(self, c: Children, start: int, end: int) -> Clause:
        return ("because", c[0], start, end)

    def force(self, c: Children, start: int, end: int) -> Clause:
        return ("force", self._kind(c[0]).lower().replace("_", "-"), start, end)

    def at_level(self, c: Children, start: int, end: int) -> Clause:
        return ("rank", LEVEL_NAMES[self._text(c[0])], start, end)

    def at(self, c: Children, start: int, end: int) -> Clause:
        return ("at", c[0], start, end)

    def on(self, c: Children, start: int, end: int) -> Clause:
        return ("on", c[0], start, end)

    def names(self, c: Children, _start: int, _end: int) -> tuple[e.Name, ...]:
        return tuple(c)

    # ---- set and adjust

    def set(self, c: Children, start: int, end: int) -> s.Set:
        if type(c[1]) is tuple:
            table = s.Table(dimensions=c[1], rows=tuple(c[3:]), start=start, end=end)
            return s.Set(item=c[0], narrowing=c[2], table=table, start=start, end=end)
        if type(c[2]) is tuple:
            return s.Set(item=c[0], narrowing=c[1], entries=c[2], start=start, end=end)
        return s.Set(item=c[0], narrowing=c[1], value=c[2], start=start, end=end)

    table_by = names

    def row(self, c: Children, start: int, end: int) -> s.Row:
        return s.Row(cells=tuple(cell for (cell,) in c), start=start, end=end)

    def slot(self, c: Children, _start: int, _end: int) -> tuple[Any]:
        return (c[0] if c else None,)

    def unknown(self, _c: Children, start: int, end: int) -> e.Unknown:
        return e.Unknown(start=start, end=end)

    def block(self, c: Children, _start: int, _end: int) -> tuple[Any, ...]:
        return tuple(c)

    change_block = block
    years = block

    def entry(self, c: Children, start: int, end: int) -> s.Entry:
        selector, body = c
        if type(body) is tuple:
            depth = depth_over((*selector.terms, *body), start, end)
            return s.Entry(selector=selector, entries=body, depth=depth, start=start, end=end)
        depth = depth_over((*selector.terms, body), start, end)
        return s.Entry(selector=selector, value=body, depth=depth, start=start, end=end)

    def adjust(self, c: Children, start: int, end: int) -> s.Adjust:
        if type(c[2]) is tuple:
            return s.Adjust(item=c[0], narrowing=c[1], entries=c[2], start=start, end=end)
        return s.Adjust(item=c[0], narrowing=c[1], change=c[2], start=start, end=end)

    def change_entry(self, c: Children, start: int, end: int) -> s.ChangeEntry:
        selector, body = c
        if type(body) is tuple:
            depth = depth_over((*selector.terms, *body), start, end)
            return s.ChangeEntry(selector=selector, entries=body, depth=depth, start=start, end=end)
        below = (*selector.terms, body.value, body.up_to, body.down_to)
        return s.ChangeEntry(selector=selector, change=body, depth=depth_over(below, start, end), start=start, end=end)

    def change(self, c: Children, start: int, end: int) -> s.Change:
        found = {clause[0]: clause[1] for clause in clauses_in(c)}
        factor = "factor" in found
        return s.Change(
            operator="*" if factor else "+",
            value=found["factor"] if factor else c[0],
            up_to=found.get("up_to"),
            down_to=found.get("down_to"),
            group=found.get("group"),
            start=start,
            end=end,
        )

    def addition(self, c: Children, start: int, end: int) -> e.Expression:
        if len(c) > _SIGNED:
            return self.arithmetic_sum(c, start, end)
        return self.negation(c, start, end) if OPERATORS[self._kind(c[0])] == "-" else c[1]

    def factor(self, c: Children, start: int, end: int) -> Clause:
        return ("factor", c[1], start, end)

    def up_to(self, c: Children, start: int, end: int) -> Clause:
        return ("up_to", c[0], start, end)

    def down_to(self, c: Children, start: int, end: int) -> Clause:
        return ("down_to", c[0], start, end)

    def once_per(self, c: Children, start: int, end: int) -> Clause:
        return ("group", c[0], start, end)

    # ---- rules, and who may decide

    def rule(self, c: Children, start: int, end: int) -> s.Rule:
        label, rest = labelled(c)
        found = {clause[0]: clause[1] for clause in clauses_in(rest)}
        return s.Rule(
            name=c[0],
            label=label,
            force=found.get("force"),
            rank=found.get("rank"),
            narrowing=c[-2],
            expression=c[-1],
            start=start,
            end=end,
        )

    def require(self, c: Children, start: int, end: int) -> s.Require:
        found = {clause[0]: clause[1] for clause in clauses_in(c)}
        force, rank = found.get("force"), found.get("rank")
        return s.Require(item=c[0], force=force, rank=rank, narrowing=c[-1], start=start, end=end)

    def delegate(self, c: Children, start: int, end: int) -> s.Delegate:
        by = c[1][1] if type(c[1]) is tuple else ()
        rank = LEVEL_NAMES[self._text(c[-2])]
        return s.Delegate(objects=c[0], dimensions=by, rank=rank, narrowing=c[-1], start=start, end=end)

    def reserve(self, c: Children, start: int, end: int) -> s.Reserve:
        return s.Reserve(objects=c[0], narrowing=c[1], start=start, end=end)

    def tolerate(self, c: Children, start: int, end: int) -> s.Tolerate:
        return s.Tolerate(objects=c[0], before=c[1], narrowing=c[2], start=start, end=end)

    def approve_deviation(self, c: Children, start: int, end: int) -> s.ApproveDeviation:
        return s.ApproveDeviation(jurisdiction=c[0], rule=c[1], narrowing=c[2], start=start, end=end)

    def approve_decision(self, c: Children, start: int, end: int) -> s.ApproveDecision:
        return s.ApproveDecision(jurisdiction=c[0], objects=c[1], narrowing=c[2], start=start, end=end)

    def waive(self, c: Children, start: int, end: int) -> s.Waive:
        return s.Waive(rules=c[0], narrowing=c[1], start=start, end=end)

    def deviate(self, c: Children, start: int, end: int) -> s.Deviate:
        return s.Deviate(rule=c[0], narrowing=c[1], start=start, end=end)

    def not_checkable(self, c: Children, start: int, end: int) -> s.NotCheckable:
        return s.NotCheckable(narrowing=c[0], start=start, end=end)

    # ---- figures, lists, cases

    def observe(self, c: Children, start: int, end: int) -> s.Observe:
        place = c[1][1] if type(c[1]) is tuple else None
        years = c[-1] if type(c[-1]) is tuple else None
        value = None if type(c[-1]) is tuple else c[-1]
        return s.Observe(
            statistic=c[0], jurisdiction=place, value=value, years=years, narrowing=c[-2], start=start, end=end
        )

    def observation(self, c: Children, start: int, end: int) -> s.Observation:
        return s.Observation(year=c[0][1], value=c[1], start=start, end=end)

    def listing(self, c: Children, start: int, end: int) -> s.Listing:
        if type(c[0]) is tuple:
            action, name, file = c[0]
            return s.Listing(action=action, catalogue=name, file=file, narrowing=c[1], start=start, end=end)
        action = self._action(c[0])
        entries = tuple(c[3:])
        if action == "exclude":
            self._refuse_fields(entries)
        return s.Listing(action=action, catalogue=c[1], entries=entries, narrowing=c[2], start=start, end=end)

    def _refuse_fields(self, entries: tuple[s.CatalogueEntry, ...]) -> None:
        for entry in entries:
            if entry.fields:
                first = entry.fields[0][0]
                self._fault("syntax", "exclude-field", Span(first.start, first.end), written=first.text)

    def _action(self, token: int) -> str:
        return self._kind(token).removesuffix("_ZH").lower()

    def listing_file(self, c: Children, _start: int, _end: int) -> tuple[str, e.Name, e.Text]:
        return (self._action(c[0]), c[1], c[2])

    def catalogue_entry(self, c: Children, start: int, end: int) -> s.CatalogueEntry:
        return s.CatalogueEntry(key=c[0], fields=tuple(c[1:]), start=start, end=end)

    def field_value(self, c: Children, _start: int, _end: int) -> tuple[e.Name, e.Text]:
        return (self._field_name(c[0]), c[1])

    def given(self, c: Children, start: int, end: int) -> Clause:
        return ("given", c[0], start, end)

    def expect(self, c: Children, start: int, end: int) -> s.Expect:
        return s.Expect(outcome="", subject=c[0], start=start, end=end)

    def expect_breach(self, c: Children, start: int, end: int) -> s.Expect:
        return s.Expect(outcome="breach", subject=c[0], start=start, end=end)

    def expect_within(self, c: Children, start: int, end: int) -> s.Expect:
        return s.Expect(outcome="within", subject=c[0], start=start, end=end)

    def case(self, c: Children, start: int, end: int) -> s.Case:
        found = self._clauses(clauses_in(c))
        return s.Case(
            label=c[0],
            jurisdiction=found.get("at"),
            day=found.get("on"),
            given=found.get("given"),
            expects=tuple(child for child in c if type(child) is s.Expect),
            start=start,
            end=end,
        )
