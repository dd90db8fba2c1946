"""What the pages of a site say, and where they lead."""

from __future__ import annotations

import posixpath
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sites import pages_of, site

from qingdan_checker.sites import pages

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


# ---- what is true

LAW = """
    jurisdiction cn "国家" { level nation }
    jurisdiction p "省" { level province  within cn }
    jurisdiction a "甲市" { level municipality  within p }
    dimension tier "级别" ordered { low "低" high "高" }
    item ratio "比例" label en "Ratio" { value percent  by tier }
    document cn.old "旧法" { issuer cn  issued 2000-01-01  until 2009-12-31
        article "1" { delegate ratio to municipality } }
    document cn.law "法" { issuer cn  issued 2015-01-01
        article "1" { delegate ratio to municipality
        rule half "过半": ratio >= 50% } }
    document a.one "一" { issuer a  issued 2016-01-01  until 2019-12-31
        article "1" { set ratio: 20% } }
    document a.two "二" { issuer a  issued 2020-01-01
        article "1" { set ratio for low: 40% }
        article "1" "又" { text "第二个"  set ratio for high: 60% } }
"""


def rows(text: str, label: str) -> list[str]:
    """What stands under a label, wherever it does."""
    return re.findall(rf"<dt>{label}</dt>\n<dd markdown=\"span\">(.*)</dd>", text)


def test_authority_is_cited_where_it_holds() -> None:
    found = pages_of(site(LAW))
    assert rows(found["documents/a.two.md"], "authorised by") == ["[cn.law, art. 1](cn.law.md#art-1)"] * 2
    assert rows(found["documents/cn.old.md"], "authority used by") == []
    early = 'document a.early "早" { issuer a  issued 2012-01-01  until 2013-01-01\n article "1" { set ratio: 1% } }'
    found = pages_of(site(LAW, early))
    assert rows(found["documents/a.early.md"], "authorised by") == []  # nobody had given it any then


def test_a_repeal_without_effect_is_not_told() -> None:
    text = 'document a.rep "废" { issuer a  issued 2021-01-01  repeals cn.law, a.one\n article "1" { set ratio: 50% } }'
    found = pages_of(site(LAW, text))
    assert rows(found["documents/cn.law.md"], "repealed by") == []
    assert rows(found["documents/a.rep.md"], "repeals") == ["[a.one](a.one.md)"]


def test_a_breach_is_told_of_the_article_that_makes_it_alone() -> None:
    found = pages_of(site(LAW))
    first, second = found["documents/a.two.md"].split("## art. 1 又")
    assert "breach" in rows(first, "must meet")[0]
    assert rows(second, "must meet") == []
    assert rows(found["documents/a.one.md"], "must meet") == []  # it is not in force


def test_two_articles_of_one_number_are_two() -> None:
    text = pages_of(site(LAW))["documents/a.two.md"]
    marks = [one or other for one, other in MARK.findall(text)]
    assert len(marks) == len(set(marks))
    assert {"art-1", "art-1-2"} <= set(marks)
    assert text.count("40%") == text.count("60%") == 1


def test_what_is_not_in_force_or_a_draft_says_so() -> None:
    draft = 'document a.new "新" { issuer a  issued 2021-01-01  status draft\n article "1" { set ratio for low: 70% } }'
    found = pages_of(site(LAW, draft))
    assert "not in force" in rows(found["documents/a.one.md"], "in force")[0]
    assert "draft" in rows(found["documents/a.new.md"], "in force")[0]
    row = next(line for line in found["places/a.md"].splitlines() if "[70%]" in line)
    assert "draft" in row


def test_english_pages_have_english_labels() -> None:
    found = pages_of(site(LAW))
    assert found["items/ratio.md"].startswith("# Ratio\n")
    assert "[Ratio](../items/ratio.md)" in found["places/a.md"]


def test_a_large_table_tells_its_true_ends() -> None:
    many = " ".join(f'm{at} "{at}"' for at in range(60))
    entries = "\n".join(f"m{at}: {1 + at}%" for at in range(60))
    big = f"""
        jurisdiction cn "国家" {{ level nation }}
        dimension d1 "一" {{ {many} }}
        dimension d2 "二" {{ {many.replace("m", "n")} }}
        item q "甲" {{ value percent  by d1, d2 }}
        document cn.a "甲" {{ issuer cn  issued 2020-01-01  article "1" {{
            set q {{ {entries} }}
            set q for m59 {{ {entries.replace("m", "n").replace("n59: 60%", "n59: 99%")} }} }} }}
    """
    found = pages_of(site(big))
    assert "1% – 99%" in "".join(svg for page in pages(site(big), "en", "T") for _, svg in page.pictures)
    assert "`qingdan show`" in found["places/cn.md"].replace("&#96;", "`")
