"""The same language by Lark alone: its lexer on equivalent terminals, its LALR parser, an inline transformer.

English words and ASCII marks only, and no tables: what Lark's lexer can tell apart without help. Everything that ours
does beyond it is left out, in Lark's favour.
"""

# ruff: noqa: ANN401  what Lark hands over has no types

from __future__ import annotations

import keyword
import re
from importlib.resources import files
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from lark import Lark, Token

from qingdan_dsl.build import Builder
from qingdan_dsl.lexer import Tokens, plain
from qingdan_dsl.words import FUNCTIONS, KEYWORDS, KINDS, LEVELS, MARKS, UNIT_NAMES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from qingdan_dsl.source import Source
    from qingdan_dsl.words import Word

_PART = r"[^\W\d_]\w*(?:-+\w+)*"
_NAME = rf"{_PART}(?:\.{_PART})*"
_NUMBER = r"[0-9][0-9_]*(?:\.[0-9]+)?"


def _any_of(forms: Iterable[str]) -> str:
    longest_first = sorted(forms, key=len, reverse=True)
    return f"(?:{'|'.join(map(re.escape, longest_first))})(?![\\w-])"


def _words(words: Iterable[Word]) -> str:
    return _any_of(word.english for word in words)


_PATTERNS = {
    # of each terminal its priority and its pattern
    "NAME": (0, _NAME),
    "FIELD_NAME": (0, _NAME),
    "STRING": (1, r'"(?:[^"\\\n]|\\.)*"'),
    "DAY": (4, r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?!\w)"),
    "NUMERAL": (2, _NUMBER),
    "QUANTITY": (3, rf"{_NUMBER}[ ]*(?:%|{_any_of(form for form in UNIT_NAMES if form != '%')})"),
    "FUNCTION": (2, _words(FUNCTIONS)),
    "RANK": (2, _words(LEVELS)),
    "KIND": (2, _words(KINDS)),
    "ROW": (1, r"(?<=\n)[ ]*\|"),
    "ROW_END": (0, r"\n"),
    "CELL": (1, r"\|"),
}


def _definition(name: str) -> str:
    """A terminal: a word is a plain string, which Lark's lexer looks up fastest."""
    terminal = name.removeprefix("_")
    words = {word.terminal: word.english for word in KEYWORDS}
    if terminal in words:
        return f'{name}: "{words[terminal]}"'
    marks = [mark for mark, kind in MARKS.items() if kind == terminal]
    if len(marks) == 1:
        return f'{name}: "{marks[0]}"'
    if marks:
        return f"{name}: /{_slashed('|'.join(map(re.escape, marks)))}/"
    if terminal.endswith("_ZH"):
        return f'{name}: "\\uffff{terminal}"'
    priority, pattern = _PATTERNS[terminal]
    return f"{name}.{priority}: /{_slashed(pattern)}/"


def _slashed(pattern: str) -> str:
    return pattern.replace("/", r"\/")


class _Reading(Builder):
    """The builder over Lark's tokens instead of ours."""

    def __init__(self, source: Source) -> None:
        super().__init__(source, Tokens(text=plain(source.code), kinds=[], starts=[], ends=[]))

    def _text(self, token: Any) -> str:
        return str(token)

    def _kind(self, token: Any) -> str:
        return str(token.type).removeprefix("_")

    def _span(self, token: Any) -> Any:
        return token.start_pos, token.end_pos


class LarkAlone:
    """Parses by Lark alone."""

    def __init__(self) -> None:
        grammar = files("qingdan_dsl").joinpath("grammar.lark").read_text(encoding="utf-8")
        bare = re.sub(r"//.*", "", grammar)
        terminals = sorted(set(re.findall(r"\b_?[A-Z][A-Z_]+\b", bare)))
        skipped = "_SPACE: /(?:[ \\t\\n]|#[^\\n]*)+/\n%ignore _SPACE"
        text = "\n".join([grammar, *map(_definition, terminals), skipped])
        shapes = [name for name in re.findall(r"^(\w+):", bare, re.MULTILINE) if not name.startswith("_")]
        transformer: Any = SimpleNamespace(**{name: self._action(name) for name in shapes})
        self._lark = Lark(
            text, parser="lalr", lexer="contextual", start="file", maybe_placeholders=False, transformer=transformer
        )

    def _action(self, shape: str) -> Callable[[list[Any]], Any]:
        method = getattr(_Reading, f"{shape}_" if keyword.iskeyword(shape) else shape)

        def build(children: list[Any]) -> Any:
            start, end = (_place(children[0])[0], _place(children[-1])[1]) if children else (0, 0)
            return method(self._builder, children, start, end)

        return build

    def parse(self, source: Source) -> tuple[Any, ...]:
        """What a source declares."""
        self._builder = _Reading(source)
        declarations: Any = self._lark.parse(plain(source.code))
        return tuple(declarations)


def _place(child: Any) -> tuple[int, int]:
    if type(child) is Token:
        return child.start_pos or 0, child.end_pos or 0
    return getattr(child, "start", 0), getattr(child, "end", 0)
