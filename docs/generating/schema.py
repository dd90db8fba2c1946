"""The JSON Schema of a report as tables that people can read."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from generating.markdown import filled, table

if TYPE_CHECKING:
    from collections.abc import Iterator

SCHEMA: Final = Path(__file__).parents[1] / "reference" / "report.schema.json"


def report_schema() -> str:
    """The page of the schema: prose around a table for the report and for each of its parts."""
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    parts = {"about": schema["description"], "report": _table(schema), "parts": _parts(schema["$defs"])}
    return filled("report-schema.md", {name: partial(_same, text) for name, text in parts.items()})


def _same(text: str, _: str) -> str:
    return text


def _parts(parts: dict[str, Any]) -> str:
    """Every definition under a heading of its own, in the order of the alphabet."""
    return "\n\n".join("\n\n".join(_part(name, parts[name])) for name in sorted(parts))


def _part(name: str, part: dict[str, Any]) -> Iterator[str]:
    yield f"## {name}"
    if part.get("description"):
        yield part["description"]
    yield _table(part) if "properties" in part else f"{_type(part)}."


def _table(part: dict[str, Any]) -> str:
    rows = (
        (f"`{key}`", "always" if key in part.get("required", ()) else "", _type(one), one.get("description", ""))
        for key, one in part["properties"].items()
    )
    return table(("key", "there", "type", "holds"), rows)


def _type(one: dict[str, Any]) -> str:
    """What a value can be, in a few words."""
    if "$ref" in one:
        name = one["$ref"].rpartition("/")[2]
        return f"[{name}](#{name})"
    if "oneOf" in one:
        return " or ".join(_type(choice) for choice in one["oneOf"])
    if "const" in one:
        return f"`{json.dumps(one['const'])}`"
    if "enum" in one:
        return ", ".join(f"`{json.dumps(value)}`" for value in one["enum"])
    return _plain(one)


def _plain(one: dict[str, Any]) -> str:
    kinds = [one["type"]] if isinstance(one["type"], str) else one["type"]
    said = " or ".join(kinds)
    if "items" in one:
        return f"array of {_type(one['items'])}"
    if isinstance(one.get("additionalProperties"), dict):
        return f"{said} of {_type(one['additionalProperties'])}"
    limits = {"pattern": "as `{}`", "minimum": "at least {}", "minLength": "at least {} characters", "format": "{}"}
    return ", ".join([said, *(words.format(one[key]) for key, words in limits.items() if key in one)])
