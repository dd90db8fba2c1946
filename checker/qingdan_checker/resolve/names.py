"""Every declared name, and what a written word stands for: a name, or a label in its place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

from qingdan_checker import model as m
from qingdan_dsl.mistakes import minus_suspect
from qingdan_dsl.source import Fault
from qingdan_dsl.words import is_keyword

if TYPE_CHECKING:
    from collections.abc import Iterable

    from qingdan_checker.resolve.faults import Faults
    from qingdan_dsl.syntax.expressions import Name

_NAME_FORM: Final = re.compile(r"[^\W\d_](?:[\w-]*\w)?(?:\.[^\W\d_](?:[\w-]*\w)?)*")


@dataclass(slots=True, kw_only=True)
class Entry:
    """A declared name. `bound` is what it stands for, or None where that was left out because of an error."""

    sort: str
    name: str
    label: str
    where: m.Where
    bound: object = None


class Names:
    """All names of a set of files, and the labels that can stand for them."""

    def __init__(self) -> None:
        self.entries: dict[str, Entry] = {}
        self._labels: dict[str, list[Entry]] = {}
        self._titles: dict[str, list[Entry]] = {}  # a document's title gives way to any label
        self.faults: list[Fault] = []

    def declare(self, entry: Entry) -> bool:
        """Adds a name; False where it was declared before (which is a fault with both places)."""
        first = self.entries.get(entry.name)
        if first:
            self.faults.append(
                Fault(
                    code="duplicate",
                    reason="name",
                    path=entry.where.path,
                    span=entry.where.span,
                    facts=(("name", entry.name),),
                    related=((first.where.path, first.where.span),),
                )
            )
            return False
        self.entries[entry.name] = entry
        if entry.label and _NAME_FORM.fullmatch(entry.label) and not is_keyword(entry.label):
            shelf = self._titles if entry.sort == "document" else self._labels
            shelf.setdefault(entry.label, []).append(entry)
        return True

    def find(self, name: Name, faults: Faults, *, prefix: str = "") -> Entry | None:
        """What a written name or label stands for; None with a fault where that is nothing or several things.

        With `prefix`, a short name of the document of that name is tried first.
        """
        entry = (self.entries.get(f"{prefix}.{name.text}") if prefix else None) or self.entries.get(name.text)
        if entry:
            return entry
        labelled = self._labels.get(name.text) or self._titles.get(name.text, [])
        if len(labelled) == 1:
            return labelled[0]
        if labelled:
            names = ", ".join(sorted(other.name for other in labelled))
            faults.add("name", "ambiguous-label", name, label=name.text, names=names)
        else:
            spaced = minus_suspect(name.text)
            if spaced:
                faults.add("name", "minus", name, name=name.text, spaced=spaced)
            else:
                faults.add("name", "unknown", name, name=name.text, near=", ".join(self._near(name.text)))
        return None

    def labels(self) -> dict[str, str]:
        """The label that may be written for a name, by name: borne by it alone, and no other's name."""
        shelves = {**self._titles, **self._labels}
        return {ones[0].name: label for label, ones in shelves.items() if len(ones) == 1 and label not in self.entries}

    def knows(self, text: str, sort: str, prefix: str = "") -> bool:
        """Whether a written name stands for something of a sort, or for so much that it is ambiguous."""
        entry = (self.entries.get(f"{prefix}.{text}") if prefix else None) or self.entries.get(text)
        if entry:
            return entry.sort == sort
        labelled = self._labels.get(text) or self._titles.get(text, [])
        return len(labelled) > 1 or any(one.sort == sort for one in labelled)

    def has_catalogue(self, text: str) -> bool:
        """Whether a written name stands for a catalogue."""
        return self.knows(text, "catalogue")

    def of_sort(self, name: Name, sorts: Iterable[str], faults: Faults, *, prefix: str = "") -> Entry | None:
        """What a name stands for, if it is of one of these sorts; None with a fault."""
        entry = self.find(name, faults, prefix=prefix)
        if entry and entry.sort not in sorts:
            wanted = ", ".join(sorted(sorts))
            faults.add("type", "sort", name, name=name.text, found=entry.sort, wanted=wanted)
            return None
        return entry

    def wanted(self, name: Name, sorts: Iterable[str], faults: Faults, *, prefix: str = "") -> object:
        """What is bound to a name of one of these sorts; None with a fault, or where it was left out."""
        entry = self.of_sort(name, sorts, faults, prefix=prefix)
        if entry is None:
            return None
        if entry.bound is None:
            faults.missing = True
        return entry.bound

    def axis(self, name: Name, faults: Faults) -> m.Axis | None:
        """The dimension or measure of a name."""
        bound = self.wanted(name, ("dimension", "measure"), faults)
        return bound if isinstance(bound, m.Dimension | m.Measure) else None

    def item(self, name: Name, faults: Faults) -> m.Item | None:
        """The item of a name."""
        bound = self.wanted(name, ("item",), faults)
        return bound if isinstance(bound, m.Item) else None

    def catalogue(self, name: Name, faults: Faults) -> m.Catalogue | None:
        """The catalogue of a name."""
        bound = self.wanted(name, ("catalogue",), faults)
        return bound if isinstance(bound, m.Catalogue) else None

    def jurisdiction(self, name: Name, faults: Faults) -> m.Jurisdiction | None:
        """The jurisdiction of a name."""
        bound = self.wanted(name, ("jurisdiction",), faults)
        return bound if isinstance(bound, m.Jurisdiction) else None

    def _near(self, text: str) -> list[str]:
        return get_close_matches(text, [*self.entries, *self._labels], n=2, cutoff=0.75)
