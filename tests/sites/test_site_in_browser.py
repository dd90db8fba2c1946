"""A site in a real browser: its search finds Chinese, its links lead on, it asks nobody, and everybody can read it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import browsing
import pytest
from browsing import DESKTOP, PHONE
from sites import site

from qingdan_checker.sites.building import build, is_ready
from qingdan_checker.sites.folder import Shown, opened, written

if TYPE_CHECKING:
    from collections.abc import Iterator

    from browsing import Scheme, Visit
    from playwright.sync_api import Browser

GOLDEN = Path(__file__).parent.parent / "golden"

HOSTILE = """
    item evil "<img src=x onerror=document.title='broken'>" { value percent }
    document cn.evil "<script>document.title='broken'</script>" { issuer cn  issued 2020-01-01
        article "<b>1</b>" "</article><script>document.title='broken'</script>" {
        text "原文 <img src=x onerror=document.title='broken'>"
        rule floor "下限</style><script>document.title='broken'</script>": evil >= 90% } }
"""

PAGES = (
    "index.html",
    "places/hengshui.html",
    "documents/hebei.reform-2020.html",
    "rules/hebei.reform-2020.resident-gap-12.html",
    "items/inpatient.ratio.html",
    "items/evil.html",
    "findings.html",
    "glossary.html",
    "en/places/index.html",
    "en/places/cangzhou.html",
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site in both languages, with hostile text in it."""
    browsing.chromium()
    if not is_ready():
        pytest.skip("no MkDocs with its theme: install the extra docs")
    home = tmp_path_factory.mktemp("site")
    made = site(HOSTILE, folder=GOLDEN / "repository")
    target = opened(home)
    settings = written(made, ("zh", "en"), Shown(), target)
    target.close()
    build(home, settings, made.day)
    return home / "site"


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    with browsing.served(folder) as served:
        yield served


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Visit]:
    with browsing.visit(browser, address) as made:
        yield made
        assert not made.complaints
        assert not made.foreign


def found(visit: Visit, address: str, query: str) -> list[str]:
    """The pages that the search finds, the best first."""
    visit.page.goto(address)
    browsing.search(visit.page, query)
    visit.page.locator(".md-search-result__item").first.wait_for()
    return browsing.hits(visit.page)


@pytest.mark.parametrize("query", ["住院支付比例", "支付比例", "inpatient.ratio"])
def test_the_search_finds_an_item(visit: Visit, query: str) -> None:
    assert f"{visit.address}items/inpatient.ratio.html" in found(visit, visit.address, query)


def test_the_search_finds_it_on_a_page_that_is_opened_from_a_disk(browser: Browser, folder: Path) -> None:
    address = f"{folder.as_uri()}/"
    with browsing.visit(browser, address) as visit:
        assert f"{address}items/inpatient.ratio.html" in found(visit, f"{address}index.html", "住院支付比例")
        assert not visit.foreign


def test_from_a_finding_to_the_article_of_the_higher_law_in_two_clicks(visit: Visit) -> None:
    visit.page.goto(f"{visit.address}findings.html")
    visit.page.get_by_role("link", name="级差").or_(visit.page.get_by_role("link", name="相差")).first.click()
    card = visit.page.locator("details.qd-card:target")
    card.get_by_role("link", name="冀发〔2020〕13号").first.click()
    visit.page.wait_for_url("**/documents/hebei.reform-2020.html#art-*")
    visit.page.locator(":target").wait_for()


def test_each_page_leads_to_itself_in_the_other_language(visit: Visit) -> None:
    visit.page.goto(f"{visit.address}places/hengshui.html")
    visit.page.get_by_role("link", name="English").click()
    visit.page.wait_for_url(f"{visit.address}en/places/hengshui.html")
    assert visit.page.locator("h1").inner_text().startswith("Hengshui")
    visit.page.get_by_role("link", name="中文").click()
    visit.page.wait_for_url(f"{visit.address}places/hengshui.html")


def test_a_long_table_can_be_searched(visit: Visit) -> None:
    visit.page.goto(f"{visit.address}glossary.html")
    part = visit.page.locator(".qd-long").last
    part.get_by_role("searchbox").fill("deviate")
    rows = part.locator("tbody tr:visible")
    assert 0 < rows.count() < part.locator("tbody tr").count()
    assert part.get_by_role("status").inner_text().startswith(f"显示 {rows.count()} 行")


def test_hostile_text_is_shown_and_does_nothing(visit: Visit) -> None:
    for page in (
        "index.html",
        "items/evil.html",
        "documents/cn.evil.html",
        "en/rules/cn.evil.floor.html",
        "glossary.html",
    ):
        visit.page.goto(f"{visit.address}{page}")
        assert visit.page.title() != "broken", page
        assert not visit.page.locator("article img[src=x]").count()
    visit.page.goto(f"{visit.address}items/evil.html")
    assert visit.page.locator("h1").inner_text().startswith("<img src=x onerror=")


@pytest.mark.parametrize(("size", "scheme"), [(DESKTOP, "light"), (PHONE, "dark")])
def test_everybody_can_read_it(browser: Browser, address: str, size: tuple[int, int], scheme: Scheme) -> None:
    browsing.axe_script()
    for page in PAGES:
        with browsing.visit(browser, address, size=size, scheme=scheme) as made:
            made.page.goto(f"{address}{page}")
            assert not browsing.violations(made.page), page
            wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            assert made.page.evaluate(wide) <= 0, page
            assert not made.complaints, page
            assert not made.foreign, page
