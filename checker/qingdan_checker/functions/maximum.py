"""`max(X, Y, …)` (最大): the greatest of values of one kind."""

from qingdan_checker.functions import Function
from qingdan_checker.quantity import DATE, QUANTITIES


def _kind(kinds: tuple[str, ...]) -> str | None:
    return kinds[0] if len(set(kinds)) == 1 and kinds[0] in QUANTITIES | {DATE} else None


FUNCTION = Function(name="max", kind=_kind, apply=max)
