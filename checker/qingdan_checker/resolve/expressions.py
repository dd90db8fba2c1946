"""Expressions: names bound, kinds agreed, or a fault that says what does not go together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from qingdan_checker import model as m
from qingdan_checker.quantity import DATE, NUMBER, TEXT, YES_NO, read_literal
from qingdan_checker.resolve import catalogues, operators, references
from qingdan_dsl.syntax import expressions as e

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from qingdan_checker.resolve.faults import Faults
    from qingdan_checker.resolve.names import Names


@dataclass(slots=True, kw_only=True)
class Binder:
    """Binds the expressions of one declaration or statement.

    `axes` are the dimensions that a reference may leave open and a test may be about (None: any); `subject` is
    whose dimensions they are. With `choices`, a pin may select several members.
    """

    names: Names
    faults: Faults
    axes: frozenset[str] | None = None
    subject: str = ""
    choices: bool = True

    def bind(self, node: e.Expression) -> m.Expression | None:
        """The expression with its kind; None with a fault (or because something it refers to was left out)."""
        return _BINDERS[type(node)](node, self)

    def bind_as(self, node: e.Expression, kind: str) -> m.Expression | None:
        """The expression, which must be of this kind."""
        bound = self.bind(node)
        if bound is not None and bound.kind != kind:
            self.faults.add("type", "kind-wanted", node, found=bound.kind, wanted=kind)
            return None
        return bound

    def where(self, node: e.Node) -> m.Where:
        """The place of a node."""
        return self.faults.where(node)

    def allows(self, axis: m.Axis, node: e.Node) -> bool:
        """Whether a dimension may stay open here, or be tested; a fault where it may not."""
        if self.axes is None or axis.name in self.axes:
            return True
        self.faults.add("type", "dimension-lacking", node, dimension=axis.name, item=self.subject)
        return False


def _literal(node: e.Literal, on: Binder) -> m.Expression:
    kind, value = read_literal(node)
    return m.Constant(kind=kind, value=value, where=on.where(node))


def _day(node: e.Day, on: Binder) -> m.Expression | None:
    value = on.faults.read_day(node)
    return m.Constant(kind=DATE, value=value, where=on.where(node)) if value else None


def _text(node: e.Text, on: Binder) -> m.Expression:
    return m.Constant(kind=TEXT, value=node.text, where=on.where(node))


def _yes_no(node: e.YesNo, on: Binder) -> m.Expression:
    return m.Constant(kind=YES_NO, value=node.value, where=on.where(node))


def _check_date(node: e.CheckDate, on: Binder) -> m.Expression:
    return m.Now(kind=DATE, where=on.where(node))


def _this_year(node: e.ThisYear, on: Binder) -> m.Expression:
    return m.Now(kind=NUMBER, where=on.where(node))


_BINDERS: Final[Mapping[type, Callable[[Any, Binder], m.Expression | None]]] = {
    e.Literal: _literal,
    e.Day: _day,
    e.Text: _text,
    e.YesNo: _yes_no,
    e.CheckDate: _check_date,
    e.ThisYear: _this_year,
    e.Name: references.bind_name,
    e.Cell: references.bind_cell,
    e.Sum: references.bind_sum,
    e.Negation: operators.bind_negation,
    e.Not: operators.bind_not,
    e.Arithmetic: operators.bind_arithmetic,
    e.Connection: operators.bind_connection,
    e.Comparison: operators.bind_comparison,
    e.Conditional: operators.bind_conditional,
    e.Call: operators.bind_call,
    e.Count: catalogues.bind_question,
    e.Within: catalogues.bind_question,
    e.Alike: catalogues.bind_question,
}
