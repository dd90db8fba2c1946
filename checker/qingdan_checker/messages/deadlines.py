"""The clock in words: what runs out and what begins, each day once, with all whom it concerns."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final

from qingdan_checker.clock import deadlines
from qingdan_checker.layout.columns import aligned
from qingdan_checker.messages.language import Sentence, counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qingdan_checker.clock import Deadline
    from qingdan_checker.messages.book import Book

WHATS: Final = {
    "tolerated": Sentence("tolerated", "过渡期"),
    "approved": Sentence("approved", "获批准"),
    "waived": Sentence("waived", "获豁免"),
    "applies": Sentence("applies", "起用"),
    "breach": Sentence("breach", "违反"),
    "undetermined": Sentence("undetermined", "待定"),
    "beyond-authority": Sentence("beyond authority", "未获授权"),
    "missing": Sentence("missing", "缺少规定"),
    "conflict": Sentence("conflict", "规定冲突"),
    "approval": Sentence("approval", "批准无效"),
    "case": Sentence("case", "案例不符"),
}
"""What ends or begins, in a word or two; others by their code."""

MOST_PLACES: Final = 3
"""How many jurisdictions a line names."""


def clock(book: Book, most: int | None = None) -> Iterator[str]:
    """What runs out and what begins after the date of the check, the nearest first; at most so many lines of it."""
    rows = list(deadline_rows(book))
    if not rows:
        return
    yield book.pick("the clock:", "期限：")
    yield from (f"  {line}" for line in aligned(rows[:most]))
    more = len(rows) - most if most is not None else 0
    if more > 0:
        yield book.pick(
            f"  and {more} more (qingdan timeline shows all)", f"  另有 {more} 项（qingdan timeline 全部列出）"
        )


def deadline_rows(book: Book) -> Iterator[tuple[str, ...]]:
    """The clock as rows: days, day, what, about what, for whom, by which text."""
    for _, group in groupby(deadlines(book.report), key=_apart_from_its_place):
        same = list(group)
        yield deadline_row(same[0], book.several([book.name(one.jurisdiction) for one in same], MOST_PLACES), book)


def _apart_from_its_place(one: Deadline) -> tuple[object, ...]:
    return one.day, one.what, one.about, one.document, one.article, one.ends


def deadline_row(one: Deadline, places: str, book: Book) -> tuple[str, str, str, str, str, str]:
    """The days that are left, the day, what it is and about what, the places that are given, the text that sets it."""
    days = book.pick(counted(one.days, "day"), f"{one.days} 天")
    day = book.pick(f"{'until' if one.ends else 'from'} {one.day}", f"{one.day} {'止' if one.ends else '起'}")
    what = WHATS[one.what].say(book.language) if one.what in WHATS else one.what
    about = book.rule(one.about) if one.about in book.report.rules else book.name(one.about)
    cited = book.citation(one.document, one.article) if one.document else ""
    return days, day, what, about, places, cited
