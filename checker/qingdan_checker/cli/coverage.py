"""`qingdan coverage`: which articles are encoded, which cannot be checked, and which are neither."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from qingdan_checker.cli import options
from qingdan_checker.cli.finding import find_sources
from qingdan_checker.cli.output import write

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the command line asks for."""

    paths: tuple[str, ...]
    today: date
    format: str
    lang: str | None
    verbose: bool
    no_cache: bool
    no_library: bool
    allow_empty: bool
    stdin_filename: str | None = None


@click.command("coverage", short_help="Show which articles are encoded. 显示各条的编码情况。")
@options.paths()
@click.option(
    "--format",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Form of the ledger. 格式。",
)
@options.lang()
@click.option("-v", "--verbose", is_flag=True, help="List every article with its reason. 列出每一条及理由。")
@options.no_library()
@options.no_cache()
@options.allow_empty()
@options.today()
@click.pass_context
def command(ctx: click.Context, /, **given: Any) -> int:  # noqa: ANN401  click's own
    """Count for each document under PATH the articles that are encoded, not checkable, or not encoded.

    按文件统计已编码、不可校验、未编码的条款，以及规则、规定和事项数。

    Exits with 1 where an article has neither a statement nor a reason, or where a source has an error.
    """
    from qingdan_checker.cli.loaded import load_sources  # noqa: PLC0415
    from qingdan_checker.ledger import ledger  # noqa: PLC0415
    from qingdan_checker.listings.coverage import is_complete, render, render_json  # noqa: PLC0415
    from qingdan_checker.messages.book import Book  # noqa: PLC0415

    asked = Asked(**given)
    loaded = load_sources(*find_sources(ctx, asked.paths, asked), no_cache=asked.no_cache)
    found = ledger(
        loaded.files,
        loaded.sources,
        loaded.sheets,
        today=asked.today,
        concerned=loaded.concerned,
        library=loaded.library,
    )
    if asked.format == "json":
        write(render_json(found))
    else:
        books = [Book(found.report, language) for language in options.languages(asked.lang)]
        write("\n".join(render(found, book, verbose=asked.verbose) for book in books))
    return 0 if is_complete(found) else 1
