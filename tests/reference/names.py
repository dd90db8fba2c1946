"""Which name means what (sections 2 and 4): names, labels that stand for them, names declared twice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qingdan_dsl.syntax import declarations as d
from qingdan_dsl.syntax import statements as s
from qingdan_dsl.words import is_keyword

from .findings import Finding, finding
from .model import Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qingdan_dsl.source import Source
    from qingdan_dsl.syntax.declarations import File
    from qingdan_dsl.syntax.expressions import Node


@dataclass(eq=False, slots=True)
class Symbol:
    """A declared name. `present` is false where what it names takes no part; `meaning` is set when it is bound."""

    sort: str
    name: str
    label: str | None
    start: int
    place: Place
    node: Node | None
    present: bool = True
    meaning: object = None


class Names:
    """Every declared name of all files, those of broken files too."""

    def __init__(self) -> None:
        """No names."""
        self._symbols: dict[str, Symbol] = {}
        self._labels: dict[str, set[str]] = {}
        self._by_node: dict[int, Symbol] = {}
        self.findings: list[Finding] = []

    def declare(self, symbols: list[Symbol]) -> None:
        """Declares all names. The first by path and place counts; each later one is `duplicate` (section 2)."""
        for symbol in sorted(symbols, key=lambda one: (one.place.path, one.start)):
            if symbol.node is not None:
                self._by_node[id(symbol.node)] = symbol
            if symbol.label is not None:
                self._labels.setdefault(symbol.label, set()).add(symbol.name)
            if symbol.name in self._symbols:
                symbol.present = False
                self.findings.append(finding("duplicate", symbol.place))
            else:
                self._symbols[symbol.name] = symbol

    def of(self, node: Node) -> Symbol:
        """The symbol that a declaration declares."""
        return self._by_node[id(node)]

    def look_up(self, text: str) -> Symbol | str:
        """What a name or label means; `unknown` or `ambiguous` where it means nothing or several things.

        A label stands for its name where it is no keyword, is borne by one declaration only and is no other's name.
        """
        if text in self._symbols:
            return self._symbols[text]
        bearers = self._labels.get(text, set())
        if is_keyword(text) or not bearers:
            return "unknown"
        if len(bearers) > 1:
            return "ambiguous"
        return self._symbols[next(iter(bearers))]

    def look_up_rule(self, text: str, document: str | None) -> Symbol | str:
        """As `look_up`; inside its own document a rule's short name serves (section 4)."""
        if document is not None:
            own = self._symbols.get(f"{document}.{text}")
            if own is not None and own.sort == "rule":
                return own
        return self.look_up(text)


def declared_symbols(file: File, source: Source) -> Iterator[Symbol]:
    """Every name that a file declares: dimensions, members, …, documents and the full names of their rules."""
    for known in file.declared:
        place = place_of(source, known.span.start)
        label = known.label if known.label and known.sort != "document" else None
        yield Symbol(known.sort, known.name, label, known.span.start, place, None, present=False)
    for declaration in file.declarations:
        if isinstance(declaration, s.Case):
            continue
        sort = type(declaration).__name__.lower()
        yield _symbol(sort, declaration, source)
        if isinstance(declaration, d.Dimension):
            for member in declaration.members:
                yield _symbol("member", member, source)
        if isinstance(declaration, d.Document):
            for rule in rules_of(declaration):
                yield _symbol("rule", rule, source, f"{declaration.name.text}.")


def rules_of(document: d.Document) -> Iterator[s.Rule]:
    """The rules of a document."""
    for article in document.articles:
        for statement in article.statements:
            if isinstance(statement, s.Rule):
                yield statement


def place_of(source: Source, start: int) -> Place:
    """The place of an offset."""
    at = source.position(start)
    return Place(source.path, at.line, at.column)


def _symbol(sort: str, node: d.Declaration | s.Rule, source: Source, document: str = "") -> Symbol:
    start = node.name.start
    titled = isinstance(node, d.Document)  # a document has a title, which stands for no name
    label = node.label.text if node.label and not titled else None
    return Symbol(sort, document + node.name.text, label, start, place_of(source, start), node)
