"""What tokens say, and the faults that only a finished shape shows: the ground that all shapes stand on."""

# ruff: noqa: D102  a method builds the shape of its name: the grammar is its documentation

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, NoReturn

from qingdan_dsl.source import MOST_FAULTS, Fault, Source, Span
from qingdan_dsl.syntax import expressions as e
from qingdan_dsl.syntax import statements as s
from qingdan_dsl.words import UNIT_NAMES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from qingdan_dsl.lexer import Tokens

DEEPEST: Final = 100
"""Nodes within nodes: deeper than any article goes, and shallow enough for every later phase to recurse."""

YEAR_DIGITS: Final = 4

_ESCAPES: Final = {"n": "\n", '"': '"', "\\": "\\", "”": "”", "“": "“"}
_NUMBER: Final = re.compile(r"[0-9_]+(?:\.[0-9]+)?")

Children = list[Any]
"""Nodes, clauses and the numbers of kept tokens: what the shapes below a shape have become."""

Clause = tuple[str, Any, int, int]
"""What it says, its value, and its place."""


class TooDeepError(Exception):
    """A node that would nest deeper than `DEEPEST`: the run that builds it says so, and goes on at an offset."""

    def __init__(self, span: Span, go_on: int) -> None:
        super().__init__(span)
        self.span = span
        self.go_on = go_on


class Reading:
    """Reads tokens; gathers faults. The methods that build shapes are in its heirs."""

    def __init__(self, source: Source, tokens: Tokens) -> None:
        self._source = source
        self._tokens = tokens
        self._full = tokens.text
        self.faults: list[Fault] = []
        self.broken = False

    def _text(self, token: int) -> str:
        return self._tokens.written(token)

    def _kind(self, token: int) -> str:
        return self._tokens.kinds[token]

    def _span(self, token: int) -> Span:
        return Span(self._tokens.starts[token], self._tokens.ends[token])

    def _quoted(self, token: int) -> str:
        """A text without its quotation marks, its escapes resolved."""
        start, end = self._span(token)
        raw = self._source.code[start:end]
        inner = raw[3:-3] if raw.startswith('"""') else raw[1:-1]
        if "\\" not in inner or raw[-1] not in '"”':
            return inner
        return re.sub(r"\\(.)", lambda match: self._escape(match, end - len(inner)), inner, flags=re.DOTALL)

    def _escape(self, match: re.Match[str], start: int) -> str:
        known = _ESCAPES.get(match[1])
        if known is None:
            at = start + match.start() - 1
            self._fault("syntax", "unknown-escape", Span(at, at + 2), written=match[0])
            return match[0]
        return known

    def _fault(self, code: str, reason: str, span: Span, related: tuple[Span, ...] = (), **facts: str) -> None:
        self.broken = self.broken or code == "syntax"
        if len(self.faults) <= MOST_FAULTS:
            path = self._source.path
            places = tuple((path, place) for place in related)
            said = tuple(facts.items())
            self.faults.append(Fault(code=code, reason=reason, path=path, span=span, facts=said, related=places))

    def _clauses(self, clauses: Iterable[Clause]) -> dict[str, Any]:
        """The clauses by what they say; the first of a doubled one counts."""
        found: dict[str, Any] = {}
        places: dict[str, Span] = {}
        for what, value, start, end in clauses:
            if what in found:
                self._fault("duplicate", "clause", Span(start, end), (places[what],), clause=what)
            else:
                found[what] = value
                places[what] = Span(start, end)
        return found

    # ---- the leaves

    def name(self, _c: Children, start: int, end: int) -> e.Name:
        text = self._full[start:end]
        return e.Name(text=text[1:-1] if text[:1] == "`" else text, start=start, end=end)

    def string(self, c: Children, start: int, end: int) -> e.Text:
        return e.Text(text=self._quoted(c[0]), start=start, end=end)

    def day(self, _c: Children, start: int, end: int) -> e.Day:
        year, month, day = _day(self._full[start:end])
        return e.Day(year=year, month=month, day=day, start=start, end=end)

    def literal(self, _c: Children, start: int, end: int) -> e.Literal:
        digits, unit = _literal(self._full[start:end])
        return e.Literal(digits=digits, unit=unit, start=start, end=end)

    def year(self, _c: Children, start: int, end: int) -> Clause:
        written = self._full[start:end]
        digits, unit = _literal(written)
        if unit not in {"", "years"} or len(digits) != YEAR_DIGITS or not digits.isdigit():
            self._fault("syntax", "no-year", Span(start, end), written=written)
            digits = "0"
        return ("year", int(digits), start, end)

    def label(self, c: Children, start: int, end: int) -> s.Label:
        if len(c) == 1:
            return s.Label(text=self._quoted(c[0]), start=start, end=end)
        language = self._text(c[1])
        if language not in {"en", ""}:  # empty where we had to put a name there ourselves
            self._fault("syntax", "label-language", self._span(c[1]), written=language)
        return s.Label(text=self._quoted(c[0]), english=self._quoted(c[2]), start=start, end=end)

    def _field_name(self, token: int) -> e.Name:
        return self.name([token], *self._span(token))


def labelled(c: Children) -> tuple[s.Label | None, Children]:
    """The label behind a name, and the children behind both."""
    if len(c) > 1 and type(c[1]) is s.Label:
        return c[1], c[2:]
    return None, c[1:]


def clauses_in(c: Children) -> list[Any]:
    """The clauses among the children."""
    return [child for child in c if type(child) is tuple]


def depth_over(below: Sequence[object], start: int, end: int) -> int:
    """The depth of a node over others. Raises TooDeepError where no text goes."""
    deepest = 0
    for node in below:
        if isinstance(node, e.Nested) and node.depth > deepest:
            deepest = node.depth
    if deepest >= DEEPEST:
        _refuse(start, end)
    return deepest + 1


def _refuse(start: int, end: int) -> NoReturn:
    raise TooDeepError(Span(start, end), end)


# The same figures and dates stand in a text again and again.


@lru_cache(maxsize=4096)
def _literal(written: str) -> tuple[str, str]:
    """A decimal in one form (no separators, no needless zeros), and the name of its unit."""
    match = _NUMBER.match(written)
    number = match[0] if match else ""
    whole, _, part = number.replace("_", "").partition(".")
    whole, part = whole.lstrip("0") or "0", part.rstrip("0")
    unit = written[len(number) :].strip()
    return (f"{whole}.{part}" if part else whole), UNIT_NAMES.get(unit, "")


@lru_cache(maxsize=4096)
def _day(written: str) -> tuple[int, int, int]:
    year, month, day = (int(part) for part in re.findall(r"[0-9]+", written))
    return year, month, day
