"""How far the work is, on standard error: only on a terminal, and only where it takes longer than a second."""

from __future__ import annotations

import sys
import threading
import time
from typing import Final, Self

PATIENCE: Final = 1.0
"""Seconds before anything is shown."""

OFTEN: Final = 0.1
"""Seconds between two pictures of the bar."""

_LENGTH: Final = 30


class Progress:
    """Shows how many files have been read, then how much has been judged; nothing where nobody would see it."""

    def __init__(self) -> None:
        self._began = time.monotonic()
        self._drawn = 0.0
        self._shown = False
        self._seen = sys.stderr.isatty()
        self._timer: threading.Timer | None = None

    def __call__(self, done: int, of: int) -> None:
        """Draws the bar of what has been read; when all has, says after a while that it is being judged."""
        if done == of:
            self._later("judging … 正在核对")
        else:
            self._bar("reading 读取", done, of)

    def judging(self, done: int, of: int) -> None:
        """Draws the bar of what has been judged: jurisdictions, date by date."""
        self._bar("judging 核对", done, of)

    def pages(self, done: int, of: int) -> None:
        """Draws the bar of the pages that have been written."""
        self._bar("pages 页面", done, of)

    def writing(self) -> None:
        """Says after a while that what was judged is being written."""
        self._later("writing … 正在生成")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Takes everything away."""
        self._stop()
        if self._shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
            self._shown = False

    def _bar(self, what: str, done: int, of: int) -> None:
        now = time.monotonic() if self._seen else 0.0
        if not self._seen or now - self._began < PATIENCE or now - self._drawn < OFTEN:
            return
        self._stop()
        self._drawn = now
        filled = _LENGTH * done // max(1, of)
        self._draw(f"{what} [{'#' * filled}{'.' * (_LENGTH - filled)}] {done}/{of}")

    def _stop(self) -> None:
        if self._timer:
            self._timer.cancel()
            self._timer = None

    def _later(self, text: str) -> None:
        if not self._seen:
            return
        self._stop()
        self._timer = threading.Timer(max(0.0, PATIENCE - (time.monotonic() - self._began)), self._draw, (text,))
        self._timer.daemon = True
        self._timer.start()

    def _draw(self, text: str) -> None:
        sys.stderr.write(f"\r\x1b[K{text}")
        sys.stderr.flush()
        self._shown = True
