"""A draft that decides nothing yet: every matter with its values now and its bounds, its statement commented out.

Notes are comments with two `#`, statements have one: an editor that uncomments a whole article, which takes one `#`
from each line, leaves the notes what they are.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from qingdan_checker.layout.columns import visible
from qingdan_checker.messages.drafts import FAULTS, HOW, NOTHING, OFF_LIST
from qingdan_checker.messages.gaps import STATES
from qingdan_checker.messages.intervals import interval
from qingdan_checker.messages.settings import CATALOGUES, OTHERS, SETTINGS, chinese_number, setting
from qingdan_dsl.syntax import expressions as e
from qingdan_dsl.syntax import statements as s
from qingdan_dsl.write.declarations import Writer
from qingdan_dsl.write.layout import INDENT
from qingdan_dsl.write.words import quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from qingdan_checker.messages.book import Book
    from qingdan_checker.outline import Axis, Bound, Matter, Outline, Standing

MOST_STANDING: Final = 12
"""Values in effect that are listed for an item."""

MOST_ARTICLES: Final = 99
"""Settings that get an article of their own, counted in Chinese too."""

_MARKDOWN: Final = re.compile(r"([!-/:-@\[-`{-~])")


def render(outline: Outline, book: Book) -> str:
    """The draft as literate Markdown."""
    return _Draft(outline, book).text()


class _Draft:
    """One draft in one language."""

    def __init__(self, outline: Outline, book: Book) -> None:
        self._outline = outline
        self._book = book
        self._writer = Writer(chinese=book.language == "zh")

    def text(self) -> str:
        """The whole draft: its head, an article for each setting, its end."""
        book, outline = self._book, self._outline
        place = _markdown(book.name(outline.jurisdiction))
        facts = {"place": place, "day": outline.at.isoformat(), "count": str(outline.others)}
        title = book.pick(f"{place}: a draft", f"{place}：文件草案")
        parts = [f"# {title}\n", HOW.say(book.language, facts), *self._faults(), self._fence(self._head())]
        for number, (heading, matters) in enumerate(self._settings(), 1):
            parts += [f"## {_markdown(heading)}\n", self._fence(self._article(number, heading, matters))]
        nothing = [] if outline.matters else [f"{NOTHING.say(book.language, facts)}\n"]
        parts += [self._fence(["}"]), *nothing, f"{OFF_LIST.say(book.language, facts)}\n"]
        return "\n".join(parts)

    def _faults(self) -> list[str]:
        count = self._outline.faults
        return [f"{FAULTS.say(self._book.language, {'count': str(count)})}\n"] if count else []

    @staticmethod
    def _fence(lines: Iterable[str]) -> str:
        return "\n".join(["```qingdan", *(line.rstrip() for line in lines), "```", ""])

    # ---- head

    def _head(self) -> Iterator[str]:
        """The words that the statements use, then the document's own clauses."""
        book, word = self._book, self._writer.word
        if self._outline.axes:
            yield _note(book.pick("The words: dimensions and their members.", "用语：维度及其成员。"))
        yield from (_note(f"  {self._axis(axis)}") for axis in self._outline.axes)
        title = quoted(book.pick("(title of the document)", "（文件名称）"))
        yield f"{word('document')} {self._name(self._outline.document)} {title} {{"
        yield from (f"{INDENT}{line}" for line in self._clauses())

    def _clauses(self) -> Iterator[str]:
        """The clauses of a draft, and those that it gets when it is issued."""
        book, word, at = self._book, self._writer.word, self._outline.at
        yield _note(
            book.pick("Once it is issued: delete `status draft`, and fill in", "印发后：删去“状态 草案”，并填写")
        )
        yield f'# {word("number")} ""'
        yield f"# {word('issued')} {self._writer.day(e.Day(year=at.year, month=at.month, day=at.day))}"
        own = [e.Name(text=name) for name in self._outline.documents]
        if own:
            yield _note(
                book.pick("Of one's own in force, keep those that this one amends", "本级现行文件，只留要修改的")
            )
            yield f"# {word('amends')} {self._writer.names(own)}"
        yield f"{word('issuer')} {self._name(self._outline.jurisdiction)}"
        yield f"{word('status')} {word('draft')}"

    def _axis(self, axis: Axis) -> str:
        named = self._both(axis.name)
        if axis.kind:
            return f"{named}{self._colon}{self._book.word(axis.kind)}"
        return f"{named}{self._colon}{self._comma.join(map(self._both, axis.members))}"

    # ---- articles

    def _settings(self) -> list[tuple[str, list[Matter]]]:
        """The matters by what they are about, in the order of the vocabulary; what stands alone goes to the end."""
        found: dict[str, list[Matter]] = {}
        for matter in self._outline.matters:
            found.setdefault(self._heading(matter), []).append(matter)
        last = [one.say(self._book.language) for one in (OTHERS, CATALOGUES)]
        own = [(heading, ones) for heading, ones in found.items() if heading not in last]
        rest = [matter for _, ones in own[MOST_ARTICLES - len(last) :] for matter in ones]
        found[last[0]] = [*rest, *found.get(last[0], [])]
        return own[: MOST_ARTICLES - len(last)] + [(one, found[one]) for one in last if found.get(one)]

    def _heading(self, matter: Matter) -> str:
        if matter.columns:
            return CATALOGUES.say(self._book.language)
        about = setting(matter.name)
        known = SETTINGS.get(about) if about else OTHERS
        return known.say(self._book.language) if known else about

    def _article(self, number: int, heading: str, matters: list[Matter]) -> Iterator[str]:
        counted = self._book.pick(str(number), chinese_number(number))
        yield f"{INDENT}{self._writer.word('article')} {quoted(counted)} {quoted(heading)} {{"
        for at, matter in enumerate(matters):
            if at:
                yield ""
            yield from (f"{INDENT * 2}{line}" for line in self._matter(matter))
        yield f"{INDENT}}}"

    def _matter(self, matter: Matter) -> Iterator[str]:
        """The notes of a matter, then its statement, commented out."""
        yield _note(f"{self._both(matter.name)}{self._colon}{self._what(matter)}")
        yield from map(_note, self._told_apart(matter))
        yield from map(_note, self._standing(matter))
        yield from map(_note, self._rooms(matter))
        yield from map(_note, self._bounds(matter))
        yield from (f"# {line}" for line in self._statement(matter))

    def _what(self, matter: Matter) -> str:
        """What kind of value it has, in which range, and which way favours the insured; or a catalogue's columns."""
        book = self._book
        if matter.columns:
            return self._comma.join(self._column(matter.name, one) for one in matter.columns)
        parts = [book.word(matter.kind)]
        if matter.low or matter.high:
            parts.append(f"{book.phrase(matter.low)}..{book.phrase(matter.high)}")
        if matter.better:
            way = {"higher": ("higher is better", "高者有利于参保人"), "lower": ("lower is better", "低者有利于参保人")}
            parts.append(book.pick(*way[matter.better]))
        return self._comma_between.join(parts)

    def _column(self, catalogue: str, name: str) -> str:
        term = self._book.report.terms.get(f"{catalogue}.{name}")
        label = term.label.rpartition(".")[2] if term else ""
        return f"{label} {name}" if label and label != name else name

    def _told_apart(self, matter: Matter) -> Iterator[str]:
        """By which dimensions it may be decided."""
        book = self._book
        if matter.dimensions:
            names = self._comma.join(map(book.name, matter.dimensions))
            yield book.pick(f"may be told apart by: {names}", f"可以区分：{names}")
        if matter.barred:
            names = self._comma.join(map(book.name, matter.barred))
            yield book.pick(f"may not be told apart by: {names}", f"不得区分：{names}")

    def _standing(self, matter: Matter) -> Iterator[str]:
        """The values in effect."""
        book, day = self._book, self._outline.at
        yield f"{book.pick(f'in effect on {day}', f'{day} 现行')}{self._colon}{self._in_short(matter)}".rstrip()
        standing = matter.standing or ()
        yield from (f"  {self._value(one)}" for one in standing[:MOST_STANDING])
        more = len(standing) - MOST_STANDING
        if more > 0:
            yield f"  {book.pick(f'and {more} more: see qingdan show', f'另有 {more} 项：见 qingdan show')}"

    def _rooms(self, matter: Matter) -> Iterator[str]:
        """What the rules leave each value as all others stand, where they leave less than its range."""
        book = self._book
        told = [one for one in matter.rooms if one.room.is_narrowed]
        if not told:
            return
        yield book.pick("room, as all else stands:", "余地（其他数字不变）：")
        for one in told[:MOST_STANDING]:
            whom = book.pick("; ", "；").join(map(self._selector, one.selectors)) or book.pick("all", "全部")
            yield f"  {interval(one.room, book)}  {whom}"
        more = len(told) - MOST_STANDING
        if more > 0:
            yield f"  {book.pick(f'and {more} more: see qingdan bounds', f'另有 {more} 项：见 qingdan bounds')}"

    def _in_short(self, matter: Matter) -> str:
        """What is in effect where it is not listed; empty where it is."""
        pick = self._book.pick
        if matter.columns:
            return pick(f"entries: {matter.entries:,}", f"{matter.entries:,} 项")
        if matter.standing is None:
            return pick("too many combinations to list", "情形过多，不列")
        return "" if matter.standing else pick("nothing", "无")

    def _value(self, one: Standing) -> str:
        book = self._book
        state = STATES.get(one.status)
        value = book.phrase(one.value) if one.value is not None else state.say(book.language) if state else one.status
        whom = book.pick("; ", "；").join(map(self._selector, one.selectors)) or book.pick("all", "全部")
        cited = book.citations(one.citations)
        return f"{value}  {whom}" + (book.pick(f" ({cited})", f"（{cited}）") if cited else "")

    def _bounds(self, matter: Matter) -> Iterator[str]:
        """The rules in force over it: force and citation, then what is required."""
        book = self._book
        if not matter.bounds:
            yield book.pick("bounds: none in force", "界限：没有有效的规则")
            return
        yield book.pick("bounds:", "界限：")
        for bound in matter.bounds:
            facts = book.report.rules[bound.rule]
            cited = book.citation(facts.document, facts.article)
            until = book.pick(f", until {facts.until}", f"，至 {facts.until}") if facts.until else ""
            label = facts.label if book.language == "zh" else facts.english
            called = f"{label} {bound.rule}" if label else bound.rule
            yield f"  {book.word(facts.force)}  {cited}{until}  {called}"
            yield f"    {self._required(bound, facts.text)}"

    def _required(self, bound: Bound, text: str) -> str:
        book = self._book
        parts = [
            f"{book.word('for')} {self._selector(bound.scope)}" if bound.scope else "",
            f"{book.word('when')} {book.phrase(bound.condition)}" if bound.condition else "",
        ]
        head = " ".join(part for part in parts if part)
        return f"{head}{self._colon}{book.phrase(text)}" if head else book.phrase(text)

    def _selector(self, text: str) -> str:
        """A selector in the words of this language."""
        return self._book.phrase(text).replace(", ", self._comma)

    # ---- statements

    def _statement(self, matter: Matter) -> list[str]:
        name = self._written(matter.name)
        if matter.columns:
            empty = tuple((e.Name(text=field), e.Text(text="")) for field in matter.columns[1:])
            key = e.Text(text=self._book.pick("(key)", "（名称）"))
            entry = s.CatalogueEntry(key=key, fields=empty)
            return self._writer.listing(s.Listing(action="include", catalogue=name, entries=(entry,)))
        if not matter.table:
            return self._writer.set(s.Set(item=name, value=e.Unknown()))
        return self._writer.set(s.Set(item=name, table=self._table(matter)))

    def _table(self, matter: Matter) -> s.Table:
        """A row for each member of the first dimension, a column for each of the second; of one, a single row."""
        *first, (last, columns) = matter.table
        names = [*(name for name, _ in first), last]
        heads = [self._written(name) for name in (*names[:-1], *columns)]
        blanks = [e.Unknown() for _ in columns]
        rows = [s.Row(cells=(self._written(member), *blanks)) for _, members in first for member in members]
        return s.Table(
            dimensions=tuple(map(self._written, names)),
            rows=(s.Row(cells=tuple(heads)), *(rows or [s.Row(cells=tuple(blanks))])),
        )

    def _written(self, name: str) -> e.Name:
        """A name as it is written in a statement: in Chinese its label, where that can stand for it."""
        labels = self._outline.labels if self._book.language == "zh" else {}
        return e.Name(text=labels.get(name, name))

    # ---- words

    def _name(self, name: str) -> str:
        return self._writer.name(self._written(name))

    def _both(self, name: str) -> str:
        """A name as people know it, and as it is declared."""
        term = self._book.report.terms.get(name)
        label = (term.label if self._book.language == "zh" else term.english) if term else ""
        if not label or label == name:
            return name
        return self._book.pick(f"{name} ({label})", f"{label} {name}")

    @property
    def _colon(self) -> str:
        return self._book.pick(": ", "：")

    @property
    def _comma(self) -> str:
        return self._book.pick(", ", "、")

    @property
    def _comma_between(self) -> str:
        return self._book.pick(", ", "，")


def _note(text: str) -> str:
    """A note on one line, whatever stands in a name or label."""
    return f"## {visible(text)}"


def _markdown(text: str) -> str:
    """A text that says nothing to Markdown."""
    return _MARKDOWN.sub(r"\\\1", visible(text))
