"""Wrong texts that a drafter could have written: what is said about them, and where."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from qingdan_dsl.mistakes import SENTENCES, minus_suspect, sentence
from qingdan_dsl.parse import parse
from qingdan_dsl.source import MOST_FAULTS, Source, read

if TYPE_CHECKING:
    from qingdan_dsl.syntax.declarations import File

FOLDER = Path(__file__).parent / "mistakes"
EXPECTED: dict[str, list[dict[str, Any]]] = json.loads((FOLDER / "expected.json").read_text(encoding="utf-8"))

DOCUMENT = 'document c.d "t" {{ issuer c  issued 2022-01-01\n article "1" {{\n{}\n}} }}\n'


def read_text(text: str, path: str = "x.qd") -> tuple[Source, File]:
    source = read(path, text.encode())
    assert isinstance(source, Source)
    return source, parse(source)


def reasons(text: str) -> list[str]:
    return [fault.reason for fault in read_text(text)[1].faults]


def test_every_text_has_its_expectation() -> None:
    assert sorted(EXPECTED) == sorted(path.name for path in FOLDER.glob("*.qd*"))


@pytest.mark.parametrize("name", EXPECTED)
def test_mistakes_are_found_where_they_are(name: str) -> None:
    source, file = read_text((FOLDER / name).read_text(encoding="utf-8"), name)

    found = [
        {"reason": fault.reason, "line": place.line, "column": place.column}
        for fault in file.faults
        for place in [source.position(fault.span.start)]
    ]
    assert found == EXPECTED[name]
    assert file.broken
    assert file.declarations == ()


@pytest.mark.parametrize("name", EXPECTED)
def test_every_mistake_has_a_sentence_in_both_languages(name: str) -> None:
    _, file = read_text((FOLDER / name).read_text(encoding="utf-8"), name)

    for fault in file.faults:
        english, chinese = sentence(fault), sentence(fault, "zh")
        assert english
        assert chinese
        assert not any("\u4e00" <= char <= "\u9fff" for char in english.translate(_without_quotations(english)))


def _without_quotations(text: str) -> dict[int, None]:
    """The characters that only the user's own words hold."""
    return {ord(char): None for char in "".join(text.split("`")[1::2])}


def test_every_sentence_is_said_of_some_text() -> None:
    said = {mistake["reason"] for mistakes in EXPECTED.values() for mistake in mistakes}
    of_files = {"too-large", "too-many-lines", "not-utf-8", "unreadable"}
    of_limits = {"too-deep", "too-many", "too-many-words", "too-long-number"}

    assert set(SENTENCES) - said == of_files | of_limits | {"clause", "end-unfinished"}


@pytest.mark.parametrize(
    ("name", "spaced"),
    [
        ("ratio-5pp", "ratio - 5pp"),
        ("inpatient.ratio-10", "inpatient.ratio - 10"),
        ("10pp-5pp", "10pp - 5pp"),
        ("this-year-2", "this-year - 2"),
        ("支付比例-5个百分点", "支付比例 - 5个百分点"),
        ("a-5_000yuan", "a - 5_000yuan"),
        ("a-5pp-3pp", "a - 5pp - 3pp"),
        ("average-wage", None),
        ("cn.list-2020.rule", None),
        ("gap-12th", None),
        ("ratio", None),
    ],
)
def test_a_name_that_may_hide_a_minus(name: str, spaced: str | None) -> None:
    assert minus_suspect(name) == spaced


def test_the_end_in_the_middle_of_a_statement() -> None:
    assert reasons('document c.d "t" { issuer c  issued') == ["end-unfinished"]
    assert reasons("item") == ["end-unfinished"]


def test_the_first_of_a_doubled_clause_counts() -> None:
    _, file = read_text("statistic w { value yuan  value percent }")

    assert [(fault.code, fault.reason) for fault in file.faults] == [("duplicate", "clause")]
    assert not file.broken


def test_many_mistakes_end_in_one_that_says_so() -> None:
    found = reasons(DOCUMENT.format("set r 5%\n" * (MOST_FAULTS + 5)))

    assert found == ["missing-colon"] * MOST_FAULTS + ["too-many"]


def test_names_of_a_broken_text_count_as_declared() -> None:
    _, file = read_text(
        'dimension tier "级别" label en "Tier" ordered { primary "一级"  secondary label en "x" }\n'
        'item ratio "比例" { value percent by by tier }\n'
        'document c.d "文件" { issuer c  issued 2022-01-01\n'
        '  article "1" { rule floor "下限": ratio >= 5% } }\n'
        "statistic rule { value yuan }\n"
    )

    assert [(one.sort, one.name, one.label) for one in file.declared] == [
        ("dimension", "tier", "级别"),
        ("member", "primary", "一级"),
        ("member", "secondary", ""),
        ("item", "ratio", "比例"),
        ("document", "c.d", "文件"),
        ("rule", "c.d.floor", "下限"),
        ("statistic", "rule", ""),
    ]


def test_names_behind_an_unclosed_text_count_as_declared() -> None:
    _, file = read_text('document c.d """t { issuer c\nitem ratio { value percent }\n')

    assert [one.name for one in file.declared] == ["c.d", "ratio"]
