"""What of a section goes on which sheet: tables of marks apart from others, all its cards as one table to filter."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from qingdan_checker.messages.printed import FINDINGS, HEADLINE, SECTION
from qingdan_checker.papers import Card, Cell, Section, Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qingdan_checker.messages.language import Language
    from qingdan_checker.papers import Block


def parts(section: Section, language: Language) -> Iterator[Section]:
    """A section as one for each sheet."""
    found = list(_cards(section, ""))
    rest = _without_cards(section) if found else section
    if not found or _says_something(rest):
        yield from _apart(rest)
        title = FINDINGS.say(language, {"title": section.title})
    else:
        title = section.title
    if found:
        yield Section(mark=section.mark, title=title, blocks=(_carded(found, language),))


def _cards(section: Section, within: str) -> Iterator[tuple[str, Card]]:
    """Each card with the heading that it stands under; none where that is the sheet's own."""
    yield from ((within, block) for block in section.blocks if isinstance(block, Card))
    for inner in section.sections:
        yield from _cards(inner, inner.title)


def _without_cards(section: Section) -> Section:
    blocks = tuple(block for block in section.blocks if not isinstance(block, Card))
    return replace(section, blocks=blocks, sections=tuple(_without_cards(inner) for inner in section.sections))


def _says_something(section: Section) -> bool:
    return bool(section.blocks) or any(_says_something(inner) for inner in section.sections)


def _apart(section: Section) -> Iterator[Section]:
    """Narrow columns of marks do not go with what stands behind them: that has a sheet of its own."""
    if not any(_is_table(block, dense=True) for block in section.blocks):
        yield section
        return
    later = [at for at, block in enumerate(section.blocks) if _is_table(block, dense=False)]
    cut = later[0] if later else len(section.blocks)
    first, rest = section.blocks[:cut], section.blocks[cut:]
    if first and (rest or section.sections):
        yield replace(section, blocks=first, sections=())
        title = next((block.title for block in rest if isinstance(block, Table)), "") or section.title
        yield replace(section, title=title, blocks=rest)
    else:
        yield section


def _is_table(block: Block, *, dense: bool) -> bool:
    return isinstance(block, Table) and block.dense == dense


def _carded(found: Sequence[tuple[str, Card]], language: Language) -> Table:
    """Cards as a table: a row each, a column for each label, and one for their headings where they have several."""
    labels = list(dict.fromkeys(label for _, card in found for label, _ in card.rows))
    placed = any(within for within, _ in found)
    heads = (*([SECTION.say(language)] if placed else []), HEADLINE.say(language), *labels)
    rows = []
    for within, card in found:
        place = [Cell(text=within)] if placed else []
        rows.append((*place, Cell(text=card.title, tone=card.tone), *(_gathered(card, label) for label in labels)))
    return Table(title="", heads=heads, rows=tuple(rows))


def _gathered(card: Card, label: str) -> Cell:
    """What a card says under a label; under one that it has twice, both."""
    said = [cell for name, cell in card.rows if name == label]
    if len(said) == 1:
        return said[0]
    return Cell(text="\n".join(cell.text for cell in said), code=bool(said) and all(cell.code for cell in said))
