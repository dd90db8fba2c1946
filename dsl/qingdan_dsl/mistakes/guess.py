"""From a token that cannot stand where it does to the fault that is reported."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from qingdan_dsl.mistakes import blocks, names, numbers, texts
from qingdan_dsl.mistakes.mistake import Guess, Mistake
from qingdan_dsl.mistakes.sentences import SENTENCES
from qingdan_dsl.mistakes.wanted import in_words
from qingdan_dsl.source import Fault, Source, Span

if TYPE_CHECKING:
    from collections.abc import Callable

LONGEST_QUOTE: Final = 40
"""Characters of the text that a message repeats."""

SLIPS: Final[tuple[Callable[[Mistake], Guess | None], ...]] = (
    numbers.long_number,
    texts.unclosed,
    texts.ended_late,
    texts.missing_open_quote,
    numbers.minus_in_name,
    names.no_name,
    numbers.lone_percent,
    texts.bad_character,
    numbers.comma_in_number,
    numbers.unit_for_name,
    numbers.unknown_unit,
    blocks.end,
    blocks.extra_close,
    names.keyword_as_name,
    blocks.outside_article,
    blocks.missing_close,
    blocks.row,
    numbers.missing_date,
    texts.missing_text,
    names.misspelt,
    names.missing_name,
    blocks.clause_order,
    blocks.missing_colon,
    blocks.missing_word,
    blocks.missing_open,
)
"""The likeliest slips, each with a sentence of its own; the first that fits is said."""


def guess(mistake: Mistake) -> Guess:
    """What was probably meant."""
    for slip in SLIPS:
        found = slip(mistake)
        if found:
            return found
    return Guess("unexpected")


def fault_of(source: Source, found: Guess, mistake: Mistake | None = None) -> Fault:
    """The fault as facts: those that its sentence needs."""
    known = (_facts(mistake) if mistake else {}) | found.facts
    needed = "".join(SENTENCES[found.reason])
    facts = tuple((key, value) for key, value in known.items() if f"{{{key}}}" in needed)
    span = found.span or (mistake.span if mistake else Span(0, 0))
    return Fault(code="syntax", reason=found.reason, path=source.path, span=span, facts=facts)


def _facts(mistake: Mistake) -> dict[str, str]:
    text = _shown(mistake.text())
    english = chinese = text if text.startswith("`") else f"`{text}`"
    if mistake.kind() in {"$END", "ROW_END", "TOO_MANY"}:
        english, chinese = ("the end of the line", "行尾") if mistake.kind() == "ROW_END" else ("the end", "末尾")
    wanted, wanted_zh = in_words(mistake.expected)
    facts = {"found": english, "found_zh": chinese, "found_text": text}
    return facts | {"expected": wanted, "expected_zh": wanted_zh}


def _shown(text: str) -> str:
    """A piece of the text, short, on one line and without control characters."""
    start = text[: LONGEST_QUOTE + 1]
    clean = "".join(char if char.isprintable() else f"\\x{ord(char):02x}" for char in start)
    return f"{clean[:LONGEST_QUOTE]}…" if len(text) > LONGEST_QUOTE else clean
