"""From files that were found to trees: read, parsed or taken from the cache, with the bundled library where needed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from qingdan_checker.cache import Cache, identity, key_of
from qingdan_checker.library import attached, mark_of
from qingdan_checker.sheets import Refused, Sheet, open_sheet
from qingdan_dsl import pack
from qingdan_dsl.grammar import Grammar, compile_grammar
from qingdan_dsl.parse import parse
from qingdan_dsl.source import Fault, Source, read
from qingdan_dsl.syntax.declarations import Document, File, Jurisdiction
from qingdan_dsl.syntax.statements import Listing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from qingdan_checker.library import Found, Text

CHUNK: Final = 200
"""Files that are looked up and kept together."""

NATION: Final = re.compile(r"\blevel\s+nation\b|层级\s*国家")
"""A nation in a text that could not be parsed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """What a check takes: trees, sources, and the files with entries that statements name.

    `attached` marks what those files were: source, path as written, mark. `concerned` are the checked
    paths where a library was added.
    """

    files: tuple[File, ...]
    sources: dict[str, Source]
    sheets: dict[tuple[str, str], Sheet | Refused]
    attached: tuple[tuple[str, str, str], ...] = ()
    concerned: frozenset[str] | None = None
    library: str = ""


def load(checked: Found, bundle: Found | None, cache: Cache, progress: Callable[[int, int], None]) -> Loaded:
    """The trees of all files; those of the bundled library too, where no nation is declared without it."""
    own = _loaded(checked, cache, progress)
    if bundle is None or not bundle.texts or declares_nation(own.files, own.sources):
        return own
    return beside(own, _loaded(bundle, cache, _silent), bundle)


def beside(own: Loaded, library: Loaded, bundle: Found) -> Loaded:
    """The checked files with those of a library, already loaded, that are in a bundle."""
    paths = {text.path for text in bundle.texts}
    sheets = {key: sheet for key, sheet in library.sheets.items() if key[0] in paths}
    named = {sheet.source.path for sheet in sheets.values() if isinstance(sheet, Sheet)}
    return Loaded(
        files=(*own.files, *(file for file in library.files if file.path in paths)),
        sources={**{path: one for path, one in library.sources.items() if path in paths | named}, **own.sources},
        sheets={**own.sheets, **sheets},
        attached=(*own.attached, *(one for one in library.attached if one[0] in paths)),
        concerned=frozenset(file.path for file in own.files),
        library=library_name(bundle),
    )


def _loaded(found: Found, cache: Cache, progress: Callable[[int, int], None]) -> Loaded:
    """The files that were found, alone."""
    sources: dict[str, Source] = {}
    loader = _Loader(cache, sources)
    files = loader.files(found.texts, progress)
    loader.close()
    sheets = _Sheets(sources)
    sheets.add(files, found)
    return Loaded(files=tuple(files), sources=sources, sheets=sheets.found, attached=tuple(sheets.marks))


def trees_of(texts: Sequence[Text], cache: Cache) -> tuple[File, ...]:
    """The trees of texts that take no part in a check, such as earlier versions of those that do."""
    loader = _Loader(cache, {})
    files = loader.files(texts, _silent)
    loader.close()
    return tuple(files)


class _Sheets:
    """The files with entries that texts name; each is a source, so that its rows can be shown."""

    def __init__(self, sources: dict[str, Source]) -> None:
        self.found: dict[tuple[str, str], Sheet | Refused] = {}
        self.marks: list[tuple[str, str, str]] = []
        self._sources = sources

    def add(self, files: Iterable[File], found: Found) -> None:
        """Reads what some texts name."""
        texts = {text.path: text for text in found.texts}
        for path, written in sorted({(file.path, one) for file in files for one in named_in(file)}):
            there = attached(texts[path], written, found)
            self.found[path, written] = self._opened(there)
            self.marks.append((path, written, mark_of(there)))

    def _opened(self, there: Text | Refused) -> Sheet | Refused:
        if isinstance(there, Refused):
            return there
        if there.fault:
            sheet = Sheet(source=Source(path=there.path, text="", code=""), faults=(there.fault,))
        else:
            sheet = open_sheet(there.path, there.data, there.digest)
        self._sources[there.path] = sheet.source
        return sheet


def named_in(file: File) -> Iterator[str]:
    """The paths of files with entries that a text names."""
    for document in file.declarations:
        if isinstance(document, Document):
            for article in document.articles:
                yield from (one.file.text for one in article.statements if isinstance(one, Listing) and one.file)


def library_name(bundle: Found) -> str:
    """The bundled library as reports name it: with a mark of what it holds."""
    return f"cn ({key_of(*[[text.path, text.digest] for text in bundle.texts])[:12]})"


def declares_nation(files: Sequence[File], sources: dict[str, Source]) -> bool:
    """Whether the files have a nation of their own; one in a broken file counts."""
    return any(
        any(isinstance(one, Jurisdiction) and one.rank == "nation" for one in file.declarations)
        or (file.broken and bool(NATION.search(sources[file.path].code)))
        for file in files
    )


def _silent(_done: int, _all: int) -> None: ...


class _Loader:
    """Reads and parses, and keeps what it parsed."""

    def __init__(self, cache: Cache, sources: dict[str, Source]) -> None:
        self._cache = cache
        self._trees = cache.trees()
        self._sources = sources
        self._grammar: Grammar | None = None
        self._identity = identity()

    def close(self) -> None:
        """Lets go of the database."""
        if self._trees:
            self._trees.close()

    def files(self, texts: Sequence[Text], progress: Callable[[int, int], None]) -> list[File]:
        """The trees of some files, in their order."""
        found: list[File] = []
        for chunk in _chunks(texts):
            found += self._chunk(chunk)
            progress(len(found), len(texts))
        return found

    def _chunk(self, texts: Sequence[Text]) -> list[File]:
        keys = [key_of(text.path, text.digest, self._identity) for text in texts]
        known = self._trees.find(keys) if self._trees else {}
        fresh: dict[str, str] = {}
        found = []
        for text, key in zip(texts, keys, strict=True):
            file = self._kept(text, known[key]) if key in known else None
            if file is None:
                file = self._parsed(text)
                if self._trees and not text.fault:
                    fresh[key] = pack.dump(file)
            found.append(file)
        if self._trees and fresh:
            self._trees.keep(fresh)
        return found

    def _kept(self, text: Text, packed: str) -> File | None:
        try:
            file = pack.load(packed)
            content = text.data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
        except (ValueError, KeyError, TypeError, IndexError):
            return None
        self._sources[text.path] = Source(path=text.path, text=content, code=content, digest=text.digest)
        return file

    def _parsed(self, text: Text) -> File:
        source = text.fault or read(text.path, text.data)
        if isinstance(source, Fault):
            self._sources[text.path] = Source(path=text.path, text="", code="", digest=text.digest)
            return File(path=text.path, declarations=(), faults=(source,), broken=True)
        self._sources[text.path] = source
        self._grammar = self._grammar or self._tables()
        return parse(source, self._grammar)

    def _tables(self) -> Grammar:
        """The grammar's tables: from the cache, or made by Lark and kept."""
        name = f"grammar-{key_of(self._identity)[:32]}.json"
        kept = self._cache.text(name)
        try:
            if kept:
                return _tables_in(kept)
        except (ValueError, KeyError, TypeError):
            pass
        grammar = compile_grammar()
        self._cache.write(name, grammar.dump())
        return grammar


@lru_cache(maxsize=1)
def _tables_in(text: str) -> Grammar:
    """The tables from what was kept of them: the same again for the same text, with all that `parse` makes of them."""
    return Grammar.load(text)


def _chunks(texts: Sequence[Text]) -> Iterator[Sequence[Text]]:
    for start in range(0, len(texts), CHUNK):
        yield texts[start : start + CHUNK]
