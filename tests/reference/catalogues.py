"""Random repositories with catalogues: short lists of few keys, so that they meet, by several authors on few days."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta
from posixpath import dirname, relpath
from typing import TYPE_CHECKING

from .expressions import Composer, Written
from .phrases import Named, Pen
from .repositories import CHECKED, DAYS, Document, Rule, Writer
from .tabled import Tabler

if TYPE_CHECKING:
    from collections.abc import Callable

    from .vocabularies import Subject


@dataclass(frozen=True, slots=True)
class Shelf:
    """A catalogue: its key and fields."""

    named: Named
    key: Named
    fields: tuple[Named, ...]

    @property
    def columns(self) -> tuple[Named, ...]:
        """The key and the fields."""
        return (self.key, *self.fields)


SHELVES = (
    Shelf(Named("drug", "药品目录"), Named("code", "编码"), (Named("class", "类别"), Named("form", "剂型"))),
    Shelf(Named("care.device", "耗材目录"), Named("id"), (Named("grade", "组别"),)),
    Shelf(Named("service", "诊疗目录"), Named("代号"), ()),
)
KEYS = ("A", "B", "C", "D", "E", "甲 1", "a,b", 'q"t')
TEXTS = ("B", "乙", "", "b c", "l\nm")
MISTAKES = (
    'include {catalogue} {{ "A" nothing "x" }}',
    'include {catalogue} {{ "A" {key} "x" }}',
    'include {catalogue} {{ "A" "A" }}',
    'exclude {catalogue} {{ "A" "B" "A" }}',
    'include {catalogue} {{ "" }}',
    'include no-such {{ "A" }}',
    'include {item} {{ "A" }}',
    'exclude {catalogue} from 2022-02-30 {{ "A" }}',
    'include {catalogue} from 2022-01-01 until 2021-12-31 {{ "A" }}',
    'list {catalogue} from "no-such.csv"',
    'list {catalogue} from "../../outside.csv"',
    'list {catalogue} from "/outside.csv"',
    'list {catalogue} from ""',
    'list no-such from "no-such.csv"',
    'include {catalogue} {{ "A" {field} "x" {field} "y" }}',
    'rule lists: count({catalogue} where {field} = "B" on 2021-01-01) + 1 = 2 and {catalogue}.{field} as cn',
    "set {catalogue}: 5%",
    "require {catalogue}",
    "rule lists: {catalogue} within nowhere",
    "rule lists: {catalogue} within {item}",
    "rule lists: {item} within cn",
    "rule lists: {catalogue}.nothing as cn",
    "rule lists: {catalogue}.{key} as cn",
    "rule lists: no-such.name as cn",
    "rule lists: count(no-such) = 1",
    "rule lists: count({catalogue}) = 1%",
    'rule lists: count({catalogue} where nothing = "B") = 1',
    'rule lists: count({catalogue} where {key} = "B") = 1',
    "rule lists: count({catalogue} on 2021-02-29) = 1",
    "rule lists: {catalogue} and yes",
    "rule lists: count({catalogue})",
)
DECLARATIONS = (
    "catalogue keyless {{ field name }}",
    "catalogue twofold {{ key id  field name  field name }}",
    "catalogue {catalogue} {{ key id }}",
    'catalogue other "{label}" {{ key id }}',
)


def repository(seed: int) -> tuple[dict[str, str | bytes], date]:
    """The files of a repository with catalogues, CSV files among them, and the date on which to check it."""
    dice = random.Random(f"catalogues {seed}")  # noqa: S311  nothing is kept secret with it
    return Stocker(Pen(dice)).all_files(), dice.choice(CHECKED)


class Asker(Composer):
    """Writes expressions that ask of catalogues too."""

    shelves: tuple[Shelf, ...] = SHELVES
    places: tuple[Named, ...] = ()

    def yes_no(self) -> str:
        """`within`, `as` or `.field as`."""
        pen, dice = self._pen, self._dice
        shelf, place = dice.choice(self.shelves), pen.name(dice.choice(self.places))
        throw = dice.random()
        if throw < 0.5:
            return f"{pen.name(shelf.named)} {pen.word('catalogue within')} {place}"
        if throw < 0.65 or not shelf.fields:
            return f"{pen.name(shelf.named)} {pen.word('catalogue as')} {place}"
        asked = f"{pen.name(shelf.named)}.{pen.name(dice.choice(shelf.fields))}"
        return f"{asked} {pen.word('catalogue as')} {place}"

    def number(self) -> str:
        """A count."""
        pen, dice = self._pen, self._dice
        return self.count(dice.choice(self.shelves), "" if pen.chance(0.7) else f" {self.on()}")

    def on(self) -> str:
        """`on DATE`."""
        return f"{self._pen.word('on')} {self._pen.day(self._dice.choice(DAYS))}"

    def count(self, shelf: Shelf, tail: str, *, other: str | None = None) -> str:
        """`count(C beyond K where …)`; `other` is what stands between the catalogue and the tail."""
        asked = self.asked(shelf) if other is None else other
        return f"{self._pen.word('count')}({self._pen.name(shelf.named)}{asked}{tail})"

    def asked(self, shelf: Shelf) -> str:
        """`beyond K`, `missing K` and `where`, as it comes."""
        pen, dice = self._pen, self._dice
        text = ""
        if pen.chance(0.7):
            text = f" {pen.word(dice.choice(('beyond', 'beyond', 'missing')))} {pen.name(dice.choice(self.places))}"
        if shelf.fields and pen.chance(0.4):
            text += f' {pen.word("where")} {pen.name(dice.choice(shelf.fields))} = "{dice.choice(TEXTS[:3])}"'
        return text

    def schedule(self) -> str:
        """What laws ask of lists: a bound, a share of what there was, or less than there was."""
        pen, dice = self._pen, self._dice
        shelf = dice.choice(self.shelves)
        throw = dice.random()
        if throw < 0.4:
            return f"{self.number()} {dice.choice(('<=', '<=', '<', '=', '>='))} {dice.randint(0, 4)}"
        other = self.asked(shelf)
        now = self.count(shelf, "", other=other)
        then = self.count(shelf, f" {self.on()}", other=other)
        if throw < 0.75:
            return f"{now} <= {dice.choice((0, 40, 60, 100))}% {pen.word('of')} {then}"
        after = pen.day(dice.choice(DAYS))
        by_then = f"{pen.word('expression date')} >= {after}"
        return f"{pen.word('if')} {by_then} {pen.word('then')} {now} <= 1 {pen.word('else')} {now} <= {then}"

    def _atom(self, kind: str, axes: set[str], *, free: bool) -> Written:
        if kind == "yes-no" and self._pen.chance(0.3):
            return f"({self.yes_no()})", set()
        if kind == "number" and self._pen.chance(0.5):
            return self.number(), set()
        return super()._atom(kind, axes, free=free)


class Stocker(Writer):
    """Writes a repository with catalogues."""

    def __init__(self, pen: Pen) -> None:
        """Chooses catalogues."""
        self._shelves = tuple(pen.dice.sample(SHELVES, pen.dice.choice((1, 1, 2))))
        self._sheets: dict[str, bytes] = {}
        self._tabler = Tabler(pen, KEYS, TEXTS)
        super().__init__(pen)

    def all_files(self) -> dict[str, str | bytes]:
        """The policy texts, and the CSV files that they name."""
        texts: dict[str, str | bytes] = dict(self.files())
        return texts | self._sheets

    def _composing(self, subjects: list[Subject]) -> Composer:
        asker = Asker(self._pen, self._words.dimensions, subjects)
        asker.shelves = self._shelves
        asker.places = tuple(place.named for place in self._words.places)
        self._asker = asker
        return asker

    def _laid_out(self, pieces: list[str], texts: list[str]) -> dict[str, str]:
        """Some files lie in a folder; a statement's path is written from where it stands."""
        pieces = [*pieces, *(self._declared(shelf) for shelf in self._shelves)]
        if self._pen.chance(0.05):
            pieces.append(self._mistake(self._dice.choice(DECLARATIONS)))
        files: dict[str, str] = {}
        for name, text in super()._laid_out(pieces, texts).items():
            path = f"city/{name}" if self._pen.chance(0.3) else name
            written = text
            for sheet in self._sheets:
                written = written.replace(f"@{sheet}@", relpath(sheet, dirname(path) or "."))
            files[path] = written
        return files

    def _declared(self, shelf: Shelf) -> str:
        pen = self._pen
        parts = [self._column("key", shelf.key), *(self._column("field", one) for one in shelf.fields)]
        self._dice.shuffle(parts)
        return f'{pen.word("catalogue")} {shelf.named.name} "{shelf.named.label}" {{ {"  ".join(parts)} }}'

    def _column(self, word: str, named: Named) -> str:
        label = f' "{named.label}"' if named.label else ""
        return f"{self._pen.word(word)} {named.name}{label}"

    def _mistake(self, pattern: str) -> str:
        shelf = self._dice.choice(self._shelves)
        return pattern.format(
            catalogue=shelf.named.name,
            label=shelf.named.label,
            key=shelf.key.name,
            field=(shelf.fields or (shelf.key,))[0].name,
            item=self._item().named.name,
        )

    # ---- documents

    def _issue(self) -> list[Document]:
        found = super()._issue()
        for number in range(self._dice.choice((1, 2, 3))):
            place = self._dice.choice(self._words.places)
            found.append(Document(f"{place.named.name}.stock-{number}", place, self._dice.choice(DAYS)))
            self._clauses(found[-1], found)
        return found

    def _rules_of(self, document: Document) -> None:
        super()._rules_of(document)
        share = 0.8 if document.issuer.level in {"nation", "province"} else 0.1
        for _ in range(2):
            if self._pen.chance(share):
                document.statements.append(self._bounded(document))

    def _fill(self, document: Document) -> None:
        super()._fill(document)
        nation = document.issuer.level == "nation"
        own: list[tuple[Callable[[], str], float]] = [
            (self._list, 0.6 if nation else 0.3),
            (self._list, 0.1),
            (self._include, 0.35),
            (self._include, 0.35),
            (self._exclude, 0.4),
            (self._exclude, 0.1),
            (self._handed, 0.8 if document is self._documents[0] else 0.1),
            (self._kept, 0.06),
            (self._borne, 0.08),
            (lambda: self._decided(document), 0.06),
            (lambda: self._mistake(self._dice.choice(MISTAKES)), 0.03),
        ]
        document.statements += [write() for write, share in own if self._pen.chance(share)]

    # ---- statements about lists

    def _head(self, word: str, shelf: Shelf) -> str:
        return f"{self._pen.word(word)} {self._pen.name(shelf.named)}"

    def _from(self, word: str, shelf: Shelf) -> str:
        """A statement with a file; now and then one that another has named before."""
        fitting = [path for path in self._sheets if f"{shelf.key.name}-" in path]
        if fitting and self._pen.chance(0.1):
            path = self._dice.choice(fitting)
        else:
            path = f"{self._dice.choice(('', 'lists/', 'city/'))}{shelf.key.name}-{len(self._sheets)}.csv"
            self._sheets[path] = self._tabler.sheet(shelf.columns, faulty=self._pen.chance(0.06))
        return f'{self._head(word, shelf)} {self._pen.word("from")} "@{path}@"{self._times(0.15)}'

    def _list(self) -> str:
        return self._from("list", self._dice.choice(self._shelves))

    def _include(self) -> str:
        shelf = self._dice.choice(self._shelves)
        if self._pen.chance(0.3):
            return self._from("include", shelf)
        entries = [self._entry(key, shelf) for key in self._some()]
        return f"{self._head('include', shelf)}{self._times(0.15)} {{{self._lines(entries)}}}"

    def _exclude(self) -> str:
        shelf = self._dice.choice(self._shelves)
        if self._pen.chance(0.2):
            return self._from("exclude", shelf)
        entries = [self._tabler.quoted(key) for key in self._some()]
        return f"{self._head('exclude', shelf)}{self._times(0.15)} {{{self._lines(entries)}}}"

    def _some(self) -> list[str]:
        return self._dice.sample(KEYS, self._dice.choice((0, 1, 1, 1, 2, 2, 3)))

    def _entry(self, key: str, shelf: Shelf) -> str:
        given = [one for one in shelf.fields if self._pen.chance(0.8)]
        self._dice.shuffle(given)
        fields = [f"{self._pen.name(one)} {self._tabler.quoted(self._dice.choice(TEXTS))}" for one in given]
        return " ".join([self._tabler.quoted(key), *fields])

    def _lines(self, entries: list[str]) -> str:
        between = "\n    " if self._pen.chance(0.6) else "  "
        return between + between.join(entries) + between.rstrip(" ") + " "

    # ---- rules, and who may decide

    def _bounded(self, document: Document) -> str:
        """A rule that asks of catalogues."""
        pen = self._pen
        text, axes = self._claimed()
        named = Named(f"r{len(self._rules)}", f"规定{len(self._rules)}" if pen.chance(0.4) else "")
        condition = ""
        if pen.chance(0.2):
            written, more = self._composer.condition(self._axes_named(axes))
            asked = self._asker.yes_no() if pen.chance(0.3) else f"{self._asker.number()} > 0"
            condition, axes = (
                (f" {pen.word('when')} {written}", axes | more)
                if pen.chance(0.5)
                else (f" {pen.word('when')} {asked}", axes)
            )
        scope, _ = self._scope(self._axes_named(axes), 0.3)
        force = f" {pen.word(self._dice.choice(('must', 'in-principle', 'encouraged')))}" if pen.chance(0.6) else ""
        level = f" {pen.word('at')} {pen.word('municipality')}" if pen.chance(0.15) else ""
        self._rules.append(Rule(Named(f"{document.name}.{named.name}", named.label), axes, document.issuer))
        label = f' "{named.label}"' if named.label else ""
        return f"{pen.word('rule')} {named.name}{label}{force}{level}{scope}{condition}{self._times(0.06)}: {text}"

    def _claimed(self) -> tuple[str, set[str]]:
        pen, asker = self._pen, self._asker
        throw = self._dice.random()
        if throw < 0.35:
            return asker.schedule(), set()
        if throw < 0.6:
            return asker.yes_no(), set()
        if throw < 0.7:
            return f"{pen.word('not')} ({asker.yes_no()})", set()
        operator = pen.word(self._dice.choice(("and", "or", "implies")))
        asked = asker.yes_no() if pen.chance(0.6) else f"{asker.number()} <= {self._dice.randint(0, 3)}"
        if throw < 0.8:
            return f"({asker.yes_no()}) {operator} ({asked})", set()
        claim, axes = self._composer.claim(1)
        first, second = (claim, asked) if pen.chance(0.5) else (asked, claim)
        return f"({first}) {operator} ({second})", set(axes)

    def _handed(self) -> str:
        pen = self._pen
        level = pen.word(self._dice.choice(("municipality", "municipality", "province", "county")))
        shelves = self._shelves if pen.chance(0.7) else self._shelves[:1]
        names = pen.joined([pen.name(shelf.named) for shelf in shelves])
        return f"{pen.word('delegate')} {names} {pen.word('to')} {level}{self._times(0.05)}"

    def _kept(self) -> str:
        return f"{self._head('reserve', self._dice.choice(self._shelves))}{self._times()}"

    def _borne(self) -> str:
        pen = self._pen
        before, until = self._dice.choice(DAYS), self._dice.choice(DAYS) + timedelta(days=500)
        head = (
            f"{self._head('tolerate', self._dice.choice(self._shelves))} {pen.word('issued before')} {pen.day(before)}"
        )
        return f"{head} {pen.word('until')} {pen.day(until)}"

    def _decided(self, document: Document) -> str:
        pen = self._pen
        place = self._dice.choice([one for one in self._words.places if one.within(document.issuer)])
        shelf = self._dice.choice(self._shelves)
        head = f"{pen.word('approve')} {pen.name(place.named)} {pen.word('to decide')} {pen.name(shelf.named)}"
        return f"{head}{self._times(0.2)}{self._because()}"
