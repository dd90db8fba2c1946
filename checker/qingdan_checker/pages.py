"""The pages of the finding codes, taken apart: what each check's own text says, in Chinese and English."""

from __future__ import annotations

import inspect
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from qingdan_checker.checks import CHECKS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qingdan_checker.messages.language import Language

_HEADS: Final = re.compile(r"^(Why|Example|What to do|Source in law|为什么|示例|怎么办|法律依据)$\n", re.MULTILINE)
_BETWEEN_PARTS: Final = re.compile(r"\n\n(?=    )|(?<=\n)\n(?=\S)|\n\n(?=\S)")
_CHINESE_BREAK: Final = re.compile(r"(?<=[^\x00-\x7f])\n(?=[^\x00-\x7f])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A head and what stands below it: paragraphs, each one line, and examples in the language (`is_code`)."""

    head: str
    parts: tuple[tuple[bool, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What a finding code is, in a line, and its sections."""

    first: str
    sections: tuple[Section, ...]

    @property
    def why(self) -> str:
        """The first paragraph of the first section: why it is reported."""
        return next((text for section in self.sections[:1] for is_code, text in section.parts if not is_code), "")


def text(code: str, language: Language) -> str:
    """The page of a code as its check has it, without indents."""
    module = CHECKS[code]
    written: str = module.CHINESE if language == "zh" else module.__doc__ or ""
    return inspect.cleandoc(written)


def page(code: str, language: Language) -> Page:
    """The page of a code."""
    first, *pieces = _HEADS.split(text(code, language))
    sections = zip(pieces[::2], pieces[1::2], strict=True)
    return Page(
        first=first.strip(),
        sections=tuple(Section(head=head, parts=tuple(_parts(body))) for head, body in sections),
    )


def _parts(body: str) -> Iterator[tuple[bool, str]]:
    """The parts of a section between the blank lines where prose and example meet."""
    for part in _BETWEEN_PARTS.split(inspect.cleandoc("\n" + body)):
        clean = inspect.cleandoc("\n" + part)
        is_code = part.startswith("    ")
        yield is_code, clean if is_code else joined(clean)


def joined(paragraph: str) -> str:
    """A paragraph as one line; lines that meet in Chinese are joined without a space."""
    return _CHINESE_BREAK.sub("", paragraph).replace("\n", " ")
