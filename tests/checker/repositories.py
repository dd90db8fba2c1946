"""Small policy repositories as tests need them: read, judged, and compared with what is expected of them."""

from __future__ import annotations

import hashlib
import posixpath
from typing import TYPE_CHECKING, Any, NamedTuple

from qingdan_checker.loading import named_in
from qingdan_checker.pipeline import check
from qingdan_checker.sheets import Refused, Sheet, open_sheet
from qingdan_dsl.parse import parse
from qingdan_dsl.source import Fault, Source, read
from qingdan_dsl.syntax.declarations import File

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from qingdan_checker.findings import Combination, Finding, Judgement, Report

ENDINGS = (".qd", ".qd.md")
SHEETS = (".csv", ".xlsx", ".xls", ".xlsm", ".ods", ".et")


class Read(NamedTuple):
    """What a check takes: trees, sources, and the files with entries that statements name."""

    files: list[File]
    sources: dict[str, Source]
    sheets: dict[tuple[str, str], Sheet | Refused]


def read_all(texts: Mapping[str, bytes]) -> Read:
    """The trees, sources and files with entries of some texts by path."""
    files: list[File] = []
    sources: dict[str, Source] = {}
    for path, data in texts.items():
        if path.endswith(SHEETS):
            continue
        source = read(path, data)
        if isinstance(source, Fault):
            files.append(File(path=path, declarations=(), faults=(source,), broken=True))
        else:
            sources[path] = source
            files.append(parse(source))
    return Read(files, sources, _sheets(files, sources, texts))


def _sheets(
    files: Sequence[File], sources: dict[str, Source], texts: Mapping[str, bytes]
) -> dict[tuple[str, str], Sheet | Refused]:
    sheets: dict[tuple[str, str], Sheet | Refused] = {}
    for file in files:
        for written in named_in(file):
            path = posixpath.normpath(posixpath.join(posixpath.dirname(file.path), written))
            if path not in texts:
                reason = "sheet-outside" if path.startswith(("../", "/")) else "sheet-missing"
                sheets[file.path, written] = Refused(reason=reason, written=written)
                continue
            sheet = open_sheet(path, texts[path], hashlib.sha256(texts[path]).hexdigest())
            sources[path] = sheet.source
            sheets[file.path, written] = sheet
    return sheets


def texts_in(folder: Path) -> dict[str, bytes]:
    """The policy texts below a folder, and their files with entries, by their paths in it."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.name.endswith(ENDINGS + SHEETS)
    }


def judge(texts: Mapping[str, bytes], at: date, *, drafts: bool = True) -> Report:
    """The report of some texts on one date."""
    return check(*read_all(texts), today=at, at=at, drafts=drafts)


def as_data(finding: Finding) -> dict[str, Any]:
    """A finding in the words of the report's JSON."""
    return {
        "code": finding.code,
        "severity": finding.severity,
        "force": finding.force,
        "rule": finding.rule,
        "jurisdiction": finding.jurisdiction,
        "from": finding.start.isoformat() if finding.start else None,
        "until": finding.until.isoformat() if finding.until else None,
        "file": finding.place.file,
        "line": finding.place.line,
        "column": finding.place.column,
        "worst": combination(finding.worst),
        "cells": finding.cells,
        "selectors": list(finding.selectors),
        "keys": list(finding.keys),
        "rules": list(finding.rules),
        "draft": finding.draft,
    }


def verdict_as_data(verdict: Judgement) -> dict[str, Any]:
    """A verdict in the words of the report's JSON."""
    return {
        "rule": verdict.rule,
        "jurisdiction": verdict.jurisdiction,
        "verdict": verdict.verdict,
        "from": verdict.start.isoformat() if verdict.start else None,
        "until": verdict.until.isoformat() if verdict.until else None,
        "tightest": combination(verdict.tightest),
    }


def combination(one: Combination | None) -> dict[str, Any] | None:
    """A combination in the words of the report's JSON."""
    if one is None:
        return None
    data: dict[str, Any] = {"cell": dict(one.cell), "left": one.left, "right": one.right, "margin": one.margin}
    over = {name: list(amounts) for name, amounts in one.over if amounts}
    return data | {"amounts": over} if over else data


def fits(expected: object, actual: object) -> bool:
    """Whether all that is expected is there: an expectation names only the fields that it is sure of."""
    if isinstance(expected, dict):
        return isinstance(actual, dict) and all(
            name in actual and fits(value, actual[name]) for name, value in expected.items()
        )
    return expected == actual


def differences(expected: Sequence[dict[str, Any]], actual: Sequence[dict[str, Any]]) -> list[str]:
    """What is expected and not there, and what is there and not expected."""
    left = list(actual)
    found: list[str] = []
    for one in sorted(expected, key=len, reverse=True):
        match = next((other for other in left if fits(one, other)), None)
        if match is None:
            found.append(f"missing: {one}")
        else:
            left.remove(match)
    return found + [f"not expected: { ({name: value for name, value in one.items() if value}) }" for one in left]
