"""Room as an interval: `[80%, 85%]`; a round bracket where an end is not inside."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qingdan_checker.messages.book import Book
    from qingdan_checker.room.rooms import Room


def interval(one: Room, book: Book) -> str:
    """What a cell may be, as people write it."""
    text = _nothing(one, book) if one.is_empty else _between(one, book)
    without = [book.phrase(one.shown(value)) for value in one.without]
    return text + (book.pick(" except ", "，除 ") + book.several(without) if without else "")


def _between(one: Room, book: Book) -> str:
    low = book.phrase(one.shown(one.low.value)) if one.low else ""
    high = book.phrase(one.shown(one.high.value)) if one.high else ""
    if one.low and one.high:
        if one.low.value == one.high.value:
            return f"= {low}"
        return f"{'[' if one.low.inside else '('}{low}, {high}{']' if one.high.inside else ')'}"
    if one.low:
        return f"{'≥' if one.low.inside else '>'} {low}"
    if one.high:
        return f"{'≤' if one.high.inside else '<'} {high}"
    return book.pick("any", "不限")


def _nothing(one: Room, book: Book) -> str:
    """Why nothing is left: both ends, where they cross."""
    if one.never or one.low is None or one.high is None:
        return book.pick("nothing: cannot be met alone", "无：单独改动无法满足")
    low, high = book.phrase(one.shown(one.low.value)), book.phrase(one.shown(one.high.value))
    above, below = ("≥" if one.low.inside else ">"), ("≤" if one.high.inside else "<")
    return book.pick(
        f"{above} {low} and {below} {high}: cannot be met alone", f"{above} {low} 且 {below} {high}：单独改动无法满足"
    )
