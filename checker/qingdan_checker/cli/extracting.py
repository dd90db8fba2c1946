"""The files of a version: on the disk, or of a commit, written to a folder of their own. Links are not followed."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from qingdan_checker.cli.git import GitError, blobs, git, refuse_git
from qingdan_checker.cli.output import refuse
from qingdan_checker.exclusion import without
from qingdan_checker.layout.columns import visible
from qingdan_checker.library import SUFFIXES, Found, bundled, find
from qingdan_checker.sheets import MOST_BYTES as MOST_SHEET_BYTES
from qingdan_dsl.source import MOST_BYTES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    import click

    from qingdan_checker.cache import Cache
    from qingdan_checker.cli.settings import Choices
    from qingdan_checker.cli.versions import Repository, Version

MOST_IN_ALL: Final = 1024 * 1024 * 1024
"""Bytes of one version: more than any set of policies has."""

_CHUNK: Final = 500
_REGULAR: Final = frozenset({"100644", "100755"})
_MARKER: Final = "pyvenv.cfg"


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """A file of a commit: its path from the top, the name and size of its content, its mode."""

    path: str
    blob: str
    size: int
    mode: str

    @property
    def is_plain(self) -> bool:
        """Whether it is a file whose path stays where it is put: no link, no repository within, no odd part."""
        parts = self.path.split("/")
        return self.mode in _REGULAR and not any(part in {"", ".", "..", ".git"} or "\0" in part for part in parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Files:
    """The files of one version, the bundled library, paths that it lacks, and what was not followed in it.

    Those of a commit were written below `top`; what is there now lies below `home`, unless the repository is bare.
    """

    found: Found
    bundle: Found | None
    lacking: tuple[str, ...]
    unfollowed: tuple[str, ...]
    top: str = ""
    home: str = ""

    def on_disk(self, real: str) -> str:
        """Where a file of this version lies, or would lie, now."""
        return os.path.join(self.home, os.path.relpath(real, self.top)) if self.home else real  # noqa: PTH118  as text


def files_of(ctx: click.Context, version: Version, chosen: Choices, room: Path, cache: Cache) -> Files:
    """The files of a version; those of a commit are written below `room`."""
    try:
        if version.repository is None:
            there = [path for path in version.paths if os.path.lexists(path)]
            lacking = tuple(path for path in version.paths if path not in there)
            return _files(find(there) if there else Found(), chosen, chosen.folder, lacking, ())
        return _extracted(version, version.repository, chosen, room, cache)
    except GitError as error:
        refuse_git(ctx, error)
    except OSError as error:
        why = visible(error.strerror or type(error).__name__)
        refuse(ctx, f"{visible(version.name)} cannot be read: {why}", f"无法读取 {visible(version.name)}：{why}")


def _files(found: Found, chosen: Choices, folder: Path, lacking: tuple[str, ...], unfollowed: tuple[str, ...]) -> Files:
    found = without(found, chosen.exclude, folder)
    bundle = None if chosen.no_library or not found.texts else bundled(found)
    return Files(found=found, bundle=bundle, lacking=lacking, unfollowed=(*found.unfollowed, *unfollowed))


# ---- a commit


def _extracted(version: Version, repository: Repository, chosen: Choices, room: Path, cache: Cache) -> Files:
    leaves = _leaves(repository.folder, version.commit)
    asked = [leaf for leaf in leaves.values() if _lies_in(leaf.path, version.paths)]
    top = room / repository.name
    top.mkdir(parents=True)
    writer = _Writer(repository.folder, top)
    writer.write([leaf for leaf in asked if leaf.is_plain and _is_source(leaf.path, version.paths)], MOST_BYTES)
    paths = [path for path in version.paths if (top / path).exists()]
    found = find([str(top / path) for path in paths]) if paths else Found()
    writer.write(_attachments(found, leaves, top, cache), MOST_SHEET_BYTES)
    folder = top / os.path.relpath(chosen.folder, repository.top) if repository.top else top
    lacking = tuple(path for path in version.paths if not any(_lies_in(leaf.path, (path,)) for leaf in asked))
    links = sorted(leaf.path for leaf in asked if not leaf.is_plain and not _is_hidden(leaf.path))
    files = _files(found, chosen, folder, lacking, tuple(links))
    return replace(files, top=os.path.realpath(top), home=repository.top)


def _leaves(folder: str, commit: str) -> Mapping[str, Leaf]:
    """All files of a commit by path."""
    found = {}
    for line in git(folder, "ls-tree", "-r", "-z", "-l", "--full-tree", commit, "--").split(b"\0"):
        about, tab, path = line.partition(b"\t")
        if tab:
            mode, _, blob, size = about.decode("ascii", "replace").split()
            name = os.fsdecode(path)
            found[name] = Leaf(path=name, blob=blob, size=int(size) if size.isdecimal() else 0, mode=mode)
    return found


def _lies_in(path: str, folders: Iterable[str]) -> bool:
    return any(one in {".", path} or path.startswith(f"{one}/") for one in folders)


def _is_source(path: str, asked: Sequence[str]) -> bool:
    """Whether a file is, or decides about, what is checked: a text, one that was named, the mark of an environment."""
    return path.endswith((*SUFFIXES, f"/{_MARKER}")) or path in asked


def _is_hidden(path: str) -> bool:
    return any(part.startswith(".") for part in path.split("/"))


def _attachments(found: Found, leaves: Mapping[str, Leaf], top: Path, cache: Cache) -> list[Leaf]:
    """The files with entries that the texts name, as far as the commit has them."""
    if not any(leaf.is_plain and not leaf.path.endswith(SUFFIXES) for leaf in leaves.values()):
        return []
    from qingdan_checker.loading import named_in, trees_of  # noqa: PLC0415  it loads the parser

    folders = {text.path: os.path.dirname(text.real) for text in found.texts}  # noqa: PTH120  a text, not a path
    wanted: dict[str, Leaf] = {}
    for file in trees_of(found.texts, cache):
        for written in named_in(file):
            plain = written.replace("\\", "/")
            real = os.path.normpath(os.path.join(folders[file.path], plain))  # noqa: PTH118  as text
            leaf = leaves.get(os.path.relpath(real, top).replace(os.sep, "/")) if "\0" not in plain else None
            if leaf and leaf.is_plain and not (top / leaf.path).exists():
                wanted[leaf.path] = leaf
    return list(wanted.values())


class _Writer:
    """Writes files of a commit to a folder; one that is too large to be read only has its size there."""

    def __init__(self, folder: str, top: Path) -> None:
        self._folder = folder
        self._top = top
        self._written = 0

    def write(self, leaves: Sequence[Leaf], most: int) -> None:
        """Writes some files. Raises GitError where they are too many, OSError where they cannot be written."""
        small = [leaf for leaf in leaves if leaf.size <= most]
        self._written += sum(leaf.size for leaf in small)
        if self._written > MOST_IN_ALL:
            raise GitError(f"more than {MOST_IN_ALL:,} bytes")
        for start in range(0, len(small), _CHUNK):
            chunk = small[start : start + _CHUNK]
            for leaf, data in zip(chunk, blobs(self._folder, [leaf.blob for leaf in chunk], most), strict=True):
                self._put(leaf, data)
        for leaf in leaves:
            if leaf.size > most:
                self._put(leaf, b"")
                os.truncate(self._top / leaf.path, leaf.size)

    def _put(self, leaf: Leaf, data: bytes) -> None:
        file = self._top / leaf.path
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("xb") as stream:
            stream.write(data)
