"""The headline of a finding: the sentence of its code and reason, with its facts in the words of a language."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Final

from qingdan_checker.clock import begins_later, days_left
from qingdan_checker.messages.gaps import GAPS
from qingdan_checker.messages.language import Sentence, counted
from qingdan_checker.messages.policies import POLICIES
from qingdan_checker.messages.sources import SORTS, SOURCES
from qingdan_dsl.mistakes import SENTENCES as MISTAKES

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from qingdan_checker.findings import Finding, Reason
    from qingdan_checker.messages.book import Book

_NAMES: Final = frozenset(
    {"item", "dimension", "other", "statistic", "jurisdiction", "issuer", "first", "place", "field"}
)
_SORTS: Final = frozenset({"found", "wanted", "left", "right", "kind"})
_WORDS: Final = frozenset({"level", "child", "clause"})
_PHRASES: Final = frozenset({"value", "low", "high", "left", "right", "left_values", "right_values"})
_LISTS: Final = frozenset({"names", "near", "items", "dimensions"})

_WHY: Final = {
    "Permission denied": "没有读取权限",
    "No such file or directory": "文件不存在",
    "Too many levels of symbolic links": "符号链接成环",
    "Is a directory": "是文件夹",
    "not a regular file": "不是普通文件",
}
_BOUNDS: Final = frozenset({"bounds", "cells", "limits", "own", "required", "table"})
"""Facts that are pieces of the language's text, one after another."""

FEW: Final = 3
"""How many keys a headline names."""

_QUOTED: Final = re.compile(r"(`{1,2}) ?(.+?) ?\1")
_OUTCOMES: Final = {
    "within": Sentence("within bounds", "未超出"),
    "within-bounds": Sentence("within bounds", "未超出"),
    "breach": Sentence("a breach", "违反"),
    "undetermined": Sentence("undetermined", "待定"),
    "not-applicable": Sentence("not applicable", "不适用"),
}


def headline(finding: Finding, book: Book) -> str:
    """What is so, in one line that is true by itself and gives no advice; of what is not so today, when."""
    said = _headline(finding, book)
    start, until, today = finding.start, finding.until, book.report.today
    if begins_later(book.report, finding):
        return book.pick(f"from {start}: {said}", f"自 {start} 起：{said}")
    if until and today and until < today:
        return book.pick(f"until {until}: {said}", f"至 {until} 止：{said}")
    return said


def _headline(finding: Finding, book: Book) -> str:
    facts = arguments(finding, book)
    for reason in (*_reasons(finding, facts), finding.reason, ""):
        sentence = sentence_of(finding.code, reason)
        if sentence is None:
            continue
        try:
            said = sentence.say(book.language, facts)
        except KeyError:
            continue
        return _QUOTED.sub(r"“\2”", said) if book.language == "zh" else said
    return finding.code


def sentence_of(code: str, reason: str) -> Sentence | None:
    """The sentence of a code and reason, if there is one of its own."""
    known = (SOURCES.get(code) or POLICIES.get(code) or {}).get(reason)
    if known is None and code == "syntax" and reason in MISTAKES:
        return Sentence(*MISTAKES[reason])
    return known


def _reasons(finding: Finding, facts: dict[str, str]) -> tuple[str, ...]:
    """The reasons that follow from the facts, the most telling first."""
    telling = _TELLING.get(finding.code)
    return telling(finding, facts) if telling else ()


def _of_breach(finding: Finding, facts: dict[str, str]) -> tuple[str, ...]:
    operator = facts.get("operator", "")
    if finding.keys and not operator:
        return (facts.get("question", ""), "keys")
    return (f"gap {operator}", operator) if "second" in facts else (operator,)


def _of_type(finding: Finding, facts: dict[str, str]) -> tuple[str, ...]:
    return ("kind-one",) if finding.reason == "kinds" and not facts.get("right") else ()


def _of_case(finding: Finding, facts: dict[str, str]) -> tuple[str, ...]:
    if facts.get("outcome"):
        return ("outcome",) if finding.reason != "not-in-force" else ()
    return ("sides",) if finding.reason == "false" and facts.get("left") and facts.get("right") else ()


_TELLING: Final[dict[str, Callable[[Finding, dict[str, str]], tuple[str, ...]]]] = {
    "breach": _of_breach,
    "type": _of_type,
    "case": _of_case,
    "undetermined": lambda finding, _facts: () if finding.reason else ("gap",),
    "conflict": lambda _finding, facts: ("figures-year",) if facts.get("year") else (),
    "approval": lambda _finding, facts: ("no-authority-item",) if facts.get("item") else (),
    "tolerated": lambda _finding, facts: ("days",) if facts.get("days") else (),
    "approved": lambda _finding, facts: ("days",) if facts.get("days") else ("until",) if facts.get("until") else (),
}
"""The reasons that follow from the facts of a finding, by its code."""


def arguments(finding: Finding, book: Book) -> dict[str, str]:
    """The facts of a finding by name, in the words of a language."""
    facts = _source_facts(finding, book) if finding.code in SOURCES else _policy_facts(finding, book)
    if finding.rule:
        facts["rule"] = book.rule(finding.rule)
        facts["rule_name"] = finding.rule
        facts |= _comparison(finding.rule, book)
    if finding.jurisdiction:
        facts["jurisdiction"] = book.name(finding.jurisdiction)
        facts["place_name"] = finding.jurisdiction
    if finding.rules:
        facts |= _several_rules(finding, book)
    if facts.get("until"):
        left = days_left(book.report, date.fromisoformat(facts["until"]))
        facts["days"] = _days_left(left, book) if left is not None else ""
    if "low" in facts or "high" in facts:
        facts["range"] = f"{facts.get('low', '')}..{facts.get('high', '')}"
    return facts


def _several_rules(finding: Finding, book: Book) -> dict[str, str]:
    """The rules that a finding is about, and those of them beside the one that it is told of."""
    said = _told_apart(finding.rules, book)
    facts = {"rules": book.listed(said), "others": book.listed(said[:-1]), "one": said[-1]}
    bounds = {key: text for key, text in finding.facts if key in _BOUNDS}
    return facts | {key: book.pick("; ", "；").join(map(book.phrase, text.split("; "))) for key, text in bounds.items()}


def _told_apart(rules: Sequence[str], book: Book) -> list[str]:
    """Rules as a sentence names them; where two are called alike, each with its document and article."""
    names = [book.rule(rule) for rule in rules]
    alike = len(set(names)) < len(names)
    return [book.sourced(rule, book.quoted(rule)) if alike else book.quoted(rule) for rule in rules]


def _days_left(left: int, book: Book) -> str:
    if not left:
        return book.pick("which is the last day", "即为最后一天")
    return book.pick(f"{counted(left, 'more day')}", f"尚余 {left} 天")


def _source_facts(finding: Finding, book: Book) -> dict[str, str]:
    said: dict[str, Callable[[str], str]] = {}
    if "why" in dict(finding.facts):
        said = {"why": lambda text: book.pick(text, _WHY.get(text, text))}
    elif finding.code != "name":
        said = dict.fromkeys(_NAMES, book.name)
    if finding.code == "type":
        said |= dict.fromkeys(_SORTS, lambda text: _sorts(text, book))
    said |= dict.fromkeys(_WORDS, book.word)
    said |= dict.fromkeys(_LISTS, lambda text: book.several(text.split(", ")))
    if finding.code == "value":
        said |= dict.fromkeys(("value", "low", "high"), book.phrase)
    return {key: said.get(key, _as_it_is)(value) for key, value in finding.facts}


def _policy_facts(finding: Finding, book: Book) -> dict[str, str]:
    said: dict[str, Callable[[str], str]] = dict.fromkeys(_NAMES, book.name)
    said |= dict.fromkeys(_PHRASES, book.phrase)
    said |= dict.fromkeys(_LISTS, lambda text: book.several(map(book.phrase, text.split(", "))))
    facts = {key: said.get(key, _as_it_is)(value) for key, value in finding.facts}
    if finding.worst and finding.worst.left is not None and finding.worst.right is not None:
        facts["left"], facts["right"] = book.points(finding.worst.left), book.points(finding.worst.right)
        facts["right_are"] = _are(facts["left"], facts["right"])
    if finding.keys:
        facts |= {"number": f"{len(finding.keys):,}", "keys": book.several(map(_quoted, finding.keys), FEW)}
    if finding.gaps:
        facts["gap"] = gap(finding.gaps[0], book)
    if "document" in facts:
        facts["document"] = book.document(facts["document"])
    if facts.get("outcome") and finding.reason in _OUTCOMES:
        facts["expected"] = _OUTCOMES[facts["outcome"]].say(book.language)
        facts["came_out"] = _OUTCOMES[finding.reason].say(book.language)
    return facts


def _quoted(key: str) -> str:
    return f"“{key}”"


def _are(left: str, right: str) -> str:
    """The subject of “required”: `10 are` after `5 points`, else `10 yuan is`."""
    number, _, unit = right.partition(" ")
    if unit.removesuffix("s") == "point" and "point" in left:
        return f"{number} {'is' if number == '1' else 'are'}"
    return f"{right} is"


def _comparison(rule: str, book: Book) -> dict[str, str]:
    """Both sides of a rule that is a single comparison."""
    known = book.report.rules.get(rule)
    if known is None or known.comparison is None:
        return {}
    one = known.comparison
    facts = {"left_text": book.phrase(one.left), "operator": one.operator, "right_text": book.phrase(one.right)}
    if one.gap:
        facts |= dict(zip(("gap_item", "first", "second"), map(book.name, one.gap), strict=True))
    return facts


def gap(reason: Reason, book: Book) -> str:
    """Why something is undetermined."""
    kind = f"{reason.kind}-year" if f"{reason.kind}-year" in GAPS and reason.year is not None else reason.kind
    sentence = GAPS.get(kind)
    return sentence.say(book.language, gap_facts(reason, book)) if sentence else reason.kind


def gap_facts(reason: Reason, book: Book) -> dict[str, str]:
    """What lacks a value, with its combination, and the year."""
    what = book.name(reason.what)
    if reason.cell:
        what = f"{what}[{', '.join(book.phrase(member) for _, member in reason.cell)}]"
    return {"what": what, "name": reason.what, "year": str(reason.year)}


def _sorts(text: str, book: Book) -> str:
    words = [SORTS[word].say(book.language) if word in SORTS else word for word in text.split(", ")]
    return book.pick(" or ", "或").join(dict.fromkeys(words))


def _as_it_is(text: str) -> str:
    return text
