"""The rules of a SARIF run: finding codes with their pages, and the rules of the policies as a taxonomy."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from qingdan_checker.checks import CHECKS
from qingdan_checker.findings import SEVERITIES
from qingdan_checker.layout.columns import visible
from qingdan_checker.pages import page, text
from qingdan_checker.records import day
from qingdan_checker.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from qingdan_checker.findings import Report, RuleFacts
    from qingdan_checker.formats import Options
    from qingdan_checker.formats.sarif.places import Places
    from qingdan_checker.messages.book import Book
    from qingdan_checker.pages import Section

TAXONOMY: Final = "policy-rules"

_MANUAL: Final = "urn:x-qingdan:manual"
"""Stands for the manual, which comes with qingdan, where no address for it is given."""


class Rules:
    """The codes and rules that a report speaks of, by number."""

    def __init__(self, report: Report, options: Options, books: Sequence[Book]) -> None:
        self._report = report
        self._books = books
        self._manual = f"{options.manual.rstrip('/')}/" if options.manual else ""

    @cached_property
    def codes(self) -> dict[str, int]:
        """The codes that were found, or that a baseline has."""
        found = {one.code for one in self._report.findings} | {one.code for one in self._report.gone}
        return {code: at for at, code in enumerate(sorted(found & set(CHECKS)))}

    @cached_property
    def taxa(self) -> dict[str, int]:
        """The rules of the policies that findings are about."""
        found = {one.rule for one in self._report.findings if one.rule in self._report.rules}
        return {rule: at for at, rule in enumerate(sorted(filter(None, found)))}

    def driver(self) -> dict[str, Any]:
        """The tool, with the codes that were found as its rules."""
        return {
            "name": "qingdan",
            "fullName": "qingdan 清单",
            "version": VERSION,
            "semanticVersion": VERSION,
            "informationUri": self._manual or _MANUAL,
            "rules": [self._rule(code) for code in self.codes],
            "supportedTaxonomies": [{"name": TAXONOMY, "index": 0}],
        }

    def _rule(self, code: str) -> dict[str, Any]:
        """A code with its page, as text and as Markdown."""
        pages = [page(code, book.language) for book in self._books]
        name = "".join(word.capitalize() for word in (*code.split("-"), "finding"))
        rule: dict[str, Any] = {
            "id": code,
            "name": name,
            "shortDescription": {"text": _sentences(one.first for one in pages)},
            "fullDescription": {"text": _sentences(one.why for one in pages)},
            "defaultConfiguration": {"level": self._level(code)},
            "help": {
                "text": "\n\n".join(text(code, book.language) for book in self._books),
                "markdown": "\n\n".join(part for one in pages for part in _markdown(one.first, one.sections)),
            },
        }
        return rule | {"helpUri": f"{self._manual}reference/findings/{code}/"} if self._manual else rule

    def _level(self, code: str) -> str:
        """The gravest that was found of a code here."""
        found = {one.severity for one in self._report.findings if one.code == code}
        return next((severity for severity in SEVERITIES if severity in found), "note")

    def taxonomy(self, places: Places) -> dict[str, Any]:
        """The rules of the policies: what the findings are measured by."""
        return {
            "name": TAXONOMY,
            "version": VERSION,
            "informationUri": self._manual or _MANUAL,
            "shortDescription": {"text": "The rules of the policies that the findings are measured by."},
            "isComprehensive": False,
            "taxa": [self._taxon(rule, places) for rule in self.taxa],
        }

    def _taxon(self, name: str, places: Places) -> dict[str, Any]:
        facts = self._report.rules[name]
        return {
            "id": name,
            "shortDescription": {"text": _sentences(book.rule(name) for book in self._books)},
            "fullDescription": {"text": _sentences(self._cited(facts, book) for book in self._books)},
            "properties": {
                "force": facts.force,
                "issuer": facts.issuer,
                "document": facts.document,
                "article": facts.article,
                "from": day(facts.start),
                "until": day(facts.until),
                "place": places.physical(facts.place),
            },
        }

    def _cited(self, facts: RuleFacts, book: Book) -> str:
        return f"{book.basis(facts)}{book.pick(': ', '：')}{book.phrase(facts.text)}"


def _sentences(texts: Iterable[str]) -> str:
    """Texts one after another, each with an end."""
    return " ".join(one if one[-1:] in ".。!?！？" else f"{one}." for one in map(visible, dict.fromkeys(texts)) if one)


def _markdown(first: str, sections: Iterable[Section]) -> Iterable[str]:
    """A page as Markdown: our own text, in which nothing of a policy stands."""
    yield first
    for section in sections:
        yield f"### {section.head}"
        for is_code, part in section.parts:
            yield f"```text\n{part}\n```" if is_code else part
