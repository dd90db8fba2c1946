"""The command `qingdan` with its commands, each loaded when it is asked for."""

from __future__ import annotations

from importlib import import_module
from typing import Final

import click

from qingdan_checker.version import VERSION

COMMANDS: Final = (
    "check",
    "diff",
    "report",
    "site",
    "timeline",
    "show",
    "bounds",
    "prove",
    "rules",
    "test",
    "coverage",
    "new",
    "explain",
)
"""In the order of the help; each is a module of this folder with a `command`."""


class _Commands(click.Group):
    """Commands that are modules."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, _ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        command = import_module(f"qingdan_checker.cli.{name}").command
        assert isinstance(command, click.Command)  # noqa: S101  a test holds it
        return command


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(VERSION, "-V", "--version", message="qingdan %(version)s", help="Show the version. 显示版本。")
def app() -> None:
    """Check that local medical-insurance rules stay within what the levels above have authorised.

    核对地方医保待遇文件是否超出上级授权的范围。
    """
