"""The playground in a real browser."""

from __future__ import annotations

import base64
import json
import shutil
import zlib
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING, Any, Final

import browsing
import pytest
from playground.pages import LONG, Watched, example, watched

from qingdan_checker.cache import Cache
from qingdan_checker.playground.examples import LAW, TITLES
from qingdan_checker.workbench import Draft, Workbench

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

    from qingdan_checker.messages.language import Language

PATHS = {"zh": "/playground/", "en": "/en/playground/"}
WHOLE = "hebei/hengshui/measures-2022.qd.md"
DAY = date(2026, 11, 26)


@cache
def bench() -> Workbench:
    return Workbench(Path(mkdtemp()), Cache(None))


def expected(text: str, file: str, language: Language, at: date | None = None) -> list[str]:
    """The headlines that Python on this machine finds."""
    found = bench().findings(Draft(text=text, file=file, today=at or DAY, at=at), language)["findings"]
    told = (f"{one['word']} {one['headline']} {one['code']}".replace("`", "") for one in found)  # shown as code
    return [" ".join(one.split()) for one in told]


@pytest.fixture(scope="module")
def shown(browser: Browser, address: str) -> Iterator[dict[str, Watched]]:
    """A page of each language that several tests type into: Python is loaded once for them."""
    with watched(browser, address) as chinese, watched(browser, address) as english:
        chinese.open(PATHS["zh"])
        english.open(PATHS["en"])
        yield {"zh": chinese, "en": english}


# ---- findings and tables


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_first_thing_shown_is_the_breach_with_both_articles(shown: dict[str, Watched], language: Language) -> None:
    one = shown[language]
    assert one.headlines == expected(example("breach", language), "draft.qd", language)
    told = one.page.locator(".finding.error").inner_text()
    article = {"zh": ("第五条", "冀发〔2020〕13号第3条"), "en": ("art. 5", "冀发〔2020〕13号, art. 3")}
    assert all(cited in told for cited in article[language])
    assert one.page.locator("#gutter .error").inner_text() == "13"
    table = one.page.locator("#grids table tbody")
    table.wait_for()
    values = table.locator("td").evaluate_all("(all) => all.map((one) => one.firstChild.data)")
    assert values == ["90%", "80%", "65%", "95%", "90%", "75%"]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", [*TITLES, *LAW])
def test_every_example_has_the_findings_of_the_command(
    shown: dict[str, Watched], language: Language, name: str
) -> None:
    one = shown[language]
    one.date("")
    one.choose(name)
    file = name if name in LAW else "draft.qd"
    assert one.headlines == expected(example(name, language), file, language)


def test_an_edit_is_answered_and_the_date_is_heeded(shown: dict[str, Watched]) -> None:
    one = shown["zh"]
    one.date("")
    one.choose("breach")
    mended = example("breach", "zh").replace("+5个百分点", "+10个百分点")
    one.type(mended)
    assert one.headlines == expected(mended, "draft.qd", "zh")
    assert "0 个错误" in one.said
    one.page.locator("#file").select_option("draft.qd.md")
    one.answered()
    assert "标明 qingdan 的代码块" in one.said
    one.page.locator("#file").select_option("draft.qd")
    wrong = mended.replace("二级：80％", "二级：85％")
    one.type(wrong)
    assert one.headlines == expected(wrong, "draft.qd", "zh") != []
    one.date("2019-01-01")
    assert one.headlines == expected(wrong, "draft.qd", "zh", date(2019, 1, 1))
    assert one.page.locator("#command").inner_text() == "qingdan check draft.qd --at 2019-01-01"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_each_number_has_its_room_and_the_list_opens_by_key(shown: dict[str, Watched], language: Language) -> None:
    one = shown[language]
    one.date("")
    one.choose("breach")
    one.filled()
    draft = Draft(text=example("breach", language), file="draft.qd", today=date.today())  # noqa: DTZ011  the browser's
    (band,) = [found for found in bench().bands(draft, language) if found]
    cells = one.page.locator("#grids tbody td")
    expected = [[line["text"] for line in cell] for row in band["cells"] for cell in row]
    read = """(cell) => [...cell.querySelectorAll(".room li")].map((line) =>
        [...line.childNodes].filter((part) => part.nodeType === 3).map((part) => part.data).join(""))"""
    assert [[line.replace("\u00a0", " ") for line in found.evaluate(read)] for found in cells.all()] == expected
    outside = [cell[0]["outside"] for row in band["cells"] for cell in row]
    assert outside == ["outside" in (found.get_attribute("class") or "") for found in cells.all()]
    assert outside == [False, False, False, True, True, False]
    rules = one.page.locator("details.ends li")
    assert not rules.first.is_visible()
    one.page.locator("details.ends summary").focus()
    one.page.keyboard.press("Enter")
    assert rules.count() == len(band["notes"])
    assert rules.first.is_visible()
    for note, told in zip(band["notes"], rules.all(), strict=True):
        assert all(part in told.inner_text() for pair in note["said"] for part in pair)


def test_the_rooms_follow_an_edit_and_the_list_stays_open(shown: dict[str, Watched]) -> None:
    one = shown["en"]
    one.date("")
    one.choose("breach")
    one.filled()
    if one.page.locator("details.ends[open]").count() == 0:
        one.page.locator("details.ends summary").click()
    mended = example("breach", "en").replace("+5pp", "+10pp")
    assert mended != example("breach", "en")
    one.type(example("breach", "en").replace("+5pp", "+6pp"))  # its bands are on the way when the next edit comes
    one.type(mended)
    one.filled()
    assert one.page.locator("#grids .held").count() == 0
    assert one.page.locator("#grids td.outside").count() == 0
    assert one.page.locator("details.ends[open]").count() == 1
    assert "100%" in one.page.locator("#grids tbody tr").last.locator("td .room").first.inner_text()


def test_the_line_of_a_finding_leads_to_the_text(shown: dict[str, Watched]) -> None:
    one = shown["zh"]
    one.date("")
    one.choose("breach")
    one.page.locator("button.where").first.click()
    selected = "() => { const f = document.activeElement; return f.value.slice(f.selectionStart, f.selectionEnd) }"
    assert one.page.evaluate(selected) == "二级：+10个百分点"


def test_hostile_text_is_text(shown: dict[str, Watched]) -> None:
    one = shown["en"]
    one.date("")
    one.choose("breach")
    one.type('document hengshui.x "<img src=x onerror=alert(1)>" { issuer <script>alert(1)</script> }')
    assert "<script>" in one.page.locator("#findings").inner_text()
    one.type(example("breach", "en").replace("Inpatient ratios (exercise)", "<b onclick=alert(1)>x</b>"))
    one.filled()
    one.page.locator(".cited").first.wait_for()
    assert "<b onclick=alert(1)>" in one.page.locator("#grids").inner_text()
    assert one.page.locator("#findings b, #findings img, #grids b, #grids img").count() == 0


def test_a_check_that_takes_too_long_is_stopped_and_the_next_one_works(shown: dict[str, Watched]) -> None:
    one = shown["en"]
    one.choose("breach")
    sets = "".join(f"set inpatient.ratio for age >= {n} years, cost >= {n}000 yuan: 80%\n" for n in range(400))
    one.page.locator("#text").fill(
        f'document hengshui.x "x" {{ issuer hengshui status draft article "1" {{ {sets} }} }}'
    )
    one.page.locator("#notice").wait_for()
    assert "was stopped" in one.notice
    one.type(example("breach", "en"))
    assert one.headlines
    assert one.notice == ""


def test_a_text_that_is_too_long_is_not_checked(shown: dict[str, Watched]) -> None:
    one = shown["en"]
    one.page.locator("#text").fill("# " + "x" * 200_000)
    one.page.wait_for_function("() => document.getElementById('said').textContent.includes('200,000')")
    assert one.headlines == []


# ---- links, and what is kept


def test_a_link_brings_text_file_and_date(shown: dict[str, Watched], browser: Browser, address: str) -> None:
    one = shown["zh"]
    one.date("2023-05-06")
    one.type(example("table", "zh") + "\n# ☂ 一")
    one.page.locator("#share").click()
    one.page.locator("#notice").wait_for()
    link = one.page.url
    with watched(browser, address) as other:
        other.open(link.removeprefix(address))
        assert other.page.locator("#text").input_value() == example("table", "zh") + "\n# ☂ 一"
        assert other.page.locator("#day").input_value() == "2023-05-06"
        assert other.headlines


def packed(data: object) -> str:
    text = data if isinstance(data, bytes) else json.dumps(data).encode()
    squeezed = zlib.compressobj(wbits=-15)
    return base64.urlsafe_b64encode(squeezed.compress(text) + squeezed.flush()).decode().rstrip("=")


def plain(data: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(data).encode()).decode().rstrip("=")


BAD = "<script>alert(1)</script>"
GOOD = {"text": "# x", "file": "draft.qd", "day": ""}

HOSTILE = {
    "not base64": ("#z=<script>alert(1)</script>", "broken"),
    "cut short": (f"#z={packed(GOOD)[:-6]}", "broken"),
    "not packed": ("#z=AAAA", "broken"),
    "not JSON": (f"#z={packed(b'hello')}", "broken"),
    "not UTF-8": (f"#z={packed(bytes([255, 254]))}", "broken"),
    "another shape": (f"#t={plain([1, 2])}", "broken"),
    "a number for a text": (f"#t={plain({**GOOD, 'text': 1})}", "broken"),
    "a date that is none": (f"#t={plain({**GOOD, 'day': '<b>'})}", "broken"),
    "too long": (f"#t={'A' * 70_000}", "more text"),
    "unpacks to too much": (f"#z={packed({**GOOD, 'text': 'a' * 900_000})}", "more text"),
    "unpacks without end": (f"#z={packed(bytes(40_000_000))}", "more text"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_link_is_refused_in_words(browser: Browser, address: str, name: str) -> None:
    fragment, why = HOSTILE[name]
    with watched(browser, address) as one:
        one.open(f"/en/playground/{fragment}", answer=False)
        assert why in one.notice
        assert one.page.locator("#text").input_value() == example("breach", "en")


def test_a_link_without_compression_is_taken_and_its_script_is_text(browser: Browser, address: str) -> None:
    with watched(browser, address) as one:
        one.open(f"/en/playground/#t={plain({**GOOD, 'text': BAD, 'file': '../../etc/passwd'})}", answer=False)
        assert one.page.locator("#text").input_value() == BAD
        assert one.page.locator("#file").input_value() == "draft.qd"


def test_a_browser_without_compression_makes_a_plain_link(browser: Browser, address: str) -> None:
    with watched(browser, address) as one:
        one.page.add_init_script("delete window.CompressionStream; delete window.DecompressionStream;")
        one.open(answer=False)
        one.page.locator("#share").click()
        one.page.locator("#notice").wait_for()
        assert "#t=" in one.page.url


def test_what_was_typed_survives_a_reload_and_gives_way_to_nothing(browser: Browser, address: str) -> None:
    with watched(browser, address) as one:
        one.open(answer=False)
        one.page.locator("#text").fill(example("breach", "zh") + "# mine")
        one.page.reload()
        one.page.wait_for_function("() => document.getElementById('text').value")
        assert one.page.locator("#text").input_value().endswith("# mine")
        one.page.locator("#example").select_option("mended")
        one.page.locator("#example").select_option("kept")
        assert one.page.locator("#text").input_value().endswith("# mine")
        one.open(f"/playground/?again#t={plain({**GOOD, 'text': '# theirs'})}", answer=False)
        assert one.page.locator("#text").input_value() == "# theirs"
        one.page.locator("#example").select_option("kept")
        assert one.page.locator("#text").input_value().endswith("# mine")


# ---- for everyone

LOOKS: Final[dict[str, dict[str, Any]]] = {
    "light": {"viewport": {"width": 1280, "height": 900}},
    "dark": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "dark"},
    "phone": {"viewport": {"width": 390, "height": 844}, "has_touch": True},
}


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("look", LOOKS)
def test_nothing_bars_anybody(browser: Browser, address: str, look: str, language: Language) -> None:
    browsing.axe_script()
    with watched(browser, address, bypass_csp=True, **LOOKS[look]) as one:
        one.open(PATHS[language])
        one.choose(WHOLE)
        one.filled()
        for found in one.page.locator("details.ends summary").all():
            found.click()
        assert browsing.violations(one.page) == []
        assert one.page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")


def test_the_keyboard_reaches_everything_and_leaves_the_text(browser: Browser, address: str) -> None:
    with watched(browser, address) as one:
        one.open()
        reached = []
        for _ in range(14):
            one.page.keyboard.press("Tab")
            reached.append(one.page.evaluate("() => document.activeElement.id || document.activeElement.className"))
        assert [
            name
            for name in ("skip", "example", "file", "day", "share", "print", "text", "where")
            if name not in reached
        ] == []


def test_a_page_that_cannot_start_says_what_to_do(browser: Browser, address: str, site: Path) -> None:
    with watched(browser, address) as one:
        one.page.add_init_script("delete window.WebAssembly;")
        one.page.goto(f"{address}/en/playground/")
        one.page.wait_for_function("() => document.getElementById('said').textContent.includes('no WebAssembly')")
        assert "qingdan check" in one.said
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((site / "playground" / "index.html").as_uri())
    assert "改用命令 qingdan check" in page.locator("#status").inner_text()
    context.close()


def test_a_page_opened_as_a_file_says_what_to_do(browser: Browser, site: Path) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto((site / "playground" / "index.html").as_uri())
    assert "改用命令 qingdan check" in page.locator("#status").inner_text()
    context.close()


def test_a_runtime_that_is_not_there_is_said(browser: Browser, site: Path, tmp_path: Path) -> None:
    shutil.copytree(site, tmp_path / "site", ignore=shutil.ignore_patterns("*.wasm"))
    with browsing.served(tmp_path / "site") as there:
        context = browser.new_context()
        page = context.new_page()
        page.goto(f"{there}en/playground/")
        told = "() => document.getElementById('said').textContent.includes('could not be loaded')"
        page.wait_for_function(told, timeout=LONG)
        context.close()


def test_the_page_in_the_other_language_is_one_click_away(browser: Browser, address: str) -> None:
    with watched(browser, address) as one:
        one.open(answer=False)
        one.page.locator(".switch a").click()
        one.page.wait_for_url(f"{address}/en/playground/")
        one.page.locator(".switch a").click()
        one.page.wait_for_url(f"{address}/playground/")
