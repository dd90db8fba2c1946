"""Pictures and pages made from facts; the templates beside this file are filled in here alone, and always escaped."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from qingdan_checker.layout.columns import visible

if TYPE_CHECKING:
    from collections.abc import Mapping

_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
    finalize=lambda one: visible(one) if type(one) is str else one,  # neither XML nor a reader takes what steers
)


def filled(template: str, facts: Mapping[str, Any]) -> str:
    """A template filled with facts. Raises `jinja2.UndefinedError` where one is lacking."""
    return _TEMPLATES.get_template(template).render(facts)
