"""The pages of the finding codes, from the modules of the checks themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qingdan_checker.checks import CHECKS
from qingdan_checker.layout.columns import aligned
from qingdan_checker.pages import text

if TYPE_CHECKING:
    from qingdan_checker.messages.language import Language


def codes() -> tuple[str, ...]:
    """All finding codes."""
    return tuple(sorted(CHECKS))


def page(code: str, language: Language) -> str:
    """The page of a code."""
    return f"{code}\n\n{text(code, language)}\n"


def index(language: Language) -> str:
    """All codes, each with its first line."""
    rows: list[tuple[str, ...]] = [(code, text(code, language).partition("\n")[0]) for code in codes()]
    return "\n".join(aligned(rows)) + "\n"
