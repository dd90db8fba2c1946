"""What differs between two sets of policies, as facts: provisions, cells, lists and findings."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal

from qingdan_checker.findings import SEVERITIES

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from qingdan_checker.findings import Finding, Place, Report, Severity
    from qingdan_checker.sheets import Sheets
    from qingdan_dsl.source import Source
    from qingdan_dsl.syntax.declarations import File

SCHEMA: Final = 1

Act = Literal["added", "changed", "removed"]

Gain = Literal["better", "worse", "neither", "gained", "lost", "open"]
"""For the insured: better or worse; neither, where the item does not say what is better; `gained` where there was no
value before, `lost` where there is none now, `open` where one of both cannot be said."""

Turn = Literal["appeared", "vanished", "worse", "better", "changed"]
"""How a finding differs: `worse` where it is graver, further out of bounds at its worst, or about more combinations."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of the two: its name as asked for, and what a check of it takes.

    `concerned` and `library` are as in `pipeline.check`; `lacking` are paths that were asked for and that it lacks,
    `unfollowed` those that lead elsewhere.
    """

    name: str
    files: tuple[File, ...]
    sources: Mapping[str, Source]
    sheets: Sheets
    concerned: frozenset[str] | None = None
    library: str = ""
    lacking: tuple[str, ...] = ()
    unfollowed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Altered:
    """A provision that was added, changed or removed, or a word of the vocabulary.

    `what` names it in the words of the language (`set inpatient.ratio for resident, tcm`); `before` and `after` are
    what it says, empty where it is not there. `article_before` is set where it stood in another article.
    """

    act: Act
    sort: str
    document: str
    article: str
    what: str
    before: str = ""
    after: str = ""
    what_before: str = ""
    article_before: str = ""
    old: Place | None = None
    new: Place | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """Cells of an item that move from one value to another, in the tables of some jurisdictions, over a stretch.

    `before` and `after` are values as printed, or None where there is none: `status_before`, `status_after` then say
    why, as a `findings.Reason` does. `selectors` are the cells (none: all), `cells` how many combinations of listed
    dimensions they are.
    """

    item: str
    jurisdictions: tuple[str, ...]
    before: str | None
    after: str | None
    status_before: str
    status_after: str
    gain: Gain
    selectors: tuple[str, ...]
    cells: int
    start: date | None = None
    until: date | None = None

    def during(self, start: date | None, until: date | None) -> Moved:
        """The same over another stretch."""
        return replace(self, start=start, until=until)


Entry = tuple[tuple[str, str | None], ...]
"""The fields of an entry by name; a disputed one is None."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Relisted:
    """An entry of a list in effect that appears, vanishes (its fields then are None) or changes."""

    catalogue: str
    key: str
    jurisdictions: tuple[str, ...]
    before: Entry | None
    after: Entry | None
    start: date | None = None
    until: date | None = None

    def during(self, start: date | None, until: date | None) -> Relisted:
        """The same over another stretch."""
        return replace(self, start=start, until=until)

    @property
    def act(self) -> Act:
        """Whether it appears, vanishes or changes."""
        if self.before is None:
            return "added"
        return "removed" if self.after is None else "changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Turned:
    """A finding that appears, vanishes or changes: as it was, and as it is."""

    turn: Turn
    old: Finding | None = None
    new: Finding | None = None

    @property
    def finding(self) -> Finding:
        """As it is, else as it was."""
        found = self.new or self.old
        assert found is not None  # noqa: S101  one of both is there
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Blind:
    """Something that could not be compared: `kind` says why.

    `left-out`: because of an error on a side (`old`, `new`) it took no part; `provisions`: so many are therefore not
    compared; `too-many`: an item has too many combinations; `shape`: an item varies by something of another sort now;
    `link`: links, and repositories within, are not followed; `lacking`: a path that was asked for is not there.
    """

    kind: Literal["left-out", "provisions", "too-many", "shape", "link", "lacking"]
    side: Literal["old", "new", ""] = ""
    what: str = ""
    jurisdiction: str = ""
    count: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Differences:
    """All that differs between two sides. More may differ where something could not be compared: what is `blind`."""

    old: Report
    new: Report
    names: tuple[str, str]
    dates: tuple[date, ...]
    provisions: tuple[Altered, ...]
    moved: tuple[Moved, ...]
    relisted: tuple[Relisted, ...]
    findings: tuple[Turned, ...]
    blind: tuple[Blind, ...]

    @property
    def report(self) -> Report:
        """What the names of both sides are called: those of the new side first."""
        old, new = self.old, self.new
        return replace(
            new,
            terms={**old.terms, **new.terms},
            documents={**old.documents, **new.documents},
            rules={**old.rules, **new.rules},
            parents={**old.parents, **new.parents},
        )

    @property
    def is_complete(self) -> bool:
        """Whether all was compared. A path that one side lacks is a difference, and no gap."""
        return all(one.kind == "lacking" for one in self.blind)

    @property
    def is_empty(self) -> bool:
        """Whether nothing differs."""
        return not (self.provisions or self.moved or self.relisted or self.findings)

    def reaches(self, threshold: Severity) -> bool:
        """Whether a finding at or above a threshold appears, or gets worse."""
        allowed = SEVERITIES[: SEVERITIES.index(threshold) + 1]
        return any(
            one.turn in {"appeared", "worse"} and one.new is not None and one.new.severity in allowed
            for one in self.findings
        )
