"""The states of a time line in words, and how a day and a stretch of days is said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from qingdan_checker.messages.language import Sentence, counted

if TYPE_CHECKING:
    from datetime import date

    from qingdan_checker.messages.book import Book
    from qingdan_checker.timeline import Lane, Stretch

STATES: Final = {
    "breach": Sentence("breach", "违反"),
    "beyond-authority": Sentence("beyond authority", "未获授权"),
    "not followed": Sentence("not followed (encouraged)", "未达到（鼓励性）"),
    "undetermined": Sentence("undetermined", "待定"),
    "tolerated": Sentence("tolerated", "过渡期"),
    "declared": Sentence("declared", "已声明偏离"),
    "approved": Sentence("approved", "获批准"),
    "waived": Sentence("waived", "获豁免"),
    "within bounds": Sentence("within bounds", "未超出"),
    "not applicable": Sentence("not applicable", "不适用"),
}

HEADS: Final = (
    Sentence("rule", "规则"),
    Sentence("required by", "依据"),
    Sentence("state", "状态"),
    Sentence("from", "自"),
    Sentence("until", "至"),
    Sentence("days", "天数"),
    Sentence("where, or what excuses it", "位置，或免除的依据"),
)
"""What stands over the columns of a time line."""


def called(name: str, book: Book) -> str:
    """A declared name as people know it."""
    return book.name(name)


def lane_name(lane: Lane, book: Book) -> str:
    """What a lane is about: the rule, or the matter whose authority is in question."""
    if lane.rule:
        return book.rule(lane.rule)
    return book.pick(f"authority over {book.name(lane.matter)}", f"权限：{book.name(lane.matter)}")


def lane_source(lane: Lane, book: Book) -> str:
    """The text that a lane holds a jurisdiction to; empty for a matter, which nobody has given it."""
    rule = book.report.rules.get(lane.rule)
    return book.citation(rule.document, rule.article) if rule else ""


def excuse(stretch: Stretch, book: Book) -> str:
    """The text that excuses what is so over a stretch."""
    return book.citation(stretch.document, stretch.article) if stretch.document else ""


def grounds(stretch: Stretch, book: Book) -> str:
    """The text that excuses what is so over a stretch, else where it stands."""
    return excuse(stretch, book) or (f"{stretch.place.file}:{stretch.place.line}" if stretch.place else "")


def first_day(stretch: Stretch, book: Book) -> str:
    """The first day of a stretch; marked where it may have begun before anything was looked at."""
    if stretch.start is None:
        return ""
    return f"≤ {stretch.start}" if stretch.start == min(book.report.dates) else str(stretch.start)


def lasting(stretch: Stretch, book: Book) -> str:
    """From when to when a stretch lasts, in a few words."""
    return days(stretch.start, stretch.until, book)


def days(start: date | None, until: date | None, book: Book) -> str:
    """From one day to another, or on."""
    if until is None:
        return book.pick(f"from {start}", f"{start} 起")
    return book.pick(f"{start} – {until}", f"{start} 至 {until}")


def days_to(day: date | None, book: Book, english: str, chinese: str) -> str:
    """`in 38 days`, for a day after the date of the check."""
    today = book.report.today
    if day is None or today is None or day <= today:
        return ""
    days = (day - today).days
    return book.pick(english.format(days=counted(days, "day")), chinese.format(days=f"{days} 天"))


def left(stretch: Stretch, book: Book) -> str:
    """How many days there are until a stretch begins, or until it ends where it holds already."""
    return days_to(stretch.start, book, "in {days}", "{days}后") or days_to(
        stretch.until, book, "{days} left", "剩 {days}"
    )
