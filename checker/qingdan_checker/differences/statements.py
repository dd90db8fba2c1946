"""What a model says, provision by provision, in texts that do not depend on how or where it was written."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from qingdan_checker import model as m
from qingdan_checker.wording import region_said, said
from qingdan_dsl.write.words import quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """A provision: what it is about, and what it says of it.

    `scope` is the selector and condition under which it says so, its terms by the names of their dimensions; `shown`
    names all of that for readers, its terms in the order of the item's dimensions.
    """

    sort: str
    document: str
    article: str
    subject: str
    content: str
    where: m.Where
    scope: str = ""
    shown: str = ""

    @property
    def what(self) -> str:
        """What it is about, as it is shown."""
        return self.shown or " ".join(part for part in (self.sort, self.subject, self.scope) if part)


@lru_cache(maxsize=1 << 16)
def sayings_of(statement: m.Statement) -> tuple[Saying, ...]:
    """The provisions of a statement, each by itself."""
    told = _SAYINGS.get(type(statement))
    return tuple(told(statement)) if told else ()


def _deciding(statement: m.Deciding) -> Iterator[Saying]:
    return map(_provision, statement.provisions)


def _bound(statement: m.Rule) -> Iterator[Saying]:
    yield _saying(statement, "rule", statement.name, _rule(statement))


def _delegation(statement: m.Delegation) -> Iterator[Saying]:
    by = f" by {', '.join(sorted(statement.dimensions))}" if statement.dimensions is not None else ""
    for one in statement.objects:
        yield _saying(statement, "delegate", one.name, f"to {statement.rank}{by}")


def _reservation(statement: m.Reservation) -> Iterator[Saying]:
    for one in statement.objects:
        yield _saying(statement, "reserve", one.name, "")


def _tolerance(statement: m.Tolerance) -> Iterator[Saying]:
    for one in statement.objects:
        yield _saying(statement, "tolerate", one.name, f"issued before {statement.before.isoformat()}")


def _requirement(statement: m.Requirement) -> Iterator[Saying]:
    force = f"{statement.force} at {statement.rank}" if statement.rank else statement.force
    scope = _scope(statement.region, statement.condition)
    yield _saying(statement, "require", statement.item.name, force, scope)


def _observation(statement: m.Observation) -> Iterator[Saying]:
    for figure in statement.figures:
        subject = f"{statement.statistic.name}{f' {figure.year}' if figure.year else ''}"
        place = f"at {statement.jurisdiction.name}"
        yield _saying(statement, "observe", subject, said(figure.value), place, where=figure.where)


def _approval(statement: m.Approval) -> Iterator[Saying]:
    what = f"{statement.jurisdiction.name} to deviate from {statement.rule or statement.written}"
    yield _saying(statement, "approve", what, "", _scope(statement.region, None))


def _permission(statement: m.Permission) -> Iterator[Saying]:
    for one in statement.objects:
        yield _saying(statement, "approve", f"{statement.jurisdiction.name} to decide {one.name}", "")


def _waiver(statement: m.Waiver) -> Iterator[Saying]:
    for name in statement.rules:
        yield _saying(statement, "waive", name, "", _scope(statement.region, statement.condition))


def _declaration(statement: m.Declaration) -> Iterator[Saying]:
    yield _saying(statement, "deviate", f"from {statement.rule}", "")


def _saying(  # noqa: PLR0913  what a provision has
    statement: m.Statement,
    sort: str,
    subject: str,
    content: str,
    scope: str = "",
    *,
    where: m.Where | None = None,
    shown: str = "",
) -> Saying:
    return Saying(
        sort=sort,
        document=statement.document.name,
        article=statement.article,
        subject=subject,
        scope=scope,
        content=" ".join(part for part in (content, _standing(statement)) if part),
        where=where or statement.where,
        shown=shown,
    )


def _standing(statement: m.Statement) -> str:
    """The time of a statement within its document's, and its reason."""
    since = f"from {statement.since.isoformat()}" if statement.since else ""
    until = f"until {statement.until.isoformat()}" if statement.until else ""
    because = f"because {quoted(statement.because)}" if statement.because else ""
    return " ".join(part for part in (since, until, because) if part)


def _scope(region: m.Region, condition: m.Expression | None, order: tuple[str, ...] = ()) -> str:
    selector = f"for {region_said(region, order)}" if region else ""
    when = f"when {said(condition)}" if condition else ""
    return " ".join(part for part in (selector, when) if part)


def _provision(one: m.Provision) -> Saying:
    statement, item = one.statement, one.statement.item
    content = _change(one.change) if one.change else said(one.value) if one.value else "unknown"
    order = tuple(axis.name for axis in item.dimensions)
    shown = f"{statement.act} {item.name} {_scope(one.region, statement.condition, order)}".strip()
    scope = _scope(one.region, statement.condition)
    return _saying(statement, statement.act, item.name, content, scope, where=one.where, shown=shown)


def _change(change: m.Change) -> str:
    value = said(change.value)
    if change.act in {"factor", "percent-of"}:
        value = f"* {value}"
    elif not value.startswith("-"):
        value = f"+{value}"
    limits = [f"{word} {said(one)}" for word, one in (("up to", change.up_to), ("down to", change.down_to)) if one]
    group = [f"once per {change.group}"] if change.group else []
    return " ".join([value, *limits, *group])


def _rule(rule: m.Rule) -> str:
    labels = [quoted(rule.label)] if rule.label else []
    labels += [f"label en {quoted(rule.english)}"] if rule.english else []
    head = [*labels, rule.force, f"at {rule.rank}" if rule.rank else "", _scope(rule.region, rule.condition)]
    return f"{' '.join(part for part in head if part)}: {said(rule.expression)}"


def _entries(statement: m.Listing) -> Iterator[Saying]:
    """The statement by itself, and each of its entries."""
    catalogue = statement.catalogue
    yield _saying(statement, statement.act, catalogue.name, "")
    for key, fields in statement.entries.items():
        named = zip(catalogue.fields, fields, strict=False)
        content = " ".join(f"{name} {quoted(value)}" for name, value in named if value)
        where = statement.rows.get(key, statement.where)
        yield _saying(statement, statement.act, catalogue.name, content, quoted(key), where=where)


_SAYINGS: Final[Mapping[type, Callable[[Any], Iterator[Saying]]]] = {
    m.Deciding: _deciding,
    m.Rule: _bound,
    m.Delegation: _delegation,
    m.Reservation: _reservation,
    m.Tolerance: _tolerance,
    m.Requirement: _requirement,
    m.Observation: _observation,
    m.Listing: _entries,
    m.Approval: _approval,
    m.Permission: _permission,
    m.Waiver: _waiver,
    m.Declaration: _declaration,
}
