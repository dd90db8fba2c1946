"""Days, at the ends of the calendar too."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

FOREVER: Final = date.max


def day_before(day: date) -> date:
    """The day before; the first day of the calendar has none and stays."""
    return day if day == date.min else day - timedelta(days=1)


def day_after(day: date) -> date:
    """The day after; the last day of the calendar has none and stays."""
    return day if day == date.max else day + timedelta(days=1)
