"""The command: options in, exit status out. It alone knows the clock and the terminal, and it has no rules."""

from __future__ import annotations

import sys

from qingdan_checker.version import VERSION

__all__ = ["main"]


def main() -> None:
    """Runs the command `qingdan` and ends the process with its exit status."""
    if sys.argv[1:] == ["--version"]:  # asked for by scripts at every step: answered before anything is loaded
        sys.stdout.write(f"qingdan {VERSION}\n")
        return
    from qingdan_checker.cli.run import run  # noqa: PLC0415

    sys.exit(run(sys.argv[1:]))
