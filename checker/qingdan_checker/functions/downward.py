"""`round-down(X, STEP)` (下取整): X down to a multiple of STEP."""

from collections.abc import Sequence

from qingdan_checker.functions import Function
from qingdan_checker.quantity import QUANTITIES, Gap, Value


def _kind(kinds: tuple[str, ...]) -> str | None:
    return kinds[0] if len(kinds) == 2 and kinds[0] == kinds[1] and kinds[0] in QUANTITIES else None  # noqa: PLR2004


def _apply(values: Sequence[Value]) -> Value | Gap:
    number, step = values
    assert not isinstance(number, str) and not isinstance(step, str)  # noqa: PT018, S101  quantities by kind
    if step <= 0:  # type: ignore[operator]
        return Gap(reason="step")
    return _rounded(number, step)  # type: ignore[arg-type]


def _rounded(number: int, step: int) -> int:
    return (number // step) * step


FUNCTION = Function(name="round-down", kind=_kind, apply=_apply)
