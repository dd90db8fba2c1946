"""What the room of a city of about 500 cells costs, and proving the bundled law: `python tests/bench/room.py`."""

from __future__ import annotations

import time
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from qingdan_checker.bounding import bounds
from qingdan_checker.pipeline import prove
from qingdan_checker.resolve import NO_SHEETS
from qingdan_checker.room.solver import open_solver
from qingdan_dsl.parse import parse
from qingdan_dsl.source import Source, read

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from qingdan_dsl.syntax.declarations import File

DAY = date(2026, 1, 1)
LAW = Path(__file__).parents[2] / "policies"
TIERS = ("t1", "t2", "t3", "t4", "t5")
GROUPS = 10
ZONES = 10


def city() -> str:
    """A city whose ratios differ by five tiers, ten groups and ten zones: 500 cells, with gaps between all tiers."""
    groups, zones = (" ".join(f"{letter}{at}" for at in range(size)) for letter, size in (("g", GROUPS), ("z", ZONES)))
    gaps = "\n".join(
        f"rule gap-{at}: ratio[{one}] - ratio[{two}] >= 3pp" for at, (one, two) in enumerate(pairwise(TIERS))
    )
    rows = "\n".join(
        f"set ratio for {tier}, g{group}, z{zone}: {'unknown' if zone == 5 else f'{95 - 5 * at - zone % 3}%'}"
        for at, tier in enumerate(TIERS)
        for group in range(GROUPS)
        for zone in range(ZONES)
    )
    return f"""
dimension tier ordered {{ {" ".join(TIERS)} }}
dimension kind {{ {groups} }}
dimension zone {{ {zones} }}
item ratio {{ value percent in 0%..100%  by tier, kind, zone  better higher }}
jurisdiction cn "国" {{ level nation }}
jurisdiction city "市" {{ level municipality  within cn }}
document cn.list "清单" {{ issuer cn  issued 2020-01-01
    article "1" {{ delegate ratio to municipality
        {gaps}
        rule floor: ratio >= 50% }} }}
document city.a "措施" {{ issuer city  issued 2021-01-01
    article "1" {{ {rows} }} }}
"""


def parsed(texts: Mapping[str, bytes]) -> tuple[list[File], dict[str, Source]]:
    """The trees and sources of some texts."""
    sources = {path: one for path, data in texts.items() if isinstance(one := read(path, data), Source)}
    return [parse(one) for one in sources.values()], sources


def seconds(work: Callable[[], object]) -> float:
    """How long a piece of work takes, at best of three."""
    found: list[float] = []
    for _ in range(3):
        start = time.process_time()
        work()
        found.append(time.process_time() - start)
    return min(found)


def main() -> None:
    """Prints the figures."""
    files, sources = parsed({"a.qd": city().encode()})
    once = seconds(lambda: bounds(files, sources, NO_SHEETS, jurisdiction="city", item=None, day=DAY))
    print(f"bounds, 500 cells       {once:.2f} s")
    trees, texts = parsed({path.as_posix(): path.read_bytes() for path in sorted(LAW.rglob("*.qd*"))})
    solver = open_solver()
    once = seconds(lambda: prove(trees, texts, NO_SHEETS, today=DAY, solver=solver))
    print(f"prove, the bundled law  {once:.2f} s")


if __name__ == "__main__":
    main()
