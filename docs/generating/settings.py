"""The keys of a settings file, from the list that reads them and the options that they stand for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from generating.markdown import filled, parted, table
from qingdan_checker.cli.check import command
from qingdan_checker.cli.settings import WORDS
from qingdan_checker.settings import KEYS

if TYPE_CHECKING:
    from collections.abc import Iterator


def settings_keys() -> str:
    """The page of the settings: prose around the table of keys."""
    return filled(
        "settings.md", {"keys": lambda _: table(("key", "value", "取值", "option", "English", "中文"), _rows())}
    )


def _rows() -> Iterator[tuple[str, str, str, str, str, str]]:
    for key, kind in KEYS.items():
        option = _option(key)
        form = option.opts[0]
        yield (f"`{key}`", *WORDS[kind], f"`{form}`", *parted(option.help or ""))


def _option(key: str) -> click.Option:
    """The option of `check` that a key stands for; `drafts` is the opposite of `--no-drafts`."""
    forms = {f"--{key}", f"--no-{key}"}
    for one in command.params:
        if isinstance(one, click.Option) and forms & {*one.opts}:
            return one
    raise KeyError(key)
