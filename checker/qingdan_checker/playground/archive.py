"""What the browser's Python needs of ours, in one archive: the same input gives the same bytes."""

from __future__ import annotations

from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from qingdan_checker.library import Found, bundled, library_folder
from qingdan_checker.workbench.shipped import ship

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGES: Final = ("markdown_it", "mdurl", "qingdan_checker", "qingdan_dsl")
"""What a check imports. Lark ran before: its tables are in `SHIPPED`."""

SHIPPED: Final = "shipped.json"
"""The grammar's tables and the parse results of the bundled law."""

LAW: Final = "qingdan_checker/policies"
"""Where the bundled law lies in the archive: where the package looks for it."""

_LEFT_OUT: Final = frozenset({"__pycache__", "cli", "papers", "pictures", "playground", "policies", "sites", "starter"})
"""Folders of packages that no check needs."""

_EARLIEST: Final = (1980, 1, 1, 0, 0, 0)
"""No file of an archive can be older; all have the same time, so that time is no part of the bytes."""


def archive() -> bytes:
    """The archive: Python modules, the bundled law, and what was made of it."""
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as target:
        for name, data in sorted(_entries()):
            about = ZipInfo(name, _EARLIEST)
            about.compress_type = ZIP_DEFLATED
            about.external_attr = 0o644 << 16
            about.create_system = 3  # whichever system makes it
            target.writestr(about, data)
    return packed.getvalue()


def _entries() -> Iterator[tuple[str, bytes]]:
    for package in PACKAGES:
        home = _home(package)
        for file in home.rglob("*.py"):
            parts = file.relative_to(home).parts
            if _LEFT_OUT.isdisjoint(parts):
                yield "/".join((package, *parts)), file.read_bytes()
    law = library_folder()
    for file in law.rglob("*"):
        if file.is_file() and not any(part.startswith(".") for part in file.relative_to(law).parts):
            yield f"{LAW}/{law.name}/{file.relative_to(law).as_posix()}", file.read_bytes()
    yield SHIPPED, ship(bundled(Found()).texts).encode()


def _home(package: str) -> Path:
    """The folder of an installed package, whichever way it is installed."""
    spec = find_spec(package)
    origin = spec.origin if spec else None
    assert origin  # noqa: S101  each is a dependency of ours, or ours
    return Path(origin).parent
