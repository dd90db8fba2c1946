"""Papers as Word, Excel and PDF: the same bytes each time, what they hold when opened again, and hostile text."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import sys
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING, Any, get_args

import docx
import openpyxl
import pytest
from docx.oxml.ns import qn
from printing import BAND, DAY, FORMULAS, HOSTILE, hostile, sample

from qingdan_checker import papers
from qingdan_checker.layout.columns import visible
from qingdan_checker.layout.spread import levelled, parted, wanted
from qingdan_checker.layout.tones import SHADES
from qingdan_checker.paper import Card, Paper, Picture, Section, Table, Text, Tone
from qingdan_checker.papers.docx.drawing import drawing
from qingdan_checker.papers.xlsx.parts import parts
from qingdan_checker.papers.xlsx.workbook import LONGEST_NAME, sheet_names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docx.document import Document

    from qingdan_checker.paper import Block

BOTH = (sample("zh"), sample("en"))
ALL = (*BOTH, hostile())

try:
    import weasyprint  # noqa: F401
except OSError as error:
    _MISSING = str(error).splitlines()[0]
else:
    _MISSING = ""

needs_pango = pytest.mark.skipif(bool(_MISSING), reason=f"WeasyPrint cannot draw here: {_MISSING}")
needs_pdftotext = pytest.mark.skipif(not shutil.which("pdftotext"), reason="there is no pdftotext here")

BINARY = ("docx", pytest.param("pdf", marks=needs_pango), "xlsx")


def word(of: Sequence[Paper]) -> Document:
    return docx.Document(io.BytesIO(papers.written("docx", of)))


def workbook(of: Sequence[Paper]) -> Any:  # noqa: ANN401  openpyxl's own
    return openpyxl.load_workbook(io.BytesIO(papers.written("xlsx", of)))


def cells(of: Sequence[Paper]) -> list[Any]:
    return [cell for sheet in workbook(of) for row in sheet.iter_rows() for cell in row if cell.value is not None]


def shown(text: str) -> str:
    """A text with its line ends kept and all else made visible."""
    return "\n".join(visible(line) for line in text.split("\n"))


@pytest.mark.parametrize("form", BINARY)
def test_the_same_papers_are_the_same_bytes(form: str, tmp_path: Any) -> None:  # noqa: ANN401
    """Also in another process, where sets are in another order and the clock has moved on."""
    file = tmp_path / "made"
    program = (
        "import sys; from pathlib import Path; from printing import *; from qingdan_checker import papers\n"
        f"Path(sys.argv[1]).write_bytes(papers.written({form!r}, (sample('zh'), sample('en'), hostile())))"
    )
    path = {"PYTHONPATH": ":".join(sys.path), "PYTHONHASHSEED": "7", "TZ": "Asia/Shanghai"}
    subprocess.run([sys.executable, "-c", program, str(file)], check=True, env=path)
    assert papers.written(form, ALL) == file.read_bytes()


@pytest.mark.parametrize("form", ["docx", "xlsx"])
def test_an_archive_has_no_clock(form: str) -> None:
    with zipfile.ZipFile(io.BytesIO(papers.written(form, BOTH))) as archive:
        assert {part.date_time for part in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = archive.read("docProps/core.xml").decode()
    assert set(re.findall(r">(\d{4}-[^<]+)<", core)) == {f"{DAY}T00:00:00Z"}


@pytest.mark.parametrize(
    ("form", "module", "extra"),
    [("docx", "docx", "office"), ("xlsx", "xlsxwriter", "office"), ("pdf", "weasyprint", "pdf")],
)
def test_a_missing_extra_is_named(form: str, module: str, extra: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(papers.MissingExtraError, match=f"^{extra}$"):
        papers.written(form, BOTH)


def test_each_form_says_what_it_is_for() -> None:
    assert {name for name in papers.names() if papers.facts(name).binary} == {"docx", "pdf", "xlsx"}
    assert all(papers.facts(name).name == name for name in papers.names())


def test_each_tone_has_a_shade() -> None:
    assert set(SHADES) == set(get_args(Tone))


# ---- Word


def test_word_has_headings_with_levels_and_a_table_of_contents() -> None:
    body = word([sample()]).paragraphs
    heads = [(one.style.name, one.text) for one in body if one.style and one.style.name.startswith("Heading")]
    assert heads[:3] == [("Heading 1", "一、总体情况"), ("Heading 1", "二、核对结果"), ("Heading 2", "衡水市")]
    listed = [one.text for one in body if one.style and one.style.name in {"toc 1", "toc 2"}]
    assert listed == [text for _, text in heads]


def test_word_lists_what_its_links_lead_to() -> None:
    root = word(BOTH).element
    anchors = [one.get(qn("w:anchor")) for one in root.iter(qn("w:hyperlink"))]
    marks = [one.get(qn("w:name")) for one in root.iter(qn("w:bookmarkStart"))]
    assert len(anchors) == 12
    assert set(anchors) <= set(marks)
    assert len(marks) == len(set(marks))
    ids = [one.get(qn("w:id")) for one in root.iter(qn("w:bookmarkStart"))]
    assert ids == list(dict.fromkeys(ids))
    fields = [one.text for one in root.iter(qn("w:instrText"))]
    assert fields == [' TOC \\o "1-2" \\h \\z \\u \\b _Paper8 ', ' TOC \\o "1-2" \\h \\z \\u \\b _Paper17 ']


def test_word_asks_nothing_when_it_opens_a_report() -> None:
    """A document that updates its fields on opening asks whether it may, and frightens people."""
    with zipfile.ZipFile(io.BytesIO(papers.written("docx", BOTH))) as archive:
        assert b"updateFields" not in archive.read("word/settings.xml")
        assert b"w:dirty" not in archive.read("word/document.xml")


def test_tables_in_word_repeat_their_heads_and_break_between_rows() -> None:
    root = word(ALL).element
    tables = list(root.iter(qn("w:tbl")))
    assert all(len(list(table.iter(qn("w:tblHeader")))) == 1 for table in tables)
    assert all(row.find(f".//{qn('w:cantSplit')}") is not None for row in root.iter(qn("w:tr")))
    for table in tables:
        width = sum(int(column.get(qn("w:w"))) for column in table.iter(qn("w:gridCol")))
        assert width in {9354, 14286}


def test_word_has_fonts_for_chinese_and_pages_of_a4() -> None:
    document = word(BOTH)
    fonts = document.styles["Normal"].element.find(f".//{qn('w:rFonts')}")
    assert (fonts.get(qn("w:eastAsia")), fonts.get(qn("w:ascii"))) == ("宋体", "Times New Roman")
    sides = [sorted((section.page_width or 0, section.page_height or 0)) for section in document.sections]
    assert all((round(short / 36_000), round(long / 36_000)) == (210, 297) for short, long in sides)
    feet = [section.footer.paragraphs[0].text for section in document.sections]
    assert feet[0].startswith("清单 0.1")
    assert feet[-1].startswith("qingdan 0.1")


def test_a_wide_table_of_marks_lies_with_its_heading() -> None:
    """29 rules are two tables with the places in each, on a page of its own that lies."""
    document = word([sample()])
    assert [section.orientation for section in document.sections] == [0, 1, 0]
    matrix = [table for table in document.tables if len(table.columns) > 8]
    assert [len(table.columns) for table in matrix] == [15, 16]
    assert [table.cell(1, 0).text for table in matrix] == ["衡水市", "衡水市"]


def test_a_picture_is_drawn_and_told() -> None:
    document = word([sample()])
    known = next(document.element.iter(qn("wp:docPr")))
    assert known.get("title") == "城乡居民住院支付比例（分级别）"
    assert known.get("descr") in [one.text for one in document.paragraphs]
    texts = [one.text for group in document.element.iter(qn("wp:inline")) for one in group.iter(qn("w:t"))]
    assert texts == ["60%", "100%", "一级及以下", "二级", "90%", "三级"]


def test_a_drawing_has_all_that_its_picture_has() -> None:
    drawn = drawing(BAND)
    assert drawn is not None
    assert (drawn.width, drawn.height, len(drawn.marks)) == (640, 190, 14)


@pytest.mark.parametrize(
    "inside",
    [
        '<image href="http://example.invalid/x.png"/>',
        '<path d="M0 0 C1 1 2 2 3 3"/>',
        '<rect width="5" height="5" transform="rotate(5)"/>',
        '<rect width="5" height="5" fill="url(#nowhere)"/>',
        '<rect width="5" height="5" fill="var(--x)"/>',
        '<rect width="50%" height="5"/>',
        '<text x="1" y="1">a <tspan>b</tspan></text>',
        "<rect",
    ],
)
def test_half_a_picture_is_not_drawn(inside: str) -> None:
    """A picture with something that is not read is told in words alone."""
    assert drawing(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{inside}</svg>') is None


# ---- Excel


def test_excel_has_a_sheet_for_each_section_and_its_findings() -> None:
    assert workbook(BOTH).sheetnames == [
        "一、总体情况",
        "二、核对结果",
        "问题：二、核对结果",
        "三、地区与规则对照",
        "四、依据清单",
        "Summary",
        "Findings",
        "Findings Findings",
        "Matrix",
        "Receipt",
    ]


def test_tables_of_marks_have_sheets_apart() -> None:
    """Their columns are narrow; what stands behind them has a sheet of its own, named as its table."""
    table, matrix, remark = Table(title="Rules", heads=("a",), rows=()), sample().sections[2].blocks[0], Text(text="x")
    card = Card(title="c", tone="", rows=())

    def titles(*blocks: Block) -> list[str]:
        return [part.title for part in parts(Section(mark="m", title="T", blocks=blocks), "en")]

    assert titles(matrix, remark, table) == ["T", "Rules"]
    assert titles(matrix, remark) == titles(table) == titles(card) == titles() == ["T"]
    assert titles(table, matrix) == ["T"]
    assert titles(table, card) == ["T", "Findings: T"]


def test_names_of_sheets_are_legal_and_told_apart() -> None:
    long = "衡水市医疗保障局关于调整城乡居民基本医疗保险待遇的通知核对结果" + "𠮷" * 9
    names = list(sheet_names(["a/b", "A:B", "", "History", long, long, "'x'", "[1]", "\x07", " "]))
    assert len({name.casefold() for name in names}) == len(names)
    assert all(0 < len(name.encode("utf-16-le")) <= 2 * LONGEST_NAME for name in names)
    assert not any(set(name) & set("[]:*?/\\") or name.strip("'") != name for name in names)
    assert names[:4] == ["a b", "A B (2)", "3", "History (2)"]


def test_tables_in_excel_can_be_filtered_and_cards_are_rows() -> None:
    book = workbook([sample()])
    tables = [table for sheet in book for table in sheet.tables.values()]
    heads = [[column.name for column in table.tableColumns] for table in tables]
    assert heads[0] == ["条", "规则", "数值", "结论"]
    assert heads[1] == ["所在部分", "摘要", "本地条文", "上级依据", "算式", "建议", "缺少"]
    assert all(table.autoFilter for table in tables[:2])
    assert [row[0].value for row in book["问题：二、核对结果"].iter_rows(min_row=3)] == ["衡水市", "衡水市"]
    matrix = workbook([sample()])["三、地区与规则对照"]
    assert matrix.freeze_panes == "B4"
    assert matrix.print_title_rows == "$3:$3"


def test_nothing_in_excel_is_a_formula_a_number_or_a_link() -> None:
    found = cells(ALL)
    assert {cell.data_type for cell in found} == {"s"}
    assert not any(cell.hyperlink for cell in found)
    assert {"95% − 90% = 5pp < 10pp", *(shown(text) for text in FORMULAS)} <= {cell.value for cell in found}


def test_what_looks_like_a_formula_stays_text_when_its_cell_is_edited() -> None:
    risky = [cell for cell in cells([hostile()]) if str(cell.value).startswith(("=", "+", "-", "@"))]
    assert len(risky) > 20
    assert all(cell.quotePrefix for cell in risky)


def test_a_text_too_long_for_a_cell_says_so() -> None:
    table = Table(title="", heads=("a",), rows=((papers.Cell(text="字" * 40_000),),))
    paper = Paper(
        language="zh",
        title="",
        subtitle="",
        judged=DAY,
        foot="",
        sections=(Section(mark="a", title="a", blocks=(table,)),),
    )
    longest = max((cell.value for cell in cells([paper])), key=len)
    assert longest[-1] == "…"
    assert 32_000 < len(longest) <= 32_767


# ---- all of them


def test_hostile_text_is_shown_as_text() -> None:
    written = "".join(one.text or "" for one in word([hostile()]).element.iter(qn("w:t")))
    assert written.count("<script>alert(1)</script> & &amp; <!-- --> ]]> <b>") > 20
    assert written.count("bell \\x07 escape \\x1b[31m null \\x00 override \\u202e end \\ufeff \\ud800 \\ufffe") > 20
    assert shown(HOSTILE) in {cell.value for cell in cells([hostile()])}


def test_a_paper_of_nothing_can_be_written() -> None:
    paper = Paper(language="en", title="", subtitle="", judged=DAY, sections=(), foot="")
    assert word([paper]).paragraphs
    assert workbook([paper]).sheetnames == ["Sheet1"]


@needs_pango
@needs_pdftotext
def test_a_pdf_has_the_text_the_pages_and_the_foot(tmp_path: Any) -> None:  # noqa: ANN401
    file = tmp_path / "a.pdf"
    file.write_bytes(papers.written("pdf", BOTH))
    run = subprocess.run(["pdftotext", "-layout", str(file), "-"], check=True, capture_output=True)  # noqa: S607
    pages = run.stdout.decode().split("\f")[:-1]
    assert re.search(rf"1 ?/ ?{len(pages)}", pages[0])
    assert "清单 0.1 · 仅就录入的条文核对，不是法律意见" in pages[0]
    assert "qingdan 0.1 · not legal advice" in pages[-1]
    assert "衡水市医疗保障待遇政策核对报告" in pages[0]
    assert sum(page.count("Article") for page in pages) == 2  # the heading row is on both pages of its table


@needs_pango
def test_a_pdf_fetches_nothing() -> None:
    """Addresses in a page lead nowhere while it is printed."""
    made = papers.written("pdf", [hostile()])
    assert made.startswith(b"%PDF-")
    assert b"/URI" not in made


@needs_pango
def test_pictures_in_a_pdf_keep_their_colours() -> None:
    """WeasyPrint draws a picture by itself: one whose styles stand in the page would be black."""
    plain = papers.written("pdf", [sample()])
    black = papers.written("pdf", [_pictured(re.sub("#d4ebfa|#8cc3e6|#1c6ea4", "#000000", BAND))])
    assert plain != black


def _pictured(svg: str) -> Paper:
    first, *others = sample().sections
    blocks = tuple(replace(block, svg=svg) if isinstance(block, Picture) else block for block in first.blocks)
    return replace(sample(), sections=(replace(first, blocks=blocks), *others))


# ---- widths


def test_columns_want_what_their_texts_take() -> None:
    assert wanted([("a", "衡水市医保局"), ("a\nlonger line", "x" * 99)]) == [11, 60]


def test_lengths_are_parted_without_remainder() -> None:
    assert parted(100, (1, 1, 1)) == [33, 33, 34]


def test_the_widest_columns_are_cut_first() -> None:
    assert levelled([10, 50, 60], 80, 5) == [10, 35, 35]
    assert levelled([10, 50, 60], 10, 20) == [10, 20, 20]
