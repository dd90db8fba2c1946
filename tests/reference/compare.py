"""The checker held against the reading, finding by finding.

    python -m reference.compare MODULE:FUNCTION FIRST LAST

compares on the repositories of these seeds. The function takes `(files, at, no_drafts=False)` and gives the JSON
object of section 11 as a dict.
"""

from __future__ import annotations

import importlib
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from .reading import read
from .repositories import repository

if TYPE_CHECKING:
    from datetime import date

    from .findings import Finding

COMPARED = ("code", "severity", "rule", "jurisdiction", "file", "line", "worst", "cells", "keys")
"""What two findings must agree in."""

Check = Callable[..., Mapping[str, Any]]
"""`check(files, at, no_drafts=False)`: the object of section 11."""


def differences(expected: Sequence[Finding], actual: Sequence[Mapping[str, Any]]) -> list[str]:
    """What the reading finds and the checker does not, and the other way round; a line each.

    Findings that agree but for some fields are told apart as one line that names these fields.
    """
    left = _counted(expected)
    right = _counted(actual)
    missing = sorted((left - right).elements())
    surplus = sorted((right - left).elements())
    lines: list[str] = []
    for key in missing:
        mine = json.loads(key)
        twin = next((other for other in surplus if _alike(mine, json.loads(other))), None)
        if twin is None:
            lines.append(f"not found: {_told(mine)}")
            continue
        surplus.remove(twin)
        its = json.loads(twin)
        fields = [field for field in COMPARED if mine[field] != its[field]]
        lines.append(f"differs:   {_told(mine)}")
        lines += [f"           {field}: expected {_short(mine[field])}, found {_short(its[field])}" for field in fields]
    lines += [f"unexpected: {_told(json.loads(key))}" for key in surplus]
    return lines


def verdict_differences(expected: Iterable[Mapping[str, Any]], actual: Iterable[Mapping[str, Any]]) -> list[str]:
    """Rules and jurisdictions whose verdict or tightest combination is another."""
    mine = {(one["rule"], one["jurisdiction"]): one for one in expected}
    its = {(one["rule"], one["jurisdiction"]): one for one in actual}
    lines: list[str] = []
    for key in sorted(mine.keys() | its.keys()):
        one, other = mine.get(key), its.get(key)
        if one is None or other is None:
            lines.append(f"verdict of {key[0]} for {key[1]}: {'not expected' if one is None else 'not given'}")
            continue
        for field in ("verdict", "tightest"):
            if one[field] != other[field]:
                said = f"expected {_short(one[field])}, found {_short(other[field])}"
                lines.append(f"{field} of {key[0]} for {key[1]}: {said}")
    return lines


def compare(check: Check, files: Mapping[str, str | bytes], at: date, *, no_drafts: bool = False) -> list[str]:
    """All differences between a checker and the reading for one repository and date."""
    expected = read(files, at, no_drafts=no_drafts)
    actual = check(dict(files), at, no_drafts=no_drafts)
    return [
        *differences(expected["findings"], actual["findings"]),
        *verdict_differences(expected["verdicts"], actual["verdicts"]),
    ]


def report(check: Check, seeds: Iterable[int]) -> list[str]:
    """The differences on generated repositories, each under its seed; every seventh without drafts."""
    lines: list[str] = []
    for seed in seeds:
        files, at = repository(seed)
        found = compare(check, files, at, no_drafts=seed % 7 == 0)
        if found:
            lines += [f"seed {seed} at {at}", *(f"  {line}" for line in found)]
    return lines


def _counted(findings: Iterable[Mapping[str, Any]]) -> Counter[str]:
    """How often each is found; an error of the text once a line, however many faults one mistake there has."""
    found: Counter[str] = Counter()
    for one in findings:
        key = json.dumps({field: one.get(field) for field in COMPARED}, ensure_ascii=False, sort_keys=True)
        found[key] += 0 if one["rule"] is None and one["jurisdiction"] is None and key in found else 1
    return found


def _alike(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two findings are about the same, or stand in the same place."""
    same_subject = all(one[field] == other[field] for field in ("code", "rule", "jurisdiction"))
    same_place = all(one[field] == other[field] for field in ("file", "line", "jurisdiction"))
    about = one["rule"] is not None or one["jurisdiction"] is not None
    return (same_subject and (about or one["file"] == other["file"])) or (same_place and one["rule"] == other["rule"])


def _told(one: Mapping[str, Any]) -> str:
    where = f"{one['file']}:{one['line']}"
    about = " ".join(str(one[field]) for field in ("rule", "jurisdiction") if one[field])
    worst = _short(one["worst"]) if one["worst"] else ""
    cells = f"cells {one['cells']}" if one["cells"] is not None else ""
    return " ".join(part for part in (f"{one['severity']}[{one['code']}]", where, about, worst, cells) if part)


def _short(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def main(arguments: Sequence[str]) -> int:
    """Compares a checker with the reading on the repositories of some seeds."""
    module, function = arguments[0].split(":")
    check = getattr(importlib.import_module(module), function)
    lines = report(check, range(int(arguments[1]), int(arguments[2]) + 1))
    sys.stdout.write("\n".join([*lines, f"{len(lines)} lines of differences"]) + "\n")
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
