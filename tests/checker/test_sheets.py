"""Files with the entries of a list: what can be read, and every way in which one can be wrong."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from repositories import judge

from qingdan_checker.reporting import MOST_ANCHOR
from qingdan_checker.sheets.text import MOST_ROWS
from qingdan_dsl.source import MOST_FAULTS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from qingdan_checker.findings import Report

DAY = date(2022, 1, 1)


def report_on(data: bytes, name: str = "drug.csv", *, act: str = "list", claim: str = "count(drug) >= 0") -> Report:
    """What is found where a statement takes its entries from a file."""
    text = f"""
        catalogue drug "药品目录" {{ key name "药品名称"  field class "类别"  field limit }}
        jurisdiction cn "国" {{ level nation }}
        document cn.list "目录" {{ issuer cn  issued 2020-01-01
            article "1" {{ {act} drug from "{name}"  rule claim: {claim} }}
        }}
    """
    return judge({"a.qd": text.encode(), name: data}, DAY)


def faults(report: Report) -> list[tuple[str, str, str, int]]:
    return sorted((one.code, one.reason, one.place.file, one.place.line) for one in report.findings)


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("name,class\nA,x\nB,y\n", "count(drug) = 2"),
        ("药品名称,类别\nA,x\n", 'count(drug where class = "x") = 1'),
        ("limit,药品名称\n门诊,A\n", 'count(drug where limit = "门诊") = 1'),
        ("\ufeffname,class\r\nA,x\r\n", 'count(drug where class = "x") = 1'),
        ("name,class\rA,x\r", 'count(drug where class = "x") = 1'),
        ('name,class\n"A, B",x\n"C ""D""",x\n"E\nF",x\n', 'count(drug where class = "x") = 3'),
        ("name , class\n\u3000A\u3000,  x \n", 'count(drug where class = "x") = 1'),
        ('name, class\nA, "x, y"\n', 'count(drug where class = "x, y") = 1'),
        ("\n\nname\n\n \nA\n\n", "count(drug) = 1"),
        ("name,class,limit\nA\n", 'count(drug where class = "") = 1'),
        ("name\nA", "count(drug) = 1"),
        ("name\n", "count(drug) = 0"),
        ("name,class\nA," + "x" * 200_000, "count(drug) = 1"),
        ("name\n" + "\n".join(f"D{number}" for number in range(MOST_ROWS)), f"count(drug) = {MOST_ROWS}"),
    ],
)
def test_what_can_be_read(text: str, claim: str) -> None:
    assert report_on(text.encode(), claim=claim).findings == ()


@pytest.mark.parametrize(
    ("data", "wrong"),
    [
        (b"", [("value", "sheet-empty", 1)]),
        (b"\n \n", [("value", "sheet-empty", 1)]),
        ("药品名称,类别\n阿莫西林,甲\n".encode("gbk"), [("value", "sheet-encoding", 1)]),
        ("name,class\nA,x\n".encode("utf-16"), [("value", "sheet-encoding", 1)]),
        (b"name;class\nA;x\n", [("value", "sheet-delimiter", 1)]),
        (b"name\tclass\nA\tx\n", [("value", "sheet-delimiter", 1)]),
        ("药品名称，类别\nA，x\n".encode(), [("value", "sheet-delimiter", 1)]),
        (b"name,foo\nA,x,,,\n", [("value", "sheet-heading", 1)]),
        (b"name,\nA,x\n", [("value", "sheet-heading", 1)]),
        (b"class\nx\n", [("value", "sheet-key", 1)]),
        ("name,药品名称\nA,B\n".encode(), [("value", "sheet-heading-twice", 1)]),
        (b"name,class\n,x\n", [("value", "sheet-empty-key", 2)]),
        (b'name\nA\n""\n', [("value", "sheet-empty-key", 3)]),
        (b"name,class\nA,x,\n", [("value", "sheet-row", 2)]),
        (b"name\nA\nB\n A \n", [("duplicate", "key", 4)]),
        (b'name\n"A\nA"\nB\nB\n', [("duplicate", "key", 5)]),
        (b'name,class\nA,x\nB,"y\nC,z\n', [("value", "sheet-quote", 3)]),
        (b'name,class\nA,"x"y\n', [("value", "sheet-after-quote", 2)]),
        (b"name,class\nA," + b"x" * (1 << 20), [("value", "sheet-line", 2)]),
        (b'name,class\nA,"x\n' + b"B,y\n" * 100_000, [("value", "sheet-quote", 2)]),
        (b"name\n" + b"\n".join(b"D%d" % n for n in range(MOST_ROWS + 1)), [("value", "sheet-rows", MOST_ROWS + 2)]),
        (
            b'name,class\nA,"x"y\nB,z\nB,z\n,x\nC,x,y,z\n',
            [
                ("value", "sheet-after-quote", 2),
                ("duplicate", "key", 4),
                ("value", "sheet-empty-key", 5),
                ("value", "sheet-row", 6),
            ],
        ),
    ],
)
def test_what_is_wrong_with_it(data: bytes, wrong: list[tuple[str, str, int]]) -> None:
    assert faults(report_on(data)) == sorted((code, reason, "drug.csv", line) for code, reason, line in wrong)


def test_an_exclusion_reads_the_keys_alone() -> None:
    assert faults(report_on("备注,name,备注\nx,A,y\n".encode(), act="exclude")) == []
    assert faults(report_on(b"name,remark\nA,x,y\n", act="exclude")) == [("value", "sheet-row", "drug.csv", 2)]
    assert faults(report_on(b"remark\nx\n", act="exclude")) == [("value", "sheet-key", "drug.csv", 1)]
    assert faults(report_on(b"name;class\nA;x\n", act="exclude")) == [("value", "sheet-delimiter", "drug.csv", 1)]


def test_of_a_heading_with_thousands_of_mistakes_the_first_are_told() -> None:
    heading = ",".join(f"u{number}" for number in range(20_000))
    found = report_on(f"name,{heading}\nA\n".encode()).findings
    assert len(found) == MOST_FAULTS
    assert max(len(one.anchor) for one in found) <= MOST_ANCHOR


def test_a_missing_file_is_a_fault_of_the_statement_that_names_it() -> None:
    text = """catalogue drug { key name }  jurisdiction cn "国" { level nation }
    document cn.a "甲" { issuer cn  issued 2020-01-01  article "1" {
        list
          drug
          from
            "nowhere.csv"
    } }"""
    report = judge({"a.qd": text.encode()}, DAY)
    assert [(one.code, one.reason, one.place.line, one.place.column) for one in report.findings] == [
        ("value", "sheet-missing", 3, 9)
    ]


def test_a_statement_with_a_bad_row_takes_no_part() -> None:
    report = report_on(b"name\nA\nA\n", claim="count(drug) = 0")
    assert [one.code for one in report.findings] == ["duplicate"]


# ---- spreadsheets


def workbook(rows: Sequence[Sequence[object]], formats: Mapping[str, str] | None = None) -> bytes:
    book = openpyxl.Workbook()
    sheet: Any = book.active
    for row in rows:
        sheet.append(row)
    for cell, shape in (formats or {}).items():
        sheet[cell].number_format = shape
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def with_part(data: bytes, name: str, content: bytes = b"x") -> bytes:
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return out.getvalue()


def with_sheet(content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook([["name"]]))) as old, zipfile.ZipFile(out, "w") as new:
        for part in old.infolist():
            new.writestr(part, content if part.filename == "xl/worksheets/sheet1.xml" else old.read(part))
    return out.getvalue()


SHEET = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>%s</sheetData></worksheet>'


@pytest.mark.parametrize(
    ("value", "shape", "written"),
    [
        (0.05, "0%", "5%"),
        (0.125, "0.00%", "12.5%"),
        (0.07, "0%", "7%"),
        (1, "0%", "100%"),
        (date(2022, 12, 31), "yyyy-mm-dd", "2022-12-31"),
        (7, "000", "007"),
        (7.0, "General", "7"),
        (0.1, "General", "0.1"),
        (True, "General", "TRUE"),
        ("甲\n类", "@", "甲 类"),
    ],
)
def test_cells_come_out_as_written(value: object, shape: str, written: str) -> None:
    data = workbook([["药品名称", "类别"], ["A", value]], {"B2": shape})
    report = report_on(data, "drug.xlsx", claim=f'count(drug where class = "{written}") = 1')
    assert report.findings == ()


BOMB = with_part(b"", "a.txt")
for number in range(11):
    BOMB = with_part(BOMB, f"xl/{number}.xml", bytes(50_000_000))


@pytest.mark.parametrize(
    ("data", "wrong"),
    [
        (workbook([["name", "class"], ["A", "=1+1"]]), [("value", "sheet-formula", 2)]),
        (workbook([["name", "class"], ["A", "#N/A"]]), [("value", "sheet-error", 2)]),
        (workbook([["name"], ["A"], [None], ["A"]]), [("duplicate", "key", 4)]),
        (workbook([]), [("value", "sheet-empty", 1)]),
        (with_part(workbook([["name"]]), "xl/vbaProject.bin"), [("value", "sheet-macros", 1)]),
        (with_part(workbook([["name"]]), "xl/externalLinks/externalLink1.xml"), [("value", "sheet-links", 1)]),
        (b"name\nA\n", [("value", "sheet-broken", 1)]),
        (with_part(b"", "a.txt"), [("value", "sheet-broken", 1)]),
        (BOMB, [("value", "sheet-unpacked", 1)]),
        (with_sheet(SHEET % (b"<row/>" * 2_000_001)), [("value", "sheet-tags", 1)]),
        (with_part(workbook([["name"]]), "xl/more.xml", b"<si/>" * 2_000_001), [("value", "sheet-tags", 1)]),
        (with_sheet(b"<nonsense"), [("value", "sheet-broken", 1)]),
        (
            with_sheet(SHEET % b'<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>A</t></is></c></row>'),
            [("value", "sheet-rows", MOST_ROWS + 2)],
        ),
        (
            with_sheet(
                b'<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>'
                + SHEET % b'<row r="1"><c r="A1" t="inlineStr"><is><t>&f;</t></is></c></row>'
            ),
            [("value", "sheet-broken", 1)],
        ),
    ],
)
def test_what_is_wrong_with_a_workbook(data: bytes, wrong: list[tuple[str, str, int]]) -> None:
    assert faults(report_on(data, "drug.xlsx")) == [(code, reason, "drug.xlsx", line) for code, reason, line in wrong]


def test_a_formula_that_comes_to_an_empty_text_is_empty() -> None:
    cells = (
        b'<row r="1"><c r="A1" t="inlineStr"><is><t>name</t></is></c><c r="B1" t="inlineStr"><is><t>class</t></is></c>'
        b'</row><row r="2"><c r="A2" t="inlineStr"><is><t>A</t></is></c><c r="B2" t="str"><f>""</f><v></v></c></row>'
    )
    report = report_on(with_sheet(SHEET % cells), "drug.xlsx", claim='count(drug where class = "") = 1')
    assert report.findings == ()


@pytest.mark.parametrize("name", ["drug.xls", "drug.xlsm", "drug.ods", "drug.et"])
def test_other_workbooks_are_not_opened(name: str) -> None:
    assert faults(report_on(b"name\nA\n", name)) == [("value", "sheet-kind", name, 1)]
