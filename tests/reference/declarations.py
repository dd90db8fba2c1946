"""Dimensions, items, statistics, places and derived items from their trees (section 4), with every error."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qingdan_dsl.source import Source
from qingdan_dsl.syntax import declarations as d
from qingdan_dsl.syntax import expressions as e
from qingdan_dsl.syntax.declarations import File

from .circles import circles
from .clauses import by
from .findings import Finding, finding
from .kinds import Kinds, Scope, nodes
from .model import LEVELS, Axis, Catalogue, Choice, Column, Define, Item, Jurisdiction, Model, Statistic
from .names import Names, Symbol, declared_symbols, place_of
from .values import Known, calendar, compared, literal

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Read = tuple[File, Source]


class Declarations:
    """Binds everything but documents; `model` is what takes part, `findings` every error of the texts."""

    def __init__(self, files: Sequence[Read]) -> None:
        """Declares all names, and reads what they name."""
        self.model = Model()
        self.findings: list[Finding] = []
        self.names = Names()
        self.kinds = Kinds(self.names)
        self.files = files
        self.names.declare([symbol for file, source in files for symbol in declared_symbols(file, source)])
        self.findings += self.names.findings
        self._axes()
        self._each(d.Group, self._group)
        self._each(d.Item, self._item)
        self._each(d.Statistic, self._statistic)
        self._each(d.Catalogue, self._catalogue)
        self._jurisdictions()
        self._defines()

    # ---- how a thing is read

    def _each(self, sort: type[d.Declaration], read: Callable[[Scope, d.Declaration], object]) -> None:
        """Reads all declarations of a sort; one with an error takes no part."""
        for file, source in self.files:
            for declaration in file.declarations:
                if isinstance(declaration, sort):
                    scope = Scope(source)
                    meaning = read(scope, declaration)
                    self.findings += scope.findings
                    self.bind(self.names.of(declaration), meaning, sound=scope.sound)

    def bind(self, symbol: Symbol, meaning: object, *, sound: bool) -> None:
        """What a declared name means; where that is unsound it takes no part."""
        symbol.present = symbol.present and sound and meaning is not None
        symbol.meaning = meaning

    def kept(self, declaration: e.Node) -> bool:
        """Whether a declaration takes part."""
        return self.names.of(declaration).present

    # ---- dimensions and groups

    def _axes(self) -> None:
        for file, _ in self.files:
            for declaration in file.declarations:
                if isinstance(declaration, d.Dimension):
                    self._dimension(declaration)
                elif isinstance(declaration, d.Measure):
                    axis = Axis(declaration.name.text, measure=declaration.kind)
                    self.bind(self.names.of(declaration), axis, sound=True)
                    if self.kept(declaration):
                        self.model.axes[axis.name] = axis

    def _dimension(self, node: d.Dimension) -> None:
        """A member that is declared elsewhere before takes no part; the others do."""
        members = [member for member in node.members if self.kept(member)]
        axis = Axis(node.name.text, tuple(member.name.text for member in members), node.ordered)
        symbol = self.names.of(node)
        self.bind(symbol, axis, sound=True)
        if symbol.present:
            self.model.axes[axis.name] = axis
        for number, member in enumerate(members):
            self.bind(self.names.of(member), Choice(axis, frozenset({number})), sound=symbol.present)

    def _group(self, scope: Scope, node: d.Declaration) -> Choice | None:
        assert isinstance(node, d.Group)
        choices: list[Choice] = []
        for name in node.members:
            symbol = self.kinds.wanted(scope, name, "member")
            if symbol is None:
                continue
            assert isinstance(symbol.meaning, Choice)
            if choices and symbol.meaning.axis is not choices[0].axis:
                scope.fault("type", name)
            choices.append(symbol.meaning)
        if not choices:
            return None
        return Choice(choices[0].axis, frozenset[int]().union(*(choice.members for choice in choices)))

    # ---- items, statistics, catalogues

    def _clause(self, scope: Scope, node: d.Declaration, *values: object) -> None:
        """`syntax` where a clause is missing (section 4)."""
        if any(value is None for value in values):
            scope.fault("syntax", node.name)

    def _item(self, scope: Scope, node: d.Declaration) -> Item | None:
        assert isinstance(node, d.Item)
        self._clause(scope, node, node.kind)
        axes = by(self.kinds, scope, node.dimensions)
        if node.kind is None:
            return None
        lowest = self._end(scope, node.kind, node.range.lowest if node.range else None)
        highest = self._end(scope, node.kind, node.range.highest if node.range else None)
        if lowest and highest and node.range and lowest.kind == highest.kind and compared(">", lowest, highest):
            scope.fault("value", node.range)
        item = Item(node.name.text, node.kind, axes, lowest, highest, node.better)
        if scope.sound and self.kept(node):
            self.model.items[item.name] = item
        return item

    def _end(self, scope: Scope, kind: str, node: e.Literal | e.Day | None) -> Known | None:
        if node is None:
            return None
        if self.kinds.kind(scope, node) != kind:
            scope.fault("type", node)
            return None
        if isinstance(node, e.Literal):
            return literal(node)
        day = calendar(node)
        return Known("date", day) if day else None

    def _statistic(self, scope: Scope, node: d.Declaration) -> Statistic | None:
        assert isinstance(node, d.Statistic)
        self._clause(scope, node, node.kind)
        if node.kind is None:
            return None
        statistic = Statistic(node.name.text, node.kind, node.by_year)
        if self.kept(node):
            self.model.statistics[statistic.name] = statistic
        return statistic

    def _catalogue(self, scope: Scope, node: d.Declaration) -> Catalogue | None:
        """Of two columns with one name the first counts (section 2)."""
        assert isinstance(node, d.Catalogue)
        self._clause(scope, node, node.key)
        columns: dict[str, Column] = {}
        for member in sorted((*((node.key,) if node.key else ()), *node.fields), key=lambda one: one.name.start):
            if member.name.text in columns:
                scope.findings.append(finding("duplicate", place_of(scope.source, member.name.start)))
            else:
                columns[member.name.text] = Column(member.name.text, member.label.text if member.label else None)
        if node.key is None:
            return None
        key = columns.pop(node.key.name.text)
        return Catalogue(node.name.text, key, tuple(columns.values()))

    # ---- jurisdictions

    def _jurisdictions(self) -> None:
        """The parent's level is above the child's; one nation; who lies in one left out is left out too."""
        found = [
            (node, source)
            for file, source in self.files
            for node in file.declarations
            if isinstance(node, d.Jurisdiction)
        ]
        found.sort(key=lambda one: (LEVELS.index(one[0].rank) if one[0].rank else -1, one[1].path, one[0].start))
        nation: Jurisdiction | None = None
        for node, source in found:
            scope = Scope(source)
            jurisdiction = self._jurisdiction(scope, node)
            if jurisdiction and jurisdiction.level == "nation" and self.kept(node) and scope.sound:
                if nation:
                    scope.fault("duplicate", node.name)
                nation = nation or jurisdiction
            self.findings += scope.findings
            self.bind(self.names.of(node), jurisdiction, sound=scope.sound)
            if self.kept(node) and jurisdiction:
                self.model.jurisdictions[jurisdiction.name] = jurisdiction

    def _jurisdiction(self, scope: Scope, node: d.Jurisdiction) -> Jurisdiction | None:
        self._clause(scope, node, node.rank)
        parent: Jurisdiction | None = None
        if node.parent is not None:
            symbol = self.kinds.wanted(scope, node.parent, "jurisdiction")
            rank = self._rank_of(symbol) if symbol else None
            if symbol and node.rank and rank and LEVELS.index(rank) >= LEVELS.index(node.rank):
                scope.fault("value", node.parent)
            elif symbol and isinstance(symbol.meaning, Jurisdiction):
                parent = symbol.meaning
            elif symbol:
                scope.sound = False
        elif node.rank is not None and node.rank != "nation":
            scope.fault("value", node.name)
        return Jurisdiction(node.name.text, node.rank, parent) if node.rank else None

    def _rank_of(self, symbol: Symbol) -> str | None:
        return symbol.node.rank if isinstance(symbol.node, d.Jurisdiction) else None

    # ---- defines

    def _defines(self) -> None:
        """Shells first, so that one may name another; then the expressions; no circles (section 4)."""
        found: list[tuple[d.Define, Scope]] = []
        for file, source in self.files:
            for node in file.declarations:
                if isinstance(node, d.Define):
                    scope = Scope(source)
                    self._clause(scope, node, node.kind, node.expression)
                    axes = by(self.kinds, scope, node.dimensions)
                    meaning = None
                    if node.kind is not None and node.expression is not None:
                        place = place_of(source, node.name.start)
                        meaning = Define(node.name.text, node.kind, axes, node.expression, place)
                    symbol = self.names.of(node)
                    self.bind(symbol, meaning, sound=scope.sound)
                    found.append((node, scope))
        broken: set[int] = set()
        for node, scope in found:
            symbol = self.names.of(node)
            define = symbol.meaning if symbol.present else None
            if isinstance(define, Define):
                kind = self.kinds.kind(scope, define.expression)
                if kind is not None and kind != define.kind:
                    scope.fault("type", define.expression)
                self.kinds.confined(scope, define.expression, define.axes)
            elif node.expression is not None:
                self.kinds.kind(scope, node.expression)
            self.findings += scope.findings
            if not scope.sound:
                broken.add(id(node))
        self._define_circles([node for node, _ in found], broken)

    def _define_circles(self, found: list[d.Define], broken: set[int]) -> None:
        uses = {self.names.of(node).name: self._uses(node) for node in found if self.kept(node)}
        for circle in circles(uses):
            places = sorted(symbol.place for symbol in map(self.names.look_up, circle) if isinstance(symbol, Symbol))
            self.findings.append(finding("cycle", places[0]))
            for node in found:
                if self.names.of(node).name in circle:
                    broken.add(id(node))
        left_out = {self.names.of(node).name for node in found if id(node) in broken}
        while True:  # who names one that is left out is left out
            more = {name for name, used in uses.items() if name not in left_out and used & left_out}
            if not more:
                break
            left_out |= more
        for node in found:
            symbol = self.names.of(node)
            symbol.present = symbol.present and symbol.name not in left_out
            if symbol.present and isinstance(symbol.meaning, Define):
                self.model.defines[symbol.name] = symbol.meaning

    def _uses(self, node: d.Define) -> set[str]:
        used: set[str] = set()
        for part in nodes(node.expression) if node.expression is not None else ():
            name = part.name if isinstance(part, e.Cell) else part
            meaning = self.kinds.item(name) if isinstance(name, e.Name) else None
            if isinstance(meaning, Define):
                used.add(meaning.name)
            for pin in part.pins if isinstance(part, e.Cell) else ():
                if isinstance(pin, e.YearPin):
                    for inner in nodes(pin.value):
                        other = self.kinds.item(inner) if isinstance(inner, e.Name) else None
                        used |= {other.name} if isinstance(other, Define) else set()
        return used
