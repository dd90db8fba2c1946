"""Statements as text."""

# ruff: noqa: D102  a method writes the class of its name

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from qingdan_dsl.syntax import statements as s
from qingdan_dsl.write.expressions import Expressions
from qingdan_dsl.write.layout import INDENT, WIDTH, Lines, block, table, width
from qingdan_dsl.write.words import quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from qingdan_dsl.syntax.expressions import Day, Expression, Name


def joined(*parts: str) -> str:
    """Words with a space between them; empty ones leave no trace."""
    return " ".join(part for part in parts if part)


class Statements(Expressions):
    """One method for each class of a statement; each gives its lines."""

    def statement(self, node: s.AnyStatement) -> Lines:
        """A statement."""
        return _WRITERS[type(node)](self, node)

    def label(self, label: s.Label | None) -> str:
        """The text after a name, and its translation."""
        if label is None:
            return ""
        if label.english is None:
            return quoted(label.text)
        return f"{quoted(label.text)} {self.word('label')} en {quoted(label.english)}"

    def narrowed(self, front: str, node: s.Narrowing, tail: str = "") -> Lines:
        """`… for … when … from … until … because …`; the reason on a line of its own where it gets too long."""
        head = joined(
            front,
            self._with("for", self.selector(node.scope) if node.scope else ""),
            self._with("when", self.expression(node.condition) if node.condition else ""),
            self._with("from", self.day(node.since) if node.since else ""),
            self._with("until", self.day(node.until) if node.until else ""),
        )
        because = self._with("because", self.text(node.because) if node.because else "")
        line = joined(head, because) + tail
        if not because or width(line) <= WIDTH:
            return [line]
        return [head, f"{INDENT}{because}{tail}"]

    def _with(self, word: str, what: str) -> str:
        return f"{self.word(word)} {what}" if what else ""

    def _at(self, place: Name | None) -> str:
        return self._with("at", self.name(place) if place else "")

    def _bound(self, force: str | None, rank: str | None) -> str:
        level = self._with("at", self.other("level", rank) if rank else "")
        return joined(self.word(force) if force else "", level)

    def _valued(self, head: Lines, value: str) -> Lines:
        """A head, a colon and a value: on a line of its own where the last one gets too long."""
        line = f"{head[-1]}{self.colon}{'' if self._chinese else ' '}{value}"
        if width(line) <= WIDTH:
            return [*head[:-1], line]
        return [*head[:-1], f"{head[-1]}{self.colon}", f"{INDENT}{value}"]

    # ---- set and adjust

    def set(self, node: s.Set) -> Lines:
        head = joined(self.word("set"), self.name(node.item))
        if node.table:
            by = self._with("by", self.names(node.table.dimensions))
            return self._table(self.narrowed(joined(head, by), node.narrowing), node.table)
        lines = self.narrowed(head, node.narrowing)
        if node.value is not None:
            return self._valued(lines, self.expression(node.value))
        return block(lines, [self._entry(entry) for entry in node.entries])

    def _pair(self, selector: str, value: str) -> str:
        return f"{selector}{self.colon}{'' if self._chinese else ' '}{value}"

    def _table(self, head: Lines, node: s.Table) -> Lines:
        rows = [[self.expression(cell) if cell else "" for cell in row.cells] for row in node.rows]
        return block(head, [[line] for line in table(rows)], one_line=False)

    def _entry(self, node: s.Entry) -> Lines:
        head = self.selector(node.selector)
        if node.value is not None:
            return [self._pair(head, self.expression(node.value))]
        return block([head], [self._entry(entry) for entry in node.entries])

    def adjust(self, node: s.Adjust) -> Lines:
        front = joined(self.word("adjust"), self.name(node.item))
        if node.change:
            return self.narrowed(front, node.narrowing, f" {self.word('by change')} {self._change(node.change)}")
        return block(self.narrowed(front, node.narrowing), [self._change_entry(entry) for entry in node.entries])

    def _change_entry(self, node: s.ChangeEntry) -> Lines:
        head = self.selector(node.selector)
        if node.change:
            return [self._pair(head, self._change(node.change))]
        return block([head], [self._change_entry(entry) for entry in node.entries])

    def _change(self, node: s.Change) -> str:
        return joined(
            self.factor(node.value) if node.operator == "*" else self.addition(node.value),
            f"{self.phrase('up to')} {self.expression(node.up_to)}" if node.up_to else "",
            f"{self.phrase('down to')} {self.expression(node.down_to)}" if node.down_to else "",
            f"{self.phrase('once per')} {self.name(node.group)}" if node.group else "",
        )

    # ---- rules, and who may decide

    def rule(self, node: s.Rule) -> Lines:
        bound = self._bound(node.force, node.rank)
        front = joined(self.word("rule"), self.name(node.name), self.label(node.label), bound)
        return self._valued(self.narrowed(front, node.narrowing), self.expression(node.expression))

    def require(self, node: s.Require) -> Lines:
        bound = self._bound(node.force, node.rank)
        return self.narrowed(joined(self.word("require"), self.name(node.item), bound), node.narrowing)

    def delegate(self, node: s.Delegate) -> Lines:
        by = self._with("by", self.names(node.dimensions))
        to = joined(self.phrase("to"), self.other("level", node.rank))
        return self.narrowed(joined(self.word("delegate"), self.names(node.objects), by, to), node.narrowing)

    def reserve(self, node: s.Reserve) -> Lines:
        return self.narrowed(joined(self.word("reserve"), self.names(node.objects)), node.narrowing)

    def tolerate(self, node: s.Tolerate) -> Lines:
        before = f"{self.phrase('issued before')} {self.day(node.before)}"
        return self.narrowed(joined(self.word("tolerate"), self.names(node.objects), before), node.narrowing)

    def approve_deviation(self, node: s.ApproveDeviation) -> Lines:
        what = f"{self.phrase('to deviate from')} {self.name(node.rule)}"
        return self.narrowed(joined(self.word("approve"), self.name(node.jurisdiction), what), node.narrowing)

    def approve_decision(self, node: s.ApproveDecision) -> Lines:
        what = f"{self.phrase('to decide')} {self.names(node.objects)}"
        return self.narrowed(joined(self.word("approve"), self.name(node.jurisdiction), what), node.narrowing)

    def waive(self, node: s.Waive) -> Lines:
        return self.narrowed(joined(self.word("waive"), self.names(node.rules)), node.narrowing)

    def deviate(self, node: s.Deviate) -> Lines:
        return self.narrowed(joined(self.phrase("deviate from"), self.name(node.rule)), node.narrowing)

    def not_checkable(self, node: s.NotCheckable) -> Lines:
        return self.narrowed(joined(self.word("not-checkable")), node.narrowing)

    # ---- figures, lists, cases

    def observe(self, node: s.Observe) -> Lines:
        front = joined(self.word("observe"), self.name(node.statistic), self._at(node.jurisdiction))
        head = self.narrowed(front, node.narrowing)
        if node.value is not None:
            return self._valued(head, self.expression(node.value))
        return block(head, [[self._pair(f"{one.year:04}", self.expression(one.value))] for one in node.years or ()])

    def listing(self, node: s.Listing) -> Lines:
        head = joined(self.word(node.action), self.name(node.catalogue))
        if node.file:
            return self.narrowed(joined(head, self.phrase("from"), self.text(node.file)), node.narrowing)
        entries = [[self._catalogue_entry(entry)] for entry in node.entries]
        return block(self.narrowed(head, node.narrowing), entries)

    def _catalogue_entry(self, node: s.CatalogueEntry) -> str:
        return joined(self.text(node.key), *(f"{name.text} {self.text(value)}" for name, value in node.fields))

    def case(self, node: s.Case) -> Lines:
        on = self._with("on", self._day(node.day))
        head = joined(self.word("case"), self.text(node.label), self._at(node.jurisdiction), on)
        given = [[self._with("given", self.selector(node.given))]] if node.given else []
        return block([head], [*given, *([self._expect(one)] for one in node.expects)], one_line=False)

    def _day(self, day: Day | None) -> str:
        return self.day(day) if day else ""

    def _expect(self, node: s.Expect) -> str:
        outcome = {"breach": "breach", "within": "within bounds"}.get(node.outcome)
        subject: Expression = node.subject
        return joined(self.word("expect"), self.word(outcome) if outcome else "", self.expression(subject))

    def all_lines(self, nodes: Iterable[s.AnyStatement]) -> list[Lines]:
        """The lines of each statement."""
        return [self.statement(node) for node in nodes]


_WRITERS: Final[dict[type, Callable[[Statements, Any], Lines]]] = {
    s.Set: Statements.set,
    s.Adjust: Statements.adjust,
    s.Rule: Statements.rule,
    s.Require: Statements.require,
    s.Delegate: Statements.delegate,
    s.Reserve: Statements.reserve,
    s.Tolerate: Statements.tolerate,
    s.ApproveDeviation: Statements.approve_deviation,
    s.ApproveDecision: Statements.approve_decision,
    s.Waive: Statements.waive,
    s.Deviate: Statements.deviate,
    s.NotCheckable: Statements.not_checkable,
    s.Observe: Statements.observe,
    s.Listing: Statements.listing,
    s.Case: Statements.case,
}
