"""The command as tests run it: in this process for most, in one of its own where that matters."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from click.testing import CliRunner

from qingdan_checker.cli.app import app

REPOSITORY = Path(__file__).parent.parent / "golden" / "repository"
BROKEN = Path(__file__).parent.parent / "golden" / "broken"
CATALOGUE = Path(__file__).parent.parent / "golden" / "catalogue"
TODAY = "--today=2024-05-01"

START = "from qingdan_checker.cli import main; main()"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a command line came to."""

    status: int
    out: str
    err: str


def qingdan(*arguments: object, given: str | bytes | None = None) -> Answer:
    """A command line in this process."""
    result = CliRunner().invoke(app, [str(one) for one in arguments], input=given, standalone_mode=False)
    status = result.return_value if isinstance(result.return_value, int) else 0
    if result.exception:
        import click  # noqa: PLC0415

        if not isinstance(result.exception, click.ClickException):
            raise result.exception
        return Answer(status=2, out=result.stdout, err=result.exception.format_message())
    return Answer(status=status, out=result.stdout, err=result.stderr)


def process(*arguments: object, given: bytes = b"", **environment: str) -> Answer:
    """A command line in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", START, *map(str, arguments)],
        input=given,
        capture_output=True,
        check=False,
        timeout=60,
        env=os.environ | {"PYTHONUTF8": "1"} | environment,
    )
    return Answer(
        status=done.returncode, out=done.stdout.decode(errors="replace"), err=done.stderr.decode(errors="replace")
    )
