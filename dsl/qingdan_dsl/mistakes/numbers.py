"""Slips with numbers, units, minus signs and dates."""

from __future__ import annotations

import re
from typing import Final

from qingdan_dsl.lexer import MOST_DIGITS
from qingdan_dsl.mistakes.mistake import Guess, Mistake, Repair
from qingdan_dsl.words import UNIT_NAMES

_NUMBERS: Final = frozenset({"NUMERAL", "QUANTITY", "LONG_NUMBER"})
_UNIT: Final = "|".join(sorted(map(re.escape, UNIT_NAMES), key=len, reverse=True))
_GLUED: Final = re.compile(rf"-(?=[0-9]+(?:_[0-9]+)*(?:\.[0-9]+)?(?:{_UNIT})?(?:-[0-9]|$))")
_UNITS: Final = "`%`, `pp`, `yuan`, `wan-yuan`, `days`, `months`, `years`, `persons` or `times`"
_UNITS_ZH: Final = "`%`、`个百分点`、`元`、`万元`、`亿元`、`天`、`工作日`、`个月`、`年`、`人`或`次`"
_MEANT: Final = {
    "percent": "%",
    "percents": "%",
    "percentage": "%",
    "百分之": "%",
    "百分比": "%",
    "point": "pp",
    "points": "pp",
    "pps": "pp",
    "百分点": "个百分点",
    "点": "个百分点",
    "rmb": "yuan",
    "cny": "yuan",
    "yuans": "yuan",
    "块": "元",
    "圆": "元",
    "千元": "元",
    "万": "万元",
    "亿": "亿元",
    "wan": "wan-yuan",
    "yi": "yi-yuan",
    "月": "个月",
    "周岁": "岁",
    "weeks": "days",
    "人次": "次",
    "名": "人",
    "people": "persons",
}


def minus_suspect(name: str) -> str | None:
    """A name with white space around what looks like a minus in it (`a-5pp` as `a - 5pp`), or None.

    Since `-` can stand inside a name, a difference written without white space is read as one name.
    """
    spaced = _GLUED.sub(" - ", name)
    return None if spaced == name else spaced


def long_number(m: Mistake) -> Guess | None:
    """A figure longer than any of a policy."""
    if m.kind() != "LONG_NUMBER":
        return None
    digits = sum(char.isdigit() for char in m.text())
    facts = {"digits": str(digits), "most": str(MOST_DIGITS)}
    return Guess("too-long-number", facts, repair=Repair(read_as="NUMERAL"))


def minus_in_name(m: Mistake) -> Guess | None:
    """`a-5pp`, where the lexer's pieces show it: `a-5` and `%`, `a-0` and `.5`, `a-5` and `yuan`, `5` and `pp-3pp`."""
    before, here = m.text(-1), m.text()
    glued = m.touches() and not m.starts_line()
    unit = m.kind() == "NAME" and here in UNIT_NAMES and not m.starts_line()
    if (
        m.kind(-1) == "NAME"
        and minus_suspect(before)
        and (unit or (glued and m.kind() == "BAD" and here in {"%", "."}))
    ):
        tail = here + (m.text(1) if here == "." and m.touches(1) else "")
        written = before + ("" if glued else " ") + tail
        spaced = f"{minus_suspect(before)}{'' if glued else ' '}{tail}"
        return Guess("minus-in-name", {"written": written, "spaced": spaced}, m.span_of(-1), _past(tail, here))
    unit_before, _, rest = here.partition("-")
    if m.kind() == "NAME" and m.kind(-1) == "NUMERAL" and rest and unit_before in UNIT_NAMES and not m.starts_line():
        space = "" if glued else " "
        facts = {"written": f"{before}{space}{here}", "spaced": f"{before}{space}{unit_before} - {rest}"}
        return Guess("minus-in-name", facts, m.span_of(-1), Repair(skip=1))
    return None


def _past(tail: str, here: str) -> Repair:
    return Repair(skip=1 if tail == here else 2)


def lone_percent(m: Mistake) -> Guess | None:
    """`％` without a number."""
    if m.kind() != "BAD" or m.text()[0] != "%":
        return None
    is_value = m.fits("QUANTITY", skip=1)
    return Guess("percent-without-number", repair=Repair(read_as="QUANTITY") if is_value else Repair(skip=1))


def comma_in_number(m: Mistake) -> Guess | None:
    """`1,000 yuan`."""
    if m.kind() != "COMMA" or m.kind(-1) != "NUMERAL" or m.kind(1) not in _NUMBERS:
        return None
    behind = m.text(1)
    if not (m.touches() and m.touches(1) and re.match(r"\d{3}(?!\d)", behind)):
        return None
    return Guess("comma-in-number", {"joined": f"{m.text(-1)}_{behind}"}, m.span_of(-1), Repair(skip=2))


def unknown_unit(m: Mistake) -> Guess | None:
    """A word behind a number that is no unit, or not where a unit stands."""
    for place in (0, -1):  # the word itself cannot stand there, or what follows it
        if m.kind(place) == "NAME" and m.kind(place - 1) == "NUMERAL" and m.kind() not in _NUMBERS:
            if place and not m.fits(skip=-1, ahead=0) and m.kind() in {"COLON", "LBRACE"}:
                continue
            found = _unit(m, place)
            if found:
                return found
    return None


def _unit(m: Mistake, place: int) -> Guess | None:
    word, number = m.text(place), m.text(place - 1)
    span, repair = m.span_of(place), Repair(skip=place + 1)
    if m.starts_line(place):
        if word not in UNIT_NAMES:
            return None
        return Guess("unit-on-next-line", {"written": word, "joined": _with_unit(number, word)}, span, repair)
    meant = _MEANT.get(word.lower())
    facts = {"written": word, "wanted": _UNITS, "wanted_zh": _UNITS_ZH}
    if meant:
        wanted = f"`{_with_unit(number, meant)}`"
        facts |= {"wanted": wanted, "wanted_zh": wanted}
    return Guess("unknown-unit", facts, span, repair)


def _with_unit(number: str, unit: str) -> str:
    return f"{number}{' ' if unit.isascii() and unit[0].isalpha() else ''}{unit}"


def unit_for_name(m: Mistake) -> Guess | None:
    """`active: 5 person: 6` on one line."""
    if m.kind() not in {"COLON", "LBRACE"} or m.kind(-1) != "QUANTITY":
        return None
    word = m.text(-1).lstrip("0123456789_. \t\u3000")
    if word == "%":
        return None
    end = m.span_of(-1).end
    return Guess("unit-for-name", {"written": word}, m.span_of(-1)._replace(start=end - len(word)))


def missing_date(m: Mistake) -> Guess | None:
    """Something else where only a date can stand."""
    if m.expected != {"DAY"} or m.kind() == "$END":
        return None
    return Guess("missing-date", repair=None if m.starts_line() else Repair(skip=1))
