"""What must be so of all lists and all dates: the same lists said in another way, in another order, on other days."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from hypothesis import given, settings
from hypothesis import strategies as st
from repositories import as_data, read_all, verdict_as_data

from qingdan_checker.pipeline import check

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qingdan_checker.findings import Report

START = date(2020, 1, 1)
PLACES = ("cn", "hebei", "hengshui", "cangzhou")
KEYS = ("甲药", "乙药", "丙药", "丁药", "D5")
CLASSES = ("甲", "乙", "")
RULES = (
    "drug within cn",
    "not (drug within hebei)",
    "drug as cn",
    "drug.class as hebei",
    "count(drug) <= 3",
    'count(drug where class = "乙") < 2',
    "count(drug beyond cn) = 0",
    'count(drug missing cn where class = "甲") <= 1',
    'count(drug beyond cn where class = "乙") <= 60% of count(drug beyond cn where class = "乙" on 2020-02-01)',
    "count(drug beyond cangzhou) >= count(drug missing cangzhou on 2020-03-01)",
    "drug within cn implies drug as cn",
)


@dataclass(frozen=True)
class Said:
    """A statement about a list: whose, what, its first day and its last as days from the start, its entries."""

    place: str
    act: str
    day: int
    last: int | None
    entries: tuple[tuple[str, str], ...]

    def text(self, shift: int) -> str:
        entries = "  ".join(
            f'"{key}"' if self.act == "exclude" else f'"{key}" class "{value}"' for key, value in self.entries
        )
        if self.act == "list":
            return f'list drug from "{self.sheet}"{self.time(shift)}'
        return f"{self.act} drug{self.time(shift)} {{ {entries} }}"

    def time(self, shift: int) -> str:
        until = f" until {START + timedelta(days=self.last + shift)}" if self.last is not None else ""
        return f" from {START + timedelta(days=self.day + shift)}{until}"

    @property
    def sheet(self) -> str:
        return f"{self.place}-{abs(hash((self.day, self.last, self.entries)))}.csv"

    def csv(self) -> bytes:
        return "".join(["name,class\n", *(f"{key},{value}\n" for key, value in self.entries)]).encode()


ENTRIES = st.dictionaries(st.sampled_from(KEYS), st.sampled_from(CLASSES), min_size=1).map(
    lambda entries: tuple(entries.items())
)
SAID = st.builds(
    lambda place, act, day, lasting, entries: Said(place, act, day, day + lasting if lasting else None, entries),
    st.sampled_from(PLACES),
    st.sampled_from(["list", "include", "include", "exclude"]),
    st.integers(0, 80),
    st.sampled_from([None, None, None, 0, 20, 45]),
    ENTRIES,
)
STATEMENTS = st.lists(SAID, min_size=1, max_size=9)
CHOSEN = st.lists(st.sampled_from(RULES), min_size=1, max_size=4, unique=True)


def texts(said: Sequence[Said], rules: Sequence[str], shift: int = 0) -> dict[str, bytes]:
    """A repository of these statements, a document each, all days moved."""
    rules = [_moved(rule, shift) for rule in rules]
    first = START + timedelta(days=shift)
    body = "\n".join(f"rule r{number}: {rule}" for number, rule in enumerate(rules))
    found = {
        "words.qd": f"""
            catalogue drug {{ key name  field class }}
            jurisdiction cn "国" {{ level nation }}
            jurisdiction hebei "河北省" {{ level province  within cn }}
            jurisdiction hengshui "衡水市" {{ level municipality  within hebei }}
            jurisdiction cangzhou "沧州市" {{ level municipality  within hebei }}
            document cn.rules "规则" {{
                issuer cn  issued {first}
                article "1" {{ delegate drug to municipality {body} }}
            }}
        """.encode()
    }
    for number, one in enumerate(said):
        found[f"{one.place}-{number}.qd"] = (
            f'document {one.place}.d{number} "文件" {{ issuer {one.place} issued {first}'
            f' article "1" {{ {one.text(shift)} }} }}'
        ).encode()
        if one.act == "list":
            found[one.sheet] = one.csv()
    return found


def _moved(rule: str, shift: int) -> str:
    for day in (date(2020, 2, 1), date(2020, 3, 1)):
        rule = rule.replace(f"on {day}", f"on {day + timedelta(days=shift)}")
    return rule


def judged(found: dict[str, bytes], *, at: date | None = None, today: date = START) -> Report:
    return check(*read_all(found), today=today, at=at)


def verdicts(report: Report) -> list[tuple[str, ...]]:
    return sorted((one.rule, one.jurisdiction, one.verdict, str(one.start), str(one.until)) for one in report.verdicts)


def facts(report: Report) -> list[dict[str, Any]]:
    """All findings and verdicts, without their places."""
    found = [as_data(one) for one in report.findings]
    for one in found:
        del one["file"], one["line"], one["column"]
    return sorted([*found, *map(verdict_as_data, report.verdicts)], key=repr)


@settings(max_examples=60, deadline=None)
@given(STATEMENTS, CHOSEN)
def test_the_walk_finds_on_each_date_what_a_check_of_that_date_finds(said: list[Said], rules: list[str]) -> None:
    found = texts(said, rules)
    walk = judged(found)
    for day in walk.dates:
        single = judged(found, at=day)
        held = [
            {**as_data(one), "from": day.isoformat(), "until": day.isoformat()}
            for one in walk.findings
            if (one.start is None or one.start <= day) and (one.until is None or day <= one.until)
        ]
        assert sorted(held, key=repr) == sorted(map(as_data, single.findings), key=repr)


@settings(max_examples=60, deadline=None)
@given(STATEMENTS, CHOSEN, st.integers(1, 400))
def test_all_dates_moved_move_all_findings(said: list[Said], rules: list[str], shift: int) -> None:
    moved = judged(texts(said, rules, shift), today=START + timedelta(days=shift))
    back = timedelta(days=-shift)
    before = replace(
        moved,
        findings=tuple(
            one.during(one.start and one.start + back, one.until and one.until + back) for one in moved.findings
        ),
        verdicts=tuple(
            one.during(one.start and one.start + back, one.until and one.until + back) for one in moved.verdicts
        ),
    )
    assert facts(before) == facts(judged(texts(said, rules)))


@settings(max_examples=60, deadline=None)
@given(STATEMENTS, CHOSEN)
def test_a_list_is_the_same_said_as_a_list_and_inclusions(said: list[Said], rules: list[str]) -> None:
    parts: list[Said] = []
    for one in said:
        half = len(one.entries) // 2
        if one.act == "list":
            parts += [replace(one, entries=one.entries[:half]), replace(one, act="include", entries=one.entries[half:])]
        else:
            parts.append(one)
    alone = {(one.place, one.day) for one in said if one.act == "list"}
    beside = [(one.place, one.day) for one in said]
    if all(beside.count(one) == 1 for one in alone):  # an inclusion of the same day would be told apart
        assert verdicts(judged(texts(parts, rules))) == verdicts(judged(texts(said, rules)))


@settings(max_examples=60, deadline=None)
@given(STATEMENTS, CHOSEN, st.sampled_from(PLACES), st.integers(81, 120))
def test_a_list_restated_unchanged_changes_no_verdict(said: list[Said], rules: list[str], place: str, day: int) -> None:
    own = [one for one in said if one.place == place and (one.last is None or one.last >= day)]
    entries = listed(said, place, day)
    if own and entries:
        restated = Said(place, "list", day, None, tuple(sorted(entries.items())))
        before = judged(texts(said, rules), at=START + timedelta(days=day))
        after = judged(texts([*said, restated], rules), at=START + timedelta(days=day))
        assert verdicts(after) == verdicts(before)


def listed(said: Sequence[Said], place: str, day: int) -> dict[str, str] | None:
    """The list in effect as section 8 has it, made the slow way; None where statements of a day disagree."""
    line = {"cn": ["cn"], "hebei": ["cn", "hebei"]}.get(place, ["cn", "hebei", place])
    found: dict[str, str] = {}
    for level in line:
        own = [one for one in said if one.place == level and one.day <= day and (one.last is None or day <= one.last)]
        own.sort(key=lambda one: (one.day, ["list", "include", "exclude"].index(one.act)))
        begun: tuple[int, str] | None = None
        given: dict[tuple[int, str, str], str] = {}
        for one in own:
            if one.act == "list" and begun != (one.day, "list"):
                found.clear()
            begun = (one.day, one.act)
            for key, value in one.entries:
                if one.act == "exclude":
                    found.pop(key, None)
                elif given.setdefault((one.day, one.act, key), value) != value:
                    return None
                else:
                    found[key] = value
    return found


@settings(max_examples=60, deadline=None)
@given(STATEMENTS, CHOSEN, st.data())
def test_the_order_and_the_names_of_files_mean_nothing(said: list[Said], rules: list[str], data: st.DataObject) -> None:
    shuffled = data.draw(st.permutations(said))
    assert verdicts(judged(texts(shuffled, rules))) == verdicts(judged(texts(said, rules)))
