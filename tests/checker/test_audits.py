"""The audit report: what it says of hostile texts, of excuses, and of many jurisdictions."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from repositories import read_all

from qingdan_checker import papers
from qingdan_checker.audits import Scope, audit_of, paper_of
from qingdan_checker.audits.place import _LABELS
from qingdan_checker.bounding import decided
from qingdan_checker.ledger import ledger
from qingdan_checker.messages.book import Book
from qingdan_checker.messages.notes import TAGS
from qingdan_checker.paper import Table
from qingdan_checker.pipeline import check

if TYPE_CHECKING:
    from qingdan_checker.audits import Audit
    from qingdan_checker.paper import Block, Paper, Section

DAY = date(2020, 6, 1)


def audited(text: str) -> Audit:
    files, sources, sheets = read_all({"a.qd": text.encode()})
    report = check(files, sources, sheets, today=DAY)
    room = decided(files, sources, sheets, day=DAY)
    return audit_of(report, ledger(files, sources, sheets, today=DAY), room, Scope(), DAY)


def paper(text: str) -> Paper:
    audit = audited(text)
    return paper_of(audit, Book(audit.report, "en"))


def blocks(section: Section) -> list[Block]:
    return [*section.blocks, *(block for inner in section.sections for block in blocks(inner))]


HOSTILE = """
    jurisdiction cn "国</td><script>alert(1)</script>" label en "N|<b>n</b>" { level nation }
    item ratio "比例{{ 1111*7 }}`x`" { value percent }
    document cn.a "甲\x1b[31m\u202e|<!--" { number "=HYPERLINK(1)"  issuer cn  issued 2020-01-01
        article "<1>" "*题*|" {
        text "原文 <img src=x onerror=1> ]]> %0A::error::"
        rule floor "下限</style>" label en "floor [x](javascript:1)" because "理由 <script> / reason <script>":
            ratio >= 90%
        set ratio: 80% }
        article "2" { not-checkable because "<script>alert(2)</script>" } }
"""


@pytest.mark.parametrize("form", ["markdown", "html"])
def test_hostile_text_is_shown_as_text(form: str) -> None:
    audit = audited(HOSTILE)
    made = [paper_of(audit, Book(audit.report, language)) for language in ("zh", "en")]
    text = papers.written(form, made).decode()
    assert "7777" not in text
    assert "\u202e" not in text
    assert "\x1b" not in text
    if form == "html":
        assert "<script" not in text
        assert "<img" not in text
        assert "http" not in text.replace('"http://www.w3.org/2000/svg"', "")
    else:
        assert "\\<script\\>" in text
        assert "\\[x\\](javascript" in text


def test_what_is_excused_is_shown_with_what_excuses_it_and_its_days() -> None:
    made = paper("""
        jurisdiction cn "国" { level nation }
        jurisdiction city "市" { level municipality  within cn }
        item ratio { value percent }
        document cn.a "清单" { number "一号"  issuer cn  issued 2020-01-01  article "1" {
            delegate ratio to municipality  rule floor: ratio >= 90%
            approve city to deviate from floor until 2020-06-30 because "过渡" } }
        document city.a "措施" { issuer city  issued 2020-01-01  article "3" { set ratio: 80% } }
    """)
    tables = [block for section in made.sections for block in blocks(section) if isinstance(block, Table)]
    texts = [cell.text for table in tables for row in table.rows for cell in row]
    assert "一号, art. 1 29 days left" in texts
    assert "approved" in texts
    assert "29" in texts


def test_lines_of_a_quotation_are_lines_of_the_page() -> None:
    made = paper("""
        jurisdiction cn "国" { level nation }
        item ratio { value percent }
        document cn.a "甲" { issuer cn  issued 2020-01-01  article "1" {
            text \"\"\"first line
            second <line>\"\"\"
            rule floor: ratio >= 90%  set ratio: 80% } }
    """)
    html = papers.written("html", [made]).decode()
    assert "first line<br>" in html
    assert "second &lt;line&gt;" in html


def test_every_form_has_its_facts_and_the_same_bytes_twice() -> None:
    made = [paper(HOSTILE)]
    for form in papers.names():
        assert papers.facts(form).name == form
    for form in ("markdown", "html"):
        assert papers.written(form, made) == papers.written(form, made)


def test_a_report_of_nothing_is_a_report() -> None:
    made = paper("")
    assert [section.mark for section in made.sections] == ["summary", "receipt"]


def test_every_line_below_a_finding_has_a_label_on_paper() -> None:
    assert set(TAGS) == set(_LABELS)
