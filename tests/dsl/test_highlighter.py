"""The lexers for Pygments: found by name, true to the text, in step with the table of words, quick on any text."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pygments.lexers import get_lexer_by_name, get_lexer_for_filename
from pygments.token import Comment, Error, Generic, Keyword, Literal, Name, Number, Operator, String, Text, _TokenType

from qingdan_dsl.highlighter import CONSTANT, DECLARING, JOINING, TYPES, LiterateLexer, QingdanLexer
from qingdan_dsl.words import FULL_WIDTH, FUNCTIONS, KEYWORDS, KINDS, LEVELS, MARKS, UNITS

if TYPE_CHECKING:
    from pygments.lexer import Lexer

ROOT = Path(__file__).parents[2]
POLICIES = sorted((ROOT / "policies").rglob("*.qd*"))
LEXERS: tuple[Lexer, ...] = (QingdanLexer(), LiterateLexer())
WORDS = [form for word in (*KEYWORDS, *FUNCTIONS, *LEVELS, *KINDS) for form in (word.english, *word.chinese)]
BITS = [*WORDS, *MARKS, *map(chr, FULL_WIDTH), *(form for unit in UNITS for form in unit.forms)]
BITS += [*'\n ;|"“”`#\\\ufeff', '"""', "```qingdan\n", "```\n", "a.b", "2022-12-31"]


def sorts(text: str) -> list[tuple[str, _TokenType]]:
    """The pieces of a text that can be seen, with what they are."""
    return [(piece, sort) for _, sort, piece in LEXERS[0].get_tokens_unprocessed(text) if piece.strip()]


def whole(lexer: Lexer, text: str) -> str:
    """All pieces of a text, joined; each must stand where it says."""
    joined = ""
    for at, _, piece in lexer.get_tokens_unprocessed(text):
        assert at == len(joined)
        assert piece
        joined += piece
    return joined


@pytest.mark.parametrize("name", ["qingdan", "qd"])
def test_is_found_by_name(name: str) -> None:
    assert isinstance(get_lexer_by_name(name), QingdanLexer)


def test_is_found_by_file() -> None:
    assert isinstance(get_lexer_for_filename("hengshui.qd"), QingdanLexer)
    assert isinstance(get_lexer_for_filename("hengshui.qd.md"), LiterateLexer)


@pytest.mark.parametrize("lexer", LEXERS, ids=lambda lexer: str(lexer.name))
@given(text=st.one_of(st.text(max_size=60), st.lists(st.sampled_from(BITS), max_size=30).map("".join)))
def test_gives_back_the_text(lexer: Lexer, text: str) -> None:
    assert whole(lexer, text) == text


@pytest.mark.parametrize("path", POLICIES, ids=lambda path: path.name)
def test_bundled_policies_have_no_error(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    found = list(get_lexer_for_filename(path.name).get_tokens_unprocessed(text))
    assert "".join(piece for _, _, piece in found) == text
    assert [piece for _, sort, piece in found if sort is Error] == []


@pytest.mark.parametrize("form", sorted({form for word in KEYWORDS for form in (word.english, *word.chinese)}))
def test_every_keyword_is_more_than_a_name(form: str) -> None:
    [(piece, sort)] = sorts(form)
    assert piece == form
    assert str(sort).startswith(("Token.Keyword", "Token.Operator", "Token.Name.Builtin"))


def test_sets_of_terminals_are_of_the_table() -> None:
    known = {terminal for word in KEYWORDS for terminal in (word.terminal, word.chinese_terminal)}
    assert known >= DECLARING | JOINING | CONSTANT
    assert set(TYPES) >= known | set(MARKS.values())


@pytest.mark.parametrize("unit", [form for unit in UNITS for form in unit.forms])
def test_number_and_unit(unit: str) -> None:
    assert sorts(f"1_000.5 {unit}") == [("1_000.5", Number), (unit, Keyword.Type)]


def test_chinese_of_full_width() -> None:
    assert sorts("规则 上限：住院起付标准 ≤ 10％的平均工资 # 注") == [
        ("规则", Keyword.Declaration),
        ("上限", Name.Class),
        ("：", TYPES["COLON"]),
        ("住院起付标准", Name),
        ("≤", Operator),
        ("10", Number),
        ("％", Keyword.Type),
        ("的", Operator.Word),
        ("平均工资", Name),
        ("# 注", Comment.Single),
    ]


@pytest.mark.parametrize(
    ("text", "word", "sort"),
    [
        ("level province", "province", Name.Constant),
        ("delegate x to county", "county", Name.Constant),
        ("province: 5%", "province", Name),
        ("value yuan", "yuan", Keyword.Type),
        ('dimension age "年龄": years', "years", Keyword.Type),
        ("resident: person", "person", Name),
        ("key code", "code", Name.Attribute),
        ('employee "职工医保"', '"职工医保"', String.Symbol),
        ('number "医保发〔2021〕5号"', '"医保发〔2021〕5号"', String),
        ("issued 2021-01-19", "2021-01-19", Literal.Date),
        ("印发 2021年1月19日", "2021年1月19日", Literal.Date),
        ("min(a, b)", "min", Name.Builtin),
        ("set x: unknown", "unknown", Keyword.Constant),
        ('because "not closed', '"not closed', Error),
        ("a ? b", "?", Error),
    ],
)
def test_words_by_their_place(text: str, word: str, sort: _TokenType) -> None:
    assert dict(sorts(text))[word] is sort


def test_prose_of_literate_documents() -> None:
    text = "# 标题 set\n\nset 设定 prose\n\n```qingdan\nset x: 5% # why\n```\n"
    found = [(piece.strip(), sort) for _, sort, piece in LEXERS[1].get_tokens_unprocessed(text) if piece.strip()]
    assert found == [
        ("# 标题 set", Generic.Heading),
        ("set 设定 prose", Text),
        ("```qingdan", String.Backtick),
        ("set", Keyword),
        ("x", Name),
        (":", TYPES["COLON"]),
        ("5", Number),
        ("%", Keyword.Type),
        ("# why", Comment.Single),
        ("```", String.Backtick),
    ]


@pytest.mark.parametrize(
    "bit", ['"', '"""', "{", "# ", "|", "“", "a-", "1_", ";", "#", "\n```qingdan\n", "> ", "(", "-"]
)
@pytest.mark.parametrize("lexer", LEXERS, ids=lambda lexer: str(lexer.name))
def test_long_and_hostile_texts(lexer: Lexer, bit: str) -> None:
    text = bit * 20_000
    assert whole(lexer, text) == text
