"""All pages of a site in one language, in the order in which they are written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qingdan_checker.messages.book import Book
from qingdan_checker.sites.catalogues import catalogue_page, catalogues_index
from qingdan_checker.sites.documents import document_page, documents_index
from qingdan_checker.sites.home import findings_page, glossary_page, home_page, receipt_page, unchecked_page
from qingdan_checker.sites.items import item_page, items_index
from qingdan_checker.sites.places import place_page, places_index
from qingdan_checker.sites.rules import rule_page, rules_index

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qingdan_checker.messages.language import Language
    from qingdan_checker.sites.desk import Page
    from qingdan_checker.sites.facts import Site


def pages(site: Site, language: Language, title: str, *, playground: bool = False) -> Iterator[Page]:
    """The pages, one after another, so that none has to be kept."""
    book = Book(site.report, language)
    yield home_page(site, book, title, playground=playground)
    yield places_index(site, book)
    yield from (place_page(name, site, book) for name in site.places)
    yield documents_index(site, book)
    yield from (document_page(name, site, book) for name in site.documents)
    yield rules_index(site, book)
    yield from (rule_page(name, site, book) for name in site.rules)
    yield items_index(site, book)
    yield from (item_page(name, site, book) for name in site.items)
    yield catalogues_index(site, book)
    yield from (catalogue_page(name, site, book) for name in site.catalogues)
    yield findings_page(site, book)
    yield glossary_page(site, book)
    yield unchecked_page(site, book)
    yield receipt_page(site, book)
