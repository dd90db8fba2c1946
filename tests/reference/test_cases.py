"""The reading held against the conformance cases: what their authors reasoned out from the page, it must find."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from .reading import Reading

if TYPE_CHECKING:
    from .findings import Finding

CASES = Path(__file__).parent.parent / "cases"
STRETCHES = {"from", "until", "selectors", "trace", "message", "fingerprint", "draft"}
"""Fields of a finding that the reading of one date does not give, or not to the last."""

BEYOND = {"run-out-over-ages", "defines-in-a-long-row", "a-circle-of-amendments-beside-another"}
"""Cases that the reading does not follow: it cuts measures at what is in force alone, keeps no value of a define, and
lets a circle of provisions count only where it is all that there is."""


AMOUNTS = {
    "a-band-that-nobody-can-read",
    "a-band-within-a-band",
    "a-bill-at-which-the-lower-tier-pays-less",
    "a-cap-that-large-bills-outgrow",
    "a-huge-bill",
    "a-jump-between-bands",
    "a-ratio-for-the-whole-bill-falls-by-a-fen",
    "a-share-of-each-yuan",
    "an-amount-in-a-rule-b",
    "an-amount-in-a-value",
    "an-amount-pinned",
    "an-expect-of-every-amount",
    "between-two-years-lies-no-year",
    "broken-at-nothing-alone",
    "broken-below-a-band-that-nobody-can-read",
    "broken-only-where-both-sides-touch",
    "defines-in-defines",
    "divided-by-a-bill-of-nothing",
    "for-large-bills",
    "more-cost-never-pays-less",
    "one-fen-more-never-pays-less",
    "rounded-down-to-fen",
    "rounded-up-to-ten-yuan",
    "two-amounts-at-once",
    "waived-where-so-much-is-paid",
    "when-so-much-is-paid",
    "years-in-whole-numbers",
}
"""Cases over every amount: the reading judges one amount at a time; the solver is the other judge of these."""


RULES = {"contradiction", "looser", "redundant", "idle", "unmeetable"}
"""What is said of rules themselves: the reading judges tables alone; the solver is the other judge of these."""


def _folders() -> list[Path]:
    return [
        found.parent for found in sorted(CASES.glob("*/*/expect.json")) if found.parent.name not in BEYOND | AMOUNTS
    ]


def _files(folder: Path) -> list[tuple[str, bytes]]:
    found = [path for path in sorted(folder.rglob("*")) if path.name.endswith((".qd", ".qd.md", ".csv"))]
    return [(path.relative_to(folder).as_posix(), path.read_bytes()) for path in found]


def _days(expected: dict[str, Any]) -> list[date]:
    """The date of the case; where it covers a stretch, its first day and the days on which a finding comes or goes."""
    if "at" in expected and "since" not in expected:
        return [date.fromisoformat(expected["at"])]
    first = date.fromisoformat(expected.get("since") or expected["today"])
    days = {first}
    for one in expected["findings"]:
        if one.get("from"):
            day = date.fromisoformat(one["from"])
            days |= {day, day - timedelta(days=1)}
        if one.get("until"):
            day = date.fromisoformat(one["until"])
            days |= {day, day + timedelta(days=1)}
    return sorted(day for day in days if day >= first)


def _holds(one: dict[str, Any], day: date) -> bool:
    within = (one.get("from") or "") <= day.isoformat() <= (one.get("until") or "9999")
    return within and one.get("code") not in RULES


def _fits(expected: object, found: object) -> bool:
    """Whether what is found has at least what is expected."""
    if isinstance(expected, dict) and isinstance(found, dict):
        return all(key in found and _fits(value, found[key]) for key, value in expected.items())
    return expected == found


@pytest.mark.parametrize("folder", _folders(), ids=lambda folder: f"{folder.parent.name}/{folder.name}")
def test_a_conformance_case_comes_out_as_expected(folder: Path) -> None:
    expected = json.loads((folder / "expect.json").read_text(encoding="utf-8"))
    for day in _days(expected):
        reading = Reading(_files(folder), day, no_drafts=expected.get("no_drafts", False))
        surplus: list[Finding] = list(reading.findings)
        for one in sorted((one for one in expected["findings"] if _holds(one, day)), key=len, reverse=True):
            wanted = {key: value for key, value in one.items() if key not in STRETCHES}
            fitting = [found for found in surplus if _fits(wanted, found)]
            assert fitting, f"not found on {day}: {wanted} among {surplus}"
            surplus.remove(fitting[0])
        assert surplus == []
        for one in expected.get("values", []):
            assert reading.value(one["jurisdiction"], one["item"], one["cell"]) == one["value"]
        for one in expected.get("verdicts", []):
            assert any(_fits(one, found) for found in reading.verdicts), one
