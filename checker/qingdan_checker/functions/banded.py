"""`banded(RATIO, COST, DEDUCTIBLE)` (分段): the sum over the bands of cost, each at its own ratio (section 12).

The bands belong to the expressions (`evaluate`), since the first argument is a ratio with all its bands and not one
value. In a rule the sum is computed for every amount at once.
"""

from qingdan_checker.functions import Function
from qingdan_checker.quantity import PERCENT, YUAN, Gap


def _kind(kinds: tuple[str, ...]) -> str | None:
    return YUAN if kinds == (PERCENT, YUAN, YUAN) else None


FUNCTION = Function(name="banded", kind=_kind, apply=lambda _values: Gap(reason="amount", what="banded"))
