"""How far the work is, on standard error: only on a terminal, and only where it takes longer than a second."""

from __future__ import annotations

import sys
import threading
import time
from typing import Final, Self

PATIENCE: Final = 1.0
"""Seconds before anything is shown."""

_LENGTH: Final = 30


class Progress:
    """Shows how many files have been read, then that they are being judged; nothing where nobody would see it."""

    def __init__(self) -> None:
        self._began = time.monotonic()
        self._shown = False
        self._timer: threading.Timer | None = None

    def __call__(self, done: int, of: int) -> None:
        """Draws the bar of what has been read; when all has, says so after a while."""
        if not sys.stderr.isatty():
            return
        if done == of:
            self._later("judging … 正在核对")
        elif time.monotonic() - self._began >= PATIENCE:
            filled = _LENGTH * done // max(1, of)
            self._draw(f"[{'#' * filled}{'.' * (_LENGTH - filled)}] {done}/{of}")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Takes everything away."""
        if self._timer:
            self._timer.cancel()
        if self._shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
            self._shown = False

    def _later(self, text: str) -> None:
        self._timer = threading.Timer(max(0.0, PATIENCE - (time.monotonic() - self._began)), self._draw, (text,))
        self._timer.daemon = True
        self._timer.start()

    def _draw(self, text: str) -> None:
        sys.stderr.write(f"\r\x1b[K{text}")
        sys.stderr.flush()
        self._shown = True
