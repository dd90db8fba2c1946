"""Every example of the manual is of the language, and comes to what the text around it claims.

Examples are fenced blocks marked `qingdan`. A comment before a block says what it is; without one it is a whole file:

    <!-- qingdan: SHAPE [wrong CODE …] -->      SHAPE: file, document, article, expression; words
    <!-- qingdan: repository NAME -->           a file of the page's repository NAME; marked `markdown`, a literate one

Blocks that are `words` are known to every example of the language's reference; on all other pages the bundled
library is. What a repository comes to is claimed by a comment of its own:

    <!-- qingdan: check NAME at DATE: clean -->
    <!-- qingdan: check NAME at DATE: CODE [RULE] [JURISDICTION]; … -->      all findings, and no other
    <!-- qingdan: check NAME at DATE shows: CODE … -->                       this finding among others

`prove` in the place of `check` claims it of what the rules say of each other.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from textwrap import dedent
from typing import TYPE_CHECKING

import pytest
from repositories import read_all, texts_in

from qingdan_checker.pipeline import check, prove

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from qingdan_checker.findings import Finding, Report

ROOT = Path(__file__).parents[2]
PAGES = (ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md")))
LIBRARY = ROOT / "policies" / "cn"

_COMMENT = re.compile(r"<!-- qingdan: (.*?) -->")
_FENCE = re.compile(r"^ *(`{3,})(.*)$")
_CHECK = re.compile(r"(?:check|prove) (\S+) at (\S+?)( shows)?: (.+)")
LANGUAGE = "docs/reference/language"
ARTICLE = ('document cn.example "例" { issuer cn  issued 2020-01-01  article "1" {', "} }")
AROUND = {
    "file": ("", ""),
    "document": ('document cn.example "例" { issuer cn  issued 2020-01-01', "}"),
    "article": ARTICLE,
    "expression": (f"{ARTICLE[0]} rule r:", ARTICLE[1]),
}
"""What stands before and behind an example of some shape, to make it a file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """An example: where it stands, what it is, and the codes that it is meant to bring."""

    page: str
    line: int
    text: str
    shape: str = "file"
    repository: str = ""
    ending: str = ".qd"
    wrong: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """Where it stands."""
        return f"{self.page}:{self.line}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What a repository of a page comes to on a date: patterns of findings, by code, rule and jurisdiction."""

    page: str
    line: int
    repository: str
    at: date
    exact: bool
    proves: bool
    patterns: tuple[tuple[str, ...], ...]

    @property
    def label(self) -> str:
        """Where it stands."""
        return f"{self.page}:{self.line}"


def _examples(path: Path) -> Iterator[Block | Claim]:
    """The examples and the claims of a page, in its order."""
    page = path.relative_to(ROOT).as_posix()
    lines = path.read_text(encoding="utf-8").splitlines()
    said = ""
    at = 0
    while at < len(lines):
        comment, fence = _COMMENT.search(lines[at]), _FENCE.match(lines[at])
        if comment:
            said = comment[1]
            if said.startswith(("check ", "prove ")):
                yield _claim(page, at + 1, said)
                said = ""
        elif fence:
            end = next(row for row in range(at + 1, len(lines)) if lines[row].strip() == fence[1])
            text = dedent("\n".join(lines[at + 1 : end])) + "\n"
            if fence[2].strip() == "qingdan":
                yield _block(page, at + 1, text, said)
            elif fence[2].strip() == "markdown" and said.startswith("repository "):
                yield replace(_block(page, at + 1, text, said), ending=".qd.md")
            said, at = "", end
        elif lines[at].strip():
            assert not said, f"{page}:{at + 1}: no example follows the comment `{said}`"
        at += 1


def _block(page: str, line: int, text: str, said: str) -> Block:
    words = said.split()
    if words[:1] == ["repository"]:
        return Block(page=page, line=line, text=text, repository=words[1])
    wrong = tuple(words[words.index("wrong") + 1 :]) if "wrong" in words else ()
    return Block(page=page, line=line, text=text, shape=words[0] if words else "file", wrong=wrong)


def _claim(page: str, line: int, said: str) -> Claim:
    match = _CHECK.fullmatch(said)
    assert match, f"{page}:{line}: `{said}` is no claim"
    found = () if match[4] == "clean" else tuple(tuple(one.split()) for one in match[4].split(";"))
    return Claim(
        page=page,
        line=line,
        repository=match[1],
        at=date.fromisoformat(match[2]),
        exact=not match[3],
        proves=said.startswith("prove "),
        patterns=found,
    )


FOUND = [one for path in PAGES for one in _examples(path)]
BLOCKS = [one for one in FOUND if isinstance(one, Block)]
CLAIMS = [one for one in FOUND if isinstance(one, Claim)]


def _words(page: str) -> dict[str, str]:
    """The texts that the examples of a page build on."""
    if page.startswith(LANGUAGE):
        return {f"words-{one.line}.qd": one.text for one in BLOCKS if one.shape == "words"}
    return {f"<cn>/{path}": data.decode() for path, data in texts_in(LIBRARY).items()}


def _around(own: Mapping[str, str], page: str) -> Mapping[str, str]:
    """The words around a repository of a page: none where it has a nation of its own."""
    return {} if any("level nation" in text for text in own.values()) else _words(page)


def _judged(texts: Mapping[str, str], asked: frozenset[str], at: date, *, proves: bool = False) -> Report:
    read = read_all({path: text.encode() for path, text in texts.items()})
    if proves:
        return prove(*read, today=at, at=at, concerned=asked)
    return check(*read, today=at, at=at, concerned=asked)


def _errors_of_text(report: Report) -> list[tuple[str, int]]:
    """The codes and lines of what is wrong with the text itself: it has neither a rule nor a time."""
    return [(one.code, one.place.line) for one in report.findings if one.start is None]


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: block.label)
def test_example_is_of_the_language(block: Block) -> None:
    if block.repository:
        return  # checked as a whole below
    texts = _words(block.page)
    if block.shape != "words":
        texts["example.qd"] = "\n".join((AROUND[block.shape][0], block.text, AROUND[block.shape][1]))
    report = _judged(texts, frozenset(texts), date(2023, 1, 1))
    found = [code for code, _ in _errors_of_text(report)]
    assert found == list(block.wrong), report.findings


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim.label)
def test_repository_comes_to_what_is_claimed(claim: Claim) -> None:
    own = {
        f"example-{one.line}{one.ending}": one.text
        for one in BLOCKS
        if one.page == claim.page and one.repository == claim.repository
    }
    assert own, "no example belongs to this repository"
    report = _judged({**_around(own, claim.page), **own}, frozenset(own), claim.at, proves=claim.proves)
    unsaid = [one for one in report.findings if not any(_is(one, pattern) for pattern in claim.patterns)]
    lacking = [pattern for pattern in claim.patterns if not any(_is(one, pattern) for one in report.findings)]
    assert lacking == [], report.findings
    if claim.exact:
        assert unsaid == []


def _is(finding: Finding, pattern: tuple[str, ...]) -> bool:
    return set(pattern) <= {finding.code, finding.rule, finding.jurisdiction, finding.severity}


def test_every_repository_has_a_claim() -> None:
    claimed = {(claim.page, claim.repository) for claim in CLAIMS}
    assert {(one.page, one.repository) for one in BLOCKS if one.repository} == claimed


# ---- the tutorial, step by step

TUTORIAL = "docs/tutorial/first-check.md"
CHINESE_TUTORIAL = "docs/zh/tutorial/first-check.md"
GAP = "hebei.reform-2020.resident-gap-12"
EDITS = {
    "en": (("85%       | 65%", "80%       | 65%"), ("+10pp", "+5pp")),
    "zh": (("二级：85％  三级：65％", "二级：80％  三级：65％"), ("+10个百分点", "+5个百分点")),
}
"""What the reader is told to change: the secondary ratio, then the additions of article 2."""


def _broken(text: str) -> set[str | None]:
    """The rules that a reader's file breaks with an error; nothing else is to be found in it."""
    report = _judged(_words(TUTORIAL) | {"cangzhou.qd": text}, frozenset({"cangzhou.qd"}), date(2026, 6, 1))
    assert {one.code for one in report.findings} <= {"breach", "undetermined"}, report.findings
    return {one.rule for one in report.findings if one.severity == "error"}


def _with(outer: str, inner: str) -> str:
    """A text with another before its last brace."""
    return outer.rstrip().removesuffix("}") + inner + "}\n"


def _tutorial(page: str) -> list[str]:
    return [block.text for block in BLOCKS if block.page == page]


@pytest.mark.parametrize(
    ("language", "own"),
    [
        ("en", _tutorial(TUTORIAL)[0::2]),
        ("zh", _tutorial(TUTORIAL)[1::2]),
        ("zh", _tutorial(CHINESE_TUTORIAL)),
    ],
    ids=["English", "Chinese beside it", "Chinese"],
)
def test_tutorial_shows_what_it_says(language: str, own: list[str]) -> None:
    document, article, case = own
    mend, even = EDITS[language]
    assert _broken(document) == {GAP}
    assert mend[0] in document
    document = document.replace(*mend)
    assert _broken(document) == set()
    assert _broken(_with(document, article)) == {GAP}
    article = article.replace(*even)
    assert _broken(_with(document, article)) == set()
    assert _broken(_with(document, _with(article, case))) == set()
