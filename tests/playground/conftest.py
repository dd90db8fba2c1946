"""The playground as a site on this machine, and a browser to look at it; skipped where something for it is lacking."""

from __future__ import annotations

from typing import TYPE_CHECKING

import browsing
import pytest
from playground.pages import package

from qingdan_checker.playground import fetched, written

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="session")
def runtime(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return fetched(tmp_path_factory.mktemp("cache"), package())


@pytest.fixture(scope="session")
def site(runtime: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    written(folder / "playground", "zh", runtime, "../en/playground/")
    written(folder / "en" / "playground", "en", runtime, "../../playground/", assets="../../playground/assets/")
    return folder


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    with browsing.served(site) as found:
        yield found.rstrip("/")
