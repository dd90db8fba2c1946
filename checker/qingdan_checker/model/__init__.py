"""What the documents say, with every name bound: the words, the jurisdictions, the documents and their statements."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qingdan_checker.model.amounts import amounts_in, choice_key
from qingdan_checker.model.days import FOREVER, day_after, day_before
from qingdan_checker.model.declarations import (
    RANKS,
    Axis,
    Catalogue,
    Define,
    Dimension,
    Item,
    Jurisdiction,
    Measure,
    Member,
    Named,
    Statistic,
    Term,
    Where,
)
from qingdan_checker.model.expressions import (
    Amount,
    Asked,
    Banded,
    Bound,
    Called,
    Chosen,
    Compared,
    Computed,
    Connected,
    Constant,
    Expression,
    Figure,
    Minus,
    Negated,
    Now,
    Reference,
    Test,
    Total,
    parts,
    walk,
)
from qingdan_checker.model.statements import (
    Approval,
    Article,
    Change,
    Deciding,
    Declaration,
    Delegation,
    Document,
    Example,
    Expectation,
    Listing,
    Matter,
    Observation,
    Observed,
    Permission,
    Provision,
    Region,
    Requirement,
    Reservation,
    Rule,
    Statement,
    Tolerance,
    Waiver,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from qingdan_dsl.source import Fault

__all__ = [
    "FOREVER",
    "RANKS",
    "Amount",
    "Approval",
    "Article",
    "Asked",
    "Axis",
    "Banded",
    "Bound",
    "Called",
    "Catalogue",
    "Change",
    "Chosen",
    "Compared",
    "Computed",
    "Connected",
    "Constant",
    "Deciding",
    "Declaration",
    "Define",
    "Delegation",
    "Dimension",
    "Document",
    "Example",
    "Expectation",
    "Expression",
    "Figure",
    "Item",
    "Jurisdiction",
    "Listing",
    "Matter",
    "Measure",
    "Member",
    "Minus",
    "Model",
    "Named",
    "Negated",
    "Now",
    "Observation",
    "Observed",
    "Permission",
    "Provision",
    "Reference",
    "Region",
    "Requirement",
    "Reservation",
    "Rule",
    "Statement",
    "Statistic",
    "Term",
    "Test",
    "Tolerance",
    "Total",
    "Waiver",
    "Where",
    "amounts_in",
    "choice_key",
    "day_after",
    "day_before",
    "parts",
    "walk",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """All that takes part, and the faults of what does not. `left_out` says in words what that is.

    `labels` has, by name, the label that may be written in the name's place, where there is one.
    """

    axes: Mapping[str, Axis]
    groups: Mapping[str, Term]
    items: Mapping[str, Item]
    statistics: Mapping[str, Statistic]
    defines: Mapping[str, Define]
    catalogues: Mapping[str, Catalogue]
    jurisdictions: Mapping[str, Jurisdiction]
    documents: Mapping[str, Document]
    rules: Mapping[str, Rule]
    statements: tuple[Statement, ...]
    examples: tuple[Example, ...]
    articles: tuple[Article, ...]
    labels: Mapping[str, str]
    faults: tuple[Fault, ...]
    left_out: tuple[str, ...]
