"""The names that a broken text declares, as far as its words show: nothing that refers to them is unknown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from qingdan_dsl.source import Source, Span
from qingdan_dsl.syntax.declarations import Declared

if TYPE_CHECKING:
    from qingdan_dsl.lexer import Tokens

_SORTS: Final = {
    "DIMENSION": "dimension",
    "GROUP": "group",
    "ITEM": "item",
    "STATISTIC": "statistic",
    "DEFINE": "define",
    "CATALOGUE": "catalogue",
    "JURISDICTION": "jurisdiction",
    "DOCUMENT": "document",
    "RULE": "rule",
}


def declared(source: Source, tokens: Tokens) -> tuple[Declared, ...]:
    """Keyword, name, perhaps a label: wherever they stand; and what stands in the braces of a dimension."""
    found: list[Declared] = []
    document = dimension = ""
    for at, kind in enumerate(tokens.kinds[:-1]):
        before = tokens.kinds[at - 1] if at else ""
        if before in _SORTS and tokens.readings(at) and _is_whole(tokens, at):
            sort = _SORTS[before]
            one = _declared(source, tokens, at, sort, f"{document}." if sort == "rule" and document else "")
            found.append(one)
            document = one.name if sort == "document" else document
            dimension = "head" if sort == "dimension" else ""
        elif kind == "LBRACE":
            dimension = "body" if dimension == "head" else ""
        elif kind == "RBRACE":
            dimension = ""
        elif kind == "NAME" and dimension == "body" and before != "LABEL":
            found.append(_declared(source, tokens, at, "member", ""))
    return tuple(found)


def _declared(source: Source, tokens: Tokens, at: int, sort: str, prefix: str) -> Declared:
    span = Span(tokens.starts[at], tokens.ends[at])
    label = ""
    if tokens.kinds[at + 1] == "STRING":
        label = source.code[tokens.starts[at + 1] + 1 : tokens.ends[at + 1] - 1]
    return Declared(sort=sort, name=prefix + tokens.written(at).strip("`"), label=label, span=span)


def _is_whole(tokens: Tokens, at: int) -> bool:
    """Whether a name ends where it seems to: a mistake right behind it may be a part of it."""
    end = tokens.ends[at]
    return tokens.text[end : end + 1] not in {".", "`", "-", "_"}
