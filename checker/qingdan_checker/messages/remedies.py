"""What a drafter can change so that a comparison holds: the provision, and the number that it would need."""

from __future__ import annotations

import re
from fractions import Fraction
from math import prod
from typing import TYPE_CHECKING, Final

from qingdan_checker.messages.language import counted
from qingdan_checker.quantity import show_number

if TYPE_CHECKING:
    from qingdan_checker.findings import Combination, Edit, Finding, Step
    from qingdan_checker.messages.book import Book

_QUANTITY: Final = re.compile(r"(?P<sign>[+-]?)(?P<number>\d+(?:\.\d+)?(?:/\d+)?)(?P<unit>%|pp| [a-z-]+|)")
_SAME: Final = {"pp": "%", "%": "%"}
_WHOLE: Final = 100


def change(finding: Finding, facts: dict[str, str], book: Book) -> str:
    """What would have to change, up to the `or` before the approval."""
    told = _mended(finding, facts, book)
    if told:
        return told
    worst, operator, left = finding.worst, facts.get("operator", ""), facts.get("left_text", "")
    if worst is None or not worst.margin or not worst.margin.startswith("-"):
        return book.pick("change the provision, or ", "修改此项规定，或")
    short, said = book.points(worst.margin[1:]), book.phrase(worst.margin[1:])
    at, there = _at(worst, book)
    untried = "" if finding.keys else _untried(finding, book)
    if operator[0] == ">":
        return book.pick(
            f"raise `{left}` by at least {short}{at}{untried}, or ", f"{there}将{left}至少提高{said}{untried}，或"
        )
    if operator[0] == "<":
        return book.pick(
            f"lower `{left}` by at least {short}{at}{untried}, or ", f"{there}将{left}至少降低{said}{untried}，或"
        )
    right = book.phrase(worst.right or "")
    return book.pick(f"bring `{left}` to {right}{at}{untried}, or ", f"{there}使{left}等于{right}{untried}，或")


def _untried(finding: Finding, book: Book) -> str:
    """That advice is for the worst combination alone, and that no second run has tried it."""
    others = counts(finding)[0] - 1
    more = counted(others, "other combination is", "other combinations are")
    return book.pick(
        " (not tried against the other rules" + (f"; {more} broken too)" if others > 0 else ")"),
        "（未对照其他规则试算" + (f"；另有 {others} 种组合同样不符合）" if others > 0 else "）"),
    )


def counts(finding: Finding) -> tuple[int, int]:
    """How many combinations of how many, those that nothing tells apart counted as one."""
    alike = prod(size for _, size in finding.worst.alike) if finding.worst else 1
    return (finding.cells or 0) // alike, (finding.of or 0) // alike


def _at(worst: Combination, book: Book) -> tuple[str, str]:
    """The amounts at which so much is lacking, behind and before what is said: at others it may be more."""
    moving = dict(worst.over)
    amounts = book.cell(tuple(part for part in worst.cell if part[0] in moving))
    return (f" at {amounts}", f"在{amounts}时") if amounts else ("", "")


def _mended(finding: Finding, facts: dict[str, str], book: Book) -> str:
    """What would mend it, where that is known number by number, or entry by entry."""
    if finding.keys and not facts.get("operator"):
        return book.pick("bring these entries into line with that list, or ", "使这些条目与该目录一致，或")
    if finding.blocked:
        return _blocked(finding, book)
    told = repairs(finding, book)
    if not told and (told := remedies(finding, book)):
        told[-1] += _untried(finding, book)
    return book.pick(", ", "，或").join([*told, book.pick("or ", "")]) if told else ""


def _blocked(finding: Finding, book: Book) -> str:
    """The rules that no numbers of its own can meet, with where they stand."""
    said = [book.sourced(name, book.quoted(name)) for name in finding.blocked]
    return book.pick(
        f"no number of its own helps, since {book.listed(said)} leave none; ",
        f"单凭本地数字无法满足：{book.listed(said)}没有留下余地；",
    )


def remedies(finding: Finding, book: Book) -> list[str]:
    """The changes that would each do, for the worst combination; nothing where they cannot be told so simply."""
    rule = book.report.rules.get(finding.rule or "")
    worst = finding.worst
    if rule is None or rule.comparison is None or worst is None or worst.over:
        return []
    if not (worst.margin or "").startswith("-"):
        return []
    operator = rule.comparison.operator
    if operator[0] not in "<>":
        return []
    up = operator[0] == ">"
    if rule.comparison.gap:
        _, first, second = rule.comparison.gap
        sides = [(_last(finding, second), not up, book.name(second)), (_last(finding, first), up, book.name(first))]
    elif _is_plain(rule.comparison.left):
        sides = [(_last(finding, ""), up, book.pick("it", "该值"))]
    else:
        return []
    told = [_told(step, name, worst, book, up=rises) for step, rises, name in sides if step]
    return [one for one in told if one]


def repairs(finding: Finding, book: Book) -> list[str]:
    """The changes that a second run has shown to remove the finding, the smallest first."""
    return [
        book.pick(" and ", "并").join(_edited(one, finding, book) for one in repair.edits) for repair in finding.repairs
    ]


def _edited(one: Edit, finding: Finding, book: Book) -> str:
    line, column = one.place.line, one.place.column
    path = one.place.file if one.place.file != finding.place.file else ""
    there = book.pick(
        f"line {line}, column {column}" if one.item else f"line {line}",
        f"第{line}行第{column}列" if one.item else f"第{line}行",
    )
    where = book.pick(f"{path}, {there}" if path else there, f"{path} {there}" if path else there)
    old, new = book.phrase(one.old), book.phrase(one.new)
    named = [book.name(one.item)] if one.item else []
    who = ", ".join([*named, *([book.phrase(one.cell)] if one.cell else [])])
    whom = book.pick(f" for {who}", f"{who.replace(', ', '、')}的") if who else ""
    return book.pick(f"change {old} to {new}{whom} ({where})", f"将{whom}{old}改为{new}（{where}）")


def _is_plain(left: str) -> bool:
    """Whether a side is one name, perhaps with pins."""
    return re.fullmatch(r"[\w.`-]+(?:\s*\[[^\]]*\])?", left) is not None


def _last(finding: Finding, member: str) -> Step | None:
    """The local level's own provision that acted last on a value (of a member), if it did so by a plain number."""
    steps = [step for step in finding.trace if not member or member in dict(step.cell).values()]
    if not steps or not steps[-1].own or steps[-1].linked or steps[-1].act not in {"set", "adjust"}:
        return None
    if not member and len({(step.what, step.cell) for step in steps}) > 1:
        return None
    return steps[-1]


def _told(step: Step, name: str, worst: Combination, book: Book, *, up: bool) -> str:
    short = _QUANTITY.fullmatch((worst.margin or "")[1:])
    value, result = _QUANTITY.fullmatch(step.value), _QUANTITY.fullmatch(step.result)
    if not short or not value or not result or _unit(short["unit"]) != _unit(value["unit"]):
        return ""
    move = Fraction(short["number"]) * (1 if up else -1)
    after = Fraction(result["number"]) + move
    number = Fraction(value["number"]) * (-1 if value["sign"] == "-" else 1) + move
    if after < 0 or (result["unit"] == "%" and after > _WHOLE):
        return ""
    sign = "+" if step.act == "adjust" and number >= 0 else ""
    wanted = book.phrase(f"{sign}{show_number(number)}{value['unit']}")
    line, old = step.place.line, book.phrase(step.value)
    if up:
        return book.pick(
            f"raise {name} from {old} to {wanted} (line {line})", f"将{name}由{old}提高到{wanted}（第{line}行）"
        )
    return book.pick(
        f"lower {name} from {old} to {wanted} (line {line})", f"将{name}由{old}降低到{wanted}（第{line}行）"
    )


def _unit(unit: str) -> str:
    return _SAME.get(unit, unit)
