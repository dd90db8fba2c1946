"""`list`, `include` and `exclude` (sections 5 and 8): entries written in place, or from a CSV file."""

from __future__ import annotations

from posixpath import dirname, join, normpath
from typing import TYPE_CHECKING

from .findings import finding
from .model import Catalogue, Entry, Listing, Place
from .provisions import Decisions
from .sheets import sheet

if TYPE_CHECKING:
    from collections.abc import Callable

    from qingdan_dsl.syntax import statements as s


class Listings(Decisions):
    """Reads `list`, `include` and `exclude`."""

    def listing(self, tree: s.Listing) -> Callable[[], None]:
        """A statement with any fault, in its file too, takes no part."""
        symbol = self.kinds.wanted(self.scope, tree.catalogue, "catalogue")
        catalogue = symbol.meaning if symbol and isinstance(symbol.meaning, Catalogue) else None
        entries = self._written(tree, catalogue) if tree.file is None else self._from_file(tree, catalogue)

        def put() -> None:
            assert catalogue is not None
            self.model.listings.append(Listing(self.statement(tree), catalogue, tree.action, entries))

        return put

    def _written(self, tree: s.Listing, catalogue: Catalogue | None) -> list[Entry]:
        found: list[Entry] = []
        seen: set[str] = set()
        for one in tree.entries:
            key = one.key.text
            if not key.strip():
                self.scope.fault("value", one.key)
            elif key in seen:
                self.scope.fault("duplicate", one.key)
            seen.add(key)
            found.append(Entry(key, self._fields(one, catalogue), self.place(one.key)))
        return found

    def _fields(self, one: s.CatalogueEntry, catalogue: Catalogue | None) -> dict[str, str]:
        """All fields of the catalogue: as given, each at most once, or empty."""
        if catalogue is None:
            return {}
        given: dict[str, str] = {}
        for name, text in one.fields:
            column = self.kinds.field(self.scope, catalogue, name.text, name)
            if column is None:
                continue
            if column.name in given:
                self.scope.fault("duplicate", name)
            given[column.name] = text.text
        return {column.name: given.get(column.name, "") for column in catalogue.fields}

    def _from_file(self, tree: s.Listing, catalogue: Catalogue | None) -> list[Entry]:
        """A path is relative to the source and stays inside; one that leads nowhere is `value` at the statement."""
        assert tree.file is not None
        path = normpath(join(dirname(self.source.path), tree.file.text))
        if path not in self.where.sheets:
            self.scope.fault("value", tree)
            return []
        if catalogue is None:
            return []
        found = sheet(catalogue, self.where.sheets[path], keys_only=tree.action == "exclude")
        for code, line in found.faults:
            self.scope.sound = False
            self.scope.findings.append(finding(code, Place(path, line, 1)))
        return [Entry(key, fields, self.place(tree)) for key, fields in found.entries]
