"""Which findings appear, vanish or change: matched by what they are about, not by where they stand."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from qingdan_checker.baseline import is_worse
from qingdan_checker.differences.facts import Turned
from qingdan_checker.findings import SEVERITIES

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping, Sequence

    from qingdan_checker.differences.facts import Turn
    from qingdan_checker.findings import Finding, Report, Step


_WRITTEN: Final = frozenset({"left_text", "right_text", "left_values", "right_values"})
"""Facts that are a rule's own text, in whichever words it is written; its numbers stand beside them."""


def turned(old: Report, new: Report) -> list[Turned]:
    """The findings that differ: the gravest first, then by place."""
    left = _Left(list(old.findings), list(new.findings))
    left.match(_said)
    left.pairs.clear()
    left.match(lambda one: (one.fingerprint, one.severity, one.start))
    left.match(lambda one: (one.fingerprint, one.start))
    left.match(lambda one: one.fingerprint)
    left.match(_about)
    found = [Turned(turn=_turn(one, other), old=one, new=other) for one, other in left.pairs]
    found += [Turned(turn="vanished", old=one) for one in left.old]
    found += [Turned(turn="appeared", new=one) for one in left.new]
    return sorted(found, key=_order)


class _Left:
    """What has no partner yet, and the pairs that were found."""

    def __init__(self, old: list[Finding], new: list[Finding]) -> None:
        self.old = old
        self.new = new
        self.pairs: list[tuple[Finding, Finding]] = []

    def match(self, key: Callable[[Finding], Hashable | None]) -> None:
        """Pairs those with the same key in their order; what has none waits."""
        olds, news = _grouped(self.old, key), _grouped(self.new, key)
        pairs = [pair for known, ours in olds.items() for pair in zip(ours, news.get(known, ()), strict=False)]
        gone = {id(one) for pair in pairs for one in pair}
        self.pairs += pairs
        self.old = [one for one in self.old if id(one) not in gone]
        self.new = [one for one in self.new if id(one) not in gone]


def _grouped(
    ones: Sequence[Finding], key: Callable[[Finding], Hashable | None]
) -> Mapping[Hashable, Sequence[Finding]]:
    found: dict[Hashable, list[Finding]] = defaultdict(list)
    for one in ones:
        known = key(one)
        if known is not None:
            found[known].append(one)
    return found


def _said(one: Finding) -> Hashable:
    """All that a finding says, but where that stands in the files."""
    numbers = (one.worst, one.cells, one.of, one.selectors, one.keys, one.gaps)
    facts = tuple(fact for fact in one.facts if fact[0] not in _WRITTEN)
    about = (one.fingerprint, one.severity, one.force, one.draft, facts)
    return (*about, *numbers, one.start, one.until, tuple(_step(step) for step in one.trace))


def _step(one: Step) -> Hashable:
    linked = tuple(_step(step) for step in one.linked)
    return (one.what, one.cell, one.act, one.value, one.document, one.article, one.result, linked)


def _about(one: Finding) -> Hashable | None:
    """The rule and the place that a finding is about, whatever provision it now stands at."""
    if one.rule is None and one.jurisdiction is None:
        return None
    item = dict(one.facts).get("item", "") if one.rule is None else ""
    return (one.code, one.reason, one.rule, one.jurisdiction, item)


def _turn(old: Finding, new: Finding) -> Turn:
    grades = SEVERITIES.index(old.severity) - SEVERITIES.index(new.severity)
    worse, better = is_worse(new, old), is_worse(old, new)
    if grades > 0 or (not grades and worse):
        return "worse"
    return "better" if grades < 0 or (better and not worse) else "changed"


def _order(one: Turned) -> tuple[object, ...]:
    about = one.finding
    names = (about.code, about.rule or "", about.jurisdiction or "")
    return (SEVERITIES.index(about.severity), about.place, *names, str(about.start), one.turn)
