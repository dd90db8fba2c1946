"""The audit report: what was found of each jurisdiction on one day, and what it was held against, as a paper."""

from __future__ import annotations

from qingdan_checker.audits.facts import Audit, Scope, audit_of
from qingdan_checker.audits.writing import paper_of

__all__ = ["Audit", "Scope", "audit_of", "paper_of"]
