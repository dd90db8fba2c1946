"""What if: numbers that a jurisdiction has not written, as a further amendment of its own, in force on the judged day.

`hengshui: inpatient.ratio[resident, secondary, tcm] = 85%` becomes the text of a document that amends all that
hengshui has issued. Where the item is adjusted, the document also holds the sum of all changes to the number that was
written (`up to 85% down to 85%`), so that the cell is that number, and not that number with a change on top. Whatever
else follows is the language's own meaning: who may decide, what lies below, which rules bind.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from qingdan_checker import model as m
from qingdan_checker.quantity import DATE, PERCENT, QUANTITIES, show
from qingdan_checker.resolve import resolve
from qingdan_checker.wording import region_said, said
from qingdan_dsl.lexer import tokenize
from qingdan_dsl.parse import parse
from qingdan_dsl.source import Source
from qingdan_dsl.syntax.declarations import Document
from qingdan_dsl.words import is_keyword

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from qingdan_checker.findings import Finding, Report
    from qingdan_checker.sheets import Sheets
    from qingdan_dsl.lexer import Tokens
    from qingdan_dsl.source import Fault
    from qingdan_dsl.syntax.declarations import File

WHAT_IF: Final = "<what-if>"
"""The path of the supposed text; no checked path begins with a `<`."""

LONGEST: Final = 10_000
"""Characters of one supposition."""

MOST: Final = 1_000
"""Suppositions of one run."""


_SHAPES: Final = frozenset(
    {
        *("unexpected", "end-of-file", "end-unfinished", "missing-open-brace", "missing-close-brace"),
        *("extra-close-brace", "missing-article", "missing-document"),
    }
)
"""Mistakes whose sentences speak of the text around: on a command line there is none."""


class SupposingError(ValueError):
    """What is wrong with a supposition: `why`, in which (from 0), from where to where in it, and what there is.

    `why` is `form` (no `=`), `empty`, `long`, `many`, `lines`, `brackets`, `more`, `jurisdiction` (not known),
    `choice` (nobody, or more than one, is meant; `names` are those), `shape` (no selector or value goes on like this),
    or `fault`: what the language itself says.
    """

    def __init__(  # noqa: PLR0913  facts of one mistake
        self,
        why: str,
        which: int,
        start: int = 0,
        end: int = 0,
        *,
        names: tuple[str, ...] = (),
        fault: Fault | None = None,
        source: Source | None = None,
    ) -> None:
        super().__init__(why, which, start, end)
        self.why = why
        self.which = which
        self.start = start
        self.end = end
        self.names = names
        self.fault = fault
        self.source = source


@dataclass(frozen=True, slots=True, kw_only=True)
class Slice:
    """A piece of a supposition: its text, and where it starts."""

    text: str
    start: int

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Supposition:
    """`[JURISDICTION:] ITEM [ "[" SELECTOR "]" ] = VALUE`, in pieces; a piece that is not there is empty."""

    which: int
    place: Slice
    item: Slice
    selector: Slice
    value: Slice
    is_unknown: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Repository:
    """What is supposed of: trees, texts, files with entries, whether drafts count, the paths that were asked for."""

    files: Sequence[File]
    sources: Mapping[str, Source]
    sheets: Sheets
    drafts: bool
    checked: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Supposed:
    """The trees and texts with what is supposed; `told` says that in the words of the language, one text each."""

    files: tuple[File, ...]
    sources: Mapping[str, Source]
    told: tuple[str, ...]


def suppose(repository: Repository, written: Sequence[str], day: date) -> Supposed:
    """The repository as if the numbers that are written were decided, from a day on. Raises SupposingError."""
    if len(written) > MOST:
        raise SupposingError("many", MOST)
    suppositions = [read(text, which) for which, text in enumerate(written)]
    model = resolve(repository.files, repository.sheets, drafts=repository.drafts)
    writer = _Writer(model, day)
    by_place: dict[m.Jurisdiction, list[Supposition]] = {}
    for one in suppositions:
        by_place.setdefault(_place(one, model, repository.checked), []).append(one)
    for place, ones in by_place.items():
        writer.document(place, ones)
    source = Source(path=WHAT_IF, text=writer.text, code=writer.text)
    file = parse(source)
    writer.blame(file.faults, source)
    writer.blame_more(file)
    files = (*repository.files, file)
    supposed = resolve(files, repository.sheets, drafts=repository.drafts)
    writer.blame([fault for fault in supposed.faults if fault.path == WHAT_IF], source)
    return Supposed(files=files, sources={**repository.sources, WHAT_IF: source}, told=_told(supposed))


def _told(model: m.Model) -> tuple[str, ...]:
    """What is supposed, by place and in the order of the command line."""
    decided = (one for one in model.statements if isinstance(one, m.Deciding) and one.where.path == WHAT_IF)
    provisions = (each for one in decided if one.act == "set" for each in one.provisions)
    return tuple(_said(one) for one in sorted(provisions, key=lambda one: one.where.span))


def _said(one: m.Provision) -> str:
    item = one.statement.item
    selector = region_said(one.region, [axis.name for axis in item.dimensions])
    cells = f"[{selector}]" if selector else ""
    return f"{one.statement.issuer.name}: {item.name}{cells} = {said(one.value) if one.value else 'unknown'}"


def as_supposed(report: Report, told: tuple[str, ...]) -> Report:
    """A report that says what is supposed. What is found of both statements of one supposition is said once."""
    kept: dict[object, Finding] = {}
    for one in report.findings:
        about = (one.code, one.reason, one.facts, one.jurisdiction, one.rule, one.start, one.until)
        kept[about if one.place.file == WHAT_IF and one.rule is None else id(one)] = one
    digests = {path: digest for path, digest in report.digests.items() if path != WHAT_IF}
    return replace(report, supposed=told, findings=tuple(kept.values()), digests=digests)


# ---- reading one


def read(written: str, which: int = 0) -> Supposition:
    """The pieces of a supposition, full-width marks and Chinese words as in any text. Raises SupposingError."""
    if len(written) > LONGEST:
        raise SupposingError("long", which)
    if any(char in written for char in "\n\r\x0b\x0c\x85\u2028\u2029"):
        raise SupposingError("lines", which)
    tokens = tokenize(written)
    kinds = tokens.kinds
    at = 2 if kinds[1:2] == ["COLON"] else 0
    place = _slice(tokens, written, 0, 1) if at else Slice(text="", start=0)
    if kinds[at] == "$END":
        raise SupposingError("empty", which)
    item = _slice(tokens, written, at, at + 1)
    selector, at = _selector(tokens, written, at + 1, which)
    if kinds[at] != "EQUAL":
        raise SupposingError("form", which, tokens.starts[at], tokens.ends[at])
    value = _value(tokens, written, at + 1, which)
    unknown = kinds[at + 1 :] == ["UNKNOWN", "$END"]
    return Supposition(which=which, place=place, item=item, selector=selector, value=value, is_unknown=unknown)


def _slice(tokens: Tokens, written: str, first: int, after: int) -> Slice:
    """What is written from one token to before another."""
    start, end = tokens.starts[first], tokens.ends[after - 1]
    return Slice(text=written[start:end], start=start)


def _selector(tokens: Tokens, written: str, at: int, which: int) -> tuple[Slice, int]:
    """What stands between the brackets, if there are any, and the token behind them."""
    if tokens.kinds[at] != "LBRACKET":
        return Slice(text="", start=tokens.starts[at]), at
    close = next((other for other in range(at, len(tokens.kinds)) if tokens.kinds[other] == "RBRACKET"), None)
    if close is None or close == at + 1:
        raise SupposingError("brackets", which, tokens.starts[at], tokens.ends[at if close is None else close])
    return _slice(tokens, written, at + 1, close), close + 1


def _value(tokens: Tokens, written: str, at: int, which: int) -> Slice:
    """All behind the `=`: one expression, and nothing that would end it and go on."""
    last = len(tokens.kinds) - 1
    if at >= last:
        raise SupposingError("form", which, len(written), len(written))
    found = _slice(tokens, written, at, last)
    if written[found.end :].strip(" \t\u3000;"):  # a comment
        raise SupposingError("more", which, found.end, len(written))
    for token in range(at, last):
        if tokens.kinds[token] in {"LBRACE", "RBRACE", "COLON", "ROW", "CELL"}:
            raise SupposingError("more", which, tokens.starts[token], tokens.ends[token])
    return found


# ---- whose number it is


def _place(one: Supposition, model: m.Model, checked: frozenset[str]) -> m.Jurisdiction:
    """The jurisdiction that is named, else the only one that issues what is checked."""
    if one.place.text:
        name = one.place.text.strip("`")
        found = model.jurisdictions.get(name) or _by_label(name, model)
        if found is None:
            raise SupposingError("jurisdiction", one.which, one.place.start, one.place.end)
        return found
    issuers = {document.issuer for document in model.documents.values() if document.where.path in checked}
    if len(issuers) != 1:
        names = tuple(sorted(issuer.name for issuer in issuers))
        raise SupposingError("choice", one.which, one.item.start, one.item.end, names=names)
    return issuers.pop()


def _by_label(label: str, model: m.Model) -> m.Jurisdiction | None:
    found = [place for place in model.jurisdictions.values() if place.label == label]
    return found[0] if len(found) == 1 else None


# ---- writing the amendment


class _Writer:
    """Writes the amendments as one text, and knows which piece of it was written where on the command line."""

    def __init__(self, model: m.Model, day: date) -> None:
        self._model = model
        self._day = day
        self._pieces: list[tuple[int, int, Slice]] = []
        self._lines: list[tuple[int, int]] = []
        self.text = ""

    def document(self, place: m.Jurisdiction, suppositions: Sequence[Supposition]) -> None:
        """The amendment of one jurisdiction."""
        own = sorted(one.name for one in self._model.documents.values() if one.issuer is place)
        amends = f"  amends {', '.join(map(_quoted, own))}" if own else ""
        self.text += f'document {_quoted(self._name(place))} "假设" label en "what if" {{\n'
        self.text += f'    issuer {_quoted(place.name)}  issued {self._day.isoformat()}{amends}\n    article "1" {{\n'
        for one in suppositions:
            zero = None if one.is_unknown else self._zero(one, place)
            if zero:
                self._hold(one, zero)
            self._line(one, "set ", ": ", one.value)
        self.text += "    }\n}\n"

    def _name(self, place: m.Jurisdiction) -> str:
        """A name that no document bears."""
        name, count = f"{place.name}.what-if", 1
        while name in self._model.documents:
            count += 1
            name = f"{place.name}.what-if-{count}"
        return name

    def _hold(self, one: Supposition, zero: str) -> None:
        """Keeps whatever changes the number from doing so."""
        self._line(one, "adjust ", f" by +{zero} up to ", one.value)
        self.text = self.text[:-1] + " down to "
        self._put(one.which, one.value)
        self.text += "\n"

    def _line(self, one: Supposition, act: str, between: str, value: Slice) -> None:
        self.text += "        "
        self._lines.append((len(self.text), one.which))
        self.text += act
        self._put(one.which, one.item)
        if one.selector.text:
            self.text += " for "
            self._put(one.which, one.selector)
        self.text += between
        self._put(one.which, value)
        self.text += "\n"

    def _put(self, which: int, piece: Slice) -> None:
        self._pieces.append((len(self.text), which, piece))
        self.text += piece.text

    def _zero(self, one: Supposition, place: m.Jurisdiction) -> str | None:
        """No change at all, as it is written for the item; None where nobody above changes it, nor the place itself."""
        item = self._item(one.item.text.strip("`"))
        if item is None or not self._is_adjusted(item, place):
            return None
        kind = {PERCENT: "pp", DATE: "days"}.get(item.kind, item.kind)
        return show(kind, 0) if item.kind in QUANTITIES or item.kind == DATE else None

    def _item(self, name: str) -> m.Item | None:
        if name in self._model.items:
            return self._model.items[name]
        return next((one for one in self._model.items.values() if one.label == name), None)

    def _is_adjusted(self, item: m.Item, place: m.Jurisdiction) -> bool:
        decided = (one for one in self._model.statements if isinstance(one, m.Deciding) and one.act == "adjust")
        return any(one.item is item and one.issuer in place.line for one in decided)

    # ---- what is wrong with it

    def blame(self, faults: Sequence[Fault], source: Source) -> None:
        """Raises SupposingError for the first fault of the amendments, at its place on the command line."""
        for fault in sorted(faults, key=lambda one: one.span):
            which, start, end = self._written(fault)
            why = "shape" if fault.code == "syntax" and fault.reason in _SHAPES else "fault"
            raise SupposingError(why, which, start, end, fault=fault, source=source)

    def blame_more(self, file: File) -> None:
        """Raises SupposingError where a piece says more than its part: every statement must be one of ours."""
        expected = {at for at, _ in self._lines}
        for document in file.declarations:
            articles = document.articles if isinstance(document, Document) else ()
            for statement in (each for article in articles for each in article.statements):
                if statement.start not in expected:
                    which = max((one for one in self._lines if one[0] < statement.start), default=(0, 0))[1]
                    raise SupposingError("more", which)

    def _written(self, fault: Fault) -> tuple[int, int, int]:
        """Where a fault of the text stands on the command line: in the piece that it lies in, or at the one before."""
        before = [one for one in self._pieces if one[0] <= fault.span.start] or self._pieces[:1]
        at, which, piece = before[-1]
        start = min(piece.start + fault.span.start - at, piece.end)
        return which, start, max(start, min(piece.start + fault.span.end - at, piece.end))


def _quoted(name: str) -> str:
    """A name, between backquotes where it would be read as something else."""
    return f"`{name}`" if is_keyword(name) or name.startswith("的") else name
