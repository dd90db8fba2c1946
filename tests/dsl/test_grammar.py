"""The grammar, the words and the builder say the same; Lark's own parser makes the same trees."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from qingdan_dsl.build import Builder
from qingdan_dsl.grammar import Grammar, compile_grammar, grammar_text
from qingdan_dsl.parse import parse
from qingdan_dsl.words import FUNCTIONS, KEYWORDS, KINDS, LEVELS, MARKS, SPELLINGS, is_keyword
from qingdan_dsl.write import write

from .lark_parser import LarkParser
from .reading import POLICIES, file_of, source_of
from .test_same import children, nodes

HERE = Path(__file__).parent
EXAMPLE = HERE / "example.qd"
SECTION_13 = [tuple(line.split("\t")) for line in (HERE / "keywords.txt").read_text(encoding="utf-8").splitlines()]

MADE_BY_THE_LEXER = {"NAME", "STRING", "DAY", "NUMERAL", "QUANTITY", "ROW", "CELL", "ROW_END"}
READ_WHERE_THEY_STAND = {"FUNCTION", "RANK", "KIND", "FIELD_NAME"}


def rules() -> set[str]:
    bare = re.sub(r"//.*", "", grammar_text())
    return set(re.findall(r"^(\w+):", bare, re.MULTILINE))


def test_larks_own_parser_makes_the_same_trees() -> None:
    lark = LarkParser()
    compared = 0
    for path in (*POLICIES, EXAMPLE):
        source = source_of(path.read_bytes(), str(path))
        file = parse(source)
        if not file.broken:
            assert lark.parse(source) == file.declarations
            compared += 1
    assert compared > len(POLICIES) // 2


def test_the_example_has_no_fault() -> None:
    file = file_of(EXAMPLE.read_bytes())

    assert file.faults == ()
    assert file_of(write(file, "zh")).declarations == file.declarations
    *_, english, chinese = file.declarations
    assert len(nodes(english)) == len(nodes(chinese))
    assert [type(node) for node in children(english)] == [type(node) for node in children(chinese)]


def test_every_terminal_comes_from_the_words_and_every_word_is_a_terminal() -> None:
    declared = {name.removeprefix("_") for name in grammar_text().rsplit("%declare ", 1)[1].split()}
    words = {word.terminal for word in KEYWORDS} | {word.chinese_terminal for word in KEYWORDS if word.chinese}

    assert declared == words | {*MARKS.values()} | MADE_BY_THE_LEXER | READ_WHERE_THEY_STAND


def test_no_terminal_has_two_names() -> None:
    names = grammar_text().rsplit("%declare ", 1)[1].split()

    assert len({name.removeprefix("_") for name in names}) == len(names)


def test_every_shape_has_its_method_and_every_method_its_shape() -> None:
    shapes = {name for name in rules() if not name.startswith("_")}
    methods = {name.removesuffix("_") for name in dir(Builder) if not name.startswith("_")}

    assert methods == shapes


def test_the_tables_survive_being_kept() -> None:
    kept = Grammar.load(compile_grammar().dump())

    assert kept.dump() == compile_grammar().dump()
    for path in (EXAMPLE, POLICIES[0]):
        source = source_of(path.read_bytes())
        assert parse(source, kept) == parse(source)


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"states": [], "reductions": [[1]]}', "null"])
def test_what_is_no_table_is_refused(text: str) -> None:
    with pytest.raises((ValueError, KeyError, TypeError)):
        Grammar.load(text)


@pytest.mark.parametrize(("english", "chinese"), SECTION_13)
def test_every_keyword_has_its_chinese_form(english: str, chinese: str) -> None:
    phrases = {"up to": "up", "down to": "down", "once per": "once", "issued before": "before"}
    phrases |= {"to deviate from": "deviate", "deviate from": "deviate", "to decide": "decide"}
    word = phrases.get(english, english)
    meanings = {kind.removesuffix("_ZH") for kind in SPELLINGS[chinese]} - {"NAME"}

    assert meanings & ({kind.removesuffix("_ZH") for kind in SPELLINGS[word]} - {"NAME"})
    assert all(SPELLINGS[part] for part in english.split())


def test_no_other_word_is_a_keyword() -> None:
    tabled = {form for english, chinese in SECTION_13 for form in (*english.split(), chinese)}
    known = {word.english for words in (KEYWORDS, FUNCTIONS, LEVELS, KINDS) for word in words}
    forms = {form for words in (KEYWORDS, FUNCTIONS, LEVELS, KINDS) for word in words for form in word.chinese}

    assert known | forms == tabled
    assert {form for form in SPELLINGS if is_keyword(form)} <= tabled
