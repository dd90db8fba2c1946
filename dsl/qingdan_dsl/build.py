"""The tree's classes from the grammar's shapes: one method for each shape of `grammar.lark`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final

from qingdan_dsl.lexer import Tokens
from qingdan_dsl.source import Fault, Source, Span
from qingdan_dsl.syntax import declarations as d
from qingdan_dsl.syntax import expressions as e
from qingdan_dsl.syntax import statements as s
from qingdan_dsl.words import FUNCTION_NAMES, KIND_NAMES, LEVEL_NAMES, UNIT_NAMES

DEEPEST: Final = 200
"""Operators within operators: more than any article says, and few enough for every later phase."""

_OPERATORS: Final = {
    "EQUAL": "=",
    "UNEQUAL": "!=",
    "LESS": "<",
    "AT_MOST": "<=",
    "MORE": ">",
    "AT_LEAST": ">=",
    "PLUS": "+",
    "MINUS": "-",
    "TIMES": "*",
    "OVER_SIGN": "/",
    "OF": "of",
}
_ESCAPES: Final = {"n": "\n", '"': '"', "\\": "\\", "”": "”", "“": "“"}
_NO_NARROWING: Final = s.Narrowing()

Children = list[Any]
"""Nodes, tagged clauses and token numbers: what the shapes below a shape have become."""


class Builder:
    """Makes nodes from completed shapes; gathers the faults that only the finished shape shows."""

    def __init__(self, source: Source, tokens: Tokens) -> None:
        self._source = source
        self._tokens = tokens
        self.faults: list[Fault] = []
        self.broken = False

    # ---- what tokens say

    def _text(self, token: int) -> str:
        return self._tokens.text[self._tokens.starts[token] : self._tokens.ends[token]]

    def _quoted(self, token: int) -> str:
        start, end = self._tokens.starts[token], self._tokens.ends[token]
        raw = self._source.text[start:end]
        inner = raw[3:-3] if raw.startswith('"""') else raw[1:-1]
        if "\\" not in inner:
            return inner
        return re.sub(r"\\(.)", lambda match: self._escape(match, start), inner, flags=re.DOTALL)

    def _escape(self, match: re.Match[str], start: int) -> str:
        known = _ESCAPES.get(match.group(1))
        if known is None:
            at = start + match.start() + 1
            self._fault("syntax", "unknown-escape", Span(at, at + 2), written=match.group())
            return match.group()
        return known

    def _fault(self, code: str, reason: str, span: Span, **facts: str) -> None:
        self.broken = self.broken or code == "syntax"
        self.faults.append(
            Fault(code=code, reason=reason, path=self._source.path, span=span, facts=tuple(facts.items()))
        )

    def _deep(self, *below: Any) -> int:  # noqa: ANN401
        depth: int = 1 + max(node.depth for node in below)
        if depth == DEEPEST:
            self._fault("syntax", "too-deep", Span(below[0].start, below[-1].end))
        return depth

    def name(self, c: Children, start: int, end: int) -> e.Name:
        text = self._text(c[0])
        return e.Name(text=text[1:-1] if text[0] == "`" else text, start=start, end=end)

    def string(self, c: Children, start: int, end: int) -> e.Text:
        return e.Text(text=self._quoted(c[0]), start=start, end=end)

    def day(self, c: Children, start: int, end: int) -> e.Day:
        year, month, day = (int(part) for part in re.findall(r"[0-9]+", self._text(c[0])))
        return e.Day(year=year, month=month, day=day, start=start, end=end)

    def literal(self, c: Children, start: int, end: int) -> e.Literal:
        text = self._text(c[0])
        if self._tokens.kinds[c[0]] == "NUMERAL":
            return e.Literal(digits=_digits(text), unit="", start=start, end=end)
        at = _unit_at(text)
        return e.Literal(digits=_digits(text[:at]), unit=UNIT_NAMES[text[at:].strip()], start=start, end=end)

    def year(self, c: Children, start: int, end: int) -> int:
        literal = self.literal(c, start, end)
        if literal.unit not in {"", "years"} or not re.fullmatch(r"[0-9]{1,4}", literal.digits):
            self._fault("syntax", "no-year", Span(start, end), written=self._text(c[0]))
            return 0
        return int(literal.digits)

    def label(self, c: Children, start: int, end: int) -> s.Label:
        if len(c) == 1:
            return s.Label(text=self._quoted(c[0]), start=start, end=end)
        if self._text(c[1]) != "en":
            at = c[1]
            span = Span(self._tokens.starts[at], self._tokens.ends[at])
            self._fault("syntax", "label-language", span, written=self._text(at))
        return s.Label(text=self._quoted(c[0]), english=self._quoted(c[2]), start=start, end=end)

    # ---- clauses: (what, value, start, end); the first of a doubled clause counts

    def _clauses(self, clauses: Children) -> dict[str, Any]:
        found: dict[str, Any] = {}
        places: dict[str, Span] = {}
        for what, value, start, end in clauses:
            if what in found:
                fault = Fault(
                    code="duplicate",
                    reason="clause",
                    path=self._source.path,
                    span=Span(start, end),
                    facts=(("clause", what),),
                    related=((self._source.path, places[what]),),
                )
                self.faults.append(fault)
            else:
                found[what] = value
                places[what] = Span(start, end)
        return found

    def kind(self, c: Children, start: int, end: int) -> Any:
        return ("value", KIND_NAMES[self._text(c[0])], start, end)

    def range(self, c: Children, start: int, end: int) -> Any:
        dots = next(index for index, child in enumerate(c) if isinstance(child, int))
        lowest = c[0] if dots else None
        highest = c[dots + 1] if dots + 1 < len(c) else None
        return ("in", d.Range(lowest=lowest, highest=highest, start=start, end=end), start, end)

    def dimensions(self, c: Children, start: int, end: int) -> Any:
        return ("by", tuple(c), start, end)

    def better(self, c: Children, start: int, end: int) -> Any:
        return ("better", self._tokens.kinds[c[0]].lower(), start, end)

    def by_year(self, _c: Children, start: int, end: int) -> Any:
        return ("by", True, start, end)

    def meaning(self, c: Children, start: int, end: int) -> Any:
        return ("as", c[0], start, end)

    def key(self, c: Children, start: int, end: int) -> Any:
        return ("key", c[0], start, end)

    def level(self, c: Children, start: int, end: int) -> Any:
        return ("level", LEVEL_NAMES[self._text(c[0])], start, end)

    def parent(self, c: Children, start: int, end: int) -> Any:
        return ("within", c[0], start, end)

    def code(self, c: Children, start: int, end: int) -> Any:
        return ("code", c[0], start, end)

    def number(self, c: Children, start: int, end: int) -> Any:
        return ("number", c[0], start, end)

    def issuer(self, c: Children, start: int, end: int) -> Any:
        return ("issuer", c[0], start, end)

    def issued(self, c: Children, start: int, end: int) -> Any:
        return ("issued", c[0], start, end)

    def effective(self, c: Children, start: int, end: int) -> Any:
        return ("effective", c[0], start, end)

    def until_clause(self, c: Children, start: int, end: int) -> Any:
        return ("until", c[0], start, end)

    def status(self, _c: Children, start: int, end: int) -> Any:
        return ("status", True, start, end)

    def source(self, c: Children, start: int, end: int) -> Any:
        return ("source", c[0], start, end)

    def repeals(self, c: Children, start: int, end: int) -> Any:
        return ("repeals", tuple(c), start, end)

    def amends(self, c: Children, start: int, end: int) -> Any:
        return ("amends", tuple(c), start, end)

    def text(self, c: Children, start: int, end: int) -> Any:
        return ("text", c[0], start, end)

    # ---- declarations

    def file(self, c: Children, _start: int, _end: int) -> tuple[d.AnyDeclaration, ...]:
        return tuple(c)

    def dimension(self, c: Children, start: int, end: int) -> d.Dimension:
        label, rest = _labelled(c)
        ordered = bool(rest) and isinstance(rest[0], int)
        members = tuple(rest[1:] if ordered else rest)
        return d.Dimension(name=c[0], label=label, ordered=ordered, members=members, start=start, end=end)

    def member(self, c: Children, start: int, end: int) -> d.Member:
        return d.Member(name=c[0], label=_labelled(c)[0], start=start, end=end)

    def measure(self, c: Children, start: int, end: int) -> d.Measure:
        label, rest = _labelled(c)
        return d.Measure(name=c[0], label=label, kind=KIND_NAMES[self._text(rest[0])], start=start, end=end)

    def group(self, c: Children, start: int, end: int) -> d.Group:
        label, rest = _labelled(c)
        return d.Group(name=c[0], label=label, members=tuple(rest), start=start, end=end)

    def item(self, c: Children, start: int, end: int) -> d.Item:
        label, rest = _labelled(c)
        found = self._clauses(rest)
        return d.Item(
            name=c[0],
            label=label,
            kind=found.get("value"),
            range=found.get("in"),
            dimensions=found.get("by", ()),
            better=found.get("better"),
            start=start,
            end=end,
        )

    def statistic(self, c: Children, start: int, end: int) -> d.Statistic:
        label, rest = _labelled(c)
        found = self._clauses(rest)
        by_year = found.get("by", False)
        return d.Statistic(name=c[0], label=label, kind=found.get("value"), by_year=by_year, start=start, end=end)

    def define(self, c: Children, start: int, end: int) -> d.Define:
        label, rest = _labelled(c)
        found = self._clauses(rest)
        return d.Define(
            name=c[0],
            label=label,
            kind=found.get("value"),
            dimensions=found.get("by", ()),
            expression=found.get("as"),
            start=start,
            end=end,
        )

    def column(self, c: Children, start: int, end: int) -> d.Member:
        name = self._field_name(c[0])
        return d.Member(name=name, label=_labelled(c)[0], start=start, end=end)

    def _field_name(self, token: int) -> e.Name:
        return self.name([token], self._tokens.starts[token], self._tokens.ends[token])

    def field(self, c: Children, start: int, end: int) -> Any:
        return ("field", c[0], start, end)

    def catalogue(self, c: Children, start: int, end: int) -> d.Catalogue:
        label, rest = _labelled(c)
        fields = tuple(clause[1] for clause in rest if clause[0] == "field")
        found = self._clauses([clause for clause in rest if clause[0] == "key"])
        return d.Catalogue(name=c[0], label=label, key=found.get("key"), fields=fields, start=start, end=end)

    def jurisdiction(self, c: Children, start: int, end: int) -> d.Jurisdiction:
        label, rest = _labelled(c)
        found = self._clauses(rest)
        return d.Jurisdiction(
            name=c[0],
            label=label,
            rank=found.get("level"),
            parent=found.get("within"),
            code=found.get("code"),
            start=start,
            end=end,
        )

    def document(self, c: Children, start: int, end: int) -> d.Document:
        label, rest = _labelled(c)
        found = self._clauses([child for child in rest if isinstance(child, tuple)])
        return d.Document(
            name=c[0],
            label=label,
            number=found.get("number"),
            issuer=found.get("issuer"),
            issued=found.get("issued"),
            effective=found.get("effective"),
            until=found.get("until"),
            draft=found.get("status", False),
            source=found.get("source"),
            repeals=found.get("repeals", ()),
            amends=found.get("amends", ()),
            articles=tuple(child for child in rest if isinstance(child, d.Article)),
            cases=tuple(child for child in rest if isinstance(child, s.Case)),
            start=start,
            end=end,
        )

    def article(self, c: Children, start: int, end: int) -> d.Article:
        title, rest = _labelled(c)
        found = self._clauses([child for child in rest if isinstance(child, tuple)])
        return d.Article(
            id=self._quoted(c[0]),
            title=title,
            text=found.get("text"),
            statements=tuple(child for child in rest if not isinstance(child, tuple)),
            start=start,
            end=end,
        )

    # ---- statements

    def narrowing(self, c: Children, start: int, end: int) -> s.Narrowing:
        if not c:
            return _NO_NARROWING
        return s.Narrowing(**{what: value for what, value, _, _ in c}, start=start, end=end)

    dated = narrowing
    reason = narrowing

    def scope(self, c: Children, start: int, end: int) -> Any:
        return ("scope", c[0], start, end)

    def condition(self, c: Children, start: int, end: int) -> Any:
        return ("condition", c[0], start, end)

    def since(self, c: Children, start: int, end: int) -> Any:
        return ("since", c[0], start, end)

    def until(self, c: Children, start: int, end: int) -> Any:
        return ("until", c[0], start, end)

    def because(self, c: Children, start: int, end: int) -> Any:
        return ("because", c[0], start, end)

    def set(self, c: Children, start: int, end: int) -> s.Set:
        by = next((child for child in c if isinstance(child, tuple) and child[:1] == ("table",)), None)
        if by:
            table = s.Table(dimensions=by[1], rows=tuple(c[3:]), start=start, end=end)
            return s.Set(item=c[0], narrowing=c[2], table=table, start=start, end=end)
        body = c[2]
        if isinstance(body, tuple):
            return s.Set(item=c[0], narrowing=c[1], entries=body, start=start, end=end)
        return s.Set(item=c[0], narrowing=c[1], value=body, start=start, end=end)

    def table_by(self, c: Children, _start: int, _end: int) -> Any:
        return ("table", tuple(c))

    def row(self, c: Children, start: int, end: int) -> s.Row:
        return s.Row(cells=tuple(child[0] for child in c), start=start, end=end)

    def slot(self, c: Children, _start: int, _end: int) -> Any:
        return (c[0] if c else None,)

    def unknown(self, _c: Children, start: int, end: int) -> s.Unknown:
        return s.Unknown(start=start, end=end)

    def block(self, c: Children, _start: int, _end: int) -> tuple[Any, ...]:
        return tuple(c)

    change_block = block

    def entry(self, c: Children, start: int, end: int) -> s.Entry:
        if isinstance(c[1], tuple):
            return s.Entry(selector=c[0], entries=c[1], start=start, end=end)
        return s.Entry(selector=c[0], value=c[1], start=start, end=end)

    def adjust(self, c: Children, start: int, end: int) -> s.Adjust:
        if isinstance(c[2], tuple):
            return s.Adjust(item=c[0], narrowing=c[1], entries=c[2], start=start, end=end)
        return s.Adjust(item=c[0], narrowing=c[1], change=c[2], start=start, end=end)

    def change_entry(self, c: Children, start: int, end: int) -> s.ChangeEntry:
        if isinstance(c[1], tuple):
            return s.ChangeEntry(selector=c[0], entries=c[1], start=start, end=end)
        return s.ChangeEntry(selector=c[0], change=c[1], start=start, end=end)

    def change(self, c: Children, start: int, end: int) -> s.Change:
        found = self._clauses([child for child in c if isinstance(child, tuple)])
        factor = "factor" in found
        value = found["factor"] if factor else c[0]
        return s.Change(
            operator="*" if factor else "+",
            value=value,
            up_to=found.get("up_to"),
            down_to=found.get("down_to"),
            group=found.get("group"),
            start=start,
            end=end,
        )

    def addition(self, c: Children, start: int, end: int) -> Any:
        sign = _OPERATORS[self._tokens.kinds[c[-2]]]
        if len(c) == 3:  # noqa: PLR2004  left, sign, right
            return self._arithmetic(sign, c[0], c[2], start, end)
        if sign == "-":
            return e.Negation(operand=c[1], depth=self._deep(c[1]), start=start, end=end)
        return c[1]

    def factor(self, c: Children, start: int, end: int) -> Any:
        return ("factor", c[1], start, end)

    def up_to(self, c: Children, start: int, end: int) -> Any:
        return ("up_to", c[0], start, end)

    def down_to(self, c: Children, start: int, end: int) -> Any:
        return ("down_to", c[0], start, end)

    def once_per(self, c: Children, start: int, end: int) -> Any:
        return ("group", c[0], start, end)

    def force(self, c: Children, _start: int, _end: int) -> Any:
        return ("force", self._tokens.kinds[c[0]].lower().replace("_", "-"))

    def at_level(self, c: Children, _start: int, _end: int) -> Any:
        return ("rank", LEVEL_NAMES[self._text(c[0])])

    def rule(self, c: Children, start: int, end: int) -> s.Rule:
        label, rest = _labelled(c)
        found = dict(child for child in rest if isinstance(child, tuple))
        return s.Rule(
            name=c[0],
            label=label,
            force=found.get("force"),
            rank=found.get("rank"),
            narrowing=c[-2],
            expression=c[-1],
            start=start,
            end=end,
        )

    def names(self, c: Children, _start: int, _end: int) -> tuple[e.Name, ...]:
        return tuple(c)

    def delegate(self, c: Children, start: int, end: int) -> s.Delegate:
        by = c[1][1] if isinstance(c[1], tuple) else ()
        rank = LEVEL_NAMES[self._text(c[-2])]
        return s.Delegate(objects=c[0], dimensions=by, rank=rank, narrowing=c[-1], start=start, end=end)

    def reserve(self, c: Children, start: int, end: int) -> s.Reserve:
        return s.Reserve(objects=c[0], narrowing=c[1], start=start, end=end)

    def tolerate(self, c: Children, start: int, end: int) -> s.Tolerate:
        return s.Tolerate(objects=c[0], before=c[1], narrowing=c[2], start=start, end=end)

    def require(self, c: Children, start: int, end: int) -> s.Require:
        found = dict(child for child in c if isinstance(child, tuple))
        force, rank = found.get("force"), found.get("rank")
        return s.Require(item=c[0], force=force, rank=rank, narrowing=c[-1], start=start, end=end)

    def at(self, c: Children, _start: int, _end: int) -> Any:
        return ("at", c[0])

    def on(self, c: Children, _start: int, _end: int) -> Any:
        return ("on", c[0])

    def observe(self, c: Children, start: int, end: int) -> s.Observe:
        place = c[1][1] if isinstance(c[1], tuple) else None
        if isinstance(c[-1], tuple):
            years = c[-1][1]
            return s.Observe(
                statistic=c[0], jurisdiction=place, years=years, narrowing=c[-2], start=start, end=end
            )
        return s.Observe(statistic=c[0], jurisdiction=place, value=c[-1], narrowing=c[-2], start=start, end=end)

    def years(self, c: Children, _start: int, _end: int) -> Any:
        return ("years", tuple(c))

    def observation(self, c: Children, start: int, end: int) -> s.Observation:
        return s.Observation(year=c[0], value=c[1], start=start, end=end)

    def listing(self, c: Children, start: int, end: int) -> s.Listing:
        if isinstance(c[0], tuple):
            action, name, file = c[0]
            return s.Listing(action=action, catalogue=name, file=file, narrowing=c[1], start=start, end=end)
        action = self._action(c[0])
        entries = tuple(c[3:])
        for entry in entries:
            if action == "exclude" and entry.fields:
                first = entry.fields[0][0]
                self._fault("syntax", "exclude-field", Span(first.start, first.end), written=first.text)
        return s.Listing(action=action, catalogue=c[1], entries=entries, narrowing=c[2], start=start, end=end)

    def _action(self, token: int) -> str:
        return self._tokens.kinds[token].removesuffix("_ZH").lower()

    def listing_file(self, c: Children, _start: int, _end: int) -> Any:
        return (self._action(c[0]), c[1], c[2])

    def catalogue_entry(self, c: Children, start: int, end: int) -> s.CatalogueEntry:
        return s.CatalogueEntry(key=c[0], fields=tuple(c[1:]), start=start, end=end)

    def field_value(self, c: Children, _start: int, _end: int) -> tuple[e.Name, e.Text]:
        return (self._field_name(c[0]), c[1])

    def approve_deviation(self, c: Children, start: int, end: int) -> s.ApproveDeviation:
        return s.ApproveDeviation(jurisdiction=c[0], rule=c[1], narrowing=c[2], start=start, end=end)

    def approve_decision(self, c: Children, start: int, end: int) -> s.ApproveDecision:
        return s.ApproveDecision(jurisdiction=c[0], objects=c[1], narrowing=c[2], start=start, end=end)

    def waive(self, c: Children, start: int, end: int) -> s.Waive:
        return s.Waive(rules=c[0], narrowing=c[1], start=start, end=end)

    def deviate(self, c: Children, start: int, end: int) -> s.Deviate:
        return s.Deviate(rule=c[0], narrowing=c[1], start=start, end=end)

    def not_checkable(self, c: Children, start: int, end: int) -> s.NotCheckable:
        return s.NotCheckable(narrowing=c[0], start=start, end=end)

    def given(self, c: Children, start: int, end: int) -> Any:
        return ("given", c[0], start, end)

    def expect(self, c: Children, start: int, end: int) -> s.Expect:
        return s.Expect(outcome="", subject=c[0], start=start, end=end)

    def expect_breach(self, c: Children, start: int, end: int) -> s.Expect:
        return s.Expect(outcome="breach", subject=c[0], start=start, end=end)

    def expect_within(self, c: Children, start: int, end: int) -> s.Expect:
        return s.Expect(outcome="within", subject=c[0], start=start, end=end)

    def case(self, c: Children, start: int, end: int) -> s.Case:
        found = dict(child for child in c if isinstance(child, tuple) and len(child) == 2)  # noqa: PLR2004
        given = self._clauses([child for child in c if isinstance(child, tuple) and child[0] == "given"])
        return s.Case(
            label=c[0],
            jurisdiction=found.get("at"),
            day=found.get("on"),
            given=given.get("given"),
            expects=tuple(child for child in c if isinstance(child, s.Expect)),
            start=start,
            end=end,
        )

    # ---- selectors and expressions

    def selector(self, c: Children, start: int, end: int) -> e.Selector:
        return e.Selector(terms=tuple(c), start=start, end=end)

    def conditional(self, c: Children, start: int, end: int) -> e.Conditional:
        return e.Conditional(
            condition=c[0], then=c[1], otherwise=c[2], depth=self._deep(*c), start=start, end=end
        )

    def _connect(self, operator: str, c: Children, start: int, end: int) -> e.Connection:
        return e.Connection(
            operator=operator, left=c[0], right=c[1], depth=self._deep(*c), start=start, end=end
        )

    def implies(self, c: Children, start: int, end: int) -> e.Connection:
        return self._connect("implies", c, start, end)

    def or_(self, c: Children, start: int, end: int) -> e.Connection:
        return self._connect("or", c, start, end)

    def and_(self, c: Children, start: int, end: int) -> e.Connection:
        return self._connect("and", c, start, end)

    choice = or_

    def not_(self, c: Children, start: int, end: int) -> e.Not:
        return e.Not(operand=c[0], depth=self._deep(c[0]), start=start, end=end)

    not_term = not_

    def comparison(self, c: Children, start: int, end: int) -> e.Comparison:
        return e.Comparison(
            operands=tuple(c[::2]),
            operators=tuple(c[1::2]),
            depth=self._deep(*c[::2]),
            start=start,
            end=end,
        )

    bounds = comparison

    def comparator(self, c: Children, _start: int, _end: int) -> str:
        return _OPERATORS[self._tokens.kinds[c[0]]]

    def within(self, c: Children, start: int, end: int) -> e.Within:
        return e.Within(catalogue=c[0], jurisdiction=c[1], start=start, end=end)

    def alike(self, c: Children, start: int, end: int) -> e.Alike:
        return e.Alike(catalogue=c[0], jurisdiction=c[1], start=start, end=end)

    def _arithmetic(self, operator: str, left: Any, right: Any, start: int, end: int) -> e.Arithmetic:  # noqa: ANN401
        depth = self._deep(left, right)
        return e.Arithmetic(operator=operator, left=left, right=right, depth=depth, start=start, end=end)

    def arithmetic_sum(self, c: Children, start: int, end: int) -> e.Arithmetic:
        return self._arithmetic(_OPERATORS[self._tokens.kinds[c[1]]], c[0], c[2], start, end)

    arithmetic_product = arithmetic_sum

    def negation(self, c: Children, start: int, end: int) -> e.Negation:
        return e.Negation(operand=c[1], depth=self._deep(c[1]), start=start, end=end)

    def yes(self, _c: Children, start: int, end: int) -> e.YesNo:
        return e.YesNo(value=True, start=start, end=end)

    def no(self, _c: Children, start: int, end: int) -> e.YesNo:
        return e.YesNo(value=False, start=start, end=end)

    def check_date(self, _c: Children, start: int, end: int) -> e.CheckDate:
        return e.CheckDate(start=start, end=end)

    def this_year(self, _c: Children, start: int, end: int) -> e.ThisYear:
        return e.ThisYear(start=start, end=end)

    def cell(self, c: Children, start: int, end: int) -> e.Cell:
        return e.Cell(name=c[0], pins=tuple(c[1:]), start=start, end=end)

    def previous(self, c: Children, start: int, end: int) -> e.Neighbour:
        return e.Neighbour(direction="previous", dimension=c[0], start=start, end=end)

    def next(self, c: Children, start: int, end: int) -> e.Neighbour:
        return e.Neighbour(direction="next", dimension=c[0], start=start, end=end)

    def year_pin(self, c: Children, start: int, end: int) -> e.YearPin:
        return e.YearPin(value=c[0], start=start, end=end)

    def call(self, c: Children, start: int, end: int) -> e.Call:
        function = FUNCTION_NAMES[self._text(c[0])]
        return e.Call(function=function, arguments=tuple(c[1:]), depth=self._deep(*c[1:]), start=start, end=end)

    def sum(self, c: Children, start: int, end: int) -> e.Sum:
        return e.Sum(item=c[0], dimension=c[1], start=start, end=end)

    def relation(self, c: Children, start: int, end: int) -> Any:
        return ("relation", (self._tokens.kinds[c[0]].lower(), c[1]), start, end)

    def where(self, c: Children, start: int, end: int) -> Any:
        return ("where", (self._field_name(c[0]), c[1]), start, end)

    def count(self, c: Children, start: int, end: int) -> e.Count:
        found = {child[0]: child[1] for child in c[1:]}
        relation, other = found.get("relation", ("", None))
        field, value = found.get("where", (None, None))
        return e.Count(
            catalogue=c[0],
            relation=relation,
            other=other,
            field=field,
            value=value,
            day=found.get("on"),
            start=start,
            end=end,
        )


def _labelled(c: Children) -> tuple[s.Label | None, Children]:
    """The label behind a name, and the children behind both."""
    if len(c) > 1 and isinstance(c[1], s.Label):
        return c[1], c[2:]
    return None, c[1:]


def _digits(text: str) -> str:
    """A decimal in one form: no separators, no needless zeros."""
    whole, _, part = text.replace("_", "").partition(".")
    whole = whole.lstrip("0") or "0"
    part = part.rstrip("0")
    return f"{whole}.{part}" if part else whole


def _unit_at(text: str) -> int:
    """Where the number ends and its unit begins."""
    at = 0
    while at < len(text) and text[at] in "0123456789_.":
        at += 1
    return at


ACTIONS: Final[Sequence[str]] = tuple(name for name in vars(Builder) if not name.startswith("_"))
