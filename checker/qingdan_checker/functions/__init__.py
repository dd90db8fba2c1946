"""The functions of section 3: a module each, found by being there."""

from __future__ import annotations

import pkgutil
from dataclasses import dataclass
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from qingdan_checker.quantity import Gap, Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Function:
    """A function: `kind` gives the kind of its value for the kinds of its arguments (None: they do not fit),
    `apply` its value for known arguments.
    """

    name: str
    kind: Callable[[tuple[str, ...]], str | None]
    apply: Callable[[Sequence[Value]], Value | Gap]


def _found() -> Mapping[str, Function]:
    modules = (import_module(f"{__name__}.{found.name}") for found in pkgutil.iter_modules(__path__))
    return MappingProxyType({module.FUNCTION.name: module.FUNCTION for module in modules})


FUNCTIONS: Final = _found()
"""Function name to function."""
