"""The words that documents use, the documents themselves, their articles and cases, as provisions of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qingdan_checker import model as m
from qingdan_checker.differences.statements import Saying, sayings_of
from qingdan_checker.quantity import show
from qingdan_checker.wording import region_said, said, term_said
from qingdan_dsl.write.words import quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from qingdan_checker.quantity import Value


def all_sayings(model: m.Model) -> Iterator[Saying]:
    """All that a model says: its words, its documents and what stands in them."""
    yield from words_of(model)
    for place in model.jurisdictions.values():
        yield _word("jurisdiction", place, f"level {place.rank}", _within(place), _text("code", place.code))
    for document in model.documents.values():
        yield _document(document)
    for article in model.articles:
        saying = _article(article, model)
        if saying.content:  # else it says no more than its statements do
            yield saying
    for statement in model.statements:
        yield from sayings_of(statement)
    for example in model.examples:
        yield _example(example)


def words_of(model: m.Model) -> Iterator[Saying]:
    """Dimensions, groups, items, statistics, defines and catalogues."""
    for axis in model.axes.values():
        yield _axis(axis)
    for name, term in model.groups.items():
        where = term.axis.where
        yield Saying(sort="group", document="", article="", subject=name, content=f"= {term_said(term)}", where=where)
    for item in model.items.values():
        bounds = f"in {_end(item.kind, item.low)}..{_end(item.kind, item.high)}" if _is_bounded(item) else ""
        better = f"better {item.better}" if item.better else ""
        yield _word("item", item, f"value {item.kind}", bounds, _by(item.dimensions), better)
    for statistic in model.statistics.values():
        yield _word("statistic", statistic, f"value {statistic.kind}", "by year" if statistic.by_year else "")
    for define in model.defines.values():
        meaning = f"as {said(define.expression)}" if define.expression else ""
        yield _word("define", define, f"value {define.kind}", _by(define.dimensions), meaning)
    for catalogue in model.catalogues.values():
        yield _word("catalogue", catalogue, *_columns(catalogue))


def _word(sort: str, one: m.Named, *clauses: str) -> Saying:
    labels = (quoted(one.label) if one.label else "", f"label en {quoted(one.english)}" if one.english else "")
    content = " ".join(part for part in (*labels, *clauses) if part)
    return Saying(sort=sort, document="", article="", subject=one.name, content=content, where=one.where)


def _axis(axis: m.Axis) -> Saying:
    if isinstance(axis, m.Measure):
        return _word("dimension", axis, f": {axis.kind}")
    inside = " ".join(f"{one.name} {_labels(one)}".strip() for one in axis.members)
    return _word("dimension", axis, "ordered" if axis.ordered else "", f"{{ {inside} }}")


def _labels(one: m.Named) -> str:
    english = f"label en {quoted(one.english)}" if one.english else ""
    return " ".join(part for part in (quoted(one.label) if one.label else "", english) if part)


def _is_bounded(item: m.Item) -> bool:
    return item.low is not None or item.high is not None


def _end(kind: str, value: Value | None) -> str:
    return "" if value is None else show(kind, value)


def _by(axes: Iterable[m.Axis]) -> str:
    names = [axis.name for axis in axes]
    return f"by {', '.join(names)}" if names else ""


def _columns(catalogue: m.Catalogue) -> Iterator[str]:
    for word, name in (("key", catalogue.key), *(("field", one) for one in catalogue.fields)):
        label = catalogue.labels.get(name, "")
        yield f"{word} {name} {quoted(label) if label else ''}".strip()


def _within(place: m.Jurisdiction) -> str:
    return f"within {place.parent.name}" if place.parent else ""


def _text(word: str, text: str) -> str:
    return f"{word} {quoted(text)}" if text else ""


def _document(one: m.Document) -> Saying:
    effective = one.start if one.start != one.issued else None
    days = [f"{word} {day.isoformat()}" for word, day in (("issued", one.issued), ("effective", effective)) if day]
    days += [f"until {one.end.isoformat()}"] if one.end != m.FOREVER else []
    relations = [
        f"{word} {', '.join(sorted(name for name, _ in names))}"
        for word, names in (("repeals", one.repeals), ("amends", one.amends))
        if names
    ]
    clauses = [_text("number", one.number), f"issuer {one.issuer.name}", *days, "status draft" if one.draft else ""]
    saying = _word("document", one, *clauses, _text("source", one.source), *relations)
    return Saying(
        sort="document", document=one.name, article="", subject=one.name, content=saying.content, where=one.where
    )


def _article(one: m.Article, model: m.Model) -> Saying:
    title = quoted(one.title) if one.title else ""
    reason = _text("not-checkable because", one.reason)
    content = " ".join(part for part in (title, _text("text", one.text), reason) if part)
    where = model.documents[one.document].where
    return Saying(sort="article", document=one.document, article=one.id, subject=one.id, content=content, where=where)


def _example(one: m.Example) -> Saying:
    day = f"on {one.day.isoformat()}" if one.day else ""
    given = f"given {region_said(one.region)}" if one.region else ""
    expected = [f"expect {' '.join(filter(None, (each.outcome, _expected(each))))}" for each in one.expectations]
    content = " ".join(part for part in (f"at {one.jurisdiction.name}", day, given, *expected) if part)
    document = one.document.name if one.document else ""
    return Saying(
        sort="case", document=document, article="", subject=quoted(one.label), content=content, where=one.where
    )


def _expected(one: m.Expectation) -> str:
    return said(one.expression) if one.expression else one.rule
