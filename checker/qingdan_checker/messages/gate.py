"""What a report says of a gate: how it stands to a baseline, what was left out on demand, and by which settings."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from qingdan_checker.messages.language import Sentence, counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from qingdan_checker.findings import Gone
    from qingdan_checker.messages.book import Book
    from qingdan_checker.narrowing import Narrowing

KNOWN: Final = Sentence("known", "已知")
"""A finding that a baseline has."""

WHAT_IF: Final = Sentence(
    "WHAT IF: this is not the verdict on the files, but on these with numbers that were only supposed",
    "假设校验：以下不是对文件本身的判定，而是代入假设数字后的结果",
)
"""What stands before and behind a report with suppositions."""

MOST_GONE: Final = 20
"""How many of what is gone are listed; `json` has all."""

MOST_TERMS: Final = 5


def gate(book: Book) -> Iterator[str]:
    """The lines about the gate, if there was anything of the kind."""
    yield from supposed(book)
    yield from on_demand(book)
    if book.report.unrepaired:
        count = book.report.unrepaired
        yield book.pick(
            f"no repair was sought for {counted(count, 'more breach', 'more breaches')}",
            f"另有 {count} 项违反未寻求修改方案",
        )
    if book.report.reach is not None:
        yield _reach(book)
    if book.report.baseline:
        yield from _baseline(book)


def supposed(book: Book) -> Iterator[str]:
    """That numbers were only supposed, first of all, and then which."""
    if book.report.supposed:
        yield WHAT_IF.say(book.language)
    for one in book.report.supposed:
        yield f"  {book.pick('what if', '假设')} {book.phrase(one)}"


def on_demand(book: Book) -> Iterator[str]:
    """The settings file in use, and what was left out because somebody asked for that."""
    settings = book.report.settings
    if settings:
        values = "; ".join(f"{key} = {value}" for key, value in settings.values)
        yield book.pick(f"settings of {settings.file}: ", f"设置文件 {settings.file}：") + values
    groups: dict[tuple[str, str], list[Narrowing]] = {}
    for one in book.report.narrowed:
        groups.setdefault((one.by, one.origin), []).append(one)
    for (by, origin), ones in groups.items():
        yield _said(by, origin, ones, book)


def _said(by: str, origin: str, ones: list[Narrowing], book: Book) -> str:
    count = sum(one.count for one in ones)
    option = book.pick(f"`{by}` of {origin}", f"{origin} 的 {by}") if origin else f"--{by}"
    terms = book.several((_term(one, several=len(ones) > 1) for one in ones), MOST_TERMS)
    if by == "exclude":
        english, chinese = counted(count, "file"), f"排除了 {count} 个文件"
    else:
        english, chinese = counted(count, "finding"), f"略去 {count} 条结果"
    return book.pick(f"{english} left out by {option} ({terms})", f"{option} {chinese}（{terms}）")


def _term(one: Narrowing, *, several: bool) -> str:
    return f"{one.what}: {one.count}" if several else one.what


def _reach(book: Book) -> str:
    """Whom a change can affect."""
    reach, all_ = len(book.report.reach or ()), book.report.jurisdictions
    return book.pick(
        f"the change can affect {reach} of {counted(all_, 'jurisdiction')}",
        f"改动可能影响 {all_} 个地区中的 {reach} 个",
    )


# ---- the baseline


def _baseline(book: Book) -> Iterator[str]:
    report = book.report
    states = Counter(report.states)
    gone = sum(one.count for one in report.gone)
    yield book.pick(
        f"against the baseline {report.baseline}: {states['new']} new, {states['known']} known, {gone} gone",
        f"与基线 {report.baseline} 相比：新增 {states['new']}，已知 {states['known']}，消失 {gone}",
    )
    yield from (f"  {_gone(one, book)}" for one in report.gone[:MOST_GONE])
    if len(report.gone) > MOST_GONE:
        more = len(report.gone) - MOST_GONE
        yield book.pick(f"  and {more} more (json has all)", f"  另有 {more} 条（json 列出全部）")


def _gone(one: Gone, book: Book) -> str:
    about = " ".join(_names(one, book))
    times = f" ×{one.count}" if one.count > 1 else ""
    return book.pick(f"gone: {about}{times}", f"消失：{about}{times}")


def _names(one: Gone, book: Book) -> Iterable[str]:
    """What it was about, as far as the baseline says so."""
    code = f"[{one.code}]" if one.code else one.fingerprint
    place = book.name(one.jurisdiction) if one.jurisdiction else ""
    return (text for text in (one.file and f"{one.file}:", code, one.rule, place) if text)
