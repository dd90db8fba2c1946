"""A value that must be there is not.

Why
    A higher level requires that every jurisdiction of a level has a value, and this one has none; or a provision
    decides a cell with a VALUE that comes to nothing, so that the cell stays unset.

Example
    TCM hospitals use the deductible of the tier below, and there is none below the lowest tier.

        document cangzhou.measures-2022 "住院待遇" {
            issuer cangzhou  issued 2022-06-01
            article "1" {
                set inpatient.deductible for general { primary: 200 yuan  secondary: 400 yuan  tertiary: 1_000 yuan }
                set inpatient.deductible for tcm: inpatient.deductible[previous tier, general]
            }
        }

What to do
    Set the value; or give the case without a neighbour a value of its own.

Source in law
    The requirement that is cited; or the article of the provision.

"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from qingdan_checker import model as m
from qingdan_checker.effect import Cell, Effect, cells_concerned
from qingdan_checker.excuses import BREACH_SEVERITY
from qingdan_checker.findings import Finding, Severity
from qingdan_checker.quantity import Gap, is_missing
from qingdan_checker.tables import common_cells

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from qingdan_checker.round import Round

CODE = "missing"

CHINESE = """应有的数值缺失。

为什么
    上级要求该层级的每个地区都有数值，而此地没有；或某条款的取值无法得出，该情形仍未设定。

示例
    中医医院执行低一级医疗机构的起付标准，而最低一级之下没有更低的级别。

        文件 cangzhou.measures-2022 "住院待遇" {
            发文机关 沧州市  印发 2022年6月1日
            条 "一" {
                设定 住院起付标准 适用 综合医院 { 一级及以下：200元  二级：400元  三级：1000元 }
                设定 住院起付标准 适用 中医医院：住院起付标准[前一 医疗机构级别，综合医院]
            }
        }

怎么办
    设定数值；或为没有低一级的情形单独规定。

法律依据
    所引的“要求”条款，或该条款所在条文。
"""


def find(round_: Round) -> Iterator[Finding]:
    """One finding for each requirement and jurisdiction, and one for each provision without a value."""
    for requirement in round_.day.kept.requirements:
        yield from _required(round_, requirement)
    for statement in round_.day.kept.deciding:
        for provision in statement.provisions if round_.judges(statement.issuer) else ():
            if provision.is_computed:
                find = partial(_valueless, round_, provision)
                yield from round_.remember(CODE, provision, statement.item, statement.issuer, find)


def _required(round_: Round, requirement: m.Requirement) -> Iterator[Finding]:
    level = requirement.rank or round_.day.authority.lowest_level(requirement)
    if level is None:
        yield _finding(round_, requirement, requirement.where, code="value", severity="error", reason="no-level")
        return
    for place in round_.below(requirement.issuer):
        if place.rank == level and place is not requirement.issuer and _is_bound(round_, place):
            cells = _lacking(round_, requirement, round_.effect(place))
            if cells:
                severity = BREACH_SEVERITY[requirement.force]
                yield _finding(round_, requirement, requirement.where, severity=severity, cells=cells, place=place)


def _is_bound(round_: Round, place: m.Jurisdiction) -> bool:
    return round_.judges(place) and place in round_.issuing


def _lacking(round_: Round, requirement: m.Requirement, effect: Effect) -> int:
    item = requirement.item
    box = [
        round_.day.mask(term) if (term := requirement.region.get(axis.name)) else (1 << round_.day.size(axis)) - 1
        for axis in item.dimensions
    ]
    classes = [
        masks for key, masks in effect.keys_for(item, box, requirement.condition) if effect.cell(item, key).is_unset
    ]
    return cells_concerned(item.dimensions, classes)


def _valueless(round_: Round, provision: m.Provision) -> Iterator[Finding]:
    statement = provision.statement
    item, place = statement.item, statement.issuer
    own = round_.effect(place)
    setting = statement.act == "set"
    if setting and not any(own.cell(item, key).is_unset for key, _ in own.keys(item, round_.day.box(provision))):
        return
    classes = list(_untaken(round_, provision, _set_without if setting else _changed_without))
    if classes:
        cells = cells_concerned(item.dimensions, classes)
        yield _finding(round_, statement, provision.where, cells=cells, place=place, reason=statement.act)


def _untaken(
    round_: Round, provision: m.Provision, takes: Callable[[m.Provision, Cell], bool | None]
) -> Iterator[tuple[int, ...]]:
    """The classes of cells for which some table takes a provision, and none that does has a value from it."""
    statement = provision.statement
    item = statement.item
    own = round_.effect(statement.issuer)
    places = round_.below(statement.issuer)
    for key, masks in common_cells(round_, places, item, round_.day.box(provision)):
        if statement.act == "set" and not own.cell(item, key).is_unset:
            continue
        answers = [takes(provision, round_.effect(place).cell(item, key)) for place in places]
        taken = [answer for answer in answers if answer is not None]
        if taken and all(taken):
            yield masks


def _set_without(provision: m.Provision, cell: Cell) -> bool | None:
    if provision not in cell.provisions:
        return None
    return cell.is_unset


def _changed_without(provision: m.Provision, cell: Cell) -> bool | None:
    for change in cell.changes:
        if change.provision is provision:
            return any(isinstance(answer, Gap) and is_missing(answer) for answer in change.answers)
    return None


def _finding(  # noqa: PLR0913  a requirement and a provision share all but these
    round_: Round,
    statement: m.Requirement | m.Deciding,
    where: m.Where,
    *,
    code: str = CODE,
    severity: Severity = "warning",
    cells: int | None = None,
    place: m.Jurisdiction | None = None,
    reason: str = "required",
) -> Finding:
    return Finding(
        code=code,
        severity=severity,
        reason=reason,
        facts=(("item", statement.item.name),),
        place=round_.place(where),
        force=statement.force if isinstance(statement, m.Requirement) and place else None,
        jurisdiction=place.name if place else None,
        cells=cells,
        draft=statement.document.draft,
        document=statement.document.name,
        article=statement.article,
        anchor=statement.item.name,
    )
