"""CSV: the text of a file, and its rows by Python's csv module (RFC 4180)."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Final, NamedTuple

from qingdan_dsl.source import Fault, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qingdan_dsl.source import Source

MOST_ROWS: Final = 200_000
"""More rows than any catalogue has; a gate must end."""

_GUESSES: Final = ("utf-16", "gb18030")
"""What a text that is not UTF-8 is tried as, to say so in the message."""


class Row(NamedTuple):
    """A row as it stands: the offset at which it starts, and its cells, untrimmed."""

    start: int
    cells: list[str]


_ERRORS: Final = {"expected after": "sheet-after-quote", "line too long": "sheet-line"}
"""What the csv module says, and the lines that it is given, to the sentence that we say."""

_GOES_ON: Final = frozenset({"sheet-after-quote"})
"""Where the end of a broken row is known, so that the next one can be read."""

MOST_LINE: Final = 1024 * 1024
"""No line of a catalogue is longer."""

csv.field_size_limit(2**31 - 1)  # a file has a limit, so a cell needs none: a quote left open is told as what it is

FILE_START: Final = Span(0, 0)


def unreadable(path: str, reason: str, span: Span = FILE_START, **facts: str) -> Fault:
    """A fault of a file with entries."""
    return Fault(code="value", reason=reason, path=path, span=span, facts=tuple(sorted(facts.items())))


def decoded(path: str, data: bytes) -> tuple[str, tuple[Fault, ...]]:
    """The text with line feeds only, or what keeps it from being read, at its first line."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return "", (unreadable(path, "sheet-encoding", guess=_guess(data)),)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        return text, (unreadable(path, "sheet-empty"),)
    return text, ()


def _guess(data: bytes) -> str:
    marked = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    for name in _GUESSES:
        if marked == (name == "utf-16"):
            try:
                data.decode(name)
            except UnicodeDecodeError:
                continue
            return name
    return ""


def rows_of(source: Source) -> Iterator[Row | Fault]:
    """The rows that are not blank. One that cannot be read is a fault; it is the last where its end is not known."""
    starts: list[int] = []
    number = 0
    reader = csv.reader(_lines(source.text, starts), strict=True, skipinitialspace=True)
    while True:
        line = reader.line_num
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            fault = _broken(source, starts[line], str(error))
            yield fault
            if fault.reason in _GOES_ON:
                continue
            return
        start = starts[line]
        if len(cells) < 2 and not (cells and cells[0].strip()) and source.text[start] != '"':  # noqa: PLR2004
            continue
        number += 1
        if number > MOST_ROWS + 1:  # the heading is none of them
            yield unreadable(source.path, "sheet-rows", Span(start, start), most=f"{MOST_ROWS:,}")
            return
        yield Row(start, cells)


def _lines(text: str, starts: list[int]) -> Iterator[str]:
    """The lines of a text, and where each starts. Raises `csv.Error` where one is too long."""
    at = 0
    while at < len(text):
        end = text.find("\n", at) + 1 or len(text)
        starts.append(at)
        if end - at > MOST_LINE:
            raise csv.Error("line too long")
        yield text[at:end]
        at = end


def _broken(source: Source, start: int, error: str) -> Fault:
    reason = next((reason for part, reason in _ERRORS.items() if part in error), "sheet-quote")
    end = source.text.find("\n", start)
    return unreadable(source.path, reason, Span(start, len(source.text) if end < 0 else end))
