"""The sources that a command line names, or a usage error that says what is wrong with it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Protocol

import click

from qingdan_checker.cli.options import said
from qingdan_checker.cli.output import refuse
from qingdan_checker.exclusion import without
from qingdan_checker.library import STDIN, SUFFIXES, Found, NoSuchPathError, Stdin, bundled, find
from qingdan_dsl.source import MOST_BYTES

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


class Choice(Protocol):
    """What of a command line bears on the choice of files."""

    @property
    def no_library(self) -> bool:
        """Whether the bundled law is left out."""

    @property
    def allow_empty(self) -> bool:
        """Whether it is fine that there are no files."""

    @property
    def stdin_filename(self) -> str | None:
        """The name of the text from standard input."""


def find_sources(
    ctx: click.Context,
    paths: Sequence[str],
    choice: Choice,
    *,
    alone: bool = False,
    exclude: tuple[Sequence[str], Path] | None = None,
) -> tuple[Found, Found | None]:
    """The files under some paths (the current folder if there are none), and the bundled library if it may be used.

    With `alone`, the library is used where there are no files too. `exclude` are patterns of files to leave out, and
    the folder that they start from.
    """
    named = [path for path in paths if path != "-"]
    stdin = _stdin(choice.stdin_filename) if "-" in paths else None
    if choice.stdin_filename and not stdin:
        raise click.UsageError(said(ctx, "--stdin-filename needs the path `-`", "--stdin-filename 须与路径“-”同用"))
    try:
        found = find(named if paths else ["."], stdin)
    except NoSuchPathError as error:
        path = error.args[0]
        refuse(ctx, f"no such file or folder: {path}", f"找不到文件或文件夹：{path}")
    found = without(found, *exclude) if exclude else found
    if not found.texts and not choice.allow_empty:
        kinds = ", ".join(f"*{suffix}" for suffix in SUFFIXES)
        where = " ".join(paths) or "."
        refuse(
            ctx,
            f"no policy files ({kinds}) under {where}; --allow-empty accepts that",
            f"{where} 之下没有政策文件（{kinds}）；如属正常，请加 --allow-empty",
        )
    return found, None if choice.no_library or not (found.texts or alone) else bundled(found)


def _stdin(name: str | None) -> Stdin:
    return Stdin(name=name or STDIN, data=sys.stdin.buffer.read(MOST_BYTES + 1))
