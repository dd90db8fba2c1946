"""`abs(X)` (绝对值): a quantity without its sign."""

from collections.abc import Sequence

from qingdan_checker.functions import Function
from qingdan_checker.quantity import QUANTITIES, Value, as_number


def _kind(kinds: tuple[str, ...]) -> str | None:
    return kinds[0] if len(kinds) == 1 and kinds[0] in QUANTITIES else None


def _apply(values: Sequence[Value]) -> Value:
    number = as_number(values[0])
    return number if number >= 0 else -number


FUNCTION = Function(name="abs", kind=_kind, apply=_apply)
