"""`qingdan timeline`: what holds from when to when, as a table or as a picture."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from qingdan_checker.cli import options
from qingdan_checker.cli.finding import find_sources
from qingdan_checker.cli.output import protect, write, write_file
from qingdan_checker.cli.progress import Progress

if TYPE_CHECKING:
    from datetime import date

    from qingdan_checker.findings import Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the command line asks for."""

    paths: tuple[str, ...]
    jurisdiction: tuple[str, ...]
    since: date | None
    today: date
    format: str
    output: str | None
    lang: str | None
    color: str
    no_drafts: bool
    no_cache: bool
    no_library: bool
    allow_empty: bool = True
    stdin_filename: str | None = None


@click.command("timeline", short_help="Show what holds from when to when. 显示各规则的时间线。")
@options.paths()
@click.option(
    "-j", "--jurisdiction", multiple=True, metavar="NAME", help="Only this place; may be repeated. 只看该地区，可重复。"
)
@options.since()
@click.option(
    "--format",
    type=click.Choice(["text", "json", "svg", "html"]),
    default="text",
    show_default=True,
    help="A table, data, or a picture. 表格、数据或图。",
)
@options.output()
@options.lang()
@options.color()
@options.no_drafts()
@options.no_library()
@options.no_cache()
@options.today()
@click.pass_context
def command(ctx: click.Context, /, **given: Any) -> int:  # noqa: ANN401  click's own
    """Show for each jurisdiction and rule under PATH from when to when it is within bounds, broken, excused or open.

    按地区和规则列出各段时间的状态：未超出、违反、待定、过渡期、获批准等，并列出期限。

    Starts today; --since starts earlier. Exits with 1 where an error in a source leaves something out.
    """
    from qingdan_checker.cli.loaded import load_sources  # noqa: PLC0415
    from qingdan_checker.pipeline import check  # noqa: PLC0415

    asked = Asked(**given)
    found, bundle = find_sources(ctx, asked.paths, asked, alone=True)
    loaded = load_sources(found, bundle, no_cache=asked.no_cache)
    with Progress() as progress:
        report = check(
            loaded.files,
            loaded.sources,
            loaded.sheets,
            today=asked.today,
            since=asked.since,
            drafts=not asked.no_drafts,
            concerned=loaded.concerned,
            library=loaded.library,
            progress=progress.judging,
        )
    text = _rendered(ctx, asked, report)
    if asked.output:
        protect(ctx, asked.output, found, loaded.attached)
        write_file(ctx, asked.output, text)
    else:
        write(text)
    return 1 if report.faults else 0


def _rendered(ctx: click.Context, asked: Asked, report: Report) -> str:
    from qingdan_checker.listings.timeline import render, render_json  # noqa: PLC0415
    from qingdan_checker.messages.book import Book  # noqa: PLC0415
    from qingdan_checker.timeline import lanes_of  # noqa: PLC0415

    lanes = lanes_of(report, options.jurisdictions(ctx, asked.jurisdiction, report) or None)
    if asked.format == "json":
        return render_json(report, lanes)
    books = [Book(report, language) for language in options.languages(asked.lang)]
    if asked.format == "text":
        colour = options.colours(asked.color) and not asked.output
        return "\n".join(render(report, lanes, book, colour=colour) for book in books)
    from qingdan_checker.pictures.timeline import page, picture  # noqa: PLC0415  they load the templates

    return page(report, lanes, books) if asked.format == "html" else picture(report, lanes, books)
