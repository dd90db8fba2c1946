"""Word: A4, with headings, a table of contents, tables that repeat their heading rows, drawings that stay lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from qingdan_checker.papers import Form, MissingExtraError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qingdan_checker.papers import Paper

FORM: Final = Form(
    name="docx", description="Word, for A4 (extra office)", chinese="Word 文档，A4（需 office 附加包）", binary=True
)


def write(papers: Sequence[Paper]) -> bytes:
    """One document with each paper on pages of its own. Raises MissingExtraError without python-docx."""
    try:
        import docx  # noqa: F401, PLC0415  an extra
    except ImportError:
        raise MissingExtraError("office") from None
    from qingdan_checker.papers.docx.document import written  # noqa: PLC0415  as above

    return written(papers)
