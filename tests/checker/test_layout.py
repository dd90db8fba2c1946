"""Columns, colours and excerpts."""

from __future__ import annotations

import pytest

from qingdan_checker.findings import Place
from qingdan_checker.layout.blocks import Blocks
from qingdan_checker.layout.colour import Paint
from qingdan_checker.layout.columns import aligned, pad, visible, width
from qingdan_checker.layout.excerpt import LONGEST, excerpt


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain", "plain"),
        ("全角　空格", "全角　空格"),
        ("\x1b[31m", "\\x1b[31m"),
        ("a\nb\tc", "a\\nb    c"),
        ("\u202e\u2028\U000e0001", "\\u202e\\u2028\\U000e0001"),
        ("\ud800", "\\ud800"),
    ],
)
def test_what_steers_a_terminal_is_written_out(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_width_counts_columns_and_not_characters() -> None:
    assert [width(text) for text in ("abc", "住院", "a住b", "")] == [3, 4, 4, 0]
    assert pad("住院", 6) == "住院  "
    assert pad("1", 3, right=True) == "  1"


def test_columns_of_chinese_text_are_under_one_another() -> None:
    rows: list[tuple[str, ...]] = [("险种", "取值"), ("职工", "5%"), ("a", "100%")]
    assert aligned(rows, right=frozenset({1})) == ["险种  取值", "职工    5%", "a     100%"]
    assert aligned([]) == []


@pytest.mark.parametrize(
    ("first", "last", "before", "marked"),
    [(1, 3, 0, 4), (3, 5, 4, 2), (5, 99, 6, 1), (0, 0, 0, 1), (99, 99, 7, 1)],
)
def test_an_excerpt_marks_columns(first: int, last: int, before: int, marked: int) -> None:
    shown = excerpt("住院ab ", first, last)
    assert shown.text == "住院ab"
    assert (shown.before, shown.marked) == (before, marked)


def test_a_long_line_is_cut_at_both_ends() -> None:
    shown = excerpt("x" * 5000 + "目标" + "y" * 5000, 5001, 5003)
    assert shown.text.startswith("…x")
    assert shown.text.endswith("y…")
    assert width(shown.text) <= LONGEST
    assert shown.text[shown.before :].startswith("目标")
    assert shown.marked == 4


def test_places_without_a_source_are_named_alone() -> None:
    place = Place(file="gone.qd", line=3, column=1, end_line=3, end_column=4)
    assert list(Blocks({}, Paint()).places([(place, "said")], "error")) == ["  --> gone.qd:3:1", "   = said"]


def test_a_place_over_several_lines_is_marked_to_the_end_of_its_first() -> None:
    place = Place(file="a", line=1, column=3, end_line=2, end_column=2)
    lines = list(Blocks({"a": "abcdef\nghi"}, Paint()).places([(place, "")], "error"))
    assert lines == ["  --> a:1:3", "   |", " 1 | abcdef", "   |   ^^^^"]


def test_related_places_on_one_line_share_it() -> None:
    first = Place(file="a", line=2, column=1, end_line=2, end_column=3)
    others = [Place(file="a", line=1, column=at, end_line=1, end_column=at + 1) for at in (1, 3)]
    places = [(first, "here"), *((place, "there") for place in others)]
    lines = list(Blocks({"a": "abcdef\nghi"}, Paint()).places(places, "error"))
    assert lines[4:] == ["  ::: a:1:1", " 1 | abcdef", "   | - there", "   |   -"]


def test_paint_is_none_unless_it_is_on() -> None:
    assert Paint()("text", "error") == "text"
    assert Paint(on=True)("text", "error") == "\x1b[1;31mtext\x1b[0m"
    assert Paint(on=True)("", "error") == ""
