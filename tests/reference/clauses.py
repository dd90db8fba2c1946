"""The clauses that statements share (section 5)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .kinds import Kinds, Scope
from .model import Axis, Document, Jurisdiction, Model, Place, Statement
from .names import Names, place_of
from .values import calendar

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from qingdan_dsl.source import Source
    from qingdan_dsl.syntax import declarations as d
    from qingdan_dsl.syntax import expressions as e
    from qingdan_dsl.syntax import statements as s


def day(scope: Scope, node: e.Day | None) -> date | None:
    """A date; one that the calendar does not have is a `value` error."""
    if node is None:
        return None
    found = calendar(node)
    if found is None:
        scope.fault("value", node)
    return found


def by(kinds: Kinds, scope: Scope, names: tuple[e.Name, ...]) -> tuple[Axis, ...]:
    """The dimensions of a `by`, each once."""
    axes: list[Axis] = []
    for name in names:
        symbol = kinds.wanted(scope, name, "dimension", "measure")
        if symbol is None or not isinstance(symbol.meaning, Axis):
            continue
        if symbol.meaning in axes:
            scope.fault("duplicate", name)
        else:
            axes.append(symbol.meaning)
    return tuple(axes)


@dataclass(frozen=True, slots=True)
class Where:
    """Where a statement is read: with which names, for which model, in which document, beside which CSV files."""

    names: Names
    kinds: Kinds
    model: Model
    source: Source
    node: d.Document | None = None
    document: Document | None = None
    sheets: Mapping[str, bytes] = field(default_factory=dict)


class Clauses:
    """What statements of all kinds have in common: a place, times, `for`, `when`, `because`."""

    def __init__(self, where: Where) -> None:
        """Reads for a document (None where it takes no part, or outside of any)."""
        self.where = where
        node, source, document = where.node, where.source, where.document
        self.document = document
        self.source = source
        self.scope = Scope(source, node.name.text if node else None)
        self.kinds = where.kinds
        self.model = where.model
        self._statement: Statement | None = None

    def place(self, node: e.Node) -> Place:
        """Where a node starts."""
        return place_of(self.source, node.start)

    def statement(self, tree: s.Statement) -> Statement:
        """The statement itself, always the same one."""
        if self._statement is None:
            document = self.document or Document("", Jurisdiction("", "nation", None), None, None, None, draft=False)
            self._statement = Statement(tree, document, self.place(tree))
        return self._statement

    # ---- what narrows

    def times(self, tree: s.Statement) -> None:
        """`until` before `from` is a `value` error."""
        since = day(self.scope, tree.narrowing.since)
        until = day(self.scope, tree.narrowing.until)
        if since and until and until < since and tree.narrowing.until:
            self.scope.fault("value", tree.narrowing.until)

    def reason(self, tree: s.Statement) -> None:
        """`because`, where it must be given."""
        if tree.narrowing.because is None:
            self.scope.fault("syntax", tree)

    def condition(self, node: e.Expression | None, axes: Sequence[Axis] | None = None) -> None:
        """A `when`: yes or no, about the dimensions that there are."""
        if node is None:
            return
        kind = self.kinds.kind(self.scope, node)
        if kind is not None and kind != "yes-no":
            self.scope.fault("type", node)
        if axes is not None:
            self.kinds.confined(self.scope, node, axes)

    def about(self, selector: e.Selector | None, axes: Sequence[Axis] | None, chain: Sequence[Axis] = ()) -> list[Axis]:
        """The dimensions of a chain with this selector; each at most once, and none that there is not."""
        seen = list(chain)
        for term, axis in self.kinds.selector(self.scope, selector.terms if selector else ()):
            if axis in seen or (axes is not None and axis not in axes):
                self.scope.fault("type", term)
            seen.append(axis)
        return seen
