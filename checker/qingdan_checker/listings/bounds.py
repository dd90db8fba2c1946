"""The room of a jurisdiction's numbers: a table an item, with the interval and the rules at its ends."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from qingdan_checker.layout.columns import aligned, visible
from qingdan_checker.messages.gaps import STATES
from qingdan_checker.messages.intervals import interval
from qingdan_checker.messages.language import Sentence
from qingdan_checker.quantity import show

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from qingdan_checker.bounding import Bounds, Row
    from qingdan_checker.messages.book import Book
    from qingdan_checker.room.rooms import End, Room

PROBLEMS: Final = {
    "jurisdiction": Sentence("no jurisdiction is called `{name}`", "没有名为“{name}”的地区"),
    "item": Sentence("no item is called `{name}`", "没有名为“{name}”的事项"),
    "authority": Sentence("this jurisdiction may not decide `{name}`", "该地区无权规定“{name}”"),
}


def problem(bounds: Bounds, book: Book) -> str:
    """Why there is nothing to show."""
    kind, name = bounds.problem or ("", "")
    return visible(PROBLEMS[kind].say(book.language, {"name": name}))


def render(bounds: Bounds, book: Book) -> str:
    """All items, those of which nothing is said in one line at the end."""
    place = book.name(bounds.jurisdiction)
    lines = [book.pick(f"{place}, room on {bounds.at}", f"{place}，{bounds.at} 的余地")]
    for item, rows in bounds.items.items():
        lines += ["", *_item(item, rows, book)]
    if not bounds.items and not bounds.others:
        lines += ["", book.pick("nothing that it may decide", "没有可由其规定的事项")]
    if bounds.others:
        lines += ["", book.pick("not told: ", "未列：") + book.several(map(book.name, bounds.others))]
    return "\n".join(map(visible, lines)) + "\n"


def _item(item: str, rows: Iterable[Row], book: Book) -> Iterator[str]:
    term = book.report.terms.get(item)
    other = (term.english or term.label) if term and book.language == "en" else item
    yield book.name(item) + (book.pick(f" ({other})", f"（{other}）") if other and other != book.name(item) else "")
    heads = (
        book.pick("for", "适用"),
        book.pick("value", "现值"),
        book.pick("room", "余地"),
        book.pick("low end by", "下限依据"),
        book.pick("high end by", "上限依据"),
    )
    yield from (f"  {line}" for line in aligned([heads, *(_row(row, book) for row in rows)], right=frozenset({1})))


def _row(row: Row, book: Book) -> tuple[str, ...]:
    room = row.room
    who = whose(row.selectors, book) or book.pick("everyone", "所有情形")
    now = _now(room, book) + ("" if room.fits or room.value is None else " !")
    if room.never:
        return who, now, interval(room, book), cited(room.never, book), ""
    left = interval(room, book)
    if room.open:
        left += book.pick(" and what `{}` leaves", "，另受“{}”限制").format(book.several(map(book.rule, room.open), 3))
    return who, now, left, set_by(room.low, book), set_by(room.high, book)


def whose(selectors: Iterable[str], book: Book) -> str:
    """Whose cells selectors tell apart, in words; nothing for everyone's."""
    return book.pick("; ", "；").join(book.phrase(one).replace(", ", book.pick(", ", "、")) for one in selectors)


def _now(room: Room, book: Book) -> str:
    if room.value is not None:
        return book.phrase(room.shown(room.value))
    state = STATES.get(room.status)
    return state.say(book.language) if state else room.status


def set_by(end: End | None, book: Book) -> str:
    """What sets an end, in words; `-` for an end that nothing sets."""
    if end is None:
        return "-"
    return cited(end.rules, book) if end.rules else book.pick("its range", "取值范围")


def cited(rules: Iterable[str], book: Book) -> str:
    """Rules, each with its document and article."""
    return book.pick("; ", "；").join(book.sourced(name, book.rule(name)) for name in rules)


# ---- as data


def render_json(bounds: Bounds) -> str:
    """The same as data: an object a row, ends with their rules and articles."""
    data = {
        "schema": 1,
        "jurisdiction": bounds.jurisdiction,
        "at": bounds.at.isoformat(),
        "rooms": [_data(row, bounds) for rows in bounds.items.values() for row in rows],
        "others": list(bounds.others),
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _data(row: Row, bounds: Bounds) -> dict[str, Any]:
    room = row.room
    return {
        "item": room.item,
        "selectors": list(row.selectors),
        "cell": dict(room.cell),
        "value": None if room.value is None else room.shown(room.value),
        "status": room.status or None,
        "low": _end(room.low, room, bounds),
        "high": _end(room.high, room, bounds),
        "without": [room.shown(value) for value in room.without],
        "empty": room.is_empty,
        "inside": None if room.value is None else room.fits,
        "never": list(room.never),
        "open": list(room.open),
    }


def _end(end: End | None, room: Room, bounds: Bounds) -> dict[str, Any] | None:
    if end is None:
        return None
    rules = [
        {"rule": name, "document": facts.document, "article": facts.article}
        for name, facts in ((name, bounds.report.rules[name]) for name in end.rules)
    ]
    return {"value": show(room.kind, end.value), "inside": end.inside, "rules": rules}
