"""What catalogues and dates cost, as ratios in one run: `python tests/bench/catalogues.py [CITIES]`.

A national catalogue of 3,000 entries, and cities that each deviate in a dozen: reading against judging, and judging
against the same with a national catalogue of half the size. Then the peak memory where each city restates the whole
list in a file of its own. Then a walk over 50 dates against one date, in a repository of cities that list nothing.
"""

from __future__ import annotations

import gc
import os
import resource
import subprocess
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

from checking import COMMAND, seconds
from cities import repository

from qingdan_checker.cache import Cache
from qingdan_checker.library import find
from qingdan_checker.loading import Loaded, load
from qingdan_checker.pipeline import check
from qingdan_checker.resolve import resolve

if TYPE_CHECKING:
    from collections.abc import Iterable

ENTRIES: Final = 3_000
DATES: Final = 50
DAY: Final = date(2022, 10, 1)

_NATION: Final = """\
catalogue drug "药品目录" { key name "药品名称"  field class "类别"  field limit "限定支付范围" }
jurisdiction cn "中华人民共和国" { level nation }
document cn.catalogue "国家药品目录" {
    issuer cn  issued 2019-01-01
    article "1" {
        list drug from "national.csv"
        rule no-own: drug within cn
        rule same-limits: drug.limit as cn
        rule run-down from 2020-12-31:
            count(drug beyond cn where class = "乙") <= 60% of count(drug beyond cn where class = "乙" on 2019-12-31)
        rule not-fewer: count(drug missing cn) <= 5
        rule size: count(drug where class = "甲") >= 100
    }
}
"""


def sheet(entries: int, city: int = 0) -> str:
    """A catalogue as CSV; each city's differs from the others' in one line."""
    classes, limits = ("乙", "甲", "甲"), ("", *["限门诊"] * 6)
    rows = [f"第{number}号药品,{classes[number % 3]},{limits[number % 7]}" for number in range(entries)]
    rows[city] += "和住院" if city else ""
    return "\n".join(["药品名称,类别,限定支付范围", *rows]) + "\n"


def deviating(cities: int, entries: int) -> Iterable[tuple[str, str]]:
    """A nation with a catalogue, and cities that each deviate from it in a dozen entries."""
    yield "national.qd", _NATION
    yield "national.csv", sheet(entries)
    for city in range(cities):
        added = "\n".join(f'"增补{city}-{number}" class "乙"' for number in range(6))
        changed = "\n".join(f'"第{city + number}号药品" class "乙" limit "本市限制"' for number in range(4))
        yield (
            f"city{city}.qd",
            f"""
jurisdiction city{city} "第{city}市" {{ level municipality  within cn }}
document city{city}.drugs "本市药品" {{
    issuer city{city}  issued 2019-06-01
    article "1" {{
        include drug {{ {added} {changed} }}
        exclude drug {{ "第{city + 9}号药品" "第{city + 10}号药品" }}
    }}
}}
""",
        )


def restating(cities: int) -> Iterable[tuple[str, str]]:
    """A nation with a catalogue, and cities that each restate the whole of it."""
    yield "national.qd", _NATION
    yield "national.csv", sheet(ENTRIES)
    for city in range(cities):
        yield f"city{city}.csv", sheet(ENTRIES, city + 1)
        yield (
            f"city{city}.qd",
            f"""
jurisdiction city{city} "第{city}市" {{ level municipality  within cn }}
document city{city}.drugs "本市药品" {{
    issuer city{city}  issued 2019-06-01
    article "1" {{ list drug from "city{city}.csv" }}
}}
""",
        )


def changing(cities: int) -> Iterable[tuple[str, str]]:
    """Cities with their ratios, and a document on each of many dates: mostly a city's, every fifth the province's."""
    yield from repository(cities)
    for number in range(DATES - 1):
        day = DAY + timedelta(days=30 * (number + 1))
        yield f"later{number}.qd", _province(number, day) if number % 5 == 0 else _city(number % cities, number, day)


def _province(number: int, day: date) -> str:
    return f"""
document hebei.notice-{number} "第{number}号通知" {{
    issuer hebei  issued {day}
    article "1" {{ rule later-{number}: outpatient.cap >= {number} yuan }}
}}
"""


def _city(city: int, number: int, day: date) -> str:
    return f"""
document city-{city + 1:04}.notice-{number} "第{number}号通知" {{
    issuer city-{city + 1:04}  issued {day}
    article "1" {{ set outpatient.ratio for resident {{ primary: {60 + number % 20}% }} }}
}}
"""


def loaded(texts: Iterable[tuple[str, str]], folder: str) -> Loaded:
    """Files written to a folder, read and parsed."""
    for path, text in texts:
        place = Path(folder, path)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")
    return load(find([folder]), None, Cache(None), lambda _done, _all: None)


def costs(cities: int, entries: int) -> tuple[float, float]:
    """Seconds to bind all names, which reads the file, and to judge one date."""
    with tempfile.TemporaryDirectory() as folder:
        one = loaded(deviating(cities, entries), folder)
    binding = seconds(lambda: resolve(one.files, one.sheets))
    whole = seconds(lambda: check(one.files, one.sources, one.sheets, today=DAY, at=DAY))
    return binding, whole - binding


def peak(cities: int) -> float:
    """MiB that the command takes where every city restates the list."""
    with tempfile.TemporaryDirectory() as folder:
        for path, text in restating(cities):
            Path(folder, path).write_text(text, encoding="utf-8")
        before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
        command = [*COMMAND, "check", folder, "--no-library", "--no-cache", "--format", "concise"]
        subprocess.run(command, stdout=subprocess.DEVNULL, check=False, env=os.environ)
        return max(before, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss) / 1024


def walking(cities: int) -> float:
    """A walk over many dates against a check of the first."""
    with tempfile.TemporaryDirectory() as folder:
        one = loaded(changing(cities), folder)
    single = seconds(lambda: check(one.files, one.sources, one.sheets, today=DAY, at=DAY))
    return seconds(lambda: check(one.files, one.sources, one.sheets, today=DAY)) / single


def main() -> None:
    """Prints the ratios."""
    cities = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    gc.disable()
    binding, judging = costs(cities, ENTRIES)
    _, half = costs(cities, ENTRIES // 2)
    print(f"{cities} cities, {ENTRIES:,} entries: judging {judging:.2f} s")
    print(f"judging, entries / half of them   {judging / half:.2f}")
    print(f"judging / binding and reading     {judging / binding:.2f}")
    print(f"peak where all restate the list   {peak(cities):.0f} MiB")
    print(f"walk over {DATES} dates / one date     {walking(cities):.2f}")


if __name__ == "__main__":
    main()
