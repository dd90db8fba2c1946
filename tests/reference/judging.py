"""What a rule means (section 9): whom it binds, its combinations, verdicts, margins and the place of a breach."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import product
from typing import TYPE_CHECKING, Any, TypeVar

from qingdan_dsl.syntax import expressions as e

from .authority import may_lift
from .evaluating import Frame
from .findings import SEVERITY, Finding, finding
from .kinds import nodes
from .model import (
    Approval,
    Axis,
    Catalogue,
    Define,
    Deviation,
    Item,
    Jurisdiction,
    Observation,
    Place,
    Provision,
    Rule,
    Statement,
    Statistic,
    Waiver,
)
from .values import FALSE, TRUE, Absent, Known, Result, margin, printed, undetermined

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .lists import Given, Offending
    from .world import World

BREACH, UNDETERMINED, WITHIN, NOT_APPLICABLE = "breach", "undetermined", "within bounds", "not applicable"


@dataclass(eq=False, slots=True)
class Combination:
    """One combination of a claim: how it comes out, and its two sides where the claim is one comparison."""

    env: dict[str, int]
    cell: dict[str, str]
    listed: tuple[int, ...]
    order: tuple[int, ...]
    result: Result
    counts: bool
    left: Known | None = None
    right: Known | None = None
    margin: Known | None = None
    trace: list[Provision | Observation] = field(default_factory=list)
    keys: set[Offending] = field(default_factory=set)

    @property
    def broken(self) -> bool:
        """Whether it counts and is false."""
        return self.counts and self.result == FALSE

    @property
    def open(self) -> bool:
        """Whether it counts and is undetermined."""
        return self.counts and self.result not in (TRUE, FALSE)

    def shown(self) -> dict[str, Any]:
        """As `worst` or `tightest` (section 11)."""
        return {
            "cell": dict(sorted(self.cell.items())),
            "left": printed(self.left) if self.left else None,
            "right": printed(self.right) if self.right else None,
            "margin": printed(self.margin) if self.margin else None,
        }


@dataclass(frozen=True, slots=True)
class Pinning:
    """A reference that pins a dimension by its brackets, and to which members."""

    node: int
    axis: Axis
    members: tuple[int, ...]


class Claim:
    """An expression that must hold for every combination, within `for` and `when`: a rule's, or an `expect`'s."""

    def __init__(
        self,
        world: World,
        expression: e.Expression,
        scope: e.Selector | None = None,
        condition: e.Expression | None = None,
    ) -> None:
        """Reads which dimensions it leaves open, and which references have a choice."""
        self._world = world
        self._expression = expression
        self._condition = condition
        self._terms = scope.terms if scope else ()
        self.axes = world.kinds.open_axes(expression, condition)
        self.references = [*self._references(expression), *(self._references(condition) if condition else ())]
        pinnings = [pinning for reference in self.references for pinning in self._pinnings(reference)]
        self._choices = [one for one in pinnings if len(one.members) != 1]
        pinned = [one.axis.name for one in pinnings]
        self._visible = [
            one for one in self._choices if pinned.count(one.axis.name) == 1 and one.axis.name not in self.axes
        ]
        self._uses_items = any(True for _ in used(world, expression, condition, Item))

    def _references(self, node: e.Expression) -> Iterator[e.Name | e.Cell]:
        for part in nodes(node):
            name = part.name if isinstance(part, e.Cell) else part
            if isinstance(name, e.Name) and self._world.kinds.item(name):
                assert isinstance(part, e.Name | e.Cell)
                yield part

    def _pinnings(self, node: e.Name | e.Cell) -> Iterator[Pinning]:
        for pin in node.pins if isinstance(node, e.Cell) else ():
            if not isinstance(pin, e.Neighbour | e.YearPin):
                axis = self._world.kinds.term_axis(pin)
                assert axis is not None
                yield Pinning(id(node), axis, tuple(self._world.choices(pin, axis)))

    def combinations(
        self, jurisdiction: Jurisdiction, given: tuple[e.Expression, ...] = (), waivers: Iterable[Waiver] = ()
    ) -> list[Combination]:
        """Every combination within `for` and what is given, in the order of dimension names, members as declared."""
        axes = [self.axes[name] for name in sorted(self.axes)]
        terms = [*self._terms, *(term for term in given if self._about(term) in self.axes)]
        found: list[Combination] = []
        for positions in product(*(self._world.positions(axis) for axis in axes)):
            env = {axis.name: position for axis, position in zip(axes, positions, strict=True)}
            if not self._world.covers(terms, env):
                continue
            found += [
                self._combination(jurisdiction, axes, env, picks, waivers)
                for picks in product(*(choice.members for choice in self._choices))
            ]
        return sorted(found, key=lambda one: one.order)

    def _about(self, term: e.Expression) -> str:
        axis = self._world.kinds.term_axis(term)
        return axis.name if axis else ""

    def _combination(
        self,
        jurisdiction: Jurisdiction,
        axes: list[Axis],
        env: dict[str, int],
        picks: tuple[int, ...],
        waivers: Iterable[Waiver],
    ) -> Combination:
        choices: dict[int, dict[str, int]] = {}
        for choice, position in zip(self._choices, picks, strict=True):
            choices.setdefault(choice.node, {})[choice.axis.name] = position
        at = {axis.name: (axis, env[axis.name]) for axis in axes}
        hidden: list[int] = []
        for choice, position in zip(self._choices, picks, strict=True):
            if choice in self._visible:
                at[choice.axis.name] = (choice.axis, position)
            else:
                hidden.append(position)
        frame = Frame(jurisdiction, env, choices)
        result, counts = self._judged(frame, waivers)
        one = Combination(
            env=env,
            cell={name: self._world.named(*where) for name, where in at.items() if self._world.divided(where[0])},
            listed=tuple(env[axis.name] for axis in axes if not axis.measure),
            order=(*(at[name][1] for name in sorted(at)), *hidden),
            result=result,
            counts=counts,
        )
        self._sides(one, frame)
        return one

    def _judged(self, frame: Frame, waivers: Iterable[Waiver]) -> tuple[Result, bool]:
        """How a combination comes out, and whether it counts."""
        inner = Frame(frame.jurisdiction, frame.env, frame.choices)
        result = self._world.evaluate(self._expression, inner)
        if isinstance(result, Absent):
            result = undetermined("unset")
        if self._condition is not None:
            condition = self._world.evaluate(self._condition, Frame(frame.jurisdiction, frame.env, frame.choices))
            if condition == FALSE:
                return result, False
            if TRUE not in {condition, result}:
                result = undetermined("when")
        if any(self._lifted(waiver, frame) for waiver in waivers):
            return result, False
        if self._uses_items and not any(self._valued(node, frame) for node in self.references):
            return result, False
        return result, True

    def _lifted(self, waiver: Waiver, frame: Frame) -> bool:
        if not self._world.covers(waiver.scope.terms if waiver.scope else (), frame.env):
            return False
        if waiver.condition is None:
            return True
        return self._world.evaluate(waiver.condition, Frame(frame.jurisdiction, frame.env)) == TRUE

    def _valued(self, node: e.Name | e.Cell, frame: Frame) -> bool:
        """Whether a reference to an item (in a `define` too) has a value; a conflict and `unknown` are values."""
        name = node.name if isinstance(node, e.Cell) else node
        meaning = self._world.kinds.item(name)
        if not isinstance(meaning, Item | Define):
            return False
        env = self._world.pinned(node, meaning, frame)
        if env is None:
            return False
        for whole in self._filled(meaning, env):
            if isinstance(meaning, Item):
                cell = tuple(whole[axis.name] for axis in meaning.axes)
                if not isinstance(self._world.figure(frame.jurisdiction, meaning, cell).result, Absent):
                    return True
            else:
                inner = Frame(frame.jurisdiction, whole)
                if any(self._valued(one, inner) for one in self._references(meaning.expression)):
                    return True
        return False

    def _filled(self, meaning: Item | Define, env: dict[str, int]) -> Iterator[dict[str, int]]:
        """The cells that a reference reads: all of a dimension that a sum goes over."""
        missing = [axis for axis in meaning.axes if axis.name not in env]
        for positions in product(*(self._world.positions(axis) for axis in missing)):
            yield {**env, **{axis.name: at for axis, at in zip(missing, positions, strict=True)}}

    def _sides(self, one: Combination, frame: Frame) -> None:
        """The sides of a single comparison, and the trace of its numbers."""
        node = self._expression
        self._world.evaluate(node, frame)
        one.trace = frame.trace
        one.keys = frame.keys
        if not isinstance(node, e.Comparison) or len(node.operators) != 1:
            return
        left, right = node.operands
        if self._world.tested(left, right):
            return
        sides = [
            self._world.evaluate(side, Frame(frame.jurisdiction, frame.env, frame.choices)) for side in (left, right)
        ]
        one.left = sides[0] if isinstance(sides[0], Known) else None
        one.right = sides[1] if isinstance(sides[1], Known) else None
        if one.left and one.right:
            one.margin = margin(node.operators[0], one.left, one.right)


Sort = TypeVar("Sort", Item, Statistic, Catalogue)


def used(world: World, expression: e.Expression, condition: e.Expression | None, sort: type[Sort]) -> Iterator[Sort]:
    """The items, statistics or catalogues that a rule uses, also in `when` and through a `define`."""
    for one in (expression, condition):
        for node in _everything(one) if one is not None else ():
            meaning: Item | Define | Statistic | Catalogue | None = None
            if isinstance(node, e.Count | e.Within | e.Alike):
                meaning = world.kinds.asked(node.catalogue)[0]
            elif isinstance(node, e.Name | e.Cell):
                meaning = world.kinds.item(node.name if isinstance(node, e.Cell) else node)
            if isinstance(meaning, sort):
                yield meaning
            elif isinstance(meaning, Define):
                yield from used(world, meaning.expression, None, sort)


def _everything(node: e.Expression) -> Iterator[e.Expression]:
    """An expression and all that it is made of, the year of a statistic too."""
    for part in nodes(node):
        yield part
        for pin in part.pins if isinstance(part, e.Cell) else ():
            if isinstance(pin, e.YearPin):
                yield from _everything(pin.value)


def smallest(combinations: Iterable[Combination]) -> Combination:
    """The smallest margin; of several, and without margins, the first."""
    found = list(combinations)
    with_margin = [one for one in found if one.margin]
    if not with_margin:
        return found[0]
    lowest = min(one.margin.number for one in with_margin if one.margin)
    return next(one for one in with_margin if one.margin and one.margin.number == lowest)


def verdict(combinations: list[Combination]) -> tuple[str, Combination | None]:
    """The verdict, and its tightest combination."""
    broken = [one for one in combinations if one.broken]
    undecided = [one for one in combinations if one.open]
    good = [one for one in combinations if one.counts]
    if broken:
        return BREACH, smallest(broken)
    if undecided:
        return UNDETERMINED, undecided[0]
    if good:
        return WITHIN, smallest(good)
    return NOT_APPLICABLE, None


def count(combinations: Iterable[Combination]) -> int:
    """Combinations over the listed dimensions that are left open."""
    return len({one.listed for one in combinations})


class Judge:
    """Judges the rules in force on the day of a world."""

    def __init__(self, world: World) -> None:
        """Reads the waivers, approvals and declarations in force."""
        self._world = world
        self._model = world.model
        self.rules = [one for one in self._model.rules if world.in_force(one.statement)]

    # ---- whom a rule binds

    def own_statements(self, rule: Rule, jurisdiction: Jurisdiction) -> list[Statement]:
        """A jurisdiction's own statements in force on what a rule uses, by path and line."""
        items = set(used(self._world, rule.expression, rule.condition, Item))
        statistics = set(used(self._world, rule.expression, rule.condition, Statistic))
        found = {
            id(one.statement): one.statement
            for one in self._world.provisions
            if one.item in items and one.issuer is jurisdiction
        }
        for figure in self._world.observations:
            if figure.statistic in statistics and figure.about is jurisdiction:
                found[id(figure.statement)] = figure.statement
        catalogues = set(used(self._world, rule.expression, rule.condition, Catalogue))
        for listing in self._world.listings:
            if listing.catalogue in catalogues and listing.statement.document.issuer is jurisdiction:
                found[id(listing.statement)] = listing.statement
        return sorted(found.values(), key=lambda one: one.place)

    def bound(self, rule: Rule) -> list[Jurisdiction]:
        """The issuer and those below it that themselves have such a statement."""
        return [
            one
            for one in self._world.below(rule.statement.document.issuer)
            if rule.level in (None, one.level) and self.own_statements(rule, one)
        ]

    def waivers(self, rule: Rule) -> list[Waiver]:
        """Who has lifted a rule and may."""
        return [
            one
            for one in self._model.waivers
            if rule in one.rules and self._world.in_force(one.statement) and may_lift(one.statement, rule.statement)
        ]

    def combinations(
        self, rule: Rule, jurisdiction: Jurisdiction, given: tuple[e.Expression, ...] = ()
    ) -> list[Combination]:
        """The combinations of a rule for a jurisdiction."""
        claim = Claim(self._world, rule.expression, rule.scope, rule.condition)
        return claim.combinations(jurisdiction, given, self.waivers(rule))

    # ---- findings and verdicts

    def verdicts(self) -> Iterator[tuple[dict[str, Any], list[Finding]]]:
        """Every rule and jurisdiction that it binds, with the findings."""
        for rule in self.rules:
            for jurisdiction in self.bound(rule):
                combinations = self.combinations(rule, jurisdiction)
                outcome, tightest = verdict(combinations)
                said = {
                    "rule": rule.name,
                    "jurisdiction": jurisdiction.name,
                    "verdict": outcome,
                    "tightest": tightest.shown() if tightest else None,
                }
                yield said, list(self._findings(rule, jurisdiction, combinations))

    def _approvals(self, rule: Rule, jurisdiction: Jurisdiction) -> list[Approval]:
        """Approvals by those who may, whether in force or not."""
        return sorted(
            (
                one
                for one in self._model.approvals
                if one.rule is rule and one.jurisdiction is jurisdiction and may_lift(one.statement, rule.statement)
            ),
            key=lambda one: one.statement.place,
        )

    def _covers(self, approval: Approval, one: Combination) -> bool:
        return self._world.covers(approval.scope.terms if approval.scope else (), one.env)

    def _findings(self, rule: Rule, jurisdiction: Jurisdiction, combinations: list[Combination]) -> Iterator[Finding]:
        report = Report(self, rule, jurisdiction)
        broken = [one for one in combinations if one.broken]
        excused: set[int] = set()
        standing = [one for one in self._approvals(rule, jurisdiction) if self._world.in_force(one.statement)]
        for approval in [one for one in standing if one.scope]:
            part = [one for one in broken if id(one) not in excused and self._covers(approval, one)]
            if part:
                excused |= {id(one) for one in part}
                yield report.excused("approved", part, approval.statement)
        rest = [one for one in broken if id(one) not in excused]
        general = [one for one in standing if not one.scope]
        if general and rest:
            yield report.excused("approved", rest, general[0].statement)
            return
        declared = self._declared(rule, jurisdiction)
        if rest and declared:
            yield report.excused("declared", rest, declared[0].statement)
        elif rest:
            yield report.breach(rest)
            yield from self._run_out(rule, jurisdiction, rest)
        elif undecided := [one for one in combinations if one.open]:
            yield report.undetermined(undecided)

    def _declared(self, rule: Rule, jurisdiction: Jurisdiction) -> list[Deviation]:
        """The jurisdiction's own declarations, which excuse no breach of a must."""
        if rule.force == "must":
            return []
        return [
            one
            for one in self._model.deviations
            if one.rule is rule
            and one.statement.document.issuer is jurisdiction
            and self._world.in_force(one.statement)
        ]

    def _run_out(self, rule: Rule, jurisdiction: Jurisdiction, rest: list[Combination]) -> Iterator[Finding]:
        """Approvals of a must or in-principle rule that have run out while the breach lasts unexcused."""
        if rule.force == "encouraged":
            return
        for approval in self._approvals(rule, jurisdiction):
            first, last = self._world.stretch(approval.statement)
            if first <= last < self._world.day and any(self._covers(approval, one) for one in rest):
                yield finding(
                    "approval",
                    approval.statement.place,
                    rule=rule.name,
                    jurisdiction=jurisdiction.name,
                    draft=approval.statement.document.draft or rule.statement.document.draft,
                )

    def bad_approvals(self) -> Iterator[Finding]:
        """Approvals in force that name no rule, or that their issuer had no authority to give."""
        for one in self._model.approvals:
            if not self._world.in_force(one.statement):
                continue
            if isinstance(one.rule, str) or not may_lift(one.statement, one.rule.statement):
                yield finding(
                    "approval",
                    one.statement.place,
                    rule=one.rule if isinstance(one.rule, str) else one.rule.name,
                    jurisdiction=one.jurisdiction.name,
                    draft=one.statement.document.draft,
                )

    def place(self, rule: Rule, jurisdiction: Jurisdiction, one: Combination) -> Place:
        """Where a finding about a breach stands: the latest of the jurisdiction's own provisions in the trace.

        If there are none, of its observations there and of its statements that gave keys which questions turn on.
        """
        own = [made for made in one.trace if isinstance(made, Provision) and made.issuer is jurisdiction]
        if own:
            return latest(self._world, own)
        figures = [made for made in one.trace if isinstance(made, Observation) and made.about is jurisdiction]
        found = [(self._world.since(made), made.place) for made in figures]
        given = self._given(jurisdiction, one)
        found += [(self._world.stretch(made.listing.statement)[0], made.place) for made in given]
        return max(found)[1] if found else self.own_statements(rule, jurisdiction)[0].place

    def _given(self, jurisdiction: Jurisdiction, one: Combination) -> Iterator[Given]:
        """A jurisdiction's own statements that gave the keys on which a combination rests."""
        for offending in one.keys:
            yield from self._world.lists.own(jurisdiction, offending, self._world.day)

    def drafted(self, jurisdiction: Jurisdiction, one: Combination) -> bool:
        """Whether a combination rests on a draft."""
        documents = [made.statement.document for made in one.trace]
        documents += [given.listing.statement.document for given in self._given(jurisdiction, one)]
        return any(document.draft for document in documents)


def latest(world: World, made: Iterable[Provision | Observation]) -> Place:
    """The place of the latest to take effect, then the greatest by path, line and column."""
    return max(made, key=lambda one: (world.since(one), one.place)).place


@dataclass(eq=False, slots=True)
class Report:
    """Findings about one rule and one jurisdiction."""

    judge: Judge
    rule: Rule
    jurisdiction: Jurisdiction

    def breach(self, broken: list[Combination]) -> Finding:
        """A breach that nothing excuses."""
        return self._about("breach", SEVERITY[self.rule.force], smallest(broken), broken, drafts=())

    def excused(self, code: str, broken: list[Combination], by: Statement) -> Finding:
        """A breach that an approval or a declaration excuses."""
        return self._about(code, "note", smallest(broken), broken, drafts=(by,))

    def undetermined(self, undecided: list[Combination]) -> Finding:
        """The first undetermined combination, and how many there are."""
        severity = "note" if self.rule.force == "encouraged" else "warning"
        return self._about("undetermined", severity, undecided[0], undecided, drafts=())

    def _about(
        self, code: str, severity: str, worst: Combination, part: list[Combination], drafts: tuple[Statement, ...]
    ) -> Finding:
        documents = [self.rule.statement.document, *(one.document for one in drafts)]
        offending = {key for _, key in worst.keys} if worst.broken else set[str]()
        return finding(
            code,
            self.judge.place(self.rule, self.jurisdiction, worst),
            severity=severity,
            force=self.rule.force,
            rule=self.rule.name,
            jurisdiction=self.jurisdiction.name,
            worst=worst.shown(),
            cells=count(part),
            keys=sorted(offending),
            draft=any(document.draft for document in documents) or self.judge.drafted(self.jurisdiction, worst),
        )
