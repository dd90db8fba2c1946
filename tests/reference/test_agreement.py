"""The checker and the independent reading of the language page, finding by finding, on random repositories."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from repositories import as_data, judge, verdict_as_data

from . import catalogues
from .compare import compare
from .reading import encoded
from .repositories import repository

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

READ_OTHERWISE = {
    73: "a sum with one unset cell: whether the cells that are set make the combination count",
    91: "two figures of one day, one of which rests on a conflict",
    160: "a VALUE that rests on a circle of figures: whether it is missing",
    166: "a document repealed before the day on which it would take effect repeals nothing",
    249: "the lowest level of a `require` where only an approval to decide and what rests on it delegate",
    276: "a VALUE that rests on a circle of figures: whether it is missing",
    285: "`approve … to decide` gives all dimensions, also from one who holds some of them",
}
"""Seeds on which the page can be read in two ways, and the two read it so."""

CATALOGUES_READ_OTHERWISE = {
    3: "whether who may decide by `approve … to decide` alone is a holder, who may `tolerate`",
    33: "of three VALUEs two disagree, and the third rests on a conflict",
    83: "two documents of one day that repeal each other",
    91: "two documents of one day that repeal each other",
    168: "a sum with one unset cell: whether the cells that are set make the combination count",
    187: "a define: whether what an untaken branch names makes the combination count",
    197: "a VALUE that rests on a circle of figures: whether it is missing",
    199: "a reference with an unknown name in its brackets: whether what else it leaves open is `type`",
}
"""Of the repositories with catalogues."""


RULES = {"contradiction", "looser", "redundant", "idle", "unmeetable"}
"""What the checker says of rules themselves: the reading judges tables alone."""


def check_json(files: Mapping[str, str | bytes], at: date, *, no_drafts: bool = False) -> dict[str, Any]:
    """The checker's findings and verdicts in the words of section 11."""
    report = judge({path: encoded(text) for path, text in files.items()}, at, drafts=not no_drafts)
    return {
        "findings": [as_data(finding) for finding in report.findings if finding.code not in RULES],
        "verdicts": [verdict_as_data(verdict) for verdict in report.verdicts],
    }


@pytest.mark.parametrize("first", range(0, 300, 20))
def test_the_two_agree(first: int) -> None:
    found: dict[int, list[str]] = {}
    for seed in range(first, first + 20):
        files, at = repository(seed)
        differences = compare(check_json, files, at)
        if differences and seed not in READ_OTHERWISE:
            found[seed] = differences
    assert found == {}


@pytest.mark.parametrize("first", range(0, 200, 20))
def test_the_two_agree_about_catalogues(first: int) -> None:
    found: dict[int, list[str]] = {}
    for seed in range(first, first + 20):
        files, at = catalogues.repository(seed)
        differences = compare(check_json, files, at)
        if differences and seed not in CATALOGUES_READ_OTHERWISE:
            found[seed] = differences
    assert found == {}
