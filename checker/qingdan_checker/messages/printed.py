"""The few words that a printed report needs besides its own: above its table of contents, over its headlines."""

from __future__ import annotations

from typing import Final

from qingdan_checker.messages.language import Sentence

CONTENTS: Final = Sentence("Contents", "目录")
PAGES: Final = Sentence(
    "Page numbers: click here and press F9 (“update entire table”).",
    "需要页码时，在此处单击并按 F9（“更新整个目录”）。",
)
"""Stands inside the table of contents, and is gone once the table has been made anew."""

HEADLINE: Final = Sentence("In short", "摘要")
SECTION: Final = Sentence("Under", "所在部分")
FINDINGS: Final = Sentence("Findings: {title}", "问题：{title}")
PART: Final = Sentence("{title} ({at} of {of})", "{title}（{at}/{of}）")
"""A table that is too wide for a page, in parts."""
