"""The leaves of a tree as text: keywords, names, numbers, dates, texts, in either language."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from qingdan_dsl.words import FUNCTIONS, KEYWORDS, KINDS, LEVELS, UNIT_OF, is_keyword

if TYPE_CHECKING:
    from collections.abc import Iterable

    from qingdan_dsl.syntax.expressions import Day, Literal, Name, Text

_CHINESE: Final = {word.english: word.chinese for word in KEYWORDS}
_OTHERS: Final = {
    sort: {word.english: word.chinese[0] for word in words}
    for sort, words in (("kind", KINDS), ("level", LEVELS), ("function", FUNCTIONS))
}
_PHRASES: Final = {
    # what is several words in English is one in Chinese, or none
    "up to": "不超过",
    "down to": "不低于",
    "once per": "不重复",
    "issued before": "印发早于",
    "to deviate from": "偏离",
    "deviate from": "偏离",
    "to decide": "决定",
    "to": "",
    "from": "",
}
_SECOND: Final = {"by change": "by", "as alike": "as", "within bounds": "within"}
"""Double words: the second Chinese form, for the meaning that the key names."""

_SIGNS: Final = {">=": "≥", "<=": "≤", "!=": "≠"}
_ONE: Final = {"days": "day", "months": "month", "years": "year", "persons": "person", "times": "time"}
_ONE_WORK: Final = {"working-days": "working-day"}
_UNSPACED: Final = frozenset({"%", "pp"})
_GROUPED_FROM: Final = 5


class Words:
    """The words of one language."""

    def __init__(self, *, chinese: bool) -> None:
        self._chinese = chinese
        self.colon = "：" if chinese else ":"
        self.comma = "、" if chinese else ", "

    def word(self, english: str) -> str:
        """A keyword, by its English form; double words by the keys of `_SECOND`."""
        if english in _SECOND:
            english = _SECOND[english]
            return _CHINESE[english][1] if self._chinese else english
        return _CHINESE[english][0] if self._chinese else english

    def phrase(self, english: str) -> str:
        """A form of several words, or a preposition that the Chinese form of the word before it includes."""
        return _PHRASES[english] if self._chinese else english

    def other(self, sort: str, english: str) -> str:
        """A kind, a level or a function."""
        return _OTHERS[sort][english] if self._chinese else english

    def sign(self, operator: str) -> str:
        """A comparison sign."""
        return _SIGNS.get(operator, operator) if self._chinese else operator

    def name(self, name: Name) -> str:
        """A name, between backquotes where it would be read as something else."""
        text = name.text
        return f"`{text}`" if is_keyword(text) or text.startswith("的") else text

    def names(self, names: Iterable[Name]) -> str:
        """A list of names."""
        return self.comma.join(map(self.name, names))

    def day(self, day: Day) -> str:
        """A date."""
        if self._chinese:
            return f"{day.year:04}年{day.month}月{day.day}日"
        return f"{day.year:04}-{day.month:02}-{day.day:02}"

    def literal(self, literal: Literal) -> str:
        """A number with its unit."""
        digits = _grouped(literal.digits)
        if not literal.unit:
            return digits
        if self._chinese:
            unit = UNIT_OF[literal.unit].chinese
            return f"{digits}{'％' if unit == '%' else unit}"
        unit = (_ONE | _ONE_WORK).get(literal.unit, literal.unit) if literal.digits == "1" else literal.unit
        return f"{digits}{'' if unit in _UNSPACED else ' '}{unit}"

    def text(self, text: Text) -> str:
        """A text on one line."""
        return quoted(text.text)


def quoted(text: str) -> str:
    """A text between quotation marks, on one line."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def quoted_lines(text: str) -> str:
    """A text between quotation marks, its lines as they are."""
    if "\n" not in text:
        return quoted(text)
    escaped = re.sub(r'"(?="|\Z)', r'\\"', text.replace("\\", "\\\\"))
    return f'"""{escaped}"""'


def _grouped(digits: str) -> str:
    whole, dot, part = digits.partition(".")
    if len(whole) >= _GROUPED_FROM:
        whole = f"{int(whole):_}"
    return whole + dot + part
