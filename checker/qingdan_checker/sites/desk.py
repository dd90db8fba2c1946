"""A page while it is written: its place, its language, its links and its pictures."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qingdan_checker.audits.tones import tone
from qingdan_checker.messages.states import STATES
from qingdan_checker.paper import Picture, Ref
from qingdan_checker.sites.links import Links, relative
from qingdan_checker.sites.markdown import Writer, badge, labelled, link, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from qingdan_checker.audits.facts import Line, PlaceAudit
    from qingdan_checker.findings import Step
    from qingdan_checker.messages.book import Book
    from qingdan_checker.paper import Sort
    from qingdan_checker.sites.facts import Site


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page: its path below the folder of all pages, its title, its Markdown, and the pictures that it shows."""

    path: str
    title: str
    text: str
    pictures: tuple[tuple[str, str], ...] = ()


def called(name: str, book: Book) -> str:
    """A declared name as somebody knows it who reads no files: by its label, in English too."""
    term = book.report.terms.get(name)
    return book.pick((term.english if term else "") or name, book.name(name))


class Desk:
    """Where one page is written."""

    def __init__(self, site: Site, book: Book, path: str) -> None:
        self.site = site
        self.book = book
        self.path = path
        self.links = Links(site, path)
        self.writer = Writer(self.links, self._draw, book.pick("; ", "；"))
        self._pictures: dict[str, str] = {}

    def page(self, title: str, lines: Iterable[str]) -> Page:
        """The finished page."""
        text = "\n".join(lines)
        return Page(path=self.path, title=title, text=text, pictures=tuple(sorted(self._pictures.items())))

    def _draw(self, picture: Picture) -> str:
        """Puts a picture beside the pages, under a name that follows from what it shows; its address on the page."""
        path = f"pictures/{hashlib.sha256(picture.svg.encode()).hexdigest()[:16]}.svg"
        self._pictures[path] = picture.svg
        return relative(path, self.path)

    def picture(self, svg: str, title: str, about: str) -> Iterator[str]:
        """A drawing with what it shows in words."""
        return self.writer.picture(Picture(svg=svg, title=title, about=about))

    # ---- links

    def place(self, name: str) -> str:
        """A jurisdiction."""
        return link(self.book.name(name), self.links.to(Ref(sort="jurisdiction", name=name)))

    def document(self, name: str) -> str:
        """A document as it is cited."""
        return link(self.book.document(name), self.links.to(Ref(sort="document", name=name)))

    def rule(self, name: str) -> str:
        """A rule by its label."""
        return link(self.book.demand(name), self.links.to(Ref(sort="rule", name=name)))

    def matter(self, name: str) -> str:
        """An item or a catalogue."""
        term = self.book.report.terms.get(name)
        sort: Sort = "catalogue" if term and term.sort == "catalogue" else "item"
        return link(self.called(name), self.links.to(Ref(sort=sort, name=name)))

    def cited(self, document: str, article: str, line: int = 0, text: str = "") -> str:
        """A citation, or another text, with the way to the article."""
        ref = Ref(sort="document", name=document, article=article, line=line)
        return link(text or self.book.citation(document, article), self.links.to(ref))

    def sources(self, steps: Sequence[Step]) -> str:
        """The provisions that made a number, each once."""
        found = {(step.document, step.article): step.place.line for step in steps if step.document}
        separator = self.book.pick("; ", "；")
        return separator.join(self.cited(*places, line) for places, line in found.items())

    def value(self, text: str, steps: Sequence[Step]) -> str:
        """A number with the way to the provision that made it last."""
        if not steps or not steps[-1].document:
            return plain(text)
        last = steps[-1]
        return self.cited(last.document, last.article, last.place.line, text)

    # ---- words

    def pick(self, english: str, chinese: str) -> str:
        """Whichever wording is in the language of the page."""
        return self.book.pick(english, chinese)

    def state(self, state: str) -> str:
        """A state as a badge."""
        return badge(STATES[state].say(self.book.language), tone(state))

    def verdict(self, line: Line) -> str:
        """How a jurisdiction stands to a rule, as a badge; what is only encouraged is not broken."""
        return self.state(line.standing)

    def counts(self, audit: PlaceAudit, leave: tuple[str, ...] = ()) -> str:
        """How many lines of a jurisdiction stand how, as badges."""
        counted = {state: audit.count({state}) for state in STATES if state not in leave}
        return " ".join(f"{self.state(state)} {count}" for state, count in counted.items() if count)

    def draft(self) -> str:
        """That a document is a draft."""
        return badge(self.pick("draft", "草案"), "undetermined")

    def called(self, name: str) -> str:
        """A declared name by its label in the language of the page."""
        return called(name, self.book)

    def calls(self, names: Iterable[str]) -> str:
        """The labels of all of some names."""
        return self.pick(", ", "、").join(map(self.called, names))

    def several(self, texts: Iterable[str]) -> str:
        """Pieces of Markdown one after another."""
        return self.pick(", ", "、").join(texts)

    def facts(self, rows: Iterable[tuple[str, str]]) -> Iterator[str]:
        """Labels with what is said under each, where there is something."""
        return labelled((label, said) for label, said in rows if said)
