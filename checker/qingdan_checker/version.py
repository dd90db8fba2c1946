"""The version of qingdan, and what tells one state of its code from another."""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

VERSION = "0.1.0"
"""The one place where the version is written; the build reads it from here."""


def identity() -> str:
    """What a kept result depends on besides its input: the version and Python's; in a checkout also every source.

    An installed package is what its version says. In a checkout the code changes under the same version.
    """
    python = ".".join(map(str, sys.version_info[:3]))
    package = Path(__file__).resolve().parent
    if package.parent.name != "checker":
        return f"{VERSION} {python}"
    return f"{VERSION} {python} {_digest(package, package.parent.parent / 'dsl' / 'qingdan_dsl')}"


def _digest(*packages: Path) -> str:
    state = hashlib.sha256()
    for package in packages:
        for file in sorted((*package.rglob("*.py"), *package.rglob("*.lark"))):
            state.update(file.relative_to(package).as_posix().encode())
            state.update(file.read_bytes())
    return state.hexdigest()
