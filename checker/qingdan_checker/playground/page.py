"""The finished page: written into a site, with the runtime and all else that it needs beside it."""

from __future__ import annotations

import json
import os
from functools import cache
from html import escape
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING, Final

from qingdan_checker.messages.language import language_tag
from qingdan_checker.playground.archive import archive
from qingdan_checker.playground.examples import examples
from qingdan_checker.playground.runtime import FILES
from qingdan_checker.playground.words import WORDS
from qingdan_checker.version import VERSION
from qingdan_dsl import words as language_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qingdan_checker.messages.language import Language

_BROWSER: Final = Path(__file__).parent / "browser"

_TEMPLATE: Final = "page.html"


def written(folder: Path, language: Language, runtime: Path, other: str = "", *, assets: str = "assets/") -> list[Path]:
    """Writes the page of a language into a folder, and what it needs; gives all its files, by path.

    `runtime` is the folder that `fetched` gives. `other` is the address of the page in the other language as seen from
    this one, empty if there is none. `assets` is the address of the folder with scripts and runtime, as seen from the
    page: pages of two languages can share one, which is 15 MB. A file that is there as it should be is not touched.
    """
    address = assets if assets.endswith("/") else f"{assets}/"
    beside = Path(os.path.normpath(folder / address))
    contents = {beside / name: data for name, data in _assets(runtime)}
    contents[folder / "index.html"] = _page(language, other, address)
    for path, data in contents.items():
        _put(path, data)
    return sorted(contents)


def _put(path: Path, data: bytes) -> None:
    if path.is_file() and path.stat().st_size == len(data) and path.read_bytes() == data:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    draft.write_bytes(data)
    draft.replace(path)


def _page(language: Language, other: str, assets: str) -> bytes:
    said = {name.replace("-", "_"): escape(words.say(language)) for name, words in WORDS.items() if "{" not in words.en}
    tag = language_tag("en" if language == "zh" else "zh")
    switch = f'<p class="switch"><a href="{escape(other)}" hreflang="{tag}" lang="{tag}">{said["other"]}</a></p>\n'
    text = Template((_BROWSER / _TEMPLATE).read_text(encoding="utf-8")).substitute(
        said,
        language=language,
        lang=language_tag(language),
        assets=escape(assets),
        switch=switch if other else "",
        version=f"qingdan {VERSION}",
    )
    return text.encode()


def _assets(runtime: Path) -> Iterator[tuple[str, bytes]]:
    """All files of the shared folder."""
    for file in _BROWSER.iterdir():
        if file.is_file() and file.name != _TEMPLATE:
            yield file.name, file.read_bytes()
    yield (
        "words.js",
        _module(said={one: {name: getattr(text, one) for name, text in WORDS.items()} for one in ("en", "zh")}),
    )
    yield "examples.js", _module(examples=examples())
    yield "keywords.js", _module(keywords=_keywords())
    yield "qingdan.zip", _archive()
    for name in FILES:
        yield f"pyodide/{name}", (runtime / name).read_bytes()


@cache
def _archive() -> bytes:
    """Made once: the pages of two languages share it."""
    return archive()


def _keywords() -> list[str]:
    """The words that a highlighter marks, in both languages."""
    words = (*language_words.KEYWORDS, *language_words.FUNCTIONS, *language_words.LEVELS)
    return sorted({form for word in words for form in (word.english, *word.chinese)})


def _module(**exported: object) -> bytes:
    """A script that exports data."""
    lines = (
        f"export const {name} = {json.dumps(data, ensure_ascii=False, indent=1)};\n" for name, data in exported.items()
    )
    return "".join(lines).encode()
