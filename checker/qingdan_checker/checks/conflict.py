"""Two provisions, or two figures, claim the same cell and neither gives way.

Why
    Of one issuer's provisions an amending document's beats the amended one's; else the narrower beats the other if
    it is not older; else the newer if the other is not narrower. Where none of these decides, the issuer has to.

Example
    A general table of 2022 beside a special one of 2020: which of them holds for TCM hospitals?

        document cangzhou.tcm-2020 "中医医院比例" {
            issuer cangzhou  issued 2020-06-01
            article "1" { set inpatient.ratio for tcm: 95% }
        }
        document cangzhou.measures-2022 "住院待遇" {
            issuer cangzhou  issued 2022-06-01
            article "1" { set inpatient.ratio: 90% }
        }

What to do
    Withdraw one of the provisions, let the newer document amend the older one, or write the special case anew.

Source in law
    Legislation Law of 2023, arts. 105 and 106: a conflict between a new general and an old special provision of one
    issuer is left to that issuer to settle.

"""

from __future__ import annotations

from collections import Counter
from functools import partial
from itertools import combinations
from typing import TYPE_CHECKING, Final

from qingdan_checker.effect import cells_concerned
from qingdan_checker.findings import Finding
from qingdan_checker.quantity import Gap
from qingdan_checker.tables import common_cells, own_statements

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qingdan_checker import model as m
    from qingdan_checker.round import Round

CODE = "conflict"

CHINESE = """两条规定（或两个统计数）涉及同一情形，互不让位。

为什么
    同一机关的规定之间：修改者优先于被修改者；否则，较具体且不更旧的优先；否则，较新且对方不更具体的优先。
    都不能决定时，由制定机关裁决。

示例
    2022 年的一般规定与 2020 年的特别规定并存：中医医院适用哪一条？

        文件 cangzhou.tcm-2020 "中医医院比例" {
            发文机关 沧州市  印发 2020年6月1日
            条 "一" { 设定 住院支付比例 适用 中医医院：95％ }
        }
        文件 cangzhou.measures-2022 "住院待遇" {
            发文机关 沧州市  印发 2022年6月1日
            条 "一" { 设定 住院支付比例：90％ }
        }

怎么办
    撤回其中一条；或由新文件修改旧文件；或重新制定特别规定。

法律依据
    《立法法》（2023 年）第一百零五条、第一百零六条：同一机关新的一般规定与旧的特别规定不一致的，由制定机关裁决。
"""


def find(round_: Round) -> Iterator[Finding]:
    """One finding for each item and issuer of rival provisions, and for each figure observed differently."""
    for item, place, statements in own_statements(round_, "set"):
        yield from round_.remember(CODE, item, item, place, partial(_of_item, round_, item, place, statements))
    yield from _of_figures(round_)


def _of_item(round_: Round, item: m.Item, place: m.Jurisdiction, statements: Sequence[m.Deciding]) -> Iterator[Finding]:
    provisions = [one for statement in statements for one in statement.provisions]
    if not _overlap(round_, provisions):
        return
    places = round_.below(place) if any(one.is_computed for one in provisions) else [place]
    box = [round_.day.everything(axis) for axis in item.dimensions]
    clashing: list[tuple[int, ...]] = []
    found: dict[m.Provision, None] = {}
    for key, masks in common_cells(round_, places, item, box):
        for other in places:
            cell = round_.effect(other).cell(item, key)
            if cell.clash and cell.provisions[0].statement.issuer is place:
                clashing.append(masks)
                found.update(dict.fromkeys(cell.provisions))
    if clashing:
        yield _finding(round_, item, place, list(found), cells_concerned(item.dimensions, clashing))


FEW: Final = 60
"""So many provisions are compared in pairs; of more, the cells that they reach are counted."""


def _overlap(round_: Round, provisions: Sequence[m.Provision]) -> bool:
    """Whether some cell is in the regions of two of these provisions."""
    boxes = [round_.day.box(one) for one in provisions]
    if len(boxes) <= FEW:
        return any(all(a & b for a, b in zip(*pair, strict=True)) for pair in combinations(boxes, 2))
    statement = provisions[0].statement
    effect = round_.effect(statement.issuer)
    reached = Counter(key for box in boxes for key, _ in effect.keys(statement.item, box))
    return any(count > 1 for count in reached.values())


def _finding(
    round_: Round, item: m.Item, place: m.Jurisdiction, provisions: Sequence[m.Provision], cells: int
) -> Finding:
    order = sorted(provisions, key=lambda one: (round_.day.since(one.statement), round_.at(one.where)))
    last = order[-1]
    return Finding(
        code=CODE,
        severity="error",
        reason="provisions",
        facts=(("item", item.name),),
        place=round_.place(last.where),
        jurisdiction=place.name,
        cells=cells,
        related=tuple(round_.related("rival", one.statement, one.where) for one in order[:-1]),
        draft=any(one.statement.document.draft for one in provisions),
        document=last.statement.document.name,
        article=last.statement.article,
        anchor=item.name,
    )


def _of_figures(round_: Round) -> Iterator[Finding]:
    for (statistic, year), by_place in round_.day.figures.items():
        for place, figures in by_place.items():
            answer = round_.effect(place).figure(statistic, year) if len(figures) > 1 else None
            if isinstance(answer, Gap) and answer.reason == "conflict":
                order = sorted(figures, key=lambda one: round_.at(one.where))
                last = order[-1]
                yield Finding(
                    code=CODE,
                    severity="error",
                    reason="figures",
                    facts=(("statistic", statistic.name), ("year", "" if year is None else str(year))),
                    place=round_.place(last.where),
                    jurisdiction=place.name,
                    cells=1,
                    related=tuple(round_.related("rival", one.statement, one.where) for one in order[:-1]),
                    draft=any(one.statement.document.draft for one in figures),
                    document=last.statement.document.name,
                    article=last.statement.article,
                    anchor=f"{statistic.name} {year}",
                )
