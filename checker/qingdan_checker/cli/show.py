"""`qingdan show`: the table in effect of a jurisdiction."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from qingdan_checker.cli import options
from qingdan_checker.cli.finding import find_sources
from qingdan_checker.cli.output import refuse, write

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the command line asks for."""

    jurisdiction: str
    item: str | None
    paths: tuple[str, ...]
    selector: str | None
    at: date | None
    today: date
    lang: str | None
    no_cache: bool
    no_library: bool
    allow_empty: bool = True
    stdin_filename: str | None = None


@click.command("show", short_help="Show the values in effect. 显示生效的待遇表。")
@click.argument("jurisdiction")
@click.argument("item", required=False)
@click.option("--for", "selector", metavar="SELECTOR", help='Only these, for example "resident, tcm". 只看这些情形。')
@options.named_paths()
@options.at("The day; today if unsaid. 日期，默认今天。")
@options.lang()
@options.no_library()
@options.no_cache()
@options.today()
@click.pass_context
def command(ctx: click.Context, /, **given: Any) -> int:  # noqa: ANN401  click's own
    """Show the values in effect in JURISDICTION: all items, or ITEM; or the list of a catalogue.

    显示某地区生效的各项待遇，或其中一项；或某一目录的条目。可以写标签。

    A table of one combination also says what made its value.
    """
    from qingdan_checker.cli.loaded import load_sources  # noqa: PLC0415
    from qingdan_checker.listings.show import problem, render  # noqa: PLC0415
    from qingdan_checker.messages.book import Book  # noqa: PLC0415
    from qingdan_checker.showing import show  # noqa: PLC0415
    from qingdan_checker.shown import Question  # noqa: PLC0415

    asked = Asked(**given)
    loaded = load_sources(*find_sources(ctx, asked.paths, asked, alone=True), no_cache=asked.no_cache)
    question = Question(
        jurisdiction=asked.jurisdiction, item=asked.item, selector=asked.selector, at=asked.at or asked.today
    )
    shown = show(loaded.files, loaded.sources, loaded.sheets, question)
    books = [Book(shown.report, language) for language in options.languages(asked.lang)]
    if shown.problem:
        said = " / ".join(dict.fromkeys(problem(shown, book) for book in books))
        refuse(ctx, said, said)
    write("\n".join(render(shown, book) for book in books))
    return 0
