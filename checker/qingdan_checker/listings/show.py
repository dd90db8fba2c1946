"""The table in effect, its columns under one another in Chinese too, and the trace of a single cell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from qingdan_checker.layout.columns import aligned, visible
from qingdan_checker.messages.gaps import STATES
from qingdan_checker.messages.language import Sentence
from qingdan_checker.messages.made import made

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qingdan_checker.findings import Step
    from qingdan_checker.messages.book import Book
    from qingdan_checker.shown import Listing, Row, Shown, Table

PROBLEMS: Final = {
    "jurisdiction": Sentence("no jurisdiction is called `{name}`", "没有名为“{name}”的地区"),
    "item": Sentence("no item or catalogue is called `{name}`", "没有名为“{name}”的事项或目录"),
    "selector": Sentence("`{name}` does not select among this item's dimensions", "“{name}”不是该事项维度的选择"),
}


def problem(shown: Shown, book: Book) -> str:
    """Why there is nothing to show."""
    kind, name = shown.problem or ("", "")
    return visible(PROBLEMS[kind].say(book.language, {"name": name}))


def render(shown: Shown, book: Book) -> str:
    """All tables, those of items that nobody has decided in one line at the end."""
    if shown.listing:
        return "\n".join(map(visible, [_title(shown, book), "", *_listing(shown.listing, book)])) + "\n"
    tables = [table for table in shown.tables if len(shown.tables) == 1 or any(map(_is_decided, table.rows))]
    lines = [visible(_title(shown, book))]
    for table in tables:
        lines += ["", *map(visible, _table(table, book))]
    empty = [book.name(table.item) for table in shown.tables if table not in tables]
    if empty:
        lines += ["", visible(book.pick("no value: ", "没有取值：") + book.several(empty))]
    return "\n".join(lines) + "\n"


def _listing(listing: Listing, book: Book) -> Iterator[str]:
    yield _called(listing.catalogue, book)
    if not listing.entries:
        yield f"  {book.pick('no entries', '没有条目')}"
        return
    heads = (*map(book.name, listing.columns), book.pick("from", "依据"))
    rows = [
        (one.key, *(_field(field, book) for field in one.fields), _source(one.steps, book)) for one in listing.entries
    ]
    yield from (f"  {line}" for line in aligned([heads, *rows]))
    yield f"  {book.pick(f'{len(rows):,} entries', f'共 {len(rows):,} 项')}"


def _field(field: str | None, book: Book) -> str:
    return book.pick("disputed", "规定不一") if field is None else field


def _title(shown: Shown, book: Book) -> str:
    place = book.name(shown.jurisdiction)
    what = "目录" if shown.listing else "待遇"
    return book.pick(f"{place}, in effect on {shown.at}", f"{place}，{shown.at} 生效的{what}")


def _is_decided(row: Row) -> bool:
    return row.value is not None or row.status != "unset"


def _table(table: Table, book: Book) -> Iterator[str]:
    yield _called(table.item, book)
    heads = (*map(book.name, table.dimensions), book.pick("value", "取值"), book.pick("from", "依据"))
    rows = [heads, *(_row(row, table, book) for row in table.rows)]
    right = frozenset({len(table.dimensions)})
    yield from (f"  {line}" for line in aligned(rows, right=right))
    if len(table.rows) == 1 and table.rows[0].steps:
        steps = table.rows[0].steps
        yield ""
        yield f"  {book.pick('made', '来历')}  {made(steps, book)}"


def _called(item: str, book: Book) -> str:
    term = book.report.terms.get(item)
    other = (term.english or term.label) if term else ""
    said = book.name(item)
    if book.language == "zh":
        return f"{said}（{item}）" if said != item else said
    return f"{said} ({other})" if other and other != said else said


def _row(row: Row, table: Table, book: Book) -> tuple[str, ...]:
    parts = dict(row.cell)
    cells = (book.cell(((axis, parts[axis]),)) if axis in parts else "" for axis in table.dimensions)
    return (*cells, _value(row, book), _source(row.steps, book))


def _value(row: Row, book: Book) -> str:
    if row.value is not None:
        return book.phrase(row.value)
    state = STATES.get(row.status)
    return state.say(book.language) if state else row.status


def _source(steps: Sequence[Step], book: Book) -> str:
    """The provisions that made a value, each cited once."""
    return book.citations((step.document, step.article) for step in steps)
