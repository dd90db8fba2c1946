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
from qingdan_dsl.parse import parse
from qingdan_dsl.source import Source

if TYPE_CHECKING:
    from qingdan_checker.findings import Finding, Report

POLICIES = Path(__file__).parents[2] / "policies"
DAY = date(2022, 8, 30)

LAW = sorted(path for path in (POLICIES / "cn").rglob("*.qd*"))
EXAMPLES = sorted(path for path in (POLICIES / "examples").rglob("*.qd*"))


@cache
def law() -> Loaded:
    return loaded(Found(), bundled(Found()))


def loaded(found: Found, bundle: Found) -> Loaded:
    return load(found, bundle, Cache(None), lambda _done, _all: None)


def checked(one: Loaded, concerned: frozenset[str] | None, since: date | None = None) -> Report:
    return check(one.files, one.sources, one.sheets, today=DAY, since=since, concerned=concerned)


def files_of(finding: Finding) -> set[str]:
    places = [finding.place, *(one.place for one in finding.trace), *(one.place for one in finding.related)]
    return {place.file for place in places}


def same(one: Loaded, concerned: frozenset[str], whole: Report) -> None:
    """The report about some files is the part of the whole one that is about them."""
    part = checked(one, concerned, date(2020, 1, 1))
    issuers = {
        document.issuer
        for name, document in whole.documents.items()
        if any(f"{name}" in whole.sources[path] for path in concerned)
        and any(_declares(one, path, name) for path in concerned)
    }
    about = [one for one in whole.findings if files_of(one) & concerned or one.jurisdiction in issuers]
    assert part.findings == tuple(about)
    held = [
        one
        for one in whole.verdicts
        if one.jurisdiction in issuers or whole.rules[one.rule].place.file in concerned
    ]
    assert part.verdicts == tuple(held)


def _declares(one: Loaded, path: str, name: str) -> bool:
    trees = [file for file in one.files if file.path == path]
    return any(getattr(node, "name", None) and node.name.text == name for tree in trees for node in tree.declarations)


@cache
def whole_law() -> Report:
    return checked(law(), None, date(2020, 1, 1))


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
    same(one, one.concerned, checked(one, None, date(2020, 1, 1)))
