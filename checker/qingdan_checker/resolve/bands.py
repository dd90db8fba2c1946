"""`banded(RATIO, AMOUNT, FROM)`: a ratio by bands of an amount, and the amounts between which it counts (§12)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from qingdan_checker import model as m
from qingdan_checker.functions import FUNCTIONS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qingdan_checker.resolve.expressions import Binder
    from qingdan_dsl.syntax import expressions as e

BANDED: Final = "banded"


def bind_banded(node: e.Call, on: Binder) -> m.Expression | None:
    """A sum over bands. The ratio is an item or define that varies by an amount of the kind of the two others.

    Which amount its bands are of is said by AMOUNT where that names it (`cost`, `cost + 0.01 yuan`), else it is the
    only one by which the ratio varies.
    """
    free = replace(on, axes=None)  # the ratio's own amount is closed here; what else it leaves open is looked at below
    bound = [(on if at else free).bind(argument) for at, argument in enumerate(node.arguments)]
    arguments = [argument for argument in bound if argument is not None]
    if len(arguments) < len(bound):
        return None
    kind = FUNCTIONS[BANDED].kind(tuple(argument.kind for argument in arguments))
    if kind is None:
        found = ", ".join(argument.kind for argument in arguments)
        on.faults.add("type", "arguments", node, function=BANDED, found=found)
        return None
    ratio, amount, start = arguments
    measure = _measure(ratio, amount)
    if measure is None or not isinstance(ratio, m.Reference):
        on.faults.add("type", "banded-ratio", node.arguments[0])
        return None
    reference = replace(ratio, closed=measure.name)
    allowed = [on.allows(axis, node.arguments[0]) for axis in reference.open]  # each that is not has its own fault
    if not all(allowed):
        return None
    return m.Banded(kind=kind, reference=reference, measure=measure, amount=amount, start=start, where=on.where(node))


def _measure(ratio: m.Expression, amount: m.Expression) -> m.Measure | None:
    """The measure whose bands are meant; None where there is none, or where it is not said which."""
    if not isinstance(ratio, m.Reference):
        return None
    measures: Sequence[m.Measure] = [
        axis for axis in ratio.open if isinstance(axis, m.Measure) and axis.kind == amount.kind
    ]
    spoken_of = {part.measure for part in m.walk(amount) if isinstance(part, m.Amount)}
    named = [axis for axis in measures if axis in spoken_of]
    candidates = named or measures
    return candidates[0] if len(candidates) == 1 else None
