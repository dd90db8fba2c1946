"""What made the numbers: each value with its provisions, as a sum with file, line and article."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from qingdan_checker.findings import Place, Step
    from qingdan_checker.messages.book import Book


def made(trace: Sequence[Step], here: Place, book: Book) -> str:
    """All values of a trace, each as the sum that made it; a file is named once, then its lines alone."""
    teller = _Teller(book)
    told = [teller.value(list(steps)) for _, steps in groupby(trace, key=lambda step: (step.what, step.cell))]
    del here
    return book.pick("; ", "；").join(dict.fromkeys(told))


class _Teller:
    """Tells values one after another, and remembers which file it spoke of last."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._file = ""

    def value(self, steps: Sequence[Step]) -> str:
        """One value with all its steps."""
        book = self._book
        sum_ = " ".join(self._step(step, first=index == 0) for index, step in enumerate(steps))
        total = book.phrase(steps[-1].result)
        if len(steps) > 1 and total:
            sum_ = f"{total} = {sum_}"
        if steps[0].act in {"observe", "define"}:
            sum_ = f"{book.name(steps[0].what)} = {sum_}"
        linked = [inner for step in steps for inner in step.linked]
        if not linked:
            return sum_
        return sum_ + book.pick(", from ", "，取自 ") + self._linked(linked)

    def _linked(self, steps: Iterable[Step]) -> str:
        groups = groupby(steps, key=lambda step: (step.what, step.cell))
        return self._book.pick(", ", "、").join(self.value(list(inner)) for _, inner in groups)

    def _step(self, step: Step, *, first: bool) -> str:
        book = self._book
        value = book.phrase(step.value)
        if step.act == "limit":
            value = book.pick(f"limited to {value}", f"限为{value}")
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
