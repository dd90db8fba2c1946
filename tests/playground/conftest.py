"""The playground as a site on this machine, and a browser to look at it; skipped where something for it is lacking.

`QINGDAN_NPM` names a folder with the packages `pyodide` and `axe-core` as npm packs them.
"""

from __future__ import annotations

import os
import shutil
import tarfile
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any

import pytest
from playground.pages import package

from qingdan_checker.playground import fetched, written
from qingdan_checker.playground.runtime import VERSION

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="session")
def runtime(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return fetched(tmp_path_factory.mktemp("cache"), package(f"pyodide-{VERSION}"))


@pytest.fixture(scope="session")
def axe() -> str:
    """The script that looks for barriers in a page."""
    folder = os.environ.get("QINGDAN_NPM")
    found = sorted(Path(folder).glob("axe-core-*.tgz")) if folder else []
    if not found:
        pytest.skip("QINGDAN_NPM has no axe-core: npm pack axe-core")
    with tarfile.open(found[-1]) as archive:
        stream = archive.extractfile("package/axe.min.js")
        assert stream
        return stream.read().decode()


@pytest.fixture(scope="session")
def site(runtime: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    written(folder / "playground", "zh", runtime, "../en/playground/")
    written(folder / "en" / "playground", "en", runtime, "../../playground/", assets="../../playground/assets/")
    return folder


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None: ...


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    with served(site) as found:
        yield found


@contextmanager
def served(folder: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    api: Any = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if not program:
        pytest.skip("there is no chromium: apt-get install chromium")
    with api.sync_playwright() as play:
        started = play.chromium.launch(executable_path=program, args=list(FLAGS))
        yield started
        started.close()
