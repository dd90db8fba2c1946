"""The table in effect (section 6), worked out cell by cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qingdan_dsl.syntax import expressions as e

from .circles import circles, reached
from .evaluating import Evaluator, Figure, Frame
from .steps import Step, total
from .values import TRUE, Absent, Known, Result, Undetermined, compared, settled, undetermined

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from .grid import Cell
    from .kinds import Kinds
    from .model import Item, Jurisdiction, Model, Observation, Place, Provision, Statistic

GraphNode = tuple[object, ...]


class World(Evaluator):
    """Every table on a day. `checked` is the date of the check where that is another; `extra` compares measures too."""

    def __init__(  # noqa: PLR0913  a case is judged on another day, on another grid
        self,
        model: Model,
        kinds: Kinds,
        day: date,
        *,
        checked: date | None = None,
        extra: Sequence[object] = (),
        fixed: frozenset[str] = frozenset(),
    ) -> None:
        """Works everything out."""
        super().__init__(model, kinds, (day, checked or day), extra, fixed)
        self._circle: set[GraphNode] = set()
        self.circle_findings: list[list[Provision | Observation]] = []
        self._start_over()
        self._settle()

    # ---- circles: found by working everything out, then unset, until none is left

    def _start_over(self) -> None:
        self._memo: dict[GraphNode, object] = {}
        self._stack: list[GraphNode] = []
        self._via: list[Provision | Observation | None] = [None]
        self._edges: dict[GraphNode, dict[GraphNode, set[Provision | Observation | None]]] = {}

    def _settle(self) -> None:
        """A cell that depends on itself is unset, and found once (section 6)."""
        while True:
            self._work_out()
            graph = {node: set(below) for node, below in self._edges.items()}
            found = [circle for circle in circles(graph) if not circle & self._circle]
            if not found:
                return
            for circle in found:
                ahead = set[GraphNode]().union(*(reached(graph, node) for node in circle)) - circle
                if any(ahead & other for other in found):
                    continue  # it rests on another circle: that one is unset first
                self._note(circle)
                self._circle |= {node for node in circle if node[0] != "covers"}
            self._start_over()

    def _note(self, circle: frozenset[GraphNode]) -> None:
        through: set[Provision | Observation] = set()
        for node in circle:
            for below, ways in self._edges.get(node, {}).items():
                if below in circle:
                    through |= {way for way in ways if way is not None}
        self.circle_findings.append(sorted(through, key=lambda one: one.place))

    def _work_out(self) -> None:
        for jurisdiction in self.model.jurisdictions.values():
            for item in self.model.items.values():
                for cell in self.cells(item):
                    self.figure(jurisdiction, item, cell)
            for observation in self.observations:
                self.statistic(jurisdiction, observation.statistic, observation.year)

    def _enter(self, node: GraphNode) -> None:
        if self._stack:
            edges = self._edges.setdefault(self._stack[-1], {})
            edges.setdefault(node, set()).add(self._via[-1])

    # ---- a cell (section 6)

    def figure(self, jurisdiction: Jurisdiction, item: Item, cell: Cell) -> Figure:
        """What a cell of a jurisdiction's table holds."""
        node = ("cell", jurisdiction, item, cell)
        self._enter(node)
        if node in self._circle or node in self._stack:
            return Figure(Absent(circle=True))
        if node not in self._memo:
            self._stack.append(node)
            self._via.append(None)
            self._memo[node] = self._make(jurisdiction, item, cell)
            self._via.pop()
            self._stack.pop()
        found = self._memo[node]
        assert isinstance(found, Figure)
        return found

    def _make(self, jurisdiction: Jurisdiction, item: Item, cell: Cell) -> Figure:
        base = self._base(jurisdiction, item, cell)
        if isinstance(base.result, Absent):
            return base
        return self._adjusted(jurisdiction, item, cell, base)

    def covered(self, provision: Provision, jurisdiction: Jurisdiction, cell: Cell) -> bool:
        """Whether a provision covers a cell: its whole chain of selectors, and `when` is true."""
        env = self.env(provision.item, cell)
        if not self.covers(provision.chain, env):
            return False
        if provision.condition is None:
            return True
        node = ("covers", provision, jurisdiction, cell)
        self._enter(node)
        if node in self._stack:
            return False
        if node not in self._memo:
            self._stack.append(node)
            self._memo[node] = self._evaluated(provision, provision.condition, jurisdiction, env) == TRUE
            self._stack.pop()
        return self._memo[node] is True

    def _evaluated(
        self, via: Provision | Observation, node: e.Expression, jurisdiction: Jurisdiction, env: dict[str, int]
    ) -> Result:
        self._via.append(via)
        result = self.evaluate(node, Frame(jurisdiction, env))
        self._via.pop()
        return result

    def _of(self, item: Item, jurisdiction: Jurisdiction, *, changes: bool) -> list[Provision]:
        return [
            one
            for one in self.provisions
            if one.item is item and one.issuer is jurisdiction and (one.change is not None) is changes
        ]

    def _base(self, jurisdiction: Jurisdiction, item: Item, cell: Cell) -> Figure:
        """Steps 1 to 3: nearest wins; the one that beats all others, or those that are unbeaten."""
        for level in jurisdiction.upward():
            covering = [one for one in self._of(item, level, changes=False) if self.covered(one, jurisdiction, cell)]
            if covering:
                return self._decided(self._counting(covering, jurisdiction), jurisdiction, item, cell)
        return Figure(Absent())

    def _counting(self, covering: list[Provision], jurisdiction: Jurisdiction) -> list[Provision]:
        """Step 2: what beats all others, or else what is unbeaten."""
        beats = {
            (one, other)
            for one in covering
            for other in covering
            if one is not other and self._beats(one, other, jurisdiction)
        }
        winners = [one for one in covering if all(other is one or (one, other) in beats for other in covering)]
        if len(winners) == 1:
            return winners
        unbeaten = [one for one in covering if not any((other, one) in beats for other in covering)]
        return unbeaten or covering

    def _beats(self, one: Provision, other: Provision, jurisdiction: Jurisdiction) -> bool:
        if self._amends(one, other) or self._amends(other, one):
            return self._amends(one, other)
        mine, its = self.since(one), self.since(other)
        if mine >= its and self._narrower(one, other, jurisdiction):
            return True
        return mine > its and not self._narrower(other, one, jurisdiction)

    def _amends(self, one: Provision, other: Provision) -> bool:
        mine, its = one.statement.document, other.statement.document
        return any(target is its and self.reaches(mine, its) for target, _ in mine.amends)

    def _narrower(self, one: Provision, other: Provision, jurisdiction: Jurisdiction) -> bool:
        """A proper part of the other's cells; where neither's contain the other's, of its statement's."""
        mine, its = self._covers([one], jurisdiction), self._covers([other], jurisdiction)
        if mine < its:
            return True
        if mine >= its or its >= mine:
            return False
        return self._covers(one.siblings, jurisdiction) < self._covers(other.siblings, jurisdiction)

    def _covers(self, provisions: Sequence[Provision], jurisdiction: Jurisdiction) -> set[Cell]:
        return {
            cell
            for provision in provisions
            for cell in self.cells(provision.item)
            if self.covered(provision, jurisdiction, cell)
        }

    def _decided(self, counting: list[Provision], jurisdiction: Jurisdiction, item: Item, cell: Cell) -> Figure:
        """Step 3: the VALUEs that count, for J and the cell being made."""
        results = [settled(self._value(one, jurisdiction, self.env(item, cell))) for one in counting]
        trace = tuple(counting)
        reasons = frozenset[str]().union(*(one.reasons for one in results if isinstance(one, Undetermined)))
        if "conflict" in reasons:
            return Figure(undetermined("conflict"), trace, trace)
        if all(isinstance(one, Undetermined) for one in results):
            return Figure(Undetermined(reasons), trace, trace)
        if all(isinstance(one, Absent) for one in results):
            circle = any(isinstance(one, Absent) and one.circle for one in results)
            return Figure(Absent(circle), trace, trace)
        if all(one == results[0] for one in results):
            return Figure(results[0], trace, trace)
        return Figure(undetermined("conflict"), trace, clash=trace)

    def _value(self, provision: Provision, jurisdiction: Jurisdiction, env: dict[str, int]) -> Result:
        value = provision.value
        assert value is not None
        if isinstance(value, e.Unknown):
            return undetermined("unknown")
        return self._evaluated(provision, value, jurisdiction, env)

    # ---- adjustments (section 6, step 4)

    def _adjusted(self, jurisdiction: Jurisdiction, item: Item, cell: Cell, base: Figure) -> Figure:
        covering = [
            one
            for level in jurisdiction.upward()
            for one in self._of(item, level, changes=True)
            if self.covered(one, jurisdiction, cell)
        ]
        if not covering:
            return base
        steps = [self._step(one, jurisdiction, self.env(item, cell)) for one in covering]
        lacking = tuple(step.provision for step in steps if step.lacking)
        whole = Figure(base.result, base.trace, base.takes, tuple(covering), lacking, base.clash)
        if not isinstance(base.result, Known):
            return whole
        if not all(step.complete for step in steps):
            reasons = {reason for step in steps for reason in step.reasons} or {"change"}
            whole.result = undetermined(*reasons)
            whole.trace = (*base.trace, *covering)
            return whole
        picked = self._picked(steps, item, base.result)
        whole.result = total(picked, base.result)
        whole.trace = (*base.trace, *(step.provision for step in picked))
        return whole

    def _step(self, provision: Provision, jurisdiction: Jurisdiction, env: dict[str, int]) -> Step:
        return Step.of(provision, lambda part: self._evaluated(provision, part, jurisdiction, env))

    def _picked(self, steps: list[Step], item: Item, base: Known) -> list[Step]:
        """Of changes that share a group, the one that favours the insured most."""
        picked = [step for step in steps if step.group is None]
        for group in sorted({step.group for step in steps if step.group is not None}):
            best: Step | None = None
            for step in [one for one in steps if one.group == group]:
                if best is None or self._better(step, best, item, base):
                    best = step
            assert best is not None
            picked.append(best)
        return picked

    def _better(self, step: Step, best: Step, item: Item, base: Known) -> bool:
        mine, its = total([step], base), total([best], base)
        if isinstance(mine, Known) and isinstance(its, Known) and mine != its:
            return compared(">" if item.better == "higher" else "<", mine, its)
        return self._nearness(step.provision) > self._nearness(best.provision)

    def _nearness(self, provision: Provision) -> tuple[int, date, Place]:
        return len(provision.issuer.upward()), self.since(provision), provision.place

    # ---- statistics (section 4)

    def statistic(self, jurisdiction: Jurisdiction, statistic: Statistic, year: int | None) -> Result:
        """A figure: its own of that year, or the nearest above that has one."""
        return self.observed(jurisdiction, statistic, year)[0]

    def observed(
        self, jurisdiction: Jurisdiction, statistic: Statistic, year: int | None
    ) -> tuple[Result, list[Observation], bool]:
        """The figure, the observations that made it, and whether they disagree."""
        for level in jurisdiction.upward():
            own = [
                one
                for one in self.observations
                if one.about is level and one.statistic is statistic and one.year == year
            ]
            if own:
                return self._figure_of(level, statistic, year, own)
        return Absent(), [], False

    def _figure_of(
        self, level: Jurisdiction, statistic: Statistic, year: int | None, own: list[Observation]
    ) -> tuple[Result, list[Observation], bool]:
        last = max(self.since(one) for one in own)
        latest = [one for one in own if self.since(one) == last]
        node = ("statistic", level, statistic, year)
        self._enter(node)
        if node in self._circle or node in self._stack:
            return Absent(circle=True), latest, False
        if node not in self._memo:
            self._stack.append(node)
            self._via.append(None)
            results = [self._evaluated(one, one.value, level, {}) for one in latest]
            self._memo[node] = _agreed(results)
            self._via.pop()
            self._stack.pop()
        found = self._memo[node]
        assert isinstance(found, tuple)
        return found[0], latest, found[1]


def _agreed(results: list[Result]) -> tuple[Result, bool]:
    """The one figure of several observations; whether they disagree."""
    reasons = frozenset[str]().union(*(one.reasons for one in results if isinstance(one, Undetermined)))
    if all(one == results[0] for one in results):
        return results[0], False
    if "conflict" in reasons or all(isinstance(one, Undetermined) for one in results):
        return Undetermined(reasons), False
    if all(isinstance(one, Absent) for one in results):
        return Absent(circle=True), False
    return undetermined("conflict"), True
