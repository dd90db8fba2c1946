"""Which expressions and selectors make sense: names bound, kinds that go together, dimensions (sections 3 and 5)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qingdan_dsl.syntax import expressions as e
from qingdan_dsl.words import UNIT_OF

from .findings import Finding, finding
from .model import Axis, Catalogue, Choice, Column, Define, Item, Statistic
from .names import Names, Symbol, place_of
from .values import QUANTITIES, calendar, combined

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qingdan_dsl.source import Source

TESTS = ("member", "group")
ORDERED = QUANTITIES | {"date"}
"""Kinds that compare by `<`; text and yes-no only by `=` and `!=`."""


@dataclass(eq=False, slots=True)
class Scope:
    """What is being read. `sound` turns false at an error, and where something is named that takes no part.

    `single`: an item's brackets pin each dimension to one member (section 5: in a VALUE).
    """

    source: Source
    document: str | None = None
    single: bool = True
    sound: bool = True
    findings: list[Finding] = field(default_factory=list)

    def fault(self, code: str, node: e.Node) -> None:
        """An error at a node."""
        self.sound = False
        self.findings.append(finding(code, place_of(self.source, node.start)))


class Kinds:
    """Reads expressions and selectors against the declared names."""

    def __init__(self, names: Names) -> None:
        """Reads with these names."""
        self._names = names

    # ---- names

    def wanted(self, scope: Scope, name: e.Name, *sorts: str) -> Symbol | None:
        """What a name means, if it is of one of these sorts and takes part."""
        return self._fitting(scope, name, self._names.look_up(name.text), sorts)

    def wanted_rule(self, scope: Scope, name: e.Name) -> Symbol | None:
        """The rule that a name means."""
        return self._fitting(scope, name, self._names.look_up_rule(name.text, scope.document), ("rule",))

    def _fitting(self, scope: Scope, name: e.Name, found: Symbol | str, sorts: tuple[str, ...]) -> Symbol | None:
        if isinstance(found, str):
            scope.fault("name", name)
            return None
        if found.sort not in sorts and not (found.sort == "dimension" and "measure" in sorts and found.node is None):
            scope.fault("type", name)
            return None
        if not found.present:
            scope.sound = False
            return None
        return found

    def found(self, name: e.Name) -> Symbol | None:
        """What a name means, without a word about it where it means nothing."""
        symbol = self._names.look_up(name.text)
        return symbol if isinstance(symbol, Symbol) and symbol.present else None

    def axis(self, name: e.Expression) -> Axis | None:
        """The dimension or measure that an operand names, if it names one."""
        symbol = self.found(name) if isinstance(name, e.Name) else None
        return symbol.meaning if symbol and isinstance(symbol.meaning, Axis) else None

    def measure(self, name: e.Expression) -> Axis | None:
        """The measure that an operand names, if it names one."""
        axis = self.axis(name)
        return axis if axis and axis.measure else None

    def item(self, name: e.Name) -> Item | Define | Statistic | None:
        """The item, define or statistic that a name means, if it means one."""
        symbol = self.found(name)
        meaning = symbol.meaning if symbol else None
        return meaning if isinstance(meaning, Item | Define | Statistic) else None

    # ---- selectors

    def selector(self, scope: Scope, terms: tuple[e.Expression, ...]) -> list[tuple[e.Expression, Axis]]:
        """The terms of a selector with the dimension that each is about, as far as they are sound."""
        found: list[tuple[e.Expression, Axis]] = []
        for term in terms:
            axis = self.term(scope, term)
            if axis:
                found.append((term, axis))
        return found

    def term(self, scope: Scope, term: e.Expression) -> Axis | None:
        """The one dimension that a term of a selector is about."""
        if isinstance(term, e.Comparison):
            return self._bounds(scope, term)
        if isinstance(term, e.Not):
            return self.term(scope, term.operand)
        axes: list[Axis] = []
        sound = True
        for name in _alternatives(term):
            if not isinstance(name, e.Name):
                scope.fault("type", name)
                return None
            symbol = self.wanted(scope, name, *TESTS)
            if symbol is None:
                sound = False
                continue
            choice = symbol.meaning
            assert isinstance(choice, Choice)
            if axes and choice.axis is not axes[0]:
                scope.fault("type", name)
                return None
            axes.append(choice.axis)
        return axes[0] if sound and axes else None

    def _bounds(self, scope: Scope, term: e.Comparison) -> Axis | None:
        axes: list[Axis] = []
        for operand in term.operands:
            axis = self.axis(operand)
            if axis:
                axes.append(axis)
        if len(axes) == 1:
            return axes[0] if self._pairs(scope, term, tests_only=True) else None
        unsound = False
        for operand in term.operands:  # an unknown name is said to be one; anything else is no test of a dimension
            if isinstance(operand, e.Name) and not self.found(operand):
                self.wanted(scope, operand, "dimension", "measure", "member")
                unsound = True
        if not unsound:
            scope.fault("type", term)
        return None

    def _pairs(self, scope: Scope, node: e.Comparison, *, tests_only: bool = False) -> bool:
        """Whether all neighbours in a chain of comparisons go together."""
        before = len(scope.findings)
        sound = scope.sound
        scope.sound = True
        kinds = {id(operand): self._operand(scope, operand) for operand in node.operands}
        for left, operator, right in zip(node.operands, node.operators, node.operands[1:], strict=False):
            axis = self.axis(left) or self.axis(right)
            if axis and not axis.measure:
                self._test(scope, axis, left, operator, right)
            elif tests_only and not (axis and isinstance(right if self.axis(left) else left, e.Literal)):
                scope.fault("type", right)
            else:
                self._likes(scope, (left, kinds[id(left)]), operator, (right, kinds[id(right)]))
        good = scope.sound and len(scope.findings) == before
        scope.sound = scope.sound and sound
        return good

    def _operand(self, scope: Scope, operand: e.Expression) -> str | None:
        """The kind of an operand of a comparison; `dimension` where it is one. A member by itself is yes or no."""
        if isinstance(operand, e.Name):
            symbol = self._names.look_up(operand.text)
            if isinstance(symbol, Symbol) and symbol.sort == "dimension":
                scope.sound = scope.sound and symbol.present
                return symbol.sort if symbol.present else None
        return self.kind(scope, operand)

    def _test(self, scope: Scope, axis: Axis, left: e.Expression, operator: str, right: e.Expression) -> None:
        other = right if self.axis(left) else left
        symbol = self.found(other) if isinstance(other, e.Name) else None
        if symbol is None and isinstance(other, e.Name):
            return  # said to be unknown, or left out
        choice = symbol.meaning if symbol and symbol.sort == "member" else None
        if not isinstance(choice, Choice) or choice.axis is not axis:
            scope.fault("type", other)
        elif operator not in {"=", "!="} and not axis.ordered:
            scope.fault("type", left)

    def _likes(
        self,
        scope: Scope,
        left: tuple[e.Expression, str | None],
        operator: str,
        right: tuple[e.Expression, str | None],
    ) -> None:
        if left[1] is None or right[1] is None:
            return
        if left[1] != right[1] or left[1] == "dimension":
            scope.fault("type", right[0])
        elif operator not in {"=", "!="} and left[1] not in ORDERED:
            scope.fault("type", left[0])

    # ---- expressions

    def kind(self, scope: Scope, node: e.Expression) -> str | None:  # noqa: C901, PLR0911, PLR0912  one case a shape
        """The kind of an expression's value, or None where an error or something left out hides it."""
        match node:
            case e.Literal():
                return UNIT_OF[node.unit].kind if node.unit else "number"
            case e.Day():
                if calendar(node) is None:
                    scope.fault("value", node)
                return "date"
            case e.CheckDate():
                return "date"
            case e.Text():
                return "text"
            case e.YesNo():
                return "yes-no"
            case e.ThisYear():
                return "number"
            case e.Name():
                return self._name(scope, node)
            case e.Cell():
                return self._cell(scope, node)
            case e.Negation():
                return self._one_of(scope, node.operand, QUANTITIES)
            case e.Not():
                self._one_of(scope, node.operand, {"yes-no"})
                return "yes-no"
            case e.Arithmetic():
                return self._arithmetic(scope, node)
            case e.Connection():
                self._one_of(scope, node.left, {"yes-no"})
                self._one_of(scope, node.right, {"yes-no"})
                return "yes-no"
            case e.Comparison():
                self._pairs(scope, node)
                return "yes-no"
            case e.Conditional():
                return self._conditional(scope, node)
            case e.Call():
                return self._call(scope, node)
            case e.Sum():
                return self._sum(scope, node)
            case e.Count():
                self._count(scope, node)
                return "number"
            case e.Within():
                self.wanted(scope, node.catalogue, "catalogue")
                self.wanted(scope, node.jurisdiction, "jurisdiction")
                return "yes-no"
            case e.Alike():
                self._alike(scope, node.catalogue)
                self.wanted(scope, node.jurisdiction, "jurisdiction")
                return "yes-no"

    def _name(self, scope: Scope, node: e.Name) -> str | None:
        symbol = self.wanted(scope, node, "item", "define", "statistic", "measure", *TESTS)
        if symbol is None:
            return None
        if symbol.sort in TESTS:
            return "yes-no"
        meaning = symbol.meaning
        if isinstance(meaning, Axis):
            return meaning.measure
        assert isinstance(meaning, Item | Define | Statistic)
        return meaning.kind

    def _cell(self, scope: Scope, node: e.Cell) -> str | None:
        symbol = self.wanted(scope, node.name, "item", "define", "statistic")
        meaning = symbol.meaning if symbol else None
        if isinstance(meaning, Statistic):
            return self._year(scope, meaning, node)
        axes = meaning.axes if isinstance(meaning, Item | Define) else None
        seen: list[Axis] = []
        for pin in node.pins:
            if isinstance(pin, e.YearPin):
                self.kind(scope, pin.value)
                if meaning:
                    scope.fault("type", pin)
                continue
            axis = self._neighbour(scope, pin) if isinstance(pin, e.Neighbour) else self._pin(scope, pin)
            if axis is None:
                continue
            if axis in seen or (axes is not None and axis not in axes):
                scope.fault("type", pin)
            seen.append(axis)
        return meaning.kind if isinstance(meaning, Item | Define) else None

    def _year(self, scope: Scope, statistic: Statistic, node: e.Cell) -> str:
        for pin in node.pins:
            if not isinstance(pin, e.YearPin) or not statistic.by_year:
                scope.fault("type", pin)
            else:
                self._one_of(scope, pin.value, {"number"})
        if len(node.pins) > 1:
            scope.fault("type", node)
        return statistic.kind

    def _neighbour(self, scope: Scope, pin: e.Neighbour) -> Axis | None:
        symbol = self.wanted(scope, pin.dimension, "dimension", "measure")
        axis = symbol.meaning if symbol else None
        if not isinstance(axis, Axis):
            return None
        if not axis.ordered:
            scope.fault("type", pin)
            return None
        return axis

    def _pin(self, scope: Scope, pin: e.Expression) -> Axis | None:
        axis = self.term(scope, pin)
        if axis and scope.single and not self.pins_one(pin, axis):
            scope.fault("type", pin)
        return axis

    def pins_one(self, term: e.Expression, axis: Axis) -> bool:
        """Whether a term leaves one member, or one amount of a measure."""
        if axis.measure:
            return isinstance(term, e.Comparison) and term.operators == ("=",)
        return len(self.members(term, axis)) == 1

    def members(self, term: e.Expression, axis: Axis) -> frozenset[int]:
        """The members of a listed dimension for which a sound term holds, by their numbers."""
        everything = frozenset(range(len(axis.members)))
        match term:
            case e.Name():
                symbol = self.found(term)
                assert symbol is not None
                assert isinstance(symbol.meaning, Choice)
                return symbol.meaning.members
            case e.Not():
                return everything - self.members(term.operand, axis)
            case e.Connection():
                return self.members(term.left, axis) | self.members(term.right, axis)
            case e.Comparison():
                return frozenset(number for number in everything if self._holds(term, number))
            case _:
                raise AssertionError(term)

    def _holds(self, term: e.Comparison, number: int) -> bool:
        at = [number if self.axis(operand) else self._number_of(operand) for operand in term.operands]
        return all(
            member_compared(operator, left, right)
            for left, operator, right in zip(at, term.operators, at[1:], strict=False)
        )

    def _number_of(self, operand: e.Expression) -> int:
        assert isinstance(operand, e.Name)
        symbol = self.found(operand)
        assert symbol is not None
        assert isinstance(symbol.meaning, Choice)
        return next(iter(symbol.meaning.members))

    def _one_of(self, scope: Scope, node: e.Expression, kinds: frozenset[str] | set[str]) -> str | None:
        kind = self.kind(scope, node)
        if kind is not None and kind not in kinds:
            scope.fault("type", node)
            return None
        return kind

    def _arithmetic(self, scope: Scope, node: e.Arithmetic) -> str | None:
        left, right = self.kind(scope, node.left), self.kind(scope, node.right)
        if left is None or right is None:
            return None
        kind = combined(node.operator, left, right)
        if kind is None:
            scope.fault("type", node)
        return kind

    def _conditional(self, scope: Scope, node: e.Conditional) -> str | None:
        self._one_of(scope, node.condition, {"yes-no"})
        then, otherwise = self.kind(scope, node.then), self.kind(scope, node.otherwise)
        if then is None or otherwise is None:
            return None
        if then != otherwise:
            scope.fault("type", node.otherwise)
            return None
        return then

    def _call(self, scope: Scope, node: e.Call) -> str | None:
        if node.function == "banded":
            return self._banded(scope, node)
        kinds = [self.kind(scope, argument) for argument in node.arguments]
        wanted = {"abs": 1, "round": 2, "round-down": 2, "round-up": 2}.get(node.function)
        if wanted is not None and len(kinds) != wanted:
            scope.fault("type", node)
            return None
        allowed = ORDERED if node.function in {"min", "max"} else QUANTITIES
        for argument, kind in zip(node.arguments, kinds, strict=True):
            if kind is not None and kind not in allowed:
                scope.fault("type", argument)
                return None
        if None in kinds:
            return None
        for argument, kind in zip(node.arguments, kinds, strict=True):
            if kind != kinds[0]:
                scope.fault("type", argument)
                return None
        return kinds[0]

    def _banded(self, scope: Scope, node: e.Call) -> str | None:
        """`banded(ITEM, AMOUNT, FROM)` (section 12): a share of the kind of the measure by whose bands it goes."""
        if len(node.arguments) != 3:
            scope.fault("type", node)
            return None
        ratio, amount, start = node.arguments
        kind = self._one_of(scope, ratio, {"percent"})
        found = [self.kind(scope, amount), self.kind(scope, start)]
        axis = self.banding(ratio, amount)
        if kind and axis is None:
            scope.fault("type", ratio)
        if axis and None not in found and found != [axis.measure, axis.measure]:
            scope.fault("type", node)
        return axis.measure if axis else None

    def banding(self, ratio: e.Expression, amount: e.Expression) -> Axis | None:
        """The measure of the bands: those that the amount names, else the only one by which the ratio goes."""
        axes = [axis for axis in self.reference_axes(ratio).values() if axis.measure == "yuan"]
        named = [axis for axis in axes if any(self.measure(part) is axis for part in nodes(amount))]
        found = named or axes
        return found[0] if len(found) == 1 else None

    def _sum(self, scope: Scope, node: e.Sum) -> str | None:
        kind = self.kind(scope, node.item)
        symbol = self.wanted(scope, node.dimension, "dimension", "measure")
        axis = symbol.meaning if symbol else None
        name = node.item.name if isinstance(node.item, e.Cell) else node.item
        summed = self.found(name)
        if kind is not None and summed is not None and not isinstance(summed.meaning, Item | Define):
            scope.fault("type", node.item)
            return None
        if kind is not None and kind not in QUANTITIES:
            scope.fault("type", node.item)
            return None
        if isinstance(axis, Axis) and kind is not None:
            open_axes = self.reference_axes(node.item)
            neighbours = isinstance(node.item, e.Cell) and any(
                isinstance(pin, e.Neighbour) and self.axis(pin.dimension) is axis for pin in node.item.pins
            )
            if axis.measure or neighbours or axis.name not in open_axes:
                scope.fault("type", node.dimension)
        return kind

    # ---- catalogues (section 8)

    def _count(self, scope: Scope, node: e.Count) -> None:
        symbol = self.wanted(scope, node.catalogue, "catalogue")
        if node.other is not None:
            self.wanted(scope, node.other, "jurisdiction")
        if node.field is not None and symbol and isinstance(symbol.meaning, Catalogue):
            self.field(scope, symbol.meaning, node.field.text, node.field)
        if node.day is not None:
            self.kind(scope, node.day)

    def field(self, scope: Scope, catalogue: Catalogue, text: str, node: e.Node) -> Column | None:
        """The field that a name or label means in a catalogue; its key is no field."""
        column = catalogue.named(text)
        if isinstance(column, str):
            scope.fault("name", node)
            return None
        if column is catalogue.key:
            scope.fault("type", node)
            return None
        return column

    def _alike(self, scope: Scope, name: e.Name) -> None:
        """`C`, or else `C.field`: a name or label of a catalogue, a dot, a name or label of its field."""
        halves = self._halves(name)
        if halves is None:
            self.wanted(scope, name, "catalogue")
            return
        symbol, text = halves
        if not symbol.present:
            scope.sound = False
            return
        assert isinstance(symbol.meaning, Catalogue)
        self.field(scope, symbol.meaning, text, name)

    def _halves(self, name: e.Name) -> tuple[Symbol, str] | None:
        """The catalogue and the field of a `C.field`, the longest name first; None where the whole is a name."""
        if self._names.look_up(name.text) != "unknown":
            return None
        parts = name.text.split(".")
        for cut in range(len(parts) - 1, 0, -1):
            symbol = self._names.look_up(".".join(parts[:cut]))
            if isinstance(symbol, Symbol) and symbol.sort == "catalogue":
                return symbol, ".".join(parts[cut:])
        return None

    def asked(self, name: e.Name) -> tuple[Catalogue, str | None]:
        """The catalogue of a sound `as`, and the field that it asks, None for all."""
        halves = self._halves(name)
        symbol = halves[0] if halves else self.found(name)
        assert symbol is not None
        assert isinstance(symbol.meaning, Catalogue)
        column = symbol.meaning.named(halves[1]) if halves else None
        return symbol.meaning, column.name if isinstance(column, Column) else None

    # ---- dimensions that are left open

    def reference_axes(self, node: e.Expression) -> dict[str, Axis]:
        """The dimensions that a reference to an item or define leaves open (section 5)."""
        name = node.name if isinstance(node, e.Cell) else node
        meaning = self.item(name) if isinstance(name, e.Name) else None
        if not isinstance(meaning, Item | Define):
            return {}
        left = {axis.name: axis for axis in meaning.axes}
        if isinstance(node, e.Cell):
            for pin in node.pins:
                if not isinstance(pin, e.Neighbour | e.YearPin):
                    axis = self.term_axis(pin)
                    left.pop(axis.name if axis else "", None)
        return left

    def term_axis(self, term: e.Expression) -> Axis | None:
        """The dimension of a sound term."""
        for node in nodes(term):
            symbol = self.found(node) if isinstance(node, e.Name) else None
            if symbol and isinstance(symbol.meaning, Axis):
                return symbol.meaning
            if symbol and isinstance(symbol.meaning, Choice):
                return symbol.meaning.axis
        return None

    def leaves(self, node: e.Expression) -> Iterator[tuple[e.Expression, dict[str, Axis]]]:
        """The references and tests of an expression, each with the dimensions that it leaves open."""
        match node:
            case e.Name():
                symbol = self.found(node)
                meaning = symbol.meaning if symbol else None
                if isinstance(meaning, Axis):
                    yield node, {meaning.name: meaning}
                elif isinstance(meaning, Choice):
                    yield node, {meaning.axis.name: meaning.axis}
                else:
                    yield node, self.reference_axes(node)
            case e.Cell():
                yield node, self.reference_axes(node)
                for pin in node.pins:
                    if isinstance(pin, e.YearPin):
                        yield from self.leaves(pin.value)
            case e.Call(function="banded", arguments=(ratio, amount, start)):
                yield from self._leaves_of_bands(ratio, amount, start)
            case e.Sum():
                axes = self.reference_axes(node.item)
                axis = self.axis(node.dimension)
                axes.pop(axis.name if axis else "", None)
                yield node, axes
            case _:
                for part in parts(node):
                    yield from self.leaves(part)

    def _leaves_of_bands(
        self, ratio: e.Expression, amount: e.Expression, start: e.Expression
    ) -> Iterator[tuple[e.Expression, dict[str, Axis]]]:
        """Those of `banded`, which runs over the bands of its ratio."""
        banding = self.banding(ratio, amount)
        for leaf, left in self.leaves(ratio):
            yield leaf, {name: axis for name, axis in left.items() if axis is not banding}
        yield from self.leaves(amount)
        yield from self.leaves(start)

    def open_axes(self, *expressions: e.Expression | None) -> dict[str, Axis]:
        """The dimensions that the references and tests of some expressions leave open."""
        found: dict[str, Axis] = {}
        for expression in expressions:
            if expression is not None:
                for _, axes in self.leaves(expression):
                    found.update(axes)
        return found

    def confined(self, scope: Scope, expression: e.Expression, axes: Sequence[Axis]) -> None:
        """A type error for each reference or test that leaves open a dimension which there is no cell for."""
        for leaf, left in self.leaves(expression):
            if any(axis not in axes for axis in left.values()):
                scope.fault("type", leaf)


def parts(node: e.Expression) -> tuple[e.Expression, ...]:  # noqa: PLR0911  one case a shape
    """The operands of an operation."""
    match node:
        case e.Negation() | e.Not():
            return (node.operand,)
        case e.Arithmetic() | e.Connection():
            return (node.left, node.right)
        case e.Comparison():
            return node.operands
        case e.Conditional():
            return (node.condition, node.then, node.otherwise)
        case e.Call():
            return node.arguments
        case e.Sum():
            return (node.item,)
        case _:
            return ()


def nodes(node: e.Expression) -> Iterator[e.Expression]:
    """An expression and all that it is made of, brackets not included."""
    yield node
    for part in parts(node):
        yield from nodes(part)


def member_compared(operator: str, left: int, right: int) -> bool:
    """How members of one dimension compare: as declared, lowest first."""
    return {
        "=": left == right,
        "!=": left != right,
        "<": left < right,
        "<=": left <= right,
        ">": left > right,
        ">=": left >= right,
    }[operator]


def _alternatives(term: e.Expression) -> Iterator[e.Expression]:
    if isinstance(term, e.Connection) and term.operator == "or":
        yield from _alternatives(term.left)
        yield from _alternatives(term.right)
    else:
        yield term
