"""What is kept between runs, by the content it was made from: as JSON, in the user's own cache folder.

Nothing here is ever needed: an entry that is missing, cut short or not as expected is made anew, and a folder that
cannot be used is done without. See decision 3.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import json
import os
import stat
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Protocol

from qingdan_checker.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

MOST_BYTES: Final = 100 * 1024 * 1024
"""What the kept reports may take, and what the kept trees may take."""

LONGEST_REPORT: Final = 10 * 1024 * 1024
"""A longer one is made again each time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A report in each form that was asked for, and how many findings of each severity it has that count.

    What a baseline knows does not count; `gone` is what it has besides. `notices` are the lines that must be said
    where the report itself does not. `attached` are the files that its texts name: source, path as written, and a
    mark of what was there. The report stands only as long as they are the same.
    """

    outputs: tuple[str, ...]
    errors: int
    warnings: int
    notes: int
    gone: int = 0
    notices: str = ""
    attached: tuple[tuple[str, str, str], ...] = ()


_COUNTS: Final = ("errors", "warnings", "notes", "gone")


@functools.cache
def identity() -> str:
    """What a kept result depends on besides its input: the version and Python's; in a checkout also every source.

    An installed package is what its version says. In a checkout the code changes under the same version.
    """
    python = ".".join(map(str, sys.version_info[:3]))
    package = Path(__file__).resolve().parent
    if package.parent.name != "checker":
        return f"{VERSION} {python}"
    return f"{VERSION} {python} {_digest(package, package.parent.parent / 'dsl' / 'qingdan_dsl')}"


def _digest(*packages: Path) -> str:
    state = hashlib.sha256()
    for package in packages:
        for file in sorted((*package.rglob("*.py"), *package.rglob("*.lark"))):
            state.update(file.relative_to(package).as_posix().encode())
            state.update(file.read_bytes())
    return state.hexdigest()


def key_of(*parts: Any) -> str:  # noqa: ANN401  anything that JSON can write
    """The name of what depends on these and on nothing else."""
    text = json.dumps(parts, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


class TreeShelf(Protocol):
    """Where parse results are kept, as text under a key."""

    def find(self, keys: Sequence[str], /) -> Mapping[str, str]:
        """The texts that are kept under some of the keys."""

    def keep(self, trees: Mapping[str, str], /) -> None:
        """Keeps texts under their keys."""

    def close(self) -> None:
        """Lets go of it."""


class Cache:
    """The cache folder; without one, nothing is kept and nothing is found."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    # ---- reports

    def report(self, key: str) -> Kept | None:
        """The report that was kept under a key."""
        try:
            data = json.loads(self._read(f"reports/{key}.json"))
            counts = {name: data[name] for name in _COUNTS}
            texts = [*data["outputs"], data["notices"]]
            if not all(isinstance(one, str) for one in texts) or not all(
                isinstance(one, int) for one in counts.values()
            ):
                return None
            attached = tuple((source, written, mark) for source, written, mark in data["attached"])
            return Kept(outputs=tuple(texts[:-1]), notices=texts[-1], attached=attached, **counts)
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            return None

    def keep_report(self, key: str, kept: Kept) -> None:
        """Keeps a report, and throws the oldest away where there are too many."""
        if sum(map(len, kept.outputs)) > LONGEST_REPORT:
            return
        data: dict[str, Any] = {name: getattr(kept, name) for name in (*_COUNTS, "outputs", "notices", "attached")}
        self.write(f"reports/{key}.json", json.dumps(data, ensure_ascii=False))
        if self._folder:
            with contextlib.suppress(OSError):
                _prune(self._folder / "reports")

    # ---- the grammar's tables

    def text(self, name: str) -> str | None:
        """The content of a kept file."""
        try:
            return self._read(name)
        except (OSError, ValueError):
            return None

    def _read(self, name: str) -> str:
        if self._folder is None:
            raise FileNotFoundError
        return (self._folder / name).read_text(encoding="utf-8")

    def write(self, name: str, text: str) -> None:
        """Keeps a file: whole or not at all."""
        if self._folder is None:
            return
        target = self._folder / name
        with contextlib.suppress(OSError, ValueError):
            target.parent.mkdir(mode=0o700, exist_ok=True)
            draft = target.with_name(f"{target.name}.{os.getpid()}")
            handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "w", encoding="utf-8") as stream:
                stream.write(text)
            draft.replace(target)

    # ---- trees

    def trees(self) -> TreeShelf | None:
        """The kept parse results; None where there is no place for them."""
        if self._folder is None:
            return None
        from qingdan_checker.trees import open_trees  # noqa: PLC0415  a kept report needs no database

        return open_trees(self._folder / "trees.sqlite", MOST_BYTES)


def open_cache(roots: Iterable[Path]) -> Cache:
    """The user's cache, unless it lies where those who write the checked text could plant something in it."""
    try:
        folder = _folder()
        if any(folder.is_relative_to(root) for root in _reach(roots)):
            return Cache(None)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return Cache(folder if _is_ours(folder) else None)
    except (OSError, RuntimeError, ValueError):
        return Cache(None)


def _folder() -> Path:
    import platformdirs  # noqa: PLC0415  not needed with --no-cache

    return platformdirs.user_cache_path("qingdan", appauthor=False).resolve()


def _reach(roots: Iterable[Path]) -> set[Path]:
    """The checked paths, and the repositories that they lie in."""
    found = set(roots)
    for root in tuple(found):
        found.update(folder for folder in root.parents if (folder / ".git").exists())
    return found


def _is_ours(folder: Path) -> bool:
    state = folder.stat()
    others = stat.S_IMODE(state.st_mode) & (stat.S_IWGRP | stat.S_IWOTH)
    return not hasattr(os, "getuid") or (state.st_uid == os.getuid() and not others)


def _prune(folder: Path) -> None:
    """Throws the oldest files away until the others take at most four fifths of what they may."""
    with os.scandir(folder) as entries:
        files = sorted((state.st_mtime_ns, state.st_size, entry.path) for entry in entries for state in [entry.stat()])
    total = sum(size for _, size, _ in files)
    if total <= MOST_BYTES:
        return
    for _, size, path in files:
        if total <= MOST_BYTES * 4 // 5:
            return
        Path(path).unlink(missing_ok=True)
        total -= size
