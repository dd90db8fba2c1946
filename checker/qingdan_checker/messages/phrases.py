"""Expressions, values and selectors in the words of a language: names or labels, keywords, units, marks."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Final

from qingdan_dsl.words import FULL_WIDTH, FUNCTIONS, KEYWORDS, KINDS, LEVELS, UNITS, Word

if TYPE_CHECKING:
    from qingdan_checker.messages.language import Language

_MARKS: Final[dict[Language, dict[str, str]]] = {
    "zh": {">=": "≥", "<=": "≤", "!=": "≠", "*": "×", "/": "÷"},
    "en": {"≥": ">=", "≤": "<=", "≠": "!=", "*": "×", "÷": "/"},
}
_COMPARING: Final = {"within": "不超出", "as": "同"}
"""What these say of catalogues: in an expression they stand for nothing else."""

_BIG: Final = (("亿元", 100_000_000), ("万元", 10_000))
_CHINESE_UNIT: Final = {"working-days": "个工作日"}
_AGE: Final = ("age", "龄", "岁")

_FORMS: Final = sorted((form for unit in UNITS for form in unit.forms), key=len, reverse=True)
_UNIT_OF: Final = {form: unit for unit in UNITS for form in unit.forms}
_SEVERAL: Final = {
    "up to": "不超过",
    "down to": "不低于",
    "once per": "不重复",
    "issued before": "印发早于",
    "to deviate from": "偏离",
    "deviate from": "偏离",
    "to decide": "决定",
    "label en": "英文名称",
}
"""Forms of several words that are one in Chinese."""

_TOKEN: Final = re.compile(
    r"""(?P<text>"(?:[^"\\]|\\.)*"|“[^”]*”)
    |(?P<date>[0-9０-９]{4}(?:[-－][0-9０-９]{1,2}[-－][0-9０-９]{1,2}|年[0-9０-９]{1,2}月[0-9０-９]{1,2}日))
    |(?P<number>[0-9０-９][0-9０-９_]*(?:[.．][0-9０-９]+)?(?:/[0-9]+)?)(?P<unit>\s*[%％]|\s?(?:UNITS)(?![A-Za-z_]|-\w))?
    |(?P<form>\b(?:FORMS)\b(?!-))
    |`(?P<quoted>[^`]*)`
    |(?P<word>[^\W\d_](?:[\w-]*\w)?(?:\.[^\W\d_](?:[\w-]*\w)?)*)
    |(?P<mark>[<>!]=|.)""".replace("UNITS", "|".join(map(re.escape, _FORMS))).replace(
        "FORMS", "|".join(map(re.escape, _SEVERAL))
    ),
    re.VERBOSE | re.DOTALL,
)
_LOOSE_OF: Final = re.compile(r"\s+的\s+")

Naming = Callable[[str], str | None]
"""What a written name is called; None where it is no declared name."""


@cache
def _words(language: Language) -> Mapping[str, str]:
    """Keywords, functions, levels and kinds to their form in a language."""
    found: dict[str, str] = {}
    for word in (*KINDS, *LEVELS, *FUNCTIONS, *KEYWORDS):
        for form in (word.english, *word.chinese):
            found[form] = _form(word, language)
    return found | (_COMPARING if language == "zh" else {})


def _form(word: Word, language: Language) -> str:
    return word.english if language == "en" or not word.chinese else word.chinese[0]


def word(written: str, language: Language) -> str:
    """A keyword, level or kind in a language; anything else stays as it is."""
    return _words(language).get(written, written)


def phrase(text: str, language: Language, naming: Naming) -> str:
    """A piece of the language's text (an expression, a value, a selector) in the words of a language."""
    said = _TOKEN.sub(lambda match: _said(match, language, naming), text)
    return _LOOSE_OF.sub("的", said) if language == "zh" else said


def _said(match: re.Match[str], language: Language, naming: Naming) -> str:  # noqa: PLR0911  a case for each token
    if match["text"]:
        return match["text"]
    if match["date"]:
        return _day(match["date"].translate(FULL_WIDTH), language)
    if match["number"]:
        return _number(match["number"].translate(FULL_WIDTH), (match["unit"] or "").strip(), language)
    if match["form"]:
        return match["form"] if language == "en" else _SEVERAL[match["form"]]
    if match["quoted"] is not None:
        return naming(match["quoted"]) or match["quoted"]
    if match["word"]:
        named = naming(match["word"])
        return named if named is not None else word(match["word"], language)
    mark = match["mark"].translate(FULL_WIDTH)
    return _MARKS[language].get(mark, mark)


def _day(written: str, language: Language) -> str:
    """A day as it is written; in English in digits alone."""
    parts = re.findall(r"[0-9]+", written)
    return written if language == "zh" else "-".join(part.zfill(2) for part in parts)


def _number(digits: str, unit: str, language: Language) -> str:
    if not unit:
        return digits
    known = _UNIT_OF["%" if unit == "％" else unit]
    if known.name == "%":
        return f"{digits}%"
    if language == "en":
        return f"{digits}pp" if known.name == "pp" else f"{digits} {_one(known.name) if digits == '1' else known.name}"
    if known.name == "yuan":
        return _money(digits)
    return digits + _CHINESE_UNIT.get(known.name, known.chinese)


def _one(unit: str) -> str:
    """The singular of a unit that has one: `1 month`."""
    return unit.removesuffix("s")


def _money(digits: str) -> str:
    """Yuan as people write them: in 万元 or 亿元 where that is a whole number."""
    plain = digits.replace("_", "")
    if plain.isdecimal():
        for unit, size in _BIG:
            if int(plain) and int(plain) % size == 0:
                return f"{int(plain) // size}{unit}"
    return f"{digits}元"


def years_of_age(text: str, label: str) -> str:
    """Years that are an age, in Chinese: 70岁 instead of 70年."""
    return re.sub(r"(?<=\d)年", "岁", text) if any(part in label for part in _AGE) else text


def points(value: str) -> str:
    """`5pp` as it is said in an English sentence: 5 points."""
    number = value.removesuffix("pp")
    if number == value:
        return value
    return f"{number} point" if number in {"1", "-1"} else f"{number} points"
