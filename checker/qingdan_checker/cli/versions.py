"""OLD, NEW and PATHs of a comparison: which words are paths, which are revisions, and what goes with which."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from qingdan_checker.cli.git import GitError, commit_of, git, is_revision, refuse_revision, top_of
from qingdan_checker.cli.options import said
from qingdan_checker.cli.output import refuse
from qingdan_checker.layout.columns import visible

if TYPE_CHECKING:
    from collections.abc import Sequence

_ONLY_PATHS = ("/", "./", "../", "~")


@dataclass(frozen=True, slots=True, kw_only=True)
class Repository:
    """The repository that revisions are looked up in: where git is asked, and the top of its files (bare: none)."""

    folder: str
    top: str = ""
    bare: bool = False

    @property
    def name(self) -> str:
        """What its folder is called."""
        return os.path.basename(self.top or self.folder) or "repository"  # noqa: PTH119  a name


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One side: a commit with paths from the top of its repository, or paths on the disk where there is no commit."""

    name: str
    paths: tuple[str, ...] = ()
    commit: str = ""
    repository: Repository | None = None

    @property
    def on_disk(self) -> tuple[str, ...]:
        """Its paths as they lie on the disk now, where they do."""
        if self.repository is None:
            return tuple(path for path in self.paths if os.path.lexists(path))
        places = (os.path.join(self.repository.top, path) for path in self.paths)  # noqa: PTH118  as text
        return tuple(place for place in places if self.repository.top and os.path.lexists(place))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Word:
    """What a word of the command line is: a path on the disk, or a revision, perhaps with a path of its own."""

    written: str
    commit: str = ""
    path: str | None = None


def versions(ctx: click.Context, sides: Sequence[str], after: Sequence[str]) -> tuple[Version, Version]:
    """Both sides of a comparison; `after` stood behind `--`, so that it can be nothing but paths."""
    reader = _Reader(ctx, _repository([*sides, *after]))
    old = reader.word(sides[0])
    if len(sides) == 1:
        return reader.against_disk(old, after)
    new = reader.word(sides[1])
    return reader.both(old, new, [*sides[2:], *after])


def _repository(written: Sequence[str]) -> Repository:
    """The repository of the first path that lies in one, else that of the current folder."""
    folders = [_folder(one) for one in written if "\0" not in one and os.path.lexists(one)]
    for folder in (*folders, str(Path.cwd())):
        try:
            return Repository(folder=folder, top=top_of(folder))
        except GitError:
            continue
    folder = str(Path.cwd())
    return Repository(folder=folder, bare=_is_bare(folder))


def _folder(path: str) -> str:
    real = Path(path).resolve()
    return str(real if real.is_dir() else real.parent)


def _is_bare(folder: str) -> bool:
    try:
        return git(folder, "rev-parse", "--is-bare-repository").strip() == b"true"
    except GitError:
        return False


class _Reader:
    """Reads the words of one command line."""

    def __init__(self, ctx: click.Context, repository: Repository) -> None:
        self._ctx = ctx
        self._repository = repository
        self._there = bool(repository.top or repository.bare)

    # ---- one word

    def word(self, written: str) -> _Word:
        """What a word is; a usage error where it is nothing, or both."""
        there = "\0" not in written and os.path.lexists(written)
        revision = self._as_revision(written)
        shown = visible(written)[:200]
        if there and revision:
            self._wrong(
                f"`{shown}` is a path and a revision: write ./{shown} for the path, {shown}~0 for the revision",
                f"“{shown}”既是路径又是版本：路径请写 ./{shown}，版本请写 {shown}~0",
            )
        return revision or (_Word(written=written) if there else self._nothing(written))

    def _nothing(self, written: str) -> NoReturn:
        """A usage error: it is neither a path nor a revision."""
        shown = visible(written)[:200]
        if not is_revision(written):
            refuse_revision(self._ctx, written)
        if not self._there:
            refuse(
                self._ctx,
                f"`{shown}` is no path, and there is no git repository here to look up a revision",
                f"“{shown}”不是路径；这里也没有 git 仓库，无法查找版本",
            )
        refuse(
            self._ctx,
            f"`{shown}` is neither a path nor a revision that git knows here"
            " (in a shallow clone, fetch it first; a path that is no more goes behind `--`)",
            f"“{shown}”既不是路径，也不是 git 中的版本（若为浅克隆，请先取得该版本；已不存在的路径请写在“--”之后）",
        )

    def _as_revision(self, written: str) -> _Word | None:
        if not self._there or written.startswith(_ONLY_PATHS):
            return None
        commit = commit_of(self._repository.folder, written)
        if commit:
            return _Word(written=written, commit=commit)
        revision, colon, path = written.partition(":")
        commit = commit_of(self._repository.folder, revision) if colon and path.isprintable() else None
        return _Word(written=written, commit=commit, path=self._from_top(path)) if commit else None

    def _from_top(self, path: str) -> str:
        """The path of `REV:PATH`: from the top of the repository, or from here where it starts with a dot."""
        if path.startswith(("./", "../")) or path in {".", ".."}:
            return self._place(path)
        plain = os.path.normpath(path).replace(os.sep, "/") if path else "."
        if plain.startswith(("..", "/")):
            self._outside(path)
        return plain

    # ---- both sides

    def against_disk(self, old: _Word, rest: Sequence[str]) -> tuple[Version, Version]:
        """A revision against the files as they are now."""
        if not old.commit:
            self._wrong(
                "two paths are compared, or a revision with the files as they are now: write `qingdan diff OLD NEW`",
                "请写两个路径，或写一个版本与现在的文件相比：qingdan diff OLD NEW",
            )
        if self._repository.bare:
            refuse(self._ctx, "a bare repository has no files: name NEW too", "裸仓库没有工作文件：请写明 NEW")
        if old.path is not None:
            self._no_more(rest)
            return self._at(old, (old.path,)), Version(name="", paths=(str(Path(self._repository.top, old.path)),))
        paths = tuple(rest) or (".",)
        return self._at(old, self._places(paths)), Version(name="", paths=paths)

    def both(self, old: _Word, new: _Word, rest: Sequence[str]) -> tuple[Version, Version]:
        """Two revisions, two paths, or one of each: a revision without a path goes by that of the other side."""
        if old.commit and new.commit and old.path is None and new.path is None:
            places = self._places(tuple(rest) or (".",))
            return self._at(old, places), self._at(new, places)
        if old.commit and not new.commit and old.path is None:
            return self.against_disk(old, [new.written, *rest])
        self._no_more(rest)
        return self._side(old, new), self._side(new, old)

    def _side(self, one: _Word, other: _Word) -> Version:
        if not one.commit:
            return Version(name=one.written, paths=(one.written,))
        path = one.path if one.path is not None else other.path
        return self._at(one, (self._place(other.written) if path is None else path,))

    def _at(self, one: _Word, paths: tuple[str, ...]) -> Version:
        return Version(name=one.written, paths=paths, commit=one.commit, repository=self._repository)

    def _places(self, paths: Sequence[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self._place(path) for path in paths))

    def _place(self, path: str) -> str:
        """A path on the disk as the repository knows it; it need not be there."""
        if self._repository.bare:
            return os.path.normpath(path).replace(os.sep, "/")
        home = Path(path).parent if Path(path).name not in {"", ".."} else Path(path)
        real = os.path.join(os.path.realpath(home), Path(path).name if home != Path(path) else "")  # noqa: PTH118  as text
        found = os.path.relpath(real, self._repository.top).replace(os.sep, "/")
        if found == ".." or found.startswith("../"):
            self._outside(path)
        return found

    # ---- what is wrong

    def _no_more(self, rest: Sequence[str]) -> None:
        if rest:
            more = visible(rest[0])[:200]
            self._wrong(f"`{more}` is one path too many: the sides have theirs", f"多了路径“{more}”：两边已各有路径")

    def _outside(self, path: str) -> NoReturn:
        shown = visible(path)[:200]
        refuse(self._ctx, f"`{shown}` lies outside the repository", f"“{shown}”在仓库之外")

    def _wrong(self, english: str, chinese: str) -> NoReturn:
        raise click.UsageError(said(self._ctx, english, chinese), self._ctx)
