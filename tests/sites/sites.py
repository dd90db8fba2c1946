"""Sites as tests need them: made of texts or of a folder, and looked at as pages by path."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from repositories import read_all

from qingdan_checker.loading import Loaded
from qingdan_checker.sites import Asked, Site, pages, site_of

if TYPE_CHECKING:
    from pathlib import Path

    from qingdan_checker.messages.language import Language

DAY = date(2024, 5, 1)


def site(*texts: str, folder: Path | None = None, day: date = DAY) -> Site:
    """The site of some texts, and of the files of a folder."""
    found = {f"{at}.qd": text.encode() for at, text in enumerate(texts)}
    if folder:
        paths = (path for path in sorted(folder.rglob("*")) if path.is_file())
        found |= {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}
    files, sources, sheets = read_all(found)
    return site_of(Loaded(files=tuple(files), sources=sources, sheets=sheets), Asked(day=day))


def pages_of(made: Site, language: Language = "en") -> dict[str, str]:
    """The text of each page, by its path."""
    return {page.path: page.text for page in pages(made, language, "Title")}
