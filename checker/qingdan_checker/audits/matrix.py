"""The matrix: jurisdictions × rules, a sign in each cell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from qingdan_checker.audits.tones import MARKS, cited_cell, mark_cell, place_cell, rule_cell
from qingdan_checker.messages.states import STATES
from qingdan_checker.paper import Cell, Section, Table, Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qingdan_checker.audits.facts import Audit
    from qingdan_checker.messages.book import Book
    from qingdan_checker.paper import Block

MOST_COLUMNS: Final = 16
"""Rules that fit side by side on a page; more make another table."""


def matrix_of(audit: Audit, book: Book) -> Section:
    """The matrix, the rules numbered, and what the numbers and signs mean."""
    blocks = tuple(_blocks(audit, book)) if audit.rules and audit.places else ()
    return Section(mark="matrix", title=book.pick("Jurisdictions and rules", "地区与规则一览"), blocks=blocks)


def _blocks(audit: Audit, book: Book) -> Iterator[Block]:
    numbers = {rule: str(at) for at, rule in enumerate(audit.rules, 1)}
    for start in range(0, len(audit.rules), MOST_COLUMNS):
        yield _table(audit, audit.rules[start : start + MOST_COLUMNS], numbers, book)
    signs = book.pick("; ", "；").join(_legend(book))
    yield Text(
        text=book.pick(f"Signs: {signs}. Empty: does not bind.", f"符号：{signs}。空白：不约束该地区。"), size="small"
    )
    yield Table(
        title=book.pick("The rules by number", "规则编号"),
        heads=(
            book.pick("no.", "编号"),
            book.pick("rule", "规则"),
            book.pick("force", "效力"),
            book.pick("required by", "依据"),
        ),
        rows=tuple(_rule(number, rule, book) for rule, number in numbers.items()),
        widths=(6, 44, 12, 38),
    )


def _table(audit: Audit, rules: Sequence[str], numbers: dict[str, str], book: Book) -> Table:
    rows = []
    for place in audit.places:
        states = {line.lane.rule: line.standing for line in place.lines}
        if any(rule in states for rule in rules):
            rows.append((place_cell(place.name, book), *(mark_cell(states.get(rule)) for rule in rules)))
    first, last = numbers[rules[0]], numbers[rules[-1]]
    return Table(
        title=book.pick(f"Rules {first} to {last}", f"规则 {first} 至 {last}"),
        heads=(book.pick("jurisdiction", "地区"), *(numbers[rule] for rule in rules)),
        rows=tuple(rows),
        widths=(20, *(5 for _ in rules)),
        dense=True,
    )


def _legend(book: Book) -> Iterator[str]:
    """Each sign with the states that it stands for."""
    for sign in dict.fromkeys(MARKS.values()):
        states = [STATES[state].say(book.language) for state, mark in MARKS.items() if mark == sign]
        yield f"{sign} {book.pick(' / ', '、').join(states)}"


def _rule(number: str, rule: str, book: Book) -> tuple[Cell, ...]:
    facts = book.report.rules[rule]
    return (
        Cell(text=number),
        rule_cell(rule, book),
        Cell(text=book.word(facts.force)),
        cited_cell(facts.document, facts.article, book),
    )
