"""`min(X, Y, …)` (最小): the least of values of one kind."""

from qingdan_checker.functions import Function
from qingdan_checker.quantity import DATE, QUANTITIES


def _kind(kinds: tuple[str, ...]) -> str | None:
    return kinds[0] if len(set(kinds)) == 1 and kinds[0] in QUANTITIES | {DATE} else None


FUNCTION = Function(name="min", kind=_kind, apply=min)
