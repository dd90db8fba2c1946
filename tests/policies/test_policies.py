"""The bundled law comes out as expected: its real findings are kept as data, its worked cases hold."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from repositories import as_data, differences, judge, texts_in

POLICIES = Path(__file__).parents[2] / "policies"
EXPECTED = Path(__file__).with_name("expected.json")


def test_the_findings_of_the_bundled_policies() -> None:
    expected = json.loads(EXPECTED.read_text(encoding="utf-8"))
    report = judge(texts_in(POLICIES), date.fromisoformat(expected["at"]))
    assert differences(expected["findings"], [as_data(one) for one in report.findings]) == []
    assert report.left_out == ()


def test_every_worked_case_comes_out() -> None:
    report = judge(texts_in(POLICIES), date(2026, 1, 1))
    assert report.cases > 0
    assert [one for one in report.findings if one.code == "case"] == []


def test_a_table_that_meets_every_bound_exactly_is_within_them() -> None:
    texts = {path: data for path, data in texts_in(POLICIES).items() if path.startswith("cn/")}
    texts["city.qd"] = """
        document cangzhou.rates-2026 "待遇" { issuer cangzhou issued 2025-01-01 article "1" {
            set inpatient.ratio by scheme, tier {
                | scheme   | primary | secondary | tertiary |
                | employee | 93%     | 90%       | 85%      |
                | resident | 90%     | 80%       | 65%      |
            }
        } }
    """.encode()
    report = judge(texts, date(2026, 1, 1))
    found = [one for one in report.findings if one.jurisdiction == "cangzhou"]
    assert {(one.code, one.severity, str(one.rule).rpartition(".")[0]) for one in found} == {
        ("undetermined", "note", "cn.payments-2021")  # it states no deductible, so that no payment can be computed
    }
    own = {one.rule: one for one in report.verdicts if one.jurisdiction == "cangzhou"}
    tight = own["hebei.reform-2020.resident-gap-12"]
    assert tight.verdict == "within bounds"
    assert tight.tightest
    assert tight.tightest.margin == "0pp"
