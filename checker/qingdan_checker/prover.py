"""The solver z3, of the extra `prove`, where it is there and comes up."""

from __future__ import annotations

import sys
from contextlib import redirect_stdout
from functools import cache
from io import StringIO
from typing import Any


def loaded() -> Any | None:  # noqa: ANN401  z3 has no types
    """The solver's module; None where it is not installed, or is and cannot be loaded (its library is not there)."""
    known: object = sys.modules.get("z3", sys)
    return None if known is None else _loaded()  # `None` there is Python's own word for what cannot be had


@cache
def _loaded() -> Any | None:  # noqa: ANN401  as above
    """Tried once: what fails takes its time, and says so on standard output, where the answer belongs."""
    try:
        with redirect_stdout(StringIO()):
            import z3  # noqa: PLC0415  few have rules that need it
    except Exception:  # noqa: BLE001  whatever a foreign library raises while it is loaded
        return None
    return z3
