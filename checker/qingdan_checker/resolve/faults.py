"""What is wrong with one declaration or statement."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qingdan_checker.model import Where
from qingdan_checker.quantity import read_day
from qingdan_dsl.source import Fault, Span

if TYPE_CHECKING:
    from datetime import date

    from qingdan_dsl.syntax.expressions import Day, Node


@dataclass(slots=True, kw_only=True)
class Faults:
    """The faults of one declaration or statement; `missing` notes that something it refers to was left out."""

    path: str
    found: list[Fault] = field(default_factory=list)
    missing: bool = False

    def add(self, code: str, reason: str, node: Node, /, *, related: Where | None = None, **facts: str) -> None:
        """Notes a fault at a node of the tree; `related` is another place that the fault speaks of."""
        self.found.append(
            Fault(
                code=code,
                reason=reason,
                path=self.path,
                span=Span(node.start, node.end),
                facts=tuple(sorted(facts.items())),
                related=((related.path, related.span),) if related else (),
            )
        )

    @property
    def failed(self) -> bool:
        """Whether what these faults are about must be left out."""
        return bool(self.found) or self.missing

    def where(self, node: Node) -> Where:
        """The place of a node in the file that these faults are about."""
        return Where(path=self.path, span=Span(node.start, node.end))

    def read_day(self, node: Day | None) -> date | None:
        """The date as written; None where there is none, or with a fault where the calendar has none such."""
        if node is None:
            return None
        value = read_day(node)
        if value is None:
            self.add("value", "date", node, written=f"{node.year}-{node.month:02}-{node.day:02}")
        return value
