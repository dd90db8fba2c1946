"""Excel: a sheet for each section, with tables to sort and filter. Nothing in it is a formula or a link."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from qingdan_checker.papers import Form, MissingExtraError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qingdan_checker.papers import Paper

FORM: Final = Form(
    name="xlsx",
    description="Excel, to sort and filter (extra office)",
    chinese="Excel 工作簿，可排序、筛选（需 office 附加包）",
    binary=True,
)


def write(papers: Sequence[Paper]) -> bytes:
    """One workbook of all papers. Raises MissingExtraError without XlsxWriter."""
    try:
        import xlsxwriter  # noqa: F401, PLC0415  an extra
    except ImportError:
        raise MissingExtraError("office") from None
    from qingdan_checker.papers.xlsx.workbook import written  # noqa: PLC0415  as above

    return written(papers)
