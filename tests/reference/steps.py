"""Changes of a value, worked out and applied (section 6, step 4)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .values import Absent, Known, Result, Undetermined, compared, computed, settled

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from qingdan_dsl.syntax import expressions as e

    from .model import Provision


@dataclass(eq=False, slots=True)
class Step:
    """A change for one cell, worked out."""

    provision: Provision
    change: Result
    up_to: Result | None
    down_to: Result | None
    factor: bool

    @classmethod
    def of(cls, provision: Provision, evaluate: Callable[[e.Expression], Result]) -> Step:
        """The CHANGE and its limits. `+20%` of what is no percent is a factor of 120%."""
        change = provision.change
        assert change is not None
        parts: list[Result | None] = [
            None if part is None else evaluate(part) for part in (change.value, change.up_to, change.down_to)
        ]
        value, factor = parts[0], change.operator == "*"
        assert value is not None
        if isinstance(value, Known) and not factor and value.kind == "percent":
            factor, value = True, Known("number", 1 + value.number)
        up_to, down_to = (None if part is None else settled(part) for part in parts[1:])
        return cls(provision, settled(value), up_to, down_to, factor)

    @property
    def group(self) -> str | None:
        """The group of which only one counts."""
        change = self.provision.change
        return change.group.text if change and change.group else None

    @property
    def complete(self) -> bool:
        """Whether CHANGE and limits all have a value."""
        return all(part is None or isinstance(part, Known) for part in (self.change, self.up_to, self.down_to))

    @property
    def lacking(self) -> bool:
        """Whether CHANGE or a limit has no value, and that rests on no circle."""
        parts = (self.change, self.up_to, self.down_to)
        return any(isinstance(part, Absent) and not part.circle for part in parts)

    @property
    def reasons(self) -> set[str]:
        """What CHANGE and limits rest on where they are undetermined."""
        found: set[str] = set()
        for part in (self.change, self.up_to, self.down_to):
            found |= part.reasons if isinstance(part, Undetermined) else set()
        return found


def total(steps: Sequence[Step], base: Known) -> Result:
    """All additions, then all factors, then the tightest `down to`, then the tightest `up to`."""
    value: Result = base
    for step in [one for one in steps if not one.factor]:
        if isinstance(value, Known) and isinstance(step.change, Known):
            value = computed("+", value, step.change)
    for step in [one for one in steps if one.factor]:
        if isinstance(value, Known) and isinstance(step.change, Known):
            value = Known(value.kind, value.number * step.change.number)
    if not isinstance(value, Known):
        return value
    downs = [step.down_to for step in steps if isinstance(step.down_to, Known)]
    ups = [step.up_to for step in steps if isinstance(step.up_to, Known)]
    if downs:
        value = _extreme(">", [value, _extreme("<", [_extreme(">", downs), base])])
    if ups:
        value = _extreme("<", [value, _extreme(">", [_extreme("<", ups), base])])
    return value


def _extreme(operator: str, values: Sequence[Known]) -> Known:
    best = values[0]
    for value in values[1:]:
        best = value if compared(operator, value, best) else best
    return best
