"""Runs a command line, and turns whatever comes of it into an exit status."""

from __future__ import annotations

import gc
import os
import sys
from typing import TYPE_CHECKING, Final

import click

from qingdan_checker.cli.app import app

if TYPE_CHECKING:
    from collections.abc import Sequence

FINE: Final = 0
FOUND: Final = 1
UNUSABLE: Final = 2
INTERNAL: Final = 3
INTERRUPTED: Final = 130


def run(arguments: Sequence[str]) -> int:
    """The exit status of a command line: 0, 1, 2 as documented, 3 for a fault of ours."""
    gc.disable()  # reading makes many small objects and drops none: `check` enables it again when it has read
    _make_output_safe()
    try:
        status = app.main(list(arguments), prog_name="qingdan", standalone_mode=False)
        sys.stdout.flush()
    except click.ClickException as error:
        error.show()
        return UNUSABLE
    except (KeyboardInterrupt, click.Abort):
        return INTERRUPTED
    except BrokenPipeError:
        _forget_output()
        return FOUND
    except Exception as error:  # noqa: BLE001  whatever it is, it is ours, and is said to be
        _report_fault(error, verbose=bool({"-v", "--verbose"} & set(arguments)))
        return INTERNAL
    return status if isinstance(status, int) else FINE


def _make_output_safe() -> None:
    """No character that a console lacks shall end a run."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def _forget_output() -> None:
    """Whoever read the output has gone: nothing more is written, at the end of the process neither."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _report_fault(error: Exception, *, verbose: bool) -> None:
    import traceback  # noqa: PLC0415  ten milliseconds that a run without a fault need not spend

    frames = traceback.extract_tb(error.__traceback__)
    place = f"{os.path.basename(frames[-1].filename)}:{frames[-1].lineno}" if frames else "?"  # noqa: PTH119  a name
    click.echo(
        f"qingdan: internal error, please report · 内部错误，请报告: {type(error).__name__} at {place}", err=True
    )
    if verbose:
        click.echo("".join(traceback.format_exception(error)), err=True)
