"""Tokens to tree: runs the grammar's tables, and goes on after a mistake."""

from __future__ import annotations

import keyword
from collections.abc import Callable
from functools import cache
from typing import Any, Final

from qingdan_dsl.build import Builder, TooDeepError
from qingdan_dsl.grammar import Grammar, compile_grammar
from qingdan_dsl.lexer import Tokens, tokenize
from qingdan_dsl.recover import Recovery, first_faults
from qingdan_dsl.source import Source, Span
from qingdan_dsl.stack import Stack
from qingdan_dsl.syntax.declarations import File

DEEPEST_STACK: Final = 800
"""Symbols that may be open at once: parentheses in parentheses, `not` after `not`."""

Action = Callable[[Builder, list[Any], int, int], Any]
Step = tuple[str, int, Action | None, tuple[int, ...], bool]
"""A reduction as the loop wants it: its symbol, size, action, what is kept, and whether it passes through."""


def parse(source: Source, grammar: Grammar | None = None) -> File:
    """The tree of a source text. Total: what is wrong with the text is in `File.faults`, never raised."""
    grammar = grammar or compile_grammar()
    tokens = tokenize(source.code)
    builder = Builder(source, tokens)
    stack = Stack.at_start(grammar)
    recovery = Recovery(source, tokens, stack)
    at: int | None = 0
    while at is not None:
        try:
            at = _advance(at, tokens, stack, builder)
        except TooDeepError as error:
            at = recovery.too_deep(error)
        else:
            at = None if at is None else recovery.after(at)
    broken = builder.broken or bool(recovery.faults)
    return File(
        path=source.path,
        declarations=() if broken else stack.values[0],
        faults=first_faults((*recovery.faults, *builder.faults)),
        broken=broken,
        declared=recovery.declared() if broken else (),
    )


@cache
def _steps(grammar: Grammar) -> list[Step]:
    steps: list[Step] = []
    for reduction in grammar.reductions:
        name = reduction.action
        action = getattr(Builder, f"{name}_" if keyword.iskeyword(name) else name) if name else None
        steps.append((reduction.symbol, reduction.size, action, reduction.kept, reduction.passes_through))
    return steps


@cache
def _complete(grammar: Grammar) -> dict[int, int]:
    """The states in which a shape is complete, whatever comes next: a mistake behind it is none of it."""
    targets = {state: set(row.values()) for state, row in enumerate(grammar.states)}
    return {state: min(found) for state, found in targets.items() if len(found) == 1 and max(found) < 0}


def _reading(tokens: Tokens, at: int, row: dict[str, int]) -> str | None:
    """What a word is that cannot be what it is at first sight; None where it can be nothing."""
    return next((kind for kind in tokens.readings(at) if kind in row), None)


def _advance(  # noqa: C901, PLR0912, PLR0915  the one hot loop, flat on purpose
    at: int, tokens: Tokens, stack: Stack, builder: Builder
) -> int | None:
    """Runs until the end (None) or until a token that cannot stand where it does (its number).

    Raises TooDeepError where the text nests deeper than any does.
    """
    grammar = stack.grammar
    table, shortcuts, accepting = grammar.states, grammar.shortcuts, grammar.accepting
    steps, complete = _steps(grammar), _complete(grammar)
    kinds, token_starts, token_ends = tokens.kinds, tokens.starts, tokens.ends
    states, values, starts, ends = stack.states, stack.values, stack.starts, stack.ends
    state = states[-1]
    kind = kinds[at]
    while True:
        row = table[state]
        target = row.get(kind)
        if target is None:
            if state == accepting and kind == "$END":
                return None
            other = _reading(tokens, at, row)
            if other is not None:
                kind = other
                target = row[kind]
            elif state in complete:
                target = complete[state]
            else:
                return at
        if target >= 0:
            if len(states) > DEEPEST_STACK:
                raise TooDeepError(Span(token_starts[at], token_ends[at]), token_starts[at])
            states.append(target)
            values.append(at)
            starts.append(token_starts[at])
            ends.append(token_ends[at])
            state = target
            at += 1
            kind = kinds[at]
            continue
        symbol, size, action, kept, passes = steps[~target]
        if passes:
            # a shapeless symbol becomes another: walk the whole chain at once, and remember where it led
            below = states[-2]
            key = (below, state, kind)
            end = shortcuts.get(key)
            if end is None:
                end = table[below][symbol]
                while (target := table[end].get(kind, 0)) < 0 and steps[~target][4]:
                    end = table[below][steps[~target][0]]
                shortcuts[key] = end
            states[-1] = state = end
            continue
        if size == 1:
            value = values[-1]
            if not kept:
                value = []
            elif kept[0] == 0:
                value = [value]
            if action is not None:
                value = action(builder, value, starts[-1], ends[-1])
            values[-1] = value
            states[-1] = state = table[states[-2]][symbol]
            continue
        if size:
            start, end = starts[-size], ends[-1]
            popped = values[-size:]
            children = None
            for index in kept:
                if index >= 0:
                    if children is None:
                        children = [popped[index]]
                    else:
                        children.append(popped[index])
                elif children is None:
                    children = popped[~index]
                else:
                    children.extend(popped[~index])
            del states[-size:], values[-size:], starts[-size:], ends[-size:]
        else:
            children = None
            start = end = token_starts[at]
        if children is None:
            children = []
        values.append(children if action is None else action(builder, children, start, end))
        starts.append(start)
        ends.append(end)
        state = table[states[-1]][symbol]
        states.append(state)
