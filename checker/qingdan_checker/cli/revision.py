"""What has changed since a revision, as git tells it: read only, without a shell, safe against any file name."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

from qingdan_checker.cli.git import GitError, blobs, commit_of, git, is_revision, refuse_git, refuse_revision, top_of
from qingdan_checker.cli.output import refuse
from qingdan_checker.layout.columns import visible
from qingdan_checker.library import SUFFIXES, Text, attached
from qingdan_checker.reach import Change

if TYPE_CHECKING:
    from collections.abc import Iterator

    import click

    from qingdan_checker.cache import Cache
    from qingdan_checker.library import Found

_SETTINGS: Final = ("qingdan.toml", "pyproject.toml")
_OPAQUE: Final = frozenset({"120000", "160000"})
"""Modes of a link and of a repository within: what was checked before through these is not told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A file that differs: its path from the top as the system writes it, its old content's name, both modes."""

    path: str
    blob: str
    modes: tuple[str, str]

    @property
    def is_new(self) -> bool:
        """Whether there was none before."""
        return not self.blob.strip("0")


@dataclass(frozen=True, kw_only=True)
class Since:
    """A revision of a repository, and what the working tree has otherwise."""

    revision: str
    top: str
    commit: str
    entries: tuple[Entry, ...]
    tracked: frozenset[str]

    @cached_property
    def _differing(self) -> frozenset[str]:
        return frozenset(entry.path for entry in self.entries)

    @property
    def mark(self) -> str:
        """All of it in short: what a kept report depends on."""
        state = hashlib.sha256(f"{self.top}\0{self.commit}".encode(errors="surrogateescape"))
        for entry in self.entries:
            state.update("\0".join(("", entry.path, entry.blob, *entry.modes)).encode(errors="surrogateescape"))
        for path in sorted(self.tracked):
            state.update(f"\n{path}".encode(errors="surrogateescape"))
        return state.hexdigest()

    def differs(self, real: str) -> bool:
        """Whether a file is not as it was. One that git does not keep may be anything."""
        path = os.path.relpath(real, self.top).replace(os.sep, "/") if real else ""
        return path not in self.tracked or path in self._differing

    @property
    def tells_nothing(self) -> bool:
        """Whether what was checked before cannot be told: other settings, links, repositories within."""
        names = {os.path.basename(entry.path) for entry in self.entries}  # noqa: PTH119  a name
        return not names.isdisjoint(_SETTINGS) or any(not _OPAQUE.isdisjoint(entry.modes) for entry in self.entries)


def since(ctx: click.Context, revision: str, found: Found) -> Since:
    """What differs from a revision; a refusal where there is no repository, or no such revision in it."""
    if not is_revision(revision):
        refuse_revision(ctx, revision)
    top = _top(ctx, found)
    commit = commit_of(top, revision)
    if commit is None:
        refuse_revision(ctx, revision)
    try:
        return Since(revision=revision, top=top, commit=commit, entries=_differing(top, commit), tracked=_tracked(top))
    except GitError as error:
        refuse_git(ctx, error)


def change_of(since: Since, found: Found, named: tuple[tuple[str, str, str], ...], cache: Cache) -> Change:
    """The change as the checker takes it; `named` are the files with entries that texts name."""
    from qingdan_checker.loading import trees_of  # noqa: PLC0415  a kept report needs none of it

    texts = {text.path: text for text in found.texts}
    paths = {text.path for text in found.texts if since.differs(text.real)}
    for path, written, _ in named:
        there = attached(texts[path], written, found) if path in texts else None
        if there and (not isinstance(there, Text) or since.differs(there.real)):
            paths.add(path)
    try:
        before = tuple(_before(since, found))
    except GitError:
        return Change(revision=since.revision, paths=frozenset(paths), whole=True)
    return Change(
        revision=since.revision,
        paths=frozenset(paths),
        before=trees_of(before, cache),
        whole=since.tells_nothing or any(text.fault for text in found.texts),
    )


# ---- git


def _top(ctx: click.Context, found: Found) -> str:
    """The repository that all checked paths lie in."""
    folders = sorted({str(root if root.is_dir() else root.parent) for root in found.roots} or {str(Path.cwd())})
    try:
        tops = {top_of(folder) for folder in folders}
    except GitError as error:
        why = visible(str(error))
        refuse(
            ctx,
            f"--changed needs a git repository, and {visible(folders[0])} is in none: {why}",
            f"--changed 需要 git 仓库，而 {visible(folders[0])} 不在其中：{why}",
        )
    if len(tops) > 1:
        refuse(ctx, "--changed needs paths of one git repository", "--changed 的各路径须在同一个 git 仓库中")
    return tops.pop()


def _differing(top: str, commit: str) -> tuple[Entry, ...]:
    options = ("--raw", "-z", "--no-abbrev", "--no-renames", "--no-ext-diff", "--no-textconv")
    parts = git(top, "diff", *options, commit, "--").split(b"\0")
    return tuple(
        _entry(about.decode("ascii", "replace"), path) for about, path in zip(parts[::2], parts[1::2], strict=False)
    )


def _entry(about: str, path: bytes) -> Entry:
    old, new, blob, *_ = about.removeprefix(":").split(" ")
    return Entry(path=os.fsdecode(path), blob=blob, modes=(old, new))


def _tracked(top: str) -> frozenset[str]:
    return frozenset(os.fsdecode(path) for path in git(top, "ls-files", "-z", "--").split(b"\0") if path)


def _before(since: Since, found: Found) -> Iterator[Text]:
    """The texts that differ, as they were, those that are no more included."""
    wanted = [entry for entry in since.entries if not entry.is_new and _is_checked(since.top, entry.path, found)]
    for entry, data in zip(wanted, blobs(since.top, [entry.blob for entry in wanted]), strict=True):
        yield Text(path=entry.path, real="", data=data, digest=hashlib.sha256(data).hexdigest())


def _is_checked(top: str, path: str, found: Found) -> bool:
    """Whether a path is, or would have been, one of the texts."""
    file = Path(top, path)
    if not path.endswith(SUFFIXES):
        return any(text.real == str(file) for text in found.texts)
    return any(file == root or root in file.parents for root in found.roots)
