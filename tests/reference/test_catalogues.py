"""The reading of catalogues held against examples whose outcome the language page gives."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from .catalogues import repository
from .compare import compare
from .reading import Reading, read

DAY = date(2022, 9, 1)

WORDS = """\
catalogue drug "药品目录" { key code "编码"  field class "类别"  field sub.class "小类" }
jurisdiction cn "中国" { level nation }
jurisdiction hebei "河北省" { level province  within cn }
jurisdiction hengshui "衡水市" { level municipality  within hebei }
"""
NATION = """\
delegate drug to municipality
include drug { "A" class "甲"
"B" class "乙"
"C" class "乙" }
"""


def _document(issuer: str, text: str, issued: str = "2020-01-01", name: str = "d") -> str:
    return f'document {issuer}.{name} "x" {{ issuer {issuer}  issued {issued}\narticle "1" {{\n{text}\n}} }}\n'


def _files(nation: str, city: str = "", *more: str, **sheets: str) -> dict[str, str | bytes]:
    """Words, the nation's and the city's document (from line 3 of `n.qd` and `c.qd` on), others, CSV files."""
    files: dict[str, str | bytes] = {"w.qd": WORDS, "n.qd": _document("cn", nation)}
    if city:
        files["c.qd"] = _document("hengshui", city, "2021-01-01")
    for number, text in enumerate(more):
        files[f"m{number}.qd"] = text
    return files | {f"{name}.csv": text for name, text in sheets.items()}


def _found(nation: str, city: str = "", *more: str, **sheets: str) -> list[tuple[Any, ...]]:
    findings = read(_files(nation, city, *more, **sheets), DAY)["findings"]
    return [(one["code"], one["file"], one["line"], one["keys"]) for one in findings]


def _verdicts(nation: str, city: str = "", *more: str, **sheets: str) -> dict[tuple[str, str], tuple[str, str | None]]:
    verdicts = read(_files(nation, city, *more, **sheets), DAY)["verdicts"]
    return {
        (one["rule"].rpartition(".")[2], one["jurisdiction"]): (
            one["verdict"],
            one["tightest"]["left"] if one["tightest"] else None,
        )
        for one in verdicts
    }


def _count(asked: str, nation: str, city: str, *more: str, **sheets: str) -> str | None:
    """What a count comes to for the city."""
    rule = f"rule r: count({asked}) >= 0\n"
    return _verdicts(nation + rule, city, *more, **sheets)["r", "hengshui"][1]


# ---- lists in effect


def test_a_list_is_the_parents_with_its_own_statements() -> None:
    city = 'include drug { "D" "A" class "丙" }\nexclude drug { "B" }'
    assert _count("drug", NATION, city) == "3"
    assert _count('drug where class = "丙"', NATION, city) == "1"
    assert _count("drug beyond cn", NATION, city) == "1"
    assert _count("drug missing hebei", NATION, city) == "1"


def test_an_own_list_stands_in_place_of_the_parents() -> None:
    city = 'list drug from "x.csv"'
    assert _count("drug", NATION, city, x="code,class\nA,甲\nD,乙\n") == "2"
    assert _count("drug missing cn", NATION, city, x="编码\nA\n") == "2"


def test_a_list_replaces_what_was_before_its_day_and_not_what_comes_after() -> None:
    city = 'include drug { "D" }\nlist drug from "x.csv" from 2021-06-01\ninclude drug from 2021-07-01 { "E" }'
    assert _count("drug", NATION, city, x="code\nA\n") == "2"
    assert _count("drug on 2021-06-30", NATION, city, x="code\nA\n") == "1"
    assert _count("drug on 2021-05-31", NATION, city, x="code\nA\n") == "4"
    assert _count("drug on 2019-12-31", NATION, city, x="code\nA\n") == "0"


def test_a_list_that_has_run_out_uncovers_what_it_replaced() -> None:
    city = 'include drug { "D" }\nlist drug from "x.csv" from 2021-06-01 until 2021-12-31'
    assert _count("drug", NATION, city, x="code\nA\n") == "4"


def test_on_one_day_list_include_exclude() -> None:
    city = 'exclude drug { "A" }\ninclude drug { "A" "D" }\nlist drug from "x.csv"'
    assert _count("drug", NATION, city, x="code\nA\nB\n") == "2"


def test_two_lists_of_one_day_are_one() -> None:
    city = 'list drug from "x.csv"\nlist drug from "y.csv"'
    sheets = {"x": "code,class\nA,甲\nB,甲\n", "y": "code,class\nA,乙\nD,甲\n"}
    assert _count("drug", NATION, city, **sheets) == "3"
    assert _count('drug where class = "甲"', NATION, city, **sheets) is None
    assert _count('drug beyond cn where class = "甲"', NATION, city, **sheets) == "1"


def test_a_field_that_one_day_gives_differently_is_undetermined_where_nothing_else_decides() -> None:
    city = 'include drug { "A" class "甲" }\ninclude drug { "A" class "丙" }'
    rules = "rule w: drug within cn\nrule a: drug as cn\nrule f: drug.class as cn\nrule s: drug.sub.class as cn\n"
    rules += "rule o: drug.class as hengshui\n"
    assert {
        rule: verdict for (rule, where), (verdict, _) in _verdicts(NATION + rules, city).items() if where != "cn"
    } == {
        "w": "within bounds",
        "a": "undetermined",
        "f": "undetermined",
        "s": "within bounds",
        "o": "within bounds",
    }
    more = city + '\nexclude drug { "B" }'
    assert _verdicts(NATION + "rule a: drug as cn", more)["a", "hengshui"][0] == "breach"


# ---- whom a rule binds, and what a breach says


def test_a_rule_binds_those_with_a_statement_on_the_catalogue() -> None:
    rule = "rule r: drug within cn\n"
    assert set(_verdicts(NATION + rule)) == {("r", "cn")}
    assert set(_verdicts(NATION + rule, 'exclude drug { "A" }')) == {("r", "cn"), ("r", "hengshui")}
    assert set(_verdicts(NATION + rule, 'exclude drug until 2022-01-01 { "A" }')) == {("r", "cn")}


def test_a_breach_stands_at_the_latest_entry_that_gave_an_offending_key() -> None:
    city = 'include drug { "Z"\n"E" }\ninclude drug { "A" }'
    assert _found(NATION + "rule r: drug within cn", city) == [("breach", "c.qd", 4, ["E", "Z"])]


def test_a_file_that_gave_an_offending_key_stands_at_its_statement() -> None:
    assert _found(NATION + "rule r: drug within cn", '\nlist drug from "x.csv"', x="code\nA\n\nZ\n") == [
        ("breach", "c.qd", 4, ["Z"])
    ]


@pytest.mark.parametrize(
    ("city", "line"),
    [
        ('exclude drug { "A"\n"B" }\ninclude drug { "Z" }', 4),
        ('list drug from "x.csv"\ninclude drug { "Z" }', 3),
        ('list drug from "x.csv"\nexclude drug from 2021-06-01 { "B" }', 4),
        ('exclude drug { "B" }\nlist drug from "x.csv" from 2021-06-01', 4),
    ],
)
def test_for_a_key_that_is_lacking_it_stands_at_its_exclude_or_else_its_list(city: str, line: int) -> None:
    found = _found(NATION + 'rule r: count(drug missing cn where class = "乙") < 1', city, x="code\nA\nC\n")
    assert found == [("breach", "c.qd", line, ["B"])]


def test_without_offending_keys_it_stands_at_the_first_own_statement() -> None:
    rule = "rule r: count(drug on 2021-12-31) < 3\n"
    assert _found(NATION + rule, 'include drug { "A" }\nexclude drug { }')[0] == ("breach", "c.qd", 3, [])


def test_keys_come_from_all_questions_read_and_not_from_an_untaken_branch() -> None:
    city = 'include drug { "E" "A" class "丙" }'
    asked = "(if drug within cn then drug.class as cn else count(drug missing cn) > 0) and not (drug as cn)"
    assert _found(f"{NATION}rule r: {asked}", city)[0][3] == ["A", "E"]
    assert _found(f"{NATION}rule r: if drug within cn then drug.class as cn else no", city)[0][3] == ["E"]


def test_keys_come_through_a_define() -> None:
    define = "define more { value number  as count(drug beyond cn) }\n"
    found = _found(NATION + "rule r: more <= 0", 'include drug { "E" }', define)
    assert found == [("breach", "c.qd", 3, ["E"])]


def test_an_approved_breach_has_its_keys_and_an_undetermined_rule_none() -> None:
    approval = 'rule r: drug within cn\napprove hengshui to deviate from r because "x"'
    assert _found(NATION + approval, 'include drug { "E" }') == [("approved", "c.qd", 3, ["E"])]
    unknown = "rule r: drug within cn or 1 / 0 >= 1\n"
    assert ("undetermined", "c.qd", 3, []) in _found(NATION + unknown, 'include drug { "E" }')


def test_a_schedule_of_a_count() -> None:
    rule = "rule r: count(drug beyond cn) <= 50% of count(drug beyond cn on 2021-01-01)\n"
    city = 'include drug { "E" "F" }\nexclude drug from 2022-01-01 { "E" }'
    assert _verdicts(NATION + rule, city)["r", "hengshui"] == ("within bounds", "1")
    assert _verdicts(NATION + rule, city.replace('"E" }', '"G" }'))["r", "hengshui"] == ("breach", "2")


# ---- authority


def test_lists_without_authority_are_beyond_it_and_take_part() -> None:
    nation = NATION.replace("municipality", "province") + "rule r: drug within cn"
    assert _found(nation, 'include drug { "E" }') == [
        ("beyond-authority", "c.qd", 3, []),
        ("breach", "c.qd", 3, ["E"]),
    ]


# ---- errors


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('include drug { "X" nothing "a" }', "name"),
        ('include drug { "X" code "a" }', "type"),
        ('include drug { "X" class "a" 类别 "b" }', "duplicate"),
        ('include drug { "X" "X" }', "duplicate"),
        ('include drug { "" }', "value"),
        ('include nothing { "X" }', "name"),
        ('include cn { "X" }', "type"),
        ('list drug from "no.csv"', "value"),
        ('list drug from "../x.csv"', "value"),
        ('list drug from "/x.csv"', "value"),
        ("rule r: drug within drug", "type"),
        ("rule r: drug.nothing as cn", "name"),
        ("rule r: count(drug on 2021-02-30) > 0", "value"),
        ('rule r: count(drug where nothing = "a") > 0', "name"),
        ("rule r: count(drug)", "type"),
    ],
)
def test_an_error_leaves_out_its_statement(text: str, code: str) -> None:
    assert _found(text, x="code\nA\n") == [(code, "n.qd", 3, [])]


@pytest.mark.parametrize(
    ("sheet", "faults"),
    [
        ("code,nothing,else\nA,,,\n", [("value", 1), ("value", 1)]),
        ("code,编码\n\n", [("value", 1)]),
        ("class\nA\n", [("value", 1)]),
        ("code\nA\n\nB\nA\n", [("duplicate", 5)]),
        ('class,code\n"l\nm",A\n,\nx\nx,A,\n', [("value", 4), ("value", 5), ("value", 6), ("duplicate", 6)]),
        ('code\nA\n"B\nC\n', [("value", 3)]),
        ('code\n"A"x\n', [("value", 2)]),
        (" \n", [("value", 1)]),
        ("", [("value", 1)]),
    ],
)
def test_faults_of_a_file_stand_at_their_rows(sheet: str, faults: list[tuple[str, int]]) -> None:
    found = _found('list drug from "x.csv"', x=sheet)
    assert [(code, line) for code, _, line, _ in found] == sorted(faults, key=lambda one: (one[1], one[0]))
    assert {file for _, file, _, _ in found} == {"x.csv"}


def test_a_file_may_be_written_in_many_ways() -> None:
    sheet = b'\xef\xbb\xbf"\xe7\xb1\xbb\xe5\x88\xab", code \r\n\r\n\xe4\xb9\x99,"A, ""1"""\r\n,  B\r\n "x" , "C"'
    files = _files('list drug from "x.csv"\nrule r: count(drug) <= 0') | {"x.csv": sheet}
    (breach,) = read(files, DAY)["findings"]
    assert breach["keys"] == ['A, "1"', "B", "C"]


def test_an_exclude_reads_the_key_column_alone() -> None:
    assert _count("drug", NATION, 'exclude drug from "x.csv"', x="any,code,any\nx,A\ny,B,\n") == "1"
    assert _found('exclude drug from "x.csv"', x="any,code\nx,A,z\n") == [("value", "x.csv", 2, [])]


def test_a_path_starts_at_its_source_and_stays_inside() -> None:
    files = {"w.qd": WORDS, "city/n.qd": _document("cn", 'list drug from "../lists/x.csv"')}
    inside = Reading([(path, text.encode()) for path, text in {**files, "lists/x.csv": "code\n"}.items()], DAY)
    assert inside.findings == []


# ---- random repositories


def test_a_reading_of_catalogues_differs_from_itself_in_nothing() -> None:
    files, day = repository(1)
    assert compare(read, files, day) == []


@pytest.mark.parametrize("seed", range(30))
def test_generated_catalogues_can_be_read(seed: int) -> None:
    files, day = repository(seed)
    assert (files, day) == repository(seed)
    assert read(files, day) == read(dict(reversed(files.items())), day)
