"""The report for people: each finding with its places in the text, the sum that failed, and what would help."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qingdan_checker.findings import SEVERITIES
from qingdan_checker.formats import Format
from qingdan_checker.layout.blocks import Blocks
from qingdan_checker.layout.colour import Paint
from qingdan_checker.layout.columns import pad, visible
from qingdan_checker.messages.book import Book
from qingdan_checker.messages.gate import KNOWN, supposed
from qingdan_checker.messages.headlines import headline
from qingdan_checker.messages.notes import TAGS
from qingdan_checker.messages.said import SEVERITIES as SEVERITY_WORDS
from qingdan_checker.messages.said import say
from qingdan_checker.messages.summary import appendix, folded_note, summary

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from qingdan_checker.findings import Finding, Report
    from qingdan_checker.formats import Options
    from qingdan_checker.messages.said import Said

FORMAT = Format(
    name="text",
    description="findings with their places, for people",
    chinese="带原文位置的结果，供人阅读",
    helps=True,
)


def render(report: Report, options: Options) -> str:
    """The findings one after another, the notes folded, a summary at the end."""
    blocks = list(_Page(report, options).blocks())
    return "\n\n".join(blocks) + "\n" if blocks else ""


class _Page:
    """A report on its way to the page."""

    def __init__(self, report: Report, options: Options) -> None:
        self._report = report
        self._options = options
        self._paint = Paint(options.colour)
        self._books = [Book(report, language) for language in options.languages]
        self._blocks = Blocks(report.sources, self._paint)
        self._known = {id(one) for at, one in enumerate(report.findings) if report.state(at) == "known"}

    def blocks(self) -> Iterator[str]:
        """The blocks of the page."""
        options = self._options
        if self._report.supposed:
            told = [self._paint(visible(line), "warning") for book in self._books for line in supposed(book)]
            yield "\n".join(told)
        shown = SEVERITIES[: SEVERITIES.index(options.threshold) + 1] if options.quiet else SEVERITIES
        findings = [finding for finding in self._report.findings if finding.severity in shown]
        for finding in findings:
            if finding.severity != "note" or options.verbose:
                yield self._finding(finding)
        folded = [] if options.verbose else self._alike(finding for finding in findings if finding.severity == "note")
        if folded:
            yield "\n".join(map(self._folded, folded))
        if not options.quiet:
            yield self._end()

    # ---- a finding

    def _finding(self, finding: Finding) -> str:
        said = [say(finding, book) for book in self._books]
        lines = [self._headline(finding, book, one.headline) for book, one in zip(self._books, said, strict=True)]
        places = [(finding.place, _both(one.here for one in said))]
        places += [(related.place, _both(one.there[at] for one in said)) for at, related in enumerate(finding.related)]
        lines += self._blocks.places(places, finding.severity)
        gutter = self._blocks.gutter(places)
        lines += [f"{gutter}{self._paint('=', 'gutter')} {note}" for note in self._notes(said)]
        return "\n".join(lines)

    def _headline(self, finding: Finding, book: Book, text: str) -> str:
        word = SEVERITY_WORDS[finding.severity].say(book.language)
        code = self._paint(f"{word}[{finding.code}]", finding.severity)
        known = book.pick(f" ({KNOWN.en})", f"（{KNOWN.zh}）") if id(finding) in self._known else ""
        return f"{code}{known}{book.pick(': ', '：')}{self._paint(visible(text), 'strong')}"

    def _notes(self, said: Sequence[Said]) -> Iterator[str]:
        """The lines below a finding: each tag in every language, unless the second says the same."""
        tags = dict.fromkeys(note.tag for one in said for note in one.notes)
        for tag in tags:
            told: set[str] = set()
            for book, one in zip(self._books, said, strict=True):
                for note in one.notes:
                    if note.tag == tag and note.text not in told:
                        told.add(note.text)
                        yield f"{pad(TAGS[tag].say(book.language), 6)} {visible(note.text)}"

    # ---- notes, folded

    def _folded(self, group: Sequence[Finding]) -> str:
        first = group[0]
        lines = [self._headline(first, book, headline(first, book)) for book in self._books]
        place = visible(f"{first.place.file}:{first.place.line}:{first.place.column}")
        lines.append(f"  {self._paint('-->', 'gutter')} {place}")
        if len(group) > 1:
            lines += [f"   {self._paint('=', 'gutter')} {visible(folded_note(group, book))}" for book in self._books]
        return "\n".join(lines)

    def _alike(self, findings: Iterable[Finding]) -> list[list[Finding]]:
        """Findings of one kind together, in the order of their first."""
        groups: dict[tuple[object, ...], list[Finding]] = {}
        for finding in findings:
            key = (finding.code, finding.reason, finding.rule, id(finding) in self._known)
            groups.setdefault(key, []).append(finding)
        return list(groups.values())

    # ---- the end

    def _end(self) -> str:
        lines: list[str] = []
        for book in self._books:
            if self._options.verbose:
                lines += [visible(line) for line in appendix(book)] + [""]
            first, *others = summary(book, self._options.unfollowed)
            worst = next((severity for severity in SEVERITIES if self._report.count(severity)), "good")
            lines += [self._paint(visible(first), worst), *map(visible, others)]
        return "\n".join(lines)


def _both(words: Iterable[str]) -> str:
    return " / ".join(dict.fromkeys(word for word in words if word))
