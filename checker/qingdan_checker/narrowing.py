"""What was left out of a report because somebody asked for that, as facts: nothing is left out in silence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrowing:
    """What was left out because somebody asked for that: `count` findings, or files where it is `by` `exclude`.

    `what` is the term, revision or pattern as written, `origin` the settings file that asks for it, empty for the
    command line.
    """

    by: Literal["select", "ignore", "changed", "exclude"]
    what: str
    count: int
    origin: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingsFacts:
    """The settings file in use, as it is reported, and what it says that is in use: key and value."""

    file: str
    values: tuple[tuple[str, str], ...]
