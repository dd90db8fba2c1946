"""`qingdan diff`: what changes between two sets of policies, by what they say and by what it does."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from qingdan_checker.cli import options
from qingdan_checker.cli.output import files_read, refuse, spare, spare_beside, write, write_file
from qingdan_checker.cli.progress import Progress
from qingdan_checker.cli.settings import choices
from qingdan_checker.library import SUFFIXES

if TYPE_CHECKING:
    from datetime import date

    from qingdan_checker.cli.extracting import Files
    from qingdan_checker.cli.settings import Choices
    from qingdan_checker.cli.versions import Version
    from qingdan_checker.differences import Differences, Side
    from qingdan_checker.findings import Report
    from qingdan_checker.loading import Loaded

FORMATS = ("text", "json", "markdown")
_PATHS = "qingdan.diff.paths"


class _Command(click.Command):
    """A command that knows what stood behind `--`: nothing but paths."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if "--" in args:
            at = args.index("--")
            ctx.meta[_PATHS] = tuple(args[at + 1 :])
            args = args[:at]
        return super().parse_args(ctx, args)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the command line asks for; `chosen` is what a settings file may decide too."""

    chosen: Choices
    at: date | None
    since: date | None
    today: date
    format: str
    output: str | None
    color: str
    exit_zero: bool
    no_cache: bool
    allow_empty: bool


@click.command("diff", cls=_Command, short_help="Show what changes between two versions. 显示两个版本的差异。")
@click.argument("sides", metavar="OLD [NEW] [-- PATH...]", nargs=-1, required=True)
@options.at("Compare this date alone, not today and later ones. 只比较这一天。")
@options.since()
@click.option(
    "--threshold",
    type=click.Choice(("error", "warning", "note")),
    default="error",
    show_default=True,
    help="Exit with 1 where a finding of this severity or a graver one appears or gets worse. 新增达到此级别时为 1。",
)
@click.option(
    "--format",
    type=click.Choice(FORMATS),
    default="text",
    show_default=True,
    help="For people, programs, or a merge request. 格式。",
)
@options.output()
@click.option("--select", multiple=True, metavar="TERM,…", help="Only these findings, as in `check`. 只看这些结果。")
@click.option("--ignore", multiple=True, metavar="TERM,…", help="Leave these findings out. 略去这些结果。")
@click.option("--exclude", multiple=True, metavar="PATTERN", help="Leave files or folders out. 排除文件或文件夹。")
@options.lang()
@options.color()
@click.option("--exit-zero", is_flag=True, help="Exit with 0 whatever differs. 无论差异如何退出码都为 0。")
@click.option("--no-drafts/--drafts", help="Leave documents out that are drafts. 不计草案。")
@click.option("--no-library/--library", help="Never add the bundled law. 不使用内置依据库。")
@options.no_cache()
@options.allow_empty()
@click.option("--config", metavar="FILE", help="Settings from this file. 使用该设置文件。")
@click.option("--isolated", is_flag=True, help="No settings file. 不使用设置文件。")
@options.today()
@click.pass_context
def command(ctx: click.Context, /, **given: Any) -> int:  # noqa: ANN401  click's own
    """Show what changes from OLD to NEW: provisions, values in effect, findings.

    显示从 OLD 到 NEW 的变化：规定、生效待遇、校验结果。

    OLD and NEW are git revisions (`main`, `HEAD~1`, `v1.2:policies`) or paths. Without NEW it is the files as they
    are now. PATHs say which part of the repository: `qingdan diff main HEAD policies/`, `qingdan diff main -- hebei`.
    Exit status: 0 no finding at or above the threshold appears or gets worse, 1 one does, 2 the command could not run.
    """
    from qingdan_checker.cli.versions import versions  # noqa: PLC0415  usage errors need none of it

    after = ctx.meta.get(_PATHS, ())
    old, new = versions(ctx, given["sides"], after)
    chosen = choices(ctx, (*new.on_disk, *old.on_disk), given | {"baseline": None})
    ctx.params["lang"] = chosen.lang
    own = {name: value for name, value in given.items() if name in Asked.__dataclass_fields__}
    asked = Asked(**(own | {"chosen": chosen}))
    if asked.at and asked.since:
        raise click.UsageError(
            options.said(ctx, "--at and --since exclude each other", "--at 与 --since 只能用一个"), ctx
        )
    if asked.output and chosen.file:
        spare_beside(ctx, asked.output, [chosen.file])
    with tempfile.TemporaryDirectory(prefix="qingdan-") as room:
        found = _compared(ctx, asked, (old, new), Path(room))
    text = _rendered(asked, found)
    if asked.output:
        write_file(ctx, asked.output, text)
    else:
        write(text, exact=asked.format != "text")
    return 1 if found.reaches(chosen.threshold) and not asked.exit_zero else 0


def _compared(ctx: click.Context, asked: Asked, both: tuple[Version, Version], room: Path) -> Differences:
    from qingdan_checker.cache import Cache, open_cache  # noqa: PLC0415
    from qingdan_checker.cli.extracting import files_of  # noqa: PLC0415
    from qingdan_checker.cli.judged import collect_again  # noqa: PLC0415
    from qingdan_checker.differences import Question, compare  # noqa: PLC0415
    from qingdan_checker.loading import load  # noqa: PLC0415

    reach = [Path(path).resolve() for one in both if one.repository is None for path in one.paths]
    reach += [Path(one.repository.folder) for one in both if one.repository]
    cache = Cache(None) if asked.no_cache else open_cache(reach)
    sides = [
        files_of(ctx, one, asked.chosen, room / name, cache) for one, name in zip(both, ("old", "new"), strict=True)
    ]
    if not any(side.found.texts for side in sides) and not asked.allow_empty:
        kinds = ", ".join(f"*{suffix}" for suffix in SUFFIXES)
        refuse(ctx, f"neither side has policy files ({kinds})", f"两边都没有政策文件（{kinds}）")
    with Progress() as progress:
        loaded = [load(files.found, files.bundle, cache, progress) for files in sides]
        for files, one in zip(sides, loaded, strict=True):
            if asked.output:
                spare(ctx, asked.output, map(files.on_disk, files_read(files.found, one.attached)))
        old, new = (_side(*one) for one in zip(both, sides, loaded, strict=True))
        collect_again()
        question = Question(
            today=asked.today,
            at=asked.at,
            since=asked.since,
            drafts=asked.chosen.drafts,
            narrowed=lambda report: _narrowed(ctx, asked, report),
            progress=progress.judging,
        )
        return compare(old, new, question)


def _side(version: Version, files: Files, loaded: Loaded) -> Side:
    from qingdan_checker.differences import Side  # noqa: PLC0415

    return Side(
        name=version.name,
        files=loaded.files,
        sources=loaded.sources,
        sheets=loaded.sheets,
        concerned=loaded.concerned,
        library=loaded.library,
        lacking=files.lacking,
        unfollowed=files.unfollowed,
    )


def _narrowed(ctx: click.Context, asked: Asked, report: Report) -> Report:
    """The report without the findings that nobody asked for; what is selected need not be known on both sides."""
    from qingdan_checker.cli.selecting import selection_of  # noqa: PLC0415
    from qingdan_checker.selection import Scope, narrowed, renamed  # noqa: PLC0415

    return narrowed(report, Scope(selection=renamed(selection_of(ctx, asked.chosen), report)))


def _rendered(asked: Asked, found: Differences) -> str:
    from qingdan_checker.messages.book import Book  # noqa: PLC0415

    machine = asked.format == "json"
    languages = options.languages(asked.chosen.lang, for_machines=machine)
    if machine:
        from qingdan_checker.listings.differences.data import render_json  # noqa: PLC0415

        return render_json(found, languages)
    books = [Book(found.report, language) for language in languages]
    if asked.format == "markdown":
        from qingdan_checker.listings.differences.markdown import render as render_markdown  # noqa: PLC0415

        return render_markdown(found, books)
    from qingdan_checker.listings.differences.text import render  # noqa: PLC0415

    colour = options.colours(asked.color) and (asked.output is None or asked.color == "always")
    return "\n".join(render(found, book, colour=colour) for book in books)
