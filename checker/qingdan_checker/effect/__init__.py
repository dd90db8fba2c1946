"""What holds for one jurisdiction on one date: authority, provisions, and the table in effect (sections 6 and 7)."""

from qingdan_checker.effect.adjustments import stages
from qingdan_checker.effect.authority import ALL
from qingdan_checker.effect.cells import Cell, Changed, cells_concerned
from qingdan_checker.effect.classes import first, members, product_size
from qingdan_checker.effect.day import Day, may_excuse
from qingdan_checker.effect.needs import MOST_CELLS, Classed, Needs, classes_in
from qingdan_checker.effect.stretches import Stretch, Stretches, may_touch
from qingdan_checker.effect.table import Effect, effect_of
from qingdan_checker.effect.terms import terms_in
from qingdan_checker.effect.underway import Source

__all__ = [
    "ALL",
    "MOST_CELLS",
    "Cell",
    "Changed",
    "Classed",
    "Day",
    "Effect",
    "Needs",
    "Source",
    "Stretch",
    "Stretches",
    "cells_concerned",
    "classes_in",
    "effect_of",
    "first",
    "may_excuse",
    "may_touch",
    "members",
    "product_size",
    "stages",
    "terms_in",
]
