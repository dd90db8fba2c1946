"""What is asked about alone is judged alone, and nothing that would be said of it is lost."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

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
