"""Combinations that rest on the same values come to the same over every amount, and are asked about once."""

from __future__ import annotations

import random
from datetime import date
from typing import TYPE_CHECKING, Final

import pytest
from repositories import judge

from qingdan_checker import weighing
from qingdan_checker.moving import Moving

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

    from qingdan_checker.findings import Report

DAY: Final = date(2024, 1, 1)

WORDS: Final = """
    dimension cost : yuan
    dimension scheme { employee resident }
    dimension tier ordered { primary secondary tertiary }
    dimension place { local remote }
    item ratio { value percent in 0%..100% by cost, scheme, tier, place better higher }
    item deductible { value yuan by scheme, tier, place better lower }
    item share { value percent in 0%..150% by scheme, tier better higher }
    item lump { value yuan by tier better higher }
    define payment { value yuan by scheme, tier, place, cost as min(9_000 yuan, banded(ratio, cost, deductible)) }
    define shared { value yuan by scheme, tier, cost as if cost > 700 yuan then share of cost else lump }
    define rising { value yuan by scheme, tier, cost as
        if primary then shared else max(shared, shared[previous tier]) }
    define all-tiers { value yuan by scheme, place, cost as sum(payment over tier) }
    jurisdiction cn { level nation }
"""

RULES: Final = """
    rule within-bill: payment <= cost
    rule lower-tier for secondary or tertiary: payment <= payment[previous tier]
    rule either when not remote: payment <= shared or cost < 300 yuan
    rule rises: rising >= shared
    rule twice: payment + shared <= 2 * cost
    rule wide: all-tiers <= 3 * cost
    rule places: payment[remote] <= payment[local]
    rule layers: banded(ratio, cost - payment, deductible) <= cost
    rule some-cost: shared[500 yuan <= cost <= 900 yuan] <= 800 yuan
    waive twice for employee, remote when payment > 500 yuan because "an exception"
    waive within-bill for resident when lump > 40 yuan because "another"
"""


def _repository(seed: int) -> dict[str, bytes]:
    """Values at random out of few, so that many cells are alike and some are lacking or unknown."""
    dice = random.Random(seed)  # noqa: S311  the same values each time

    def cells(item: str, values: Sequence[str], *names: Sequence[str]) -> Iterator[str]:
        for name in names[0]:
            for other in names[1] if len(names) > 1 else ("",):
                value = dice.choice(values)
                if value:
                    yield f"set {item} for {name}{', ' if other else ''}{other}: {value}"

    tiers, schemes = ("primary", "secondary", "tertiary"), ("employee", "resident")
    stated = [
        *cells("ratio", ("50%", "80%", "80%", "unknown", ""), schemes, tiers),
        *cells("deductible", ("100 yuan", "300 yuan", ""), schemes, tiers),
        *cells("share", ("50%", "120%", "60%", ""), schemes, tiers),
        *cells("lump", ("30 yuan", "90 yuan", ""), tiers),
        *(f"set ratio for cost > {at} yuan, remote, {tier}: 40%" for at in (1_000, 5_000) for tier in tiers[1:]),
    ]
    body = "\n".join(stated)
    law = f'{WORDS} document cn.law {{ issuer cn issued 2020-01-01 article "1" {{ {body} {RULES} }} }}'
    return {"all.qd": law.encode()}


def _counted(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Counts how many combinations are asked about."""
    asked = [0]
    found = Moving.found

    def counting(self: Moving, masks: Sequence[int], weigh: Any) -> Any:  # noqa: ANN401  passed on as it is
        asked[0] += 1
        return found(self, masks, weigh)

    monkeypatch.setattr(Moving, "found", counting)
    return asked


def _one_by_one(seed: int, monkeypatch: pytest.MonkeyPatch) -> tuple[Report, Report, int, int]:
    asked = _counted(monkeypatch)
    together, some = judge(_repository(seed), DAY), asked[0]
    monkeypatch.setattr(weighing, "profile_of", lambda _parts: object())
    asked[0] = 0
    return together, judge(_repository(seed), DAY), some, asked[0]


@pytest.mark.parametrize("seed", range(12))
def test_those_that_are_alike_come_to_what_each_comes_to(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    together, apart, some, every = _one_by_one(seed, monkeypatch)
    assert [one for one in together.findings if one.code in {"syntax", "name", "type", "value", "cycle"}] == []
    assert together.verdicts == apart.verdicts
    assert together.findings == apart.findings
    assert len(together.verdicts) == 9
    assert some < every


def test_what_comes_out_is_of_every_sort() -> None:
    """Or the comparison above would say little."""
    sorts = {verdict.verdict for seed in range(12) for verdict in judge(_repository(seed), DAY).verdicts}
    assert sorts >= {"breach", "undetermined", "within bounds"}
