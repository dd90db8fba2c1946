"""After a mistake: what to say, and where to go on."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from qingdan_dsl.declared import declared
from qingdan_dsl.mistakes import STARTS, Guess, Mistake, Repair, fault_of, guess
from qingdan_dsl.source import MOST_FAULTS, Fault, Source

if TYPE_CHECKING:
    from collections.abc import Iterable

    from qingdan_dsl.build import TooDeepError
    from qingdan_dsl.lexer import Tokens
    from qingdan_dsl.stack import Stack
    from qingdan_dsl.syntax.declarations import Declared

_ENDS: Final = frozenset({"$END", "TOO_MANY"})
_ON_A_NEW_LINE: Final = frozenset({"NAME", "NOT", "LPAR", "NUMERAL", "QUANTITY", "DAY", "STRING", "ROW"})
"""What can start a clause but stands inside others too: a run goes on with it at the start of a line only."""


def first_faults(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    """Faults by their place; where there are too many, the first of them, and one that says so."""
    ordered = sorted(faults, key=lambda fault: fault.span)
    if len(ordered) > MOST_FAULTS:
        last = ordered[MOST_FAULTS]
        ordered[MOST_FAULTS:] = [replace(last, code="syntax", reason="too-many", facts=(), related=())]
    return tuple(ordered)


class Recovery:
    """Gathers the faults of a run and brings it back to a place where it can go on."""

    def __init__(self, source: Source, tokens: Tokens, stack: Stack) -> None:
        self._source = source
        self._tokens = tokens
        self._stack = stack
        self._declared: tuple[Declared, ...] | None = None
        self._quiet_until = 0  # a token that fails before this one is the trace of a mistake that has been said
        self._owed: Counter[str] = Counter()
        self.faults: list[Fault] = []

    def declared(self) -> tuple[Declared, ...]:
        """The names that the text declares, before any repair of its tokens."""
        if self._declared is None:
            self._declared = declared(self._source, self._tokens)
        return self._declared

    def too_deep(self, error: TooDeepError) -> int | None:
        """Notes that a text nests deeper than any does; the token to go on with."""
        self.faults.append(fault_of(self._source, Guess("too-deep", span=error.span)))
        if len(self.faults) > MOST_FAULTS:
            return None
        at = bisect_left(self._tokens.starts, error.go_on, hi=len(self._tokens.starts) - 1)
        statement = self._stack.highest("SET")
        height = self._stack.highest("DOCUMENT") if statement is None else statement
        braces = self._stack.open_braces(self._tokens.kinds, height or 0)
        self._stack.cut(height or 0)
        return self._skip(at, depth=len(braces))

    def after(self, at: int) -> int | None:
        """Notes the mistake at a token; the token to go on with, or None at the end."""
        if at < self._quiet_until or self._is_echo(at):
            return self._skip(at)
        self.declared()
        mistake = Mistake(source=self._source, tokens=self._tokens, stack=self._stack, at=at)
        found = guess(mistake)
        if not self._is_owed(found.reason):
            self.faults.append(fault_of(self._source, found, mistake))
        if found.final or len(self.faults) > MOST_FAULTS:
            return None
        return self._repair(at, found.repair) if found.repair else self._skip(at)

    def _is_echo(self, at: int) -> bool:
        """Whether a row ends where a mistake has been said already."""
        if self._tokens.kinds[at] != "ROW_END" or not self.faults:
            return False
        return "\n" not in self._tokens.text[self.faults[-1].span.start : self._tokens.starts[at]]

    def _is_owed(self, reason: str) -> bool:
        """Whether a complaint about a brace is only the other end of a mistake that has been said."""
        if reason in {"missing-close-brace", "end-of-file"}:
            brace = self._stack.open_braces(self._tokens.kinds)[-1]
            if self._tokens.starts[brace] == self._tokens.ends[brace]:  # we put it there
                return True
        if self._owed[reason]:
            self._owed[reason] -= 1
            return True
        return False

    def _repair(self, at: int, repair: Repair) -> int:
        """Goes on as if the text had been right here."""
        self._owed.update(repair.owes)
        if repair.insert:
            self._insert(at, repair.insert)
            self._quiet_until = at + len(repair.insert) + 1
            return at
        at += repair.skip
        if repair.read_as:
            self._tokens.kinds[at] = repair.read_as
        self._quiet_until = at + 1 + bool(repair.read_as)
        return at

    def _insert(self, at: int, kinds: tuple[str, ...]) -> None:
        tokens = self._tokens
        tokens.kinds[at:at] = kinds
        tokens.starts[at:at] = tokens.ends[at:at] = [tokens.starts[at]] * len(kinds)

    def _skip(self, at: int, depth: int = 0) -> int | None:
        """The next token with which the text can go on; drops what the mistake left unfinished."""
        self._quiet_until = 0
        kinds = self._tokens.kinds
        block = self._stack.highest("RBRACE")
        headless = self._stack.accepts([["LBRACE"]])  # what it belongs to has a block, which has not come yet
        while kinds[at] not in _ENDS:
            height = self._height(at, block) if not depth or self._tokens.starts_line(at) else None
            if height is not None and (not depth or kinds[at] in STARTS):
                self._stack.cut(height)
                self._owed["extra-close-brace"] += headless
                return at
            if headless and self._is_block(at):
                return at
            depth = max(0, depth + (kinds[at] == "LBRACE") - (kinds[at] == "RBRACE"))
            at += 1
        return None

    def _is_block(self, at: int) -> bool:
        """Whether the block of an unfinished head starts at a token, with its brace or (then put there) without."""
        kind = self._tokens.kinds[at]
        if kind in STARTS and self._tokens.starts_line(at) and self._stack.accepts([["LBRACE"], [kind]]):
            self._insert(at, ("LBRACE",))
            return True
        return kind == "LBRACE"

    def _height(self, at: int, block: int | None) -> int | None:
        """The height of the stack at which a text can go on with a token, or None.

        That is behind a brace that closes the innermost block; with a clause or an entry of that block; or at the
        start of a line with a declaration or statement, whatever is open. In the middle of a line, what comes next
        has to fit too: there, a word may only have strayed.
        """
        tokens = self._tokens
        kind, starts_line = tokens.kinds[at], tokens.starts_line(at)
        if kind == "RBRACE":
            return block
        if kind in STARTS and starts_line:
            return self._stack.highest(kind)
        height = self._stack.highest(kind) if block is None and kind in STARTS else block
        if height is None or (kind in _ON_A_NEW_LINE and not starts_line):
            return None
        if not any(self._stack.takes(height, reading) for reading in tokens.all_readings(at)):
            return None
        if starts_line or self._stack.accepts([tokens.all_readings(at), tokens.all_readings(at + 1)], height):
            return height
        return None
