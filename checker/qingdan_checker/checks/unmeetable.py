"""Whatever an unknown number is, some rule is broken.

Why
    The known numbers of a table leave no value within the item's range for one that is unknown or not set, so the
    rules that are named cannot all be met, however the figure turns out. The weakest force among them makes it an
    error (must) or a warning (in principle).

Example
    The ratio at secondary institutions cannot be read. Between 91% and 88% there is no room for gaps of 3 and 5 points.

        document hebei.gaps-2021 "差距" { issuer hebei  issued 2021-01-01
            article "1" {
                rule gap-12: inpatient.ratio[primary] - inpatient.ratio[secondary] >= 3pp
                rule gap-23: inpatient.ratio[secondary] - inpatient.ratio[tertiary] >= 5pp
            }
        }
        document cangzhou.table-2022 "待遇" { issuer cangzhou  issued 2022-06-01
            article "1" { set inpatient.ratio { primary: 91%  secondary: unknown  tertiary: 88% } }
        }

What to do
    Change one of the known numbers; `qingdan bounds` tells what the rules leave each.

Source in law
    The rules themselves, which are cited.

"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from qingdan_checker.excuses import BREACH_SEVERITY
from qingdan_checker.room.parts import FORCES
from qingdan_checker.room.saying import cells_text, inequalities
from qingdan_checker.room.told import about_rules
from qingdan_checker.room.unmet import unmet
from qingdan_checker.trace import made_last, steps

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qingdan_checker import model as m
    from qingdan_checker.findings import Finding
    from qingdan_checker.room.unmet import Unmet
    from qingdan_checker.round import Round
    from qingdan_checker.verdict import Verdict

CODE = "unmeetable"

CHINESE = """无论未知的数字是多少，总有规则被违反。

为什么
    表中已知的数字没有给未知或未设定的数字在取值范围内留下余地：无论它是多少，所列规则都无法同时满足。
    其中最弱的约束力决定级别：必须为错误，原则上为警告。

示例
    二级医疗机构的比例无法辨认；91% 与 88% 之间容不下 3 个和 5 个百分点的差距。

        文件 hebei.gaps-2021 "差距" { 发文机关 河北省  印发 2021年1月1日
            条 "一" {
                规则 gap-12：住院支付比例[一级及以下] - 住院支付比例[二级] ≥ 3个百分点
                规则 gap-23：住院支付比例[二级] - 住院支付比例[三级] ≥ 5个百分点
            }
        }
        文件 cangzhou.table-2022 "待遇" { 发文机关 沧州市  印发 2022年6月1日
            条 "一" { 设定 住院支付比例 { 一级及以下：91％  二级：未知  三级：88％ } }
        }

怎么办
    修改某个已知的数字；“qingdan bounds” 列出规则给每个数字留下的余地。

法律依据
    所引的各条规则。
"""


def find(round_: Round) -> Iterator[Finding]:
    """One finding for each jurisdiction and smallest set of rules that it cannot meet whatever its open values are."""
    for verdicts in round_.by_place:
        if any(one.open for one in verdicts):
            yield from round_.memory.once((CODE, id(verdicts)), partial(_found, round_, verdicts))


def _found(round_: Round, verdicts: Sequence[Verdict]) -> list[Finding]:
    place = verdicts[0].place
    by_rules: dict[tuple[m.Rule, ...], list[Unmet]] = {}
    for one in unmet(round_, verdicts):
        by_rules.setdefault(one.rules, []).append(one)
    return [_finding(round_, place, ones) for ones in by_rules.values()]


def _finding(round_: Round, place: m.Jurisdiction, ones: Sequence[Unmet]) -> Finding:
    """A set of rules that cannot be met, perhaps at several cells: the first shows it."""
    one = ones[0]
    force = max((rule.force for rule in one.rules), key=FORCES.index)
    cells = cells_text(round_.day, one.spread, [cell for other in ones for cell in other.free])
    facts = {"bounds": inequalities(round_.day, one.spread, one.shown), "cells": "; ".join(cells)}
    found = about_rules(round_, one.rules, BREACH_SEVERITY[force], (CODE, "cells", facts))
    known = steps(round_, place, one.known)
    where = made_last(round_, place, one.free) or made_last(round_, place, one.known)
    return replace(
        found,
        place=round_.place(where) if where else found.place,
        jurisdiction=place.name,
        trace=known,
        related=tuple(round_.related("bound", rule, rule.named_at) for rule in one.rules),
        draft=found.draft or any(round_.model.documents[step.document].draft for step in known),
        anchor=", ".join([*(rule.name for rule in one.rules[:-1]), *cells]),
    )
