"""Every case folder: a small policy repository with what section after section of the language page says of it."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from repositories import as_data, differences, fits, read_all, texts_in, verdict_as_data

from qingdan_checker.effect.stretches import Stretches
from qingdan_checker.pipeline import check, prove
from qingdan_checker.quantity import Gap, show
from qingdan_checker.resolve import resolve
from qingdan_checker.round import Round

CASES = Path(__file__).parent.parent / "cases"
FOLDERS = sorted(path.parent for path in CASES.glob("*/*/expect.json"))
GAPS = {"conflict": "conflict", "unset": None, "circle": None}


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_case(folder: Path) -> None:
    expected: dict[str, Any] = json.loads((folder / "expect.json").read_text(encoding="utf-8"))
    read = read_all(texts_in(folder))
    at = _date(expected.get("at"))
    today = _date(expected.get("today")) or at
    assert today
    drafts = not expected.get("no_drafts", False)
    report = check(*read, today=today, at=at, since=_date(expected.get("since")), drafts=drafts)
    assert differences(expected["findings"], [as_data(one) for one in report.findings]) == [], expected["law"]
    verdicts = [verdict_as_data(one) for one in report.verdicts]
    for verdict in expected.get("verdicts", []):
        assert any(fits(verdict, one) for one in verdicts), (verdict, verdicts)
    if "proved" in expected:
        proved = prove(*read, today=today, at=at, drafts=drafts)
        assert differences(expected["proved"], [as_data(one) for one in proved.findings]) == [], expected["law"]
    if "exit" in expected:
        assert int(report.reaches("error")) == expected["exit"]


@pytest.mark.parametrize(
    "folder",
    [folder for folder in FOLDERS if '"values"' in (folder / "expect.json").read_text(encoding="utf-8")],
    ids=lambda path: f"{path.parent.name}/{path.name}",
)
def test_values(folder: Path) -> None:
    expected = json.loads((folder / "expect.json").read_text(encoding="utf-8"))
    files, sources, sheets = read_all(texts_in(folder))
    day = _date(expected.get("at") or expected.get("today"))
    assert day
    model = resolve(files, sheets, drafts=not expected.get("no_drafts", False))
    round_ = Round(model, Stretches(model, day), day, sources)
    for value in expected["values"]:
        target = model.items.get(value["item"]) or model.defines[value["item"]]
        key = []
        for axis in target.dimensions:
            names = [round_.day.show(axis, index) for index in range(round_.day.size(axis))]
            key.append(names.index(value["cell"][axis.name]))
        answer, _ = round_.effect(model.jurisdictions[value["jurisdiction"]]).read(target, tuple(key))
        found = GAPS.get(answer.reason, "unknown") if isinstance(answer, Gap) else show(target.kind, answer)
        assert found == value["value"], value
