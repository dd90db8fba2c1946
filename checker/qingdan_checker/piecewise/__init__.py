"""Exact piecewise-linear functions of one amount on [0, ∞), and what holds of every amount (section 12).

Nothing here knows the language. A function is whatever computes with numbers: it is run once on a whole stretch of
amounts, with a `Course` in the place of the number. Where it would have to decide something that is not the same
on all of the stretch, the stretch is cut there and both parts are run again. So what is known of a bill of 5,000 yuan
and what is known of all bills between two points comes from the same code.
"""

from qingdan_checker.piecewise.course import Course
from qingdan_checker.piecewise.exploring import MOST_STRETCHES, Budget, Part, explored
from qingdan_checker.piecewise.solving import NoSolver, Solved, Variable, solved
from qingdan_checker.piecewise.spans import Span, joined, plainest, spans, stretches_in
from qingdan_checker.piecewise.stretch import Beyond, Split, Stretch

__all__ = [
    "MOST_STRETCHES",
    "Beyond",
    "Budget",
    "Course",
    "NoSolver",
    "Part",
    "Solved",
    "Span",
    "Split",
    "Stretch",
    "Variable",
    "explored",
    "joined",
    "plainest",
    "solved",
    "spans",
    "stretches_in",
]
