"""How the names of a report are said: labels in Chinese, names in English, citations in both."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, TypeVar

from qingdan_checker.messages.language import Language, pick
from qingdan_checker.messages.phrases import phrase, points, word, years_of_age

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from qingdan_checker.findings import Report, RuleFacts, Term

_PROPER: Final = frozenset({"jurisdiction", "document"})
"""Sorts whose English label is a proper name, and better than the name in the files."""

Cell = tuple[tuple[str, str], ...]

Said = TypeVar("Said")


@dataclass(slots=True)
class Book:
    """A report's names, documents and rules, in one language."""

    report: Report
    language: Language
    _labels: dict[str, str] | None = field(default=None, init=False)

    def pick(self, english: str, chinese: str) -> str:
        """Whichever wording is in this language."""
        return pick(self.language, english, chinese)

    def name(self, name: str) -> str:
        """A declared name as people know it in this language."""
        return self._called(name, self.report.terms.get(name)) or name

    def _called(self, name: str, term: Term | None) -> str | None:
        if term is None:
            return None
        if self.language == "zh":
            return term.label or name
        return term.english or name if term.sort in _PROPER else name

    def _written(self, text: str) -> str | None:
        """What a name or label in a policy's text is called; None where it is neither."""
        terms = self.report.terms
        if text in terms:
            return self._called(text, terms[text])
        if text.isascii():
            return None
        if self._labels is None:
            self._labels = {term.label: name for name, term in terms.items() if term.label}
        return self._called(self._labels[text], terms[self._labels[text]]) if text in self._labels else None

    def half(self, text: str) -> str:
        """Of a text that stands in Chinese and then, behind ` / `, in English the half in this language, else all."""
        chinese, _, english = text.partition(" / ")
        if english and not chinese.isascii() and english.isascii():
            return self.pick(english, chinese)
        return text

    def phrase(self, text: str) -> str:
        """An expression, a selector or a value in the words of this language."""
        return phrase(text, self.language, self._written)

    def points(self, text: str) -> str:
        """A value in a sentence: percentage points in words."""
        return points(text) if self.language == "en" else self.phrase(text)

    def word(self, written: str) -> str:
        """A keyword in this language."""
        return word(written, self.language)

    def cell(self, cell: Cell) -> str:
        """A combination: its members, and what its measures amount to."""
        return " · ".join(self._part(dimension, part) for dimension, part in cell)

    def _part(self, dimension: str, part: str) -> str:
        said = self.phrase(part)
        if part[:1].isdigit() and dimension not in part:
            said = f"{self.name(dimension)} = {said}"
        return years_of_age(said, self.name(dimension)) if self.language == "zh" else said

    def several(self, words: Iterable[str], most: int = 10) -> str:
        """Words one after another; of many the first, and how many more there are."""
        shown = list(words)
        text = self.pick(", ", "、").join(shown[:most])
        more = len(shown) - most
        return text if more <= 0 else text + self.pick(f" and {more} more", f" 等 {len(shown)} 项")

    def listed(self, words: Sequence[str]) -> str:
        """Words as a sentence lists them: the last after an `and`."""
        if len(words) < 2:  # noqa: PLR2004  one needs no `and`
            return "".join(words)
        return self.pick(", ", "、").join(words[:-1]) + self.pick(" and ", "与") + words[-1]

    # ---- the law

    def rule(self, name: str) -> str:
        """A rule as a sentence names it: its label in Chinese, its own name in English."""
        facts = self.report.rules.get(name)
        if facts is None:
            return name
        short = name.removeprefix(f"{facts.document}.")
        return self.pick(short, facts.label or short)

    def quoted(self, name: str) -> str:
        """A rule as a sentence names it, in quotation marks."""
        return self.pick(f"`{self.rule(name)}`", f"“{self.rule(name)}”")

    def sourced(self, name: str, said: str) -> str:
        """How a rule is called, followed by its document and article."""
        facts = self.report.rules[name]
        where = self.citation(facts.document, facts.article)
        return said + self.pick(f" ({where})", f"（{where}）")

    def demand(self, name: str) -> str:
        """A rule as a report lists it: by its label in either language, else by its own name."""
        facts = self.report.rules.get(name)
        return self.rule(name) if facts is None else self.pick(facts.english or self.rule(name), self.rule(name))

    def document(self, name: str) -> str:
        """A document as it is cited: its number, or else its title."""
        facts = self.report.documents.get(name)
        if facts is None:
            return name
        if facts.number:
            return facts.number
        return self.pick(facts.english or name, f"《{facts.title}》" if facts.title else name)

    def article(self, number: str) -> str:
        """An article as it is cited."""
        if self.language == "en":
            return f"art. {number}"
        numbered = all(char.isdecimal() or char in "〇零一二三四五六七八九十百千.-、之（）()" for char in number)
        return f"第{number}条" if numbered else f"“{number}”条"

    def citations(self, places: Iterable[tuple[str, str]]) -> str:
        """Documents, each with all its articles."""
        articles: dict[str, list[str]] = {}
        for document, article in dict.fromkeys(places):
            articles.setdefault(document, []).append(article)
        separator = self.pick("; ", "；")
        return separator.join(self._cited(document, numbers) for document, numbers in articles.items())

    def _cited(self, document: str, articles: list[str]) -> str:
        if len(articles) == 1:
            return self.citation(document, articles[0])
        if self.language == "en":
            return f"{self.document(document)}, arts. {', '.join(articles)}"
        return self.document(document) + "、".join(self.article(article) for article in articles)

    def citation(self, document: str, article: str) -> str:
        """Document and article."""
        cited = self.document(document)
        if not article:
            return cited
        return f"{cited}{self.pick(', ', '')}{self.article(article)}"

    def basis(self, rule: RuleFacts) -> str:
        """Document and article of a rule, and its force."""
        return f"{self.citation(rule.document, rule.article)} ({self.word(rule.force)})"


@dataclass(frozen=True, slots=True)
class Shelf:
    """The books of all languages that an answer is given in: each text once, in one language after another."""

    books: Sequence[Book]

    def say(self, sentence: Callable[[Said, Book], str], about: Said) -> str:
        """What a sentence says about something, in each language; the same words once."""
        return " / ".join(dict.fromkeys(said for book in self.books if (said := sentence(about, book))))

    def pick(self, english: str, chinese: str) -> str:
        """Wordings, in each language."""
        return " / ".join(dict.fromkeys(book.pick(english, chinese) for book in self.books))
