"""The bundled law says where it comes from: nothing is passed over, and what is unverified says so."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from repositories import read_all, texts_in

from qingdan_checker.ledger import ledger
from qingdan_checker.resolve import resolve

if TYPE_CHECKING:
    from qingdan_checker import model as m

POLICIES = Path(__file__).parents[2] / "policies"
MARKS = json.loads(Path(__file__).with_name("marks.json").read_text(encoding="utf-8"))
"""The kinds of marks that number what the law says, and how many of each there are."""

UNVERIFIED = ("未核实", "unverified")
ILLUSTRATION = ("示例", "未核实", "未经核实")
LONGEST_QUOTATION = 400
"""Characters of an original that may stand here: a few lines, not the text."""


def bundled() -> m.Model:
    files, _, sheets = read_all(texts_in(POLICIES))
    return resolve(files, sheets)


MODEL = bundled()
LAW = [one for one in MODEL.documents.values() if one.where.path.startswith("cn/")]
EXAMPLES = [one for one in MODEL.documents.values() if one.where.path.startswith("examples/")]


def test_every_mark_stands_in_a_comment() -> None:
    wanted = {f"{kind}-{number:02}" for kind, one in MARKS.items() for number in range(1, one["numbers"] + 1)}
    comments = [
        comment
        for path, data in texts_in(POLICIES).items()
        if path.endswith((".qd", ".qd.md"))
        for comment in re.findall(r"#[^\n]*", data.decode())
    ]
    found = {mark for comment in comments for mark in re.findall(r"\b[A-Z][A-Z0-9]{1,2}-\d{2}\b", comment)}
    assert sorted(wanted - found) == []
    assert sorted(found - wanted) == []


def test_no_article_is_left_without_a_statement_or_a_reason() -> None:
    files, sources, sheets = read_all(texts_in(POLICIES))
    found = ledger(files, sources, sheets, today=date(2026, 1, 1))
    silent = [
        (entry.document, one.id) for entry in found.entries for one in entry.articles if one.state == "not encoded"
    ]
    assert silent == []
    assert found.report.findings == ()


@pytest.mark.parametrize("document", [*LAW, *EXAMPLES], ids=lambda one: one.name)
def test_every_document_says_where_it_comes_from(document: m.Document) -> None:
    assert document.source
    assert document.issued


@pytest.mark.parametrize("document", [*LAW, *EXAMPLES], ids=lambda one: one.name)
def test_an_unverified_figure_is_said_to_be_one_in_the_source(document: m.Document) -> None:
    reasons = [one.because for one in MODEL.statements if one.document is document]
    if any(mark in reason for reason in reasons for mark in UNVERIFIED):
        assert any(mark in document.source + document.number for mark in UNVERIFIED)


@pytest.mark.parametrize("document", EXAMPLES, ids=lambda one: one.name)
def test_an_illustration_says_so_in_its_title_and_is_nobodys_law(document: m.Document) -> None:
    assert any(mark in document.label for mark in ILLUSTRATION)
    assert document.issuer.name.startswith("example-")


def test_the_law_is_nobodys_illustration() -> None:
    assert [one.name for one in LAW if one.issuer.name.startswith("example-")] == []


def test_quotations_are_short() -> None:
    assert [(one.document, one.id) for one in MODEL.articles if len(one.text) > LONGEST_QUOTATION] == []


def test_every_jurisdiction_of_the_law_has_a_code_or_a_reason() -> None:
    places = [one for one in MODEL.jurisdictions.values() if not one.name.startswith("example-")]
    assert {one.name for one in places if not one.code} == {"cn", "xiongan", "hebei-direct"}
    codes = [one.code for one in places if one.code]
    assert len(codes) == len(set(codes))
    for one in places:
        if one.rank == "municipality" and one.code and one.parent:
            assert one.code[:2] == one.parent.code[:2]
