"""Second runs: over those concerned alone, and on what the check has kept, they answer as whole new runs do."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from itertools import combinations, product
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from repositories import read_all

from qingdan_checker.calendar import calendar_of
from qingdan_checker.memory import Memory
from qingdan_checker.pipeline import check
from qingdan_checker.repair import Texts, bench, repaired
from qingdan_checker.repair.vertices import Demand, changes
from qingdan_checker.round import Round

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from qingdan_checker import model as m
    from qingdan_checker.effect import Stretches
    from qingdan_checker.findings import Report
    from qingdan_checker.repair.vertices import Moved

DAY = date(2022, 1, 1)

WORLD = """
dimension tier ordered { one  two  three }
dimension kind { plain  tcm }
item ratio { value percent in 0%..100%  by tier, kind  better higher }
item cap { value yuan in 0 yuan..  by tier }
item hint { value yuan in 0 yuan..  by tier }
define raised { value percent  by tier, kind  as max(ratio, 45%) }
jurisdiction cn { level nation }
jurisdiction west { level province  within cn }
jurisdiction city { level municipality  within west }
jurisdiction town { level municipality  within west }
jurisdiction part { level county  within city }
"""
RULES = (
    "rule floor: ratio[one] >= {0}%",
    "rule gap: ratio[one] - ratio[two] >= {0}pp - 50pp",
    "rule steps in-principle for two or three: ratio[previous tier] - ratio >= 5pp",
    "rule raised-least: raised >= {0}%",
    "rule caps: cap >= {0} yuan",
    "rule caps-later from 2023-01-01: cap <= {0} yuan",
    "rule ceiling until 2022-06-30: ratio[one] <= {0}%",
    "rule both for one: ratio >= 70% or cap >= {0} yuan",
    "rule steep for three: cap * 2 >= 100 yuan and ratio < {0}%",
)
SET = (
    "set ratio {{ one: {0}%  two: {1}%  three: 40% }}",
    "set ratio for tcm: {0}%",
    "set ratio for tcm, one: {0}% + 1pp",
    "adjust ratio for one by +{2}pp",
    "adjust ratio for tcm by -{2}pp",
    "adjust ratio for two from 2023-07-01 by +{2}pp",
    "set cap: {0} yuan",
    "set cap for two when ratio[one, plain] > {0}%: 60 yuan",
    "set hint when ratio[one, plain] > {0}%: 10 yuan",
    "set cap for one: hint + {0} yuan",
)
NUMBER = st.integers(30, 90)


@st.composite
def repositories(draw: st.DrawFn) -> str:
    """A nation's or a province's rules, and what several levels below them have set, partly from one another's."""
    told = [WORLD]
    for issuer in ("cn", "west"):
        rules = [
            one.format(draw(NUMBER))
            for one in draw(st.lists(st.sampled_from(RULES), min_size=1, max_size=3, unique=True))
        ]
        given = "delegate ratio, cap, hint to county" if issuer == "cn" else ""
        told.append(_document(f"{issuer}.rules", issuer, [given, *rules]))
    for issuer in ("west", "city", "town", "part"):
        own = draw(st.lists(st.sampled_from(SET), min_size=1, max_size=3, unique=True))
        said = [one.format(draw(NUMBER), draw(NUMBER), draw(st.integers(1, 20))) for one in own]
        told.append(_document(f"{issuer}.table", issuer, said))
    return "\n".join(told)


def _document(name: str, issuer: str, said: Sequence[str]) -> str:
    inside = "\n".join(filter(None, said))
    return f'document {name} {{ issuer {issuer}  issued 2021-01-01\n article "1" {{ {inside} }} }}' if inside else ""


class _Anew(bench.Ground):
    """Trials as whole runs over everybody, on nothing that is known."""

    __slots__ = ()

    def run(self, stretches: Stretches, model: m.Model, day: date, places: Iterable[m.Jurisdiction]) -> Round:  # noqa: ARG002  all are
        memory = Memory(model, calendar_of(model))
        return Round(model, stretches, day, self.sources, memory=memory)


def answers(text: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Report]:
    """The report with repairs: on what the check has kept, on nothing, and by whole runs."""
    files, sources, sheets = read_all({"a.qd": text.encode()})
    kept: list[Memory] = []
    report = check(files, sources, sheets, today=DAY, keep=kept.append)
    texts = Texts(files=files, sources=sources, sheets=sheets)
    yield repaired(report, texts, memory=kept[0])
    yield repaired(report, texts)
    with monkeypatch.context() as patched:
        patched.setattr(bench, "Ground", _Anew)
        yield repaired(report, texts)


@settings(deadline=None, max_examples=80)
@given(repositories())
def test_runs_over_those_concerned_answer_as_whole_runs_do(text: str) -> None:
    with pytest.MonkeyPatch.context() as monkeypatch:
        first, *others = answers(text, monkeypatch)
    for other in others:
        assert other.findings == first.findings


def test_what_a_change_does_to_the_statements_of_those_above_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """With the smallest change `hint` is set no more, and the province's cap, which rests on it, has no value left."""
    west = ["set hint when ratio[one, plain] > 70%: 10 yuan", "set cap: hint + 1 yuan"]
    for own, repairs in ((west, 0), ([], 1)):
        text = WORLD + "\n".join(
            [
                _document("cn.rules", "cn", ["delegate ratio, cap, hint to county", "rule most: ratio[one] <= 70%"]),
                _document("west.table", "west", own),
                _document("city.table", "city", ["set ratio: 80%"]),
            ]
        )
        for report in answers(text, monkeypatch):
            (breach,) = [one for one in report.findings if one.code == "breach"]
            assert (breach.jurisdiction, len(breach.repairs)) == ("city", repairs)


# ---- the smallest changes


def _plainly(demands: Sequence[Demand], several: int) -> list[tuple[Fraction, Moved]]:
    """The least that meets all demands for each set of numbers, among all points on a grid that corners lie on."""
    steps = [Fraction(at, 2) for at in range(-12, 13)]
    found: list[tuple[Fraction, Moved]] = []
    for size in range(1, several + 1):
        for moved in combinations(range(several), size):
            points = (dict(zip(moved, by, strict=True)) for by in product(steps, repeat=size))
            fits = [tuple(sorted(one.items())) for one in points if all(one.values()) and _meets(demands, one)]
            best = min(((sum((abs(by) for _, by in one), Fraction(0)), one) for one in fits), default=None)
            less = [cost for cost, one in found if {at for at, _ in one} < set(moved)]
            if best is not None and all(best[0] < cost for cost in less):
                found.append(best)
    return found


def _meets(demands: Sequence[Demand], moved: dict[int, Fraction]) -> bool:
    return all(sum(factor * moved.get(at, Fraction(0)) for at, factor in one.changes) >= one.least for one in demands)


DEMANDS = st.lists(
    st.builds(
        lambda factors, least: Demand(
            changes=tuple((at, Fraction(one)) for at, one in enumerate(factors) if one), least=Fraction(least)
        ),
        st.tuples(st.sampled_from([-1, 0, 1, 2]), st.sampled_from([-1, 0, 1])).filter(any),
        st.integers(-4, 4),
    ),
    min_size=1,
    max_size=5,
).filter(lambda ones: any(one.least > 0 for one in ones))


@settings(deadline=None, max_examples=60)
@given(DEMANDS)
def test_the_smallest_changes_are_no_greater_than_any_on_a_grid(demands: list[Demand]) -> None:
    found = changes(demands, 2)
    assert all(_meets(demands, dict(moved)) for moved in found)
    costs = {tuple(at for at, _ in moved): sum(abs(by) for _, by in moved) for moved in found}
    for cost, moved in _plainly(demands, 2):
        of = tuple(at for at, _ in moved)
        assert any(set(which) <= set(of) and least <= cost for which, least in costs.items())
