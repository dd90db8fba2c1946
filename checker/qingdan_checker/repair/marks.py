"""What a run finds, as far as it can be held against another run with other numbers."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Final

from qingdan_checker.checks import CHECKS
from qingdan_checker.excuses import shares
from qingdan_checker.piecewise import joined

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from qingdan_checker.combinations import Combo
    from qingdan_checker.findings import Finding
    from qingdan_checker.piecewise import Span
    from qingdan_checker.round import Round

_UNMOVED: Final = frozenset({"case", "contradiction", "idle", "looser", "redundant"})
"""Codes that are not asked for again: rules do not move with numbers, and worked cases are about the numbers so far."""

_OF_VERDICTS: Final = frozenset({"approved", "breach", "declared"})
"""Codes that only tell of verdicts, whose combinations are compared one by one."""

_About = tuple[str, str, str]
"""A code, a rule and a jurisdiction."""

_Key = tuple[object, ...]

_Other = tuple[str, str, "str | None", "str | None", str]


class Marks:
    """What was found on a day: the combinations of each verdict by what it comes to, and all the rest.

    Of the rest it is known how many combinations each is about. Numbers do not change what tells combinations apart,
    so those of two runs are the same ones.
    """

    def __init__(self, round_: Round) -> None:
        self._round = round_

    def has_breach(self, rule: str | None, jurisdiction: str | None) -> bool:
        """Whether a jurisdiction breaks a rule, and nothing excuses it."""
        return ("breach", rule, jurisdiction) in self.combos

    @cached_property
    def combos(self) -> Mapping[_About, Mapping[_Key, Sequence[Combo]]]:
        """What verdicts tell."""
        found: dict[_About, dict[_Key, list[Combo]]] = {}
        for verdict in self._round.verdicts:
            for share in shares(self._round, verdict):
                known = found.setdefault((share.code, verdict.rule.name, verdict.place.name), {})
                for combo in share.combos:
                    known.setdefault(combo.over.beside if combo.over else combo.masks, []).append(combo)
        return found

    @cached_property
    def others(self) -> Mapping[_Other, int]:
        """What other checks find that look at tables."""
        found: dict[_Other, int] = {}
        for one in _others(self._round):
            found[_mark(one)] = found.get(_mark(one), 0) + (one.cells or 0)
        return found


def _others(round_: Round) -> Iterator[Finding]:
    """What is found that no verdict tells by itself."""
    for code, check in CHECKS.items():
        if code not in _UNMOVED | _OF_VERDICTS and hasattr(check, "find"):
            yield from check.find(round_)


def _mark(finding: Finding) -> _Other:
    """A finding by what stays where numbers move; one that is of no rule by where it is found."""
    about = "" if finding.rule else f"{finding.document} {finding.article} {finding.anchor}"
    return finding.code, finding.reason, finding.rule, finding.jurisdiction, about


# ---- one run held against another


def is_no_worse(after: Marks, before: Marks) -> bool:
    """Whether nothing is found that was not: of no combination, at no amount, and no breach by more than it was."""
    for about, combos in after.combos.items():
        known = before.combos.get(about, {})
        if any(key not in known or _grows(about[0], ones, known[key]) for key, ones in combos.items()):
            return False
    return all(count <= before.others.get(mark, -1) for mark, count in after.others.items())


def _grows(code: str, after: Sequence[Combo], before: Sequence[Combo]) -> bool:
    """Whether a combination fares worse: at more amounts, or, of a breach, with less of a margin."""
    spans = _spans(after)
    if spans:
        return not all(_is_within(one, _spans(before)) for one in spans)
    if code != "breach":
        return False
    now = [one.margin for one in after if one.margin is not None]
    was = [one.margin for one in before if one.margin is not None]
    return bool(now and was and min(now) < min(was))


def _spans(combos: Iterable[Combo]) -> list[Span]:
    """The amounts at which a combination came out so, lowest first; none where it is about no amounts."""
    found = [span for one in combos if one.over for span in one.over.where]
    return joined(sorted(found, key=lambda span: (span.low, not span.from_low)))


def _is_within(span: Span, others: Iterable[Span]) -> bool:
    """Whether one of some spans has all of another."""
    return any(_starts(one, span) and _ends(one, span) for one in others)


def _starts(one: Span, span: Span) -> bool:
    return (one.low, not one.from_low) <= (span.low, not span.from_low)


def _ends(one: Span, span: Span) -> bool:
    if one.high is None or span.high is None:
        return one.high is None
    return (one.high, one.to_high) >= (span.high, span.to_high)
