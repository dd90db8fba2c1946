"""The numbers that a jurisdiction itself has written down, and how its cells move with them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from math import gcd, lcm
from typing import TYPE_CHECKING, Final

from qingdan_checker import model as m
from qingdan_checker.quantity import NUMBER, PERCENT, POINTS, QUANTITIES, WHOLE, Gap, as_number, show_number, whole
from qingdan_dsl.words import UNIT_NAMES, UNIT_OF

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from qingdan_checker.effect import Effect
    from qingdan_checker.room.forms import Cell
    from qingdan_dsl.source import Source

_DIGITS: Final = re.compile(r"[0-9０-９][0-9０-９_]*(?:[.．][0-9０-９]+)?")
_SIGNS: Final = "+-−＋－ \t\u3000"
_TENTHS: Final = frozenset({NUMBER, PERCENT, POINTS})
_PLAIN: Final = str.maketrans("０１２３４５６７８９．", "0123456789.", "_")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Literal:
    """A number in a provision: where it stands, and whether what it stands for falls as it grows.

    It is the number as it is written, without its sign.
    """

    provision: m.Provision
    constant: m.Constant
    falls: bool

    @property
    def sign(self) -> int:
        """What a change of the number is times, to be a change of what it stands for."""
        return -1 if self.falls else 1

    def after(self, by: Fraction) -> Fraction:
        """The number after what it stands for has moved."""
        return abs(Fraction(as_number(self.constant.value))) + self.sign * by


def literal_of(provision: m.Provision) -> Literal | None:
    """The number of a provision that is one, or that adds one."""
    if provision.change and (provision.change.act != "add" or provision.change.up_to or provision.change.down_to):
        return None
    value = provision.change.value if provision.change else provision.value
    taken = isinstance(value, m.Minus)
    if isinstance(value, m.Minus):
        value = value.operand
    if not isinstance(value, m.Constant) or value.kind not in QUANTITIES or not isinstance(value.value, int | Fraction):
        return None
    return Literal(provision=provision, constant=value, falls=taken != (value.value < 0))


def literals_in(effect: Effect, cell: Cell) -> Mapping[m.Provision, Literal]:
    """The own numbers of a table's jurisdiction that a cell is the sum of, perhaps with others'."""
    made = effect.cell(*cell)
    if isinstance(made.before, Gap) or len(made.provisions) != 1:
        return {}
    if any(one.change.act != "add" or one.up_to is not None or one.down_to is not None for one in made.effective):
        return {}
    own = (*made.provisions, *(change.provision for change in made.effective))
    found = [literal_of(one) for one in own if one.statement.issuer is effect.place]
    return {one.provision: one for one in found if one is not None}


def alike_on_line(literal: Literal, source: Source) -> list[int]:
    """Where the numbers on its line start that read as a literal does, itself among them."""
    text, span = source.text, literal.constant.where.span
    number = re.compile(rf"(?<![0-9０-９.．_]){re.escape(text[span.start : span.end])}(?![0-9０-９.．_])")
    line = source.position(span.start).line
    return [at for one in number.finditer(text) if source.position(at := one.start()).line == line]


def written(literal: Literal, number: Fraction, source: Source) -> str | None:
    """The literal with another number, in the unit and with its marks; None where that cannot be written."""
    sign, text, digits = _text(literal, source)
    if digits is None or number < 0:
        return None
    new = show_number(whole(number / _unit(literal, text, digits)))
    return None if "/" in new else sign + new + text[digits.end() :]


def grain_of(literal: Literal, source: Source) -> Fraction:
    """The steps in which a number is changed: a tenth of a point, or one of the unit, or its own last decimal."""
    coarse = Fraction(1, 10) if literal.constant.kind in _TENTHS else Fraction(1)
    _, text, digits = _text(literal, source)
    if digits is None:
        return coarse
    _, _, decimals = digits[0].translate(_PLAIN).partition(".")
    return min(coarse, _unit(literal, text, digits) / Fraction(10 ** len(decimals)))


def is_plain(literal: Literal, by: Fraction, grain: Fraction) -> bool:
    """Whether a number can be written after what it stands for has moved: in its steps, or with two decimals.

    Time spans and counts are whole, as long as they were.
    """
    if not by % grain:
        return True
    return literal.constant.kind not in WHOLE and not (literal.after(by) * 100).denominator - 1


def _text(literal: Literal, source: Source) -> tuple[str, str, re.Match[str] | None]:
    """A number as it is written: its sign, and all behind that, with the digits of it."""
    span = literal.constant.where.span
    text = source.text[span.start : span.end]
    unsigned = text.lstrip(_SIGNS)
    return text[: len(text) - len(unsigned)], unsigned, _DIGITS.match(unsigned)


def _unit(literal: Literal, text: str, digits: re.Match[str]) -> Fraction:
    """What one of the written unit is: 10,000 yuan for `wan-yuan`."""
    shown = Fraction(digits[0].translate(_PLAIN))
    if shown:
        return abs(Fraction(as_number(literal.constant.value))) / shown
    name = UNIT_NAMES.get(text[digits.end() :].strip(), "")
    return Fraction(UNIT_OF[name].factor) if name else Fraction(1)


# ---- the least that a sum can be


def level(spare: Fraction, steps: Sequence[Fraction], *, strict: bool) -> Fraction:
    """The least that a sum can be made that is to be at least zero, or above it, if it changes in such steps."""
    scale = lcm(*(one.denominator for one in steps))
    step = Fraction(gcd(*(int(one * scale) for one in steps)), scale)
    rest = spare % step
    return step if strict and not rest else rest
