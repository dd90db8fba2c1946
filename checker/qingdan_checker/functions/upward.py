"""`round-up(X, STEP)` (上取整): X up to a multiple of STEP."""

from qingdan_checker.functions import rounding
from qingdan_checker.quantity import Number


def _rounded(number: Number, step: Number) -> Number:
    return -((-number) // step) * step


FUNCTION = rounding("round-up", _rounded)
