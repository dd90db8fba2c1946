"""The sentences: there is one for every reason, in both languages, with the same facts, and they read well."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING

import pytest
from repositories import read_all, texts_in

import qingdan_checker
from qingdan_checker.checks import CHECKS
from qingdan_checker.findings import Reason, Report, Term
from qingdan_checker.messages import policies, sources
from qingdan_checker.messages.book import Book
from qingdan_checker.messages.gaps import DECIDES, GAPS, STATES
from qingdan_checker.messages.headlines import headline, sentence_of
from qingdan_checker.messages.notes import TAGS
from qingdan_checker.messages.phrases import phrase
from qingdan_checker.messages.said import SEVERITIES, say
from qingdan_checker.pipeline import check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qingdan_checker.messages.language import Sentence

PACKAGE = Path(next(iter(qingdan_checker.__path__)))
CASES = Path(__file__).parent.parent / "cases"
IN_CHINESE_ALONE = {"gap_item"}
"""Facts that the shorter English sentence leaves to the lines below it."""


def all_sentences() -> Iterator[tuple[str, Sentence]]:
    for table in (sources.SOURCES, sources.HELP, policies.POLICIES, policies.HELP):
        for code, reasons in table.items():
            for reason, sentence in reasons.items():
                yield f"{code}/{reason}", sentence
    for name, flat in {"gap": GAPS, "decides": DECIDES, "state": STATES, "tag": TAGS, "severity": SEVERITIES}.items():
        for key, sentence in flat.items():
            yield f"{name}/{key}", sentence


def fields(text: str) -> set[str]:
    return {field.removesuffix("_are") for _, field, _, _ in Formatter().parse(text) if field}


@pytest.mark.parametrize(("name", "sentence"), [*all_sentences()], ids=[name for name, _ in all_sentences()])
def test_both_languages_say_the_same_facts(name: str, sentence: Sentence) -> None:
    assert name
    assert sentence.en
    assert sentence.zh
    assert fields(sentence.en) - fields(sentence.zh) <= {"name"}
    assert fields(sentence.zh) - fields(sentence.en) <= IN_CHINESE_ALONE | {"what"}
    assert "illegal" not in sentence.en.lower()


def reasons_in_the_code() -> Iterator[tuple[str, str]]:
    for file in (PACKAGE / "resolve").glob("*.py"):
        text = file.read_text(encoding="utf-8")
        for match in re.finditer(r'\.add\(\s*"([a-z]+)",\s*"([a-z-]+)"', text):
            yield match.group(1), match.group(2)
        for match in re.finditer(r'code="([a-z]+)",\s*reason="([a-z-]+)"', text):
            yield match.group(1), match.group(2)


@pytest.mark.parametrize(("code", "reason"), sorted(set(reasons_in_the_code())))
def test_each_reason_of_a_fault_has_a_sentence(code: str, reason: str) -> None:
    assert sentence_of(code, reason)


@pytest.mark.parametrize("code", sorted(CHECKS))
def test_each_code_has_a_sentence_of_last_resort(code: str) -> None:
    sentence = sentence_of(code, "")
    assert sentence
    assert fields(sentence.en) <= {"rule", "jurisdiction", "item", "label", "until", "value", "range"}


def test_each_kind_of_gap_has_a_sentence() -> None:
    kinds = set(re.findall(r"`([a-z-]+)`", Reason.__doc__ or ""))
    assert kinds <= set(GAPS)


def all_reports() -> Iterator[tuple[str, Report]]:
    for folder in sorted(path.parent for path in CASES.glob("*/*/expect.json")):
        read = read_all(texts_in(folder))
        yield f"{folder.parent.name}/{folder.name}", check(*read, today=date(2024, 1, 1))


def test_every_finding_of_every_case_is_said_in_full() -> None:
    """No sentence lacks a fact, none shows a placeholder, and Chinese ones have no English words of ours."""
    for name, report in all_reports():
        for finding in report.findings:
            for language in ("en", "zh"):
                said = say(finding, Book(report, language))
                text = "\n".join((said.headline, said.here, *said.there, *(note.text for note in said.notes)))
                assert said.headline != finding.code, (name, finding)
                assert not re.search(r"\{[a-z_]+\}|None", text), (name, text)
                if language == "zh":
                    assert re.search(r"[\u4e00-\u9fff]", said.headline), (name, said.headline)


# ---- phrases

NAMES = {"inpatient.ratio": "住院支付比例", "primary": "一级及以下", "tier": "级别", "average-wage": "职工年平均工资"}
LABELS = {label: name for name, label in NAMES.items()}


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("inpatient.ratio[primary] >= 90%", "住院支付比例[一级及以下] ≥ 90%"),
        ("inpatient.ratio[previous tier]", "住院支付比例[前一 级别]"),
        ("10% of average-wage", "10%的职工年平均工资"),
        ("500 yuan", "500元"),
        ("150_000 yuan", "15万元"),
        ("20 working-days", "20个工作日"),
        ("-5pp", "-5个百分点"),
        ("100/3%", "100/3%"),
        ('count(drug where class = "B")', '数量(drug 其中 class = "B")'),
        ("not (primary or other)", "非 (一级及以下 或 other)"),
    ],
)
def test_a_phrase_in_chinese(written: str, said: str) -> None:
    assert phrase(written, "zh", NAMES.get) == said


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (
            "住院支付比例[一级及以下] － 住院支付比例[二级] ≥ 10个百分点",
            "inpatient.ratio[primary] - inpatient.ratio[二级] >= 10pp",
        ),
        ("5万元 的 职工年平均工资", "5 wan-yuan of average-wage"),
        ("90％ 且 非 一级及以下", "90% and not primary"),
        ("1 months", "1 month"),
        ("`inpatient.ratio` = 3岁", "inpatient.ratio = 3 years"),
    ],
)
def test_a_phrase_in_english(written: str, said: str) -> None:
    assert phrase(written, "en", LABELS.get) == said


def test_articles_are_cited_as_people_cite_them() -> None:
    report = Report(findings=(), verdicts=(), dates=())
    chinese, english = Book(report, "zh"), Book(report, "en")
    assert [chinese.article(number) for number in ("3", "三", "1.2", "清理规范")] == [
        "第3条",
        "第三条",
        "第1.2条",
        "“清理规范”条",
    ]
    assert english.article("三") == "art. 三"


def test_a_name_is_its_label_in_chinese_and_itself_in_english() -> None:
    terms = {
        "hebei": Term(sort="jurisdiction", label="河北省", english="Hebei"),
        "resident": Term(sort="member", label="城乡居民医保", english="Urban and rural residents"),
    }
    report = Report(findings=(), verdicts=(), dates=(), terms=terms)
    assert Book(report, "zh").cell((("scheme", "resident"), ("age", "70 years"))) == "城乡居民医保 · age = 70岁"
    assert Book(report, "en").cell((("scheme", "resident"), ("age", "age > 70 years"))) == "resident · age > 70 years"
    assert (Book(report, "zh").name("hebei"), Book(report, "en").name("hebei")) == ("河北省", "Hebei")


def test_an_unknown_reason_falls_back_to_the_sentence_of_its_code() -> None:
    read = read_all({"a.qd": 'jurisdiction cn "国" { level nation }\ngroup g = nobody'.encode()})
    report = check(*read, today=date(2024, 1, 1))
    from dataclasses import replace  # noqa: PLC0415

    finding = replace(report.findings[0], reason="new", facts=())
    assert headline(finding, Book(report, "en")) == "this name is not declared"
