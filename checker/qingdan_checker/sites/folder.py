"""The folder of a site: pages, pictures, settings and theme, of which only what has changed is written."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass, field
from html import escape
from importlib.resources import files as packaged
from typing import TYPE_CHECKING, Final

from qingdan_checker.layout.columns import visible
from qingdan_checker.sites.pages import pages
from qingdan_checker.sites.settings import settings_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from importlib.resources.abc import Traversable
    from pathlib import Path

    from qingdan_checker.messages.language import Language
    from qingdan_checker.sites.desk import Page
    from qingdan_checker.sites.facts import Site

MARK: Final = ".qingdan-site.json"
"""Lists what was written into a folder; without it a folder that is not empty is somebody else's."""

THEME: Final = "theme"
ASSETS: Final = "assets"


BUILT: Final = "site"
"""The folder of the finished site."""


class ForeignFolderError(Exception):
    """A folder holds what no site has put there; its argument is the path."""


@dataclass(kw_only=True)
class Folder:
    """A folder that is being written: what it had, what it has now, and how many files were written anew."""

    home: Path
    before: frozenset[str]
    names: set[str] = field(default_factory=set)
    changed: int = 0

    def put(self, name: str, data: bytes) -> None:
        """A file, written where it is not there yet with the same content."""
        self.names.add(name)
        path = self.home / name
        if path.is_symlink():
            path.unlink()
        with suppress(FileNotFoundError):
            if path.read_bytes() == data:
                return
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.parent.resolve().is_relative_to(self.home.resolve()):
            raise ForeignFolderError(str(path.parent))
        path.write_bytes(data)
        self.changed += 1

    def close(self) -> None:
        """Takes away what an earlier site had and this one has not, and notes what there is."""
        for name in sorted(self.before - self.names):
            path = self.home / name
            if path.resolve().is_relative_to(self.home.resolve()):
                path.unlink(missing_ok=True)
        data = json.dumps(sorted(self.names), ensure_ascii=False, indent=0) + "\n"
        (self.home / MARK).write_text(data, encoding="utf-8", newline="\n")


def opened(home: Path) -> Folder:
    """A folder to write a site into: new, empty, or one that has a site. Raises ForeignFolderError, OSError.

    Neither it nor the folder of the finished site, which is emptied before it is built, may lead elsewhere by a link.
    """
    if home.exists() and not home.is_dir():
        raise ForeignFolderError(str(home))
    for built in (home / BUILT, *(home / BUILT / language for language in ("zh", "en"))):
        if built.is_symlink() or (built.exists() and not built.resolve().is_relative_to(home.resolve())):
            raise ForeignFolderError(str(built))
    if (home / BUILT).exists() and any((home / BUILT).iterdir()) and not (home / BUILT / MARK).exists():
        raise ForeignFolderError(str(home / BUILT))
    if not home.exists() or not any(home.iterdir()):
        home.mkdir(parents=True, exist_ok=True)
        return Folder(home=home, before=frozenset())
    try:
        found = json.loads((home / MARK).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise ForeignFolderError(str(home)) from None
    names = found if isinstance(found, list) else []
    return Folder(home=home, before=frozenset(one for one in names if isinstance(one, str)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What a site is called, where somebody says so, and whether a playground stands beside its pages."""

    title: str | None = None
    playground: bool = False


def written(
    site: Site,
    languages: Sequence[Language],
    shown: Shown,
    folder: Folder,
    step: Callable[[int, int], None] = lambda _done, _all: None,
) -> tuple[str, ...]:
    """Writes all pages of a site and its settings; the names of the settings, one for each language.

    The first language stands at the root of the site, the second in a folder of its own.
    """
    of, done = page_count(site) * len(languages), 0
    for language in languages:
        title = shown.title or title_of(site, language)
        for page in pages(site, language, title, playground=shown.playground):
            _put(page, language, folder)
            done += 1
            step(done, of)
        for name, data in _assets():
            folder.put(f"docs/{language}/{ASSETS}/{name}", data)
    for name, data in _theme():
        folder.put(f"{THEME}/{name}", data)
    found = []
    for language in languages:
        name = "mkdocs.yml" if language == languages[0] else f"mkdocs.{language}.yml"
        folder.put(name, settings_of(site, language, languages, shown.title or title_of(site, language)))
        found.append(name)
    return tuple(found)


def mark_built(home: Path) -> None:
    """Notes in the finished site that it is one, and may be emptied; MkDocs leaves what begins with a dot alone."""
    (home / BUILT / MARK).write_text("[]\n", encoding="utf-8")


def page_count(site: Site) -> int:
    """How many pages a site has in one language."""
    things = (site.places, site.documents, site.rules, site.items, site.catalogues)
    return sum(map(len, things)) + 10


def title_of(site: Site, language: Language) -> str:
    """What a site is called where nobody says otherwise: by the highest jurisdiction that its own documents are of."""
    terms = site.report.terms
    name = next((place for place in site.places if place in site.place_audits), site.places[0] if site.places else "")
    term = terms.get(name)
    if term is None:
        return "清单" if language == "zh" else "qingdan"
    if language == "zh":
        return f"{term.label or name}医疗保障政策"
    return f"{term.english or name}: medical-insurance policies"


def _put(page: Page, language: Language, folder: Folder) -> None:
    named = escape(visible(page.title), quote=False)  # the theme takes titles for HTML
    head = "" if page.path == "index.md" else f"---\ntitle: {json.dumps(named, ensure_ascii=False)}\n---\n\n"
    folder.put(f"docs/{language}/{page.path}", (head + page.text.rstrip("\n") + "\n").encode("utf-8", "replace"))
    for name, svg in page.pictures:
        folder.put(f"docs/{language}/{name}", svg.encode("utf-8", "replace"))


def _assets() -> Iterator[tuple[str, bytes]]:
    yield from _files(packaged("qingdan_checker.sites") / ASSETS)


def _theme() -> Iterator[tuple[str, bytes]]:
    yield from _files(packaged("qingdan_checker.sites") / THEME)


def _files(folder: Traversable, above: str = "") -> Iterator[tuple[str, bytes]]:
    for one in sorted(folder.iterdir(), key=lambda each: each.name):
        if one.is_dir():
            yield from _files(one, f"{above}{one.name}/")
        else:
            yield f"{above}{one.name}", one.read_bytes()
