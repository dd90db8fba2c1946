"""Statements to the model: a statement with an error takes no part as a whole, with all its entries."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from qingdan_checker import model as m
from qingdan_checker.quantity import DATE, DAYS, NUMBER, PERCENT, QUANTITIES, YES_NO, read_day, show
from qingdan_checker.resolve.expressions import Binder
from qingdan_checker.resolve.names import Faults, Names
from qingdan_checker.resolve.selectors import bind_region, bind_term
from qingdan_dsl.source import Span
from qingdan_dsl.syntax import expressions as e
from qingdan_dsl.syntax import statements as s

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_DECIDED = ("item", "catalogue")


class StatementBinder:
    """Binds one statement of one article."""

    def __init__(
        self,
        names: Names,
        rules: Mapping[str, m.Rule],
        document: m.Document,
        article: str,
        jurisdictions: Mapping[str, m.Jurisdiction],
    ) -> None:
        self._names = names
        self._rules = rules
        self._document = document
        self._article = article
        self._jurisdictions = jurisdictions
        self.faults = Faults(path=document.where.path)

    def bind(self, node: s.AnyStatement) -> m.Statement | None:
        """The statement with its names bound; None with faults, or because something it refers to was left out."""
        statement = _BINDERS[type(node)](self, node)
        return None if self.faults.failed else statement

    # ---- what all statements share

    def _where(self, node: e.Node) -> m.Where:
        return m.Where(path=self.faults.path, span=Span(node.start, node.end))

    def _day(self, node: e.Day | None) -> date | None:
        if node is None:
            return None
        value = read_day(node)
        if value is None:
            self.faults.add("value", "date", node, written=f"{node.year}-{node.month:02}-{node.day:02}")
        return value

    def _common(self, node: s.Statement, *, because: bool = False) -> dict[str, Any]:
        narrowing = node.narrowing
        since, until = self._day(narrowing.since), self._day(narrowing.until)
        if since and until and until < since:
            assert narrowing.until is not None  # noqa: S101
            self.faults.add("value", "until-before-from", narrowing.until)
        if because and narrowing.because is None:
            self.faults.add("syntax", "missing-because", node)
        return {
            "document": self._document,
            "article": self._article,
            "where": self._where(node),
            "since": since,
            "until": until,
            "because": narrowing.because.text if narrowing.because else "",
        }

    def _binder(self, axes: Sequence[m.Axis] | None = None, subject: str = "", *, choices: bool = True) -> Binder:
        allowed = None if axes is None else frozenset(axis.name for axis in axes)
        return Binder(names=self._names, faults=self.faults, axes=allowed, subject=subject, choices=choices)

    def _region(self, selector: e.Selector | None, axes: Sequence[m.Axis], subject: str) -> dict[str, m.Term]:
        if selector is None:
            return {}
        region = bind_region(selector, self._names, self.faults)
        self._within(region, axes, selector, "dimension-lacking", subject)
        return region

    def _within(self, region: m.Region, axes: Sequence[m.Axis], node: e.Node, reason: str, subject: str) -> None:
        allowed = {axis.name for axis in axes}
        for name in region:
            if name not in allowed:
                self.faults.add("type", reason, node, dimension=name, item=subject)

    def _item(self, name: e.Name) -> m.Item | None:
        bound = self._names.wanted(name, ("item",), self.faults)
        return bound if isinstance(bound, m.Item) else None

    def _jurisdiction(self, name: e.Name | None) -> m.Jurisdiction:
        if name is None:
            return self._document.issuer
        bound = self._names.wanted(name, ("jurisdiction",), self.faults)
        return bound if isinstance(bound, m.Jurisdiction) else self._document.issuer

    def _objects(self, nodes: Sequence[e.Name]) -> tuple[m.Item | m.Catalogue, ...]:
        found = [self._names.wanted(node, _DECIDED, self.faults) for node in nodes]
        return tuple(one for one in found if isinstance(one, m.Item | m.Catalogue))

    # ---- set and adjust

    def set(self, node: s.Set) -> m.Statement | None:
        item = self._item(node.item)
        common = self._common(node)
        axes = item.dimensions if item else ()
        region = self._scope(node.narrowing, item)
        condition = self._condition(node.narrowing, item)
        if item is None:
            self._probe(node.entries)
            return None
        entries = self._tabled(node.table, region, item) if node.table else self._entries(node.entries, region, item)
        if node.value is not None:
            entries = [(region, node.value, node)]
        named = set(region) | _named(condition)
        bound: list[tuple[m.Region, m.Expression | None, e.Node]] = []
        for where, value, place in entries:
            named |= set(where)
            expression = self._value(value, item, axes)
            if expression is not None:
                named |= _tested(expression)
            bound.append((where, expression, place))
        if node.table:
            named |= {axis.name for axis in self._table_axes(node.table, item, quiet=True)}
        deciding = m.Deciding(**common, act="set", item=item, condition=condition, named=frozenset(named))
        for where, expression, place in bound:
            deciding.provisions.append(
                m.Provision(statement=deciding, region=where, where=self._where(place), value=expression)
            )
        return deciding

    def _probe(self, entries: Sequence[s.Entry | s.ChangeEntry]) -> None:
        """Reports what is wrong with entries whose item is not known: their names can still be looked up."""
        for entry in entries:
            bind_region(entry.selector, self._names, self.faults)
            self._probe(entry.entries)
            if isinstance(entry, s.Entry) and entry.value is not None and not isinstance(entry.value, s.Unknown):
                self._binder().bind(entry.value)

    def _scope(self, narrowing: s.Narrowing, item: m.Item | None) -> dict[str, m.Term]:
        if item is None:
            if narrowing.scope:
                bind_region(narrowing.scope, self._names, self.faults)
            return {}
        return self._region(narrowing.scope, item.dimensions, item.name)

    def _condition(self, narrowing: s.Narrowing, item: m.Item | None) -> m.Expression | None:
        if narrowing.condition is None:
            return None
        binder = self._binder(item.dimensions, item.name, choices=False) if item else self._binder()
        return binder.bind_as(narrowing.condition, YES_NO)

    def _entries(
        self, entries: Sequence[s.Entry], region: m.Region, item: m.Item
    ) -> list[tuple[m.Region, e.Expression | s.Unknown, e.Node]]:
        found: list[tuple[m.Region, e.Expression | s.Unknown, e.Node]] = []
        todo = [(entry, region) for entry in reversed(entries)]
        while todo:
            entry, above = todo.pop()
            here = self._narrowed(above, entry.selector, item)
            if entry.value is not None:
                found.append((here, entry.value, entry))
            todo.extend((below, here) for below in reversed(entry.entries))
        return found

    def _narrowed(self, above: m.Region, selector: e.Selector, item: m.Item) -> dict[str, m.Term]:
        here = self._region(selector, item.dimensions, item.name)
        for name in here:
            if name in above:
                self.faults.add("type", "dimension-twice", selector, dimension=name)
        return {**above, **here}

    def _table_axes(self, table: s.Table, item: m.Item, *, quiet: bool = False) -> list[m.Axis]:
        faults = Faults(path=self.faults.path) if quiet else self.faults
        axes: list[m.Axis] = []
        for name in table.dimensions:
            axis = self._names.wanted(name, ("dimension", "measure"), faults)
            if not isinstance(axis, m.Dimension | m.Measure):
                continue
            if axis in axes:
                faults.add("type", "dimension-twice", name, dimension=axis.name)
            elif axis not in item.dimensions:
                faults.add("type", "dimension-lacking", name, dimension=axis.name, item=item.name)
            axes.append(axis)
        return axes

    def _tabled(
        self, table: s.Table, region: m.Region, item: m.Item
    ) -> list[tuple[m.Region, e.Expression | s.Unknown, e.Node]]:
        axes = self._table_axes(table, item)
        for axis, name in zip(axes, table.dimensions, strict=False):
            if axis.name in region:
                self.faults.add("type", "dimension-twice", name, dimension=axis.name)
        if len(axes) < len(table.dimensions) or not table.rows:
            if not table.rows:
                self.faults.add("syntax", "table-empty", table)
            return []
        leading = len(axes) - 1
        head, *body = table.rows
        columns = self._heading(head, axes)
        found: list[tuple[m.Region, e.Expression | s.Unknown, e.Node]] = []
        for row in body:
            if len(row.cells) != len(head.cells):
                self.faults.add("syntax", "row-length", row, found=str(len(row.cells)), wanted=str(len(head.cells)))
                continue
            terms = [self._table_term(cell, axis, row) for cell, axis in zip(row.cells, axes[:leading], strict=False)]
            above = {**region, **{term.axis.name: term for term in terms if term}}
            for cell, column in zip(row.cells[leading:], columns, strict=False):
                if cell is not None and column is not None:
                    found.append(({**above, column.axis.name: column}, cell, cell))
        return found

    def _heading(self, head: s.Row, axes: Sequence[m.Axis]) -> list[m.Term | None]:
        leading = len(axes) - 1
        if len(head.cells) <= leading:
            self.faults.add("syntax", "row-length", head, found=str(len(head.cells)), wanted=str(leading + 1))
            return []
        for cell, axis in zip(head.cells[:leading], axes, strict=False):
            if not isinstance(cell, e.Name):
                self.faults.add("type", "table-heading", cell or head, dimension=axis.name)
                continue
            bound = self._names.wanted(cell, ("dimension", "measure"), self.faults)
            if isinstance(bound, m.Dimension | m.Measure) and bound is not axis:
                self.faults.add("type", "table-heading", cell, dimension=axis.name)
        return [self._table_term(cell, axes[-1], head) for cell in head.cells[leading:]]

    def _table_term(self, cell: e.Node | None, axis: m.Axis, row: s.Row) -> m.Term | None:
        if cell is None:
            self.faults.add("type", "table-heading", row, dimension=axis.name)
            return None
        term = bind_term(cell, self._names, self.faults)
        if term is not None and term.axis is not axis:
            self.faults.add("type", "two-dimensions", cell, dimension=axis.name, other=term.axis.name)
            return None
        return term

    def _value(self, value: e.Expression | s.Unknown, item: m.Item, axes: Sequence[m.Axis]) -> m.Expression | None:
        if isinstance(value, s.Unknown):
            return None
        bound = self._binder(axes, item.name, choices=False).bind_as(value, item.kind)
        if isinstance(bound, m.Constant):
            self._in_range(bound, value, item)
        return bound

    def _in_range(self, bound: m.Constant, node: e.Node, item: m.Item) -> None:
        low = item.low is not None and bound.value < item.low  # type: ignore[operator]
        high = item.high is not None and bound.value > item.high  # type: ignore[operator]
        if low or high:
            self.faults.add(
                "value",
                "range",
                node,
                value=show(item.kind, bound.value),
                item=item.name,
                low=show(item.kind, item.low) if item.low is not None else "",
                high=show(item.kind, item.high) if item.high is not None else "",
            )

    def adjust(self, node: s.Adjust) -> m.Statement | None:
        item = self._item(node.item)
        common = self._common(node)
        region = self._scope(node.narrowing, item)
        condition = self._condition(node.narrowing, item)
        if item is None:
            self._probe(node.entries)
            return None
        entries: list[tuple[m.Region, s.Change, e.Node]] = []
        todo = [(entry, region) for entry in reversed(node.entries)]
        while todo:
            entry, above = todo.pop()
            here = self._narrowed(above, entry.selector, item)
            if entry.change is not None:
                entries.append((here, entry.change, entry))
            todo.extend((below, here) for below in reversed(entry.entries))
        if node.change is not None:
            entries.append((region, node.change, node))
        named = set(region) | _named(condition)
        bound: list[tuple[m.Region, m.Change | None, e.Node]] = []
        for where, change, place in entries:
            named |= set(where)
            one = self._change(change, item)
            if one is not None:
                for part in (one.value, one.up_to, one.down_to):
                    named |= _tested(part)
            bound.append((where, one, place))
        deciding = m.Deciding(**common, act="adjust", item=item, condition=condition, named=frozenset(named))
        for where, one, place in bound:
            deciding.provisions.append(
                m.Provision(statement=deciding, region=where, where=self._where(place), change=one)
            )
        return deciding

    def _change(self, change: s.Change, item: m.Item) -> m.Change | None:
        binder = self._binder(item.dimensions, item.name, choices=False)
        value = binder.bind(change.value)
        limits = [binder.bind_as(limit, item.kind) if limit else None for limit in (change.up_to, change.down_to)]
        if change.group and item.better is None:
            self.faults.add("type", "no-better", change.group, item=item.name)
        if value is None:
            return None
        act = self._act(change, value, item)
        if act is None:
            return None
        return m.Change(
            act=act,
            value=value,
            up_to=limits[0],
            down_to=limits[1],
            group=change.group.text if change.group else "",
        )

    def _act(self, change: s.Change, value: m.Expression, item: m.Item) -> str | None:
        kind = value.kind
        if change.operator == "*":
            if item.kind in QUANTITIES and kind in {PERCENT, NUMBER}:
                return "percent-of" if kind == PERCENT else "factor"
            self.faults.add("type", "kinds", change, operation="×", left=item.kind, right=kind)
            return None
        if kind == PERCENT and item.kind == PERCENT:
            written = show(PERCENT, value.value) if isinstance(value, m.Constant) else ""
            points = written.lstrip("-").rstrip("%")
            sign = "-" if written.startswith("-") else "+"
            factor = _factor(value)
            self.faults.add(
                "type",
                "percent-change",
                change,
                written=written,
                points=points,
                sign=sign,
                factor=factor,
                item=item.name,
            )
            return None
        if item.kind in QUANTITIES and kind == PERCENT:
            return "percent"
        fits = {PERCENT: "pp", DATE: DAYS}.get(item.kind, item.kind)
        if kind == fits and (item.kind in QUANTITIES or item.kind == DATE):
            return "add"
        self.faults.add("type", "kinds", change, operation="+", left=item.kind, right=kind)
        return None

    # ---- rules and those who are bound

    def rule(self, node: s.Rule) -> m.Statement | None:
        common = self._common(node)
        binder = self._binder()
        condition = binder.bind_as(node.narrowing.condition, YES_NO) if node.narrowing.condition else None
        expression = binder.bind_as(node.expression, YES_NO)
        region: m.Region = {}
        if node.narrowing.scope:
            region = bind_region(node.narrowing.scope, self._names, self.faults)
            if expression is not None and (condition is not None or not node.narrowing.condition):
                axes = open_axes((expression, condition))
                self._within(region, axes, node.narrowing.scope, "not-open", node.name.text)
        if expression is None:
            return None
        return m.Rule(
            **common,
            name=f"{self._document.name}.{node.name.text}",
            label=node.label.text if node.label else "",
            english=(node.label.english or "") if node.label else "",
            force=node.force or "must",
            rank=node.rank,
            region=region,
            condition=condition,
            expression=expression,
            named_at=self._where(node.name),
        )

    def require(self, node: s.Require) -> m.Statement | None:
        item = self._item(node.item)
        common = self._common(node)
        region = self._scope(node.narrowing, item)
        condition = self._condition(node.narrowing, item)
        if item is None:
            return None
        force = node.force or "in-principle"
        return m.Requirement(**common, item=item, force=force, rank=node.rank, region=region, condition=condition)

    # ---- authority

    def delegate(self, node: s.Delegate) -> m.Statement | None:
        objects = self._objects(node.objects)
        axes = [self._names.wanted(name, ("dimension", "measure"), self.faults) for name in node.dimensions]
        dimensions = frozenset(axis.name for axis in axes if isinstance(axis, m.Dimension | m.Measure))
        for one in objects:
            lacking = dimensions - {axis.name for axis in one.dimensions} if isinstance(one, m.Item) else set()
            for name in sorted(lacking):
                self.faults.add("type", "dimension-lacking", node, dimension=name, item=one.name)
        return m.Delegation(
            **self._common(node),
            objects=objects,
            dimensions=dimensions if node.dimensions else None,
            rank=node.rank,
        )

    def reserve(self, node: s.Reserve) -> m.Statement | None:
        return m.Reservation(**self._common(node), objects=self._objects(node.objects))

    def tolerate(self, node: s.Tolerate) -> m.Statement | None:
        common = self._common(node)
        before = self._day(node.before)
        if node.narrowing.until is None:
            self.faults.add("syntax", "missing-clause", node, clause="until", name="tolerate")
        objects = self._objects(node.objects)
        return m.Tolerance(**common, objects=objects, before=before or date.min)

    def observe(self, node: s.Observe) -> m.Statement | None:
        bound = self._names.wanted(node.statistic, ("statistic",), self.faults)
        common = self._common(node)
        jurisdiction = self._jurisdiction(node.jurisdiction)
        statistic = bound if isinstance(bound, m.Statistic) else None
        if statistic and statistic.by_year != (node.years is not None):
            reason = "observe-by-year" if statistic.by_year else "observe-plain"
            self.faults.add("type", reason, node.statistic, statistic=statistic.name)
        figures: list[tuple[int | None, e.Expression, e.Node]] = (
            [(one.year, one.value, one) for one in node.years]
            if node.years is not None
            else [(None, node.value, node)]
            if node.value is not None
            else []
        )
        seen: set[int | None] = set()
        values: list[tuple[int | None, m.Expression | None, e.Node]] = []
        binder = self._binder((), node.statistic.text, choices=False)
        for year, value, place in figures:
            if year in seen:
                self.faults.add("duplicate", "year", place, year=str(year))
            seen.add(year)
            values.append((year, binder.bind_as(value, statistic.kind) if statistic else binder.bind(value), place))
        if statistic is None:
            return None
        observation = m.Observation(**common, statistic=statistic, jurisdiction=jurisdiction)
        for year, expression, place in values:
            if expression is not None:
                observation.figures.append(
                    m.Observed(statement=observation, year=year, value=expression, where=self._where(place))
                )
        return observation

    def listing(self, node: s.Listing) -> m.Statement | None:
        catalogue = self._names.wanted(node.catalogue, ("catalogue",), self.faults)
        common = self._common(node)
        if not isinstance(catalogue, m.Catalogue):
            return None
        keys: set[str] = set()
        for entry in node.entries:
            if entry.key.text in keys:
                self.faults.add("duplicate", "key", entry.key, key=entry.key.text)
            keys.add(entry.key.text)
            for field, _ in entry.fields:
                if field.text not in catalogue.fields:
                    self.faults.add("name", "unknown", field, name=field.text, near=", ".join(catalogue.fields))
        return m.Listing(**common, act=node.action, catalogue=catalogue)

    # ---- exceptions

    def _rule(self, name: e.Name) -> m.Rule | None:
        bound = self._names.wanted(name, ("rule",), self.faults, prefix=self._document.name)
        return self._rules.get(bound) if isinstance(bound, str) else None

    def approve_deviation(self, node: s.ApproveDeviation) -> m.Statement | None:
        common = self._common(node, because=True)
        jurisdiction = self._jurisdiction(node.jurisdiction)
        region: m.Region = {}
        written = node.rule.text
        if node.narrowing.condition is not None:
            self.faults.add("syntax", "no-when-here", node.narrowing.condition)
        if self._names.knows(written, "rule", self._document.name):
            rule = self._rule(node.rule)
            if rule is None:
                return None
            region = self._rule_region(node.narrowing.scope, rule)
            return m.Approval(**common, jurisdiction=jurisdiction, rule=rule.name, written=rule.name, region=region)
        if node.narrowing.scope:
            region = bind_region(node.narrowing.scope, self._names, self.faults)
        return m.Approval(**common, jurisdiction=jurisdiction, rule=None, written=written, region=region)

    def _rule_region(self, scope: e.Selector | None, rule: m.Rule) -> m.Region:
        if scope is None:
            return {}
        region = bind_region(scope, self._names, self.faults)
        self._within(region, open_axes((rule.expression, rule.condition)), scope, "not-open", rule.name)
        return region

    def approve_decision(self, node: s.ApproveDecision) -> m.Statement | None:
        common = self._common(node, because=True)
        jurisdiction = self._jurisdiction(node.jurisdiction)
        return m.Permission(**common, jurisdiction=jurisdiction, objects=self._objects(node.objects))

    def waive(self, node: s.Waive) -> m.Statement | None:
        common = self._common(node, because=True)
        rules = [rule for name in node.rules if (rule := self._rule(name)) is not None]
        region: m.Region = {}
        for rule in rules:
            region = self._rule_region(node.narrowing.scope, rule)
        condition = None
        if node.narrowing.condition:
            condition = self._binder().bind_as(node.narrowing.condition, YES_NO)
            for rule in rules if condition else ():
                allowed = {axis.name for axis in open_axes((rule.expression, rule.condition))}
                for axis in open_axes((condition,)):
                    if axis.name not in allowed:
                        self.faults.add(
                            "type", "not-open", node.narrowing.condition, dimension=axis.name, item=rule.name
                        )
        return m.Waiver(**common, rules=tuple(rule.name for rule in rules), region=region, condition=condition)

    def deviate(self, node: s.Deviate) -> m.Statement | None:
        common = self._common(node, because=True)
        rule = self._rule(node.rule)
        return m.Declaration(**common, rule=rule.name) if rule else None

    def not_checkable(self, node: s.NotCheckable) -> m.Statement | None:
        return m.Statement(**self._common(node, because=True))


def bind_case(
    node: s.Case,
    *,
    names: Names,
    rules: Mapping[str, m.Rule],
    faults: Faults,
    document: m.Document | None,
    nation: m.Jurisdiction | None,
) -> m.Example | None:
    """A worked example; its jurisdiction defaults to the document's issuer, outside documents to the nation."""
    place: m.Jurisdiction | None = document.issuer if document else nation
    if node.jurisdiction:
        bound = names.wanted(node.jurisdiction, ("jurisdiction",), faults)
        place = bound if isinstance(bound, m.Jurisdiction) else None
    day = read_day(node.day) if node.day else None
    if node.day and day is None:
        faults.add("value", "date", node.day, written=f"{node.day.year}-{node.day.month:02}-{node.day.day:02}")
    region = bind_region(node.given, names, faults) if node.given else {}
    expectations = [_expectation(one, names, rules, faults, document) for one in node.expects]
    if faults.failed or place is None:
        return None
    return m.Example(
        label=node.label.text,
        document=document,
        jurisdiction=place,
        day=day,
        region=region,
        expectations=tuple(one for one in expectations if one),
        where=m.Where(path=faults.path, span=Span(node.start, node.end)),
    )


def _expectation(
    node: s.Expect, names: Names, rules: Mapping[str, m.Rule], faults: Faults, document: m.Document | None
) -> m.Expectation | None:
    where = m.Where(path=faults.path, span=Span(node.start, node.end))
    if not node.outcome:
        bound = Binder(names=names, faults=faults).bind_as(node.subject, YES_NO)
        return m.Expectation(outcome="", expression=bound, rule="", where=where) if bound else None
    assert isinstance(node.subject, e.Name)  # noqa: S101  what the grammar says
    rule = names.wanted(node.subject, ("rule",), faults, prefix=document.name if document else "")
    if not isinstance(rule, str) or rule not in rules:
        faults.missing = True
        return None
    return m.Expectation(outcome=node.outcome, expression=None, rule=rule, where=where)


def open_axes(expressions: Sequence[m.Expression | None]) -> list[m.Axis]:
    """The dimensions that references and tests leave open, each once."""
    found: dict[str, m.Axis] = {}
    for expression in expressions:
        if expression is None:
            continue
        for part in m.walk(expression):
            if isinstance(part, m.Reference):
                found.update({axis.name: axis for axis in part.open})
            elif isinstance(part, m.Test):
                found[part.term.axis.name] = part.term.axis
            elif isinstance(part, m.Amount):
                found[part.measure.name] = part.measure
    return list(found.values())


def _tested(expression: m.Expression | None) -> set[str]:
    """The dimensions by which an expression distinguishes: those of its tests."""
    if expression is None:
        return set()
    return {part.term.axis.name for part in m.walk(expression) if isinstance(part, m.Test)}


def _named(condition: m.Expression | None) -> set[str]:
    """The dimensions that a `when` names: those of its tests and of its brackets."""
    if condition is None:
        return set()
    pins = {name for part in m.walk(condition) if isinstance(part, m.Reference) for name in part.pins}
    return pins | _tested(condition)


def _factor(value: m.Expression) -> str:
    if isinstance(value, m.Constant) and isinstance(value.value, int):
        return f"{100 + value.value}%"
    return ""


_BINDERS: dict[type, Any] = {
    s.Set: StatementBinder.set,
    s.Adjust: StatementBinder.adjust,
    s.Rule: StatementBinder.rule,
    s.Require: StatementBinder.require,
    s.Delegate: StatementBinder.delegate,
    s.Reserve: StatementBinder.reserve,
    s.Tolerate: StatementBinder.tolerate,
    s.Observe: StatementBinder.observe,
    s.Listing: StatementBinder.listing,
    s.ApproveDeviation: StatementBinder.approve_deviation,
    s.ApproveDecision: StatementBinder.approve_decision,
    s.Waive: StatementBinder.waive,
    s.Deviate: StatementBinder.deviate,
    s.NotCheckable: StatementBinder.not_checkable,
}
