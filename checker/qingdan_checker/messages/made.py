"""What made the numbers: each value with its provisions, as a sum with file, line and article."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final

from qingdan_checker.messages.language import Sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qingdan_checker.findings import Step
    from qingdan_checker.messages.book import Book


def made(trace: Sequence[Step], book: Book) -> str:
    """All values of a trace, each as the sum that made it; a file is named once, then its lines alone."""
    teller = _Teller(book)
    values = teller.values([step for step in trace if step.act not in LISTED])
    return book.pick("; ", "；").join([*values, *map(teller.entry, (step for step in trace if step.act in LISTED))])


LISTED: Final = {
    "list": Sentence("listed", "列入"),
    "include": Sentence("included", "纳入"),
    "exclude": Sentence("excluded", "移出"),
}
"""What a statement did to an entry of a catalogue."""


class _Teller:
    """Tells values one after another, and remembers which file it spoke of last."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._file = ""

    def values(self, trace: Sequence[Step]) -> list[str]:
        """The values of a trace, each with what tells it from the others."""
        groups = [list(steps) for _, steps in groupby(trace, key=lambda step: (step.what, step.cell))]
        apart = _apart([group[0] for group in groups])
        return [self._value(group, self._called(group[0], apart)) for group in groups]

    def entry(self, step: Step) -> str:
        """An entry of a catalogue, and where it was put in or taken out."""
        book = self._book
        act = LISTED[step.act].say(book.language)
        where = self._where(step)
        return book.pick(f"“{step.value}” {act} ({where})", f"“{step.value}”{act}（{where}）")

    def _called(self, step: Step, apart: frozenset[str]) -> str:
        """What tells a value from the others: its name, or the members of the dimensions in which they differ."""
        book = self._book
        members = ", ".join(book.phrase(member) for axis, member in step.cell if axis in apart)
        if not apart or "" not in apart:
            return members
        return book.name(step.what) + (f"[{members}]" if members else "")

    def _value(self, steps: Sequence[Step], called: str) -> str:
        book = self._book
        told = " ".join(self._step(step, first=index == 0) for index, step in enumerate(steps))
        total = book.phrase(steps[-1].result)
        if total and any(step.act == "adjust" for step in steps):
            told = f"{total} = {told}"
        linked = [inner for step in steps for inner in step.linked]
        if linked:
            told += book.pick(", from ", "，取自 ") + book.pick(", ", "、").join(self.values(linked))
        return f"{called}{book.pick(': ', '：')}{told}" if called else told

    def _step(self, step: Step, *, first: bool) -> str:
        book = self._book
        value = book.phrase(step.value)
        if not first and step.act != "adjust":
            value = book.pick(f"against {value}", f"与 {value}")
        elif not first and value[:1] in "+-":
            value = f"{value[0]} {value[1:]}"
        return f"{value}{book.pick(' (', '（')}{self._where(step)}{book.pick(')', '）')}"

    def _where(self, step: Step) -> str:
        book = self._book
        line = step.place.line
        place = (
            f"{step.place.file}:{line}" if step.place.file != self._file else book.pick(f"line {line}", f"第{line}行")
        )
        self._file = step.place.file
        if not step.article:
            return place
        cited = book.article(step.article) if step.own else book.citation(step.document, step.article)
        return f"{place}{book.pick(', ', '，')}{cited}"


def _apart(steps: Sequence[Step]) -> frozenset[str]:
    """In what some values differ: their dimensions, and an empty name where not all are of one item."""
    axes = {axis for step in steps for axis, _ in step.cell}
    found = {axis for axis in axes if len({dict(step.cell).get(axis) for step in steps}) > 1}
    if len({step.what for step in steps}) > 1 or any(step.act == "observe" for step in steps):
        found.add("")
    return frozenset(found)
