"""The paper of an audit: its sections in the order in which people read them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qingdan_checker.audits.basis import basis_of
from qingdan_checker.audits.matrix import matrix_of
from qingdan_checker.audits.place import place_of
from qingdan_checker.audits.receipt import ledger_of, receipt_of
from qingdan_checker.audits.summary import summary_of
from qingdan_checker.paper import Paper, Section
from qingdan_checker.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qingdan_checker.audits.facts import Audit
    from qingdan_checker.messages.book import Book


def paper_of(audit: Audit, book: Book) -> Paper:
    """What an audit says, in the language of the book."""
    return Paper(
        language=book.language,
        title=book.pick("Audit report: local rules within authorised bounds", "医疗保障待遇政策合规审计报告"),
        subtitle=_subtitle(audit, book),
        judged=audit.day,
        sections=tuple(section for section in _sections(audit, book) if section.blocks or section.sections),
        foot=book.pick(
            f"Judged for {audit.day} · qingdan {VERSION} · about the texts as encoded; not legal advice",
            f"校验日期 {audit.day} · qingdan {VERSION} · 只就录入的条文而言，不是法律意见",
        ),
    )


def _sections(audit: Audit, book: Book) -> Iterator[Section]:
    yield summary_of(audit, book)
    yield matrix_of(audit, book)
    yield Section(
        mark="places",
        title=book.pick("Jurisdiction by jurisdiction", "分地区判定"),
        blocks=(),
        sections=tuple(place_of(place, audit, book) for place in audit.places),
    )
    yield basis_of(audit, book)
    yield ledger_of(audit, book)
    yield receipt_of(audit, book)


def _subtitle(audit: Audit, book: Book) -> str:
    scope = audit.scope
    about = [book.name(name) for name in sorted(scope.jurisdictions)]
    about += [book.document(name) for name in sorted(scope.documents)]
    what = book.several(about) if about else book.pick("the whole repository", "全库")
    return book.pick(f"{what}; as of {audit.day}", f"{what}；校验日期 {audit.day}")
