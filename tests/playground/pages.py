"""A page of the playground under test: all that it says to the console and asks of the network is held against it."""

from __future__ import annotations

import os
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from browsing import ROOT

from qingdan_checker.playground.examples import examples
from qingdan_checker.playground.runtime import VERSION

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

LONG = 60_000
"""Milliseconds: patience with a machine that does much else. How fast it is, tests/bench measures."""


def package() -> Path:
    """Pyodide as npm packs it; the test is skipped where it is not there."""
    found = Path(os.environ.get("QINGDAN_PYODIDE") or ROOT / "node_modules" / f"pyodide-{VERSION}.tgz")
    if not found.is_file():
        pytest.skip(f"no Pyodide: `npm pack pyodide@{VERSION}`, and name the package in QINGDAN_PYODIDE")
    return found


class Watched:
    """A page, with what it should never do."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = address
        self.complaints: list[str] = []
        page.set_default_timeout(LONG)
        page.on("console", lambda message: self.complaints.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: self.complaints.append(f"error: {error}"))
        page.on("request", lambda request: self._asked(request.url))

    def _asked(self, url: str) -> None:
        if not url.startswith((f"{self.address}/", "blob:", "data:")):
            self.complaints.append(f"request: {url}")

    def open(self, path: str = "/playground/", *, answer: bool = True) -> None:
        """Opens a page and waits for its first answer, or only for its text."""
        self.page.goto(f"{self.address}{path}")
        if answer:
            self.answered()
        else:
            self.page.wait_for_function("() => document.getElementById('text').value")

    def date(self, day: str) -> None:
        """Chooses a date, and waits for the answer."""
        self.page.locator("#day").fill(day)
        self.answered()

    def answered(self) -> None:
        """Waits until all that is shown is about the text as it is."""
        self.page.wait_for_function("() => document.body.dataset.state === 'done'")

    def filled(self) -> None:
        """Waits until the bands of the tables have come too."""
        self.page.wait_for_function("() => document.body.dataset.rooms === 'done'")

    def type(self, text: str) -> None:
        """Puts a text in place of the one that is there, and waits for the answer."""
        self.page.locator("#text").fill(text)
        self.answered()

    def choose(self, example: str) -> None:
        """Takes an example, and waits for the answer."""
        self.page.locator("#example").select_option("")
        self.page.locator("#example").select_option(example)
        self.answered()

    @property
    def headlines(self) -> list[str]:
        """The findings as they are shown."""
        found = self.page.locator("#findings h3").all_inner_texts()
        return [" ".join(one.split()) for one in found]

    @property
    def said(self) -> str:
        """What the status line says."""
        return self.page.locator("#said").inner_text()

    @property
    def notice(self) -> str:
        """What the notice says; nothing where it is hidden."""
        return self.page.locator("#notice").inner_text()


@contextmanager
def watched(browser: Browser, address: str, **options: Any) -> Iterator[Watched]:  # noqa: ANN401  Playwright's own
    """A page in a context of its own; at the end it must have been quiet."""
    context = browser.new_context(**options)
    try:
        one = Watched(context.new_page(), address)
        yield one
        assert one.complaints == []
    finally:
        context.close()


def example(name: str, language: str) -> str:
    """The text of an example."""
    texts: Any = next(one["text"] for one in examples() if one["id"] == name)
    return str(texts[language])
