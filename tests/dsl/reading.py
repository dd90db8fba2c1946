"""Text to tree, as tests want it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from qingdan_dsl.parse import parse
from qingdan_dsl.source import Source, read
from qingdan_dsl.syntax.declarations import Document
from qingdan_dsl.syntax.statements import Rule, Set

if TYPE_CHECKING:
    from qingdan_dsl.syntax.declarations import File
    from qingdan_dsl.syntax.expressions import Expression, Unknown
    from qingdan_dsl.syntax.statements import AnyStatement

ROOT = Path(__file__).parents[2]

POLICIES = sorted(
    path for folder in ("policies", "tests/cases") for path in (ROOT / folder).rglob("*.qd*") if path.is_file()
)
"""Every policy text of the repository."""


def source_of(text: str | bytes, path: str = "x.qd") -> Source:
    source = read(path, text if isinstance(text, bytes) else text.encode())
    assert isinstance(source, Source)
    return source


def file_of(text: str | bytes, path: str = "x.qd") -> File:
    return parse(source_of(text, path))


def reasons(text: str | bytes) -> list[str]:
    return [fault.reason for fault in file_of(text).faults]


def in_article(text: str) -> str:
    return f'document c.d "t" {{ issuer c  issued 2022-01-01\narticle "1" {{\n{text}\n}} }}\n'


def statement(text: str) -> AnyStatement:
    file = file_of(in_article(text))
    assert file.faults == ()
    (document,) = file.declarations
    assert isinstance(document, Document)
    return document.articles[0].statements[0]


def value(text: str) -> Expression | Unknown | None:
    found = statement(f"set x: {text}")
    assert isinstance(found, Set)
    return found.value


def claim(text: str) -> Expression:
    found = statement(f"rule r: {text}")
    assert isinstance(found, Rule)
    return found.expression
