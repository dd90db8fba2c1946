"""What the pages of a site say, and where they lead."""

from __future__ import annotations

import posixpath
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sites import pages_of, site

if TYPE_CHECKING:
    from conftest import Golden

    from qingdan_checker.messages.language import Language
    from qingdan_checker.sites import Site

GOLDEN = Path(__file__).parent.parent / "golden"
SHOWN = (
    "index.md",
    "places/index.md",
    "places/hengshui.md",
    "documents/list.md",
    "documents/index.md",
    "rules/index.md",
    "items/inpatient.ratio.md",
    "findings.md",
    "unchecked.md",
)


@pytest.fixture(scope="module")
def repository() -> Site:
    return site(folder=GOLDEN / "repository")


@pytest.fixture(scope="module")
def catalogue() -> Site:
    return site(folder=GOLDEN / "catalogue")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_pages_read_as_they_are_meant_to(golden: Golden, repository: Site, language: Language) -> None:
    found = pages_of(repository, language)
    text = "\n".join(f"<!-- {path} -->\n{found[path]}" for path in SHOWN if path in found)
    golden(f"site.{language}.md", text)


def test_a_catalogue_reads_as_it_is_meant_to(golden: Golden, catalogue: Site) -> None:
    found = pages_of(catalogue, "zh")
    text = "\n".join(text for path, text in found.items() if path.startswith("catalogues/"))
    golden("site.catalogue.zh.md", text)


LINK = re.compile(r"\]\(([^)\s]*)")
MARK = re.compile(r'\{ #(\S+) \}|id="([^"]+)"')


@pytest.mark.parametrize("made", ["repository", "catalogue"])
def test_every_link_leads_to_a_page_and_a_place_on_it(made: str, request: pytest.FixtureRequest) -> None:
    found = pages_of(request.getfixturevalue(made))
    marks = {path: {one or other for one, other in MARK.findall(text)} for path, text in found.items()}
    for path, text in found.items():
        for address in LINK.findall(text):
            target, _, mark = address.partition("#")
            there = posixpath.normpath(posixpath.join(posixpath.dirname(path), target)) if target else path
            if there.endswith(".svg"):
                continue
            assert there in found, (path, address)
            assert not mark or mark in marks[there], (path, address)


def test_every_number_of_a_table_leads_to_the_provision_that_made_it(repository: Site) -> None:
    for place in repository.places:
        for one in repository.standing[place].tables:
            for row in one.rows:
                assert row.value is None or row.steps
    text = pages_of(repository)["places/hengshui.md"]
    numbers = re.findall(r'qd-value">(.+?)</span>', text)
    assert numbers
    assert all(re.match(r"\[[^\]]+\]\(\.\./documents/[^)]+#line-\d+\)", one) for one in numbers), numbers


def test_from_a_finding_to_the_article_of_the_higher_law_in_two_clicks(repository: Site) -> None:
    found = pages_of(repository)
    finding = re.search(r"\]\((places/[^)#]+)#(f-[0-9a-f]+)\)", found["findings.md"])
    assert finding
    card = found[finding[1]].partition(f'id="{finding[2]}"')[2].partition("</details>")[0]
    assert re.search(r"<dt>bound</dt>\n<dd markdown=\"span\">\[[^\]]+\]\(\.\./documents/[^)]+#art-", card)


def test_both_directions_of_a_citation_are_told(repository: Site) -> None:
    found = pages_of(repository)
    citing = {
        path for path, text in found.items() if path.startswith("documents/") and "<dt>authorised by</dt>" in text
    }
    cited = {path for path, text in found.items() if path.startswith("documents/") and "authority used by" in text}
    assert citing
    assert cited
    for path in citing:
        for target in re.findall(r"<dt>authorised by</dt>\n.*?\]\(([^)#]+)", found[path]):
            there = posixpath.normpath(posixpath.join("documents", target))
            assert there in cited


def test_pages_do_not_depend_on_the_order_of_files() -> None:
    texts = [path.read_text() for path in sorted((GOLDEN / "repository").rglob("*.qd"))]
    one, other = site(*texts), site(*reversed(texts))
    for path, text in pages_of(one).items():
        if path == "receipt.md":
            continue
        strip = re.compile(r"\d+\.qd")
        assert strip.sub("", pages_of(other)[path]) == strip.sub("", text), path


HOSTILE = """
    jurisdiction cn "国</td><script>alert(1)</script>" label en "N|<b>n</b>" { level nation }
    item ratio "比例{{ 1111*7 }}`x`" { value percent }
    document cn.a "甲\\x1b[31m\u202e|<!--" { number "=HYPERLINK(1)"  issuer cn  issued 2020-01-01
        article "<1>" "*题*|" {
        text "原文 <img src=x onerror=1> ]]> %0A::error::"
        rule floor "下限</style>" label en "floor [x](javascript:1)" because "理由 <script> / reason <script>":
            ratio >= 90%
        set ratio: 80% }
        article "2" { not-checkable because "<script>alert(2)</script>" } }
"""


@pytest.mark.parametrize("language", ["zh", "en"])
def test_hostile_text_stays_text(language: Language) -> None:
    for path, text in pages_of(site(HOSTILE), language).items():
        prose = re.sub(r"^(`{3,}).*?^\1$", "", text, flags=re.DOTALL | re.MULTILINE)
        assert "<script" not in prose, path
        assert "<img" not in prose, path
        assert "](javascript" not in prose, path
        assert "</style" not in prose, path
        assert "\u202e" not in text, path


def test_a_broken_file_is_told_on_the_first_pages() -> None:
    found = pages_of(site(HOSTILE, "jurisdiction ???"))
    assert "is not complete" in found["index.md"]
    assert "1.qd" in found["findings.md"]


def test_nothing_at_all_has_pages_too() -> None:
    found = pages_of(site('jurisdiction cn "国" { level nation }'))
    assert "places/cn.md" in found
    assert found["items/index.md"]
