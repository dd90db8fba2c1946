"""Tree to canonical text, in either language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qingdan_dsl.syntax.declarations import File
from qingdan_dsl.write.declarations import Writer

if TYPE_CHECKING:
    from collections.abc import Iterable

    from qingdan_dsl.syntax.declarations import AnyDeclaration

__all__ = ["write"]


def write(what: File | Iterable[AnyDeclaration], language: str = "en") -> str:
    """The canonical text of a file's declarations, with English (`en`) or Chinese (`zh`) keywords.

    Reading it gives the same tree again. Names stay as they are; comments are no part of a tree.
    """
    declarations = what.declarations if isinstance(what, File) else tuple(what)
    return Writer(chinese=language == "zh").file(declarations)
