"""Puts the site of the bundled law into the manual, below `law/`, once the manual is built."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

ROOT: Final = Path(__file__).parents[2]
ALONE: Final = "QINGDAN_MANUAL_ALONE"
"""Set: the manual without the law, for those who only want to see a page of it."""

_SITE: Final = "import sys; from qingdan_checker.cli import main; main()"


def on_post_build(*, config: MkDocsConfig) -> None:
    """MkDocs' own event after a build. Raises CalledProcessError where the law's site cannot be built."""
    if os.environ.get(ALONE):
        return
    with TemporaryDirectory() as folder:
        command = ("site", str(ROOT / "policies" / "cn"), "--output", folder, "--lang", "both")
        subprocess.run([sys.executable, "-c", _SITE, *command], check=True, stdout=subprocess.DEVNULL)  # noqa: S603  our own
        target = Path(config.site_dir) / "law"
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(Path(folder) / "site", target)
