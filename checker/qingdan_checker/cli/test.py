"""`qingdan test`: the worked cases of the policies."""

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
    lang: str | None
    color: str
    no_cache: bool
    no_library: bool
    allow_empty: bool
    stdin_filename: str | None = None


@click.command("test", short_help="Run the worked cases. 运行案例。")
@options.paths()
@options.lang()
@options.color()
@options.no_library()
@options.no_cache()
@options.allow_empty()
@options.today()
@click.pass_context
def command(ctx: click.Context, /, **given: Any) -> int:  # noqa: ANN401  click's own
    """Run the worked cases of the policies under PATH. Exit with 1 if one does not come out, or a source has an error.

    运行 PATH 下政策中的案例；有案例不符或文本有错误时退出码为 1。
    """
    from qingdan_checker.cli.loaded import load_sources  # noqa: PLC0415
    from qingdan_checker.listings.cases import failed, render  # noqa: PLC0415
    from qingdan_checker.pipeline import check  # noqa: PLC0415

    asked = Asked(**given)
    loaded = load_sources(*find_sources(ctx, asked.paths, asked), no_cache=asked.no_cache)
    report = check(
        loaded.files,
        loaded.sources,
        loaded.sheets,
        today=asked.today,
        at=asked.today,
        concerned=loaded.concerned,
        library=loaded.library,
    )
    write(render(report, options.languages(asked.lang), colour=options.colours(asked.color)))
    return 1 if failed(report) else 0
