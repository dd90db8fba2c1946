"""What must hold for every repository: order and spelling carry no meaning, and bounds work one way only."""

from __future__ import annotations

import itertools
import random
import re
from datetime import date
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st
from reference.repositories import repository
from repositories import as_data, judge, read_all

from qingdan_checker.pipeline import check
from qingdan_dsl.parse import parse
from qingdan_dsl.source import Source, read
from qingdan_dsl.words import FULL_WIDTH
from qingdan_dsl.write import write

if TYPE_CHECKING:
    from qingdan_checker.findings import Report

SEEDS = st.integers(min_value=0, max_value=100_000)
WIDE = {narrow: wide for wide, narrow in FULL_WIDTH.items() if wide not in map(ord, "、．")}
PLACES = ("file", "line", "column")


def _texts(seed: int) -> tuple[dict[str, str], date]:
    files, at = repository(seed)
    return dict(files), at


def _judged(files: dict[str, str], at: date) -> list[dict[str, object]]:
    report = judge({path: text.encode() for path, text in files.items()}, at)
    return sorted((as_data(one) for one in report.findings), key=repr)


def _without_places(findings: list[dict[str, object]]) -> list[str]:
    kept = ({name: value for name, value in one.items() if name not in PLACES} for one in findings)
    return sorted(repr(sorted(one.items(), key=lambda item: item[0])) for one in kept)


def _declarations(text: str) -> list[str]:
    """A text cut where a line starts at its left edge: its declarations, each whole."""
    return [part for part in re.split(r"(?m)^(?=[^\s}#])", text) if part.strip()]


@settings(max_examples=25, deadline=None)
@given(SEEDS)
def test_order_of_files_and_declarations_changes_nothing(seed: int) -> None:
    files, at = _texts(seed)
    if any(one["code"] in {"syntax", "duplicate"} for one in _judged(files, at)):
        return  # which of two is the later, and where a text breaks off, is a matter of order
    parts = [part for text in files.values() for part in _declarations(text)]
    random.Random(seed).shuffle(parts)  # noqa: S311  any order will do
    mixed = {"one.qd": "\n".join(parts[::2]), "other.qd": "\n".join(parts[1::2])}
    before, after = _judged(files, at), _judged(mixed, at)
    told = [[one for one in ones if one["code"] not in {"cycle", "conflict"}] for ones in (before, after)]
    # which provision comes first, by path and line, is all that may differ
    assert _without_places(told[0]) == _without_places(told[1])
    assert len(before) == len(after)


@settings(max_examples=25, deadline=None)
@given(SEEDS)
def test_full_width_marks_mean_the_same(seed: int) -> None:
    files, at = _texts(seed)
    wide = {path: _widened(text) for path, text in files.items()}
    assert _judged(files, at) == _judged(wide, at)


def _widened(text: str) -> str:
    """Every mark and digit outside texts and comments in its full-width form; the lengths stay as they are."""
    parts = re.split(r'("(?:[^"\\\n]|\\.)*"|#[^\n]*)', text)
    return "".join(part if index % 2 else _wide(part) for index, part in enumerate(parts))


def _wide(part: str) -> str:
    # a date with hyphens, a name with a hyphen and `..` are written with ASCII marks only or with both
    return re.sub(r"[^\W\d_][\w.-]*|[0-9]{4}-[0-9]{2}-[0-9]{2}|\.\.|.", _wide_token, part, flags=re.DOTALL)


def _wide_token(match: re.Match[str]) -> str:
    token = match.group()
    return token.translate(WIDE) if len(token) == 1 else token


@settings(max_examples=25, deadline=None)
@given(SEEDS)
def test_line_ends_mean_the_same(seed: int) -> None:
    files, at = _texts(seed)
    crlf = {path: text.replace("\n", "\r\n") for path, text in files.items()}
    assert _judged(files, at) == _judged(crlf, at)


@settings(max_examples=25, deadline=None)
@given(SEEDS, st.sampled_from(["zh", "en"]))
def test_keywords_of_either_language_mean_the_same(seed: int, language: str) -> None:
    files, at = _texts(seed)
    sources = read_all({path: text.encode() for path, text in files.items()}).sources
    trees = {path: parse(source) for path, source in sources.items()}
    if any(tree.broken or tree.faults for tree in trees.values()):
        return
    written = {path: write(tree, language) for path, tree in trees.items()}
    before, after = _judged(files, at), _judged(written, at)
    assert [one["code"] for one in before] == [one["code"] for one in after] or _without_places(
        before
    ) == _without_places(after)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 100), st.integers(0, 100), st.lists(st.integers(0, 100), min_size=3, max_size=3))
def test_a_looser_bound_never_adds_a_breach(bound: int, looser: int, ratios: list[int]) -> None:
    low, high = sorted((bound, looser))
    strict, loose = (_bounded(f"ratio >= {value}%", ratios) for value in (high, low))
    assert _breaches(loose) <= _breaches(strict)
    strict, loose = (_bounded(f"ratio[a] - ratio[b] <= {value}pp", ratios) for value in (low, high))
    assert _breaches(loose) <= _breaches(strict)


def _bounded(rule: str, ratios: list[int], delegate: str = "delegate ratio to municipality") -> Report:
    text = f"""
        dimension tier ordered {{ a b c }}
        item ratio {{ value percent in 0%..100% by tier better higher }}
        jurisdiction cn "国" {{ level nation }}
        jurisdiction p "省" {{ level province within cn }}
        jurisdiction m "市" {{ level municipality within p }}
        document cn.list "清单" {{ issuer cn issued 2020-01-01 article "1" {{ {delegate} rule r: {rule} }} }}
        document m.rates "待遇" {{ issuer m issued 2021-01-01 article "1" {{
            set ratio {{ a: {ratios[0]}%  b: {ratios[1]}%  c: {ratios[2]}% }}
            set ratio for a or b from 2021-06-01: {ratios[2]}%
        }} }}
    """
    return judge({"all.qd": text.encode()}, date(2022, 1, 1))


def _breaches(report: Report) -> set[tuple[str | None, str | None]]:
    return {(one.rule, one.jurisdiction) for one in report.findings if one.code == "breach"}


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(0, 100), min_size=3, max_size=3))
def test_less_authority_never_removes_a_finding(ratios: list[int]) -> None:
    order = [f"delegate ratio {how}" for how in ("to municipality", "by tier to municipality", "to province")] + [""]
    found = [
        {(one.code, one.rule, one.jurisdiction, one.place) for one in _bounded("ratio >= 50%", ratios, text).findings}
        for text in order
    ]
    for more, less in itertools.pairwise(found):
        assert {one[:3] for one in more} <= {one[:3] for one in less}


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400))
def test_random_bytes_never_raise(data: bytes) -> None:
    judge({"a.qd": data, "b.qd.md": b"```qingdan\n" + data + b"\n```\n"}, date(2022, 1, 1))


@settings(max_examples=60, deadline=None)
@given(SEEDS, st.integers(0, 10**6), st.text(max_size=8))
def test_mutated_sources_never_raise(seed: int, at: int, text: str) -> None:
    files, day = _texts(seed % 300)
    path = sorted(files)[at % len(files)]
    old = files[path]
    cut = at % (len(old) + 1)
    files[path] = old[:cut] + text + old[min(len(old), cut + at % 7) :]
    judge({name: body.encode("utf-8", "surrogatepass") for name, body in files.items()}, day)


def test_a_source_that_cannot_be_read_is_a_fault() -> None:
    assert not isinstance(read("a.qd", b"\xff"), Source)


@settings(max_examples=20, deadline=None)
@given(SEEDS)
def test_the_walk_finds_on_each_date_what_a_check_of_that_date_finds(seed: int) -> None:
    """What is kept from date to date is what would be found again; a draft without a date is left aside."""
    files, at = _texts(seed)
    if any("draft" in text or "草案" in text for text in files.values()):
        return  # in force from the date of the check, which is another for each
    texts = {path: text.encode() for path, text in files.items()}
    read = read_all(texts)
    walk = check(*read, today=at)
    for day in walk.dates:
        held = [
            as_data(one.during(day, day)) if one.start else as_data(one)
            for one in walk.findings
            if (one.start is None or one.start <= day) and (one.until is None or day <= one.until)
        ]
        found = [as_data(one) for one in check(*read, today=at, at=day).findings]
        assert sorted(held, key=repr) == sorted(found, key=repr), day
