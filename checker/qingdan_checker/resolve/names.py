"""Every declared name, and what a written word stands for: a name, or a label in its place."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

from qingdan_checker.model import Where
from qingdan_dsl.source import Fault
from qingdan_dsl.words import is_keyword

if TYPE_CHECKING:
    from collections.abc import Iterable

    from qingdan_dsl.syntax.expressions import Name

_NAME_FORM: Final = re.compile(r"[^\W\d_](?:[\w-]*\w)?(?:\.[^\W\d_](?:[\w-]*\w)?)*")


@dataclass(slots=True, kw_only=True)
class Entry:
    """A declared name. `bound` is what it stands for, or None where that was left out because of an error."""

    sort: str
    name: str
    label: str
    where: Where
    bound: object = None


@dataclass(slots=True, kw_only=True)
class Faults:
    """The faults of one declaration or statement; `missing` notes that something it refers to was left out."""

    path: str
    found: list[Fault] = field(default_factory=list)
    missing: bool = False

    def add(self, code: str, reason: str, node: object, **facts: str) -> None:
        """Notes a fault at a node of the tree."""
        span = Where(path=self.path, span=_span(node)).span
        self.found.append(
            Fault(code=code, reason=reason, path=self.path, span=span, facts=tuple(sorted(facts.items())))
        )

    @property
    def failed(self) -> bool:
        """Whether what these faults are about must be left out."""
        return bool(self.found) or self.missing


def _span(node: object):  # noqa: ANN202
    from qingdan_dsl.source import Span  # noqa: PLC0415

    return Span(node.start, node.end)  # type: ignore[attr-defined]


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
            faults.add("name", "unknown", name, name=name.text, near=", ".join(self._near(name.text)))
        return None

    def knows(self, text: str, sort: str, prefix: str = "") -> bool:
        """Whether a written name stands for something of a sort, or for so much that it is ambiguous."""
        entry = (self.entries.get(f"{prefix}.{text}") if prefix else None) or self.entries.get(text)
        if entry:
            return entry.sort == sort
        labelled = self._labels.get(text) or self._titles.get(text, [])
        return len(labelled) > 1 or any(one.sort == sort for one in labelled)

    def wanted(self, name: Name, sorts: Iterable[str], faults: Faults, *, prefix: str = "") -> object:
        """What a name stands for, if it is of one of these sorts; None with a fault, or where it was left out."""
        entry = self.find(name, faults, prefix=prefix)
        if not entry:
            return None
        if entry.sort not in sorts:
            wanted = ", ".join(sorted(sorts))
            faults.add("type", "sort", name, name=name.text, found=entry.sort, wanted=wanted)
            return None
        if entry.bound is None:
            faults.missing = True
        return entry.bound

    def _near(self, text: str) -> list[str]:
        return get_close_matches(text, [*self.entries, *self._labels], n=2, cutoff=0.75)
