"""Lark's own LALR parser over our tokens, with an inline transformer that calls our builder."""

from __future__ import annotations

import keyword
from typing import TYPE_CHECKING, Any

from lark import Lark, Token
from lark.lexer import Lexer
from lark.parsers.lalr_analysis import Shift

from qingdan_dsl.build import Builder
from qingdan_dsl.grammar import grammar_text
from qingdan_dsl.lexer import Tokens, tokenize

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from qingdan_dsl.source import Source


class OurTokens(Lexer):
    """Feeds our tokens; what a word is where it can be several things, the parser's state says, as in our driver."""

    __future_interface__ = True
    tokens: Tokens

    def __init__(self, _conf: object) -> None: ...

    def lex(self, _state: object, parser: Any) -> Iterator[Token]:  # noqa: ANN401
        for at in range(len(self.tokens.kinds) - 1):
            readings = [name for kind in self.tokens.all_readings(at) for name in (kind, f"_{kind}")]
            yield Token(next(name for name in readings if _fits(parser, name)), str(at))


def _fits(parser: Any, name: str) -> bool:  # noqa: ANN401
    states, stack = parser.parse_conf.states, list(parser.state_stack)
    while name in states[stack[-1]]:
        action, rule = states[stack[-1]][name]
        if action is Shift:
            return True
        del stack[len(stack) - len(rule.expansion) :]
        stack.append(states[stack[-1]][rule.origin.name][1])
    return False


class InlineTransformer:
    """The builder's methods by the names of the grammar's rules."""

    builder: Builder

    def __getattr__(self, name: str) -> Callable[[list[Any]], Any]:
        method = f"{name}_" if keyword.iskeyword(name) else name
        if name.startswith("_") or not hasattr(Builder, method):
            raise AttributeError(name)
        return lambda children: self._build(method, children)

    def _build(self, method: str, children: list[Any]) -> Any:  # noqa: ANN401
        tokens = OurTokens.tokens
        numbers = [int(child) if isinstance(child, Token) else child for child in children]
        first = numbers[0] if numbers and isinstance(numbers[0], int) else None
        place = (tokens.starts[first], tokens.ends[first]) if first is not None else (0, 0)
        return getattr(self.builder, method)(numbers, *place)


class LarkParser:
    """The whole of it: a source to what it declares. Places are those of first tokens; trees do not compare them."""

    def __init__(self) -> None:
        self._transformer = InlineTransformer()
        self._lark = Lark(
            grammar_text(),
            parser="lalr",
            lexer=OurTokens,
            start="file",
            strict=True,
            maybe_placeholders=False,
            transformer=self._transformer,
        )

    def parse(self, source: Source) -> tuple[Any, ...]:
        """What the source declares. Raises what Lark raises where the text is wrong."""
        OurTokens.tokens = tokenize(source.code)
        self._transformer.builder = Builder(source, OurTokens.tokens)
        declarations: Any = self._lark.parse(source.code)
        return tuple(declarations)
