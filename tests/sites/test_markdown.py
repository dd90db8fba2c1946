"""Text on a page: whatever it holds, MkDocs' Markdown shows it and nothing else."""

from __future__ import annotations

import re
from html import unescape

import markdown
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from qingdan_checker.layout.columns import visible
from qingdan_checker.sites.links import article_mark, relative, slug
from qingdan_checker.sites.markdown import fenced, heading, link, paragraph, plain, table

EXTENSIONS = ["attr_list", "md_in_html", "tables", "pymdownx.superfences", "toc"]
MARKS = st.text(alphabet="ab \\`*_{}[]()<>|&~^!#$\"'-+=:.1>%?/\u202e\x07\n\t甲:{: }", max_size=40)


def rendered(text: str) -> str:
    html: str = markdown.markdown(text, extensions=EXTENSIONS)
    return html


def told(html: str) -> str:
    """What a page shows: its text without the tags."""
    return " ".join(unescape(re.sub(r"<[^>]*>", "", html)).split())


def meant(text: str) -> str:
    return " ".join(visible(" ".join(text.split())).split())


@given(MARKS)
def test_a_paragraph_shows_its_text(text: str) -> None:
    assert told(rendered(paragraph(text))) == meant(text)


@given(MARKS)
def test_a_cell_of_a_table_shows_its_text(text: str) -> None:
    html = rendered("\n".join(table(["head", "tail"], [[plain(text), "end"]])))
    assert told(html) == f"head tail {meant(text)} end".replace("  ", " ")
    assert html.count("<td") == len(["head", "tail"])


@given(MARKS)
def test_a_heading_and_a_link_show_their_text(text: str) -> None:
    assume(meant(text))
    assert told(rendered(heading(2, text, "mark"))) == meant(text)
    assert told(rendered(link(text, "a.md"))) == meant(text)


@given(MARKS)
def test_code_shows_its_text(text: str) -> None:
    html = rendered("\n".join([*fenced(text, "qingdan"), "", "after"]))
    assert "<p>after</p>" in html
    assert html.count("<code") <= 1


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "[x](javascript:1)", "![x](y)", "&lt;b&gt;", "{: .a }"])
def test_no_text_makes_an_element(text: str) -> None:
    assert re.fullmatch(r"<p>[^<>]*</p>", rendered(paragraph(text)))


NAMES = st.text(alphabet="abz.-09ABÄ甲/\\ :*?<>|\x00", min_size=1, max_size=100)


@given(NAMES, NAMES)
def test_a_name_of_a_file_is_one_everywhere(one: str, other: str) -> None:
    assert re.fullmatch(r"[a-z0-9][a-z0-9.-]*", slug(one))
    assert not slug(one).endswith((".", ".qd"))
    assert (slug(one) == slug(other)) == (one == other)


@pytest.mark.parametrize("name", ["con", "aux.a", "index", "x.qd", "lpt1", "Upper", "..", "a..b", "-a"])
def test_names_that_some_system_has_taken_get_a_mark(name: str) -> None:
    assert slug(name).startswith("x-")


def test_the_way_from_page_to_page() -> None:
    assert relative("documents/a.md", "places/b.md") == "../documents/a.md"
    assert relative("documents/a.md", "index.md") == "documents/a.md"
    assert article_mark("3") == "art-3"
    assert article_mark("附 则") != article_mark("附则")
