"""The functions of section 3: a module each, found by being there."""

from __future__ import annotations

import pkgutil
from dataclasses import dataclass
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from qingdan_checker.quantity import QUANTITIES, Gap, Number, Value, as_number

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence


@dataclass(frozen=True, slots=True, kw_only=True)
class Function:
    """A function of expressions.

    `kind` gives the kind of its value for the kinds of its arguments (None: they do not fit), `apply` its value for
    known arguments.
    """

    name: str
    kind: Callable[[tuple[str, ...]], str | None]
    apply: Callable[[Sequence[Value]], Value | Gap]


def rounding(name: str, rounded: Callable[[Number, Number], Number]) -> Function:
    """A function of a quantity and a step of its kind, which must be above zero."""

    def kind(kinds: tuple[str, ...]) -> str | None:
        match kinds:
            case (number, step) if number == step and number in QUANTITIES:
                return number
        return None

    def apply(values: Sequence[Value]) -> Value | Gap:
        number, step = (as_number(value) for value in values)
        return rounded(number, step) if step > 0 else Gap(reason="step")

    return Function(name=name, kind=kind, apply=apply)


def _found() -> Mapping[str, Function]:
    modules = (import_module(f"{__name__}.{found.name}") for found in pkgutil.iter_modules(__path__))
    return MappingProxyType({module.FUNCTION.name: module.FUNCTION for module in modules})


FUNCTIONS: Final = _found()
"""Function name to function."""
