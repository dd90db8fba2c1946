"""`qingdan bounds`: what the rules leave the numbers of a jurisdiction."""

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
    format: str
    at: date | None
    today: date
    lang: str | None
    no_cache: bool
    no_library: bool
    allow_empty: bool = True
    stdin_filename: str | None = None


@click.command("bounds", short_help="Show what the rules leave each number. 显示规则给各数字留下的余地。")
@click.argument("jurisdiction")
@click.argument("item", required=False)
@options.named_paths()
@options.at("The day; today if unsaid. 日期，默认今天。")
@click.option(
    "--format",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Form of the answer. 格式。",
)
@options.lang()
@options.no_library()
@options.no_cache()
@options.today()
@click.pass_context
def command(ctx: click.Context, /, **given: Any) -> int:  # noqa: ANN401  click's own
    """Show the room of all that JURISDICTION may decide, or of ITEM: what each number may be as all others stand.

    显示某地区可以规定的各项数字（或其中一项）的余地：其他数字不变时，它可以是多少；并列出两端所依据的规则。可以写标签。

    A `!` marks a value that is outside. Exits with 1 where an error in a source may have left rules out.
    """
    from qingdan_checker.bounding import bounds  # noqa: PLC0415
    from qingdan_checker.cli.loaded import load_sources  # noqa: PLC0415
    from qingdan_checker.listings.bounds import problem, render, render_json  # noqa: PLC0415
    from qingdan_checker.messages.book import Book  # noqa: PLC0415
    from qingdan_checker.messages.drafts import FAULTS  # noqa: PLC0415

    asked = Asked(**given)
    loaded = load_sources(*find_sources(ctx, asked.paths, asked, alone=True), no_cache=asked.no_cache)
    day = asked.at or asked.today
    found = bounds(
        loaded.files, loaded.sources, loaded.sheets, jurisdiction=asked.jurisdiction, item=asked.item, day=day
    )
    books = [Book(found.report, language) for language in options.languages(asked.lang)]
    if found.problem:
        said = " / ".join(dict.fromkeys(problem(found, book) for book in books))
        refuse(ctx, said, said)
    write(render_json(found) if asked.format == "json" else "\n".join(render(found, book) for book in books))
    faults = len(found.report.faults)
    for book in books if faults else ():
        click.echo(f"qingdan: {FAULTS.say(book.language, {'count': str(faults)})}", err=True)
    return 1 if faults else 0
