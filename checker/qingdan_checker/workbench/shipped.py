"""What the bundled law comes to, made once and shipped as JSON: the grammar's tables and the law's parse results.

Where a check is made without a cache folder and without Lark, in a browser, it starts from these. As with every cache,
what is lacking or not as expected is made anew.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from qingdan_checker.cache import Cache, identity, key_of
from qingdan_dsl import pack
from qingdan_dsl.grammar import compile_grammar
from qingdan_dsl.parse import parse
from qingdan_dsl.source import Fault, read

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from qingdan_checker.library import Text

_GRAMMAR: Final = "grammar-"


def ship(texts: Sequence[Text]) -> str:
    """The grammar's tables and the parse results of some texts, as JSON."""
    trees = {text.digest: [text.path, _packed(text)] for text in texts if not text.fault}
    return json.dumps({"grammar": compile_grammar().dump(), "trees": trees}, ensure_ascii=False, sort_keys=True)


def _packed(text: Text) -> str:
    source = read(text.path, text.data)
    return "" if isinstance(source, Fault) else pack.dump(parse(source, compile_grammar()))


class Shipped(Cache):
    """A cache that has what was shipped and keeps nothing."""

    def __init__(self, text: str) -> None:
        super().__init__(None)
        data = json.loads(text)
        self._tables = str(data["grammar"])
        known = identity()
        self._trees = {key_of(path, digest, known): packed for digest, (path, packed) in data["trees"].items()}

    def text(self, name: str) -> str | None:
        """The grammar's tables, under whichever name they are looked for."""
        return self._tables if name.startswith(_GRAMMAR) else None

    def trees(self) -> _Shelf:
        """The parse results."""
        return _Shelf(self._trees)


class _Shelf:
    """The shipped parse results; nothing is added."""

    def __init__(self, trees: Mapping[str, str]) -> None:
        self._trees = trees

    def find(self, keys: Sequence[str], /) -> Mapping[str, str]:
        """Those that are there."""
        return {key: self._trees[key] for key in keys if key in self._trees}

    def keep(self, trees: Mapping[str, str], /) -> None: ...

    def close(self) -> None: ...
