"""Worked examples that must come out as written (section 5, `case`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .findings import Finding, finding
from .judging import BREACH, WITHIN, Claim, Judge, verdict
from .values import TRUE
from .world import World

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from qingdan_dsl.syntax import expressions as e

    from .kinds import Kinds
    from .model import Case, Expectation, Model


def failed(model: Model, kinds: Kinds, day: date) -> Iterator[Finding]:
    """One finding for each expectation that does not come out as written."""
    for case in model.cases:
        terms = case.given.terms if case.given else ()
        world = World(model, kinds, case.day or day, checked=day, extra=_extra(case))
        fixed = _fixed(world, terms)
        if fixed:
            world = World(model, kinds, case.day or day, checked=day, extra=_extra(case), fixed=fixed)
        if case.document and case.day is None and not world.holds(case.document):
            continue  # a case with a day of its own must come out on that day, whatever its document's time
        for expectation in case.expectations:
            if not _comes_out(world, case, expectation, terms):
                yield finding(
                    "case",
                    expectation.place,
                    rule=expectation.rule.name if expectation.rule else None,
                    jurisdiction=case.jurisdiction.name,
                    draft=bool(case.document and case.document.draft),
                )


def _extra(case: Case) -> list[object]:
    return [case.given, *(expectation.tree for expectation in case.expectations)]


def _fixed(world: World, terms: tuple[e.Expression, ...]) -> frozenset[str]:
    """The measures of which `given` leaves one amount."""
    found: set[str] = set()
    for term in terms:
        axis = world.kinds.term_axis(term)
        if axis and axis.measure:
            left = [at for at in world.positions(axis) if world.term_holds(term, axis, at)]
            if len(left) == 1 and world.pieces[axis.name][left[0]].point:
                found.add(axis.name)
    return frozenset(found)


def _comes_out(world: World, case: Case, expectation: Expectation, terms: tuple[e.Expression, ...]) -> bool:
    """An expression must be true for all that is left; `within` needs a combination that counts."""
    if expectation.rule is None:
        claim = Claim(world, expectation.tree.subject)
        return all(one.result == TRUE for one in claim.combinations(case.jurisdiction, terms))
    outcome, _ = verdict(Judge(world).combinations(expectation.rule, case.jurisdiction, terms))
    return outcome == (BREACH if expectation.tree.outcome == "breach" else WITHIN)
