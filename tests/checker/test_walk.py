"""The walk over dates: what is kept from one to the next."""

from __future__ import annotations

from datetime import date

from repositories import as_data, read_all

from qingdan_checker.pipeline import check


def test_a_case_about_a_place_beside_its_own_is_judged_again_when_that_changes() -> None:
    text = """
        catalogue drug { key name }
        jurisdiction cn { level nation }
        jurisdiction hebei { level province within cn }
        jurisdiction shanxi { level province within cn }
        document cn.d { issuer cn issued 2020-01-01 article "1" { delegate drug to province
            case "c" at hebei { expect count(drug missing shanxi) = 0 } } }
        document shanxi.d { issuer shanxi issued 2021-01-01 article "1" { include drug { "b" } } }
    """
    report = check(*read_all({"a.qd": text.encode()}), today=date(2020, 6, 1))
    assert [(one.code, str(one.start), one.until) for one in report.findings] == [("case", "2021-01-01", None)]


def test_a_finding_goes_on_where_only_the_statement_behind_its_row_changes() -> None:
    text = """
        catalogue drug { key name }
        jurisdiction cn { level nation }
        document cn.d { issuer cn issued 2020-01-01 article "1" {
            list drug from "n.csv"
            include drug from 2021-01-01 { "z" }
            list drug from "n.csv" from 2020-02-01 until 2025-01-01
            rule r: count(drug) = 9 } }
    """
    files = {"a.qd": text.encode(), "n.csv": b"name\na\n"}
    report = check(*read_all(files), today=date(2022, 6, 1))
    assert [(one.code, str(one.start), one.until) for one in report.findings] == [("breach", "2022-06-01", None)]


def test_what_ends_with_its_document_is_not_kept() -> None:
    """The statements of the first issuer that is met are numbered first; their end must be seen too."""
    text = """
        jurisdiction cn "国" { level nation }
        jurisdiction hebei "河北省" { level province  within cn }
        item wait { value days }
        document cn.a "甲" { issuer cn  issued 2020-01-01  until 2022-12-31
            article "1" { delegate wait to province  rule r: wait >= 90 days } }
        document hebei.a "乙" { issuer hebei  issued 2020-01-01
            article "1" { set wait: 0 days } }
        document hebei.b "丙" { issuer hebei  issued 2023-01-01 }
    """
    report = check(*read_all({"a.qd": text.encode()}), today=date(2022, 1, 1))
    breaches = [as_data(one) for one in report.findings if one.code == "breach"]
    assert [(one["from"], one["until"]) for one in breaches] == [("2022-01-01", "2022-12-31")]
