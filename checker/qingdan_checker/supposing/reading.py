"""Suppositions as they are written on a command line: read in pieces, or refused with the place of the mistake."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from qingdan_dsl.lexer import tokenize

if TYPE_CHECKING:
    from qingdan_dsl.lexer import Tokens
    from qingdan_dsl.source import Fault, Source

LONGEST: Final = 10_000
"""Characters of one supposition."""


class SupposingError(ValueError):
    """What is wrong with a supposition: `why`, in which (from 0), from where to where in it, and what there is.

    `why` is `form` (no `=`), `empty`, `long`, `many`, `lines`, `brackets`, `more`, `jurisdiction` (not known),
    `choice` (nobody, or more than one, is meant; `names` are those), `shape` (no selector or value goes on like this),
    or `fault`: what the language itself says.
    """

    def __init__(  # noqa: PLR0913  facts of one mistake
        self,
        why: str,
        which: int,
        start: int = 0,
        end: int = 0,
        *,
        names: tuple[str, ...] = (),
        fault: Fault | None = None,
        source: Source | None = None,
    ) -> None:
        super().__init__(why, which, start, end)
        self.why = why
        self.which = which
        self.start = start
        self.end = end
        self.names = names
        self.fault = fault
        self.source = source


@dataclass(frozen=True, slots=True, kw_only=True)
class Slice:
    """A piece of a supposition: its text, and where it starts."""

    text: str
    start: int

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Supposition:
    """`[JURISDICTION:] ITEM [ "[" SELECTOR "]" ] = VALUE`, in pieces; a piece that is not there is empty."""

    which: int
    place: Slice
    item: Slice
    selector: Slice
    value: Slice
    is_unknown: bool


def read(written: str, which: int = 0) -> Supposition:
    """The pieces of a supposition, full-width marks and Chinese words as in any text. Raises SupposingError."""
    if len(written) > LONGEST:
        raise SupposingError("long", which)
    if any(char in written for char in "\n\r\x0b\x0c\x85\u2028\u2029"):
        raise SupposingError("lines", which)
    tokens = tokenize(written)
    kinds = tokens.kinds
    at = 2 if kinds[1:2] == ["COLON"] else 0
    place = _slice(tokens, written, 0, 1) if at else Slice(text="", start=0)
    if kinds[at] == "$END":
        raise SupposingError("empty", which)
    item = _slice(tokens, written, at, at + 1)
    selector, at = _selector(tokens, written, at + 1, which)
    if kinds[at] != "EQUAL":
        raise SupposingError("form", which, tokens.starts[at], tokens.ends[at])
    value = _value(tokens, written, at + 1, which)
    unknown = kinds[at + 1 :] == ["UNKNOWN", "$END"]
    return Supposition(which=which, place=place, item=item, selector=selector, value=value, is_unknown=unknown)


def _slice(tokens: Tokens, written: str, first: int, after: int) -> Slice:
    """What is written from one token to before another."""
    start, end = tokens.starts[first], tokens.ends[after - 1]
    return Slice(text=written[start:end], start=start)


def _selector(tokens: Tokens, written: str, at: int, which: int) -> tuple[Slice, int]:
    """What stands between the brackets, if there are any, and the token behind them."""
    if tokens.kinds[at] != "LBRACKET":
        return Slice(text="", start=tokens.starts[at]), at
    close = next((other for other in range(at, len(tokens.kinds)) if tokens.kinds[other] == "RBRACKET"), None)
    if close is None or close == at + 1:
        raise SupposingError("brackets", which, tokens.starts[at], tokens.ends[at if close is None else close])
    return _slice(tokens, written, at + 1, close), close + 1


def _value(tokens: Tokens, written: str, at: int, which: int) -> Slice:
    """All behind the `=`: one expression, and nothing that would end it and go on."""
    last = len(tokens.kinds) - 1
    if at >= last:
        raise SupposingError("form", which, len(written), len(written))
    found = _slice(tokens, written, at, last)
    if written[found.end :].strip(" \t\u3000;"):  # a comment
        raise SupposingError("more", which, found.end, len(written))
    for token in range(at, last):
        if tokens.kinds[token] in {"LBRACE", "RBRACE", "COLON", "ROW", "CELL"}:
            raise SupposingError("more", which, tokens.starts[token], tokens.ends[token])
    return found
