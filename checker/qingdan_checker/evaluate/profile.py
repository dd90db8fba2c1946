"""What an answer at any amount rests on in a combination: combinations with the same profile come to the same.

An expression in which no amount moves has one answer in a combination, and that is its profile. Any other has the
profiles of its parts. Both branches of an `if`, and all bands, belong to it, so that two combinations may be told
apart for nothing, and are never taken for alike where they are not. A profile can be read from its front like a text:
where it goes into a define or beyond an end it says so.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from qingdan_checker import model as m
from qingdan_checker.evaluate.banding import bands_of, beside, in_bands
from qingdan_checker.evaluate.defining import DEEPEST, Passage, mark_of, passage
from qingdan_checker.evaluate.reading import index_of
from qingdan_checker.quantity import Gap

if TYPE_CHECKING:
    from qingdan_checker.evaluate.scope import Compile, Run, Scope

_ENTERED: Final = "entered"
_END: Final = "end"
_NOT_ASKED: Final = Gap(reason="amount")


@dataclass(slots=True)
class Profile:
    """What was noted so far, and in which defines, each by when it was entered."""

    noted: list[Hashable] = field(default_factory=list)
    entered: dict[Any, int] = field(default_factory=dict)


Note = Callable[["Scope", Profile], None]
"""Adds to a profile what an expression rests on in a scope whose amounts are there, whatever they are."""

Noting = Callable[[m.Expression], Note]
"""Makes the note of a part."""


def note_of(one: m.Expression, compiled: Compile, noting: Noting) -> Note:
    """How an expression adds to a profile."""
    if _stands(one):
        return _standing(compiled(one))
    match one:
        case m.Test():
            return _tested(one, compiled(one))
        case m.Reference():
            return _entering(one, compiled(one), noting)
        case m.Total():
            return _summed(one, noting(one.reference))
        case m.Banded():
            return _banded(one, compiled, noting)
    return _parts([noting(part) for part in m.parts(one)])  # of an amount, which is the same everywhere, none


def _stands(one: m.Expression) -> bool:
    """Whether an expression has one answer in a combination, whatever the amounts."""
    tests = (part.term.axis for part in m.walk(one) if isinstance(part, m.Test))
    return not m.amounts_in(one) and not any(isinstance(axis, m.Measure) for axis in tests)


def _standing(run: Run) -> Note:
    def note(scope: Scope, profile: Profile) -> None:
        regulated, scope.regulated = scope.regulated, False
        answer = run(scope)
        profile.noted += (answer, scope.regulated)
        scope.regulated = regulated

    return note


def _tested(one: m.Test, run: Run) -> Note:
    def note(scope: Scope, profile: Profile) -> None:
        if one.term.axis.name not in scope.amounts:
            profile.noted.append(run(scope))

    return note


def _parts(notes: list[Note]) -> Note:
    def note(scope: Scope, profile: Profile) -> None:
        for one in notes:
            one(scope, profile)

    return note


def _entering(one: m.Reference, run: Run, noting: Noting) -> Note:
    way = passage(one, index_of(one))
    assert way  # noqa: S101  a reference to anything else stands
    read = _standing(run)

    def note(scope: Scope, profile: Profile) -> None:
        amounts = way.amounts(scope)
        if amounts:
            _enter(way, scope, profile, noting)
        else:
            read(scope, profile)

    return note


def _enter(way: Passage, scope: Scope, profile: Profile, noting: Noting) -> None:
    """Into a define, if it was not entered before: then it is enough to say when."""
    key, amounts = way.key(scope), way.amounts(scope)
    if -1 in key:
        profile.noted.append(_END)
        return
    if scope.depth >= DEEPEST:
        profile.noted.append(object())  # like no other: what is below may still be reached on a shorter way
        return
    mark = mark_of(way.target, key, amounts)
    if mark in profile.entered:
        profile.noted.append(profile.entered[mark])
        return
    profile.entered[mark] = len(profile.entered)
    profile.noted.append(_ENTERED)
    noting(way.expression)(way.inner(scope, key, amounts), profile)


def _summed(one: m.Total, note_one: Note) -> Note:
    def note(scope: Scope, profile: Profile) -> None:
        for index in range(one.axis.size):
            note_one(scope.at(one.axis.name, index), profile)

    return note


def _banded(one: m.Banded, compiled: Compile, noting: Noting) -> Note:
    ends = _parts([noting(one.amount), noting(one.start)])
    read, ratio = bands_of(one, compiled(one.reference)), noting(one.reference)
    is_plain = _stands(one.reference)

    def note(scope: Scope, profile: Profile) -> None:
        ends(scope, profile)
        if is_plain:
            profile.noted.append(read(scope, _NOT_ASKED, _NOT_ASKED))
            return
        for _, inner in in_bands(one, scope, beside(one, scope)):
            ratio(inner, profile)

    return note
