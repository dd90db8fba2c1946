"""A change is made to a number that nobody has set.

Why
    The cell is unset for the issuer and for everyone below it, so the change has no effect.

Example
    Five more points for TCM hospitals, where no ratio is set for one of the schemes.

What to do
    Set the value first, or narrow the change to what is set.

Source in law
    None of its own: a provision without effect is a slip of drafting.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from qingdan_checker import model as m
from qingdan_checker.effect.table import cells_concerned
from qingdan_checker.findings import Finding
from qingdan_checker.round import Round
from qingdan_checker.tables import common_cells, is_unset, own_statements

CODE = "nothing-to-adjust"

CHINESE = """所调整的数值无人设定。

为什么
    该情形在发文机关及其以下各级均未设定，调整不起作用。

示例
    为中医医院提高 5 个百分点，而某险种没有设定比例。

怎么办
    先设定数值，或把调整限于已设定的情形。

法律依据
    无专门依据：不起作用的条款属于起草疏漏。
"""


def find(round_: Round) -> Iterator[Finding]:
    """One finding for each `adjust` that reaches cells which are unset throughout its area."""
    for item, place, statements in own_statements(round_, "adjust"):
        for statement in statements:
            find = partial(_of_statement, round_, item, place, statement)
            yield from round_.remember(CODE, statement, item, place, find)


def _of_statement(round_: Round, item: m.Item, place: m.Jurisdiction, statement: m.Deciding) -> Iterator[Finding]:
    cells = cells_concerned(item.dimensions, list(dict.fromkeys(_idle(round_, item, place, statement))))
    if cells:
        yield _finding(round_, item, place, statement, cells)


def _idle(round_: Round, item: m.Item, place: m.Jurisdiction, statement: m.Deciding) -> Iterator[tuple[int, ...]]:
    """The classes of cells that a statement adjusts in some table and that no table has set."""
    places = round_.below(place)
    whole = tuple((1 << round_.day.size(axis)) - 1 for axis in item.dimensions)
    own = round_.effect(place)
    if not any(is_unset(own, item, key) for one in statement.provisions for key, _ in own.keys(item, own.box(one))):
        return
    for key, masks in common_cells(round_, places, item, whole):
        tables = [round_.effect(other) for other in places]
        if not is_unset(own, item, key):
            continue
        covered = any(table.covers(one, key) for one in statement.provisions for table in tables)
        if covered and all(is_unset(table, item, key) for table in tables):
            yield masks


def _finding(round_: Round, item: m.Item, place: m.Jurisdiction, statement: m.Deciding, cells: int) -> Finding:
    return Finding(
        code=CODE,
        severity="warning",
        facts=(("item", item.name),),
        place=round_.place(statement.where),
        jurisdiction=place.name,
        cells=cells,
        draft=statement.document.draft,
        document=statement.document.name,
        article=statement.article,
        anchor=item.name,
    )
