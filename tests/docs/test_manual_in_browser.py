"""The manual in a real browser: its search finds Chinese, it asks nobody for anything, and everybody can read it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import browsing
import pytest
from browsing import DESKTOP, PHONE, ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from browsing import Scheme, Visit
    from playwright.sync_api import Browser

PAGES = (
    "",
    "tutorial/first-check/",
    "reference/findings/breach/",
    "reference/language/statements/",
    "reference/command-line/",
    "reference/glossary/",
    "explanation/how-it-can-be-wrong/",
    "zh/",
    "zh/tutorial/from-paper/",
)
"""One of each sort: they are looked at with axe."""


@pytest.fixture(scope="module")
def manual(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The manual, built as it is in CI."""
    browsing.chromium()
    folder = tmp_path_factory.mktemp("manual")
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1", "PYTHONWARNINGS": "default", "QINGDAN_MANUAL_ALONE": "1"}
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder)]
    built = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stderr
    return folder


@pytest.fixture(scope="module")
def address(manual: Path) -> Iterator[str]:
    with browsing.served(manual) as served:
        yield served


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Visit]:
    with browsing.visit(browser, address) as made:
        yield made


def found(visit: Visit, query: str) -> list[str]:
    """The pages that the search finds, the best first."""
    visit.page.goto(visit.address)
    browsing.search(visit.page, query)
    visit.page.locator(".md-search-result__meta", has_text="matching").wait_for()
    return [link.removeprefix(visit.address) for link in browsing.hits(visit.page)]


@pytest.mark.parametrize(
    ("query", "page"),
    [
        ("住院支付比例", "zh/tutorial/first-check/"),
        ("权限", "explanation/authority/"),
        ("基线", "how-to/baseline/"),
        ("待定", "explanation/what-can-be-said/"),
        ("提高5%", "zh/tutorial/first-check/"),
        ("beyond-authority", "reference/findings/beyond-authority/"),
        ("校验器可能怎样出错", "zh/explanation/how-it-can-be-wrong/"),
        ("deviate", "reference/keywords/"),
    ],
)
def test_search_finds(visit: Visit, query: str, page: str) -> None:
    assert page in found(visit, query)
    assert visit.complaints == []
    assert visit.foreign == []


def test_search_of_chinese_puts_the_right_page_first(visit: Visit) -> None:
    assert found(visit, "权限")[0] in {"explanation/authority/", "reference/language/authority/"}


def test_search_is_no_match_for_nonsense(visit: Visit) -> None:
    """So that the tests above can fail."""
    assert found(visit, "魑魅魍魉") == []


def test_index_is_cut_into_words(manual: Path) -> None:
    index = json.loads((manual / "search" / "search_index.json").read_text(encoding="utf-8"))
    assert any("住院\u200b支付\u200b比例" in one["text"] for one in index["docs"])
    assert r"\u200b" in index["config"]["separator"]


LOOKS: tuple[tuple[str, tuple[int, int], Scheme], ...] = (
    *((page, DESKTOP, "light") for page in PAGES),
    *((page, PHONE, "dark") for page in PAGES),
    *((page, DESKTOP, "dark") for page in PAGES[1:3]),
    *((page, PHONE, "light") for page in PAGES[1:3]),
)


@pytest.mark.parametrize(("page", "size", "scheme"), LOOKS)
def test_page_is_whole_and_usable(
    browser: Browser, address: str, page: str, size: tuple[int, int], scheme: Scheme
) -> None:
    with browsing.visit(browser, address, size=size, scheme=scheme) as visit:
        visit.page.goto(address + page)
        visit.page.wait_for_selector("article [tabindex='0']")  # the theme's scripts and ours have run
        width = visit.page.evaluate("document.documentElement.scrollWidth")
        assert width <= size[0], "the page itself scrolls sideways"
        assert browsing.violations(visit.page) == []
        assert visit.complaints == []
        assert visit.foreign == []


def test_search_dialog_is_usable(visit: Visit) -> None:
    found(visit, "权限")
    assert browsing.violations(visit.page) == []


@pytest.mark.parametrize(("scheme", "other"), [("light", "dark"), ("dark", "light")])
def test_code_is_coloured_in_light_and_dark(browser: Browser, address: str, scheme: Scheme, other: Scheme) -> None:
    colours = {}
    for one in (scheme, other):
        with browsing.visit(browser, address, scheme=one) as visit:
            visit.page.goto(address + "reference/findings/breach/")
            code = visit.page.locator("code", has=visit.page.locator(".kd", has_text="文件"))
            words = [code.locator(name).first for name in (".kd", ".nc", ".kt", ".m")]
            colours[one] = [word.evaluate("(one) => getComputedStyle(one).color") for word in words]
            plain = code.first.evaluate("(one) => getComputedStyle(one).color")
            assert plain not in colours[one]
    assert colours[scheme] != colours[other]


def test_languages_lead_to_each_other(visit: Visit) -> None:
    visit.page.goto(visit.address + "tutorial/first-check/")
    visit.page.locator("a[hreflang=zh-Hans]").click()
    visit.page.wait_for_url(visit.address + "zh/tutorial/first-check/")
    assert visit.page.locator("html").get_attribute("lang") == "zh"
    assert "教程" in visit.page.locator(".md-tabs").inner_text()
    assert "How to" not in visit.page.locator(".md-tabs").inner_text()
    visit.page.locator("a[hreflang=en]").click()
    visit.page.wait_for_url(visit.address + "tutorial/first-check/")


def test_a_page_without_a_sibling_leads_to_the_start(visit: Visit) -> None:
    visit.page.goto(visit.address + "reference/keywords/")
    visit.page.locator("a[hreflang=zh-Hans]").click()
    visit.page.wait_for_url(visit.address + "zh/")


def test_first_tab_skips_to_the_text(visit: Visit) -> None:
    visit.page.goto(visit.address + "tutorial/first-check/")
    visit.page.keyboard.press("Tab")
    assert visit.page.evaluate("document.activeElement.className").startswith("md-skip")
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_function("location.hash.startsWith('#a-first-check')")


def test_paper_has_the_text_alone(visit: Visit) -> None:
    visit.page.goto(visit.address + "tutorial/first-check/")
    visit.page.emulate_media(media="print")
    for part in (".md-header", ".md-tabs", ".md-sidebar--primary", ".md-footer"):
        assert not visit.page.locator(part).first.is_visible(), part
    assert visit.page.locator("article h1").is_visible()
