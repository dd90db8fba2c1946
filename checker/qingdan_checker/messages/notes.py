"""The lines below a finding: the case, the sum, what made the numbers, since when, what would help."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from qingdan_checker.clock import begins_later, days_left
from qingdan_checker.messages import policies, sources
from qingdan_checker.messages.gaps import DECIDES
from qingdan_checker.messages.headlines import arguments, gap, gap_facts
from qingdan_checker.messages.language import Sentence, counted
from qingdan_checker.messages.made import made
from qingdan_checker.messages.remedies import change, counts
from qingdan_checker.messages.slips import allowed, slip

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from qingdan_checker.findings import Combination, Finding, Step
    from qingdan_checker.messages.book import Book

MOST: Final = 10
"""How many of a list people are shown; machine formats have all."""

TAGS: Final = {
    "case": Sentence("case", "情形"),
    "all": Sentence("all", "范围"),
    "amounts": Sentence("where", "数额"),
    "sum": Sentence("sum", "算式"),
    "rule": Sentence("rule", "规则"),
    "made": Sentence("made", "来历"),
    "gaps": Sentence("lacks", "缺少"),
    "keys": Sentence("keys", "条目"),
    "since": Sentence("since", "期间"),
    "reason": Sentence("reason", "说明"),
    "source": Sentence("source", "来源"),
    "draft": Sentence("draft", "草案"),
    "help": Sentence("help", "建议"),
}

_DEMANDS: Final = {
    ">=": Sentence("{right} required", "要求不低于{right}"),
    ">": Sentence("more than {right} required", "要求高于{right}"),
    "<=": Sentence("{right} allowed", "要求不高于{right}"),
    "<": Sentence("less than {right} required", "要求低于{right}"),
    "=": Sentence("{right} required", "要求等于{right}"),
    "!=": Sentence("other than {right} required", "要求不等于{right}"),
}
_SHORT: Final = {
    ">": Sentence("{short} short", "差{short}"),
    "<": Sentence("{short} too much", "超出{short}"),
    "=": Sentence("{short} off", "相差{short}"),
}


class Note(NamedTuple):
    """A line below a finding, and the tag in front of it."""

    tag: str
    text: str


def notes(finding: Finding, book: Book) -> tuple[Note, ...]:
    """All lines below a finding, in their order."""
    found: list[Note] = []
    if finding.worst:
        found += _case(finding, finding.worst, book)
        found += _sum(finding, finding.worst, book) or _rule(finding, book)
    elif finding.cells:
        found.append(Note("all", " ".join(part for part in (_selectors(finding, book), _count(finding, book)) if part)))
    found += _between_levels(finding, book)
    if finding.trace:
        found.append(Note("made", made(finding.trace, book)))
    found += [Note("gaps", gap(reason, book)) for reason in finding.gaps[1:MOST]]
    if finding.keys:
        found.append(Note("keys", book.several([f"“{key}”" for key in finding.keys], MOST)))
    if finding.start and len(book.report.dates) > 1:
        found.append(Note("since", _since(finding, book)))
    found += _provenance(finding, book)
    if finding.draft:
        found.append(Note("draft", book.pick("rests on a draft", "依据的文件尚为草案")))
    text = _help(finding, book)
    return (*found, Note("help", text)) if text else tuple(found)


def _between_levels(finding: Finding, book: Book) -> list[Note]:
    """What a lower level requires, and what a higher one makes of that."""
    facts = arguments(finding, book)
    if "required" not in facts:
        return []
    text = book.pick("{own} here; {required} by {others}", "此处{own}；按{others}须{required}")
    return [Note("sum", text.format_map(facts))]


def _provenance(finding: Finding, book: Book) -> list[Note]:
    """What the rule says of itself, and where the texts come from that the finding rests on: what is unverified too."""
    rule = book.report.rules.get(finding.rule or "")
    found = [Note("reason", book.half(rule.because))] if rule and rule.because else []
    names = [rule.document] if rule else []
    names += [step.document for step in _all_steps(finding.trace)]
    for name in dict.fromkeys(names):
        facts = book.report.documents.get(name)
        if facts and facts.source:
            found.append(Note("source", f"{book.document(name)}{book.pick(': ', '：')}{book.half(facts.source)}"))
    return found


def _all_steps(steps: Iterable[Step]) -> Iterator[Step]:
    for step in steps:
        yield step
        yield from _all_steps(step.linked)


def _case(finding: Finding, worst: Combination, book: Book) -> list[Note]:
    if finding.keys and not worst.cell:
        return []
    alike = dict(worst.alike)
    told = tuple((name, part) for name, part in worst.cell if name not in alike)
    cell = book.cell(told) if told else book.pick("everyone", "所有情形")
    who = f"{book.name(finding.jurisdiction)}{book.pick(': ', '：')}" if finding.jurisdiction else ""
    found = [Note("case", f"{who}{cell}   {_count(finding, book)}".rstrip())]
    if finding.selectors and counts(finding)[0] > 1:
        found.append(Note("all", _selectors(finding, book)))
    return found + [Note("amounts", _listed(amounts, book)) for _, amounts in worst.over if amounts]


def _count(finding: Finding, book: Book) -> str:
    cells, of = counts(finding)
    if of > 1:
        return book.pick(f"{cells} of {of} combinations", f"{of} 种组合中的 {cells} 种")
    if cells > 1 or (cells and not finding.worst):
        return book.pick(counted(cells, "combination"), f"{cells} 种组合")
    return ""


def _selectors(finding: Finding, book: Book) -> str:
    return _listed(finding.selectors, book)


def _listed(selectors: Sequence[str], book: Book) -> str:
    shown = [_selector(selector, book) for selector in selectors]
    text = book.pick("; ", "；").join(shown[:MOST])
    more = len(shown) - MOST
    return text if more <= 0 else text + book.pick(f"; and {more} more", f"；另有 {more} 项")


def _selector(selector: str, book: Book) -> str:
    said = book.phrase(selector)
    return said if book.language == "en" else said.replace(", ", "、").replace(" 或 ", "或").replace("非 ", "非")


def _sum(finding: Finding, worst: Combination, book: Book) -> list[Note]:
    facts = arguments(finding, book)
    operator = facts.get("operator", "")
    if worst.left is None or worst.right is None or operator not in _DEMANDS:
        return []
    left, right = book.phrase(worst.left), book.phrase(worst.right)
    demand = _DEMANDS[operator].say(book.language, {"right": right})
    if facts["right_text"] != right:
        demand += book.pick(" ({})", "（{}）").format(_equation(facts["right_text"], facts.get("right_values"), right))
    text = _equation(facts["left_text"], facts.get("left_values"), left)
    return [
        Note("sum", book.pick("; ", "；").join(part for part in (text, demand, _short(operator, worst, book)) if part))
    ]


def _rule(finding: Finding, book: Book) -> list[Note]:
    """What the rule says, where there is no sum to show it by."""
    rule = book.report.rules.get(finding.rule or "")
    return [Note("rule", book.phrase(rule.text))] if rule and rule.text else []


def _equation(text: str, values: str | None, result: str) -> str:
    """A side as written, with its values, and what it comes to; each once."""
    return " = ".join(dict.fromkeys(part for part in (text, values, result) if part))


def _short(operator: str, worst: Combination, book: Book) -> str:
    if not worst.margin or not worst.margin.startswith("-") or operator[0] not in _SHORT:
        return ""
    return _SHORT[operator[0]].say(book.language, {"short": book.phrase(worst.margin[1:])})


def _days(number: int, more: str = "") -> str:
    return counted(number, f"{more} day".strip())


def _since(finding: Finding, book: Book) -> str:
    """From when to when it holds; on the first date that was checked it may have held long before."""
    report, start, until = book.report, finding.start, finding.until
    later, left = begins_later(report, finding), days_left(report, until)
    begun = book.pick(f"{start}, in {_days(later)}", f"{start} 起（{later} 天后）") if later else str(start)
    if until:
        rest = book.pick(f" ({_days(left, 'more')})", f"（尚余 {left} 天）") if left and not later else ""
        return book.pick(
            f"{begun}, until {until}{rest}", f"{begun.removesuffix(' 起')}{'' if later else ' '}至 {until}{rest}"
        )
    if later:
        return begun
    if start in report.dates[:1]:
        return book.pick(f"{start}, the first date that was checked", f"{start} 起（校验的第一天）")
    return book.pick(f"{start}", f"{start} 起")


# ---- help


def _help(finding: Finding, book: Book) -> str:
    facts = arguments(finding, book) | allowed(finding, book)
    if finding.code == "breach":
        return _help_breach(finding, facts, book)
    if finding.code == "undetermined":
        return _decides(finding, book)
    for table in (sources.HELP, policies.HELP):
        known = table.get(finding.code, {})
        for reason in (slip(finding) or finding.reason, finding.reason, ""):
            if reason in known and _complete(known[reason], facts):
                return known[reason].say(book.language, facts)
    return ""


def _complete(sentence: Sentence, facts: dict[str, str]) -> bool:
    """Whether all that the sentence names is there, and not empty."""
    empty = {name for name, value in facts.items() if not value}
    try:
        sentence.say("en", {name: value for name, value in facts.items() if name not in empty})
    except KeyError:
        return False
    return True


def _help_breach(finding: Finding, facts: dict[str, str], book: Book) -> str:
    rule = book.report.rules.get(finding.rule or "")
    if rule is None:
        return ""
    own = rule.issuer == finding.jurisdiction
    reason = "own" if own else "in-principle" if finding.force == "in-principle" else "must"
    if finding.force == "encouraged":
        return ""
    facts |= {"issuer": book.name(rule.issuer), "change": change(finding, facts, book)}
    return policies.HELP["breach"][reason].say(book.language, facts)


def _decides(finding: Finding, book: Book) -> str:
    """The facts that would decide it."""
    said: list[str] = []
    for reason in finding.gaps[:MOST]:
        kind = f"{reason.kind}-year" if f"{reason.kind}-year" in DECIDES and reason.year is not None else reason.kind
        if kind in DECIDES:
            said.append(DECIDES[kind].say(book.language, gap_facts(reason, book)))
    return book.pick("; ", "；").join(dict.fromkeys(said))
