"""Slips with braces, articles, colons, the words between, and the rows of tables."""

from __future__ import annotations

from functools import cache, partial
from typing import TYPE_CHECKING, Final

from qingdan_dsl.lexer import MOST_TOKENS
from qingdan_dsl.mistakes.mistake import DECLARATIONS, STARTS, STATEMENTS, Guess, Mistake, Repair
from qingdan_dsl.mistakes.wanted import word_of

if TYPE_CHECKING:
    from qingdan_dsl.source import Source

_NARROWS: Final = ("FOR", "WHEN", "FROM", "UNTIL")
_BETWEEN: Final = ("BY", "TO", "FROM", "BEFORE", "OVER", "COMMA", "RPAR", "RBRACKET", "THEN", "ELSE", "EQUAL", "LPAR")
_MOST_BRACES: Final = 20
_VALUES: Final = frozenset({"NUMERAL", "QUANTITY", "UNKNOWN", "NAME", "PLUS", "MINUS", "FUNCTION", "IF"})


def outside_article(m: Mistake) -> Guess | None:
    """A statement in no article, or an article in no document."""
    kind = m.kind()
    if kind in STATEMENTS and m.fits("ARTICLE", "STRING", "LBRACE"):
        repair = Repair(insert=("ARTICLE", "STRING", "LBRACE"), owes=("end-of-file", "missing-close-brace"))
        return Guess("missing-article", repair=repair)
    around: tuple[str, ...] = ("DOCUMENT", "NAME", "LBRACE")
    if kind == "ARTICLE" and m.fits(*around):
        return Guess("missing-document", repair=Repair(insert=around, owes=("end-of-file",)))
    around += ("ARTICLE", "STRING", "LBRACE")
    if kind in STATEMENTS and m.fits(*around):
        owes = ("end-of-file", "missing-close-brace", "missing-close-brace")
        return Guess("missing-document", repair=Repair(insert=around, owes=owes))
    return None


def missing_close(m: Mistake) -> Guess | None:
    """Something new starts where a block is still open."""
    if m.kind() not in STARTS:
        return None
    ahead = 1 if m.starts_line() and m.kind() not in DECLARATIONS else 2
    for count in range(1, _MOST_BRACES):
        braces = ("RBRACE",) * count
        if m.fits(*braces, ahead=ahead):
            repair = Repair(insert=braces, owes=("extra-close-brace",) * count)
            return Guess("missing-close-brace", {"line": m.open_line()}, repair=repair)
        if not m.fits(*braces, ahead=0):
            return None
    return None


def extra_close(m: Mistake) -> Guess | None:
    """`}` where nothing is open."""
    if m.kind() == "RBRACE" and not m.open_line():
        return Guess("extra-close-brace", repair=Repair(skip=1))
    return None


def missing_open(m: Mistake) -> Guess | None:
    """What stands in a block, without its `{`."""
    if m.kind() in {"$END", "LBRACE"} or not m.fits("LBRACE", ahead=2):
        return None
    ahead = 1
    while m.kind(ahead) not in {"RBRACE", "$END"} and not m.starts_line(ahead):
        ahead += 1
    both_missing = not m.starts_line() and (m.kind(ahead) != "RBRACE" or m.starts_line(ahead))
    owes = ("missing-close-brace", "end-of-file") if both_missing else ()
    return Guess("missing-open-brace", repair=Repair(insert=("LBRACE",), owes=owes))


def missing_colon(m: Mistake) -> Guess | None:
    """A value directly behind what it is the value of."""
    if m.kind() == "EQUAL" and m.fits("COLON", skip=1):
        return Guess("equals-for-colon", repair=Repair(read_as="COLON"))
    if m.kind() in _VALUES and m.fits("COLON", ahead=2):
        return Guess("missing-colon", repair=Repair(insert=("COLON",)))
    return None


def missing_word(m: Mistake) -> Guess | None:
    """A mark or a word that holds two others together."""
    if m.kind() in {"$END", "ROW_END"} or m.kind() in STARTS:
        return None
    for kind in _BETWEEN:
        doubtful = (kind == "COMMA" and "OR" in m.expected) or (kind == "EQUAL" and len(m.expected) > 1)
        if kind in m.expected and not doubtful and m.fits(kind, ahead=2):
            english, chinese = word_of(kind)
            facts = {"missing": english, "missing_zh": chinese}
            return Guess("missing-word", facts, repair=Repair(insert=(kind,)))
    return None


def clause_order(m: Mistake) -> Guess | None:
    """`when` before `for`, `until` before `from`."""
    if m.kind() not in _NARROWS or not {"COLON", "LBRACE", "BECAUSE", "UNTIL"} & m.expected:
        return None
    later = _NARROWS[_NARROWS.index(m.kind()) + 1 :]
    return Guess("clause-order") if any(m.kind(-back) in (*later, "BECAUSE") for back in range(1, 8)) else None


def row(m: Mistake) -> Guess | None:
    """A table row that does not end with its line, or stands in no table."""
    if m.kind() == "ROW_END":
        return Guess("row-end")
    if m.kind() == "ROW":
        return Guess("row-outside-table")
    if "ROW_END" in m.expected and m.kind(-1) == "CELL":
        return Guess("behind-row")
    return None


def end(m: Mistake) -> Guess | None:
    """The text stops before what it has begun is complete."""
    if m.kind() == "TOO_MANY":
        return Guess("too-many-words", {"most": f"{MOST_TOKENS:,}"}, final=True)
    if m.kind() != "$END":
        return None
    if "RBRACE" in m.expected and m.open_line():
        return Guess("end-of-file", {"line": _outdented(m) or m.open_line()}, final=True)
    return Guess("end-unfinished", final=True)


def _outdented(m: Mistake) -> str:
    """The line of the first `{` whose `}` stands further to the left: there, one is missing, as the indents show."""
    indent = cache(partial(_indent, m.source))
    opened: list[int] = []
    for at, kind in enumerate(m.tokens.kinds):
        if kind == "LBRACE":
            opened.append(at)
        elif kind == "RBRACE" and opened:
            line = m.source.position(m.tokens.starts[opened.pop()]).line
            if m.tokens.starts_line(at) and indent(m.source.position(m.tokens.starts[at]).line) < indent(line):
                return str(line)
    return ""


def _indent(source: Source, line: int) -> int:
    text = source.line(line)
    return len(text) - len(text.lstrip())
