"""What is asked about alone is judged alone, and nothing that would be said of it is lost."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st
from repositories import read_all

from qingdan_checker.cache import Cache
from qingdan_checker.library import Found, bundled, find
from qingdan_checker.loading import Loaded, load
from qingdan_checker.pipeline import check
from qingdan_dsl.syntax.declarations import Document

if TYPE_CHECKING:
    from qingdan_checker.findings import Finding, Report

POLICIES = Path(__file__).parents[2] / "policies"
DAY = date(2022, 8, 30)
SINCE = date(2020, 1, 1)

EVERY = 8
"""One file of so many is tried: each is judged over three years, beside the law."""

LAW = sorted(path for path in (POLICIES / "cn").rglob("*.qd*"))[2::EVERY]
EXAMPLES = sorted(path for path in (POLICIES / "examples").rglob("*.qd*"))[2::EVERY]


@cache
def law() -> Loaded:
    return loaded(Found(), bundled(Found()))


def loaded(found: Found, bundle: Found) -> Loaded:
    return load(found, bundle, Cache(None), lambda _done, _all: None)


def checked(one: Loaded, concerned: frozenset[str] | None) -> Report:
    return check(one.files, one.sources, one.sheets, today=DAY, since=SINCE, concerned=concerned)


def is_about(finding: Finding, concerned: frozenset[str], issuers: frozenset[str]) -> bool:
    places = [finding.place, *(one.place for one in finding.trace), *(one.place for one in finding.related)]
    return any(place.file in concerned for place in places) or finding.jurisdiction in issuers


def same(one: Loaded, concerned: frozenset[str], whole: Report) -> None:
    """The report about some files is the part of the whole one that is about them."""
    part = checked(one, concerned)
    issuers = issuers_in(one, concerned, whole)
    held = [each for each in whole.verdicts if each.jurisdiction in issuers]
    ruled = [each for each in whole.verdicts if whole.rules[each.rule].place.file in concerned]
    assert part.findings == tuple(each for each in whole.findings if is_about(each, concerned, issuers))
    assert set(part.verdicts) == {*held, *ruled}


def issuers_in(one: Loaded, concerned: frozenset[str], whole: Report) -> frozenset[str]:
    declared = [node for file in one.files if file.path in concerned for node in file.declarations]
    names = [node.name.text for node in declared if isinstance(node, Document)]
    return frozenset(whole.documents[name].issuer for name in names if name in whole.documents)


@cache
def whole_law() -> Report:
    return checked(law(), None)


@pytest.mark.parametrize("path", LAW, ids=lambda path: path.name)
def test_of_a_file_of_the_law_nothing_is_lost(path: Path) -> None:
    name = f"<cn>/{path.relative_to(POLICIES / 'cn').as_posix()}"
    same(law(), frozenset({name}), whole_law())


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_of_an_example_beside_the_law_nothing_is_lost(path: Path) -> None:
    found = find([str(path)])
    one = loaded(found, bundled(found))
    if one.concerned is None:
        pytest.skip("an example with a nation of its own")
    same(one, one.concerned, checked(one, None))


# ---- what rules say of one another

WORLD = """
dimension tier ordered { one two three }
item ratio { value percent in 0%..100%  by tier }
item cap { value yuan  by tier }
jurisdiction cn { level nation }
jurisdiction west { level province  within cn }
jurisdiction east { level province  within cn }
jurisdiction city { level municipality  within west }
jurisdiction port { level municipality  within east }
jurisdiction quay { level county  within city }
"""
SAID = (
    "rule {name} for one: ratio >= {0}%",
    "rule {name} for two: ratio <= {0}%",
    "rule {name} encouraged for one or two: ratio <= {0}%",
    "rule {name} in-principle: ratio[one] - ratio[two] >= {1}pp",
    "rule {name} for two or three: ratio[previous tier] - ratio <= {1}pp",
    "rule {name} at province: ratio[one] < {0}%",
    "rule {name}: cap[one] >= {1} * 100 yuan",
    "rule {name} when ratio[one] > {0}%: cap <= 900 yuan",
    "set ratio {{ one: {0}%  two: 50%  three: 40% }}",
    "set cap: {0} yuan",
)


@st.composite
def rulings(draw: st.DrawFn) -> dict[str, str]:
    """A file for each document, of issuers on three levels, with rules and values."""
    told = {"world.qd": WORLD}
    for issuer in ("cn", "west", "east", "city", "port"):
        for at in range(draw(st.integers(0, 2))):
            said = ["delegate ratio, cap to municipality" * (issuer == "cn")]
            for no, one in enumerate(draw(st.lists(st.sampled_from(SAID), min_size=1, max_size=2, unique=True))):
                percent, points = draw(st.sampled_from((30, 50, 70, 90))), draw(st.integers(1, 30))
                said.append(one.format(percent, points, name=f"{issuer}-{at}-{no}"))
            inside = "\n".join(said)
            told[f"{issuer}-{at}.qd"] = (
                f'document {issuer}.d{at} {{ issuer {issuer}  issued 202{at}-01-01\n article "1" {{ {inside} }} }}'
            )
    return told


@settings(max_examples=60, deadline=None)
@given(rulings())
def test_of_rules_about_rules_nothing_is_lost(told: dict[str, str]) -> None:
    """What is left unasked for a file would have been left out of its report."""
    files, sources, sheets = read_all({name: text.encode() for name, text in told.items()})
    one = Loaded(files=tuple(files), sources=sources, sheets=sheets)
    whole = checked(one, None)
    event(", ".join(sorted({each.code for each in whole.findings} & {"contradiction", "looser"})) or "neither")
    for name in told:
        if name != "world.qd":
            same(one, frozenset({name}), whole)


TWICE = {
    "world.qd": WORLD,
    "floor.qd": """document cn.floor { issuer cn  issued 2020-01-01
        article "1" { rule floor at county: ratio[one] >= 50% } }""",
    "west.qd": """document west.floor { issuer west  issued 2020-01-01
        article "1" { rule floor at municipality: ratio[one] >= 60% } }""",
    "city.qd": """document city.own { issuer city  issued 2020-01-01
        article "1" { rule own: ratio[one] >= 40% } }""",
}
"""The city's floor is looser than the province's, and for counties than the nation's too."""


def test_a_rule_is_told_beside_those_with_which_the_whole_report_tells_it() -> None:
    files, sources, sheets = read_all({name: text.encode() for name, text in TWICE.items()})
    one = Loaded(files=tuple(files), sources=sources, sheets=sheets)
    whole = checked(one, None)
    assert [each.rules for each in whole.findings if each.code == "looser"] == [("west.floor.floor", "city.own.own")]
    for name in ("floor.qd", "west.qd", "city.qd"):
        same(one, frozenset({name}), whole)
