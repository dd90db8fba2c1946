"""Suppositions as the text of an amendment, and its mistakes at their place on the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from qingdan_checker import model as m
from qingdan_checker.quantity import DATE, PERCENT, QUANTITIES, show
from qingdan_checker.supposing.reading import SupposingError
from qingdan_dsl.syntax.declarations import Document
from qingdan_dsl.words import is_keyword

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from qingdan_checker.supposing.reading import Slice, Supposition
    from qingdan_dsl.source import Fault, Source
    from qingdan_dsl.syntax.declarations import File

_SHAPES: Final = frozenset(
    {
        *("unexpected", "end-of-file", "end-unfinished", "missing-open-brace", "missing-close-brace"),
        *("extra-close-brace", "missing-article", "missing-document"),
    }
)
"""Mistakes whose sentences speak of the text around: on a command line there is none."""


class Amendments:
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
