"""How fast the playground is: `python tests/bench/playing.py PACKAGE [TIMES]`, Pyodide's package as npm packs it.

In Chromium on this machine: seconds from the opening of the page to the first finding, and milliseconds from an edit to
its findings (the pause after the last key is part of them), to its tables and to the bands in them; and again to its
findings where the edit comes while the bands of the one before are still looked for. For the short example and for the
whole document of the bundled law, in which the edit is one number; browsers start with nothing kept.
"""

from __future__ import annotations

import sys
import tempfile
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median
from threading import Thread
from time import perf_counter, sleep
from typing import TYPE_CHECKING, Final

from playwright.sync_api import sync_playwright

from qingdan_checker.playground import fetched, written

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

FLAGS: Final = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking")

EDITS: Final = {"breach": ("二级：+10", "二级：+9"), "hebei/hengshui/measures-2022.qd.md": ("+10pp", "+9pp")}
"""Each example with what is changed in it, to and fro."""

_EDIT: Final = """([before, after, last]) => new Promise((done) => {
  const field = document.getElementById("text"), start = performance.now(), took = [];
  new MutationObserver(() => {
    const { state, rooms } = document.body.dataset;
    [state === "told", state === "done", rooms === "done"].forEach((now, at) => {
      if (now) took[at] ??= performance.now() - start;
    });
    if (took[last]) done(took);
  }).observe(document.body, { attributeFilter: ["data-state", "data-rooms"] });
  const [from, to] = field.value.includes(before) ? [before, after] : [after, before];
  field.value = field.value.replaceAll(from, to);
  field.dispatchEvent(new Event("input"));
})"""


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None: ...


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()


def _loading(browser: Browser, address: str) -> tuple[float, Page]:
    page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    start = perf_counter()
    page.goto(address)
    page.wait_for_selector(".finding.error", timeout=120_000)
    return perf_counter() - start, page


def _edits(page: Page, example: str, times: int) -> str:
    page.locator("#example").select_option(example)
    took, hasty = [], []
    for _ in range(times):
        page.wait_for_function("() => document.body.dataset.rooms === 'done'")
        sleep(0.3)
        took.append(page.evaluate(_EDIT, [*EDITS[example], 2]))
        page.evaluate(_EDIT, [*EDITS[example], 1])
        sleep(0.1)
        hasty.append(page.evaluate(_EDIT, [*EDITS[example], 1])[0])
    told = [_said(what, [one[at] for one in took]) for at, what in enumerate(("findings", "tables", "bands"))]
    return f"{example}: {', '.join([*told, _said('findings amid bands', hasty)])}, {times} edits"


def _said(what: str, took: list[float]) -> str:
    return f"{what} {median(took):.0f} ms (worst {max(took):.0f})"


def main(package: Path, times: int) -> None:
    """Prints the figures."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as play:
        written(Path(folder), "zh", fetched(Path(folder, "cache"), package))
        browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=list(FLAGS))
        with _served(Path(folder)) as address:
            loads = [_loading(browser, address) for _ in range(3)]
            print(f"first finding: {', '.join(f'{took:.1f} s' for took, _ in loads)}")
            for example in EDITS:
                print(_edits(loads[-1][1], example, times))
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 20)
