"""The finding codes: a module each, found by being there.

A module's docstring is its page: Why, Example, What to do, Source in law; `CHINESE` is the same page in Chinese.
`CODE` is the finding code. `find(round)` gives its findings on one date; codes of source errors have none, since
their faults are found while reading. Where `IN_CHECK` is false, `prove` alone asks for them.
"""

from __future__ import annotations

import pkgutil
from importlib import import_module
from types import MappingProxyType, ModuleType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping


def _found() -> Mapping[str, ModuleType]:
    modules = (import_module(f"{__name__}.{found.name}") for found in pkgutil.iter_modules(__path__))
    return MappingProxyType({module.CODE: module for module in modules})


CHECKS: Final = _found()
"""Finding code to its module."""
