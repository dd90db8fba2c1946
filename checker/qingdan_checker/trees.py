"""Parse results kept in one small database: a table of keys and texts, the oldest rows going first."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

PATIENCE: Final = 0.2
"""Seconds to wait for another run that writes; then this one does without."""

_CHUNK: Final = 200


class Trees:
    """Kept parse results. Whatever goes wrong with the database, nothing is found and nothing is kept."""

    def __init__(self, database: sqlite3.Connection, file: Path, most_bytes: int) -> None:
        self._database = database
        self._file = file
        self._most_bytes = most_bytes
        self._damaged = False

    @contextlib.contextmanager
    def _careful(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.OperationalError:  # locked, or read-only
            pass
        except (sqlite3.Error, UnicodeDecodeError):
            self._damaged = True

    def find(self, keys: Sequence[str]) -> dict[str, str]:
        """The texts that are kept under some of the keys."""
        found: dict[str, str] = {}
        with self._careful():
            for start in range(0, len(keys), _CHUNK):
                chunk = keys[start : start + _CHUNK]
                marks = ",".join("?" * len(chunk))
                found.update(self._database.execute(f"SELECT key, tree FROM trees WHERE key IN ({marks})", chunk))  # noqa: S608  marks only
        return found

    def keep(self, trees: Mapping[str, str]) -> None:
        """Keeps texts under their keys."""
        with self._careful():
            self._database.execute("BEGIN")
            self._database.executemany("INSERT OR REPLACE INTO trees (key, tree) VALUES (?, ?)", trees.items())
            self._database.execute("COMMIT")

    def close(self) -> None:
        """Throws the older half away where there is too much, or all where it is damaged, and lets go of the file."""
        with self._careful():
            (pages,), (size,) = (self._database.execute(f"PRAGMA {what}").fetchone() for what in _SIZES)
            if pages * size > self._most_bytes:
                self._database.execute("DELETE FROM trees WHERE id <= (SELECT (min(id) + max(id)) / 2 FROM trees)")
                self._database.execute("VACUUM")
        with contextlib.suppress(sqlite3.Error):
            self._database.close()
        if self._damaged:
            with contextlib.suppress(OSError):
                self._file.unlink()


_SIZES: Final = ("page_count", "page_size")


def open_trees(file: Path, most_bytes: int) -> Trees | None:
    """The database in a file, made where it is not there, thrown away where it is none; None where it cannot be."""
    for _ in range(2):
        try:
            os.close(os.open(file, os.O_RDWR | os.O_CREAT, 0o600))
            database = sqlite3.connect(file, timeout=PATIENCE, isolation_level=None)
        except (OSError, sqlite3.Error):
            return None
        try:
            _prepare(database, _SCHEMA)
        except sqlite3.OperationalError:  # locked, or read-only
            database.close()
            return None
        except sqlite3.Error:  # not a database, or damaged
            database.close()
            with contextlib.suppress(OSError):
                file.unlink()
        else:
            return Trees(database, file, most_bytes)
    return None


_SCHEMA: Final = (
    "PRAGMA synchronous = OFF",
    "PRAGMA trusted_schema = OFF",
    "CREATE TABLE IF NOT EXISTS trees (id INTEGER PRIMARY KEY, key TEXT UNIQUE, tree TEXT)",
)


def _prepare(database: sqlite3.Connection, commands: Iterable[str]) -> None:
    for command in commands:
        database.execute(command)
