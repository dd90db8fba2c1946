"""Slips with names: keywords in their place, or none at all."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Final

from qingdan_dsl.mistakes.mistake import STARTS, Guess, Mistake, Repair
from qingdan_dsl.source import Span
from qingdan_dsl.words import SPELLINGS, is_keyword

_NEAR: Final = 0.75
_NEAR_ZH: Final = 0.65
_FORMS: Final[dict[str, list[str]]] = {}
for _form, _kinds in SPELLINGS.items():
    for _kind in _kinds:
        _FORMS.setdefault(_kind, []).append(_form)


def keyword_as_name(m: Mistake) -> Guess | None:
    """A keyword where a name belongs, and all goes on well if it is read as one."""
    if "NAME" not in m.expected or not is_keyword(m.text()):
        return None
    if m.kind() in STARTS and m.starts_line() and "RBRACE" in m.expected:
        return None
    if not m.fits("NAME", skip=1, ahead=2):
        return None
    return Guess("keyword-as-name", repair=Repair(read_as="NAME"))


def no_name(m: Mistake) -> Guess | None:
    """`2nd-wage`, `wage-`: what was meant as a name, but is none."""
    if m.kind() == "MINUS" and m.kind(-1) == "NAME" and m.touches() and "MINUS" not in m.expected:
        first, last = -1, 0
    elif "NAME" in m.expected and m.kind() in {"NUMERAL", "MINUS", "BAD"} and m.kind(1) == "NAME" and m.touches(1):
        first, last = 0, 1
    else:
        return None
    span = Span(m.span_of(first).start, m.span_of(last).end)
    written = f"`{m.source.code[span.start : span.end]}`"
    repair = Repair(skip=1, read_as="NAME" if last else "")
    return Guess("no-name", {"found": written, "found_zh": written}, span, repair)


def missing_name(m: Mistake) -> Guess | None:
    """Nothing where only a name can stand."""
    if m.expected != {"NAME"} or m.kind() == "$END":
        return None
    return Guess("missing-name", repair=Repair(insert=("NAME",)) if m.fits("NAME") else None)


def misspelt(m: Mistake) -> Guess | None:
    """A word that is almost one that can stand there."""
    written = m.text()
    if m.kind() != "NAME" or written.startswith("`"):
        return None
    words = {form: kind for kind in m.expected for form in _FORMS.get(kind, ())}
    near = get_close_matches(written, words, n=1, cutoff=_NEAR if written.isascii() else _NEAR_ZH)
    if not near or not m.fits(words[near[0]], skip=1):
        return None
    # a level or kind that nobody knows has no meaning to go on with
    repair = None if words[near[0]] in {"RANK", "KIND", "FUNCTION"} else Repair(read_as=words[near[0]])
    return Guess("misspelt", {"meant": near[0]}, repair=repair)
