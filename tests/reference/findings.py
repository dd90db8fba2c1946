"""Findings as plain dicts with the fields of section 11."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .model import Place

Finding = dict[str, Any]
"""code, severity, force, rule, jurisdiction, file, line, column, worst, cells, keys, draft."""

SEVERITY = {"must": "error", "in-principle": "warning", "encouraged": "note"}
"""What a breach of a rule of each force is (section 9)."""


def finding(  # noqa: PLR0913  a field each
    code: str,
    place: Place,
    *,
    severity: str = "error",
    force: str | None = None,
    rule: str | None = None,
    jurisdiction: str | None = None,
    worst: dict[str, Any] | None = None,
    cells: int | None = None,
    keys: Sequence[str] = (),
    draft: bool = False,
) -> Finding:
    """A finding; source errors keep the defaults."""
    return {
        "code": code,
        "severity": severity,
        "force": force,
        "rule": rule,
        "jurisdiction": jurisdiction,
        "file": place.path,
        "line": place.line,
        "column": place.column,
        "worst": worst,
        "cells": cells,
        "keys": list(keys),
        "draft": draft,
    }


def ordered(findings: list[Finding]) -> list[Finding]:
    """Findings in an order that depends on nothing but themselves."""
    return sorted(
        findings,
        key=lambda one: (
            one["file"],
            one["line"],
            one["column"],
            one["code"],
            one["rule"] or "",
            one["jurisdiction"] or "",
            str(one["worst"]),
            one["cells"] or 0,
        ),
    )
