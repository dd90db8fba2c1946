"""Provisions of two models matched by document, article, name and content: a mere move of lines is no change."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qingdan_checker.differences.facts import Altered, Blind
from qingdan_checker.differences.vocabulary import all_sayings
from qingdan_checker.round import place_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from qingdan_checker import model as m
    from qingdan_checker.differences.statements import Saying
    from qingdan_dsl.source import Source
    from qingdan_dsl.syntax.declarations import File

Key = tuple[str, ...]
_LISTING = frozenset({"list", "include", "exclude"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """All that one side says, and what of it took no part."""

    model: m.Model
    files: tuple[File, ...]
    sources: Mapping[str, Source]

    @property
    def unread(self) -> Unread:
        """What cannot be said to be missing on this side."""
        broken = [file for file in self.files if file.broken]
        names = frozenset(one.name for file in broken for one in file.declared)
        return Unread(names=names, left_out=frozenset(self.model.left_out))


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """Names that broken files declare, and all that took no part, as `Model.left_out` names it."""

    names: frozenset[str]
    left_out: frozenset[str]

    def holds(self, one: Saying) -> bool:
        """Whether a provision that the other side has may stand in what took no part."""
        if not self.left_out:
            return False
        path = one.where.path
        statement = "listing" if one.sort in _LISTING else one.sort
        named = (one.document or one.subject, f"{one.document}.{one.subject}", one.subject)
        left = (f"file {path}", f"document {one.document}", f"{statement} {path}:{one.article}")
        label = f"case {path}:{one.subject[1:-1]}"
        return (
            not self.names.isdisjoint(named)
            or not self.left_out.isdisjoint((*left, label))
            or f"{one.sort} {one.subject}" in self.left_out
        )


@dataclass(slots=True)
class _Left:
    """What has no partner yet, and the pairs that were found."""

    old: list[Saying]
    new: list[Saying]
    pairs: list[tuple[Saying, Saying]] = field(default_factory=list)

    def match(self, key: Callable[[Saying], Key], *, alone: bool = False) -> None:
        """Pairs what has the same key, in the order of the text; `alone`: only where each side has one."""
        olds, news = _grouped(self.old, key), _grouped(self.new, key)
        gone: set[int] = set()
        for known, ours in olds.items():
            theirs = news.get(known, ())
            if alone and (len(ours) > 1 or len(theirs) > 1):
                continue
            for one, other in zip(ours, theirs, strict=False):
                self.pairs.append((one, other))
                gone |= {id(one), id(other)}
        self.old = [one for one in self.old if id(one) not in gone]
        self.new = [one for one in self.new if id(one) not in gone]


def _grouped(ones: Iterable[Saying], key: Callable[[Saying], Key]) -> Mapping[Key, Sequence[Saying]]:
    found: dict[Key, list[Saying]] = defaultdict(list)
    for one in ones:
        found[key(one)].append(one)
    return found


def altered(old: Told, new: Told) -> tuple[list[Altered], list[Blind]]:
    """What was added, changed and removed, in the order of documents and places; and how much was not compared."""
    left = _Left(old=_ordered(old), new=_ordered(new))
    left.match(_whole)
    left.pairs.clear()
    left.match(lambda one: (one.sort, one.document, one.subject, one.scope, one.content))
    left.match(lambda one: (one.sort, one.document, one.article, one.subject, one.scope))
    left.match(_roughly, alone=True)
    left.match(lambda one: (one.sort, one.document, one.subject, one.scope), alone=True)
    changed = [_altered("changed", pair[0], pair[1], old, new) for pair in left.pairs]
    removed, unread_new = _parted(left.old, new.unread)
    added, unread_old = _parted(left.new, old.unread)
    changed += [_altered("removed", one, None, old, new) for one in removed]
    changed += [_altered("added", None, one, old, new) for one in added]
    blind = [Blind(kind="provisions", side="new", count=len(unread_new))] if unread_new else []
    blind += [Blind(kind="provisions", side="old", count=len(unread_old))] if unread_old else []
    return sorted(changed, key=_order), blind


def _whole(one: Saying) -> Key:
    return one.sort, one.document, one.article, one.subject, one.scope, one.content


def _roughly(one: Saying) -> Key:
    """What a provision is about, whatever it selects; an entry of a list is about its key."""
    return one.sort, one.document, one.article, one.subject, one.scope if one.sort in _LISTING else ""


def _ordered(told: Told) -> list[Saying]:
    return sorted(all_sayings(told.model), key=lambda one: (one.where.path, one.where.span, *_whole(one)))


def _parted(ones: Iterable[Saying], unread: Unread) -> tuple[list[Saying], list[Saying]]:
    """Those that the other side lacks, and those of which that cannot be said."""
    lacking: list[Saying] = []
    unsure: list[Saying] = []
    for one in ones:
        (unsure if unread.holds(one) else lacking).append(one)
    return lacking, unsure


def _altered(act: str, one: Saying | None, other: Saying | None, old: Told, new: Told) -> Altered:
    about = other or one
    assert about is not None  # noqa: S101  one of both is there
    moved = one is not None and other is not None and one.article != other.article
    renamed = one is not None and other is not None and one.what != other.what
    return Altered(
        act="changed" if act == "changed" else "added" if one is None else "removed",
        sort=about.sort,
        document=about.document,
        article=about.article,
        what=about.what,
        before=one.content if one else "",
        after=other.content if other else "",
        what_before=one.what if one and renamed else "",
        article_before=one.article if one and moved else "",
        old=place_of(old.sources, one.where.path, one.where.span) if one else None,
        new=place_of(new.sources, other.where.path, other.where.span) if other else None,
    )


def _order(one: Altered) -> tuple[object, ...]:
    place = one.new or one.old
    assert place is not None  # noqa: S101  as above
    return (bool(one.document), one.document, place.file, place.line, place.column, one.act, one.what, one.before)
