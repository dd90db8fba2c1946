"""What differs, as one JSON object for programs: the same bytes for the same input and date."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from qingdan_checker.differences.facts import SCHEMA
from qingdan_checker.layout.escaping import json_text
from qingdan_checker.messages.book import Book
from qingdan_checker.records import day, finding

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from qingdan_checker.differences import Differences
    from qingdan_checker.differences.facts import Altered, Blind, Entry, Moved, Relisted, Turned
    from qingdan_checker.findings import Place, Report
    from qingdan_checker.messages.language import Language


def render_json(found: Differences, languages: Sequence[Language]) -> str:
    """All that differs; messages in the languages asked for."""
    data: dict[str, Any] = {
        "schema": SCHEMA,
        "old": _side(found.names[0], found.old),
        "new": _side(found.names[1], found.new),
        "today": day(found.new.today),
        "dates": [day(one) for one in found.dates],
        "complete": found.is_complete,
        "summary": {
            "provisions": _counted(one.act for one in found.provisions),
            "effects": _counted(one.gain for one in found.moved),
            "lists": _counted(one.act for one in found.relisted),
            "findings": _counted(one.turn for one in found.findings),
        },
        "provisions": [_provision(one) for one in found.provisions],
        "effects": [_moved(one) for one in found.moved],
        "lists": [_relisted(one) for one in found.relisted],
        "findings": [_turned(one, found, languages) for one in found.findings],
        "not_compared": [_blind(one) for one in found.blind],
    }
    if found.new.narrowed:
        data["narrowed"] = [asdict(one) for one in found.new.narrowed]
    return json_text(data, indent=2) + "\n"


def _counted(words: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(words).items()))


def _side(name: str, report: Report) -> dict[str, Any]:
    return {
        "name": name or None,
        "library": report.library or None,
        "jurisdictions": report.jurisdictions,
        "documents": len(report.documents),
        "rules": len(report.rules),
        "source_errors": len(report.faults),
    }


def _place(place: Place | None) -> dict[str, Any] | None:
    return {"file": place.file, "line": place.line, "column": place.column} if place else None


def _provision(one: Altered) -> dict[str, Any]:
    return {
        "act": one.act,
        "sort": one.sort,
        "document": one.document or None,
        "article": one.article or None,
        "article_before": one.article_before or None,
        "what": one.what,
        "what_before": one.what_before or None,
        "before": one.before if one.old else None,
        "after": one.after if one.new else None,
        "old": _place(one.old),
        "new": _place(one.new),
    }


def _moved(one: Moved) -> dict[str, Any]:
    return {
        "item": one.item,
        "jurisdictions": list(one.jurisdictions),
        "selectors": list(one.selectors),
        "cells": one.cells,
        "before": one.before,
        "after": one.after,
        "status_before": one.status_before or None,
        "status_after": one.status_after or None,
        "effect": one.gain,
        "from": day(one.start),
        "until": day(one.until),
    }


def _relisted(one: Relisted) -> dict[str, Any]:
    return {
        "act": one.act,
        "catalogue": one.catalogue,
        "key": one.key,
        "jurisdictions": list(one.jurisdictions),
        "before": _entry(one.before),
        "after": _entry(one.after),
        "from": day(one.start),
        "until": day(one.until),
    }


def _entry(entry: Entry | None) -> dict[str, str | None] | None:
    return None if entry is None else dict(entry)


def _turned(one: Turned, found: Differences, languages: Sequence[Language]) -> dict[str, Any]:
    old = [Book(found.old, language) for language in languages]
    new = [Book(found.new, language) for language in languages]
    return {
        "turn": one.turn,
        "old": finding(one.old, None, old) if one.old else None,
        "new": finding(one.new, None, new) if one.new else None,
    }


def _blind(one: Blind) -> dict[str, Any]:
    return {
        "kind": one.kind,
        "side": one.side or None,
        "what": one.what or None,
        "jurisdiction": one.jurisdiction or None,
        "count": one.count or None,
    }
