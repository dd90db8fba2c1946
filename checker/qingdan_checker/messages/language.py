"""The two languages, and a sentence that exists in both."""

from __future__ import annotations

from typing import Literal, NamedTuple

Language = Literal["zh", "en"]


class Sentence(NamedTuple):
    """A sentence with its named arguments in braces."""

    en: str
    zh: str

    def say(self, language: Language, facts: dict[str, str] | None = None) -> str:
        """The sentence with its arguments filled in. Raises KeyError where one is lacking."""
        text = self.en if language == "en" else self.zh
        return text.format_map(facts or {})


def language_tag(language: Language) -> str:
    """A language as XML, HTML and offices' files name it."""
    return "zh-CN" if language == "zh" else "en"


def counted(count: int, noun: str, several: str = "") -> str:
    """A number with its noun in English: `1 day`, `2 days`."""
    return f"{count} {noun if count == 1 else several or noun + 's'}"


def pick(language: Language, english: str, chinese: str) -> str:
    """Whichever of two wordings is in this language."""
    return english if language == "en" else chinese
