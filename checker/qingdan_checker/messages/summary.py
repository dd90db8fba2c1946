"""What stands at the end of a report: how much was found, in what, what was left out, and what was read."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from qingdan_checker.findings import SEVERITIES
from qingdan_checker.layout.columns import aligned
from qingdan_checker.messages.deadlines import clock
from qingdan_checker.messages.gate import gate
from qingdan_checker.messages.language import Sentence, counted
from qingdan_checker.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qingdan_checker.findings import Combination, Finding
    from qingdan_checker.messages.book import Book

VERDICTS: Final = {
    "within bounds": Sentence("within bounds", "未超出"),
    "breach": Sentence("breach", "违反"),
    "undetermined": Sentence("undetermined", "待定"),
    "not applicable": Sentence("not applicable", "不适用"),
}

MOST_DEADLINES: Final = 10
"""How many lines of the clock a report shows; the time line shows all."""

_COUNTED: Final = {
    "error": ("error", "个错误"),
    "warning": ("warning", "个警告"),
    "note": ("note", "个提示"),
}


def folded_note(group: Sequence[Finding], book: Book) -> str:
    """What a note says of those like it that are not shown."""
    more = len(group) - 1
    names = list(dict.fromkeys(book.name(finding.jurisdiction) for finding in group[1:] if finding.jurisdiction))
    who = f"{book.pick(': ', '：')}{book.several(names, 5)}" if names else ""
    return book.pick(f"and {more} more like it{who} (-v shows all)", f"另有 {more} 条同类提示{who}（-v 全部列出）")


def summary(book: Book, unfollowed: Sequence[str]) -> Iterator[str]:
    """The last lines: counts first."""
    report = book.report
    counts = [_counted(severity, report.count(severity), book) for severity in SEVERITIES]
    yield book.pick(", ", "，").join(counts) + book.pick("; ", "；") + _extent(book)
    yield from gate(book)
    if report.verdicts:
        yield _verdicts(book)
    if report.dates:
        yield _dates(book)
    yield from clock(book, MOST_DEADLINES)
    yield from library_used(book)
    yield from omissions(book, unfollowed)


def library_used(book: Book) -> Iterator[str]:
    """That the bundled law took part, and which."""
    library = book.report.library
    if library:
        yield book.pick(f"with the bundled library {library}", f"使用了内置依据库 {library}")


def gaps_by_errors(book: Book) -> Iterator[str]:
    """That errors in the sources leave things out of a listing that does not show them."""
    errors = len(book.report.faults)
    if errors:
        yield book.pick(
            f"{counted(errors, 'error')} in the sources, which leave things out: see qingdan check",
            f"原文有 {errors} 个错误，相关内容未列入：请运行 qingdan check",
        )


def omissions(book: Book, unfollowed: Sequence[str]) -> Iterator[str]:
    """What took no part: because of an error, or behind a link."""
    report = book.report
    if report.left_out:
        left_out = book.several([_left_out(one, book) for one in report.left_out])
        yield book.pick(f"left out because of errors: {left_out}", f"因有错误未参与校验：{left_out}")
    if unfollowed:
        links = book.several(unfollowed)
        yield book.pick(f"links to folders are not followed: {links}", f"指向文件夹的链接未跟随：{links}")


def _counted(severity: str, count: int, book: Book) -> str:
    english, chinese = _COUNTED[severity]
    return book.pick(counted(count, english), f"{count} {chinese}")


def _extent(book: Book) -> str:
    report = book.report
    places, documents, rules = report.jurisdictions, len(report.documents), len(report.rules)
    english = (counted(places, "jurisdiction"), counted(documents, "document"), counted(rules, "rule"))
    return book.pick(", ".join(english), f"{places} 个地区，{documents} 份文件，{rules} 条规则")


def _verdicts(book: Book) -> str:
    counts = Counter(verdict.verdict for verdict in book.report.verdicts)
    said = [f"{counts[name]} {words.say(book.language)}" for name, words in VERDICTS.items() if counts[name]]
    return book.pick("verdicts: ", "判定：") + book.pick(", ", "，").join(said)


def _dates(book: Book) -> str:
    first, *later = sorted(book.report.dates)
    if not later:
        return book.pick(f"checked for {first}", f"校验日期：{first}")
    return book.pick(
        f"checked for {first} and {counted(len(later), 'later date')} on which something changes",
        f"校验日期：{first}，以及其后有变化的 {len(later)} 个日期",
    )


def _left_out(one: str, book: Book) -> str:
    sort, _, rest = one.partition(" ")
    if sort == "file":
        return rest
    if ":" not in rest:  # by its name; a statement and a case by path and article or label
        return f"{book.word(sort)} {rest}"
    path, _, article = rest.partition(":")
    where = f"“{article}”" if sort == "case" else book.article(article)
    return f"{book.word(sort)} ({path}, {where})" if book.language == "en" else f"{book.word(sort)}（{path}，{where}）"


# ---- what -v adds


def appendix(book: Book) -> Iterator[str]:
    """What was held against what, with the tightest combination; and what was read, by whom."""
    rows = [
        (
            book.rule(verdict.rule),
            book.name(verdict.jurisdiction),
            VERDICTS[verdict.verdict].say(book.language) if verdict.verdict in VERDICTS else verdict.verdict,
            _margin(verdict.tightest, book),
            verdict.start.isoformat() if verdict.start else "",
            verdict.until.isoformat() if verdict.until else "",
        )
        for verdict in book.report.verdicts
    ]
    if rows:
        english = ("rule", "jurisdiction", "verdict", "tightest combination", "from", "until")
        chinese = ("规则", "地区", "判定", "最紧的组合", "自", "至")
        yield from aligned([english if book.language == "en" else chinese, *rows])
        yield ""
    yield book.pick("read (sha256):", "读取的文件（sha256）：")
    for path, digest in sorted(book.report.digests.items()):
        yield f"  {digest[:16]}  {path}"
    yield f"qingdan {VERSION}"


def _margin(tightest: Combination | None, book: Book) -> str:
    if tightest is None:
        return ""
    cell = book.cell(tightest.cell)
    if tightest.margin is None:
        return cell
    return f"{cell} {book.pick('margin', '余量')} {book.phrase(tightest.margin)}".strip()
