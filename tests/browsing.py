"""A real browser for tests of pages: Chromium of the system through Playwright, a server, and axe.

Tests are skipped where there is no Chromium, and those of accessibility where there is no axe-core. Chromium is found
on the path or by QINGDAN_CHROMIUM; axe by QINGDAN_AXE (its `axe.min.js`) or in `node_modules` of the project.
"""

from __future__ import annotations

import os
import shutil
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Response

Scheme = Literal["light", "dark"]

ROOT = Path(__file__).parents[1]
NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
FAILED = 400
DESKTOP = (1280, 900)
PHONE = (390, 844)
STANDARD = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def chromium() -> str:
    """The browser's program; skips the test where there is none."""
    found = os.environ.get("QINGDAN_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if not found:
        pytest.skip("no Chromium: install it, or name it in QINGDAN_CHROMIUM")
    return found


def axe_script() -> str:
    """The text of axe-core; skips the test where it is not there."""
    path = Path(os.environ.get("QINGDAN_AXE") or ROOT / "node_modules" / "axe-core" / "axe.min.js")
    if not path.is_file():
        pytest.skip("no axe-core: `npm install axe-core` in the project, or name its axe.min.js in QINGDAN_AXE")
    return path.read_text(encoding="utf-8")


@contextmanager
def running() -> Iterator[Browser]:
    """A browser, for as long as it is needed."""
    program = chromium()
    playwright = pytest.importorskip("playwright.sync_api", reason="no Playwright")
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=program, args=list(FLAGS))
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address under which a folder can be read, on this machine alone."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: Any) -> None:  # noqa: ANN401  the standard library's own
        """Says nothing: the tests say what went wrong."""


@dataclass(kw_only=True)  # open: Playwright writes into what listens to it
class Visit:
    """A page that is open, and what went wrong on it so far."""

    page: Page
    address: str
    complaints: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)

    def console(self, message: ConsoleMessage) -> None:
        """Keeps an error of the console."""
        if message.type == "error":
            self.complaints.append(message.text)

    def response(self, response: Response) -> None:
        """Keeps an answer that is an error: what it was about, the console does not say."""
        if response.status >= FAILED:
            self.complaints.append(f"{response.status} {response.url}")

    def request(self, request: Request) -> None:
        """Keeps a request to anywhere else."""
        if not request.url.startswith((self.address, "data:", "blob:")):
            self.foreign.append(request.url)


@contextmanager
def visit(
    browser: Browser, address: str, *, size: tuple[int, int] = DESKTOP, scheme: Scheme = "light"
) -> Iterator[Visit]:
    """A new window on a served folder; the test opens a page in it."""
    context = browser.new_context(viewport={"width": size[0], "height": size[1]}, color_scheme=scheme)
    made = Visit(page=context.new_page(), address=address)
    made.page.on("console", made.console)
    made.page.on("pageerror", lambda error: made.complaints.append(str(error)))
    made.page.on("request", made.request)
    made.page.on("response", made.response)
    try:
        yield made
    finally:
        context.close()


def search(page: Page, query: str) -> None:
    """Asks the search of a page's site."""
    page.keyboard.press("/")
    box = page.locator("[data-md-component=search-query]")
    box.fill(query)
    box.press("End")  # it is the key that asks, once


def hits(page: Page) -> list[str]:
    """The pages that the search has found, the best first."""
    links = page.eval_on_selector_all(".md-search-result__item > a", "(all) => all.map((one) => one.href)")
    return [str(link).partition("?")[0] for link in links]


def violations(page: Page) -> list[str]:
    """What axe finds on a page as it stands, one line each."""
    page.evaluate(axe_script())
    result = page.evaluate("(tags) => axe.run(document, {runOnly: {type: 'tag', values: tags}})", STANDARD)
    return [
        f"{one['id']} ({one['impact']}): {node['html'][:200]} {node['failureSummary']}"
        for one in result["violations"]
        for node in one["nodes"]
    ]
