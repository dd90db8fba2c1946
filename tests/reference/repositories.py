"""Random small policy repositories, the same for the same seed: what the checker and the reading are compared on.

They are made to be interesting: values near their bounds, several documents about one cell, delegations that
nearly suffice, approvals for parts, and now and then a mistake.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

from .expressions import Composer
from .mistakes import spoil
from .phrases import Named, Pen
from .vocabularies import Dimension, Place, Subject, Vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable

DAYS = (
    date(2019, 1, 1),
    date(2020, 1, 1),
    date(2020, 8, 11),
    date(2021, 1, 1),
    date(2022, 1, 1),
    date(2022, 8, 30),
    date(2023, 1, 1),
)
CHECKED = (date(2020, 12, 31), date(2021, 1, 1), date(2022, 9, 1), date(2022, 9, 1), date(2023, 6, 1))


def repository(seed: int) -> tuple[dict[str, str], date]:
    """The files of a repository, and the date on which to check it."""
    dice = random.Random(seed)  # noqa: S311  nothing is kept secret with it
    return Writer(Pen(dice)).files(), dice.choice(CHECKED)


@dataclass(eq=False, slots=True)
class Rule:
    """A rule that has been written: its full name and what it leaves open."""

    named: Named
    axes: set[str]
    issuer: Place


@dataclass(eq=False, slots=True)
class Document:
    """A document being written."""

    name: str
    issuer: Place
    day: date
    statements: list[str] = field(default_factory=list)
    clauses: list[str] = field(default_factory=list)


class Writer:
    """Writes one repository."""

    def __init__(self, pen: Pen) -> None:
        """Chooses a vocabulary and who issues what."""
        self._pen = pen
        self._dice = pen.dice
        self._words = Vocabulary(pen)
        self._composer = self._composing([*self._words.items, *self._words.statistics])
        self._rules: list[Rule] = []
        self._defines = [self._define(number) for number in range(self._dice.choice((0, 0, 1, 2)))]
        self._documents = self._issue()

    def _composing(self, subjects: list[Subject]) -> Composer:
        return Composer(self._pen, self._words.dimensions, subjects)

    def files(self) -> dict[str, str]:
        """One to four files."""
        for document in self._documents:
            self._rules_of(document)
        for document in self._documents:
            self._fill(document)
            self._dice.shuffle(document.statements)
        pieces = [*self._words.written(), *self._defines]
        texts = [self._document(document) for document in self._documents]
        outside = [self._case(None)] if self._pen.chance(0.15) else []
        for _ in range(self._dice.choice((0, 0, 0, 0, 0, 0, 1, 1, 1, 2))):
            spoil(self._dice, self._words, pieces, texts)
        return self._laid_out(pieces, [*texts, *outside])

    def _laid_out(self, pieces: list[str], texts: list[str]) -> dict[str, str]:
        names = self._dice.choice(
            (["all.qd"], ["a.qd", "b.qd"], ["m.qd", "a.qd", "z.qd"], ["d.qd", "c.qd", "b.qd", "a.qd"])
        )
        files: dict[str, list[str]] = {name: [] for name in names}
        files[names[0]] += pieces
        for text in texts:
            files[self._dice.choice(names)].append(text)
        return {name: "\n".join(parts) + "\n" for name, parts in files.items()}

    # ---- documents

    def _issue(self) -> list[Document]:
        found: list[Document] = []
        for place in self._words.places:
            most = {"nation": 2, "province": 1, "municipality": 2, "county": 1}[place.level]
            fewest = 1 if place.level in {"nation", "municipality"} else 0
            found += [
                Document(f"{place.named.name}.doc-{number}", place, self._dice.choice(DAYS))
                for number in range(self._dice.randint(fewest, most))
            ]
        if self._pen.chance(0.85):
            found[0].day = self._dice.choice(DAYS[:2])
        for document in found:
            self._clauses(document, found)
        return found

    def _clauses(self, document: Document, others: list[Document]) -> None:
        pen = self._pen
        parts = [f"{pen.word('issuer')} {pen.name(document.issuer.named)}"]
        draft = pen.chance(0.08)
        if not draft or pen.chance(0.5):
            parts.append(f"{pen.word('issued')} {pen.day(document.day)}")
        if pen.chance(0.2):
            parts.append(f"{pen.word('effective')} {pen.day(self._dice.choice(DAYS))}")
        if pen.chance(0.15):
            parts.append(f"{pen.word('until')} {pen.day(self._dice.choice(DAYS) + timedelta(days=364))}")
        if draft:
            parts.append(pen.word("status draft"))
        for clause, share in (("repeals", 0.12), ("amends", 0.15)):
            targets = [one for one in others if one is not document]
            near = [one for one in targets if one.issuer.within(document.issuer)]
            if targets and pen.chance(share):
                target = self._dice.choice(near) if near and pen.chance(0.85) else self._dice.choice(targets)
                parts.append(f"{pen.word(clause)} {target.name}")
        document.clauses = parts

    def _document(self, document: Document) -> str:
        pen = self._pen
        title = f"{document.name} 文件"
        lines = [f'{pen.word("document")} {document.name} "{title}" {{', "    " + "  ".join(document.clauses)]
        number = 0
        statements = list(document.statements)
        while statements:
            number += 1
            size = self._dice.randint(1, 3)
            lines.append(f'    {pen.word("article")} "{number}" {{')
            lines += ["        " + statement.replace("\n", "\n        ") for statement in statements[:size]]
            lines.append("    }")
            statements = statements[size:]
        return "\n".join([*lines, "}"])

    def _rules_of(self, document: Document) -> None:
        level = document.issuer.level
        if level in {"nation", "province"}:
            for _ in range(self._dice.choice((1, 2, 2, 3)) if level == "nation" else self._dice.choice((0, 1, 2))):
                document.statements.append(self._rule(document))

    def _fill(self, document: Document) -> None:
        level = document.issuer.level
        if document is self._documents[0] and self._pen.chance(0.9):
            document.statements.insert(0, self._delegate(document, whole=self._pen.chance(0.9)))
        for item in self._words.items:
            if self._pen.chance(0.25 if level in {"nation", "province"} else 0.7):
                document.statements.append(self._set(item))
        own: list[tuple[Callable[[Document], str], float]] = [
            (lambda _: self._set(self._item()), 0.2),
            (self._adjust, 0.25 if level in {"nation", "province"} else 0.45),
            (self._adjust, 0.12),
            (self._observe, 0.5),
            (self._observe, 0.2),
            (self._require, 0.15 if level in {"nation", "province"} else 0.03),
            (lambda one: self._delegate(one, whole=False), 0.12),
            (self._reserve, 0.06),
            (self._tolerate, 0.12 if level in {"nation", "province"} else 0.03),
            (self._approve, 0.4 if level in {"nation", "province"} else 0.02),
            (self._approve, 0.2 if level in {"nation", "province"} else 0.02),
            (self._permit, 0.08),
            (self._waive, 0.12),
            (self._deviate, 0.05 if level in {"nation", "province"} else 0.35),
            (self._case, 0.15),
        ]
        for write, share in own:
            if self._pen.chance(share):
                statement = write(document)
                if statement:
                    document.statements.append(statement)

    # ---- what narrows

    def _axes_named(self, names: set[str]) -> list[Dimension]:
        return [one for one in self._words.dimensions if one.named.name in names]

    def _scope(self, axes: list[Dimension], share: float) -> tuple[str, list[Dimension]]:
        if not axes or not self._pen.chance(share):
            return "", []
        text, chosen = self._composer.selector(axes)
        return f" {self._pen.word('for')} {text}", chosen

    def _when(self, axes: list[Dimension], share: float) -> str:
        if not self._pen.chance(share):
            return ""
        return f" {self._pen.word('when')} {self._composer.condition(axes)[0]}"

    def _times(self, share: float = 0.12) -> str:
        text = ""
        since = self._dice.choice(DAYS)
        if self._pen.chance(share):
            text += f" {self._pen.word('from')} {self._pen.day(since)}"
        if self._pen.chance(share):
            text += (
                f" {self._pen.word('until')} {self._pen.day(since + timedelta(days=self._dice.choice((0, 400, 900))))}"
            )
        return text

    def _because(self) -> str:
        return f' {self._pen.word("because")} "据此"'

    # ---- set and adjust

    def _value(self, item: Subject) -> str:
        throw = self._dice.random()
        if throw < 0.05:
            return self._pen.word("unknown")
        if throw < 0.7:
            return self._composer.literal(item.kind)
        return self._apart(item, lambda: self._composer.value(item.kind, item.axes)[0])

    def _apart(self, item: Subject, write: Callable[[], str]) -> str:
        """What speaks mostly of other things than the item, so that circles are not everywhere."""
        every = self._composer.subjects
        if self._pen.chance(0.9):
            before = self._words.items[: self._words.items.index(item)]
            self._composer.subjects = [*before, *self._words.statistics]
        text = write()
        self._composer.subjects = every
        return text

    def _item(self, *kinds: str) -> Subject:
        fitting = [one for one in self._words.items if not kinds or one.kind in kinds]
        return self._dice.choice(fitting or self._words.items)

    def _set(self, item: Subject) -> str:
        head = f"{self._pen.word('set')} {self._pen.name(item.named)}"
        listed = [axis for axis in item.axes if not axis.unit]
        if len(listed) > 1 and self._pen.chance(0.2):
            return head + self._table(item, listed)
        scope, used = self._scope(item.axes, 0.4)
        tail = self._apart(item, lambda: self._when(item.axes, 0.15)) + self._times()
        free = [axis for axis in item.axes if axis not in used]
        if free and self._pen.chance(0.55):
            entries = self._entries(free, lambda: self._value(item))
            return f"{head}{scope}{tail} {{\n{entries}\n}}"
        return f"{head}{scope}{tail}: {self._value(item)}"

    def _entries(self, axes: list[Dimension], value: Callable[[], str], depth: int = 1) -> str:
        axis = self._dice.choice(axes)
        rest = [one for one in axes if one is not axis]
        lines: list[str] = []
        if axis.unit or self._pen.chance(0.3):
            terms = [self._composer.term(axis) for _ in range(self._dice.randint(1, 3))]
        else:
            terms = [self._pen.name(member) for member in axis.members]
        for term in terms:
            if rest and depth and self._pen.chance(0.25):
                inner = self._entries(rest, value, depth - 1).replace("\n", " ").strip()
                lines.append(f"    {term} {{ {inner} }}")
            else:
                lines.append(f"    {term}: {value()}")
        return ("\n" if self._pen.chance(0.7) else "  ").join(lines)

    def _table(self, item: Subject, listed: list[Dimension]) -> str:
        axes = self._dice.sample(listed, 2)
        heading = [self._pen.name(axes[0].named), *(self._pen.name(one) for one in axes[1].members)]
        rows = [heading]
        for member in axes[0].members:
            values = ["" if self._pen.chance(0.15) else self._value(item) for _ in axes[1].members]
            rows.append([self._pen.name(member), *values])
        lines = ["    | " + " | ".join(row) + " |" for row in rows]
        if self._pen.chance(0.3):
            lines.insert(1, "    |---|" + "---|" * len(axes[1].members))
        by = self._pen.joined([self._pen.name(axis.named) for axis in axes])
        return f" {self._pen.word('by')} {by} {{\n" + "\n".join(lines) + "\n}"

    def _limits(self, item: Subject) -> str:
        text = ""
        if self._pen.chance(0.25):
            text += f" {self._pen.word('up to')} {self._composer.literal(item.kind)}"
        if self._pen.chance(0.15):
            text += f" {self._pen.word('down to')} {self._composer.literal(item.kind)}"
        if item.better and self._pen.chance(0.3):
            text += f" {self._pen.word('once per')} {self._dice.choice(('poor', 'old'))}"
        return text

    def _adjust(self, _document: Document) -> str:
        item = self._item("percent", "yuan", "number", "days")
        if item.kind == "yes-no":
            return ""
        head = f"{self._pen.word('adjust')} {self._pen.name(item.named)}"
        scope, used = self._scope(item.axes, 0.5)
        tail = self._apart(item, lambda: self._when(item.axes, 0.15)) + self._times()
        free = [axis for axis in item.axes if axis not in used]

        def change() -> str:
            return self._apart(item, lambda: self._composer.change(item.kind, item.axes) + self._limits(item))

        if free and self._pen.chance(0.4):
            return f"{head}{scope}{tail} {{\n{self._entries(free, change)}\n}}"
        return f"{head}{scope}{tail} {self._pen.word('adjust by')} {change()}"

    # ---- rules and what lifts them

    def _rule(self, document: Document) -> str:
        pen = self._pen
        text, open_axes = self._bound() if pen.chance(0.55) else self._composer.claim()
        named = Named(f"r{len(self._rules)}", f"规定{len(self._rules)}" if pen.chance(0.4) else "")
        axes = set(open_axes)
        condition = ""
        if pen.chance(0.15):
            written, more = self._composer.condition(self._axes_named(axes) or [])
            condition, axes = f" {pen.word('when')} {written}", axes | more
        scope, _ = self._scope(self._axes_named(axes), 0.3)
        force = f" {pen.word(self._dice.choice(('must', 'in-principle', 'encouraged')))}" if pen.chance(0.6) else ""
        level = f" {pen.word('at')} {pen.word('municipality')}" if pen.chance(0.15) else ""
        self._rules.append(Rule(Named(f"{document.name}.{named.name}", named.label), axes, document.issuer))
        label = f' "{named.label}"' if named.label else ""
        return f"{pen.word('rule')} {named.name}{label}{force}{level}{scope}{condition}{self._times(0.06)}: {text}"

    def _bound(self) -> tuple[str, set[str]]:
        """A plain bound, or a gap between two members: what laws say most."""
        item = self._item("percent", "yuan", "number", "days")
        composer, pen = self._composer, self._pen
        listed = [axis for axis in item.axes if not axis.unit]
        axes = {axis.named.name for axis in item.axes}
        name = pen.name(item.named)
        if item.kind in {"percent", "yuan", "days"} and listed and pen.chance(0.5):
            axis = self._dice.choice(listed)
            first, second = self._dice.sample(axis.members, 2)
            gap = "pp" if item.kind == "percent" else item.kind
            text = f"{name}[{pen.name(first)}] - {name}[{pen.name(second)}]"
            return f"{text} {self._dice.choice(('>=', '<=', '>'))} {composer.literal(gap)}", axes - {axis.named.name}
        return f"{name} {self._dice.choice(('>=', '<='))} {composer.literal(item.kind)}", axes

    def _some_rule(self, document: Document | None) -> Rule | None:
        if not self._rules:
            return None
        near = [
            one
            for one in self._rules
            if document is None or document.issuer.within(one.issuer) or one.issuer.within(document.issuer)
        ]
        return self._dice.choice(near or self._rules)

    def _rule_name(self, rule: Rule, document: Document | None) -> str:
        own, _, short = rule.named.name.rpartition(".")
        if document and own == document.name and self._pen.chance(0.6):
            return short
        return self._pen.name(rule.named)

    def _approve(self, document: Document) -> str:
        own = [one for one in self._rules if one.issuer.within(document.issuer)]
        rule = self._dice.choice(own) if own and self._pen.chance(0.9) else self._some_rule(document)
        below = [one for one in self._words.places if one.within(document.issuer) and one is not document.issuer]
        if rule is None:
            return ""
        pen = self._pen
        place = self._dice.choice(below) if below and pen.chance(0.9) else self._dice.choice(self._words.places)
        scope, _ = self._scope(self._axes_named(rule.axes), 0.5)
        name = self._rule_name(rule, document) if pen.chance(0.95) else "no-such-rule"
        head = f"{pen.word('approve')} {pen.name(place.named)} {pen.word('to deviate from')} {name}"
        return f"{head}{scope if name != 'no-such-rule' else ''}{self._times(0.3)}{self._because()}"

    def _permit(self, document: Document) -> str:
        pen = self._pen
        place = self._dice.choice([one for one in self._words.places if one.within(document.issuer)])
        item = self._item()
        head = f"{pen.word('approve')} {pen.name(place.named)} {pen.word('to decide')} {pen.name(item.named)}"
        return f"{head}{self._times(0.2)}{self._because()}"

    def _waive(self, document: Document) -> str:
        rule = self._some_rule(document)
        if rule is None:
            return ""
        axes = self._axes_named(rule.axes)
        scope, _ = self._scope(axes, 0.7)
        when = self._when(axes, 0.2)
        head = f"{self._pen.word('waive')} {self._rule_name(rule, document)}"
        return f"{head}{scope}{when}{self._times()}{self._because()}"

    def _deviate(self, document: Document) -> str:
        rule = self._some_rule(document)
        if rule is None:
            return ""
        return f"{self._pen.word('deviate from')} {self._rule_name(rule, document)}{self._times()}{self._because()}"

    # ---- who may decide, what is observed and required

    def _delegate(self, _document: Document, *, whole: bool) -> str:
        pen = self._pen
        items = self._words.items if whole else [self._item()]
        level = pen.word(self._dice.choice(("municipality", "municipality", "province", "county")))
        by = ""
        shared = [axis for axis in self._words.dimensions if all(axis in item.axes for item in items)]
        if shared and pen.chance(0.2):
            chosen = self._dice.sample(shared, self._dice.randint(1, len(shared)))
            by = f" {pen.word('by')} {pen.joined([pen.name(axis.named) for axis in chosen])}"
        names = pen.joined([pen.name(item.named) for item in items])
        return f"{pen.word('delegate')} {names}{by} {pen.word('to')} {level}{self._times(0.05)}"

    def _reserve(self, _document: Document) -> str:
        return f"{self._pen.word('reserve')} {self._pen.name(self._item().named)}{self._times()}"

    def _tolerate(self, _document: Document) -> str:
        pen = self._pen
        before, until = self._dice.choice(DAYS), self._dice.choice(DAYS) + timedelta(days=500)
        head = f"{pen.word('tolerate')} {pen.name(self._item().named)} {pen.word('issued before')} {pen.day(before)}"
        return f"{head} {pen.word('until')} {pen.day(until)}"

    def _require(self, _document: Document) -> str:
        pen = self._pen
        item = self._item()
        force = f" {pen.word(self._dice.choice(('must', 'in-principle', 'encouraged')))}" if pen.chance(0.5) else ""
        level = f" {pen.word('at')} {pen.word('municipality')}" if pen.chance(0.6) else ""
        scope, _ = self._scope(item.axes, 0.4)
        return f"{pen.word('require')} {pen.name(item.named)}{force}{level}{scope}{self._when(item.axes, 0.1)}"

    def _observe(self, document: Document) -> str:
        pen = self._pen
        if not self._words.statistics:
            return ""
        statistic = self._dice.choice(self._words.statistics)
        below = [one for one in self._words.places if one.within(document.issuer)]
        place = self._dice.choice(below) if pen.chance(0.9) else self._dice.choice(self._words.places)
        at = f" {pen.word('at')} {pen.name(place.named)}" if pen.chance(0.4) else ""
        head = f"{pen.word('observe')} {pen.name(statistic.named)}{at}{self._times(0.05)}"
        if statistic.by_year:
            years = self._dice.sample(range(2018, 2023), self._dice.randint(1, 3))
            figures = "  ".join(f"{year}: {self._figure()}" for year in years)
            return f"{head} {{ {figures} }}"
        return f"{head}: {self._figure()}"

    def _figure(self) -> str:
        throw = self._dice.random()
        if throw < 0.85 or not self._words.items:
            return self._pen.quantity(str(self._dice.choice((1000, 2000, 3000, 5000))), " yuan")
        return self._composer.value("yuan", [], 1)[0]

    def _define(self, number: int) -> str:
        pen = self._pen
        kind = self._dice.choice(("percent", "pp", "yuan", "yes-no", "number"))
        axes = self._dice.sample(self._words.dimensions, self._dice.randint(0, len(self._words.dimensions)))
        text, left = self._composer.value(kind, axes)
        named = Named(f"d{number}", f"派生{number}")
        by = [axis for axis in axes if axis.named.name in left or pen.chance(0.3)]
        clause = f"  {pen.word('by')} {pen.joined([pen.name(axis.named) for axis in by])}" if by else ""
        self._composer.subjects.append(Subject(named, kind, by))
        head = f'{pen.word("define")} {named.name} "{named.label}"'
        return f"{head} {{ {pen.word('value')} {pen.word(kind)}{clause}  {pen.word('as')} {text} }}"

    def _case(self, document: Document | None) -> str:
        pen = self._pen
        place = self._dice.choice(self._words.places)
        at = f" {pen.word('at')} {pen.name(place.named)}" if pen.chance(0.7) else ""
        on = f" {pen.word('on')} {pen.day(self._dice.choice(CHECKED))}" if pen.chance(0.3) else ""
        lines: list[str] = []
        if pen.chance(0.7):
            text, _ = self._composer.selector(self._words.dimensions, 3)
            lines.append(f"    {pen.word('given')} {text}")
        for _ in range(self._dice.randint(1, 2)):
            rule = self._some_rule(document)
            if rule and pen.chance(0.5):
                outcome = pen.word(self._dice.choice(("expect breach", "expect within")))
                lines.append(f"    {outcome} {self._rule_name(rule, document)}")
            else:
                lines.append(f"    {pen.word('expect')} {self._composer.claim(1)[0]}")
        return f'{pen.word("case")} "例"{at}{on} {{\n' + "\n".join(lines) + "\n}"
