"""The rules in force: force, what is required, by whom and where it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qingdan_checker.layout.columns import visible
from qingdan_checker.layout.escaping import json_text
from qingdan_checker.messages.language import counted
from qingdan_checker.records import day

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from qingdan_checker.findings import Report, RuleFacts
    from qingdan_checker.messages.book import Book


def in_force(report: Report, day: date, issuers: frozenset[str] | None) -> list[tuple[str, RuleFacts]]:
    """The rules in force on a day, by document and place; with `issuers`, theirs alone."""
    found = [
        (name, rule)
        for name, rule in report.rules.items()
        if (rule.start is None or rule.start <= day)
        and (rule.until is None or day <= rule.until)
        and (issuers is None or rule.issuer in issuers)
    ]
    return sorted(found, key=lambda one: (one[1].document, one[1].place, one[0]))


def above(report: Report, jurisdiction: str) -> frozenset[str]:
    """A jurisdiction, by name or label, and those above it; nothing where there is none of that name."""
    names = {term.label: name for name, term in report.terms.items() if term.sort == "jurisdiction" and term.label}
    name = names.get(jurisdiction, jurisdiction)
    found: list[str] = []
    while name in report.parents and name not in found:
        found.append(name)
        name = report.parents[name]
    return frozenset(found)


def render(rules: Iterable[tuple[str, RuleFacts]], day: date, book: Book) -> str:
    """The rules as text, under their documents."""
    lines: list[str] = []
    document = ""
    count = 0
    for name, rule in rules:
        if rule.document != document:
            lines += [*([""] if lines else []), _document(rule, book)]
            document = rule.document
        lines += _rule(name, rule, book)
        count += 1
    lines += [*([""] if lines else []), _count(count, day, book)]
    return "\n".join(map(visible, lines)) + "\n"


def _document(rule: RuleFacts, book: Book) -> str:
    facts = book.report.documents.get(rule.document)
    title = book.pick((facts.english or facts.title) if facts else "", f"《{facts.title}》" if facts else "")
    number = facts.number if facts else ""
    parts = [book.name(rule.issuer), title, number, f"({rule.document})" if book.language == "en" else ""]
    return " ".join(part for part in parts if part)


def _rule(name: str, rule: RuleFacts, book: Book) -> list[str]:
    short = name.removeprefix(f"{rule.document}.")
    label = rule.english if book.language == "en" else rule.label
    title = f"{short} {label}" if label else short
    place = f"{rule.place.file}:{rule.place.line}"
    return [
        f"  {book.article(rule.article)}  {book.word(rule.force)}  {title}",
        f"      {book.phrase(' '.join(rule.text.split()))}",
        f"      {place}",
    ]


def _count(count: int, day: date, book: Book) -> str:
    return book.pick(f"{counted(count, 'rule')} in force on {day}", f"{day} 有效的规则共 {count} 条")


def render_json(rules: Iterable[tuple[str, RuleFacts]], report: Report) -> str:
    """The rules as a JSON list."""
    data = [_data(name, rule, report) for name, rule in rules]
    return json_text(data, indent=2) + "\n"


def _data(name: str, rule: RuleFacts, report: Report) -> dict[str, Any]:
    facts = report.documents.get(rule.document)
    return {
        "rule": name,
        "label": rule.label,
        "force": rule.force,
        "issuer": rule.issuer,
        "document": rule.document,
        "number": facts.number if facts else "",
        "title": facts.title if facts else "",
        "article": rule.article,
        "expression": " ".join(rule.text.split()),
        "from": day(rule.start),
        "until": day(rule.until),
        "file": rule.place.file,
        "line": rule.place.line,
    }
