"""Where answers go: to standard output in whatever it can encode, or to a file in UTF-8."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from qingdan_checker.cli.options import said

if TYPE_CHECKING:
    from typing import IO, Any, NoReturn


def write(text: str) -> None:
    """Text to standard output."""
    sys.stdout.write(text)


def write_file(ctx: click.Context, name: str, text: str) -> None:
    """Text to a file; a usage error where that cannot be written."""
    try:
        with Path(name).open("w", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
    except OSError as error:
        why = error.strerror or type(error).__name__
        refuse(ctx, f"`{name}` cannot be written: {why}", f"无法写入“{name}”：{why}")


class RefusalError(click.ClickException):
    """Why a command cannot run although it was written as it should be: one line, exit status 2."""

    exit_code = 2

    def show(self, file: IO[Any] | None = None) -> None:
        """The line on standard error."""
        click.echo(f"qingdan: {self.message}", file=file, err=file is None)


def refuse(ctx: click.Context, english: str, chinese: str) -> NoReturn:
    """Ends the command with exit status 2 and a sentence."""
    raise RefusalError(said(ctx, english, chinese))
