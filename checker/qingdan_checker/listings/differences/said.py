"""What is said of the differences between two sides, in words that all forms of the answer share."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final, TypeVar

from qingdan_checker.messages.gaps import STATES
from qingdan_checker.messages.gate import on_demand
from qingdan_checker.messages.headlines import headline
from qingdan_checker.messages.language import Sentence, counted
from qingdan_checker.messages.phrases import years_of_age
from qingdan_checker.messages.said import SEVERITIES as SEVERITY_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from qingdan_checker.differences.facts import Act, Altered, Blind, Differences, Gain, Moved, Relisted, Turn, Turned
    from qingdan_checker.findings import Report
    from qingdan_checker.messages.book import Book

_Key = TypeVar("_Key", bound=str)

HEADS: Final = {
    "provisions": Sentence("Provisions", "规定"),
    "moved": Sentence("In effect", "生效待遇"),
    "relisted": Sentence("Lists in effect", "生效目录"),
    "findings": Sentence("Findings", "结果"),
    "blind": Sentence("Not compared", "未能比较"),
}

GAINS: Final[dict[Gain, Sentence]] = {
    "better": Sentence("better for the insured", "对参保人更有利"),
    "worse": Sentence("worse for the insured", "对参保人更不利"),
    "neither": Sentence("neither better nor worse", "无优劣之分"),
    "gained": Sentence("new value", "新有取值"),
    "lost": Sentence("value lost", "不再有取值"),
    "open": Sentence("cannot be said", "尚不能判断"),
}

ACTS: Final[dict[Act, Sentence]] = {
    "added": Sentence("added", "新增"),
    "changed": Sentence("changed", "修改"),
    "removed": Sentence("removed", "删除"),
}

TURNS: Final[dict[Turn, Sentence]] = {
    "appeared": Sentence("appears", "新出现"),
    "worse": Sentence("worse", "加重"),
    "changed": Sentence("changed", "有变化"),
    "better": Sentence("milder", "减轻"),
    "vanished": Sentence("vanishes", "消失"),
}

MARKS: Final = {"added": "+", "changed": "~", "removed": "-"}
TURN_MARKS: Final = {"appeared": "+", "worse": "!", "changed": "~", "better": "~", "vanished": "-"}

NOTHING: Final = Sentence("nothing differs", "没有差异")
NOW: Final = Sentence("the files as they are now", "现在的文件")
EVERYONE: Final = Sentence("all", "所有情形")
LONGEST: Final = 160
"""Characters of a provision that people are shown; `json` has all."""


def title(found: Differences, book: Book) -> str:
    """What is compared with what, and for when."""
    old, new = (name or NOW.say(book.language) for name in found.names)
    first, last = found.dates[0], found.dates[-1]
    if first == last:
        return book.pick(f"{old} → {new}, on {first}", f"{old} → {new}，{first}")
    return book.pick(
        f"{old} → {new}, from {first} on (last change {last})", f"{old} → {new}，自 {first} 起（最后一次变化在 {last}）"
    )


def totals(found: Differences, book: Book) -> Iterator[str]:
    """How much differs, a line a sort; whether that is all."""
    if found.is_empty:
        yield NOTHING.say(book.language)
    for head, counts in (
        ("provisions", _counted(ACTS, [one.act for one in found.provisions], book)),
        ("moved", _counted(GAINS, [one.gain for one in found.moved], book)),
        ("relisted", _counted(ACTS, [one.act for one in found.relisted], book)),
        ("findings", _counted(TURNS, [one.turn for one in found.findings], book)),
    ):
        if counts:
            yield f"{HEADS[head].say(book.language)}{book.pick(': ', '：')}{book.pick(', ', '，').join(counts)}"
    yield from on_demand(type(book)(found.new, book.language))
    if not found.is_complete:
        yield book.pick(
            "the comparison is INCOMPLETE: more may differ than is shown", "比较不完整：实际差异可能多于所列"
        )


def _counted(words: Mapping[_Key, Sentence], keys: Sequence[_Key], book: Book) -> list[str]:
    return [f"{keys.count(key)} {word.say(book.language)}" for key, word in words.items() if key in keys]


# ---- parts


def value(shown: str | None, status: str, book: Book) -> str:
    """A value, or what stands in its place."""
    if shown is not None:
        return book.phrase(shown)
    state = STATES.get(status)
    return state.say(book.language) if state else status


def whom(one: Moved, book: Book) -> str:
    """The cells that move."""
    chosen = [phrased(selector, book) for selector in one.selectors]
    return book.pick("; ", "；").join(chosen) or EVERYONE.say(book.language)


def places(names: Sequence[str], report: Report, book: Book) -> str:
    """Jurisdictions; those below one that is named are counted with it."""
    inside = set(names)
    below: Counter[str] = Counter()
    tops = []
    for name in names:
        top, above = name, report.parents.get(name, "")
        while above:
            top, above = (above if above in inside else top), report.parents.get(above, "")
        if top == name:
            tops.append(name)
        else:
            below[top] += 1
    return book.several(_with_below(name, below[name], book) for name in tops)


def _with_below(name: str, count: int, book: Book) -> str:
    said = book.name(name)
    return f"{said}{book.pick(f' and {count} below', f'及下辖 {count} 个地区')}" if count else said


def stretch(start: date | None, until: date | None, book: Book) -> str:
    """From when to when."""
    if until is None:
        return book.pick(f"from {start}", f"自 {start} 起")
    return str(start) if start == until else book.pick(f"{start} to {until}", f"{start} 至 {until}")


def provision(one: Altered, book: Book) -> str:
    """What a provision is about, in which article, and how it was named and where it stood before."""
    article = f"{book.article(one.article)}{book.pick(': ', '：')}" if one.article else ""
    was = [phrased(one.what_before, book)] if one.what_before else []
    was += [book.article(one.article_before)] if one.article_before else []
    before = book.pick(f" (was {', '.join(was)})", f"（原为{'、'.join(was)}）") if was else ""
    return f"{article}{phrased(one.what, book)}{before}"


def wording(one: Altered, book: Book) -> str:
    """What it says, before and after; only what is there."""
    before, after = (shortened(book.phrase(text)) for text in (one.before, one.after))
    if one.act != "changed":
        return after or before
    return before if one.before == one.after else f"{before or '-'} → {after or '-'}"


def phrased(text: str, book: Book) -> str:
    """A selector in the words of this language; years of age as such."""
    said = book.phrase(text)
    return years_of_age(said, said) if book.language == "zh" else said


def shortened(text: str) -> str:
    """A text as long as people read it in a line."""
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def listed(one: Relisted, book: Book) -> str:
    """An entry by its key, with the fields that differ."""
    before, after = dict(one.before or ()), dict(one.after or ())
    if one.act != "changed":
        fields = ", ".join(f"{book.name(name)} {_field(text, book)}" for name, text in (after or before).items())
        return f"{one.key} ({fields})" if fields else one.key
    names = [name for name in sorted({*before, *after}) if before.get(name, "") != after.get(name, "")]
    moves = (
        f"{book.name(name)} {_field(before.get(name, ''), book)} → {_field(after.get(name, ''), book)}"
        for name in names
    )
    return f"{one.key}: {', '.join(moves)}"


def _field(text: str | None, book: Book) -> str:
    return book.pick("disputed", "规定不一") if text is None else f"“{text}”" if text else "-"


def told(one: Turned, found: Differences, book: Book) -> tuple[str, str]:
    """The headline of a finding as it was and as it is, empty where it is not there."""
    old = headline(one.old, type(book)(found.old, book.language)) if one.old else ""
    return old, headline(one.new, type(book)(found.new, book.language)) if one.new else ""


def numbers(one: Turned, book: Book) -> str:
    """What of a finding's numbers is otherwise now; empty where its headline says it."""
    old, new = one.old, one.new
    if old is None or new is None:
        return ""
    pairs = [
        (
            book.pick("margin", "余量"),
            *(book.phrase((it.worst.margin if it.worst else "") or "-") for it in (old, new)),
        ),
        (book.pick("combinations", "组合"), *(str(it.cells or "-") for it in (old, new))),
        (book.pick("severity", "级别"), *(SEVERITY_WORDS[it.severity].say(book.language) for it in (old, new))),
        (book.pick("from", "自"), *(str(it.start or "-") for it in (old, new))),
        (book.pick("until", "至"), *(str(it.until or "-") for it in (old, new))),
    ]
    return book.pick("; ", "；").join(f"{name} {before} → {after}" for name, before, after in pairs if before != after)


def unseen(one: Blind, found: Differences, book: Book) -> str:
    """Why something could not be compared."""
    side = {"old": found.names[0], "new": found.names[1], "": ""}[one.side] or NOW.say(book.language)
    item, place = book.name(one.what), book.name(one.jurisdiction)
    match one.kind:
        case "left-out":
            return book.pick(f"{side}: left out because of an error: {one.what}", f"{side}：因有错误未参与：{one.what}")
        case "provisions":
            number = counted(one.count, "provision")
            return book.pick(
                f"{side}: {number} of the other side may stand in what was left out here",
                f"{side}：另一边有 {one.count} 项规定可能在此处未参与的内容中",
            )
        case "too-many":
            return book.pick(f"{place}: {item} has too many combinations", f"{place}：{item}的组合过多")
        case "shape":
            return book.pick(
                f"{place}: {item} varies by a dimension that is of another sort now",
                f"{place}：{item}所按的维度已改为另一种",
            )
        case "link":
            return book.pick(f"{side}: not followed: {one.what}", f"{side}：未跟随：{one.what}")
        case "lacking":
            return book.pick(f"{side}: not there: {one.what}", f"{side}：没有 {one.what}")
