"""Where answers go: to standard output in whatever it can encode, or to a file in UTF-8."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from qingdan_checker.cli.options import said
from qingdan_checker.library import Text, attached

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import IO, Any, NoReturn

    from qingdan_checker.library import Found


def write(text: str, *, exact: bool = False) -> None:
    """Text to standard output: on a terminal as it can show it; `exact` for programs is UTF-8, byte for byte."""
    if exact and not sys.stdout.isatty():
        write_out(text.encode())
    else:
        sys.stdout.write(text)


def write_out(data: bytes) -> None:
    """Bytes to standard output."""
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


@contextmanager
def _writing(ctx: click.Context, name: str) -> Iterator[None]:
    """A usage error where what is written in it cannot be written."""
    try:
        yield
    except OSError as error:
        why = error.strerror or type(error).__name__
        refuse(ctx, f"`{name}` cannot be written: {why}", f"无法写入“{name}”：{why}")


def write_file(ctx: click.Context, name: str, text: str) -> None:
    """Text to a file; a usage error where that cannot be written."""
    with _writing(ctx, name), Path(name).open("w", encoding="utf-8", newline="\n") as stream:
        stream.write(text)


def create_file(ctx: click.Context, name: str, text: str) -> None:
    """Text to a file that is not there yet; a usage error where it is, or cannot be written."""
    with _writing(ctx, name):
        try:
            with Path(name).open("x", encoding="utf-8", newline="\n") as stream:
                stream.write(text)
        except FileExistsError:
            refuse(ctx, f"`{name}` is there already; nothing is written over it", f"“{name}”已存在，不覆盖")


def create_folder(ctx: click.Context, name: str, texts: Mapping[str, str]) -> None:
    """Texts to the files of a folder that is new or empty; a usage error where it is neither, or cannot be written.

    A folder that version control has just been set up in is empty.
    """
    home = Path(name)
    with _writing(ctx, name):
        if home.exists() and not home.is_dir():
            refuse(ctx, f"`{name}` is a file", f"“{name}”是一个文件")
        if home.is_dir() and any(entry.name != ".git" for entry in home.iterdir()):
            refuse(ctx, f"`{name}` is not empty; nothing is written into it", f"“{name}”不是空文件夹，不写入")
        for path, text in texts.items():
            file = home / path
            file.parent.mkdir(parents=True, exist_ok=True)
            with file.open("x", encoding="utf-8", newline="\n") as stream:
                stream.write(text)


def write_bytes(ctx: click.Context, name: str, data: bytes) -> None:
    """Bytes to a file; a usage error where that cannot be written."""
    with _writing(ctx, name):
        Path(name).write_bytes(data)


def protect(ctx: click.Context, name: str, found: Found, named: Iterable[tuple[str, str, str]]) -> None:
    """A usage error where a report would be written over a text that it is about, or a file that such a text names."""
    spare(ctx, name, files_read(found, named))


def files_read(found: Found, named: Iterable[tuple[str, str, str]]) -> list[str]:
    """Where the texts are that a report is about, and the files that they name.

    `named` are those files: the text, the path as it is written there, and a mark of what was found.
    """
    texts = {text.path: text for text in found.texts}
    attachments = (attached(texts[path], written, found) for path, written, _ in named if path in texts)
    return [text.real for text in (*texts.values(), *attachments) if isinstance(text, Text) and text.real]


def spare(ctx: click.Context, name: str, files: Iterable[str]) -> None:
    """A usage error where a report would be written over one of the files that it is about."""
    if is_one_of(name, files):
        refuse(
            ctx,
            f"`{name}` is one of the files that are checked; the report is not written over it",
            f"“{name}”是被检查的文件，不能用报告覆盖",
        )


def spare_beside(ctx: click.Context, name: str, files: Iterable[Path]) -> None:
    """A usage error where a report would be written over what is read beside them: settings, a baseline."""
    if is_one_of(name, files):
        refuse(
            ctx,
            f"`{name}` is read by this check; the report is not written over it",
            f"“{name}”是本次检查所读取的文件，不能用报告覆盖",
        )


def is_one_of(name: str, files: Iterable[str | Path]) -> bool:
    """Whether a path leads to one of some files, by whatever name or link."""
    target = Path(name)
    there = target.exists()
    return any(
        target.resolve() == Path(file).resolve() or (there and Path(file).exists() and target.samefile(file))
        for file in files
    )


class RefusalError(click.ClickException):
    """Why a command cannot run although it was written as it should be: one line, exit status 2."""

    exit_code = 2

    def show(self, file: IO[Any] | None = None) -> None:
        """The line on standard error."""
        click.echo(f"qingdan: {self.message}", file=file, err=file is None)


def refuse(ctx: click.Context, english: str, chinese: str) -> NoReturn:
    """Ends the command with exit status 2 and a sentence."""
    raise RefusalError(said(ctx, english, chinese))
