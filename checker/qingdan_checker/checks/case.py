"""A worked example does not come out as written.

Why
    A case says what must follow for a person; here it does not. Either the rules or the example is wrong. What is
    undetermined fails too.

Example
    The example forgets the addition of article 2.

        document cangzhou.measures-2022 "住院待遇" {
            issuer cangzhou  issued 2022-06-01
            article "1" { set inpatient.ratio for resident, primary: 90% }
            article "2" { adjust inpatient.ratio for resident, tcm by +5pp }
            case "a resident at a primary TCM hospital" {
                given resident, tcm
                expect inpatient.ratio[primary] = 90%
            }
        }

What to do
    Compare the values that are shown with the example, and correct one of the two.

Source in law
    The document that holds the case.

"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from qingdan_checker import model as m
from qingdan_checker.combinations import Given
from qingdan_checker.effect import terms_in
from qingdan_checker.findings import Finding
from qingdan_checker.telling import combination, combination_of, reason_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qingdan_checker.findings import Combination
    from qingdan_checker.quantity import Gap, Number
    from qingdan_checker.round import Round

CODE = "case"

CHINESE = """案例的结果与所写不符。

为什么
    案例写明某类人员应得的结果，而按现行条款得不到。条款或案例有误。无法判定的也算不符。

示例
    案例漏掉了第二条的加成。

        文件 cangzhou.measures-2022 "住院待遇" {
            发文机关 沧州市  印发 2022年6月1日
            条 "一" { 设定 住院支付比例 适用 城乡居民医保、一级及以下：90％ }
            条 "二" { 调整 住院支付比例 适用 城乡居民医保、中医医院 增减 +5个百分点 }
            案例 "居民在一级中医医院" {
                设 城乡居民医保、中医医院
                预期 住院支付比例[一级及以下] ＝ 90％
            }
        }

怎么办
    对照所示数值与案例，改正其中之一。

法律依据
    案例所在的文件。
"""


def find(round_: Round) -> Iterator[Finding]:
    """One finding for each expectation that does not come out."""
    for example in round_.model.examples:
        if not _is_due(round_, example) or not round_.judges(example.jurisdiction):
            continue
        other = round_.with_cuts(example.day or round_.date, cuts_of(example))
        for expectation in example.expectations:
            find = partial(_judged, other, round_, example, expectation)
            yield from other.remember_own(CODE, [expectation], example.jurisdiction, find)


def _is_due(round_: Round, example: m.Example) -> bool:
    """A case with a date of its own is always due; another while its document is in force."""
    if example.day or example.document is None:
        return True
    return round_.date in round_.day.stretches.document(example.document)


def cuts_of(example: m.Example) -> tuple[m.Term, ...]:
    """The terms at which a case cuts measures beside what is in force: those that fix no single amount."""
    own = [term for term in example.region.values() if isinstance(term.axis, m.Measure)]
    tested = [term for one in example.expectations for term in terms_in(one.expression)]
    return tuple(term for term in (*own, *tested) if isinstance(term.axis, m.Measure))


def given_of(example: m.Example) -> Given:
    """What a case fixes: members, and amounts where a measure equals one."""
    amounts: dict[str, Number] = {
        name: term.bounds[0][1]
        for name, term in example.region.items()
        if isinstance(term.axis, m.Measure) and term.is_one
    }
    return Given(region=example.region, amounts=amounts)


def _judged(other: Round, round_: Round, example: m.Example, expectation: m.Expectation) -> Iterator[Finding]:
    """The finding about an expectation that does not come out."""
    judge = other.judge(example.jurisdiction)
    given = given_of(example)
    if expectation.expression is not None:
        combo, axes = judge.first_failing(expectation.expression, given)
        if combo is not None:
            whole = len(combo.masks) == len(axes)
            shown = combination(other.day, expectation.expression, axes, combo) if whole else None
            reason = "false" if combo.gap is None else "undetermined"
            yield _finding(round_, example, expectation, reason, shown=shown, gap=combo.gap)
        return
    rule = other.model.rules[expectation.rule]
    verdict = judge.judge(rule, given)
    if verdict.outcome == {"breach": "breach", "within": "within bounds"}[expectation.outcome]:
        return
    combo = verdict.broken[0] if verdict.broken else verdict.open[0] if verdict.open else verdict.tightest
    shown = combination_of(other.day, verdict, combo) if combo else None
    reason = verdict.outcome.replace(" ", "-")
    yield _finding(round_, example, expectation, reason, shown=shown, gap=combo.gap if combo else None)


def _finding(  # noqa: PLR0913  what was expected, and what came instead
    round_: Round,
    example: m.Example,
    expectation: m.Expectation,
    reason: str,
    *,
    shown: Combination | None,
    gap: Gap | None,
) -> Finding:
    facts = [("label", example.label), ("outcome", expectation.outcome)]
    if shown:
        facts += [("cell", ", ".join(value for _, value in shown.cell))]
        facts += [("left", shown.left or ""), ("right", shown.right or "")]
    rule = round_.model.rules.get(expectation.rule)
    return Finding(
        code=CODE,
        severity="error",
        reason=reason,
        facts=tuple(facts),
        place=round_.place(expectation.where),
        rule=expectation.rule or None,
        jurisdiction=example.jurisdiction.name,
        gaps=(reason_of(gap),) if gap else (),
        draft=any(document.draft for document in (example.document, rule and rule.document) if document),
        document=example.document.name if example.document else "",
        anchor=example.label,
    )
