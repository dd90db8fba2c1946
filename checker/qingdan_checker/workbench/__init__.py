"""One text checked again and again beside the bundled law, which is read once and kept: for editors."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, TypeVar

from qingdan_checker.effect import Stretches
from qingdan_checker.library import SUFFIXES, Found, bundled, find, library_folder
from qingdan_checker.loading import Loaded, beside, declares_nation, load
from qingdan_checker.messages.book import Book
from qingdan_checker.pipeline import check, deep_enough
from qingdan_checker.round import Round
from qingdan_checker.workbench.bands import bands_of
from qingdan_checker.workbench.grids import grid, subjects_of
from qingdan_checker.workbench.telling import told

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from qingdan_checker.cache import Cache
    from qingdan_checker.findings import Report
    from qingdan_checker.memory import Memory
    from qingdan_checker.messages.language import Language
    from qingdan_checker.workbench.grids import Subject
    from qingdan_dsl.source import Source

_Step = TypeVar("_Step")

OWN_FILES: Final = ("draft.qd", "draft.qd.md")
"""What a text of one's own is called: plain, or literate Markdown. Any other name is that of a file of the law."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A text as it is typed.

    `file` is one of `OWN_FILES`, or the file of the bundled law, by its path there, in whose place the text stands.
    `at` is the one date to be judged; None for today and later ones.
    """

    text: str
    file: str
    today: date
    at: date | None = None


@dataclass(frozen=True, kw_only=True)
class _Judged:
    draft: Draft
    report: Report
    sources: Mapping[str, Source]
    memory: Memory

    @cached_property
    def round_(self) -> Round:
        """The day that the tables are about, with all that judging has found out."""
        model, day = self.memory.model, self.draft.at or self.draft.today
        return Round(model, Stretches(model, day), day, self.sources, memory=self.memory)

    def subjects(self, file: str, language: Language) -> Sequence[Subject]:
        """What the tables are about; they are laid out once."""
        return self.round_.once(f"subjects {language}", lambda: subjects_of(self.round_, file, language))


class Workbench:
    """The bundled law in memory, and a folder of its own for the text.

    It gives what `qingdan check` and `qingdan show` give for the same file on the disk.
    """

    def __init__(self, folder: Path, cache: Cache) -> None:
        self._folder = folder
        self._cache = cache
        self._home = library_folder()
        shutil.copytree(self._home, folder / self._home.name, ignore=_sources, dirs_exist_ok=True)
        self._bundle = bundled(Found())
        self._library = load(self._bundle, None, cache, lambda _done, _all: None)
        self._last: _Judged | None = None

    @cached_property
    def files(self) -> tuple[str, ...]:
        """The files of the law in whose place a text can stand, by their paths there."""
        return tuple(text.path.partition("/")[2] for text in self._bundle.texts)

    def findings(self, draft: Draft, language: Language) -> dict[str, Any]:
        """What `qingdan check` finds, as plain data in the words of a language."""
        return told(Book(self._judged(draft).report, language), self._name(draft))

    def grids(self, draft: Draft, language: Language) -> list[dict[str, Any]]:
        """The tables in effect of what the text decides, as plain data in the words of a language."""
        judged = self._judged(draft)
        with deep_enough():
            return [grid(one) for one in judged.subjects(self._name(draft), language)]

    def bands(self, draft: Draft, language: Language) -> Iterator[dict[str, Any] | None]:
        """The room that the rules leave the numbers of those tables, in the order in which it is found.

        Each step takes a moment; None tells that it has found nothing yet. Another text may be asked about in between.
        """
        judged = self._judged(draft)
        with deep_enough():
            steps = bands_of(judged.subjects(self._name(draft), language))
        yield from _each_deep_enough(steps)

    def _judged(self, draft: Draft) -> _Judged:
        """A text as it was judged: what is asked of one text after another is made once."""
        if self._last is None or self._last.draft != draft:
            self._last = self._judge(draft)
        return self._last

    def _judge(self, draft: Draft) -> _Judged:
        loaded = self._loaded(draft)
        memories: list[Memory] = []
        report = check(
            loaded.files,
            loaded.sources,
            loaded.sheets,
            today=draft.today,
            at=draft.at,
            concerned=loaded.concerned,
            library=loaded.library,
            keep=memories.append,
        )
        return _Judged(draft=draft, report=report, sources=loaded.sources, memory=memories[0])

    def _loaded(self, draft: Draft) -> Loaded:
        """The text, and those files of the law that it does not stand for."""
        found = self._found(draft)
        own = load(found, None, self._cache, lambda _done, _all: None)
        if declares_nation(own.files, own.sources):
            return own
        return beside(own, self._library, bundled(found, self._bundle.texts))

    def _found(self, draft: Draft) -> Found:
        path = self._path(draft)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(draft.text, encoding="utf-8", errors="replace", newline="")
        return find([str(path)])

    def _path(self, draft: Draft) -> Path:
        if draft.file in self.files:
            return self._folder / self._home.name / draft.file
        return self._folder / (draft.file if draft.file in OWN_FILES else OWN_FILES[0])

    def _name(self, draft: Draft) -> str:
        """The path under which the text is reported."""
        return self._path(draft).name


def _sources(_folder: str, names: list[str]) -> list[str]:
    """What of the law is read as a text: only the files with entries are needed beside a text."""
    return [name for name in names if name.endswith(SUFFIXES)]


def _each_deep_enough(steps: Iterator[_Step]) -> Iterator[_Step]:
    """The same steps, each with room for values that refer to one another; in between others have their own."""
    while True:
        with deep_enough():
            try:
                found = next(steps)
            except StopIteration:
                return
        yield found
