"""How wide the columns of a table want to be, from the texts in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from qingdan_checker.layout.columns import width

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

NARROWEST: Final = 6
WIDEST: Final = 60
_FEW: Final = 8
_MARK: Final = 3
"""Columns of half a Chinese character, of a column of a table."""


def wanted(rows: Iterable[Sequence[str]]) -> list[int]:
    """The columns that each column of some rows of text takes, within what is readable."""
    found: list[int] = []
    for row in rows:
        found.extend([NARROWEST] * (len(row) - len(found)))
        for at, text in enumerate(row):
            if found[at] < WIDEST:
                found[at] = min(WIDEST, max(found[at], *(width(line) for line in text.split("\n"))))
    return found


def parted(total: int, shares: Sequence[int]) -> list[int]:
    """A length parted by shares, without a remainder: the last part takes it."""
    parts = [total * share // sum(shares) for share in shares]
    parts[-1] += total - sum(parts)
    return parts


def levelled(widths: Sequence[int], most: int, least: int) -> list[int]:
    """Widths of which the widest are cut, alike, until all together take no more; none to less than `least`."""
    cap = max(widths)
    while cap > least and sum(min(wide, cap) for wide in widths) > most:
        cap -= 1
    return [min(wide, cap) for wide in widths]


def on_end(heads: Sequence[str], *, dense: bool) -> bool:
    """Whether the heads of a table stand on end: many words over columns of marks."""
    return dense and len(heads) > _FEW and max(width(head) for head in heads[1:]) > _MARK
