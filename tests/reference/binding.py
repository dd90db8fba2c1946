"""Documents, rules and statements from their trees (sections 4, 5 and 11), and what is left out for an error."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qingdan_dsl.source import Source
from qingdan_dsl.syntax import declarations as d
from qingdan_dsl.syntax import statements as s

from .clauses import Clauses, Where, day
from .declarations import Declarations, Read
from .kinds import Scope
from .model import Document, Jurisdiction, Rule
from .names import place_of, rules_of
from .statements import Reader

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Found = tuple[d.Document, Source, Document | None]


class Binder(Declarations):
    """Binds the names of all files together."""

    def __init__(self, files: Sequence[Read], sheets: Mapping[str, bytes], *, no_drafts: bool) -> None:
        """Reads the files in full; `sheets` are the CSV files beside them."""
        super().__init__(files)
        self._no_drafts = no_drafts
        self._sheets = sheets
        found = self._clauses()
        self._keep(found)
        self._statements(found)

    # ---- documents

    def _clauses(self) -> list[Found]:
        """The documents with their own clauses; one with an error in these takes no part."""
        found: list[Found] = []
        for file, source in self.files:
            for node in file.declarations:
                if isinstance(node, d.Document):
                    scope = Scope(source, node.name.text)
                    document = self._document(scope, node)
                    self.findings += scope.findings
                    symbol = self.names.of(node)
                    self.bind(symbol, document, sound=scope.sound and not (node.draft and self._no_drafts))
                    found.append((node, source, document))
        for node, source, document in found:
            self._relations(node, source, document)
        return found

    def _keep(self, found: list[Found]) -> None:
        """The documents that take part; a relation to one that does not is passed over."""
        documents = [document for node, _, document in found if document and self.kept(node)]
        for document in documents:
            document.repeals = [one for one in document.repeals if one[0] in documents]
            document.amends = [one for one in document.amends if one[0] in documents]
        self.model.documents.extend(documents)

    def _where(self, one: Found) -> Where:
        node, source, document = one
        kept = document if self.kept(node) else None
        return Where(self.names, self.kinds, self.model, source, node, kept, self._sheets)

    def _statements(self, found: list[Found]) -> None:
        """Rules first, then what may name them."""
        for one in found:
            for rule in rules_of(one[0]):
                self._rule(Clauses(self._where(one)), rule)
        for one in found:
            inside = [statement for article in one[0].articles for statement in article.statements]
            for statement in [*inside, *one[0].cases]:
                self._statement(Reader(self._where(one)), statement)
        for file, source in self.files:
            for case in file.declarations:
                if isinstance(case, s.Case):
                    self._statement(Reader(Where(self.names, self.kinds, self.model, source)), case)

    def _document(self, scope: Scope, node: d.Document) -> Document | None:
        if node.issuer is None or (node.issued is None and not node.draft):
            scope.fault("syntax", node.name)
        dates = {what: day(scope, getattr(node, what)) for what in ("issued", "effective", "until")}
        symbol = self.kinds.wanted(scope, node.issuer, "jurisdiction") if node.issuer else None
        issuer = symbol.meaning if symbol else None
        if not isinstance(issuer, Jurisdiction):
            return None
        if not node.name.text.startswith(f"{issuer.name}."):
            scope.fault("name", node.name)
        return Document(
            node.name.text,
            issuer,
            dates["issued"],
            dates["effective"] or dates["issued"],
            dates["until"],
            node.draft,
        )

    def _relations(self, node: d.Document, source: Source, document: Document | None) -> None:
        """`repeals` and `amends`: a name that is no document is an error of the document's own clauses."""
        symbol = self.names.of(node)
        for names, what in ((node.repeals, "repeals"), (node.amends, "amends")):
            for name in names:
                scope = Scope(source, node.name.text)
                other = self.names.look_up(name.text)
                if isinstance(other, str) or other.sort != "document":
                    self.kinds.wanted(scope, name, "document")
                    symbol.present = False
                elif other.present and document and isinstance(other.meaning, Document):
                    relations = document.repeals if what == "repeals" else document.amends
                    relations.append((other.meaning, place_of(source, name.start)))
                self.findings += scope.findings

    # ---- rules

    def _rule(self, reader: Clauses, tree: s.Rule) -> None:
        scope = reader.scope
        scope.single = False
        reader.times(tree)
        kind = self.kinds.kind(scope, tree.expression)
        if kind is not None and kind != "yes-no":
            scope.fault("type", tree.expression)
        reader.condition(tree.narrowing.condition)
        axes = self.kinds.open_axes(tree.expression, tree.narrowing.condition)
        expression_sound = scope.sound
        reader.about(tree.narrowing.scope, list(axes.values()) if expression_sound else None)
        self.findings += scope.findings
        symbol = self.names.of(tree)
        rule = Rule(
            symbol.name,
            reader.statement(tree),
            tree.force or "must",
            tree.rank,
            tree.expression,
            tree.narrowing.scope,
            tree.narrowing.condition,
            axes,
        )
        self.bind(symbol, rule, sound=scope.sound and reader.where.document is not None)
        if symbol.present:
            self.model.rules.append(rule)
            self.model.statements.append(rule.statement)

    # ---- statements

    def _statement(self, reader: Reader, tree: s.Statement) -> None:
        if isinstance(tree, s.Rule):
            return
        made = reader.read(tree)
        self.findings += reader.scope.findings
        outside = isinstance(tree, s.Case) and reader.where.node is None
        if not reader.scope.sound or (reader.where.document is None and not outside) or made is None:
            return
        made()
        if reader.where.document is not None:
            self.model.statements.append(reader.statement(tree))
