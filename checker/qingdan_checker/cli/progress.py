"""A bar on standard error: only on a terminal, and only where the work takes longer than a second."""

from __future__ import annotations

import sys
import time
from typing import Final

PATIENCE: Final = 1.0
"""Seconds before the bar is shown."""

_LENGTH: Final = 30


class Progress:
    """Shows how many files are done; draws nothing where nobody would see it."""

    def __init__(self) -> None:
        self._began = time.monotonic()
        self._shown = False

    def __call__(self, done: int, of: int) -> None:
        """Draws the bar."""
        if not sys.stderr.isatty() or time.monotonic() - self._began < PATIENCE:
            return
        filled = _LENGTH * done // max(1, of)
        sys.stderr.write(f"\r[{'#' * filled}{'.' * (_LENGTH - filled)}] {done}/{of}")
        sys.stderr.flush()
        self._shown = True

    def clear(self) -> None:
        """Takes the bar away."""
        if self._shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
            self._shown = False
