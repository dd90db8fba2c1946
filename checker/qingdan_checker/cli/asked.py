"""What a command line of `check` asks for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qingdan_checker.cli import options

if TYPE_CHECKING:
    from datetime import date

    from qingdan_checker.cli.settings import Choices


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The options of `check`; `chosen` are those that a settings file may decide too."""

    paths: tuple[str, ...]
    chosen: Choices
    at: date | None
    since: date | None
    today: date
    format: str
    output: str | None
    reports: tuple[tuple[str, str], ...]
    write_baseline: str | None
    prune: bool
    changed: str | None
    supposed: tuple[str, ...]
    color: str
    exit_zero: bool
    no_cache: bool
    allow_empty: bool
    stdin_filename: str | None
    quiet: bool
    verbose: bool

    @property
    def colour(self) -> bool:
        """Whether the report is coloured; a file is only if it is asked for."""
        return options.colours(self.color) and (self.output is None or self.color == "always")

    @property
    def no_library(self) -> bool:
        """Whether the bundled law is left out."""
        return self.chosen.no_library

    @property
    def targets(self) -> tuple[str, ...]:
        """The files that are to be written."""
        single = (self.output, self.write_baseline)
        return (*(one for one in single if one), *(path for _, path in self.reports))
