"""The language's tokens in colour: lexers for Pygments, made from the table of words (extra `docs`).

Pygments finds them by their entry points; nothing else imports this module. They read a text with the language's own
lexer, so they take linear time on any text, and every character comes back as it was.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from pygments.lexer import Lexer
from pygments.token import Comment, Error, Generic, Keyword, Literal, Name, Number, Operator, Punctuation, String, Text

from qingdan_dsl.lexer import tokenize
from qingdan_dsl.literate import blank_prose
from qingdan_dsl.words import KEYWORDS, MARKS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pygments.token import _TokenType

    from qingdan_dsl.lexer import Tokens

Piece = tuple[int, "_TokenType", str]
"""An offset, what stands there, and its text."""

DECLARING: Final = frozenset(
    {"DIMENSION", "GROUP", "ITEM", "STATISTIC", "DEFINE", "CATALOGUE", "JURISDICTION", "DOCUMENT", "ARTICLE"}
    | {"RULE", "CASE"}
)
"""Terminals that begin what has a name or a number of its own."""

JOINING: Final = frozenset(
    {"AND", "OR", "NOT", "IMPLIES", "IF", "THEN", "ELSE", "OF", "OVER", "PREVIOUS", "NEXT", "BEYOND", "MISSING"}
)
"""Terminals that join parts of an expression."""

CONSTANT: Final = frozenset({"YES", "NO", "UNKNOWN", "MUST", "IN_PRINCIPLE", "ENCOURAGED"})
"""Terminals that are a value or a force."""

_LEVEL_AFTER: Final = frozenset({"LEVEL", "AT", "TO"})
_KIND_AFTER: Final = frozenset({"VALUE", "COLON"})
_NAME_AFTER: Final = frozenset({"KEY", "FIELD", "WHERE"})
_HOLDING: Final = frozenset({"LBRACE", "RBRACE", "LPAR", "RPAR", "LBRACKET", "RBRACKET", "COLON", "COMMA"})
"""Marks that hold things together; all others compare or compute."""

_OWN: Final = {
    "NAME": Name,
    "FUNCTION": Name.Builtin,
    "KIND": Keyword.Type,
    "STRING": String,
    "NUMERAL": Number,
    "LONG_NUMBER": Error,
    "DAY": Literal.Date,
    "ROW": Punctuation,
    "CELL": Punctuation,
    "BAD": Error,
    "UNCLOSED": Error,
}


def _types() -> dict[str, _TokenType]:
    """Every terminal to what it is for the eye."""
    found: dict[str, _TokenType] = dict.fromkeys(MARKS.values(), Operator) | dict.fromkeys(_HOLDING, Punctuation)
    for word in KEYWORDS:
        found |= dict.fromkeys((word.terminal, word.chinese_terminal), Keyword)
    found |= dict.fromkeys(DECLARING, Keyword.Declaration)
    found |= dict.fromkeys(JOINING, Operator.Word) | dict.fromkeys(("SUM", "COUNT"), Name.Builtin)
    return found | dict.fromkeys(CONSTANT, Keyword.Constant) | _OWN


TYPES: Final = _types()
_QUANTITY: Final = re.compile(r"([0-9_.]+)\s*(.+)")
_GAP: Final = re.compile(r"(\s+)|(#[^\n]*)|([;|:\-]+)|(.[^\s#]*)", re.DOTALL)
_GAP_TYPES: Final = (Text.Whitespace, Comment.Single, Punctuation, Text)
_PROSE: Final = re.compile(r"(^[ >]*#{1,6} [^\n]*)|(^[ >]*(?:`{3,}|~{3,})[^\n]*)|([^\n]*\n?)", re.MULTILINE)
_PROSE_TYPES: Final = (Generic.Heading, String.Backtick, Text)


class QingdanLexer(Lexer):
    """Policies: `*.qd`."""

    name = "qingdan"
    aliases = ("qingdan", "qd")
    filenames = ("*.qd",)
    mimetypes = ("text/x-qingdan",)

    def get_tokens_unprocessed(self, text: str, *_: Any) -> Iterator[Piece]:  # noqa: ANN401  Pygments' own
        """All pieces of a text, in its order and without a gap."""
        return pieces(text)


class LiterateLexer(Lexer):
    """Documents in Markdown whose fences marked `qingdan` are source: `*.qd.md`."""

    name = "qingdan-literate"
    aliases = ("qingdan-literate", "qd.md")
    filenames = ("*.qd.md",)
    priority = 0.9  # `*.md` is Markdown's, which knows less of it

    def get_tokens_unprocessed(self, text: str, *_: Any) -> Iterator[Piece]:  # noqa: ANN401  Pygments' own
        """All pieces of a text: those of its source, and its prose as it is."""
        for start, sort, piece in pieces(blank_prose(text)):
            if sort is Text.Whitespace:
                yield from _sorted(_PROSE, _PROSE_TYPES, text, (start, start + len(piece)))
            else:
                yield start, sort, piece


def pieces(text: str) -> Iterator[Piece]:
    """A text in pieces, each with what it is for the eye; together they are the text."""
    at = 0
    for start, end, sort in _parts(tokenize(text)):
        if start >= at:  # the braces that an unclosed text swallowed lie inside it
            yield from _sorted(_GAP, _GAP_TYPES, text, (at, start))
            yield start, sort, text[start:end]
            at = end
    yield from _sorted(_GAP, _GAP_TYPES, text, (at, len(text)))


def _sorted(pattern: re.Pattern[str], types: Iterable[_TokenType], text: str, span: tuple[int, int]) -> Iterator[Piece]:
    """What lies between two tokens, by the groups of a pattern that passes nothing over."""
    kinds = tuple(types)
    for match in pattern.finditer(text, *span):
        if match[0] and match.lastindex:
            yield match.start(), kinds[match.lastindex - 1], match[0]


def _parts(tokens: Tokens) -> Iterator[tuple[int, int, _TokenType]]:
    """The span of each token, and what it is; a quantity is its digits and its unit."""
    before = ""
    for token, (kind, start, end) in enumerate(zip(tokens.kinds, tokens.starts, tokens.ends, strict=True)):
        if kind == "QUANTITY":
            quantity = _QUANTITY.fullmatch(tokens.text, start, end)
            if quantity:
                yield *quantity.span(1), Number
                yield *quantity.span(2), Keyword.Type
        elif end > start:
            yield start, end, _sort(tokens, token, before)
        before = kind if end > start else before


def _sort(tokens: Tokens, token: int, before: str) -> _TokenType:
    """What a token is, where it stands: levels, kinds and names of fields are words that can be names too."""
    kind = tokens.kinds[token]
    if kind == "STRING":
        return String.Symbol if before == "NAME" else String
    if kind == "NAME" and before in DECLARING:
        return Name.Class
    if before in _LEVEL_AFTER | _KIND_AFTER | _NAME_AFTER:
        read = tokens.readings(token)
        if before in _NAME_AFTER and "FIELD_NAME" in read:
            return Name.Attribute
        if before in _LEVEL_AFTER and "RANK" in read:
            return Name.Constant
        if before in _KIND_AFTER and "KIND" in read and (before == "VALUE" or _ends_measure(tokens, token)):
            return Keyword.Type
    return TYPES[kind]


def _ends_measure(tokens: Tokens, token: int) -> bool:
    """Whether a word behind a colon is the unit of a measure: `dimension age "年龄": years`."""
    first = max(token - 4, 0)
    return "DIMENSION" in tokens.kinds[first:token]
