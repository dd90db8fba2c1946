"""What was not judged, and what the report rests on: articles without statements, sources with their digests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qingdan_checker.audits.tones import cited_cell
from qingdan_checker.paper import Cell, Section, Table, Text
from qingdan_checker.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qingdan_checker.audits.facts import Audit
    from qingdan_checker.messages.book import Book
    from qingdan_checker.paper import Block


def ledger_of(audit: Audit, book: Book) -> Section:
    """Articles that are not checkable, with the reason; and those that nobody has encoded."""
    rows = [
        (
            cited_cell(entry.document, article.id, book),
            Cell(text=article.title),
            Cell(text=book.pick("not encoded", "未编码"), tone="breach")
            if article.state == "not encoded"
            else Cell(text=book.half(article.reason)),
        )
        for entry in audit.entries
        for article in entry.articles
        if article.reason or article.state == "not encoded"
    ]
    table = Table(
        title=book.pick("Articles that were not judged, or not wholly", "未校验或未全部校验的条款"),
        heads=(book.pick("article", "条款"), book.pick("heading", "标题"), book.pick("why", "理由")),
        rows=tuple(rows),
        widths=(26, 22, 52),
    )
    title = book.pick("What was not judged", "未校验的条款")
    return Section(mark="ledger", title=title, blocks=(table,) if rows else ())


def receipt_of(audit: Audit, book: Book) -> Section:
    """The receipt: the day, the tool, the library, and every source with its sha256."""
    return Section(mark="receipt", title=book.pick("Receipt", "校验凭据"), blocks=tuple(_receipt(audit, book)))


def _receipt(audit: Audit, book: Book) -> Iterator[Block]:
    report = audit.report
    facts = [book.pick(f"judged for {audit.day}", f"校验日期 {audit.day}"), f"qingdan {VERSION}"]
    if report.library:
        facts.append(book.pick(f"bundled library {report.library}", f"内置依据库 {report.library}"))
    facts.append(book.pick(f"{len(report.digests)} files", f"{len(report.digests)} 个文件"))
    yield Text(text=book.pick("; ", "；").join(facts))
    if report.left_out:
        yield Text(
            text=book.pick("Left out because of errors: ", "因有错误未参与校验：") + book.several(report.left_out, 50),
            tone="breach",
        )
    yield Table(
        title=book.pick("Files that were read", "读取的文件"),
        heads=(book.pick("file", "文件"), "sha256"),
        rows=tuple((Cell(text=path), Cell(text=digest, code=True)) for path, digest in sorted(report.digests.items())),
        widths=(45, 55),
    )
