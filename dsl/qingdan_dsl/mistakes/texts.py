"""Slips with quotation marks, and characters that are no part of the language."""

from __future__ import annotations

import re
from typing import Final

from qingdan_dsl.mistakes.mistake import Guess, Mistake, Repair

_OTHER_QUOTES: Final = frozenset("「」『』‘’'《》〈〉«»„‟＂＇")
_CLOSERS: Final = ('"', "”", "“")
_LOOK_ALIKE: Final = {
    **dict.fromkeys("—–−─‐‑‒―", "-"),
    **dict.fromkeys("~…", ".."),
    "＃": "#",
    "∶": ":",
    "︰": ":",
    "✕": "×",
    "✖": "×",
    "∗": "*",
    "∕": "/",
    "‖": "|",
    "丨": "|",
    "≧": ">=",
    "≦": "<=",
    "⩾": ">=",
    "⩽": "<=",
    "‰": "%",
    "﹪": "%",
    "&": "and",
    "!": "not",
}
_SWALLOWED: Final = re.compile("[：，；、｛（]")


def unclosed(m: Mistake) -> Guess | None:
    """A text that does not end on its line, or ends with another mark than it starts with."""
    if m.kind() != "UNCLOSED":
        return None
    start, end = m.span
    written = m.source.code[start:end]
    first = m.span._replace(end=start + 1)
    if written.startswith('"""'):
        return Guess("missing-long-quote", span=m.span._replace(end=start + 3), final=True)
    repair = Repair(read_as="STRING")
    if written[0] == "”" or (len(written) > 1 and written[-1] in _CLOSERS):
        return Guess("mixed-quotes", span=first, repair=repair)
    marks = list(dict.fromkeys(_SWALLOWED.findall(written)))
    if not marks:
        return Guess("missing-quote", span=first, repair=repair)
    shown = [f"`{mark}`" for mark in marks]
    facts = {"marks": ", ".join(shown), "marks_zh": "、".join(shown)}
    return Guess("missing-quote-marks", facts, first, repair)


def ended_late(m: Mistake) -> Guess | None:
    """`"三” "标题"`: the text ran on to the next mark of its own kind, and words follow."""
    if m.kind(-1) != "STRING":
        return None
    start, end = m.span_of(-1)
    marks = re.sub("[^“”]", "", m.source.code[start + 1 : end - 1])
    uneven = marks.count("“") != marks.count("”") and not m.starts_line()
    if not uneven and not marks.startswith("”"):
        return None
    ahead = 0
    while m.kind(ahead) not in {"UNCLOSED", "$END"} and not m.starts_line(ahead):
        ahead += 1
    swallowed = m.kind(ahead) == "UNCLOSED" and not m.starts_line(ahead)
    repair = Repair(skip=ahead + 1) if swallowed else None
    return Guess("mixed-quotes", span=m.span_of(-1)._replace(end=start + 1), repair=repair)


def missing_open_quote(m: Mistake) -> Guess | None:
    """`article 3" {`: a mark that closes what was never opened."""
    if "STRING" not in m.expected:
        return None
    if m.kind() == "COMMA" and m.kind(-1) == m.kind(1) == "STRING":
        return Guess("comma-between-entries", repair=Repair(skip=1))
    ahead = 0
    while m.kind(ahead) in {"NAME", "NUMERAL", "QUANTITY", "DAY", "MINUS", "COMMA", "BAD"}:
        ahead += 1
        if m.starts_line(ahead):
            return None
    if not ahead or m.kind(ahead) not in {"UNCLOSED", "STRING"} or not m.touches(ahead):
        return None
    return Guess("missing-open-quote", repair=Repair(skip=ahead, read_as="STRING"))


def missing_text(m: Mistake) -> Guess | None:
    """`article 3 {`: what belongs between quotation marks."""
    if m.expected != {"STRING"} or m.kind() not in {"NAME", "NUMERAL", "QUANTITY", "DAY"} or m.starts_line():
        return None
    return Guess("missing-text", repair=Repair(read_as="STRING"))


def bad_character(m: Mistake) -> Guess | None:
    """What no token of the language starts with."""
    if m.kind() != "BAD":
        return None
    start = m.span.start
    written = m.source.code[start : m.span.end]
    if written[0] in _OTHER_QUOTES:
        return Guess("other-quotes", {"found": f"`{written[0]}`", "found_zh": f"`{written[0]}`"})
    if written[0] == "`":
        return Guess("missing-backquote" if len(written) == 1 else "no-name")
    if written[0] in _LOOK_ALIKE:
        plain = _LOOK_ALIKE[written[0]]
        shown = f"`{written[:3]}`"
        return Guess("look-alike", {"found": shown, "found_zh": shown, "plain": plain})
    code = f"U+{ord(written[0]):04X}"
    shown = f"`{written[0]}`" if written[0].isprintable() else "this invisible character"
    shown_zh = shown if written[0].isprintable() else "这个不可见的字符"
    return Guess("bad-character", {"found": shown, "found_zh": shown_zh, "code": code}, repair=Repair(skip=1))
