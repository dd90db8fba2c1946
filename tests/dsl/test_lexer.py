"""Section 2 of the language page: names, numbers, units, texts, marks, sentence by sentence."""

from __future__ import annotations

import pytest

from qingdan_dsl.lexer import reads_as_unit, tokenize
from qingdan_dsl.syntax import expressions as e
from qingdan_dsl.syntax.declarations import Catalogue, Dimension, Group, Jurisdiction, Measure
from qingdan_dsl.syntax.statements import Delegate, Entry, Listing, Observe, Require, Rule, Set

from .reading import claim, file_of, in_article, reasons, statement, value


def tokens(text: str) -> list[tuple[str, str]]:
    found = tokenize(text)
    return [(found.kinds[at], found.written(at)) for at in range(len(found.kinds) - 1)]


def kinds(text: str) -> list[str]:
    return [kind for kind, _ in tokens(text)]


@pytest.mark.parametrize("name", ["ratio", "inpatient.ratio", "average-wage", "住院支付比例", "a_1", "é-b2.c", "a--b"])
def test_names(name: str) -> None:
    assert tokens(name) == [("NAME", name)]


@pytest.mark.parametrize("text", ["2nd", "a-", "_a", "a.2b", "a..b", "a b", "-a", ".a"])
def test_what_is_no_name(text: str) -> None:
    assert tokens(text) != [("NAME", text)]


def test_minus_inside_and_outside_names() -> None:
    assert tokens("a-5pp") == [("NAME", "a-5pp")]
    assert value("a - 5pp") == e.Arithmetic(operator="-", left=e.Name(text="a"), right=e.Literal(digits="5", unit="pp"))


@pytest.mark.parametrize(
    ("text", "digits", "unit"),
    [
        ("6", "6", ""),
        ("0.50", "0.5", ""),
        ("50_000", "50000", ""),
        ("90%", "90", "%"),
        ("90 %", "90", "%"),
        ("10pp", "10", "pp"),
        ("10个百分点", "10", "pp"),
        ("500 yuan", "500", "yuan"),
        ("5万元", "5", "wan-yuan"),
        ("3 yi-yuan", "3", "yi-yuan"),
        ("1 day", "1", "days"),
        ("30日", "30", "days"),
        ("20个工作日", "20", "working-days"),
        ("6 个月", "6", "months"),
        ("14岁", "14", "years"),
        ("30　人", "30", "persons"),
        ("2次", "2", "times"),
        ("007", "7", ""),
    ],
)
def test_numbers_and_units(text: str, digits: str, unit: str) -> None:
    assert value(text) == e.Literal(digits=digits, unit=unit)


@pytest.mark.parametrize("text", ["5 days-off", "5 person.x", "5人员", "5\nyuan", "5;yuan", "5 # x\nyuan"])
def test_a_unit_stands_directly_after_its_number_on_the_same_line(text: str) -> None:
    assert kinds(text)[:2] == ["NUMERAL", "NAME"]


def test_a_unit_word_is_a_name_elsewhere() -> None:
    dimension, group = file_of('dimension person { county  day "日间" }\ngroup years = day, county').declarations

    assert isinstance(dimension, Dimension)
    assert [member.name.text for member in dimension.members] == ["county", "day"]
    assert isinstance(group, Group)
    assert group.name.text == "years"
    assert reasons(in_article("set x { active: 5 person: 6 }")) == ["unit-for-name"]
    found = statement("set x { active: 5 `person`: 6 }")
    assert isinstance(found, Set)
    assert [entry.selector.terms for entry in found.entries] == [(e.Name(text="active"),), (e.Name(text="person"),)]


@pytest.mark.parametrize("name", ["days", "人", "年的x", "day"])
def test_names_that_would_be_read_as_units(name: str) -> None:
    assert reads_as_unit(name)


@pytest.mark.parametrize("name", ["daylight", "人员", "days-off", "day.x", "ratio"])
def test_names_that_would_not(name: str) -> None:
    assert not reads_as_unit(name)


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("years", "years"),
        ("岁", "years"),
        ("年", "years"),
        ("yuan", "yuan"),
        ("元", "yuan"),
        ("金额", "yuan"),
        ("天", "days"),
    ],
)
def test_the_unit_of_a_measure(written: str, kind: str) -> None:
    (measure,) = file_of(f"dimension m : {written}").declarations

    assert isinstance(measure, Measure)
    assert measure.kind == kind


@pytest.mark.parametrize(
    ("text", "right"), [("10%的平均工资", "平均工资"), ("10% 的平均工资", "平均工资"), ("10％的的", "的")]
)
def test_of_behind_a_number_is_a_word_of_its_own(text: str, right: str) -> None:
    assert kinds(text) == ["QUANTITY", "OF", "NAME" if right != "的" else "OF"]


def test_of_elsewhere_is_a_word_only_by_itself() -> None:
    assert kinds("share 的 wage 的士") == ["NAME", "OF", "NAME", "NAME"]


@pytest.mark.parametrize("text", ["2022-12-31", "2022年12月31日", "２０２２－１２－３１", "2022 年 12 月 31 日"])
def test_dates(text: str) -> None:
    assert value(text) == e.Day(year=2022, month=12, day=31)


def test_levels_only_where_they_are_written() -> None:
    county = e.Name(text="county")
    jurisdiction = file_of('jurisdiction county "县" { level county within province }').declarations[0]
    assert isinstance(jurisdiction, Jurisdiction)
    assert (jurisdiction.name, jurisdiction.rank) == (county, "county")

    rule, require = statement("rule r at county: x[county] > 1"), statement("require county at county")
    assert isinstance(rule, Rule)
    assert isinstance(require, Require)
    assert (rule.rank, require.rank, require.item) == ("county", "county", county)

    observe = statement("observe w at county: 5")
    assert isinstance(observe, Observe)
    assert observe.jurisdiction == county


@pytest.mark.parametrize(
    "text",
    ["delegate county by 市 to county", "授权 county 按 市 给 县", "授权 county by 市 县"],
)
def test_the_level_of_a_delegation(text: str) -> None:
    found = statement(text)

    assert isinstance(found, Delegate)
    assert (found.objects, found.dimensions) == ((e.Name(text="county"),), (e.Name(text="市"),))
    assert found.rank == "county"


def test_keywords_are_names_where_fields_are() -> None:
    (catalogue,) = file_of('catalogue drug { key code "编码"  field rule  field 次  field `set` }').declarations
    assert isinstance(catalogue, Catalogue)
    assert [field.name.text for field in (catalogue.key, *catalogue.fields) if field] == ["code", "rule", "次", "set"]

    listing = statement('include drug { "k" rule "v" 次 "w" "l" number "5" }')
    assert isinstance(listing, Listing)
    assert [name.text for entry in listing.entries for name, _ in entry.fields] == ["rule", "次", "number"]

    count = claim('count(drug beyond cn where rule = "B" on 2020-01-01) > 1')
    assert isinstance(count, e.Comparison)
    assert count.operands[0] == e.Count(
        catalogue=e.Name(text="drug"),
        relation="beyond",
        other=e.Name(text="cn"),
        field=e.Name(text="rule"),
        value=e.Text(text="B"),
        day=e.Day(year=2020, month=1, day=1),
    )


@pytest.mark.parametrize("word", ["up", "once", "before", "不超过", "per", "日期", "是否", "year", "banded"])
def test_every_other_word_is_a_keyword_everywhere(word: str) -> None:
    assert reasons(f"dimension {word} {{ a }}") == ["keyword-as-name"]
    assert reasons(f"dimension `{word}` {{ a }}") == []


@pytest.mark.parametrize("word", ["percent", "金额", "元", "省", "yuan", "month"])
def test_kinds_units_and_levels_are_names_elsewhere(word: str) -> None:
    assert reasons(f"dimension {word} {{ {word} }}") == []


def test_texts() -> None:
    assert value(r'"a\"b\\c\nd"') == e.Text(text='a"b\\c\nd')
    assert value('“a "b" c”') == e.Text(text='a "b" c')
    assert value('"""a\n"b"\n"""') == e.Text(text='a\n"b"\n')
    assert value('""') == e.Text(text="")
    assert value('"（％）、５"') == e.Text(text="（％）、５")


def test_white_space_and_comments() -> None:
    plain = file_of("item x { value yuan by a, b }")
    odd = file_of("\ufeffitem\u3000x{;;value\u00a0yuan # 备注：}\n\tby\x0ba,\nb;}")

    assert odd.faults == ()
    assert odd.declarations == plain.declarations


def test_a_table_row_ends_with_its_line() -> None:
    found = statement("set x by a, b {\n| a | b | # 备注\n|---|:-:|\n| c | 5 - 3 |\n| d |   |\n}")

    assert isinstance(found, Set)
    assert found.table
    assert [len(row.cells) for row in found.table.rows] == [2, 2, 2]
    assert found.table.rows[2].cells == (e.Name(text="d"), None)
    assert reasons(in_article("set x by a, b {\n| a | b |\n| c | 5 -\n 3 |\n}")) == ["row-end"]


@pytest.mark.parametrize("pair", ["≥ >=", "≤ <=", "≠ !=", "× *", "÷ /", "＞＝ >=", "． .", "～ ~"])
def test_marks_that_mean_the_same(pair: str) -> None:
    one, other = pair.split()

    assert kinds(f"a {one} b") == kinds(f"a {other} b")


def test_either_meaning_of_a_double_word_is_read_in_either_place() -> None:
    assert reasons('jurisdiction a "甲" { level 市 不超出 b }') == []
    assert reasons("item x { 取值 文号 增减 a }") == []
    assert reasons("define x { 取值 百分比 同 a + b }") == []
    assert reasons(in_article("调整 x 按 +5pp")) == []
    assert reasons(in_article('case "c" { expect 隶属 r  expect c 为 k }')) == []


def test_both_languages_in_one_text() -> None:
    found = statement("设定 x for a { b：５％  非 c: 6% }")

    assert isinstance(found, Set)
    assert found.entries == (
        Entry(
            selector=e.Selector(terms=(e.Name(text="b"),)),
            value=e.Literal(digits="5", unit="%"),
        ),
        Entry(
            selector=e.Selector(terms=(e.Not(operand=e.Name(text="c")),)),
            value=e.Literal(digits="6", unit="%"),
        ),
    )
