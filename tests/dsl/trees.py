"""Trees of every class, as hypothesis strategies: all that the grammar can say, and no more."""

from __future__ import annotations

from typing import TypeVar

from hypothesis import strategies as st

from qingdan_dsl.syntax import declarations as d
from qingdan_dsl.syntax import expressions as e
from qingdan_dsl.syntax import statements as s
from qingdan_dsl.words import FUNCTIONS, KINDS, LEVELS, SPELLINGS, UNITS

FORCES = ("must", "in-principle", "encouraged")

T = TypeVar("T")


def hidden(strategy: st.SearchStrategy[T]) -> st.SearchStrategy[T]:
    """A strategy that does not show what it is made of: spelt out, those of whole documents take pages."""

    @st.composite
    def tree(draw: st.DrawFn) -> T:
        return draw(strategy)

    return tree()


# ---- leaves

_part = st.from_regex(r"[a-cé中医院一级的元人][a-c0-9_中元人]{0,3}(-[a-c0-9_人]{1,2})?", fullmatch=True)
names = st.one_of(
    st.lists(_part, min_size=1, max_size=3).map(".".join),
    st.sampled_from(sorted(SPELLINGS)),  # keywords, levels, kinds and units
    st.sampled_from(["day", "person.x", "人员", "年的x", "的x", "wan-yuan", "a-5pp"]),
).map(lambda text: e.Name(text=text))
names = hidden(names)
some_names = st.lists(names, min_size=1, max_size=3).map(tuple)
any_names = st.lists(names, max_size=3).map(tuple)

_line = st.text(st.characters(exclude_characters="\r", exclude_categories=["Cs"]), max_size=8)
_marks = st.text('"“”\\\n：，％{}|`#', max_size=4)
plain_texts = st.one_of(_line, _marks)
plain_texts = hidden(plain_texts)
texts = plain_texts.map(lambda text: e.Text(text=text))
labels = st.builds(s.Label, text=plain_texts, english=st.none() | plain_texts)
maybe_label = st.none() | labels

days = st.builds(e.Day, year=st.integers(0, 9999), month=st.integers(0, 99), day=st.integers(0, 99))
_digits = st.one_of(
    st.integers(0, 10**9).map(str), st.from_regex(r"(0|[1-9][0-9]{0,5})\.[0-9]{0,3}[1-9]", fullmatch=True)
)
literals = st.builds(e.Literal, digits=_digits, unit=st.sampled_from(["", *(unit.name for unit in UNITS)]))

# ---- selectors and expressions

_bound = names | literals | days
_comparisons = st.lists(st.sampled_from(["=", "!=", "<", "<=", ">", ">="]), min_size=1, max_size=2)


@st.composite
def _compared(draw: st.DrawFn, operand: st.SearchStrategy[e.Expression]) -> e.Comparison:
    operators = tuple(draw(_comparisons))
    count = len(operators) + 1
    return e.Comparison(operands=tuple(draw(st.lists(operand, min_size=count, max_size=count))), operators=operators)


@st.composite
def _choices(draw: st.DrawFn) -> e.Expression:
    choice: e.Expression = draw(names)
    for name in draw(st.lists(names, max_size=2)):
        choice = e.Connection(operator="or", left=choice, right=name)
    return choice


terms: st.SearchStrategy[e.Expression] = hidden(
    st.one_of(_choices(), st.builds(e.Not, operand=_choices()), _compared(_bound))
)
selectors = hidden(st.lists(terms, min_size=1, max_size=3).map(lambda found: e.Selector(terms=tuple(found))))

_counts = st.builds(
    lambda catalogue, related, where, day: e.Count(
        catalogue=catalogue, relation=related[0], other=related[1], field=where[0], value=where[1], day=day
    ),
    names,
    st.just(("", None)) | st.tuples(st.sampled_from(["beyond", "missing"]), names),
    st.just((None, None)) | st.tuples(names, texts),
    st.none() | days,
)
_leaves: st.SearchStrategy[e.Expression] = st.one_of(
    names,
    literals,
    days,
    texts,
    st.builds(e.YesNo, value=st.booleans()),
    st.just(e.CheckDate()),
    st.just(e.ThisYear()),
    _counts,
    st.builds(e.Within, catalogue=names, jurisdiction=names),
    st.builds(e.Alike, catalogue=names, jurisdiction=names),
)


def _cells(inner: st.SearchStrategy[e.Expression]) -> st.SearchStrategy[e.Cell]:
    pins = st.one_of(
        terms,
        st.builds(e.Neighbour, direction=st.sampled_from(["previous", "next"]), dimension=names),
        st.builds(e.YearPin, value=inner),
    )
    return st.builds(e.Cell, name=names, pins=st.lists(pins, min_size=1, max_size=3).map(tuple))


def _nodes(inner: st.SearchStrategy[e.Expression]) -> st.SearchStrategy[e.Expression]:
    return st.one_of(
        _cells(inner),
        st.builds(e.Sum, item=names | _cells(inner), dimension=names),
        st.builds(e.Negation, operand=inner),
        st.builds(e.Not, operand=inner),
        st.builds(e.Arithmetic, operator=st.sampled_from(["+", "-", "*", "/", "of"]), left=inner, right=inner),
        st.builds(e.Connection, operator=st.sampled_from(["and", "or", "implies"]), left=inner, right=inner),
        _compared(inner),
        st.builds(e.Conditional, condition=inner, then=inner, otherwise=inner),
        st.builds(
            e.Call,
            function=st.sampled_from([word.english for word in FUNCTIONS]),
            arguments=st.lists(inner, min_size=1, max_size=3).map(tuple),
        ),
    )


expressions: st.SearchStrategy[e.Expression] = hidden(st.recursive(_leaves, _nodes, max_leaves=6))

# ---- statements

_maybe_day = st.none() | days
_maybe_text = st.none() | texts
_dated = st.builds(s.Narrowing, since=_maybe_day, until=_maybe_day, because=_maybe_text)
_excused = st.builds(s.Narrowing, scope=st.none() | selectors, since=_maybe_day, until=_maybe_day, because=_maybe_text)
_narrowing = hidden(
    st.builds(
        s.Narrowing,
        scope=st.none() | selectors,
        condition=st.none() | expressions,
        since=_maybe_day,
        until=_maybe_day,
        because=_maybe_text,
    )
)
_values = expressions | st.just(e.Unknown())
_entries: st.SearchStrategy[s.Entry] = st.recursive(
    st.builds(s.Entry, selector=selectors, value=_values),
    lambda inner: st.builds(s.Entry, selector=selectors, entries=st.lists(inner, max_size=3).map(tuple)),
    max_leaves=4,
)
_rows = st.builds(s.Row, cells=st.lists(st.none() | _values, min_size=1, max_size=4).map(tuple))
_tables = st.builds(s.Table, dimensions=some_names, rows=st.lists(_rows, max_size=3).map(tuple))
sets = st.one_of(
    st.builds(s.Set, item=names, narrowing=_narrowing, value=_values),
    st.builds(s.Set, item=names, narrowing=_narrowing, entries=st.lists(_entries, max_size=3).map(tuple)),
    st.builds(s.Set, item=names, narrowing=_narrowing, table=_tables),
)
_changes = st.builds(
    s.Change,
    operator=st.sampled_from("+*"),
    value=expressions,
    up_to=st.none() | expressions,
    down_to=st.none() | expressions,
    group=st.none() | names,
)
_change_entries: st.SearchStrategy[s.ChangeEntry] = st.recursive(
    st.builds(s.ChangeEntry, selector=selectors, change=_changes),
    lambda inner: st.builds(s.ChangeEntry, selector=selectors, entries=st.lists(inner, max_size=3).map(tuple)),
    max_leaves=4,
)
_adjusts = st.one_of(
    st.builds(s.Adjust, item=names, narrowing=_narrowing, change=_changes),
    st.builds(s.Adjust, item=names, narrowing=_narrowing, entries=st.lists(_change_entries, max_size=3).map(tuple)),
)
_ranks = st.sampled_from([word.english for word in LEVELS])
_bound_to = {"force": st.none() | st.sampled_from(FORCES), "rank": st.none() | _ranks}
_catalogue_entries = st.builds(
    s.CatalogueEntry, key=texts, fields=st.lists(st.tuples(names, texts), max_size=2).map(tuple)
)
_listings = st.one_of(
    st.builds(
        s.Listing,
        action=st.sampled_from(["list", "include", "exclude"]),
        catalogue=names,
        file=texts,
        narrowing=_dated,
    ),
    st.builds(
        s.Listing,
        action=st.just("include"),
        catalogue=names,
        entries=st.lists(_catalogue_entries, max_size=3).map(tuple),
        narrowing=_dated,
    ),
    st.builds(
        s.Listing,
        action=st.just("exclude"),
        catalogue=names,
        entries=st.lists(st.builds(s.CatalogueEntry, key=texts), max_size=3).map(tuple),
        narrowing=_dated,
    ),
)
_observations = st.builds(s.Observation, year=st.integers(1000, 9999), value=expressions)
_observes = st.one_of(
    st.builds(s.Observe, statistic=names, jurisdiction=st.none() | names, narrowing=_dated, value=expressions),
    st.builds(
        s.Observe,
        statistic=names,
        jurisdiction=st.none() | names,
        narrowing=_dated,
        years=st.lists(_observations, max_size=3).map(tuple),
    ),
)
_expects = st.one_of(
    st.builds(s.Expect, outcome=st.just(""), subject=expressions),
    st.builds(s.Expect, outcome=st.sampled_from(["breach", "within"]), subject=names),
)
cases = st.builds(
    s.Case,
    label=texts,
    jurisdiction=st.none() | names,
    day=_maybe_day,
    given=st.none() | selectors,
    expects=st.lists(_expects, max_size=3).map(tuple),
    narrowing=st.just(s.Narrowing()),
)
statements: st.SearchStrategy[s.AnyStatement] = hidden(
    st.one_of(
        sets,
        _adjusts,
        st.builds(s.Rule, name=names, label=maybe_label, narrowing=_narrowing, expression=expressions, **_bound_to),
        st.builds(s.Delegate, objects=some_names, dimensions=any_names, rank=_ranks, narrowing=_dated),
        st.builds(s.Reserve, objects=some_names, narrowing=_dated),
        st.builds(s.Tolerate, objects=some_names, before=days, narrowing=_dated),
        st.builds(s.Require, item=names, narrowing=_narrowing, **_bound_to),
        _observes,
        _listings,
        st.builds(s.ApproveDeviation, jurisdiction=names, rule=names, narrowing=_excused),
        st.builds(s.ApproveDecision, jurisdiction=names, objects=some_names, narrowing=_dated),
        st.builds(s.Waive, rules=some_names, narrowing=_narrowing),
        st.builds(s.Deviate, rule=names, narrowing=_dated),
        st.builds(s.NotCheckable, narrowing=st.builds(s.Narrowing, because=_maybe_text)),
        cases,
    )
)

# ---- declarations

_head = {"name": names, "label": maybe_label}
_members = st.builds(d.Member, **_head)
_kinds = st.sampled_from([word.english for word in KINDS])
_end = st.none() | literals | days
_articles = st.builds(
    d.Article,
    id=plain_texts,
    title=maybe_label,
    text=_maybe_text,
    statements=st.lists(statements, max_size=2).map(tuple),
)
declarations: st.SearchStrategy[d.AnyDeclaration] = hidden(
    st.one_of(
        st.builds(d.Dimension, **_head, ordered=st.booleans(), members=st.lists(_members, max_size=3).map(tuple)),
        st.builds(d.Measure, **_head, kind=_kinds),
        st.builds(d.Group, **_head, members=some_names),
        st.builds(
            d.Item,
            **_head,
            kind=st.none() | _kinds,
            range=st.none() | st.builds(d.Range, lowest=_end, highest=_end),
            dimensions=any_names,
            better=st.sampled_from([None, "higher", "lower"]),
        ),
        st.builds(d.Statistic, **_head, kind=st.none() | _kinds, by_year=st.booleans()),
        st.builds(d.Define, **_head, kind=st.none() | _kinds, dimensions=any_names, expression=st.none() | expressions),
        st.builds(d.Catalogue, **_head, key=st.none() | _members, fields=st.lists(_members, max_size=3).map(tuple)),
        st.builds(d.Jurisdiction, **_head, rank=st.none() | _ranks, parent=st.none() | names, code=_maybe_text),
        st.builds(
            d.Document,
            **_head,
            number=_maybe_text,
            issuer=st.none() | names,
            issued=_maybe_day,
            effective=_maybe_day,
            until=_maybe_day,
            draft=st.booleans(),
            source=_maybe_text,
            repeals=any_names,
            amends=any_names,
            articles=st.lists(_articles, max_size=2).map(tuple),
            cases=st.lists(cases, max_size=1).map(tuple),
        ),
        cases,
    )
)
files = st.lists(declarations, max_size=3).map(tuple)
