"""States as marks and tones: what a matrix shows, and how a word is coloured."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from qingdan_checker.audits.facts import EXCUSED
from qingdan_checker.messages.states import STATES
from qingdan_checker.paper import Cell, Ref

if TYPE_CHECKING:
    from qingdan_checker.messages.book import Book
    from qingdan_checker.paper import Tone

MARKS: Final = {
    "breach": "×",
    "beyond-authority": "×",
    "not followed": "○",
    "undetermined": "?",
    "tolerated": "△",
    "declared": "△",
    "approved": "△",
    "waived": "△",
    "within bounds": "√",
    "not applicable": "–",
}
"""One sign for each state; the legend says what they mean."""


def tone(state: str) -> Tone:
    """How a state is marked."""
    if state in {"breach", "beyond-authority"}:
        return "breach"
    if state in EXCUSED:
        return "excused"
    marked = {"not followed": "undetermined", "undetermined": "undetermined", "within bounds": "good"}
    return marked.get(state, "faint")  # type: ignore[return-value]


def state_cell(state: str, book: Book) -> Cell:
    """A state as a word."""
    return Cell(text=STATES[state].say(book.language), tone=tone(state))


def place_cell(name: str, book: Book) -> Cell:
    """A jurisdiction by its name."""
    return Cell(text=book.name(name), ref=Ref(sort="jurisdiction", name=name))


def rule_cell(rule: str, book: Book) -> Cell:
    """A rule by its label."""
    return Cell(text=book.demand(rule), ref=Ref(sort="rule", name=rule))


def cited_cell(document: str, article: str, book: Book, text: str = "") -> Cell:
    """A citation, or another text about it; nothing where there is no document."""
    if not document:
        return Cell(text=text)
    cited = text or book.citation(document, article)
    return Cell(text=cited, ref=Ref(sort="document", name=document, article=article))


def mark_cell(state: str | None) -> Cell:
    """A state as a sign; nothing where a rule does not bind."""
    return Cell(text=MARKS[state], tone=tone(state)) if state else Cell(text="")
