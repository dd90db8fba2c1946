"""Where things have their pages, and how one page leads to another."""

from __future__ import annotations

import hashlib
import posixpath
import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from qingdan_checker.paper import Ref
    from qingdan_checker.sites.facts import Site

FOLDERS: Final = {
    "jurisdiction": "places",
    "document": "documents",
    "rule": "rules",
    "item": "items",
    "catalogue": "catalogues",
}
"""The folder of the pages of each sort of thing."""

_PLAIN: Final = re.compile(r"[a-z0-9](?:[a-z0-9-]|\.(?=[a-z0-9]))*")
_LONGEST: Final = 80
_RESERVED: Final = re.compile(r"index|con|prn|aux|nul|(com|lpt)\d", re.ASCII)


def slug(name: str) -> str:
    """A name as a file's: itself where every file system has room for it, else a mark made of it."""
    is_free = not _RESERVED.fullmatch(name.partition(".")[0]) and not name.endswith(".qd")  # no page is a policy
    if _PLAIN.fullmatch(name) and len(name) <= _LONGEST and is_free:
        return name
    return "x-" + hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def page_of(sort: str, name: str) -> str:
    """The path of a thing's page, below the folder of all pages."""
    return f"{FOLDERS[sort]}/{slug(name)}.md"


def article_mark(article: str) -> str:
    """The mark of an article on its document's page."""
    return f"art-{slug(article)}"


def line_mark(line: int) -> str:
    """The mark of a statement on its document's page: the line of its file on which it begins."""
    return f"line-{line}"


def relative(target: str, page: str) -> str:
    """A path as it is written on a page."""
    return posixpath.relpath(target, posixpath.dirname(page) or ".")


class Links:
    """The way from one page to whatever has a page."""

    def __init__(self, site: Site, page: str) -> None:
        self._site = site
        self.page = page

    def to(self, ref: Ref | None) -> str:
        """The address of what a text speaks of, as seen from the page; empty where it has none."""
        if ref is None or ref.name not in self._site.known[ref.sort]:
            return ""
        path = page_of(ref.sort, ref.name)
        mark = self._mark(ref) if ref.sort == "document" else ""
        if path == self.page:
            return f"#{mark}" if mark else ""
        return relative(path, self.page) + (f"#{mark}" if mark else "")

    def _mark(self, ref: Ref) -> str:
        if (ref.name, ref.article) not in self._site.articles:
            return ""
        line = self._site.anchor_line(ref.name, ref.line) if ref.line else 0
        return line_mark(line) if line else article_mark(ref.article)
