"""Declarations to the model: dimensions, groups, items, statistics, defines, catalogues, jurisdictions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qingdan_checker import model as m
from qingdan_checker.quantity import DATE, QUANTITIES, Value, read_day, read_literal
from qingdan_checker.resolve.expressions import Binder
from qingdan_checker.resolve.names import Entry, Faults, Names
from qingdan_checker.resolve.selectors import Place
from qingdan_dsl.source import Span
from qingdan_dsl.syntax import declarations as d
from qingdan_dsl.syntax.expressions import Day, Name

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

SORTS = {
    d.Dimension: "dimension",
    d.Measure: "measure",
    d.Group: "group",
    d.Item: "item",
    d.Statistic: "statistic",
    d.Define: "define",
    d.Catalogue: "catalogue",
    d.Jurisdiction: "jurisdiction",
    d.Document: "document",
}

Placed = tuple[str, d.Declaration]
"""A declaration with the path of its file."""


def entry_of(path: str, node: d.Declaration, sort: str) -> Entry:
    """The name that a declaration declares."""
    span = Span(node.name.start, node.name.end)
    label = node.label.text if node.label else ""
    return Entry(sort=sort, name=node.name.text, label=label, where=m.Where(path=path, span=span))


class Declarer:
    """Binds declarations to their names, sort after sort; what has an error stays unbound."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self.faults: list[Faults] = []
        self.left_out: list[str] = []
        self.jurisdictions: dict[str, m.Jurisdiction] = {}
        self._members: dict[tuple[str, int], list[tuple[d.Member, Entry]]] = {}
        self._ranks: dict[str, str | None] = {}

    def _begin(self, path: str) -> Faults:
        faults = Faults(path=path)
        self.faults.append(faults)
        return faults

    def _end(self, entry: Entry, bound: object, faults: Faults) -> None:
        """Binds what came out well; says what did not."""
        if faults.failed or bound is None:
            self.left_out.append(f"{entry.sort} {entry.name}")
        else:
            entry.bound = bound

    def _facts(self, path: str, node: d.Declaration) -> dict[str, object]:
        label = node.label
        return {
            "name": node.name.text,
            "label": label.text if label else "",
            "english": (label.english or "") if label else "",
            "where": m.Where(path=path, span=Span(node.name.start, node.name.end)),
        }

    # ---- dimensions and groups

    def dimension(self, path: str, node: d.Dimension, entry: Entry) -> None:
        """A listed dimension, whose members' names have been declared."""
        faults = self._begin(path)
        declared = self._members.get((path, node.start), [])
        members = tuple(m.Member(**self._facts(path, member)) for member, _ in declared)  # type: ignore[arg-type]
        axis = m.Dimension(**self._facts(path, node), ordered=node.ordered, members=members)  # type: ignore[arg-type]
        for index, (_, one) in enumerate(declared):
            one.bound = Place(axis=axis, index=index)
        self._end(entry, axis, faults)

    def declare_members(self, path: str, node: d.Dimension) -> None:
        """Declares the names of a dimension's members, in the order of the text; a second one stays out."""
        entries = [(member, entry_of(path, member, "member")) for member in node.members]
        self._members[path, node.start] = [one for one in entries if self._names.declare(one[1])]

    def measure(self, path: str, node: d.Measure, entry: Entry) -> None:
        """A dimension that is a quantity."""
        faults = self._begin(path)
        if node.kind not in QUANTITIES:
            faults.add("type", "measure-kind", node, kind=node.kind)
        self._end(entry, m.Measure(**self._facts(path, node), kind=node.kind), faults)  # type: ignore[arg-type]

    def group(self, path: str, node: d.Group, entry: Entry) -> None:
        """Members of one dimension under a name."""
        faults = self._begin(path)
        mask = 0
        axis: m.Dimension | None = None
        for member in node.members:
            place = self._names.wanted(member, ("member",), faults)
            if isinstance(place, Place):
                if axis is not None and place.axis is not axis:
                    faults.add("type", "group-over-two", member, dimension=axis.name, other=place.axis.name)
                axis = axis or place.axis
                mask |= 1 << place.index
        self._end(entry, m.Term(axis=axis, mask=mask) if axis else None, faults)

    # ---- items, statistics, defines, catalogues

    def _axes(self, names: Sequence[Name], faults: Faults) -> tuple[m.Axis, ...]:
        axes: list[m.Axis] = []
        for name in names:
            axis = self._names.wanted(name, ("dimension", "measure"), faults)
            if isinstance(axis, m.Dimension | m.Measure):
                if axis in axes:
                    faults.add("type", "dimension-twice", name, dimension=axis.name)
                axes.append(axis)
        return tuple(axes)

    def item(self, path: str, node: d.Item, entry: Entry) -> None:
        """What a document may decide."""
        faults = self._begin(path)
        axes = self._axes(node.dimensions, faults)
        kind = self._kind(node, node.kind, faults)
        low, high = self._range(node, kind, faults)
        item = m.Item(
            **self._facts(path, node),  # type: ignore[arg-type]
            kind=kind,
            low=low,
            high=high,
            dimensions=axes,
            better=node.better,
        )
        self._end(entry, item, faults)

    def _kind(self, node: d.Declaration, kind: str | None, faults: Faults) -> str:
        if kind is None:
            faults.add("syntax", "missing-clause", node.name, clause="value", name=node.name.text)
        return kind or "number"

    def _range(self, node: d.Item, kind: str, faults: Faults) -> tuple[Value | None, Value | None]:
        if node.range is None or node.kind is None:
            return None, None
        ends: list[Value | None] = []
        for end in (node.range.lowest, node.range.highest):
            if end is None:
                ends.append(None)
                continue
            value: Value | None
            found, value = (DATE, read_day(end)) if isinstance(end, Day) else read_literal(end)
            if value is None and isinstance(end, Day):
                faults.add("value", "date", end, written=f"{end.year}-{end.month:02}-{end.day:02}")
            elif found != kind:
                faults.add("type", "kind-wanted", end, found=found, wanted=kind)
            ends.append(value)
        low, high = ends
        if not faults.found and low is not None and high is not None and low > high:  # type: ignore[operator]
            faults.add("value", "empty-range", node.range)
        return low, high

    def statistic(self, path: str, node: d.Statistic, entry: Entry) -> None:
        """What is observed."""
        faults = self._begin(path)
        kind = self._kind(node, node.kind, faults)
        self._end(entry, m.Statistic(**self._facts(path, node), kind=kind, by_year=node.by_year), faults)  # type: ignore[arg-type]

    def catalogue(self, path: str, node: d.Catalogue, entry: Entry) -> None:
        """A kind of list; the names of its key and fields count inside it only."""
        faults = self._begin(path)
        if node.key is None:
            faults.add("syntax", "missing-clause", node.name, clause="key", name=node.name.text)
        columns = [column.name.text for column in (*([node.key] if node.key else []), *node.fields)]
        for index, column in enumerate(node.fields, 1 if node.key else 0):
            if column.name.text in columns[:index]:
                faults.add("duplicate", "name", column, name=column.name.text)
        bound = m.Catalogue(
            **self._facts(path, node),  # type: ignore[arg-type]
            key=columns[0] if columns else "",
            fields=_written(node.fields),
        )
        self._end(entry, bound, faults)

    def define(self, path: str, node: d.Define, entry: Entry) -> None:
        """A derived item, still without its expression: that may name any other."""
        faults = self._begin(path)
        axes = self._axes(node.dimensions, faults)
        kind = self._kind(node, node.kind, faults)
        if node.expression is None:
            faults.add("syntax", "missing-clause", node.name, clause="as", name=node.name.text)
        self._end(entry, m.Define(**self._facts(path, node), kind=kind, dimensions=axes), faults)  # type: ignore[arg-type]

    def define_expressions(self, defines: Iterable[tuple[str, d.Define, Entry]]) -> None:
        """Binds what defines mean; those on a circle, and those with an error, stay out."""
        placed = [one for one in defines if isinstance(one[2].bound, m.Define)]
        for path, node, entry in placed:
            define = entry.bound
            assert isinstance(define, m.Define) and node.expression is not None  # noqa: PT018, S101  checked above
            faults = self._begin(path)
            axes = frozenset(axis.name for axis in define.dimensions)
            binder = Binder(names=self._names, faults=faults, axes=axes, subject=define.name, choices=False)
            bound = binder.bind_as(node.expression, define.kind)
            if bound is None or faults.failed:
                entry.bound = None
                self.left_out.append(f"define {define.name}")
            else:
                object.__setattr__(define, "expression", bound)  # frozen for all but this moment
        self._drop_circles([entry for _, _, entry in placed])

    def _drop_circles(self, entries: list[Entry]) -> None:
        """A define that rests on itself is on a circle: one fault a circle, and none of it takes part."""
        rests_on = {entry.name: _defines_in(entry.bound) for entry in entries if isinstance(entry.bound, m.Define)}
        reach = {name: _reach(name, rests_on) for name in rests_on}
        told: set[str] = set()
        by_place = sorted(entries, key=lambda entry: (entry.where.path, entry.where.span))
        for entry in by_place:
            if entry.name not in reach.get(entry.name, ()):
                continue
            if entry.name not in told:
                circle = sorted(name for name in reach[entry.name] if entry.name in reach.get(name, ()))
                told.update(circle)
                faults = self._begin(entry.where.path)
                at = Name(text=entry.name, start=entry.where.span.start, end=entry.where.span.end)
                faults.add("cycle", "define", at, names=", ".join(circle))
        for entry in entries:
            if entry.name in told or reach.get(entry.name, set()) & told or _rests_on_nothing(entry.bound):
                entry.bound = None
                self.left_out.append(f"define {entry.name}")
        self._drop_dependants(entries, rests_on)

    def _drop_dependants(self, entries: list[Entry], rests_on: dict[str, set[str]]) -> None:
        """What rests on a define that was left out is left out, without further findings."""
        changed = True
        while changed:
            changed = False
            bound = {entry.name for entry in entries if entry.bound is not None}
            for entry in entries:
                if entry.bound is not None and rests_on.get(entry.name, set()) - bound:
                    entry.bound = None
                    self.left_out.append(f"define {entry.name}")
                    changed = True

    # ---- jurisdictions

    def all_jurisdictions(self, placed: Sequence[tuple[str, d.Jurisdiction, Entry]]) -> None:
        """Jurisdictions from the top down: a parent before what lies in it."""
        nation: Entry | None = None
        order = sorted(placed, key=lambda one: (m.RANKS.get(one[1].rank or "", len(m.RANKS)), one[0], one[1].start))
        for path, node, entry in order:
            faults = self._begin(path)
            parent = self._parent(node, faults)
            if node.rank == "nation" and not faults.failed:
                if nation:
                    faults.add("duplicate", "nation", node.name, name=node.name.text, first=nation.name)
                    first = (nation.where.path, nation.where.span)
                    faults.found[-1] = _with_related(faults.found[-1], first)
                else:
                    nation = entry
            place = m.Jurisdiction(
                **self._facts(path, node),  # type: ignore[arg-type]
                rank=node.rank or "county",
                parent=parent,
                code=node.code.text if node.code else "",
            )
            object.__setattr__(place, "line", (place, *(parent.line if parent else ())))
            self._end(entry, place, faults)
            if entry.bound is place and self._names.entries.get(entry.name) is entry:
                self.jurisdictions[place.name] = place

    def _parent(self, node: d.Jurisdiction, faults: Faults) -> m.Jurisdiction | None:
        if node.rank is None:
            faults.add("syntax", "missing-clause", node.name, clause="level", name=node.name.text)
            return None
        if node.parent is None:
            if node.rank != "nation":
                faults.add("value", "no-parent", node.name, name=node.name.text)
            return None
        entry = self._names.find(node.parent, faults)
        if entry is None:
            return None
        if entry.sort != "jurisdiction":
            faults.add("type", "sort", node.parent, name=node.parent.text, found=entry.sort, wanted="jurisdiction")
            return None
        rank = self._rank_of(entry)
        if rank is not None and m.RANKS[rank] >= m.RANKS[node.rank]:
            faults.add("value", "parent-level", node.parent, name=entry.name, level=rank, child=node.rank)
            return None
        if not isinstance(entry.bound, m.Jurisdiction):
            faults.missing = True
            return None
        return entry.bound

    def note_ranks(self, placed: Sequence[tuple[str, d.Jurisdiction, Entry]]) -> None:
        """Remembers each jurisdiction's level, which a child needs even where the parent has not been bound yet."""
        self._ranks = {entry.name: node.rank for _, node, entry in placed}

    def _rank_of(self, entry: Entry) -> str | None:
        return self._ranks.get(entry.name)


def _with_related(fault, place):  # noqa: ANN001, ANN202
    from dataclasses import replace  # noqa: PLC0415

    return replace(fault, related=(place,))


def _rests_on_nothing(bound: object) -> bool:
    return isinstance(bound, m.Define) and bound.expression is None


def _defines_in(bound: object) -> set[str]:
    if not isinstance(bound, m.Define) or bound.expression is None:
        return set()
    return {
        part.target.name
        for part in m.walk(bound.expression)
        if isinstance(part, m.Reference) and isinstance(part.target, m.Define)
    }


def _reach(name: str, rests_on: dict[str, set[str]]) -> set[str]:
    found: set[str] = set()
    todo = list(rests_on.get(name, ()))
    while todo:
        one = todo.pop()
        if one not in found:
            found.add(one)
            todo.extend(rests_on.get(one, ()))
    return found


def _written(columns: Sequence[d.Member]) -> dict[str, str]:
    """The name of each column by all that can be written for it: its label too, inside its catalogue only."""
    labels = {column.label.text: column.name.text for column in columns if column.label}
    return labels | {column.name.text: column.name.text for column in columns}
