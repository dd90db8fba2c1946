"""Drafts: what a jurisdiction may decide, its values and bounds, as text that decides nothing yet."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reference.repositories import repository
from repositories import Read, read_all, texts_in

from qingdan_checker.drafting import outline
from qingdan_checker.layout.columns import visible
from qingdan_checker.listings.outline import render
from qingdan_checker.messages.book import Book
from qingdan_checker.messages.settings import SETTINGS, chinese_number, setting
from qingdan_checker.pipeline import check

if TYPE_CHECKING:
    from collections.abc import Mapping

    from qingdan_checker.findings import Finding
    from qingdan_checker.messages.language import Language
    from qingdan_checker.outline import Outline

LIBRARY = Path(__file__).parents[2] / "policies" / "cn"
DAY = date(2026, 1, 1)
LANGUAGES: tuple[Language, ...] = ("en", "zh")

SMALL = """
dimension tier ordered { primary "一级"  secondary "二级" }
dimension scheme { employee "职工"  resident "居民" }
dimension job { clerk "职员"  farmer "农民" }
item ratio "支付比例" { value percent in 0%..100%  by scheme, tier, job  better higher }
item cap "限额" { value yuan in 0 yuan..  by scheme  better higher }
item fee "费用" { value yuan }
item kept "保留" { value yuan }
catalogue drug "目录" { key name "药品"  field class "类别" }
jurisdiction land "国" { level nation }
jurisdiction shire "省" { level province  within land }
jurisdiction town "市" { level municipality  within shire }
jurisdiction hamlet "县" { level county  within town }
document land.list "清单" { number "国发1号"  issuer land  issued 2020-01-01
    article "1" {
        delegate ratio by scheme, tier to municipality
        delegate cap, fee to municipality
        delegate drug to province
        rule floor for resident: ratio[primary] >= 60%
    }
    article "2" { rule late from 2030-01-01: ratio <= 99%  rule provincial at province: cap >= 1 yuan }
}
document shire.bounds "界限" { number "省发2号"  issuer shire  issued 2021-01-01
    article "3" { rule gap in-principle: ratio[primary] - ratio[secondary] >= 5pp
                  set cap for employee: 5_000 yuan } }
"""


@cache
def library() -> Read:
    return read_all(texts_in(LIBRARY))


def small(more: str = "") -> Read:
    return read_all({"small.qd": (SMALL + more).encode()})


def made(read: Read, place: str, day: date = DAY) -> Outline:
    return outline(*read, place, day)


def draft(read: Read, place: str, language: Language, day: date = DAY) -> str:
    one = made(read, place, day)
    return render(one, Book(one.report, language))


def uncommented(text: str) -> str:
    """The draft with every statement in force: one `#` less on each line, as an editor takes it."""
    return re.sub(r"(?m)^(\s*)# ?", r"\1", text)


def findings(read: Read, drafts: Mapping[str, str], day: date = DAY) -> list[Finding]:
    """What drafts bring that was not there before."""
    more = read_all({path: text.encode() for path, text in drafts.items()})
    before = {_facts(one) for one in check(*read, today=day, at=day).findings}
    sheets = {**read.sheets, **more.sheets}
    after = check([*read.files, *more.files], {**read.sources, **more.sources}, sheets, today=day, at=day).findings
    return [one for one in after if _facts(one) not in before]


def _facts(one: Finding) -> tuple[object, ...]:
    return one.code, one.rule, one.jurisdiction, one.place, one.reason, one.facts


# ---- the bundled library


def test_a_draft_of_everyone_in_the_library_brings_no_finding() -> None:
    places = sorted(made(library(), "cn").report.parents)
    outlines = {f"{place}.qd.md": made(library(), place) for place in places}
    for language in LANGUAGES:
        drafts = {path: render(one, Book(one.report, language)) for path, one in outlines.items()}
        assert findings(library(), drafts) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_that_a_draft_offers_may_be_decided_and_is_written_as_it_should_be(language: Language) -> None:
    places = ("hebei", "hengshui", "cangzhou", "fuzhou", "hebei-direct", "beijing")
    drafts = {f"{place}.qd.md": uncommented(draft(library(), place, language)) for place in places}
    assert {one.code for one in findings(library(), drafts)} <= {"undetermined"}


def test_every_setting_of_the_vocabulary_has_its_heading() -> None:
    items = [one.name for one in made(library(), "cn").matters if not one.columns]
    assert {setting(name) for name in items} - {""} <= set(SETTINGS)


# ---- what is offered


def test_what_is_not_delegated_is_not_offered() -> None:
    found = made(small(), "town")
    assert [one.name for one in found.matters] == ["ratio", "cap", "fee"]
    assert found.others == 2
    assert [one.name for one in made(small(), "省").matters] == ["ratio", "cap", "fee", "drug"]
    assert made(small(), "hamlet").matters == ()
    assert "没有任何事项授权给县" in draft(small(), "hamlet", "zh")
    assert len(made(small(), "land").matters) == 5
    assert made(small(), "town", date(2019, 12, 31)).matters == ()


def test_an_approval_to_decide_offers_it() -> None:
    more = """document land.leave "准" { issuer land issued 2022-01-01
        article "1" { approve town to decide kept because "试点" } }"""
    assert "kept" in [one.name for one in made(small(more), "town").matters]


def test_dimensions_that_are_not_delegated_are_barred() -> None:
    ratio = made(small(), "town").matters[0]
    assert (ratio.dimensions, ratio.barred) == (("scheme", "tier"), ("job",))
    assert ratio.table == (("scheme", ("employee", "resident")), ("tier", ("primary", "secondary")))


def test_bounds_are_those_in_force_over_the_place_the_graver_first() -> None:
    ratio, cap, _ = made(small(), "town").matters
    assert [(one.rule, one.scope) for one in ratio.bounds] == [
        ("land.list.floor", "resident"),
        ("shire.bounds.gap", ""),
    ]
    assert cap.bounds == ()
    assert [one.rule for one in made(small(), "shire").matters[1].bounds] == ["land.list.provincial"]
    later = made(small(), "town", date(2031, 1, 1)).matters[0]
    assert "land.list.late" in [one.rule for one in later.bounds]


def test_values_in_effect_are_those_of_the_levels_above_too() -> None:
    standing = made(small(), "town").matters[1].standing
    assert standing
    assert [(one.value, one.selectors, one.citations) for one in standing] == [
        ("5000 yuan", ("employee",), (("shire.bounds", "3"),))
    ]


def test_the_name_is_one_that_no_document_has() -> None:
    taken = 'document town.draft-2026 "案" { issuer town status draft }'
    assert made(small(), "town").document == "town.draft-2026"
    assert made(small(taken), "town").document == "town.draft-2026-2"


def test_one_s_own_documents_in_force_are_offered_for_amendment() -> None:
    own = 'document town.old "旧" { issuer town issued 2022-01-01 article "1" { set fee: 3 yuan } }'
    assert made(small(own), "town").documents == ("town.old",)
    assert "    # 修改 town.old" in draft(small(own), "town", "zh")


def test_an_unknown_place_is_none() -> None:
    assert not made(small(), "nowhere").known


def test_labels_are_written_only_where_they_can_stand_for_names() -> None:
    more = """item other "费用" { value yuan }
        document land.more "增" { issuer land issued 2021-01-01 article "1" { delegate other to municipality } }"""
    text = draft(small(more), "town", "zh")
    assert "# 设定 支付比例 按 scheme、tier {" in text
    assert "# 设定 fee：未知" in text
    assert "# 设定 other：未知" in text


def test_articles_are_counted() -> None:
    assert [chinese_number(one) for one in (1, 10, 11, 20, 99)] == ["一", "十", "十一", "二十", "九十九"]


# ---- hostile text

HOSTILE = (
    '```\n# 伪造\n```qingdan\ndocument town.forged "x" { issuer town issued 2020-01-01 }',
    "`fee`: <b>*_[x](y)|~",
    'quote " and \\ end',
    "bidi \u202e and \u2028 line \r return \x1b[31m",
    "} } {",
    "未知",
    "的",
    "::error::%0A",
)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("hostile", HOSTILE)
def test_no_label_says_anything_to_the_language(hostile: str, language: Language) -> None:
    _is_harmless(hostile, language)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=30), st.sampled_from(LANGUAGES))
def test_no_text_says_anything_to_the_language(hostile: str, language: Language) -> None:
    _is_harmless(hostile, language)


def _is_harmless(hostile: str, language: Language) -> None:
    read = read_all({"small.qd": _with_labels(hostile).encode(errors="surrogatepass")})
    if read.files[0].broken or "small.qd" not in read.sources:
        return
    text = draft(read, "town", language)
    assert all(visible(line) == line for line in text.split("\n"))
    [file] = read_all({"draft.qd.md": text.encode()}).files
    assert [one.name.text for one in file.declarations] == ["town.draft-2026"]  # type: ignore[union-attr]  # documents
    assert findings(read, {"draft.qd.md": text}) == []
    codes = {one.code for one in findings(read, {"draft.qd.md": uncommented(text)})}
    assert codes <= {"undetermined", "breach"}


def _with_labels(hostile: str) -> str:
    """The small repository with a text in the place of labels, numbers and titles."""
    escaped = hostile.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    text = SMALL.replace('"国发1号"', f'"{escaped}"').replace('"界限"', f'"{escaped}"')
    for label in ("一级", "职工", "支付比例", "限额", "类别", "市"):
        text = text.replace(f'"{label}"', f'"{escaped}" label en "{escaped}"')
    return text


def test_names_that_are_keywords_or_units_stand_in_backquotes() -> None:
    more = """
        dimension `unit` { `level`  `set` }
        item `rule` { value yuan by `unit` }
        document land.more "增" { issuer land issued 2021-01-01 article "1" { delegate `rule` to municipality } }
    """
    for language in LANGUAGES:
        text = draft(small(more), "town", language)
        assert {one.code for one in findings(small(more), {"draft.qd.md": uncommented(text)})} <= {"undetermined"}
        assert "`rule`" in text


@settings(max_examples=10, deadline=None)
@given(st.integers(min_value=0, max_value=100_000))
def test_a_draft_can_be_read_whatever_the_repository(seed: int) -> None:
    files, at = repository(seed)
    read = read_all({path: text.encode() for path, text in files.items()})
    for place in made(read, "", at).report.parents:
        for language in LANGUAGES:
            [file] = read_all({"draft.qd.md": draft(read, place, language, at).encode()}).files
            assert not file.faults
            [file] = read_all({"draft.qd.md": uncommented(draft(read, place, language, at)).encode()}).files
            assert not file.faults
