"""Where text came from, and what can be wrong with it."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, NamedTuple

MOST_BYTES: Final = 16 * 1024 * 1024
"""A larger file is not read: no policy text is that long, and a gate must end."""

MOST_LINES: Final = 100_000
"""A literate file with more lines is not read: its Markdown takes a thousand times the memory of its text."""

MOST_FAULTS: Final = 50
"""More mistakes in one file than anybody reads at once."""


class Span(NamedTuple):
    """A stretch of a text: offsets in code points, the end not included."""

    start: int
    end: int


class Position(NamedTuple):
    """A place as people count it: line and column from 1, columns in code points."""

    line: int
    column: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Something wrong with a source text, as facts; the sentence is made where it is said.

    `code` is the finding code, `reason` names the sentence, `facts` are its words. `related` are other places
    that the sentence speaks of (a first declaration), as path and span.
    """

    code: str
    reason: str
    path: str
    span: Span
    facts: tuple[tuple[str, str], ...] = ()
    related: tuple[tuple[str, Span], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Source:
    """One text of the language, with the path it is reported under.

    `text` has line feeds only and no byte-order mark. In a literate file it is the whole document; `code` is
    the same text with all prose blanked, so that every place in it is the place in the file.
    """

    path: str
    text: str
    code: str
    digest: str = field(default="", compare=False)

    @cached_property
    def line_starts(self) -> tuple[int, ...]:
        """The offset at which each line starts."""
        starts = [0]
        at = self.text.find("\n")
        while at >= 0:
            starts.append(at + 1)
            at = self.text.find("\n", at + 1)
        return tuple(starts)

    def position(self, offset: int) -> Position:
        """The line and column of an offset."""
        line = bisect_right(self.line_starts, offset)
        return Position(line, offset - self.line_starts[line - 1] + 1)

    def line(self, number: int) -> str:
        """The text of a line, without its end."""
        start = self.line_starts[number - 1]
        end = self.text.find("\n", start)
        return self.text[start:] if end < 0 else self.text[start:end]


def read(path: str, data: bytes) -> Source | Fault:
    """The source text of a file's bytes, or the fault that keeps it from being read.

    Accepts a byte-order mark and the usual line ends (LF, CRLF, CR). A path that ends in `.md` is literate.
    """
    if len(data) > MOST_BYTES:
        return _refused(path, "too-large", bytes=len(data))
    lines = data.count(b"\n") + data.count(b"\r") - data.count(b"\r\n")
    if lines > MOST_LINES and path.endswith(".md"):
        return _refused(path, "too-many-lines", lines=lines, most=MOST_LINES)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return _undecodable(path, data, error.start)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return Source(path=path, text=text, code=_code(path, text), digest=hashlib.sha256(data).hexdigest())


def _code(path: str, text: str) -> str:
    if not path.endswith(".md"):
        return text
    from qingdan_dsl.literate import blank_prose  # noqa: PLC0415  only literate files need a Markdown parser

    return blank_prose(text)


def _undecodable(path: str, data: bytes, at: int) -> Fault:
    """Not UTF-8: the line of the first byte that cannot be read is the best place we have."""
    line = data[:at].replace(b"\r\n", b"\n").replace(b"\r", b"\n").count(b"\n") + 1
    return _refused(path, "not-utf-8", line=line, byte=f"0x{data[at]:02x}")


def _refused(path: str, reason: str, **facts: object) -> Fault:
    told = tuple((key, str(value)) for key, value in facts.items())
    return Fault(code="syntax", reason=reason, path=path, span=Span(0, 0), facts=told)
