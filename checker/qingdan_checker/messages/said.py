"""All that is said about one finding in one language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from qingdan_checker.messages.headlines import headline
from qingdan_checker.messages.language import Sentence
from qingdan_checker.messages.made import LISTED
from qingdan_checker.messages.notes import Note, notes

if TYPE_CHECKING:
    from qingdan_checker.findings import Finding, Related, Step
    from qingdan_checker.messages.book import Book

SEVERITIES: Final = {
    "error": Sentence("error", "错误"),
    "warning": Sentence("warning", "警告"),
    "note": Sentence("note", "提示"),
}

_ROLES: Final = {
    "rule": Sentence("required here: {cited} ({force})", "依据：{cited}（{force}）"),
    "bound": Sentence("said here: {cited}", "出处：{cited}"),
    "rival": Sentence("decided differently here: {cited}", "此处另有规定：{cited}"),
    "made": Sentence("takes part here: {cited}", "此处也有影响：{cited}"),
    "circle": Sentence("on the same circle: {cited}", "同在此循环：{cited}"),
    "first": Sentence("first declared here", "首次声明于此"),
    "approval": Sentence("approved here: {cited}", "批准：{cited}"),
    "declaration": Sentence("declared here: {cited}", "说明：{cited}"),
    "tolerance": Sentence("tolerated here: {cited}", "容许：{cited}"),
    "require": Sentence("required here: {cited}", "要求：{cited}"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A finding in words: the headline, what stands at its own place and at the others, and the lines below."""

    headline: str
    here: str
    there: tuple[str, ...]
    notes: tuple[Note, ...]


def say(finding: Finding, book: Book) -> Said:
    """A finding in the words of a language."""
    return Said(
        headline=headline(finding, book),
        here=_here(finding, book),
        there=tuple(_there(related, finding, book) for related in finding.related),
        notes=notes(finding, book),
    )


def _here(finding: Finding, book: Book) -> str:
    """What the provision at the finding's own place does."""
    before = ""
    if finding.keys and any(step.act in LISTED for step in finding.trace):
        return book.pick("this list", "此处所列")
    for step in finding.trace:
        if step.place == finding.place:
            if step.value == "unknown" and any(gap.kind != "unknown" for gap in finding.gaps):
                return ""
            return _does(step, before, book)
        before = step.result
    return book.pick("decided here", "在此规定") if finding.code in {"breach", "beyond-authority"} else ""


def _does(step: Step, before: str, book: Book) -> str:
    value, result = book.phrase(step.value), book.phrase(step.result)
    if step.value == "unknown":
        return book.pick("the figure is not known here", "此处数字未知")
    if step.act == "adjust" and before and result:
        return book.pick(f"makes {book.phrase(before)} into {result}", f"由{book.phrase(before)}变为{result}")
    if step.act == "observe":
        return book.pick(f"observes {value}", f"观测值{value}")
    return book.pick(f"sets {value}", f"定为{value}") if step.act == "set" else value


def _there(related: Related, finding: Finding, book: Book) -> str:
    sentence = _ROLES.get(related.role)
    if sentence is None:
        return book.citation(related.document, related.article) if related.document else ""
    force = book.word(finding.force or "")
    cited = book.citation(related.document, related.article) if related.document else ""
    return sentence.say(book.language, {"cited": cited, "force": force}).removesuffix(": ").removesuffix("：")
