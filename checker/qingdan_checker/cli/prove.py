"""`qingdan prove`: the rules in force, judged against each other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from qingdan_checker import formats
from qingdan_checker.cli import options
from qingdan_checker.cli.finding import find_sources
from qingdan_checker.cli.output import protect, write, write_file
from qingdan_checker.cli.progress import Progress

if TYPE_CHECKING:
    from datetime import date

    from qingdan_checker.findings import Report, Severity
    from qingdan_checker.loading import Loaded

SEVERITIES = ("error", "warning", "note")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the command line asks for."""

    paths: tuple[str, ...]
    at: date | None
    today: date
    threshold: Severity
    format: str
    output: str | None
    lang: str | None
    color: str
    no_drafts: bool
    no_cache: bool
    no_library: bool
    verbose: bool
    allow_empty: bool
    stdin_filename: str | None = None

    @property
    def colour(self) -> bool:
        """Whether the report is coloured; a file is only if it is asked for."""
        return options.colours(self.color) and (self.output is None or self.color == "always")


@click.command("prove", short_help="Judge the rules against each other. 检查规则之间是否矛盾、多余。")
@options.paths()
@options.at("Judge this date alone, not today and later ones. 只看这一天。")
@click.option(
    "--threshold",
    type=click.Choice(SEVERITIES),
    default="error",
    show_default=True,
    help="Exit with 1 for findings of this severity or a graver one. 达到此级别时退出码为 1。",
)
@click.option(
    "--format",
    type=click.Choice(formats.names()),
    default="text",
    show_default=True,
    help="Form of the report. 报告格式。",
)
@options.output()
@options.lang()
@options.color()
@options.no_drafts()
@options.no_library()
@options.no_cache()
@options.allow_empty()
@click.option("-v", "--verbose", is_flag=True, help="All notes and sources too. 另列全部提示与来源。")
@options.today()
@click.pass_context
def command(ctx: click.Context, /, **given: Any) -> int:  # noqa: ANN401  click's own
    """Judge the rules in force under PATH against each other, for today and every later date of change.

    判断 PATH 下施行的规则：是否相互矛盾、下宽于上、多余或落空；是否有地区无论未知数字是多少都无法满足。

    Told are rules that contradict each other, that let through what a higher level forbids, that add nothing or speak
    of nobody; and tables that cannot meet the rules whatever is unknown in them.

    Bounds and gaps are decided exactly. Rules of other shapes need the extra `prove`; without it they are undetermined.
    """
    asked = Asked(**given)
    found, bundle = find_sources(ctx, asked.paths, asked)
    from qingdan_checker.cli.loaded import load_sources  # noqa: PLC0415

    loaded = load_sources(found, bundle, no_cache=asked.no_cache)
    report = _proved(asked, loaded)
    shown = formats.Options(
        languages=options.languages(asked.lang, for_machines=formats.facts(asked.format).for_machines),
        colour=asked.colour,
        verbose=asked.verbose,
        threshold=asked.threshold,
        unfollowed=found.unfollowed,
    )
    text = formats.render(asked.format, report, shown)
    if asked.output:
        protect(ctx, asked.output, found, loaded.attached)
        write_file(ctx, asked.output, text)
    else:
        write(text, exact=formats.facts(asked.format).for_machines)
    return 1 if report.reaches(asked.threshold) else 0


def _proved(asked: Asked, loaded: Loaded) -> Report:
    from qingdan_checker.pipeline import prove  # noqa: PLC0415
    from qingdan_checker.room.solver import open_solver  # noqa: PLC0415

    with Progress() as progress:
        return prove(
            loaded.files,
            loaded.sources,
            loaded.sheets,
            today=asked.today,
            at=asked.at,
            drafts=not asked.no_drafts,
            solver=open_solver(),
            concerned=loaded.concerned,
            library=loaded.library,
            progress=progress.judging,
        )
