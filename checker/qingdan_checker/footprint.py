"""What cells and verdicts can rest on, whoever decides it and whenever: nothing else can change them."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

from qingdan_checker import model as m

if TYPE_CHECKING:
    from collections.abc import Iterator

Ground = m.Item | m.Define | m.Statistic | m.Catalogue | m.Measure | m.Rule | m.Expectation
"""What statements and cases are about: a measure is where all in force cut it, a rule what excuses from it."""


Subject = Ground | m.Requirement
"""What an expression is about."""


class Footprints:
    """For each thing all that it can rest on, itself included."""

    def __init__(self, model: m.Model) -> None:
        self._direct: dict[Subject, set[Ground]] = defaultdict(set)
        for one, expression in stated(model):
            self._direct[one].update(_named(expression))
        varying: list[m.Item | m.Define] = [*model.items.values(), *model.defines.values()]
        for target in varying:
            self._direct[target].update(axis for axis in target.dimensions if isinstance(axis, m.Measure))
        for statement in model.statements:
            if isinstance(statement, m.Rule | m.Waiver | m.Approval):
                for one in _subjects(statement, model):
                    self._direct[one].update(_in_region(statement.region))
        for example in model.examples:
            for expectation in example.expectations:
                self._direct[expectation].update(_in_region(example.region))
                self._direct[expectation].update([model.rules[expectation.rule]] if expectation.rule else [])
        self._known: dict[Ground, frozenset[Ground]] = {}

    def of(self, what: Ground) -> frozenset[Ground]:
        """All that something rests on."""
        found = self._known.get(what)
        if found is None:
            found = self._known[what] = frozenset({what, *self._reached(what)})
        return found

    @cached_property
    def circular(self) -> tuple[m.Item | m.Statistic, ...]:
        """The items and statistics that can rest on themselves."""
        both = (one for one in self._direct if isinstance(one, m.Item | m.Statistic))
        return tuple([one for one in both if one in self._reached(one)])

    def _reached(self, what: Ground) -> set[Ground]:
        reached: set[Ground] = set()
        todo: list[Ground] = [what]
        while todo:
            more = self._direct.get(todo.pop(), set()) - reached
            reached |= more
            todo += more
        return reached


def stated(model: m.Model) -> Iterator[tuple[Subject, m.Expression]]:
    """Every expression of a model, with what it is about."""
    for define in model.defines.values():
        if define.expression:
            yield define, define.expression
    for statement in model.statements:
        for expression in statement.expressions:
            for one in _subjects(statement, model):
                yield one, expression
    for example in model.examples:
        for expectation in example.expectations:
            if expectation.expression:
                yield expectation, expectation.expression


def _subjects(statement: m.Statement, model: m.Model) -> Iterator[Subject]:
    """What the expressions and the region of a statement are about."""
    if isinstance(statement, m.Rule | m.Requirement):
        yield statement
    else:
        yield from subjects(statement, model)


def _named(expression: m.Expression) -> Iterator[Ground]:
    """What an expression names."""
    for part in m.walk(expression):
        match part:
            case m.Reference():
                yield part.target
                yield from _in_region(part.pins)
                yield from (axis for axis in part.target.dimensions if isinstance(axis, m.Measure))
            case m.Figure():
                yield part.statistic
            case m.Asked():
                yield part.catalogue
            case m.Amount():
                yield part.measure
            case m.Test() if isinstance(part.term.axis, m.Measure):
                yield part.term.axis


def _in_region(region: m.Region) -> Iterator[m.Measure]:
    return (term.axis for term in region.values() if isinstance(term.axis, m.Measure))


def subjects(statement: m.Statement, model: m.Model) -> Iterator[Ground]:
    """What changes where a statement comes into force or goes out of it."""
    match statement:
        case m.Deciding():
            yield statement.item
        case m.Observation():
            yield statement.statistic
        case m.Listing():
            yield statement.catalogue
        case m.Waiver():
            yield from (model.rules[name] for name in statement.rules)
        case m.Approval(rule=str()) | m.Declaration():
            yield model.rules[statement.rule or ""]
