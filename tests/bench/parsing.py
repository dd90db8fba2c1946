"""What parsing costs, as ratios in one run: `python tests/bench/parsing.py [CITIES]`.

Prints parsing by Lark alone against ours, a packed tree against the text, and twice the cities against once. Ratios
hold on a noisy machine; seconds do not.
"""

from __future__ import annotations

import gc
import re
import sys
import time
from typing import TYPE_CHECKING

from cities import repository
from larks import LarkAlone

from qingdan_dsl import pack
from qingdan_dsl.lexer import tokenize
from qingdan_dsl.parse import parse
from qingdan_dsl.source import Source, read

if TYPE_CHECKING:
    from collections.abc import Callable

ROUNDS = 9

_TABLE = re.compile(r"by scheme, tier \{\n(?:\s*\|.*\n)+\s*\}")
_BLOCK = """{
            employee { primary: 95%  secondary: 90%  tertiary: 85% }
            resident { primary: 90%  secondary: 80%  tertiary: 65% }
        }"""


def sources(cities: int, *, tables: bool = True) -> list[Source]:
    """The sources of a repository; without tables, which Lark's lexer cannot read, with blocks instead of them."""
    texts = ((path, text if tables else _TABLE.sub(_BLOCK, text)) for path, text in repository(cities))
    found = [read(path, text.encode()) for path, text in texts]
    return [source for source in found if isinstance(source, Source)]


def ratio(one: Callable[[], object], other: Callable[[], object]) -> float:
    """How many times as long the one takes as the other: the two by turns, the best of each."""
    best = [float("inf"), float("inf")]
    for _ in range(ROUNDS):
        for place, work in enumerate((one, other)):
            gc.collect()
            start = time.perf_counter()
            work()
            best[place] = min(best[place], time.perf_counter() - start)
    return best[0] / best[1]


def main() -> None:
    """Prints the ratios."""
    cities = int(sys.argv[1]) if len(sys.argv) > 1 else 50
    gc.disable()
    plain, once, twice = sources(cities, tables=False), sources(cities), sources(2 * cities)
    lark = LarkAlone()
    assert all(lark.parse(source) == parse(source).declarations for source in plain), "not the same trees"
    packed = [pack.dump(parse(source)) for source in once]

    lines = sum(source.text.count("\n") for source in once)
    print(f"{cities} cities, {lines} lines")
    by_lark = ratio(lambda: [*map(lark.parse, plain)], lambda: [*map(parse, plain)])
    print(f"Lark alone / ours            {by_lark:.2f}")
    from_text = ratio(lambda: [*map(parse, once)], lambda: [*map(pack.load, packed)])
    print(f"from text / from a pack      {from_text:.2f}")
    tokens = ratio(lambda: [tokenize(source.code) for source in once], lambda: [*map(parse, once)])
    print(f"tokens / tokens and tree     {tokens:.2f}")
    linear = ratio(lambda: [*map(parse, twice)], lambda: [*map(parse, once)])
    print(f"2N cities / N cities         {linear:.2f}")


if __name__ == "__main__":
    main()
