"""What was probably meant where kinds of values do not go together, and what would."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qingdan_checker.kinds import combine
from qingdan_checker.messages.sources import SORTS
from qingdan_checker.quantity import NUMBER, PERCENT, POINTS
from qingdan_dsl.words import KINDS

if TYPE_CHECKING:
    from qingdan_checker.findings import Finding
    from qingdan_checker.messages.book import Book


def slip(finding: Finding) -> str:
    """The name of the help for a type error: a classic slip, or what is allowed there; empty for all else."""
    facts = dict(finding.facts)
    if finding.code != "type":
        return ""
    if finding.reason == "kind-wanted":
        pair = {facts.get("found"), facts.get("wanted")}
        return "points" if pair == {PERCENT, POINTS} else "number" if facts.get("found") == NUMBER else ""
    if finding.reason == "arguments":
        return "alike"
    if finding.reason != "kinds" or not facts.get("right"):
        return ""
    if {facts.get("left"), facts["right"]} == {PERCENT, POINTS}:
        return "points"
    return "allowed" if _partners(facts) else "alike"


def _partners(facts: dict[str, str]) -> list[str]:
    operation, left = facts.get("operation", ""), facts.get("left", "")
    return [word.english for word in KINDS if operation in _OPERATORS and combine(operation, left, word.english)]


_OPERATORS = frozenset({"+", "-", "*", "/", "of"})


def allowed(finding: Finding, book: Book) -> dict[str, str]:
    """The kinds that may stand on the right of an operator, in words."""
    if finding.code != "type" or finding.reason != "kinds":
        return {}
    words = [SORTS[kind].say(book.language) for kind in _partners(dict(finding.facts)) if kind in SORTS]
    return {"allowed": book.pick(" or ", "或").join(words)} if words else {}
