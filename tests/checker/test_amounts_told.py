"""What is told of a rule over amounts, beside its verdict: which number made it, how near it is, what would do."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from repositories import judge

from qingdan_checker.messages.book import Book
from qingdan_checker.messages.said import say

if TYPE_CHECKING:
    from qingdan_checker.findings import Finding, Report

DAY: Final = date(2024, 1, 1)


def _report(rules: str, values: str = "set ratio: 90%", defines: str = "") -> Report:
    """What is told of a nation whose payment is capped."""
    text = f"""
        dimension cost "费用" : yuan
        item ratio {{ value percent by cost }}
        item cap {{ value yuan }}
        define pay {{ value yuan by cost as min(cap, ratio of cost) }}
        {defines}
        jurisdiction cn {{ level nation }}
        document cn.law {{ issuer cn issued 2020-01-01 article "1" {{
            {values}
            set cap: 2_000 yuan
            {rules}
        }} }}
    """
    return judge({"all.qd": text.encode()}, DAY)


def _broken(rules: str, values: str = "set ratio: 90%", defines: str = "") -> list[Finding]:
    return [one for one in _report(rules, values, defines).findings if one.code == "breach"]


OTHER: Final = "rule other for cost < 100 yuan: ratio >= 50%"


def _ratios(finding: Finding) -> list[tuple[str, str]]:
    return [(dict(step.cell)["cost"], step.value) for step in finding.trace if step.what == "ratio"]


def test_a_number_is_told_of_the_piece_that_has_the_amount() -> None:
    (one,) = _broken(f"rule small: pay <= 500 yuan {OTHER}")
    assert one.worst
    assert one.worst.cell == (("cost", "600 yuan"),)
    assert _ratios(one) == [("cost > 100 yuan", "90%")]


def test_at_the_point_itself_it_is_the_point() -> None:
    (one,) = _broken(f"rule small when cost <= 100 yuan: pay < 90 yuan {OTHER}")
    assert _ratios(one) == [("100 yuan", "90%")]


def test_of_bands_that_nothing_tells_apart_the_last_that_is_reached_is_told() -> None:
    (one,) = _broken(
        f"rule small: stepped <= 500 yuan {OTHER}",
        "set ratio { cost <= 300 yuan: 50%  cost > 300 yuan: 90% }",
        "define stepped { value yuan by cost as banded(ratio, cost, 0 yuan) }",
    )
    assert _ratios(one) == [("100 yuan < cost < 300 yuan", "50%"), ("cost > 300 yuan", "90%")]


def _helps(report: Report) -> list[str]:
    said = [say(report.findings[0], Book(report, language)) for language in ("en", "zh")]
    return [note.text for one in said for note in one.notes if note.tag == "help"]


def test_what_is_lacking_is_told_with_the_amount_at_which_it_is() -> None:
    english, chinese = _helps(_report("rule small: pay <= 50% of cost + 1 yuan"))
    assert "lower `pay` by at least 0.2 yuan at cost = 3 yuan" in english  # at 2,000 yuan it is 799 yuan
    assert "在费用 = 3元时将pay至少降低0.2元" in chinese


def test_of_a_rule_that_names_no_amount_none_is_told() -> None:
    english, chinese = _helps(_report("rule flat: cap + cap <= 10 yuan"))
    assert "lower `cap + cap` by at least 3990 yuan (not tried against the other rules), or" in english
    assert "将cap + cap至少降低3990元" in chinese


def test_no_margin_is_told_where_the_solver_knows_none_that_is_smallest() -> None:
    """One combination that the solver decides is enough: another one's margin need not be the smallest."""
    report = _report(
        "rule mono: later >= pay  rule flat: cap <= 3_000 yuan",
        defines="""
            dimension extra : yuan
            define later { value yuan by cost, extra as min(cap, ratio of (cost + extra)) }
        """,
        values="set ratio { cost <= 100 yuan: 50%  cost > 100 yuan: 90% }",
    )
    mono, flat = (next(one for one in report.verdicts if one.rule == f"cn.law.{name}") for name in ("mono", "flat"))
    assert (mono.verdict, flat.verdict) == ("within bounds", "within bounds")
    assert mono.tightest is None
    assert flat.tightest
    assert flat.tightest.margin == "1000 yuan"
