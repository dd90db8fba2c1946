"""`qingdan rules`: all rules in force."""

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

    paths: tuple[str, ...]
    jurisdiction: str | None
    at: date | None
    today: date
    format: str
    lang: str | None
    no_cache: bool
    no_library: bool
    allow_empty: bool = True
    stdin_filename: str | None = None


@click.command("rules", short_help="List the rules in force. 列出有效的规则。")
@options.paths()
@options.at("The day; today if unsaid. 日期，默认今天。")
@click.option("-j", "--jurisdiction", metavar="NAME", help="Only the rules over this place. 只列对该地区的规则。")
@click.option(
    "--format",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Form of the list. 格式。",
)
@options.lang()
@options.no_library()
@options.no_cache()
@options.today()
@click.pass_context
def command(ctx: click.Context, /, **given: Any) -> int:  # noqa: ANN401  click's own
    """List the rules in force in the policies under PATH: what each requires, by whom, and where it is written.

    列出 PATH 下政策中有效的规则：要求、效力、制定机关与出处。
    """
    from qingdan_checker.cli.loaded import load_sources  # noqa: PLC0415
    from qingdan_checker.listings.rules import above, in_force, render, render_json  # noqa: PLC0415
    from qingdan_checker.messages.book import Book  # noqa: PLC0415
    from qingdan_checker.pipeline import check  # noqa: PLC0415

    asked = Asked(**given)
    day = asked.at or asked.today
    loaded = load_sources(*find_sources(ctx, asked.paths, asked, alone=True), no_cache=asked.no_cache)
    report = check(loaded.files, loaded.sources, loaded.sheets, today=day, at=day, library=loaded.library)
    issuers = above(report, asked.jurisdiction) if asked.jurisdiction else None
    if issuers is not None and not issuers:
        name = asked.jurisdiction
        refuse(ctx, f"no jurisdiction is called `{name}`", f"没有名为“{name}”的地区")
    rules = in_force(report, day, issuers)
    if asked.format == "json":
        write(render_json(rules, report))
    else:
        books = [Book(report, language) for language in options.languages(asked.lang)]
        write("\n".join(render(rules, day, book) for book in books))
    return 0
