"""Text to tokens: full-width marks, names, numbers with their units, table rows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from qingdan_dsl.words import FULL_WIDTH, MARKS, TERMINALS, UNIT_NAMES

_UNIT = "|".join(sorted((re.escape(form) for form in UNIT_NAMES if form != "%"), key=len, reverse=True))
_NAME = r"[^\W\d_](?:[\w-]*\w)?(?:\.[^\W\d_](?:[\w-]*\w)?)*"

_TOKEN: Final = re.compile(
    rf"""
    (?P<word>{_NAME})
  | (?P<day>[0-9]{{4}}-[0-9]{{1,2}}-[0-9]{{1,2}}(?![\w-])
      | [0-9]{{4}}[ \t\u3000]*年[ \t\u3000]*[0-9]{{1,2}}[ \t\u3000]*月[ \t\u3000]*[0-9]{{1,2}}[ \t\u3000]*日)
  | (?P<number>[0-9][0-9_]*(?:\.[0-9]+)?)
      (?P<unit>[ \t\u3000]*(?:%|(?:{_UNIT})(?=的|(?!\w|-\w|\.[^\W\d_])))(?P<of>\s*的)?)?
  | (?P<string>\"\"\"(?:[^\\]|\\.)*?\"\"\" | "(?:[^"\\\n]|\\.)*" | “(?:[^”\\\n]|\\.)*”)
  | (?P<rule>\|(?:[ \t\u3000]*:?-+:?[ \t\u3000]*\|)+(?=[ \t\u3000]*(?:\#|$)))
  | (?P<mark>>=|<=|!=|\.\.|[{{}}()\[\]:,=<>≥≤≠+\-*×/÷])
  | (?P<pipe>\|)
  | (?P<quoted>`[^`\n]*`)
  | (?P<skip>(?:[\s;\ufeff]|\#[^\n]*)+)
  | (?P<bad>.)
    """,
    re.VERBOSE | re.MULTILINE | re.DOTALL,
)
_QUOTED_NAME: Final = re.compile(rf"`{_NAME}`")

TOO_MANY_DIGITS: Final = 200
"""No figure of a policy is that long; a longer one is refused before it is computed with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """The tokens of a text in three parallel lists, which a loop reads fastest. The last token is `$END`.

    `text` is the source text with full-width marks and digits in their ASCII form: the same length, so offsets
    hold in both. Strings are to be read from the source text itself.
    """

    text: str
    kinds: list[str]
    starts: list[int]
    ends: list[int]


def tokenize(code: str) -> Tokens:
    """All tokens of a text. What is no token of the language becomes a token `BAD` of one character."""
    text = code.translate(FULL_WIDTH)
    kinds: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    row_open = False  # a row starts and ends on its line

    def add(kind: str, start: int, end: int) -> None:
        kinds.append(kind)
        starts.append(start)
        ends.append(end)

    for match in _TOKEN.finditer(text):
        group = match.lastgroup
        start, end = match.span()
        if group == "skip":
            if row_open and "\n" in match.group():
                add("ROW_END", start, start)
                row_open = False
        elif group == "word":
            add(TERMINALS.get(match.group(), "NAME"), start, end)
        elif group == "mark":
            add(MARKS[match.group()], start, end)
        elif group == "number":
            add("NUMERAL", start, end)
        elif group == "unit":
            add("QUANTITY", start, end)
        elif group == "of":
            at = match.end() - 1
            add("QUANTITY", start, match.start("of"))
            add("OF", at, end)
        elif group == "string":
            add("STRING", start, end)
        elif group == "day":
            add("DAY", start, end)
        elif group == "pipe":
            add("CELL" if row_open else "ROW", start, end)
            row_open = True
        elif group == "quoted":
            add("NAME" if _QUOTED_NAME.fullmatch(text, start, end) else "BAD", start, end)
        elif group == "bad" or row_open:
            add("BAD", start, end)
    if row_open:
        add("ROW_END", len(text), len(text))
    add("$END", len(text), len(text))
    return Tokens(text=text, kinds=kinds, starts=starts, ends=ends)
