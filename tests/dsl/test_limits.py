"""Texts that nobody writes in good faith: each ends in a clear fault, in bounded time and memory."""

from __future__ import annotations

import pytest

from qingdan_dsl.build import DEEPEST
from qingdan_dsl.lexer import MOST_DIGITS, MOST_TOKENS, tokenize
from qingdan_dsl.source import MOST_BYTES, MOST_LINES, Fault, read
from qingdan_dsl.write import write

from .reading import file_of, in_article, reasons

MANY = 10_000
LONG = 200_000
DIGITS = 1_000_000
SUM = 100_000

DEEP = {
    "brackets of items": f"set x: {'y[year = ' * MANY}1{']' * MANY}",
    "parentheses": f"set x: {'(' * MANY}1{')' * MANY}",
    "not after not": f"rule r: {'not ' * MANY}a",
    "minus after minus": f"set x: {'- ' * MANY}1",
    "a sum": f"set x: {'1 + ' * SUM}1",
    "a change": f"adjust x by {'+ 1 ' * SUM}",
    "a choice": f"set x for {'a or ' * MANY}b: 1",
    "implications": f"rule r: {'a implies ' * MANY}a",
    "conditions": f"rule r: {'if a then b else ' * MANY}a",
    "functions": f"set x: {'abs(' * MANY}1{')' * MANY}",
    "blocks": f"set x {'{ a ' * MANY}: 1 {'}' * MANY}",
    "blocks of changes": f"adjust x {'{ a ' * MANY}: +1 {'}' * MANY}",
    "open blocks": f"set x {'{ a ' * MANY}",
}


@pytest.mark.parametrize("name", DEEP)
def test_what_nests_too_deep_is_said_once(name: str) -> None:
    assert reasons(in_article(DEEP[name])) == ["too-deep"]


def test_what_comes_behind_is_read_all_the_same() -> None:
    text = in_article(f"{DEEP['a sum']}\nset x 5%\n{DEEP['blocks']}\nset x 5%")

    assert reasons(text) == ["too-deep", "missing-colon", "too-deep", "missing-colon"]


@pytest.mark.parametrize(
    "text",
    [
        "set x: " + "1 + " * (DEEPEST - 2) + "1",
        "rule r: " + "not " * (DEEPEST - 1) + "a",
        "set x: " + "abs(" * (DEEPEST - 2) + "-1" + ")" * (DEEPEST - 2),
        "set x " + "{ a " * (DEEPEST - 1) + ": 1" + "}" * (DEEPEST - 1),
        "set x: " + "y[year = " * (DEEPEST // 2 - 1) + "1" + "]" * (DEEPEST // 2 - 1),
    ],
    ids=lambda text: text[:20],
)
def test_what_may_stand_can_be_shown_compared_and_written(text: str) -> None:
    file = file_of(in_article(text))

    assert file.faults == ()
    assert repr(file)
    assert hash(file.declarations)
    assert file_of(write(file, "zh")).declarations == file.declarations


@pytest.mark.parametrize(
    "mark", ["{", "}", "[", "(", '"', "`", "|", "“", "”", "'", "\0", "\\", "-", ".", "%", "#", "的", "5 "]
)
def test_one_mark_again_and_again(mark: str) -> None:
    for text in (mark * LONG, in_article(f"set x: {mark * LONG}")):
        assert len(reasons(text)) <= 3


@pytest.mark.parametrize(
    "text", ['"\\', '"""\\\n', '\\"""\n', "|-", "a.", "1_", "a-", "”“", "\n", "`\n", '"\n', "2022 ", "{\n"]
)
def test_marks_again_and_again(text: str) -> None:
    assert tokenize(text * (LONG // 2)).kinds[-1] == "$END"


def test_ten_thousand_braces_in_braces() -> None:
    assert reasons("{" * MANY + "}" * MANY) == ["unexpected"]


@pytest.mark.parametrize("number", ["9" * DIGITS, "0." + "9" * DIGITS, "9" * DIGITS + "%", "1" + "_0" * DIGITS])
def test_a_number_of_a_million_digits(number: str) -> None:
    assert reasons(in_article(f"set x: {number}")) == ["too-long-number"]


def test_a_long_number_that_may_stand() -> None:
    assert reasons(in_article(f"set x: {'9' * MOST_DIGITS} yuan")) == []


def test_a_text_of_too_many_words() -> None:
    file = file_of("group g = " + "a," * (MOST_TOKENS // 2 + 1) + "a")

    assert [fault.reason for fault in file.faults] == ["too-many-words"]


def test_a_file_that_is_too_large() -> None:
    fault = read("x.qd", b"#" * (MOST_BYTES + 1))

    assert isinstance(fault, Fault)
    assert fault.reason == "too-large"


def test_a_literate_file_of_too_many_lines() -> None:
    fault = read("x.qd.md", b"* a\r\n" * (MOST_LINES + 1))

    assert isinstance(fault, Fault)
    assert fault.reason == "too-many-lines"


@pytest.mark.parametrize(
    ("data", "line", "byte"),
    [(b"\xff", "1", "0xff"), (b"item\r\nx\r\xe4\xb8", "3", "0xe4"), (b"\n\n\xc3(", "3", "0xc3")],
)
def test_a_file_that_is_not_utf_8(data: bytes, line: str, byte: str) -> None:
    fault = read("x.qd", data)

    assert isinstance(fault, Fault)
    assert (fault.reason, dict(fault.facts)) == ("not-utf-8", {"line": line, "byte": byte})


@pytest.mark.parametrize(
    "text", ["> " * LONG, "- " * LONG, "[" * LONG, "```" * LONG, "> ```qingdan\n" * MANY, "* a\n" * MANY]
)
def test_markdown_again_and_again(text: str) -> None:
    assert len(file_of(text, "x.qd.md").faults) <= 51
