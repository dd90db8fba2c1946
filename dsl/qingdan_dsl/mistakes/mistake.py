"""A token that cannot stand where it does, and what may have been meant."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Final

from qingdan_dsl.source import Source, Span

if TYPE_CHECKING:
    from qingdan_dsl.lexer import Tokens
    from qingdan_dsl.stack import Stack

DECLARATIONS: Final = frozenset(
    {"DIMENSION", "GROUP", "ITEM", "STATISTIC", "DEFINE", "CATALOGUE", "JURISDICTION", "DOCUMENT"}
)
"""Terminals that start a declaration."""

STATEMENTS: Final = frozenset(
    {
        *("SET", "ADJUST", "RULE", "DELEGATE", "DELEGATE_ZH", "RESERVE", "TOLERATE", "REQUIRE", "OBSERVE"),
        *("LIST", "LIST_ZH", "INCLUDE", "INCLUDE_ZH", "EXCLUDE", "EXCLUDE_ZH", "APPROVE", "WAIVE"),
        *("DEVIATE", "DEVIATE_ZH", "NOT_CHECKABLE"),
    }
)
"""Terminals that start a statement."""

STARTS: Final = DECLARATIONS | STATEMENTS | {"ARTICLE", "CASE"}
"""Terminals with which something new starts, whatever came before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Repair:
    """How the run goes on.

    As if `insert` stood before the token, or with the token `skip` places on, read as another. `owes` are complaints
    about braces that the mistake may cause later, and that would say nothing new.
    """

    insert: tuple[str, ...] = ()
    skip: int = 0
    read_as: str = ""
    owes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Guess:
    """What may have been meant: the reason names the sentence, the facts are its words.

    Without a repair, the run goes on at the next statement, brace or declaration; not at all if `final`.
    """

    reason: str
    facts: dict[str, str] = field(default_factory=dict)
    span: Span | None = None
    repair: Repair | None = None
    final: bool = False


@dataclass(frozen=True, kw_only=True)
class Mistake:
    """A token that cannot stand where it does: what stands there, what stands around it, and what could."""

    source: Source
    tokens: Tokens
    stack: Stack
    at: int

    @cached_property
    def expected(self) -> frozenset[str]:
        """The terminals that could stand there."""
        return self.stack.accepted()

    def kind(self, ahead: int = 0) -> str:
        """The terminal there, or some places on or back; empty beyond either end."""
        at = self.at + ahead
        return self.tokens.kinds[at] if 0 <= at < len(self.tokens.kinds) else ""

    def text(self, ahead: int = 0) -> str:
        """What is written there, or some places on or back."""
        at = self.at + ahead
        return self.tokens.written(at) if 0 <= at < len(self.tokens.kinds) else ""

    def span_of(self, ahead: int = 0) -> Span:
        """The place of a token."""
        return Span(self.tokens.starts[self.at + ahead], self.tokens.ends[self.at + ahead])

    @property
    def span(self) -> Span:
        """Its place; the end of a row, and of the text, have that of the last character."""
        if self.kind() in {"$END", "ROW_END", "TOO_MANY"} and self.at:
            end = self.tokens.ends[self.at - 1]
            return Span(max(0, end - 1), end)
        return self.span_of()

    def starts_line(self, ahead: int = 0) -> bool:
        """Whether it is the first on its line."""
        return self.tokens.starts_line(self.at + ahead)

    def touches(self, ahead: int = 0) -> bool:
        """Whether no white space stands before it."""
        at = self.at + ahead
        return at > 0 and self.tokens.ends[at - 1] == self.tokens.starts[at]

    def fits(self, *inserted: str, skip: int = 0, ahead: int = 1) -> bool:
        """Whether the text could go on with some terminals in place of so many tokens, and so many more behind."""
        places = range(self.at + skip, min(self.at + skip + ahead, len(self.tokens.kinds)))
        behind = [self.tokens.all_readings(at) for at in places]
        return self.stack.accepts([*([kind] for kind in inserted), *behind])

    def open_line(self) -> str:
        """The line of the innermost brace that is still open, or nothing."""
        braces = self.stack.open_braces(self.tokens.kinds)
        return str(self.source.position(self.tokens.starts[braces[-1]]).line) if braces else ""
