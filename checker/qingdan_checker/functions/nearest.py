"""`round(X, STEP)` (取整): X to the nearest multiple of STEP, half away from zero."""

from qingdan_checker.functions import rounding
from qingdan_checker.quantity import Number


def _rounded(number: Number, step: Number) -> Number:
    size = number if number >= 0 else -number
    whole = (size * 2 + step) // (step * 2)
    return whole * step if number >= 0 else -whole * step


FUNCTION = rounding("round", _rounded)
