"""Pictures and pages made from facts; the templates beside this file are filled in here alone, and always escaped."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from qingdan_checker.layout.columns import visible, width
from qingdan_checker.messages.language import language_tag

if TYPE_CHECKING:
    from collections.abc import Mapping

_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
    finalize=lambda one: visible(one) if type(one) is str else one,  # neither XML nor a reader takes what steers
)
_TEMPLATES.filters["language_tag"] = language_tag


def filled(template: str, facts: Mapping[str, Any]) -> str:
    """A template filled with facts. Raises `jinja2.UndefinedError` where one is lacking."""
    return _TEMPLATES.get_template(template).render(facts)


def fitting(text: str, across: float, letter: float) -> str:
    """The text, cut where it would be longer than so many pixels; `letter` is the width of half a Chinese character."""
    if width(text) * letter <= across:
        return text
    end, taken = 0, 2  # the sign of the cut
    while end < len(text) and (taken + width(text[end])) * letter <= across:
        taken += width(text[end])
        end += 1
    return f"{text[:end]}…"


def key_width(word: str, letter: float) -> float:
    """How many pixels a sign and its word take in a legend, with the gap behind them."""
    return 32 + 20 + width(word) * letter
