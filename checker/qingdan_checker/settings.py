"""Settings from `qingdan.toml` or `[tool.qingdan]`: which there are, of what type, and what is wrong with a file.

Whoever writes the policies may write them too: a wrong one ends the command, and a report says which are in use.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Final, Literal

Type = Literal["text", "texts", "yes-no", "severity", "language"]

KEYS: Final[dict[str, Type]] = {
    "threshold": "severity",
    "select": "texts",
    "ignore": "texts",
    "baseline": "text",
    "exclude": "texts",
    "drafts": "yes-no",
    "no-library": "yes-no",
    "lang": "language",
}
"""Every key, named as the option that it stands for (`drafts = false` is `--no-drafts`), and its type."""

MOST_TEXTS: Final = 1_000
"""Texts in a list."""

CHOICES: Final = {"severity": ("error", "warning", "note"), "language": ("zh", "en", "both")}

_TABLE: Final = ("tool", "qingdan")

Value = str | bool | tuple[str, ...]


class SettingsError(ValueError):
    """Why a file is wrong (`toml`, `deep`, `key`, `type`), where (line and column, or a key), and what was expected."""

    def __init__(self, why: str, where: str = "", wanted: str = "") -> None:
        super().__init__(why, where, wanted)
        self.why = why
        self.where = where
        self.wanted = wanted


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """A value, and the line that it stands on; 0 where that is not known."""

    value: Value
    line: int


def read_settings(data: bytes, *, shared: bool) -> dict[str, Setting] | None:
    """The settings in a file by key; of a `shared` one (pyproject.toml) those of our table, None where it has none.

    Raises SettingsError.
    """
    if shared and b"qingdan" not in data:
        return None
    found = _table(_parsed(data), shared=shared)
    if found is None:
        return None
    text = data.decode("utf-8-sig")
    return {key: Setting(value=_checked(key, value, text), line=_line(key, text)) for key, value in found.items()}


def _parsed(data: bytes) -> dict[str, Any]:
    import tomllib  # noqa: PLC0415  few runs have settings

    try:
        return tomllib.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise SettingsError("toml", "UTF-8") from None
    except RecursionError:
        raise SettingsError("deep", "") from None
    except ValueError as error:
        place = re.search(r"\(at (line \d+, column \d+|end of document)\)", str(error))
        raise SettingsError("toml", place.group(1) if place else "") from None


def _table(data: Any, *, shared: bool) -> dict[str, Any] | None:  # noqa: ANN401  whatever TOML can be
    for name in _TABLE if shared else ():
        if not isinstance(data, dict) or name not in data:
            return None
        data = data[name]
    if not isinstance(data, dict):
        raise SettingsError("type", "tool.qingdan", "table")
    return data


def _checked(key: str, value: Any, text: str) -> Value:  # noqa: ANN401  as above
    if key not in KEYS:
        raise SettingsError("key", _placed(key, text))
    kind = KEYS[key]
    if not _fits(kind, value):
        raise SettingsError("type", _placed(key, text), kind)
    return tuple(value) if isinstance(value, list) else value


def _fits(kind: Type, value: Any) -> bool:  # noqa: ANN401  as above
    if kind == "yes-no":
        return isinstance(value, bool)
    if kind == "texts":
        return isinstance(value, list) and len(value) <= MOST_TEXTS and all(_fits("text", one) for one in value)
    if kind == "text":
        return isinstance(value, str) and bool(value.strip())
    return isinstance(value, str) and value in CHOICES[kind]


def _line(key: str, text: str) -> int:
    """The line of a key, as far as it is written at the start of one."""
    found = re.search(rf"^[ \t]*\[?[\"']?{re.escape(key)}[\"']?[ \t]*[=.\]]", text, re.MULTILINE)
    return text.count("\n", 0, found.end()) + 1 if found else 0


def _placed(key: str, text: str) -> str:
    line = _line(key, text)
    return f"line {line}: {key}" if line else key
