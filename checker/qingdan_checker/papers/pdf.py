"""PDF: the page of HTML on A4, with page numbers, the foot line, and a table of contents that names its pages."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, Final, NoReturn

from qingdan_checker.layout.columns import visible
from qingdan_checker.papers import Form, MissingExtraError, MissingLibraryError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qingdan_checker.papers import Paper, Picture

FORM: Final = Form(name="pdf", description="PDF, for A4 (extra pdf)", chinese="PDF，A4（需 pdf 附加包）", binary=True)


def write(papers: Sequence[Paper]) -> bytes:
    """One file with each paper on pages of its own.

    Raises MissingExtraError without WeasyPrint, MissingLibraryError without the library of fonts (Pango) that it needs.
    """
    try:
        from weasyprint import CSS, HTML  # noqa: PLC0415  an extra
    except ImportError:
        raise MissingExtraError("pdf") from None
    except OSError:
        raise MissingLibraryError("Pango") from None
    from qingdan_checker.papers import html  # noqa: PLC0415  as above

    page = html.page(papers, _drawn)
    sheet = CSS(string=_STYLE + "".join(_foot(at, paper) for at, paper in enumerate(papers, 1)), url_fetcher=_refused)
    document = HTML(string=page, url_fetcher=_refused).render(stylesheets=[sheet], pdf_variant="pdf/ua-1")
    document.metadata.authors = ["qingdan"]
    document.metadata.created = document.metadata.modified = _moment(papers[0])
    made = document.write_pdf(pdf_identifier=hashlib.sha256(page.encode()).digest()[:16], pdf_variant="pdf/ua-1")
    assert isinstance(made, bytes)  # noqa: S101  a target was not given
    return made


def _drawn(picture: Picture) -> str:
    """A picture with its own styles, since WeasyPrint draws each by itself; it knows no edge behind letters."""
    return picture.svg.replace("</style>", "text { stroke: none !important; }\n</style>", 1)


def _moment(paper: Paper) -> str:
    """The date that was judged, since a clock would change the bytes."""
    return datetime.combine(paper.judged, time(), UTC).isoformat()


def _refused(url: str, *_: object, **__: object) -> NoReturn:
    """Nothing is fetched: the page has all that it needs."""
    raise ValueError(url)


def _foot(at: int, paper: Paper) -> str:
    """The rules for a paper's pages: its foot line on the left."""
    foot = "".join(_escaped(char) for char in visible(paper.foot))
    page = f"paper-{at}"
    return f'.paper:nth-of-type({at}) {{ page: {page} }}\n@page {page} {{ @bottom-left {{ content: "{foot}" }} }}\n'


def _escaped(char: str) -> str:
    """A character as CSS writes it, so that none can end the text that it is in."""
    return char if char.isalnum() else f"\\{ord(char):06x}"


_FONTS: Final = '"Times New Roman", "Source Han Serif SC", "Noto Serif CJK SC", "SimSun", "宋体", "Songti SC", serif'
_HEADS: Final = (
    '"Source Han Sans SC", "Noto Sans CJK SC", "Microsoft YaHei", "SimHei", "黑体", "PingFang SC", sans-serif'
)

_STYLE: Final = f"""
@page {{
  size: A4; margin: 24mm 20mm 22mm 22mm;
  font: 8pt {_FONTS}; color: #595959;
  @bottom-left {{ width: 80%; text-align: left; vertical-align: top; padding-top: 3mm }}
  @bottom-right {{ content: counter(page) " / " counter(pages); vertical-align: top; padding-top: 3mm }}
}}
body {{ font-family: {_FONTS} !important; font-size: 10.5pt !important }}
h1, h2, h3, h4, th, caption, dt, nav {{ font-family: {_HEADS} }}
h1, .subtitle {{ text-align: center }}
p, dd, td {{ orphans: 2; widows: 2 }}
footer {{ display: none !important }}
nav {{ display: block !important; border: 0 !important; padding: 0 !important }}
nav a::after {{ content: leader(" .") target-counter(attr(href), page) }}
nav ul.inline li {{ display: block !important; margin: 0 0 0 1.5em !important }}
.card {{ border-color: #7f7f7f }}
svg {{ max-width: 100% }}
table.dense {{ table-layout: fixed; width: 100% !important }}
table.dense :is(th, td) {{ min-width: 0 !important; padding: 1mm 0.5mm !important }}
table.dense :is(th, td):first-child {{ width: 14% }}
"""
"""What print asks for beyond the page's own style, which is the stronger one: hence `!important`."""
