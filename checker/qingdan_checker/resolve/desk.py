"""Declarations on their way into the model: where each stands, the name that it declares, and its faults."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypedDict, TypeVar

from qingdan_checker import model as m
from qingdan_checker.quantity import NUMBER
from qingdan_checker.resolve.faults import Faults
from qingdan_checker.resolve.names import Entry, Names
from qingdan_dsl.source import Span
from qingdan_dsl.syntax import declarations as d

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from qingdan_dsl.source import Fault
    from qingdan_dsl.syntax.expressions import Name

Node = TypeVar("Node", bound=d.Declaration)

SORTS: Mapping[type, str] = {
    d.Dimension: "dimension",
    d.Measure: "measure",
    d.Group: "group",
    d.Item: "item",
    d.Statistic: "statistic",
    d.Define: "define",
    d.Catalogue: "catalogue",
    d.Jurisdiction: "jurisdiction",
    d.Document: "document",
    d.Member: "member",
}


class Facts(TypedDict):
    """What everything has that is declared."""

    name: str
    label: str
    english: str
    where: m.Where


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed(Generic[Node]):
    """A declaration in its file, and the name that it declares."""

    path: str
    node: Node
    entry: Entry

    @property
    def facts(self) -> Facts:
        """Its name, its labels and its place."""
        label = self.node.label
        return {
            "name": self.node.name.text,
            "label": label.text if label else "",
            "english": (label.english or "") if label else "",
            "where": self.entry.where,
        }


def placed(path: str, node: Node) -> Placed[Node]:
    """A declaration with the name that it declares, which nobody knows yet."""
    where = m.Where(path=path, span=Span(node.name.start, node.name.end))
    label = node.label.text if node.label else ""
    entry = Entry(sort=SORTS[type(node)], name=node.name.text, label=label, where=where)
    return Placed(path=path, node=node, entry=entry)


class Desk:
    """Declarations are bound here, sort after sort; what has an error stays unbound."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self.left_out: list[str] = []
        self._begun: list[Faults] = []
        self._members: dict[tuple[str, int], list[Placed[d.Member]]] = {}

    def begin(self, one: Placed[Any]) -> Faults:
        """The faults of a declaration: none yet."""
        faults = Faults(path=one.path)
        self._begun.append(faults)
        return faults

    def end(self, one: Placed[Any], bound: object, faults: Faults) -> None:
        """Binds what came out well; says what did not."""
        if faults.failed or bound is None:
            self.leave_out(one)
        else:
            one.entry.bound = bound

    def leave_out(self, one: Placed[Any]) -> None:
        """Notes that a declaration takes no part."""
        one.entry.bound = None
        self.left_out.append(f"{one.entry.sort} {one.entry.name}")

    @property
    def faults(self) -> list[Fault]:
        """All faults so far."""
        return [fault for one in self._begun for fault in one.found]

    def declare_members(self, path: str, node: d.Dimension) -> None:
        """Declares the names of a dimension's members, in the order of the text; a second one stays out."""
        members = [placed(path, member) for member in node.members]
        self._members[path, node.start] = [one for one in members if self.names.declare(one.entry)]

    def members(self, one: Placed[d.Dimension]) -> list[Placed[d.Member]]:
        """The members of a dimension whose names have been declared."""
        return self._members.get((one.path, one.node.start), [])


def read_axes(names: Sequence[Name], known: Names, faults: Faults) -> tuple[m.Axis, ...]:
    """The dimensions of an item, each once."""
    axes: list[m.Axis] = []
    for name in names:
        axis = known.axis(name, faults)
        if axis is None:
            continue
        if axis in axes:
            faults.add("type", "dimension-twice", name, dimension=axis.name)
        axes.append(axis)
    return tuple(axes)


def read_kind(node: d.Item | d.Statistic | d.Define, faults: Faults) -> str:
    """The kind of value that was declared; a fault where there is none."""
    if node.kind is None:
        faults.add("syntax", "missing-clause", node.name, clause="value", name=node.name.text)
    return node.kind or NUMBER
