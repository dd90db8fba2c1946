"""What a check costs, as ratios in one run: `python tests/bench/checking.py [CITIES]`.

Prints judging against parsing, twice the cities against once, a second run of the command against the first,
`--version` against an empty Python, and the peak memory of a cold check. On a noisy machine ratios hold, and seconds
do not.
"""

from __future__ import annotations

import gc
import os
import resource
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from cities import repository

from qingdan_checker.pipeline import check
from qingdan_checker.resolve import resolve
from qingdan_dsl.grammar import compile_grammar
from qingdan_dsl.parse import parse
from qingdan_dsl.source import Source, read

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

DAY = date(2022, 10, 1)
COMMAND = [sys.executable, "-c", "from qingdan_checker.cli import main; main()"]


def seconds(work: Callable[[], object]) -> float:
    """How long a piece of work takes, at best of three."""
    found: list[float] = []
    for _ in range(3):
        gc.collect()
        start = time.perf_counter()
        work()
        found.append(time.perf_counter() - start)
    return min(found)


def in_process(texts: Mapping[str, str]) -> tuple[float, float, float]:
    """Seconds to parse, to bind names, and to judge one date."""
    grammar = compile_grammar()
    sources = {path: source for path, text in texts.items() if isinstance(source := read(path, text.encode()), Source)}
    files = [parse(source, grammar) for source in sources.values()]
    parsing = seconds(lambda: [parse(source, grammar) for source in sources.values()])
    binding = seconds(lambda: resolve(files))
    whole = seconds(lambda: check(files, sources, today=DAY, at=DAY))
    return parsing, binding, whole - binding


def run(*arguments: str, cache: str) -> float:
    """Seconds that a run of the command takes."""
    start = time.perf_counter()
    environment = os.environ | {"XDG_CACHE_HOME": cache}
    subprocess.run([*COMMAND, *arguments], env=environment, stdout=subprocess.DEVNULL, check=False)
    return time.perf_counter() - start


def main() -> None:
    """Prints the ratios."""
    cities = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    gc.disable()
    parsing, binding, judging = in_process(dict(repository(cities)))
    _, _, half = in_process(dict(repository(cities // 2)))
    lines = sum(text.count("\n") for _, text in repository(cities))
    print(f"{cities} cities, {lines} lines: parsing {lines / parsing:,.0f} lines/s")
    print(f"judging / parsing            {judging / parsing:.2f}")
    print(f"binding names / parsing      {binding / parsing:.2f}")
    print(f"judging, N / half of N       {judging / half:.2f}")
    with tempfile.TemporaryDirectory() as folder:
        for path, text in repository(cities):
            place = Path(folder, "repository", path)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(text, encoding="utf-8")
        target = ("check", f"{folder}/repository", "--at", DAY.isoformat(), "--format", "json")
        cold = run(*target, cache=f"{folder}/cache")
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        warm = min(run(*target, cache=f"{folder}/cache") for _ in range(3))
        version = min(run("--version", cache=folder) for _ in range(5))
    nothing = seconds(lambda: subprocess.run([sys.executable, "-c", "pass"], check=False))
    print(f"first run / second run       {cold / warm:.1f}")
    print(f"peak memory of the first run {peak:.0f} MiB")
    print(f"--version / python -c pass   {version / nothing:.2f}")


if __name__ == "__main__":
    main()
