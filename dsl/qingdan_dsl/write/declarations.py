"""Declarations and documents as text."""

# ruff: noqa: D102  a method writes the class of its name

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from qingdan_dsl.syntax import declarations as d
from qingdan_dsl.syntax.expressions import Day, Literal
from qingdan_dsl.syntax.statements import Case
from qingdan_dsl.write.layout import Lines, block
from qingdan_dsl.write.statements import Statements, joined
from qingdan_dsl.write.words import quoted, quoted_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


class Writer(Statements):
    """One method for each class of a declaration; each gives its lines."""

    def file(self, declarations: Sequence[d.AnyDeclaration]) -> str:
        """All of a file: an empty line between declarations of different sorts, and around longer ones."""
        text = ""
        last: tuple[type, int] | None = None
        for node in declarations:
            lines = _WRITERS[type(node)](self, node)
            here = (type(node), len(lines))
            text += "\n" if last and (here != last or len(lines) > 1) else ""
            text += "\n".join(lines) + "\n"
            last = here
        return text

    def _head(self, word: str, node: d.Declaration) -> str:
        return joined(self.word(word), self._named(node))

    def _named(self, node: d.Declaration) -> str:
        return joined(self.name(node.name), self.label(node.label))

    def dimension(self, node: d.Dimension) -> Lines:
        head = joined(self._head("dimension", node), self.word("ordered") if node.ordered else "")
        return block([head], [[self._named(member)] for member in node.members])

    def measure(self, node: d.Measure) -> Lines:
        colon = "：" if self._chinese else " : "
        return [f"{self._head('dimension', node)}{colon}{self.other('kind', node.kind)}"]

    def group(self, node: d.Group) -> Lines:
        return [f"{self._head('group', node)} = {self.names(node.members)}"]

    def item(self, node: d.Item) -> Lines:
        better = self._with("better", self.word(node.better) if node.better else "")
        value = joined(self._value(node.kind), self._with("in", self._range(node.range)))
        return self._clauses("item", node, value, self._by(node), better)

    def _clauses(self, word: str, node: d.Declaration, *clauses: str) -> Lines:
        return block([self._head(word, node)], [[clause] for clause in clauses if clause])

    def _value(self, kind: str | None) -> str:
        return self._with("value", self.other("kind", kind) if kind else "")

    def _by(self, node: d.Item | d.Define) -> str:
        return self._with("by", self.names(node.dimensions))

    def _range(self, node: d.Range | None) -> str:
        return f"{self._end(node.lowest)}..{self._end(node.highest)}" if node else ""

    def _end(self, end: Literal | Day | None) -> str:
        if end is None:
            return ""
        return self.day(end) if isinstance(end, Day) else self.literal(end)

    def statistic(self, node: d.Statistic) -> Lines:
        by = self._with("by", self.word("year") if node.by_year else "")
        return self._clauses("statistic", node, self._value(node.kind), by)

    def define(self, node: d.Define) -> Lines:
        meaning = self._with("as", self.expression(node.expression) if node.expression else "")
        return self._clauses("define", node, self._value(node.kind), self._by(node), meaning)

    def catalogue(self, node: d.Catalogue) -> Lines:
        key = [self._column("key", node.key)] if node.key else []
        return self._clauses("catalogue", node, *key, *(self._column("field", field) for field in node.fields))

    def _column(self, word: str, node: d.Member) -> str:
        return joined(self.word(word), node.name.text, self.label(node.label))

    def jurisdiction(self, node: d.Jurisdiction) -> Lines:
        level = self._with("level", self.other("level", node.rank) if node.rank else "")
        parent = self._with("within", self.name(node.parent) if node.parent else "")
        return self._clauses("jurisdiction", node, level, parent, self._code(node))

    def _code(self, node: d.Jurisdiction) -> str:
        return self._with("code", self.text(node.code) if node.code else "")

    def document(self, node: d.Document) -> Lines:
        parts: list[Lines] = [[clause] for clause in self._document_clauses(node) if clause]
        for part in [*map(self._article, node.articles), *map(self.case, node.cases)]:
            parts.append(["", *part] if parts else part)
        return block([self._head("document", node)], parts, one_line=False)

    def _document_clauses(self, node: d.Document) -> Lines:
        return [
            self._with("number", self.text(node.number) if node.number else ""),
            self._with("issuer", self.name(node.issuer) if node.issuer else ""),
            self._with("issued", self._day(node.issued)),
            self._with("effective", self._day(node.effective)),
            self._with("until", self._day(node.until)),
            self._with("status", self.word("draft") if node.draft else ""),
            self._with("source", self.text(node.source) if node.source else ""),
            self._with("repeals", self.names(node.repeals)),
            self._with("amends", self.names(node.amends)),
        ]

    def _article(self, node: d.Article) -> Lines:
        head = joined(self.word("article"), quoted(node.id), self.label(node.title))
        text = [[f"{self.word('text')} {quoted_lines(node.text.text)}"]] if node.text else []
        return block([head], [*text, *self.all_lines(node.statements)], one_line=False)


_WRITERS: Final[dict[type, Callable[[Writer, Any], Lines]]] = {
    d.Dimension: Writer.dimension,
    d.Measure: Writer.measure,
    d.Group: Writer.group,
    d.Item: Writer.item,
    d.Statistic: Writer.statistic,
    d.Define: Writer.define,
    d.Catalogue: Writer.catalogue,
    d.Jurisdiction: Writer.jurisdiction,
    d.Document: Writer.document,
    Case: Writer.case,
}
