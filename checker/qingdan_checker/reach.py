"""Which jurisdictions a change of some files can affect: their issuers, and all who are below these."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qingdan_checker.memory import asked_in
from qingdan_checker.round import Concern
from qingdan_dsl.syntax.declarations import Document, File, Jurisdiction
from qingdan_dsl.syntax.statements import Case

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from qingdan_checker import model as m


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What has changed since a revision: the checked paths, and the trees of these and of lost files as they were.

    `whole` where it cannot be told what was there before: then everything may be affected.
    """

    revision: str
    paths: frozenset[str] = frozenset()
    before: tuple[File, ...] = ()
    whole: bool = False


def reach_of(model: m.Model, files: Iterable[File], change: Change) -> frozenset[str]:
    """The names of the jurisdictions that a change can affect.

    A document affects its issuer and all below, since a rule binds them and values are taken over. A document that
    repeals or amends another affects what that one affects. All are affected by a word of the vocabulary, and by a
    change in a jurisdiction whose lists others ask for by name.
    """
    everyone = frozenset(model.jurisdictions)
    trees = [*change.before, *(file for file in files if file.path in change.paths)]
    if change.whole or any(_says_more(file) for file in trees):
        return everyone
    named = set(_places(model, trees))
    asked = {place.name for place in asked_in(model)}
    if None in named or not named.isdisjoint(asked):
        return everyone
    return frozenset(place.name for place in model.jurisdictions.values() if not named.isdisjoint(_line(place)))


def concern_of(model: m.Model, files: Iterable[File], concerned: frozenset[str]) -> Concern:
    """The jurisdictions and rules of which anything can be said that is about the concerned paths.

    Whom their documents can affect, and whom their cases are about; their own rules, and those of their issuers. A
    broken file decides nothing: its errors are told without anybody being judged.
    """
    whole = frozenset(file.path for file in files if file.path in concerned and not file.broken)
    reached = reach_of(model, files, Change(revision="", paths=whole))
    named = {example.jurisdiction for example in model.examples if example.where.path in concerned}
    issuers = issuers_in(model, concerned)
    return Concern(
        places=frozenset(named | {model.jurisdictions[name] for name in reached}),
        rules=frozenset(
            one for one in model.rules.values() if one.where.path in concerned or one.issuer.name in issuers
        ),
    )


def issuers_in(model: m.Model, paths: frozenset[str]) -> set[str]:
    """The names of those who have issued a document in some files."""
    return {document.issuer.name for document in model.documents.values() if document.where.path in paths}


def _line(place: m.Jurisdiction) -> set[str]:
    return {one.name for one in place.line}


def _says_more(file: File) -> bool:
    """Whether a file says more than what some jurisdictions have decided: words for all, or nothing that can be read.

    A case of its own is judged for its own place, and shown since its file has changed.
    """
    return file.broken or any(not isinstance(one, Document | Jurisdiction | Case) for one in file.declarations)


def _places(model: m.Model, files: Iterable[File]) -> Iterator[str | None]:
    """The jurisdictions that files declare or issue for, by name; None for one that is not known."""
    by_label = {place.label: name for name, place in model.jurisdictions.items() if place.label}
    issuers = {key: one.issuer.name for name, one in model.documents.items() for key in (name, one.label)}
    for file in files:
        for one in file.declarations:
            if isinstance(one, Jurisdiction):
                yield one.name.text if one.name.text in model.jurisdictions else None
            elif isinstance(one, Document):
                issuer = one.issuer.text if one.issuer else ""
                yield issuer if issuer in model.jurisdictions else by_label.get(issuer)
                yield from (issuers.get(name.text) for name in (*one.repeals, *one.amends))
