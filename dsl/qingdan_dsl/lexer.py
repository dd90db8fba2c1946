"""Text to tokens: full-width marks, names, numbers with their units, table rows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import Final

from qingdan_dsl.words import FULL_WIDTH, MARKS, SPELLINGS, TERMINALS, UNIT_NAMES

MOST_DIGITS: Final = 200
"""No figure of a policy is that long; a longer one is refused before it is computed with."""

MOST_TOKENS: Final = 1_000_000
"""Words and marks of one text: a tenth of a gigabyte of them."""

_SPACE: Final = r"[^\S\n]*+"
_PART: Final = r"[^\W\d_]\w*(?:-+\w+)*"
_NAME: Final = rf"{_PART}(?:\.{_PART})*"
_FORMS: Final = "|".join(sorted((re.escape(form) for form in UNIT_NAMES if form != "%"), key=len, reverse=True))
_UNIT: Final = rf"(?:{_FORMS})(?=的|(?!\w|-\w|\.[^\W\d_]))"

# Every repetition that could meet its end in vain is possessive: no text takes more than linear time. But not that of a
# long text: Python before 3.11.5 loses its place in one with a look ahead, and there is only one way back through it.
_TOKEN: Final = re.compile(
    rf"""
    (?:[\s;\ufeff]++|\#[^\n]*+)*+
    (?:
      ({_NAME}|>=|<=|!=|\.\.|[{{}}()\[\]:,=<>≥≤≠+\-*×/÷]|`{_NAME}`)
    | ([0-9]{{4}}-[0-9]{{1,2}}-[0-9]{{1,2}}(?![0-9_]|-\w)
      |[0-9]{{4}}{_SPACE}年{_SPACE}[0-9]{{1,2}}{_SPACE}月{_SPACE}[0-9]{{1,2}}{_SPACE}日)
    | ([0-9]+(?:_[0-9]++)*+(?:\.[0-9]+)?)(?:{_SPACE}(%|{_UNIT})({_SPACE}的)?)?
    | (\"\"\"(?:[^"\\]++|\\.|"(?!""))*\"\"\"
      |(?!\"\"\")"(?:[^"\\\n]++|\\[^\n])*+"
      |“(?:[^”\\\n]++|\\[^\n])*+”)
    | (\|)
    | (\"\"\".*|"[^"“”\n]*+”|“[^“”"\n]*+"|”[^"“”\n]*+["“”]|["“”][^\n]*+)
    | (`[^`\n]*+`|.)
    | \Z)
    """,
    re.VERBOSE | re.DOTALL,
)
_WORD, _DAY, _NUMBER, _WITH_UNIT, _WITH_OF, _STRING, _PIPE, _UNCLOSED = range(1, 9)
_KINDS: Final = {_DAY: "DAY", _STRING: "STRING"}
_WORDS: Final = {**MARKS, **TERMINALS}
_SEPARATOR: Final = re.compile(r"\|(?:[^\S\n]*+:?-++:?[^\S\n]*+\|)+")
_WIDE: Final = tuple((chr(wide), chr(plain)) for wide, plain in FULL_WIDTH.items())
_READ_AS_UNIT: Final = re.compile(_UNIT)


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

    def add(self, kind: str, start: int, end: int) -> None:
        """One more token."""
        self.kinds.append(kind)
        self.starts.append(start)
        self.ends.append(end)

    def written(self, token: int) -> str:
        """What is written there."""
        return self.text[self.starts[token] : self.ends[token]]

    def readings(self, token: int) -> tuple[str, ...]:
        """The terminals that a token can be where it cannot be what it is at first sight.

        A word can be a level, a kind or the name of a field too; where it is which, the grammar says.
        """
        word = self.written(token)
        if not (word[:1].isalpha() or word[:1] == "`") or self.kinds[token] == "BAD":
            return ()
        return (*SPELLINGS.get(word, ()), "FIELD_NAME")

    def all_readings(self, token: int) -> tuple[str, ...]:
        """What a token is at first sight, and what else it can be."""
        return (self.kinds[token], *self.readings(token))

    def starts_line(self, token: int) -> bool:
        """Whether nothing but white space stands before a token on its line."""
        return token == 0 or "\n" in self.text[self.ends[token - 1] : self.starts[token]]


def tokenize(code: str) -> Tokens:
    """All tokens of a text.

    What is no token of the language becomes `BAD`, a text without its closing quotation mark `UNCLOSED`, a number
    longer than any `LONG_NUMBER`, and `TOO_MANY` stands where a text goes on that is longer than any that we read.
    """
    text = plain(code)
    tokens = Tokens(text=text, kinds=[], starts=[], ends=[])
    at = _scan(tokens, 0)
    if at < len(text):
        # behind a text over several lines that is never closed: read for the sake of the names that it declares
        _scan(tokens, at)
    tokens.add("$END", len(text), len(text))
    return tokens


def plain(code: str) -> str:
    """The text with full-width marks and digits in their ASCII form."""
    if not code.isascii():
        for wide, narrow in _WIDE:
            code = code.replace(wide, narrow)
    return code


def reads_as_unit(name: str) -> bool:
    """Whether a name, or its beginning, would be read as a unit directly after a number on the same line."""
    return bool(_READ_AS_UNIT.match(name))


def _scan(tokens: Tokens, at: int) -> int:  # noqa: C901, PLR0912  the one hot loop, flat on purpose
    """Adds the tokens from an offset on; gives the offset at which it stopped."""
    text, kinds, starts, ends = tokens.text, tokens.kinds, tokens.starts, tokens.ends
    words, others = _WORDS, _KINDS
    never = len(text) + 1
    row, row_end = 0, never  # the first token of the row that is open, and where its line ends
    for match in islice(_TOKEN.finditer(text, at), MOST_TOKENS):
        group = match.lastindex
        if group is None:
            break
        start, end = match.span(group)
        if start >= row_end:
            _close_row(tokens, row)
            row_end = never
        if group == _WORD:
            kind = words.get(match[_WORD], "NAME")
        elif group in others:
            kind = others[group]
        elif group <= _WITH_OF:
            start, digits_end = match.span(_NUMBER)
            kind = "QUANTITY" if group > _NUMBER else "NUMERAL"
            if digits_end - start > MOST_DIGITS:
                kind = "LONG_NUMBER"
            if group == _WITH_OF:
                tokens.add(kind, start, match.end(_WITH_UNIT))
                kind, start = "OF", end - 1
        elif group == _PIPE:
            kind = "CELL"
            if row_end == never:
                kind, row, row_end = "ROW", len(kinds), _line_end(text, start)
        elif group == _UNCLOSED:
            if match[group].startswith('"""'):
                end = _line_end(text, start)
                tokens.add("UNCLOSED", start, end)
                return end
            tokens.add("UNCLOSED", start, end)
            _add_marks(tokens, start + 1, end)
            continue
        elif kinds and kinds[-1] == "BAD" and ends[-1] == start:
            ends[-1] = end
            continue
        else:
            kind = "BAD"
        kinds.append(kind)
        starts.append(start)
        ends.append(end)
    else:
        tokens.add("TOO_MANY", ends[-1], ends[-1])
    if row_end != never:
        _close_row(tokens, row)
    return len(text)


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def _close_row(tokens: Tokens, first: int) -> None:
    """Ends the row that starts with a token; a row of dashes was only drawn for the eye."""
    if _SEPARATOR.fullmatch(tokens.text, tokens.starts[first], tokens.ends[-1]):
        del tokens.kinds[first:], tokens.starts[first:], tokens.ends[first:]
    else:
        tokens.add("ROW_END", tokens.ends[-1], tokens.ends[-1])


def _add_marks(tokens: Tokens, start: int, end: int) -> None:
    """Adds the braces that an unclosed text swallowed, and its last colon.

    Without them the rest of the file would seem wrong too.
    """
    tail = tokens.text[start:end]
    opened: list[int] = []
    closed: list[int] = []
    for match in re.finditer(r"[{}]", tail):
        if match[0] == "{":
            opened.append(match.start())
        elif opened:
            opened.pop()
        else:
            closed.append(match.start())
    if tail.rstrip().endswith(":"):
        opened.append(tail.rindex(":"))
    for at in sorted(opened + closed):
        tokens.add(MARKS[tail[at]], start + at, start + at + 1)
