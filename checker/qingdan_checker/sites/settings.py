"""The settings that MkDocs builds a site by: `mkdocs.yml`, written as JSON, which is YAML too."""

from __future__ import annotations

import json
from html import escape
from typing import TYPE_CHECKING, Any, Final

from qingdan_checker.layout.columns import visible
from qingdan_checker.messages.book import Book
from qingdan_checker.sites.desk import called
from qingdan_checker.sites.links import page_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qingdan_checker.messages.language import Language
    from qingdan_checker.sites.facts import Site

MOST_IN_MENU: Final = 200
"""Pages of one section that the menu names; of more only their index, which has all."""

SEPARATOR: Final = (
    r"[\s\u200b\u3000\-–—_,.;:!?()\[\]{}<>\"'`/\\|+=*#@&%$^~"  # ours
    r"，。、；：！？（）《》〈〉【】〔〕「」『』“”‘’·…]+"
)
"""What stands between the words that are searched for: jieba's zero-width space, and the marks of both languages."""

_NAMES: Final = {"zh": "中文", "en": "English"}
_HEAD: Final = "# Made by `qingdan site`; what is changed here is written over.\n"


def settings_of(site: Site, language: Language, languages: Sequence[Language], title: str) -> bytes:
    """The settings of a site in one of its languages."""
    main = language == languages[0]
    settings: dict[str, Any] = {
        "site_name": _shown(title),
        "docs_dir": f"docs/{language}",
        "site_dir": "site" if main else f"site/{language}",
        "use_directory_urls": False,
        "strict": True,
        "theme": _theme(language),
        "extra": {
            "generator": False,
            "polyfills": ["assets/iframe-worker.js"],
            "alternate": len(languages) > 1,  # a list here would make the theme's script ask for another site
            "qingdan": {"language": language, "languages": _alternate(language, languages)},
        },
        "extra_css": ["assets/qingdan.css"],
        "extra_javascript": ["assets/qingdan.js"],
        "plugins": [{"search": {"lang": ["zh", "en"], "separator": SEPARATOR, "pipeline": []}}, "offline"],
        "markdown_extensions": [
            "attr_list",
            "md_in_html",
            "tables",
            {"toc": {"permalink": True, "permalink_title": "本节链接" if language == "zh" else "Link to this part"}},
            {"pymdownx.highlight": {"anchor_linenums": False}},
            "pymdownx.superfences",
        ],
        "validation": {
            "nav": {"absolute_links": "warn", "not_found": "warn", "omitted_files": "warn"},
            "links": dict.fromkeys(("absolute_links", "anchors", "not_found", "unrecognized_links"), "warn"),
        },
        "not_in_nav": "".join(f"/{folder}/*.md\n" for folder in _folders()),
        "nav": list(_menu(site, language)),
    }
    return (_HEAD + json.dumps(settings, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "replace")


def _folders() -> Sequence[str]:
    return ("places", "documents", "rules", "items", "catalogues")


def _theme(language: Language) -> dict[str, Any]:
    dark, light = ("切换为深色", "切换为浅色") if language == "zh" else ("Switch to dark", "Switch to light")
    return {
        "name": "material",
        "custom_dir": "theme",
        "language": language,
        "font": False,
        "icon": {"logo": "material/format-list-checks"},
        "features": [
            "content.code.copy",
            "navigation.indexes",
            "navigation.prune",
            "navigation.tabs",
            "navigation.top",
            "search.highlight",
            "toc.follow",
        ],
        "palette": [
            {
                "media": "(prefers-color-scheme: light)",
                "scheme": "default",
                "primary": "custom",
                "accent": "custom",
                "toggle": {"icon": "material/weather-night", "name": dark},
            },
            {
                "media": "(prefers-color-scheme: dark)",
                "scheme": "slate",
                "primary": "custom",
                "accent": "custom",
                "toggle": {"icon": "material/weather-sunny", "name": light},
            },
        ],
    }


def _alternate(language: Language, languages: Sequence[Language]) -> list[dict[str, str]]:
    """Where each language stands, as seen from the root of one: the first at the root, the others below it."""
    up = "" if language == languages[0] else "../"
    return [
        {"name": _NAMES[one], "lang": one, "link": (up if one == languages[0] else f"{up}{one}/")} for one in languages
    ]


def _menu(site: Site, language: Language) -> Iterator[dict[str, Any]]:
    book = Book(site.report, language)
    yield {book.pick("Home", "首页"): "index.md"}
    yield _part(book.pick("Jurisdictions", "地区"), "jurisdiction", [(one, book.name(one)) for one in site.places])
    documents = [(one, book.document(one)) for one in site.documents]
    yield _part(book.pick("Documents", "文件"), "document", documents)
    yield _part(book.pick("Rules", "规则"), "rule", [(one, book.demand(one)) for one in site.rules])
    yield _part(book.pick("Items", "事项"), "item", [(one, called(one, book)) for one in site.items])
    yield _part(book.pick("Catalogues", "目录"), "catalogue", [(one, called(one, book)) for one in site.catalogues])
    more = {
        book.pick("Findings", "问题"): "findings.md",
        book.pick("Glossary", "术语对照"): "glossary.md",
        book.pick("What was not judged", "未校验的条款"): "unchecked.md",
        book.pick("Receipt", "校验凭据"): "receipt.md",
    }
    yield {book.pick("More", "更多"): [{title: path} for title, path in more.items()]}


def _part(title: str, sort: str, things: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """A section of the menu: its index, and its pages where they are not too many."""
    index = f"{page_of(sort, '').partition('/')[0]}/index.md"
    named = things if len(things) <= MOST_IN_MENU else []
    return {title: [index, *({_shown(label): page_of(sort, name)} for name, label in named)]}


def _shown(text: str) -> str:
    """A title as the theme prints it: it takes titles for HTML."""
    return escape(visible(" ".join(text.split())))
