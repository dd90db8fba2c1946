"""The pages of the finding codes, from the modules of the checks themselves."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING

from qingdan_checker.checks import CHECKS
from qingdan_checker.layout.columns import aligned

if TYPE_CHECKING:
    from qingdan_checker.messages.language import Language


def codes() -> tuple[str, ...]:
    """All finding codes."""
    return tuple(sorted(CHECKS))


def page(code: str, language: Language) -> str:
    """The page of a code."""
    return f"{code}\n\n{_text(code, language)}\n"


def index(language: Language) -> str:
    """All codes, each with its first line."""
    rows: list[tuple[str, ...]] = [(code, _text(code, language).partition("\n")[0]) for code in codes()]
    return "\n".join(aligned(rows)) + "\n"


def _text(code: str, language: Language) -> str:
    module = CHECKS[code]
    text: str = module.CHINESE if language == "zh" else module.__doc__ or ""
    return inspect.cleandoc(text)
