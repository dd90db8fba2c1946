"""The page of each finding code, in English and Chinese, from its check's own texts; and their index."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from generating.markdown import NOTE, table
from qingdan_checker import pages as pages_of_codes
from qingdan_checker.checks import CHECKS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qingdan_checker.messages.language import Language

TRIED_ON: Final = "2023-01-01"
"""The day on which the examples of the finding codes show what they say."""

_FINDINGS: Final = """\
# Findings 结果

{note}

`qingdan explain CODE` prints the same pages. Each example can be saved as a file and checked with the bundled library;
it shows the finding on {day}.

{findings}
"""

_FINDING: Final = """\
# {code}

{note}

{english}

## 中文

{chinese}
"""

_EXAMPLES: Final = ("Example", "示例")
_LANGUAGES: Final[tuple[Language, ...]] = ("en", "zh")


def findings() -> str:
    """The index of all finding codes."""
    rows = ((f"[`{code}`]({code}.md)", *(_first_line(code, language) for language in _LANGUAGES)) for code in CHECKS)
    return _FINDINGS.format(note=NOTE, day=TRIED_ON, findings=table(("code", "English", "中文"), sorted(rows)))


def _first_line(code: str, language: Language) -> str:
    return pages_of_codes.text(code, language).partition("\n")[0]


def finding(code: str) -> str:
    """The page of a finding code, English and Chinese, from its check's own texts."""
    return _FINDING.format(
        code=code,
        note=NOTE,
        english="\n\n".join(_sections(code, "en", f"{code}-en", "##")),
        chinese="\n\n".join(_sections(code, "zh", f"{code}-zh", "###")),
    )


def _sections(code: str, language: Language, example: str, level: str) -> Iterator[str]:
    """A check's text as Markdown: what it is, then each section with its head, its prose and its example."""
    page = pages_of_codes.page(code, language)
    yield page.first
    for section in page.sections:
        yield f"{level} {section.head}"
        for is_code, text in section.parts:
            yield f"<!-- qingdan: repository {example} -->\n```qingdan\n{text}\n```" if is_code else text
        if section.head in _EXAMPLES:
            command = "check" if getattr(CHECKS[code], "IN_CHECK", True) else "prove"
            yield f"<!-- qingdan: {command} {example} at {TRIED_ON} shows: {code} -->"
