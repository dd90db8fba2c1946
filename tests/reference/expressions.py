"""Random expressions and selectors of a wanted kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .vocabularies import Dimension, Subject

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .phrases import Pen

Written = tuple[str, set[str]]
"""A text, and the names of the dimensions that it leaves open."""

ORDER = (">=", "<=", ">", "<", "=", "!=")


class Composer:
    """Writes expressions about some items, defines and statistics."""

    def __init__(self, pen: Pen, dimensions: Sequence[Dimension], subjects: list[Subject]) -> None:
        """Writes about these; more subjects may be added later."""
        self._pen = pen
        self._dice = pen.dice
        self._dimensions = list(dimensions)
        self.subjects = subjects

    # ---- selectors

    def term(self, axis: Dimension, *, several: bool = True) -> str:  # noqa: PLR0911  one form a return
        """A term of a selector about a dimension."""
        if axis.unit:
            return self._bounds(axis, several=several)
        pen, first = self._pen, self._dice.choice(axis.members)
        throw = self._dice.random()
        if not several or throw < 0.55:
            return pen.name(first)
        if throw < 0.7:
            second = self._dice.choice(axis.members)
            return f"{pen.name(first)} {pen.word('or')} {pen.name(second)}"
        if throw < 0.8:
            return f"{pen.word('not')} {pen.name(first)}"
        if axis.groups and throw < 0.9:
            return pen.name(self._dice.choice(axis.groups))
        if axis.ordered:
            return f"{pen.name(axis.named)} {self._dice.choice(ORDER)} {pen.name(first)}"
        return f"{pen.name(axis.named)} = {pen.name(first)}"

    def _bounds(self, axis: Dimension, *, several: bool) -> str:
        pen = self._pen
        name = pen.name(axis.named)
        amounts = [pen.quantity(digits, axis.unit) for digits in axis.amounts]
        if not several:
            return f"{name} = {self._dice.choice(amounts)}"
        if pen.chance(0.3):
            low, high = sorted(self._dice.sample(range(len(amounts)), 2))
            return f"{amounts[low]} <= {name} < {amounts[high]}"
        return f"{name} {self._dice.choice(ORDER[:4])} {self._dice.choice(amounts)}"

    def selector(self, axes: Sequence[Dimension], most: int = 2) -> tuple[str, list[Dimension]]:
        """A selector about some of these dimensions."""
        chosen = self._dice.sample(list(axes), min(len(axes), self._dice.randint(1, most)))
        return self._pen.joined([self.term(axis) for axis in chosen]), chosen

    # ---- expressions

    def value(self, kind: str, axes: Sequence[Dimension], depth: int = 2) -> Written:
        """A VALUE of this kind that leaves open none but these dimensions."""
        return self._expression(kind, {axis.named.name for axis in axes}, depth, free=False)

    def claim(self, depth: int = 2) -> Written:
        """A yes-no about anything."""
        everything = {axis.named.name for axis in self._dimensions}
        if self._pen.chance(0.7):
            return self._compared(everything, depth - 1, free=True)
        return self._expression("yes-no", everything, depth, free=True)

    def condition(self, axes: Sequence[Dimension]) -> Written:
        """A `when` that leaves open none but these dimensions."""
        return self._expression("yes-no", {axis.named.name for axis in axes}, 1, free=False)

    def literal(self, kind: str) -> str:
        """A literal of a kind."""
        pen, dice = self._pen, self._dice
        if kind == "percent":
            return f"{dice.choice((50, 60, 65, 70, 75, 80, 85, 90, 95))}%"
        if kind == "pp":
            return pen.quantity(str(dice.choice((0, 5, 10, 15, "2.5"))), "pp")
        if kind == "yuan":
            return pen.quantity(str(dice.choice((100, 200, 300, 500, 800, "0.1"))), " yuan")
        if kind == "number":
            return str(dice.choice((0, 1, 2, 3, "0.5")))
        if kind == "days":
            return pen.quantity(str(dice.choice((0, 7, 30, 90))), " days")
        return pen.word(dice.choice(("yes", "no")))

    def _expression(self, kind: str, axes: set[str], depth: int, *, free: bool) -> Written:
        throw = self._dice.random()
        if depth <= 0 or throw < 0.25:
            return self._atom(kind, axes, free=free)
        if throw < 0.33:
            return self._conditional(kind, axes, depth - 1, free=free)
        if kind == "yes-no":
            return self._logic(axes, depth - 1, free=free)
        return self._computed(kind, axes, depth - 1, free=free)

    def _atom(self, kind: str, axes: set[str], *, free: bool) -> Written:
        subjects = [one for one in self.subjects if one.kind == kind]
        if kind == "yes-no" and axes and self._pen.chance(0.4):
            axis = self._dice.choice([one for one in self._dimensions if one.named.name in axes])
            return f"({self.term(axis)})", {axis.named.name}
        if not subjects or self._pen.chance(0.3):
            return self.literal(kind), set()
        return self._reference(self._dice.choice(subjects), axes, free=free)

    def _reference(self, subject: Subject, axes: set[str], *, free: bool) -> Written:
        name = self._pen.name(subject.named)
        if subject.by_year and self._pen.chance(0.3):
            year = self._dice.choice(("2019", "2020", "2021", f"{self._pen.word('this-year')} - 2"))
            return f"{name}[{self._pen.word('year')} = {year}]", set()
        pins: list[str] = []
        left: set[str] = set()
        for axis in subject.axes:
            open_axis = axis.named.name in axes
            if open_axis and axis.ordered and self._pen.chance(0.12):
                direction = self._pen.word(self._dice.choice(("previous", "next")))
                pins.append(f"{direction} {self._pen.name(axis.named)}")
                left.add(axis.named.name)
            elif not open_axis or self._pen.chance(0.3):
                pins.append(self.term(axis, several=free and self._pen.chance(0.3)))
            else:
                left.add(axis.named.name)
        return (f"{name}[{self._pen.joined(pins)}]" if pins else name), left

    def _conditional(self, kind: str, axes: set[str], depth: int, *, free: bool) -> Written:
        condition, first = self._expression("yes-no", axes, depth, free=free)
        then, second = self._expression(kind, axes, depth, free=free)
        otherwise, third = self._expression(kind, axes, depth, free=free)
        word = self._pen.word
        return f"({word('if')} {condition} {word('then')} {then} {word('else')} {otherwise})", first | second | third

    def _logic(self, axes: set[str], depth: int, *, free: bool) -> Written:
        throw = self._dice.random()
        if throw < 0.5:
            text, left = self._compared(axes, depth, free=free)
            return f"({text})", left
        if throw < 0.65:
            text, left = self._expression("yes-no", axes, depth, free=free)
            return f"({self._pen.word('not')} ({text}))", left
        first, one = self._expression("yes-no", axes, depth, free=free)
        second, other = self._expression("yes-no", axes, depth, free=free)
        operator = self._pen.word(self._dice.choice(("and", "or", "implies")))
        return f"({first} {operator} {second})", one | other

    def _compared(self, axes: set[str], depth: int, *, free: bool) -> Written:
        kinds = [one.kind for one in self.subjects] or ["yuan"]
        kind = self._dice.choice(kinds)
        if kind == "percent" and self._pen.chance(0.3):
            kind = "pp"
        left, one = self._expression(kind, axes, depth, free=free)
        right, other = self._expression(kind, axes, depth - 1, free=free)
        operator = self._dice.choice(("=", "!=")) if kind == "yes-no" else self._dice.choice((*ORDER, ">=", "<="))
        return f"{left} {operator} {right}", one | other

    def _computed(self, kind: str, axes: set[str], depth: int, *, free: bool) -> Written:  # noqa: PLR0911  one form a return
        def part(of: str) -> Written:
            return self._expression(of, axes, depth, free=free)

        throw = self._dice.random()
        if throw < 0.2:
            return self._function(kind, axes, depth, free=free)
        if throw < 0.27:
            summed = self._summed(kind, axes, free=free)
            if summed:
                return summed
        if kind == "pp":
            return self._two(part("percent"), "-", part("percent")) if throw < 0.8 else self._scaled(part("pp"))
        if kind == "percent":
            return self._two(part("percent"), self._dice.choice("+-"), part("pp"))
        if kind == "number":
            return self._two(part("yuan"), self._dice.choice("/÷"), part("yuan"))
        if throw < 0.5:
            share, one = part("percent")
            whole, other = part(kind)
            return f"({share} {self._pen.word('of')} {whole})", one | other
        if throw < 0.65:
            return self._scaled(part(kind))
        return self._two(part(kind), self._dice.choice("+-"), part(kind))

    def _two(self, left: Written, operator: str, right: Written) -> Written:
        return f"({left[0]} {operator} {right[0]})", left[1] | right[1]

    def _scaled(self, whole: Written) -> Written:
        factor = self._dice.choice(("2", "0.5", "3"))
        return f"({factor} {self._dice.choice('*×')} {whole[0]})", whole[1]

    def _function(self, kind: str, axes: set[str], depth: int, *, free: bool) -> Written:
        first, one = self._expression(kind, axes, depth, free=free)
        second, other = self._expression(kind, axes, depth - 1, free=free)
        function = self._dice.choice(("min", "max", "min", "max", "abs", "round", "round-down", "round-up"))
        if function == "abs":
            return f"{self._pen.word('abs')}({first})", one
        if function.startswith("round"):
            return f"{self._pen.word(function)}({first}, {self.literal(kind)})", one
        return f"{self._pen.word(function)}({first}, {second})", one | other

    def _summed(self, kind: str, axes: set[str], *, free: bool) -> Written | None:
        subjects = [one for one in self.subjects if one.kind == kind and any(not axis.unit for axis in one.axes)]
        if not subjects:
            return None
        subject = self._dice.choice(subjects)
        over = self._dice.choice([axis for axis in subject.axes if not axis.unit])
        others = Subject(subject.named, kind, [axis for axis in subject.axes if axis is not over])
        text, left = self._reference(others, axes, free=free)
        word = self._pen.word
        return f"{word('sum')}({text} {word('over')} {self._pen.name(over.named)})", left - {over.named.name}

    def change(self, kind: str, axes: Sequence[Dimension]) -> str:
        """A CHANGE of an item of this kind."""
        sign = self._dice.choice("++-")
        throw = self._dice.random()
        if throw < 0.15:
            return f"{self._dice.choice('×*')} {self._dice.choice(('105%', '90%', '1.1', '200%'))}"
        if kind != "percent" and throw < 0.35:
            return f"{sign}{self._dice.choice(('20%', '50%', '10%'))}"
        of = "pp" if kind == "percent" else kind
        if throw < 0.85:
            return sign + self.literal(of)
        text, _ = self.value(of, axes, 1)
        return f"{sign} ({text})"
