"""All statements but rules (section 5): checked, and put into the model where the whole statement is sound."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from qingdan_dsl.syntax import expressions as e
from qingdan_dsl.syntax import statements as s

from .clauses import by, day
from .listings import Listings
from .model import (
    Approval,
    Case,
    Catalogue,
    Deviation,
    Expectation,
    Grant,
    Item,
    Jurisdiction,
    Observation,
    Permission,
    Requirement,
    Rule,
    Statistic,
    Tolerance,
    Waiver,
)
from .names import Symbol

if TYPE_CHECKING:
    from collections.abc import Callable


class Reader(Listings):
    """Reads one statement."""

    def read(self, tree: s.Statement) -> Callable[[], None] | None:  # noqa: C901, PLR0911, PLR0912  one case a statement
        """Checks a statement; gives what puts it into the model."""
        self.times(tree)
        match tree:
            case s.Set():
                return self.set(tree)
            case s.Adjust():
                return self.adjust(tree)
            case s.Delegate() | s.Reserve():
                return self._grant(tree)
            case s.Tolerate():
                return self._tolerate(tree)
            case s.Require():
                return self._require(tree)
            case s.Observe():
                return self._observe(tree)
            case s.ApproveDeviation():
                return self._approve(tree)
            case s.ApproveDecision():
                return self._permit(tree)
            case s.Waive():
                return self._waive(tree)
            case s.Deviate():
                return self._deviate(tree)
            case s.Listing():
                return self.listing(tree)
            case s.Case():
                return self._case(tree)
            case s.NotCheckable():
                self.reason(tree)
        return None

    # ---- who may decide

    def _subjects(self, names: tuple[e.Name, ...]) -> list[Item | Catalogue]:
        found: list[Item | Catalogue] = []
        for name in names:
            symbol = self.kinds.wanted(self.scope, name, "item", "catalogue")
            if symbol and isinstance(symbol.meaning, Item | Catalogue):
                found.append(symbol.meaning)
        return found

    def _grant(self, tree: s.Delegate | s.Reserve) -> Callable[[], None]:
        subjects = self._subjects(tree.objects)
        axes: frozenset[str] | None = None
        if isinstance(tree, s.Delegate) and tree.dimensions:
            named = by(self.kinds, self.scope, tree.dimensions)
            axes = frozenset(axis.name for axis in named)
            for subject in subjects:
                if isinstance(subject, Item) and any(axis not in subject.axes for axis in named):
                    self.scope.fault("type", tree.dimensions[0])
        level = tree.rank if isinstance(tree, s.Delegate) else None
        return lambda: self.model.grants.append(Grant(self.statement(tree), subjects, level, axes))

    def _tolerate(self, tree: s.Tolerate) -> Callable[[], None]:
        subjects = self._subjects(tree.objects)
        before = day(self.scope, tree.before)
        if tree.narrowing.until is None:
            self.scope.fault("syntax", tree)
        made = Tolerance(self.statement(tree), subjects, before or date.min)
        return lambda: self.model.tolerances.append(made)

    def _require(self, tree: s.Require) -> Callable[[], None]:
        item = self.item(tree.item)
        axes = list(item.axes) if item else None
        self.about(tree.narrowing.scope, axes)
        self.condition(tree.narrowing.condition, axes)

        def put() -> None:
            assert item is not None
            force = tree.force or "in-principle"
            narrowing = tree.narrowing
            made = Requirement(self.statement(tree), item, force, tree.rank, narrowing.scope, narrowing.condition)
            self.model.requirements.append(made)

        return put

    # ---- observations

    def _place_of(self, name: e.Name | None) -> Jurisdiction | None:
        if name is None:
            return self.where.document.issuer if self.where.document else None
        symbol = self.kinds.wanted(self.scope, name, "jurisdiction")
        return symbol.meaning if symbol and isinstance(symbol.meaning, Jurisdiction) else None

    def _observe(self, tree: s.Observe) -> Callable[[], None]:
        symbol = self.kinds.wanted(self.scope, tree.statistic, "statistic")
        statistic = symbol.meaning if symbol else None
        about = self._place_of(tree.jurisdiction)
        if isinstance(statistic, Statistic) and statistic.by_year is (tree.years is None):
            self.scope.fault("type", tree)
        figures: list[tuple[int | None, e.Expression, e.Node]] = [(None, tree.value, tree)] if tree.value else []
        figures += [(one.year, one.value, one) for one in tree.years or ()]
        for _, value, _ in figures:
            kind = self.kinds.kind(self.scope, value)
            if isinstance(statistic, Statistic) and kind is not None and kind != statistic.kind:
                self.scope.fault("type", value)
            self.kinds.confined(self.scope, value, ())

        def put() -> None:
            assert isinstance(statistic, Statistic)
            assert about is not None
            for year, value, at in figures:
                made = Observation(self.statement(tree), statistic, about, year, value, self.place(at))
                self.model.observations.append(made)

        return put

    # ---- approvals, waivers, declarations

    def _rule_named(self, name: e.Name) -> Rule | None:
        symbol = self.kinds.wanted_rule(self.scope, name)
        return symbol.meaning if symbol and isinstance(symbol.meaning, Rule) else None

    def _approve(self, tree: s.ApproveDeviation) -> Callable[[], None]:
        """One that names no rule is no error of names: it is an `approval` finding (section 9)."""
        self.reason(tree)
        if tree.narrowing.condition is not None:
            self.scope.fault("syntax", tree.narrowing.condition)
        jurisdiction = self._place_of(tree.jurisdiction)
        found = self.where.names.look_up_rule(tree.rule.text, self.scope.document)
        rule: Rule | str | None
        if found == "unknown" or (isinstance(found, Symbol) and found.sort != "rule"):
            rule = tree.rule.text
            self.about(tree.narrowing.scope, None)
        else:
            rule = self._rule_named(tree.rule)
            self.about(tree.narrowing.scope, list(rule.axes.values()) if isinstance(rule, Rule) else None)

        def put() -> None:
            assert jurisdiction is not None
            assert rule is not None
            approval = Approval(self.statement(tree), jurisdiction, rule, tree.narrowing.scope)
            self.model.approvals.append(approval)

        return put

    def _permit(self, tree: s.ApproveDecision) -> Callable[[], None]:
        self.reason(tree)
        jurisdiction = self._place_of(tree.jurisdiction)
        subjects = self._subjects(tree.objects)

        def put() -> None:
            assert jurisdiction is not None
            self.model.permissions.append(Permission(self.statement(tree), jurisdiction, subjects))

        return put

    def _waive(self, tree: s.Waive) -> Callable[[], None]:
        self.reason(tree)
        rules = [rule for rule in map(self._rule_named, tree.rules) if rule]
        first = list(rules[0].axes.values()) if rules else []
        shared = [axis for axis in first if all(axis in rule.axes.values() for rule in rules)]
        axes = shared if len(rules) == len(tree.rules) else None
        self.about(tree.narrowing.scope, axes)
        self.condition(tree.narrowing.condition, axes)
        narrowing = tree.narrowing
        made = Waiver(self.statement(tree), rules, narrowing.scope, narrowing.condition)
        return lambda: self.model.waivers.append(made)

    def _deviate(self, tree: s.Deviate) -> Callable[[], None]:
        self.reason(tree)
        rule = self._rule_named(tree.rule)

        def put() -> None:
            assert rule is not None
            self.model.deviations.append(Deviation(self.statement(tree), rule))

        return put

    # ---- cases

    def _case(self, tree: s.Case) -> Callable[[], None]:
        nation = next((one for one in self.model.jurisdictions.values() if one.level == "nation"), None)
        outside = self.where.node is None and tree.jurisdiction is None
        jurisdiction = nation if outside else self._place_of(tree.jurisdiction)
        on = day(self.scope, tree.day)
        self.about(tree.given, None)
        expectations: list[Expectation] = []
        for expect in tree.expects:
            rule = None
            if expect.outcome:
                assert isinstance(expect.subject, e.Name)
                rule = self._rule_named(expect.subject)
            else:
                self.scope.single = False
                kind = self.kinds.kind(self.scope, expect.subject)
                if kind is not None and kind != "yes-no":
                    self.scope.fault("type", expect.subject)
            expectations.append(Expectation(expect, self.place(expect), rule))

        def put() -> None:
            if jurisdiction is not None:
                place = self.place(tree)
                made = Case(self.where.document, jurisdiction, on, tree.given, expectations, place)
                self.model.cases.append(made)

        return put
