"""`abs(X)` (绝对值): a quantity without its sign."""

from qingdan_checker.functions import Function
from qingdan_checker.quantity import QUANTITIES


def _kind(kinds: tuple[str, ...]) -> str | None:
    return kinds[0] if len(kinds) == 1 and kinds[0] in QUANTITIES else None


FUNCTION = Function(name="abs", kind=_kind, apply=lambda values: abs(values[0]))  # type: ignore[arg-type]
