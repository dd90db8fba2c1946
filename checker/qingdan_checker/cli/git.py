"""Git, asked as safely as it can be: read only, without a shell, hooks or filters, and never over a network."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Final

from qingdan_checker.cli.output import refuse
from qingdan_checker.layout.columns import visible
from qingdan_dsl.source import MOST_BYTES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import NoReturn

    import click

_INHERITED: Final = frozenset({"GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR", "GIT_INDEX_FILE", "GIT_PREFIX"})
"""What a hook is started with: the repository is found from the checked folder alone."""

_SAFE: Final = ("-c", "core.fsmonitor=false", "-c", "diff.ignoreSubmodules=none")
"""What a repository's own configuration must not decide."""

_OWN: Final = {
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_LITERAL_PATHSPECS": "1",
    "GIT_NO_LAZY_FETCH": "1",  # what a partial clone lacks is not fetched behind the reader's back
    "GIT_ALLOW_PROTOCOL": "",
    "LC_ALL": "C",
}


class GitError(Exception):
    """Git could not answer."""


def git(folder: str, *arguments: str, given: bytes = b"") -> bytes:
    """What git answers. Raises GitError with the first line of its complaint."""
    command = (_program(), *_SAFE, "-C", folder, *arguments)
    inherited = {name: value for name, value in os.environ.items() if name not in _INHERITED}
    try:
        done = subprocess.run(command, input=given, capture_output=True, check=False, env=inherited | _OWN)  # noqa: S603  no shell; a list
    except (OSError, ValueError) as error:
        raise GitError(str(error)) from None
    if done.returncode:
        raise GitError(done.stderr.decode(errors="replace").strip().partition("\n")[0])
    return done.stdout


def _program() -> str:
    """Git as the system has it: never one that lies in the folder that is being checked."""
    found = shutil.which("git")
    if not found or Path(found).resolve().is_relative_to(Path.cwd()):
        raise GitError("there is no git")
    return found


def top_of(folder: str) -> str:
    """The top of the working tree that a folder lies in. Raises GitError where it lies in none."""
    return os.path.realpath(os.fsdecode(git(folder, "rev-parse", "--show-toplevel").removesuffix(b"\n")))


def commit_of(folder: str, revision: str) -> str | None:
    """The name of the commit that a revision stands for; None where it is none that git knows here."""
    if not is_revision(revision):
        return None
    try:
        return git(folder, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}").decode().strip()
    except (GitError, UnicodeError):
        return None


def blobs(folder: str, names: list[str], most: int = MOST_BYTES) -> Iterator[bytes]:
    """The contents of blobs by their names. Raises GitError where one is lacking or too large."""
    answer = git(folder, "cat-file", "--batch", given="".join(f"{blob}\n" for blob in names).encode()) if names else b""
    at = 0
    for _ in names:
        end = answer.find(b"\n", at)
        head = answer[at:end].split(b" ")
        if end < 0 or len(head) != 3 or int(head[2]) > most:  # noqa: PLR2004  name, type and size
            raise GitError
        size = int(head[2])
        yield answer[end + 1 : end + 1 + size]
        at = end + 1 + size + 1


def is_revision(written: str) -> bool:
    """Whether a text can be a revision at all, and nothing that git takes for an option."""
    return bool(written.strip()) and not written.startswith("-") and written.isprintable()


def refuse_git(ctx: click.Context, error: GitError) -> NoReturn:
    """Ends the command: git could not answer."""
    refuse(ctx, f"git could not answer: {visible(str(error))}", f"git 未能回答：{visible(str(error))}")


def refuse_revision(ctx: click.Context, revision: str) -> NoReturn:
    """Ends the command: there is no such revision."""
    shown = visible(revision)[:200]
    if not is_revision(revision):
        refuse(ctx, f"`{shown}` is not a revision", f"“{shown}”不是版本")
    refuse(
        ctx,
        f"git knows no revision `{shown}` here (in a shallow clone, fetch it first)",
        f"git 中没有版本“{shown}”（若为浅克隆，请先取得该版本）",
    )
